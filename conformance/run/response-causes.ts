import type { AnsweredMessage, Exchange } from '../exchange/exchange.js';
import type { ResponseFaults } from '../exchange/session.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Cause } from '../report/report.js';
import { isMadeWithKnownKey } from '../response-checks/signing-key.js';

/** Looks for one thing behind what is wrong with many responses. */
export class ResponseCauses {
  readonly #opened: OpenedProfile;
  readonly #byKind = new Map<Cause['kind'], Cause<Exchange>>();
  #unverified = 0;
  #foreign = 0;
  #firstForeign: Exchange | undefined;

  constructor(opened: OpenedProfile) {
    this.#opened = opened;
  }

  /** Notes one response and what is wrong with it. */
  note(answered: AnsweredMessage, faults: ResponseFaults): void {
    const cut = faults.get('every.content-length');
    if (cut !== undefined) this.#first('content-length', cut, answered, cutRemedy);
    const outOfStep = faults.get('every.keep-alive');
    if (outOfStep !== undefined) this.#first('keep-alive', outOfStep, answered, outOfStepRemedy);
    if (!faults.has('every.signature')) return;
    this.#unverified += 1;
    if (isMadeWithKnownKey(answered, this.#opened) !== false) return;
    this.#foreign += 1;
    this.#firstForeign ??= answered;
  }

  /**
   * Whether every response signature was made with a key that the profile does not have.
   * @param signed how many responses had a signature that was verified
   */
  areForeign(signed: number): boolean {
    // One signature in some hundreds looks like PSS by chance.
    return this.#foreign > this.#unverified / 2 && this.#unverified === signed;
  }

  /** What was found, each once. */
  found(signed: number): readonly Cause<Exchange>[] {
    const all = [...this.#byKind.values()];
    if (!this.areForeign(signed) || this.#firstForeign === undefined) return all;
    const versions = this.#opened.publicKeys.versions.join(', ');
    const foreign: Cause<Exchange> = {
      kind: 'public-keys',
      summary: `none of the ${signed} response signatures was made with the private half of a key in publicKeys (version ${versions})`,
      remedy: [
        "Are publicKeys the target's own? The caller's public key does not belong there, and sandbox and production keys differ.",
        'If they are, the target signs with another key than the one that it has published (SIG-5).',
      ],
      rules: ['SIG-2', 'SIG-4', 'SIG-5'],
      inDoubt: true,
      exchange: this.#firstForeign,
    };
    return [foreign, ...all];
  }

  #first(kind: Cause['kind'], summary: string, exchange: Exchange, remedy: string): void {
    if (this.#byKind.has(kind)) return;
    this.#byKind.set(kind, { kind, summary, remedy: [remedy], rules: ['CALL-3'], inDoubt: false, exchange });
  }
}

const cutRemedy =
  'Content-Length counts the bytes of the body as it is sent, not characters: set it from the encoded body, or leave it to the framework.';
const outOfStepRemedy =
  'Read the whole request body before the answer, whatever the answer is, or send Connection: close and close the connection: what is left of a body is read as the next request. Every further request of this run had a connection of its own.';
