import { randomUUID } from 'node:crypto';
import type { ResultCode } from '../../generated/result-codes.js';
import {
  createSendOtpServer,
  failed,
  type Handler,
  type Outcome,
  sent,
  type SendOtpServer,
  type SendOtpServerOptions,
  transmit,
} from '../contract/index.js';
import { faults } from './faults.js';
import { MockReplays } from './mock-replays.js';
import { loadExamples } from './prism-examples.js';
import { parseScenario, type Step } from './scenario.js';
import { chooseScenario } from './scenario-choice.js';
import { type CurrentStep, Sequences } from './sequences.js';

export interface MockServerOptions extends Omit<
  SendOtpServerOptions,
  'handlers' | 'transmit' | 'replays' | 'tls'
> {
  /** The scenario of calls that name none, such as `USER_NOT_EXIST` or `fault:slow:1500`. Default `SUCCESS`. */
  readonly scenario?: string;
  /** Told in one line of what the result code does not show: a fault, a scenario that does not exist. */
  readonly note?: (text: string) => void;
}

/**
 * A server that answers what it is asked to: the contract's checks and signatures around the examples of the contract's
 * document, which Prism serves. Nothing is sent to anybody.
 * @throws RangeError for a scenario that does not exist
 * @throws Error for an example that Prism cannot serve
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @example
 * const server = await createMockServer({ clients, privateKey, scenario: 'seq:UNKNOWN_EXCEPTION,SUCCESS' });
 * await server.listen({ port: 8080 });
 */
export async function createMockServer(options: MockServerOptions): Promise<SendOtpServer> {
  const { scenario = 'SUCCESS', note = () => undefined, now = Date.now, ...shell } = options;
  const standing = parseScenario(scenario);
  const examples = await loadExamples();
  const sequences = new Sequences();
  const stopping = new AbortController();
  /** What is behind an outcome: the shell hands back the object that the handler made, also to a replay. */
  const steps = new WeakMap<Outcome, CurrentStep>();

  const sendOTP: Handler<'sendOTP'> = async ({ accessToken }, { headers: { prefer } }) => {
    const choice = chooseScenario({
      prefer: typeof prefer === 'string' ? prefer : undefined,
      accessToken,
      standing,
    });
    if (choice.outcome === 'refused') {
      note(choice.why);
      return failed(choice.code);
    }
    const current = sequences.next(choice.scenario, accessToken);
    const example = await examples(codeOf(current.step));
    // RES-5: the document has one id, an OTP its own.
    const outcome = example.resultStatus === 'S' ? sent(newVerifyRequestId()) : example;
    steps.set(outcome, current);
    return outcome;
  };

  const server = await createSendOtpServer({
    ...shell,
    now,
    handlers: { sendOTP },
    replays: new MockReplays((outcome) => isOpen(outcome, steps.get(outcome))),
    transmit: async (outgoing) => {
      const step = steps.get(outgoing.outcome)?.step;
      if (step?.kind !== 'fault') {
        transmit(outgoing);
        return;
      }
      const fault = faults[step.name];
      note(`fault ${step.name}: ${fault.what}`);
      await fault.send(outgoing, { ms: step.ms, now, stop: stopping.signal });
    },
  });
  return {
    ...server,
    close: (closing) => {
      // Nobody need wait for an answer that is held back on purpose.
      stopping.abort();
      return server.close(closing);
    },
  };
}

/** The code of the response, or of the one that a fault breaks. */
function codeOf(step: Step): ResultCode {
  return step.kind === 'outcome' ? step.code : faults[step.name].builtOn;
}

/** A `U` or a fault within a sequence: a caller may send the same message again, and the sequence goes on. */
function isOpen({ resultStatus }: Outcome, current: CurrentStep | undefined): boolean {
  return current?.more === true && (resultStatus === 'U' || current.step.kind === 'fault');
}

function newVerifyRequestId(): string {
  return randomUUID().replaceAll('-', '');
}
