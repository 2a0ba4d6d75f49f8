import { contract as shipped, type Contract, type Operation } from '@sendotp-contract/spec';
import { businessCases as shippedCases } from '../cases/business.js';
import type { CallStep, ConformanceCase, Premise, Step } from '../cases/conformance-case.js';
import type { Changes } from '../exchange/changes.js';
import { contractCases } from '../cases/contract-cases.js';
import type { FaultReading } from '../exchange/fault-reader.js';
import { PlantedFaults } from '../exchange/planted-faults.js';
import { MessagePlan } from '../exchange/message-plan.js';
import { tokenFixtures } from '../profile/fixture.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { asksAbout, meetable } from '../run/fixture-meeting.js';
import { expectsRefusal, repairedTwin } from '../run/repaired-twin.js';
import type { ContractOptions } from '../run/options.js';
import type { CaseData, DataStep, Recipe } from './data-schema.js';
import { RecipeWriter } from './recipe.js';
import { standInProfile } from './stand-ins.js';

const toleranceMinutes = 10;

/** The cases of a contract as data. */
export async function caseData({
  contract = shipped,
  businessCases = shippedCases,
}: ContractOptions = {}): Promise<CaseData> {
  const opened = await standInProfile(contract, toleranceMinutes);
  const writer = new CaseWriter(contract, opened);
  const operations = Object.values(contract.operations);
  const cases: CaseData['cases'] = [];
  for (const aCase of contractCases({ contract, operations, businessCases, toleranceMinutes }))
    cases.push(await writer.write(aCase));
  const described = await Promise.all(operations.map((operation) => writer.operation(operation)));
  return {
    $schema: './cases.schema.json',
    about: `The conformance cases of ${Object.keys(contract.operations).join(', ')}: made from conformance/cases by npm run generate. «…» is a place to be filled in; «json:…» the same, escaped as in a JSON string; «otherCase:…» its value in lower case, or in upper case if it has no capitals; «shorter:…» without its last character.`,
    toleranceMinutes,
    operations: Object.fromEntries(described),
    fixtures: Object.fromEntries(Object.entries(tokenFixtures).map(([name, { of }]) => [name, of])),
    cases,
  };
}

type DataPremise = NonNullable<Extract<DataStep, { kind: 'call' }>['premises']>[number];

/** Writes cases as data. */
class CaseWriter {
  readonly #operations: Contract['operations'];
  readonly #recipes: RecipeWriter;
  readonly #planted: PlantedFaults;
  readonly #plan: MessagePlan;
  readonly #met = new Set<string>();
  readonly #known = new Map<string, Promise<DataPremise>>();
  /** The plain calls, by operationId: of every other message only the differences are written. */
  readonly #plain = new Map<string, Recipe>();

  constructor({ operations }: Contract, opened: OpenedProfile) {
    this.#operations = operations;
    this.#recipes = new RecipeWriter(opened);
    this.#planted = new PlantedFaults(opened);
    this.#plan = new MessagePlan(opened, 'data');
  }

  async operation(operation: Operation): Promise<[string, CaseData['operations'][string]]> {
    const { operationId, resultCodes, successFields } = operation;
    return [
      operationId,
      {
        plain: await this.#plainOf(operation),
        codes: Object.fromEntries(Object.entries(resultCodes).map(([code, { status }]) => [code, status])),
        successFields: Object.keys(successFields),
      },
    ];
  }

  /** The fixtures that a step asks about first of all steps. */
  #meets(step: Step): { readonly meets?: string } {
    if ('again' in step) return {};
    const fixture = meetable.find((other) => !this.#met.has(other) && asksAbout(other, step));
    if (fixture === undefined) return {};
    this.#met.add(fixture);
    return { meets: fixture };
  }

  async write(aCase: ConformanceCase): Promise<CaseData['cases'][number]> {
    const { id, operation = '', rules, title, severity, core, last, needs, otps } = aCase;
    const steps: DataStep[] = [];
    for (const step of aCase.steps) steps.push(await this.#step(step, this.#operation(operation)));
    return {
      id,
      operation,
      rules: [...rules],
      title,
      severity,
      ...(core === undefined ? {} : { core }),
      ...(last === undefined ? {} : { last }),
      ...(needs === undefined ? {} : { needs: [...needs] }),
      ...(otps === undefined ? {} : { otps }),
      steps,
    };
  }

  async #plainOf(operation: Operation): Promise<Recipe> {
    const known = this.#plain.get(operation.operationId) ?? (await this.#recipes.recipeOf(operation, {}));
    this.#plain.set(operation.operationId, known);
    return known;
  }

  /** How a message differs from the plain call. */
  async #recipeOf(operation: Operation, changes: Changes): Promise<Recipe> {
    const plain: Readonly<Record<string, unknown>> = await this.#plainOf(operation);
    const recipe = await this.#recipes.recipeOf(operation, changes);
    return Object.fromEntries(
      Object.entries(recipe).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(plain[key])),
    );
  }

  #operation(id: string): Operation {
    const operation = this.#operations[id];
    if (operation === undefined) throw new Error(`${id} is no operation`);
    return operation;
  }

  async #step(step: Step, operation: Operation): Promise<DataStep> {
    const { expect, label } = step;
    const head = {
      ...(label === undefined ? {} : { label }),
      expect: expectationOf(expect),
      ...this.#meets(step),
    };
    if ('shared' in step) {
      const { name, send, copies, otps } = step.shared;
      return {
        kind: 'shared',
        ...head,
        name,
        send: await this.#recipeOf(operation, send),
        copies,
        otps,
        ...(step.everyCopy === undefined ? {} : { everyCopy: step.everyCopy }),
      };
    }
    const premises = await this.#premises(step.premises ?? [], operation);
    if ('again' in step)
      return {
        kind: 'again',
        ...(label === undefined ? {} : { label }),
        expect: expectationOf(expect),
        again: step.again,
        ...(step.changes === undefined ? {} : { changes: this.#recipes.resendOf(step.changes) }),
        ...premises,
      };
    return { ...(await this.#call(step, operation)), ...head, ...premises };
  }

  async #call(step: CallStep, own: Operation): Promise<Extract<DataStep, { kind: 'call' }>> {
    const operation = step.operation === undefined ? own : this.#operation(step.operation);
    const read = async (changes: Changes): Promise<FaultReading> =>
      this.#planted.read(await this.#plan.make(operation, changes));
    const asSent = await read(step.send);
    const twin = expectsRefusal(step) ? await repairedTwin(step, asSent, read) : undefined;
    return {
      kind: 'call',
      expect: expectationOf(step.expect),
      send: await this.#recipeOf(operation, step.send),
      plants: [...(step.plants ?? asSent.faults)],
      ...(step.copies === undefined ? {} : { copies: step.copies }),
      ...(step.needs === undefined ? {} : { needs: [...step.needs] }),
      ...(twin === undefined ? {} : { counterpart: true }),
      ...(twin === undefined || Object.keys(twin).length === 0
        ? {}
        : { repaired: await this.#recipeOf(operation, twin) }),
    };
  }

  /** Premises of one name are one request. */
  #premise({ name, send, expect }: Premise, operation: Operation): Promise<DataPremise> {
    const key = `${operation.operationId} ${name}`;
    const known =
      this.#known.get(key) ??
      this.#recipeOf(operation, send).then((recipe) => ({
        name,
        send: recipe,
        expect: expectationOf(expect),
      }));
    this.#known.set(key, known);
    return known;
  }

  async #premises(
    premises: readonly Premise[],
    operation: Operation,
  ): Promise<Pick<DataStep & { kind: 'call' }, 'premises'>> {
    if (premises.length === 0) return {};
    return { premises: await Promise.all(premises.map((premise) => this.#premise(premise, operation))) };
  }
}

function expectationOf(expect: Step['expect']): DataStep['expect'] {
  switch (expect.kind) {
    case 'code':
      return { kind: 'code', codes: [...expect.codes] };
    case 'accepted':
      return expect.or === undefined || expect.or.length === 0
        ? { kind: 'accepted' }
        : { kind: 'accepted', or: [...expect.or] };
    default:
      return expect;
  }
}
