import type { Operation } from '@sendotp-contract/spec';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Changes } from './changes.js';
import type { Exchange } from './exchange.js';
import { HttpSender } from './http-sender.js';
import type { Message } from './message.js';
import { MessagePlan } from './message-plan.js';
import { Pace } from './pace.js';
import type { Answer } from './read-response.js';

/** What is wrong with a response, by the id of the response check that says so. */
export type ResponseFaults = ReadonlyMap<string, string>;

/** An exchange and what the response checks say of it. */
export interface CheckedExchange {
  readonly exchange: Exchange;
  /** The outcome in the response, if there was one. */
  readonly answer: Answer | undefined;
  readonly faults: ResponseFaults;
}

export interface SessionOptions {
  readonly timeoutMs: number;
  /** What tells this run's messages from those of any other. */
  readonly run: string;
  /** How fast requests are sent, and until when. Default: as fast as the target answers. */
  readonly pace?: Pace;
  /** Checks each exchange, for the case of this id. */
  readonly inspect: (exchange: Exchange, caseId: string) => Promise<ResponseFaults>;
}

export interface CallOptions {
  /** Whether what is refused for traffic is made and sent again. Default true. */
  readonly patient?: boolean;
  /** Called with each message before it goes out; what it throws is thrown. */
  readonly check?: (message: Message) => void;
}

/** How many requests in a row may have no response before a plain call tests whether the target still answers. */
const silenceInARow = 3;
/** How many in all: a target that hangs now and then must not hold up the judge for long. */
const silenceInAll = 20;
/** Waits before another try of what was refused for traffic, in ms: nothing was sent then (RC-16). */
const backoff = [500, 1000, 2000];

const isTraffic = ({ answer }: CheckedExchange): boolean => answer?.code === 'REQUEST_TRAFFIC_EXCEED_LIMIT';

/** The connection to one target during one run: every message is sent and every response is checked here. */
export class Session {
  readonly #plan: MessagePlan;
  readonly #sender: HttpSender;
  readonly #inspect: SessionOptions['inspect'];
  readonly #pace: Pace;
  #requests = 0;
  #silent = 0;
  #silentInAll = 0;
  #stopped: string | undefined;

  constructor(opened: OpenedProfile, { timeoutMs, run, inspect, pace = new Pace() }: SessionOptions) {
    this.#plan = new MessagePlan(opened, run);
    this.#sender = new HttpSender(opened.url, { timeoutMs });
    this.#inspect = inspect;
    this.#pace = pace;
  }

  /** How many requests were sent. */
  get requests(): number {
    return this.#requests;
  }

  /** Why nothing more is sent, once the target has stopped answering or the time is up. */
  get stopped(): string | undefined {
    return this.#stopped ?? this.#pace.over;
  }

  /** A new message: the operation's plain call with these changes. */
  make(operation: Operation, changes: Changes): Promise<Message> {
    return this.#plan.make(operation, changes);
  }

  /** Calls of this operation have the cancelled token from now on, unless they say otherwise. */
  useCancelledToken(operation: Operation): void {
    this.#plan.useCancelledToken(operation);
  }

  /**
   * Makes and sends a new message. One that is refused for traffic is made and sent again a few times, with back-off, and for
   * as long as the run may take if that was said.
   * @param caseId the case that sends it
   */
  async call(
    operation: Operation,
    changes: Changes,
    caseId: string,
    { patient = true, check }: CallOptions = {},
  ): Promise<CheckedExchange> {
    for (const delay of patient ? backoff : []) {
      const first = await this.send(await this.#checked(operation, changes, check), caseId);
      if (!isTraffic(first)) return first;
      // Only this request is refused, not any other: waiting changes nothing.
      if (!(await this.isBusy(operation, caseId))) break;
      await this.#pace.pause(delay);
    }
    for (let tries = 0; ; tries += 1) {
      const last = await this.send(await this.#checked(operation, changes, check), caseId);
      if (!patient || !this.#pace.isPatient || !isTraffic(last)) return last;
      if (!(await this.isBusy(operation, caseId)) || !(await this.#pace.patientWait(tries))) return last;
    }
  }

  async #checked(operation: Operation, changes: Changes, check: CallOptions['check']): Promise<Message> {
    const message = await this.make(operation, changes);
    check?.(message);
    return message;
  }

  /** Whether a plain call is refused for traffic now: only then the answer of another request may be put down to traffic. */
  async isBusy(operation: Operation, caseId: string): Promise<boolean> {
    return isTraffic(await this.send(await this.make(operation, {}), caseId));
  }

  /** Sends this very message several times at once. */
  async sendAtOnce(message: Message, copies: number, caseId: string): Promise<readonly CheckedExchange[]> {
    await this.#pace.turn(copies);
    return Promise.all(Array.from({ length: copies }, () => this.#send(message, caseId)));
  }

  /** Sends this very message and checks its response. */
  async send(message: Message, caseId: string): Promise<CheckedExchange> {
    await this.#pace.turn();
    return this.#send(message, caseId);
  }

  async #send(message: Message, caseId: string): Promise<CheckedExchange> {
    const exchange = await this.#sender.send(message);
    this.#requests += 1;
    const faults = await this.#inspect(exchange, caseId);
    await this.#noteSilence(exchange);
    const { response } = exchange;
    return { exchange, answer: response.kind === 'response' ? response.answer : undefined, faults };
  }

  close(): void {
    this.#sender.close();
  }

  async #noteSilence({ message, response }: Exchange): Promise<void> {
    if (response.kind === 'response') {
      this.#silent = 0;
      return;
    }
    this.#silent += 1;
    this.#silentInAll += 1;
    if (this.#silentInAll >= silenceInAll) {
      this.#stopped ??= `${silenceInAll} requests had no response, the last one: ${response.detail}`;
    } else if (this.#silent >= silenceInARow) {
      // Each of these messages may have caused it by itself: a plain call shows whether the target still answers.
      const probe = await this.#sender.send(await this.#plan.make(message.operation));
      this.#requests += 1;
      if (probe.response.kind === 'none') {
        this.#stopped ??= `the target has stopped answering, even a plain call: ${probe.response.detail}`;
      } else {
        this.#silent = 0;
      }
    }
  }
}
