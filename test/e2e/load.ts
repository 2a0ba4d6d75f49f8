import { onTestFinished } from 'vitest';
import type { Person, ServiceFiles } from '../reference/service/service-files.js';
import { type Answer, goodBody, prepare, send } from './caller.js';
import type { ServiceProcess } from './service-process.js';

type PreparedCall = ReturnType<typeof prepare>;

/** What became of a call: an answer that keeps the contract, or a broken connection. */
export type CallEnd =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly ms: number }
  | { readonly kind: 'broken'; readonly code: string };

/** One call of a load. */
export interface LoadCall {
  readonly service: ServiceProcess;
  readonly person: Person;
  readonly prepared: PreparedCall;
  /** Undefined while it is under way. */
  end: CallEnd | undefined;
}

export type EndedCall = LoadCall & { readonly end: CallEnd };

/**
 * Calls evenly in time, a new user each and one process after the other, whatever becomes of the calls before: as from
 * many callers who know nothing of each other. Ends with its test at the latest.
 */
export class Load {
  readonly calls: LoadCall[] = [];
  readonly #files: ServiceFiles;
  readonly #services: readonly ServiceProcess[];
  readonly #timer: NodeJS.Timeout;
  readonly #sending: Promise<void>[] = [];
  readonly #failures: unknown[] = [];

  /** @param options.everyMs ms from one call to the next */
  constructor(
    files: ServiceFiles,
    services: readonly ServiceProcess[],
    { everyMs = 10 }: { readonly everyMs?: number } = {},
  ) {
    this.#files = files;
    this.#services = services;
    this.#timer = setInterval(() => {
      try {
        this.#call();
      } catch (failure) {
        this.#failures.push(failure);
      }
    }, everyMs);
    onTestFinished(() => {
      clearInterval(this.#timer);
    });
  }

  /** How many calls were answered with this code by this process, counted from one call on. */
  answered(code: string, service: ServiceProcess, from = 0): number {
    return this.calls
      .slice(from)
      .filter(
        (call) => call.service === service && call.end?.kind === 'answered' && call.end.answer.code === code,
      ).length;
  }

  /** How many calls found nobody who listens. */
  get refused(): number {
    return this.calls.filter(({ end }) => end?.kind === 'broken' && end.code === 'ECONNREFUSED').length;
  }

  /**
   * Calls no more, and waits for what is under way.
   * @throws what an answer broke of the contract, or why a call could not be made
   */
  async stop(): Promise<readonly EndedCall[]> {
    clearInterval(this.#timer);
    await Promise.all(this.#sending);
    if (this.#failures.length > 0) throw this.#failures[0];
    return this.calls.map((call) => {
      if (call.end === undefined) throw new Error('a call has no end');
      return { ...call, end: call.end };
    });
  }

  #call(): void {
    const service = this.#services[this.calls.length % this.#services.length];
    if (service === undefined) throw new Error('a load needs a process');
    const person = this.#files.nextPerson();
    const body = goodBody(service.target, { accessToken: person.token });
    const call: LoadCall = {
      service,
      person,
      prepared: prepare(service.target, { body }),
      end: undefined,
    };
    this.calls.push(call);
    const sending = ending(service, call.prepared).then(
      (end) => {
        call.end = end;
      },
      (failure: unknown) => {
        this.#failures.push(failure);
      },
    );
    this.#sending.push(sending);
  }
}

/** Sends it and waits for its end. Rejects for an answer that breaks the contract. */
async function ending({ target }: ServiceProcess, prepared: PreparedCall): Promise<CallEnd> {
  const since = performance.now();
  try {
    const answer = await send(target, prepared);
    return { kind: 'answered', answer, ms: performance.now() - since };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'broken', code };
    throw error;
  }
}
