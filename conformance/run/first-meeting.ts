import type { Operation } from '@sendotp-contract/spec';
import type { PlainAnswer } from '../cases/expectation.js';
import type { Exchange } from '../exchange/exchange.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Cause, Obstacle } from '../report/report.js';
import { agreed, clockCause, noticeable, readClock } from './clock-difference.js';
import { obstacleIn } from './obstacle.js';

/** How the target answers plain calls, by operationId. */
export type PlainAnswers = ReadonlyMap<string, PlainAnswer>;

/** What the first plain calls have shown: how the target answers them, or why it cannot be judged. */
export type Meeting = { readonly causes: readonly Cause<Exchange>[] } & (
  { readonly plain: PlainAnswers } | { readonly obstacle: Obstacle<Exchange> }
);

/** Makes the first plain calls, for each operation of the profile, before any case is tried. */
export async function meetTarget(session: Session, opened: OpenedProfile): Promise<Meeting> {
  const plain = new Map<string, PlainAnswer>();
  const causes: Cause<Exchange>[] = [];
  for (const operation of opened.operations) {
    const met = await new FirstMeeting(session, opened, operation, causes).meet();
    if ('obstacle' in met) return { ...met, causes };
    plain.set(operation.operationId, met.plain);
  }
  return { plain, causes };
}

type OperationMeeting = { readonly plain: PlainAnswer } | { readonly obstacle: Obstacle<Exchange> };

/** The first plain calls of one operation. */
class FirstMeeting {
  readonly #session: Session;
  readonly #opened: OpenedProfile;
  readonly #operation: Operation;
  readonly #causes: Cause<Exchange>[];

  /** @param causes where the causes that are found are noted */
  constructor(session: Session, opened: OpenedProfile, operation: Operation, causes: Cause<Exchange>[]) {
    this.#session = session;
    this.#opened = opened;
    this.#operation = operation;
    this.#causes = causes;
  }

  /**
   * Finds the code that shows that a call of this operation was accepted.
   *
   * The access token of a plain call is unknown. A target that answers `S` all the same can still be judged by the cancelled
   * token of its profile: the code for that token shows then that a request was accepted.
   */
  async meet(): Promise<OperationMeeting> {
    const { mockToken } = this.#opened.profile;
    const hasToken = 'accessToken' in this.#operation.parameters;
    if (mockToken !== undefined && hasToken) {
      const changes = { parameters: { accessToken: mockToken } };
      const checked = await this.#session.call(this.#operation, changes, 'the first call');
      if (checked.answer === undefined) return this.#meetingOf(checked);
      if (checked.answer.code === 'KEY_NOT_FOUND') this.#opened.treatAsMock();
    }
    const first = await this.#timed(await this.#plainCall());
    if (first.answer?.status !== 'S' || !hasToken || !this.#opened.has('cancelled'))
      return this.#meetingOf(first);
    this.#session.useCancelledToken(this.#operation);
    const meeting = this.#meetingOf(await this.#plainCall());
    return 'obstacle' in meeting ? meeting : { plain: { ...meeting.plain, strayCode: first.answer.code } };
  }

  #plainCall(): Promise<CheckedExchange> {
    return this.#session.call(this.#operation, {}, 'the plain call');
  }

  /** The first answer; or that to a call with the target's time, where its clock is another than this machine's. */
  async #timed(first: CheckedExchange): Promise<CheckedExchange> {
    const { exchange, answer } = first;
    if (this.#causes.some(({ kind }) => kind === 'clock')) return first;
    const reading = readClock(exchange);
    if (answer?.code !== 'ACCESS_DENIED') {
      const ahead = agreed(reading);
      if (ahead === undefined) return first;
      this.#opened.shiftClock(ahead);
      this.#causes.push(clockCause(ahead, false, exchange));
      return first;
    }
    for (const ahead of noticeable(reading)) {
      this.#opened.shiftClock(ahead);
      const again = await this.#plainCall();
      if (again.answer?.code !== 'ACCESS_DENIED') {
        this.#causes.push(clockCause(ahead, true, exchange));
        return again;
      }
    }
    this.#opened.shiftClock(0);
    return first;
  }

  #meetingOf({ exchange, answer }: CheckedExchange): OperationMeeting {
    const obstacle = obstacleIn(exchange, this.#opened, this.#operation);
    return obstacle === undefined ? { plain: { code: answer?.code ?? '' } } : { obstacle };
  }
}
