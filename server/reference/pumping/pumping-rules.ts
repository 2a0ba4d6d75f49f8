import { allowsEnoughPerDay, type SendingWindow } from '../limit/sending-window.js';
import { callingCode, isPrefix, longestPrefix, numberBlock } from './phone-prefix.js';
import type { PumpedSending, PumpingBrake } from './pumping-limit.js';

/** What is limited. Everything is optional: what is left out has no limit. */
export interface PumpingOptions {
  /** OTPs to one phone number or address, whoever's it is; each window has to allow 3 a day, as RC-11 asks for one user. */
  readonly address?: readonly SendingWindow[];
  /** OTPs to the numbers that begin like this; of several prefixes the longest counts. */
  readonly prefix?: Readonly<Record<string, readonly SendingWindow[]>>;
  /** The only numbers that may be sent to, by how they begin. */
  readonly allowedPrefixes?: readonly string[];
  /** OTPs for one caller. */
  readonly client?: readonly SendingWindow[];
  /** OTPs in all. */
  readonly total?: readonly SendingWindow[];
  /**
   * How many OTPs to one block of 10,000 numbers may be unanswered in 24 hours, besides one for each answered one: half of them.
   * Beyond that only numbers that have answered in the last 90 days get one; their OTPs count on neither side, so that many
   * honest users in a block do not pay for an attack there. It needs every check to be made by `checkOtp` or `POST /check`.
   */
  readonly unanswered?: number;
}

/** One count of sendings, and the most that it may come to. */
export interface PumpingCounter {
  readonly by: PumpingBrake;
  /** Whose sendings are counted. Contains the address: a shared store has to hide it. */
  readonly whose: string;
  /** Unique: the period and whose. */
  readonly key: string;
  readonly limit: number;
  readonly periodMs: number;
}

/** What a block of numbers may have unanswered. */
export interface UnansweredRule {
  readonly sent: PumpingCounter;
  readonly answeredKey: string;
  readonly knownKey: string;
}

/** For how long a number counts as one that answers, in ms. */
export const knownForMs = 90 * 86_400_000;
const dayMs = 86_400_000;
/** A period is counted in so many steps: what is older than the period less one step no longer counts. */
const steps = 24;

/** Which counts a sending belongs to, for every store alike. */
export class PumpingRules {
  readonly #options: PumpingOptions;

  /** @throws RangeError for an option that is out of range */
  constructor(options: PumpingOptions) {
    const { address = [], prefix = {}, allowedPrefixes = [], client = [], total = [], unanswered } = options;
    for (const { periodMs, sendings } of [address, client, total, ...Object.values(prefix)].flat()) {
      if (!Number.isSafeInteger(periodMs) || periodMs < 1_000)
        throw new RangeError(`periodMs must be a whole number of ms of 1,000 or more, not ${periodMs}`);
      if (!Number.isSafeInteger(sendings) || sendings < 1)
        throw new RangeError(`sendings must be a whole number of 1 or more, not ${sendings}`);
    }
    if (!address.every(allowsEnoughPerDay))
      throw new RangeError('each window of an address must allow 3 OTPs a day or more (RC-11)');
    const wrong = [...Object.keys(prefix), ...allowedPrefixes].find((text) => !isPrefix(text));
    if (wrong !== undefined) throw new RangeError('a prefix must be + and 1 to 8 digits, such as +1868');
    if (unanswered !== undefined && !(Number.isInteger(unanswered) && unanswered >= 1))
      throw new RangeError(`unanswered must be a whole number of 1 or more, not ${unanswered}`);
    this.#options = options;
  }

  isBarred({ verifyType, address }: Pick<PumpedSending, 'verifyType' | 'address'>): boolean {
    const { allowedPrefixes } = this.#options;
    return (
      verifyType === 'MOBILE' &&
      allowedPrefixes !== undefined &&
      !allowedPrefixes.some((prefix) => address.startsWith(prefix))
    );
  }

  /** The counts of a sending, from the narrowest to the widest. */
  countersOf({ clientId, verifyType, address }: PumpedSending): readonly PumpingCounter[] {
    const { address: perAddress = [], prefix = {}, client = [], total = [] } = this.#options;
    const found = verifyType === 'MOBILE' ? longestPrefix(address, Object.keys(prefix)) : undefined;
    return [
      ...counters('address', `${verifyType}:${address}`, perAddress),
      ...(found === undefined ? [] : counters('prefix', found, prefix[found] ?? [])),
      ...counters('client', clientId, client),
      ...counters('total', '', total),
    ];
  }

  /** Undefined when there is no such rule for this sending. */
  unansweredOf({
    verifyType,
    address,
  }: Pick<PumpedSending, 'verifyType' | 'address'>): UnansweredRule | undefined {
    const { unanswered: limit } = this.#options;
    if (limit === undefined || verifyType !== 'MOBILE') return undefined;
    const block = numberBlock(address);
    return {
      sent: counterOf('unanswered', `sent:${block}`, limit, dayMs),
      answeredKey: `answered:${block}`,
      knownKey: `known:${address}`,
    };
  }

  labelOf({ verifyType, address }: Pick<PumpedSending, 'verifyType' | 'address'>): string {
    if (verifyType !== 'MOBILE') return '';
    const prefixes = [...Object.keys(this.#options.prefix ?? {}), ...(this.#options.allowedPrefixes ?? [])];
    return longestPrefix(address, prefixes) ?? callingCode(address);
  }
}

function counters(by: PumpingBrake, id: string, windows: readonly SendingWindow[]): PumpingCounter[] {
  return windows.map(({ periodMs, sendings }) => counterOf(by, `${by}:${id}`, sendings, periodMs));
}

function counterOf(by: PumpingBrake, whose: string, limit: number, periodMs: number): PumpingCounter {
  return { by, whose, key: `${periodMs}:${whose}`, limit, periodMs };
}

/** The step of a period that a time is in, and the oldest that still counts. */
export function stepsOf(
  periodMs: number,
  now: number,
): { readonly current: number; readonly oldest: number } {
  const current = Math.floor(now / (periodMs / steps));
  return { current, oldest: current - steps + 1 };
}
