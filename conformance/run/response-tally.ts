import { otpIdFields } from '../cases/business.js';
import type { AnsweredMessage, Exchange } from '../exchange/exchange.js';
import { quote } from '../exchange/quote.js';
import type { ResponseFaults } from '../exchange/session.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { type CaseResult, type Cause, type Finding, headOf, notTried } from '../report/report.js';
import { responseChecks, uniqueIdCheck } from '../response-checks/every-response.js';
import type { ResponseCheck } from '../response-checks/response-check.js';
import type { OtpBudget } from './otp-budget.js';
import { ResponseCauses } from './response-causes.js';

/** How many examples of one fault are kept. */
const kept = 3;

interface Tally {
  seen: number;
  broken: number;
  readonly findings: Finding<Exchange>[];
}

/**
 * Checks every response of a run and counts: a fault that all responses share is one finding, not hundreds. Notes the OTPs
 * that the responses report.
 */
export class ResponseTally {
  readonly #opened: OpenedProfile;
  readonly #budget: OtpBudget;
  readonly #checks: readonly ResponseCheck[];
  readonly #tallies = new Map<string, Tally>();
  /** The id of an OTP → the message that got it first. */
  readonly #ids = new Map<string, string>();
  readonly #isRecommended: (caseId: string) => boolean;
  readonly #causes: ResponseCauses;

  /** @param isRecommended whether the case of this id is one that a target need not pass */
  constructor(
    opened: OpenedProfile,
    budget: OtpBudget,
    isRecommended: (caseId: string) => boolean = () => false,
  ) {
    this.#isRecommended = isRecommended;
    this.#causes = new ResponseCauses(opened);
    this.#opened = opened;
    this.#budget = budget;
    this.#checks = responseChecks(opened.contract);
  }

  /** Every check that some response has failed so far. */
  get broken(): ReadonlySet<string> {
    return new Set([...this.#tallies].filter(([, { broken }]) => broken > 0).map(([id]) => id));
  }

  /**
   * Checks the response of one exchange.
   * @param caseId the case that sent the message
   * @returns what is wrong with it, by the checks' ids
   */
  async inspect(exchange: Exchange, caseId: string): Promise<ResponseFaults> {
    const faults = new Map<string, string>();
    const { message, response } = exchange;
    if (response.kind === 'none' || response.answer === undefined || response.answer.status === 'U')
      if (otpIdFields[message.operation.operationId] !== undefined) this.#budget.noteUncertain(message);
    if (response.kind === 'none') return faults;
    const answered = { ...exchange, response };
    await this.#check(answered, caseId, faults);
    if (!this.#isRecommended(caseId)) this.#causes.note(answered, faults);
    if (faults.has('every.content-length')) return faults;
    const otp = this.#otpIn(answered);
    if (otp === undefined) return faults;
    if (otp.id !== undefined) this.#note(uniqueIdCheck, otp.fault, exchange, caseId);
    if (otp.fault !== undefined) faults.set(uniqueIdCheck.id, otp.fault);
    return faults;
  }

  async #check(answered: AnsweredMessage, caseId: string, faults: Map<string, string>): Promise<void> {
    for (const check of this.#checks) {
      if (check.appliesTo?.(answered) === false) continue;
      const fault = await check.fault(answered, this.#opened);
      if (fault !== undefined) faults.set(check.id, fault);
      this.#note(check, fault, answered, caseId);
      // What a caller reads of such a response is not what was sent: that is one finding, not one for each check.
      if (check.id === 'every.content-length' && fault !== undefined) return;
    }
  }

  /** Forgets what was seen of a check: it was judged by something that turned out otherwise. */
  forget(checkId: string): void {
    this.#tallies.delete(checkId);
  }

  /** What lies behind the faults of many responses. */
  get causes(): readonly Cause<Exchange>[] {
    return this.#causes.found(this.#signed);
  }

  /** How many responses had a signature that was verified. */
  get #signed(): number {
    return this.#tallies.get('every.signature')?.seen ?? 0;
  }

  /** What the run's responses show of each check. */
  results(): CaseResult<Exchange>[] {
    return [...this.#checks, uniqueIdCheck].map((check) => {
      if (check.id === 'every.signature' && this.#causes.areForeign(this.#signed))
        return notTried(check, ['no response is signed with a key of publicKeys: see above']);
      const { seen, broken, findings } = this.#tallies.get(check.id) ?? { seen: 0, broken: 0, findings: [] };
      const none = `there was no response${check.of === undefined ? '' : ` ${check.of}`}`;
      return {
        ...headOf(check),
        verdict: seen === 0 ? ('not-tried' as const) : broken > 0 ? ('failed' as const) : ('passed' as const),
        reasons: seen === 0 ? [none] : [`${broken > 0 ? `${broken} of ` : ''}${seen} responses`],
        leftOut: [],
        findings,
        failures: broken,
      };
    });
  }

  /** The OTP that a response reports, if it does: its id, and what is wrong with that. Counts OTPs. */
  #otpIn({
    message,
    response: { answer },
  }: AnsweredMessage): { readonly id: string | undefined; readonly fault: string | undefined } | undefined {
    const field = otpIdFields[message.operation.operationId];
    if (field === undefined || answer?.status !== 'S') return undefined;
    const value = answer.successFields[field];
    const id = typeof value === 'string' ? value : undefined;
    const first = id === undefined ? undefined : this.#ids.get(id);
    if (first === undefined) {
      // A target that takes any token has no users: a token that the profile does not know reaches no one.
      const reachesNobody = message.token === undefined && !this.#opened.has('unknownTokens');
      if (!reachesNobody) this.#budget.noteSent();
      if (id !== undefined) this.#ids.set(id, message.contentKey);
      return { id, fault: undefined };
    }
    const fault =
      first === message.contentKey ? undefined : `${field} ${quote(id)} was given to another message before`;
    return { id, fault };
  }

  #note(
    { id, title, severity }: Pick<ResponseCheck, 'title' | 'severity'> & { readonly id: string },
    fault: string | undefined,
    exchange: Exchange,
    caseId: string,
  ): void {
    // A target need not answer what is only recommended: no rule is broken by how it answers that.
    if (fault !== undefined && severity === 'must' && this.#isRecommended(caseId)) return;
    const tally = this.#tallies.get(id) ?? { seen: 0, broken: 0, findings: [] };
    this.#tallies.set(id, tally);
    tally.seen += 1;
    if (fault === undefined) return;
    tally.broken += 1;
    if (tally.findings.length >= kept) return;
    tally.findings.push({ label: `in ${caseId}`, expected: title, actual: fault, exchange });
  }
}
