import type { RedisConnection } from './redis-connection.js';
import { RedisScript } from './redis-script.js';
import { StoreUnavailable } from './store-unavailable.js';

/** What one step reads: its keys, and a list of arguments that Lua sees as numbers and strings. */
export interface StepInput {
  readonly keys: readonly string[];
  readonly args: readonly (string | number | readonly (string | number)[])[];
}

/** A step that refused and why, with none carried out; or what each step returned. */
export type StepsResult<Name extends string> =
  | { readonly refusedBy: Name; readonly reply: unknown }
  | { readonly refusedBy: undefined; readonly replies: Readonly<Partial<Record<Name, unknown>>> };

/**
 * Several steps that Redis takes together or not at all, in one script and one round trip: each first looks whether it has to
 * refuse, in order, and only when none does, all are carried out.
 *
 * A step is the body of a Lua function of `keys` and `args`, which writes nothing but what has expired: it returns why it
 * refuses; or nil and, if there is something to do, the function that does it and returns its reply.
 */
export class RedisSteps<Name extends string> {
  readonly #names: readonly Name[];
  readonly #script: RedisScript;

  /** @param steps in order */
  constructor(steps: Readonly<Record<Name, string>>) {
    this.#names = Object.keys(steps) as Name[];
    this.#script = new RedisScript(scriptOf(Object.values(steps)));
  }

  /**
   * @param inputs a step without input is left out
   * @param carryOut false only asks who would refuse
   * @throws StoreUnavailable; only with `STORE_NOT_CONNECTED` it is certain that nothing was done
   */
  async run(
    redis: RedisConnection,
    inputs: Readonly<Partial<Record<Name, StepInput>>>,
    carryOut = true,
  ): Promise<StepsResult<Name>> {
    const keys: string[] = [];
    const plan: unknown[] = [];
    this.#names.forEach((name, index) => {
      const input = inputs[name];
      if (input === undefined) return;
      const before = keys.length;
      keys.push(...input.keys);
      // Lua counts from 1.
      plan.push([index + 1, before + 1, keys.length, input.args]);
    });
    // One argument: each costs more to write than its digits in JSON (45 of them 4 µs, Node 20).
    const reply = await redis.run(this.#script, keys, [JSON.stringify([carryOut ? 1 : 0, ...plan])]);
    return this.#resultOf(reply);
  }

  #resultOf(reply: unknown): StepsResult<Name> {
    if (Array.isArray(reply)) {
      const [refusing, ...replies] = reply as readonly unknown[];
      if (refusing === 0) {
        return {
          refusedBy: undefined,
          replies: Object.fromEntries(this.#names.map((name, index) => [name, replies[index]])) as Partial<
            Record<Name, unknown>
          >,
        };
      }
      const refusedBy = typeof refusing === 'number' ? this.#names[refusing - 1] : undefined;
      if (refusedBy !== undefined) return { refusedBy, reply: replies[0] };
    }
    const what = `Redis returned an unexpected value for ${this.#names.join(', ')}`;
    throw new StoreUnavailable('STORE_VALUE_ILLEGAL', what);
  }
}

// KEYS: those of all steps. ARGV: JSON of whether to carry out, then for each step its number, its first and last key and its
// arguments. Returns the number of the step that refuses and its reply, or 0 and the replies of all.
function scriptOf(steps: readonly string[]): string {
  return `
local steps = {
${steps.map((lua) => `function(keys, args)\n${lua.trim()}\nend`).join(',\n')}
}
local plan = cjson.decode(ARGV[1])
local replies, toDo = {0}, {}
for i = 1, #steps do replies[i + 1] = 0 end
for i = 2, #plan do
  local number, first, last, args = unpack(plan[i])
  local refusal, carryOut = steps[number]({unpack(KEYS, first, last)}, args)
  if refusal then return {number, refusal} end
  toDo[number] = carryOut
end
if plan[1] == 0 then return {0} end
for number = 1, #steps do
  if toDo[number] then replies[number + 1] = toDo[number]() end
end
return replies`;
}
