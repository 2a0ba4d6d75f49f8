import type { ConformanceCase, Otps, SharedCall } from '../cases/conformance-case.js';
import type { Message } from '../exchange/message.js';

const none: Otps = { expected: 0, atMost: 0 };

/** How many OTPs these cases cause at a conforming target, and at most at any other. */
export function otpsOf(cases: readonly ConformanceCase[]): Otps {
  const own = cases.map(({ otps = none }) => otps);
  return [...own, ...sharedCallsOf(cases).map(({ otps }) => otps)].reduce(
    (sum, otps) => ({ expected: sum.expected + otps.expected, atMost: sum.atMost + otps.atMost }),
    none,
  );
}

/** The messages that these cases share, each once for each operation. */
function sharedCallsOf(cases: readonly ConformanceCase[]): readonly SharedCall[] {
  const all = cases.flatMap(({ operation = '', steps }) =>
    steps.flatMap((step) =>
      'shared' in step ? [[`${operation} ${step.shared.name}`, step.shared] as const] : [],
    ),
  );
  return [...new Map(all).values()];
}

/** Keeps a run within the number of OTPs that it was allowed: each is a text message to a person. */
export class OtpBudget {
  readonly allowed: number;
  /** OTPs that may have been sent: the request had no known outcome. */
  #uncertain = 0;
  /** OTPs that the target says it has sent. */
  #caused = 0;

  constructor(allowed: number) {
    this.allowed = allowed;
  }

  /** How many OTPs the target says it has sent. */
  get caused(): number {
    return this.#caused;
  }

  noteSent(): void {
    this.#caused += 1;
  }

  /** Notes a message that had no outcome, or an unknown one: its user may have got an OTP. */
  noteUncertain({ token }: Message): void {
    if (token === 'valid' || token === 'unanswered') this.#uncertain += 1;
  }

  /** Why nothing more may be sent: the target has sent more OTPs than a run of these cases can cause. */
  get overspent(): string | undefined {
    if (this.#spent <= this.allowed) return undefined;
    return `the target has sent ${this.#spent} OTPs, more than the ${this.allowed} that are allowed`;
  }

  /** How many more OTPs may be caused. */
  get left(): number {
    return Math.max(0, this.allowed - this.#spent);
  }

  /** Why a case must not be tried, or undefined. */
  forbids({ otps = none }: Pick<ConformanceCase, 'otps'>): string | undefined {
    if (this.overspent !== undefined) return this.overspent;
    if (this.#spent + otps.atMost <= this.allowed) return undefined;
    return this.tooFewFor(otps.atMost);
  }

  /** That so many OTPs are too many. */
  tooFewFor(otps: number): string {
    return `it may cause ${otps} OTPs, and ${this.#spent} of the ${this.allowed} that are allowed are used (--max-otps)`;
  }

  get #spent(): number {
    return this.#caused + this.#uncertain;
  }
}
