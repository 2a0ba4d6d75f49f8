import { type AnyOutcome, type Contract, contract as shipped, type Operation } from '@sendotp-contract/spec';
import { document as shippedDocument } from '@sendotp-contract/spec/document';
import {
  type Callback,
  checkOptionNames,
  createMppServer,
  type Handlers,
  printingListener,
  type MppServer,
  type MppServerOptions,
  mppServerOptionNames,
  type NamesOf,
  type RequestContext,
  respond,
  transmit,
} from '@sendotp-contract/server';
import { outcomeOf, withFreshIds } from './example-outcome.js';
import { faults } from './faults.js';
import { MockReplays } from './mock-replays.js';
import { type ExampleBody, loadExamples } from './prism-examples.js';
import { type Scenario, standingScenarios, success } from './scenario.js';
import { accessTokenOf, chooseScenario } from './scenario-choice.js';
import { type CurrentStep, Sequences } from './sequences.js';

/** Options of a server that a mock does not take: it has its own, or none. */
const ofServerAlone = ['handlers', 'respond', 'replays', 'tls'] as const;

export interface MockServerOptions extends Omit<
  MppServerOptions<Contract>,
  'contract' | 'document' | (typeof ofServerAlone)[number]
> {
  /** Which operations there are. Default: the contract of `@sendotp-contract/spec`. */
  readonly contract?: Contract;
  /** The OpenAPI document of the contract. Default: that of `@sendotp-contract/spec/document`. */
  readonly document?: Readonly<Record<string, unknown>>;
  /**
   * The scenario of calls that name none, such as `USER_NOT_EXIST` or `fault:slow:1500`. Default: success, which is also
   * what an operation returns that does not have this scenario.
   */
  readonly scenario?: string;
  /** Called with one line on what the result code does not show: a fault, or a scenario that does not exist. */
  readonly note?: Callback<string>;
}

const ofMockAlone: NamesOf<Omit<MockServerOptions, keyof MppServerOptions<Contract>>> = {
  scenario: true,
  note: true,
};
const ofBoth = Object.keys(mppServerOptionNames).filter(
  (name) => !ofServerAlone.some((other) => other === name),
);
const optionNames = { ...Object.fromEntries(ofBoth.map((name) => [name, true as const])), ...ofMockAlone };

/** What the mock knows of a response before it is sent. */
interface MockResponse extends CurrentStep {
  readonly operation: Operation;
  /** Prism's example. */
  readonly body: ExampleBody;
}

/**
 * A server that returns the outcome that a call asks for: the shell checks and signs, and Prism serves the examples of the
 * contract's document. It sends nothing to any user.
 * @throws TypeError for an option that the mock does not have
 * @throws RangeError for a scenario that no operation has
 * @throws Error for an example that Prism cannot serve
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @example
 * const server = await createMockServer({ clients, privateKey, scenario: 'seq:UNKNOWN_EXCEPTION,SUCCESS' });
 * await server.listen({ port: 8080 });
 */
export async function createMockServer(options: MockServerOptions): Promise<MppServer> {
  checkOptionNames(options, optionNames);
  const { contract = shipped, document = shippedDocument, scenario, ...others } = options;
  const { note, now = Date.now, ...shell } = others;
  const notes = printingListener<string>('note', note);
  const standing =
    scenario === undefined ? new Map<string, Scenario>() : standingScenarios(scenario, contract);
  const { tokenPrefix, noEmailToken } = contract.sandbox;
  const examples = await loadExamples(contract, document);
  const sequences = new Sequences();
  const stopping = new AbortController();
  /** By outcome: the shell passes on the very object that the handler returned, also to a replay. */
  const responses = new WeakMap<AnyOutcome, MockResponse>();

  const handle = async (
    operation: Operation,
    request: object,
    { headers: { prefer } }: RequestContext,
  ): Promise<AnyOutcome> => {
    const accessToken = accessTokenOf(operation, request, tokenPrefix);
    const choice = chooseScenario({
      operation,
      prefer: typeof prefer === 'string' ? prefer : undefined,
      accessToken,
      standing: standing.get(operation.operationId) ?? success(operation),
      tokenPrefix,
      noEmail: { token: noEmailToken, byEmail: Reflect.get(request, 'verifyType') === 'EMAIL' },
    });
    if (choice.outcome === 'refused') notes.tell(choice.why);
    const chosen =
      choice.outcome === 'refused' ? ({ kind: 'outcome', code: choice.code } as const) : choice.scenario;
    const current = sequences.next(chosen, `${operation.operationId} ${accessToken ?? ''}`);
    const body = withFreshIds(operation, await examples(operation, current.step.code));
    const outcome = outcomeOf(operation, body);
    responses.set(outcome, { ...current, operation, body });
    return outcome;
  };

  const server = await createMppServer<Contract>({
    // Pages under development call it.
    corsOrigins: 'loopback',
    ...shell,
    now,
    contract,
    document,
    handlers: handlersOf(contract, handle),
    replays: new MockReplays((outcome) => isOpen(outcome, responses.get(outcome)), now),
    respond: async (outgoing) => {
      const known = responses.get(outgoing.outcome);
      // A check of the shell refused the request.
      if (known === undefined) return respond(outgoing);
      const { step, operation, body } = known;
      const { response, sign } = outgoing;
      if (step.kind === 'outcome') {
        transmit(response, await sign(body));
        return;
      }
      const fault = faults[step.name];
      notes.tell(`fault ${step.name}: ${fault.what}`);
      await fault.send({ response, sign, operation, body }, { ms: step.ms, now, stop: stopping.signal });
    },
  });
  return {
    ...server,
    close: (closing) => {
      // A response that is held back on purpose does not delay the end.
      stopping.abort();
      return server.close(closing);
    },
  };
}

/** The same handler for every operation of the contract. */
function handlersOf(
  { operations }: Contract,
  handle: (operation: Operation, request: object, context: RequestContext) => Promise<AnyOutcome>,
): Handlers<Contract> {
  const entries = Object.entries(operations).map(([id, operation]) => [
    id,
    (request: object, context: RequestContext) => handle(operation, request, context),
  ]);
  // `Handlers<Contract>` has no result codes to offer: the shell checks each outcome against its operation.
  return Object.fromEntries(entries) as Handlers<Contract>;
}

/** A `U` or a fault within a sequence: a caller may send the same message again, and the sequence goes on. */
function isOpen({ resultStatus }: AnyOutcome, known: MockResponse | undefined): boolean {
  return known?.more === true && (resultStatus === 'U' || known.step.kind === 'fault');
}
