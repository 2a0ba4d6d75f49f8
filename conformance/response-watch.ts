import type { RuleId } from '../generated/rules.js';
import { everyCheck } from './every-response.js';
import { see, type Seen } from './response-check.js';
import { type CaseResult, type Finding, headOf } from './report.js';
import type { Target } from './target.js';
import type { Exchange } from './wire.js';

/** How many examples of one fault are kept. */
const kept = 3;

interface Tally {
  seen: number;
  broken: number;
  readonly findings: Finding[];
}

/** Speaks of all responses together. */
export const uniqueIdCheck = {
  id: 'every.unique-id',
  rules: ['RES-5'] as const satisfies readonly RuleId[],
  title: 'no verifyRequestId was seen before, unless its message was',
  severity: 'must',
  of: 'with a verifyRequestId',
} as const;

/**
 * Checks every response of a run for what every response must hold, and counts: a fault that all responses share is one
 * finding, not hundreds.
 */
export class ResponseWatch {
  readonly #target: Target;
  readonly #show: (exchange: Exchange) => Finding['exchange'];
  readonly #tallies = new Map<string, Tally>();
  /** verifyRequestId → the message that it was first given to. */
  readonly #ids = new Map<string, string>();
  #otps = 0;

  constructor(target: Target, show: (exchange: Exchange) => Finding['exchange']) {
    this.#target = target;
    this.#show = show;
  }

  /** How many OTPs the target says it has sent. */
  get otps(): number {
    return this.#otps;
  }

  /** Every check that some response has failed so far. */
  get broken(): ReadonlySet<string> {
    return new Set([...this.#tallies].filter(([, { broken }]) => broken > 0).map(([id]) => id));
  }

  /**
   * Checks one response.
   * @param asked the case that asked for it
   * @returns what is wrong with it, by the checks' ids
   */
  async observe(exchange: Exchange, asked: string): Promise<ReadonlyMap<string, string>> {
    const faults = new Map<string, string>();
    if (exchange.arrival.kind === 'none') return faults;
    const seen = see(exchange.sent, exchange.arrival);
    for (const check of everyCheck) {
      if (check.appliesTo?.(seen) === false) continue;
      const fault = await check.fault(seen, this.#target);
      this.#note(check.id, fault, exchange, asked, check.title);
      if (fault !== undefined) faults.set(check.id, fault);
    }
    const fault = this.#countOtp(seen);
    if (seen.answer?.verifyRequestId !== undefined)
      this.#note(uniqueIdCheck.id, fault, exchange, asked, uniqueIdCheck.title);
    if (fault !== undefined) faults.set(uniqueIdCheck.id, fault);
    return faults;
  }

  /** What the run's responses say of each check. */
  results(): CaseResult[] {
    return [...everyCheck, uniqueIdCheck].map((check) => {
      const { seen, broken, findings } = this.#tallies.get(check.id) ?? { seen: 0, broken: 0, findings: [] };
      const none = `no response came${check.of === undefined ? '' : ` ${check.of}`}`;
      return {
        ...headOf(check),
        verdict: seen === 0 ? ('not-tried' as const) : broken > 0 ? ('failed' as const) : ('passed' as const),
        reasons: seen === 0 ? [none] : [`${broken > 0 ? `${broken} of ` : ''}${seen} responses`],
        findings,
        failures: broken,
      };
    });
  }

  #countOtp({ answer, sent }: Seen): string | undefined {
    if (answer?.status !== 'S') return undefined;
    // Who takes any token stands for no users: there is nobody behind one that the profile does not know.
    const reachesNobody = sent.token === undefined && !this.#target.has('unknownTokens');
    const id = answer.verifyRequestId;
    if (id === undefined) {
      if (!reachesNobody) this.#otps += 1;
      return undefined;
    }
    const first = this.#ids.get(id);
    if (first === undefined) {
      if (!reachesNobody) this.#otps += 1;
      this.#ids.set(id, sent.contentKey);
      return undefined;
    }
    return first === sent.contentKey
      ? undefined
      : `verifyRequestId ${JSON.stringify(id)} was given to another message before`;
  }

  #note(id: string, fault: string | undefined, exchange: Exchange, asked: string, expected: string): void {
    const tally = this.#tallies.get(id) ?? { seen: 0, broken: 0, findings: [] };
    this.#tallies.set(id, tally);
    tally.seen += 1;
    if (fault === undefined) return;
    tally.broken += 1;
    if (tally.findings.length >= kept) return;
    tally.findings.push({ label: `in ${asked}`, expected, came: fault, exchange: this.#show(exchange) });
  }
}
