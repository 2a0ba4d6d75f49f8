import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, readAnswer } from './answer.js';
import { maskFor, showAll } from './masking.js';
import { type Changes, type Message, MessagePlan } from './message-plan.js';
import { OtpBudget } from './otp-budget.js';
import type { ShownExchange } from './report.js';
import { ResponseWatch } from './response-watch.js';
import { showExchange } from './showing.js';
import type { Target } from './target.js';
import { type Exchange, Wire } from './wire.js';

/** What came of one request. */
export interface Asked {
  readonly exchange: Exchange;
  /** The outcome in the response, if there was one. */
  readonly answer: Answer | undefined;
  /** What every response must hold and this one does not, by check. */
  readonly faults: ReadonlyMap<string, string>;
}

export interface SessionOptions {
  readonly timeoutMs: number;
  readonly maxOtps: number;
  readonly showSecrets: boolean;
  /** What sets this run's messages apart. */
  readonly run: string;
}

/** How often in a row a target may fail to answer before it is asked whether it is still there. */
const silenceInARow = 3;
/** How often in all: a target that hangs now and then must not hold up the judge for long. */
const silenceInAll = 20;
/** Waits before trying again what was refused for traffic, in ms: nothing was sent then (RC-16). */
const backoff = [500, 1000, 2000];

/** The way to one target during one run: everything that is sent goes through here, and everything that comes is checked. */
export class Session {
  readonly target: Target;
  readonly plan: MessagePlan;
  readonly watch: ResponseWatch;
  readonly budget: OtpBudget;
  readonly #wire: Wire;
  readonly #show: (exchange: Exchange) => ShownExchange;
  #requests = 0;
  #silent = 0;
  #silentInAll = 0;
  #stopped: string | undefined;

  constructor(target: Target, { timeoutMs, maxOtps, showSecrets, run }: SessionOptions) {
    const mask = showSecrets ? showAll : maskFor(target.profile);
    this.target = target;
    this.#show = (exchange) => showExchange(exchange, target, mask);
    this.plan = new MessagePlan(target, run);
    this.watch = new ResponseWatch(target, this.#show);
    this.budget = new OtpBudget(maxOtps);
    this.#wire = new Wire(target.url, { timeoutMs });
  }

  /** How many requests went out. */
  get requests(): number {
    return this.#requests;
  }

  /** Why nothing more is sent, once the target has stopped to answer. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Why nothing more may be sent: a target that sends where it must not has sent too much. */
  get overspent(): string | undefined {
    return this.budget.overspent(this.watch.otps);
  }

  show(exchange: Exchange): ShownExchange {
    return this.#show(exchange);
  }

  /**
   * Sends a new message. One that is refused for traffic is made and sent again a few times, each later than the last.
   * @param asked the case that asks
   */
  async ask(changes: Changes, asked: string, patient = true): Promise<Asked> {
    for (const delay of patient ? backoff : []) {
      const first = await this.exchange(await this.plan.make(changes), asked);
      if (first.answer?.code !== 'REQUEST_TRAFFIC_EXCEED_LIMIT') return first;
      await wait(delay);
    }
    return this.exchange(await this.plan.make(changes), asked);
  }

  /** Sends this very message and checks what comes. */
  async exchange(message: Message, asked: string): Promise<Asked> {
    const exchange = await this.#wire.exchange(message);
    this.#requests += 1;
    const faults = await this.watch.observe(exchange, asked);
    const answer = exchange.arrival.kind === 'response' ? readAnswer(exchange.arrival) : undefined;
    const maySend = message.token === 'valid' || message.token === 'unanswered';
    if (maySend && (answer === undefined || answer.status === 'U')) this.budget.noteUnknown();
    await this.#noteSilence(exchange);
    return { exchange, answer, faults };
  }

  close(): void {
    this.#wire.close();
  }

  async #noteSilence({ arrival }: Exchange): Promise<void> {
    if (arrival.kind === 'response') {
      this.#silent = 0;
      return;
    }
    this.#silent += 1;
    this.#silentInAll += 1;
    if (this.#silentInAll >= silenceInAll) {
      this.#stopped ??= `${silenceInAll} requests had no response, the last one: ${arrival.detail}`;
    } else if (this.#silent >= silenceInARow) {
      // Each of these cases may have brought it about by itself: a plain call tells.
      const probe = await this.#wire.exchange(await this.plan.make());
      this.#requests += 1;
      if (probe.arrival.kind === 'none') {
        this.#stopped ??= `the target has stopped to answer, a plain call too: ${probe.arrival.detail}`;
      } else {
        this.#silent = 0;
      }
    }
  }
}
