import { type Expectation } from '../cases/expectation.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import {
  codeOfFault,
  type FaultReading,
  type KnownTarget,
  type PlantedName,
  publicHalf,
  readFaults,
} from './fault-reader.js';
import type { Message } from './message.js';

/** A message does not have the faults that its step names: the judge is wrong, not the target. */
export class WrongCase extends Error {
  override readonly name = 'WrongCase';
}

/** What a step plants: the faults that it names, or else what follows from its expectation. */
export interface Planting {
  readonly plants?: readonly PlantedName[];
  readonly expect: Expectation;
}

/** Holds messages against what their steps say, before they go out. */
export class PlantedFaults {
  readonly #opened: OpenedProfile;
  readonly #keys: KnownTarget['keys'];

  constructor(opened: OpenedProfile) {
    this.#opened = opened;
    const { caller, olderKey, throttledClient } = opened;
    const own = [caller, olderKey].flatMap((known) =>
      known === undefined ? [] : [[known.keyVersion, publicHalf(known.privateKey)] as const],
    );
    this.#keys = new Map([
      [caller.clientId, new Map(own)],
      ...(throttledClient === undefined || throttledClient.clientId === caller.clientId
        ? []
        : [
            [
              throttledClient.clientId,
              new Map([[throttledClient.keyVersion, publicHalf(throttledClient.privateKey)]]),
            ] as const,
          ]),
    ]);
  }

  /** Every fault of a message. */
  read(message: Message): FaultReading {
    const { profile, pathPrefix, signedPathPrefix, caller, throttledClient } = this.#opened;
    return readFaults(
      message,
      {
        operation: message.operation,
        pathPrefix,
        signedPathPrefix,
        keys: this.#keys,
        newestVersion: caller.keyVersion,
        throttledClientId: throttledClient?.clientId,
        toleranceMinutes: profile.toleranceMinutes,
        ids: { acquirerId: profile.acquirerId, pspId: profile.pspId },
      },
      this.#opened.targetTime(),
    );
  }

  /** Whether a message that was within the tolerance has left it since. */
  isTooOld(message: Message): boolean {
    return this.read(message).faults.includes('Request-Time is in tolerance');
  }

  /** @throws WrongCase naming the faults that the message has and should not have, or the other way round */
  check(message: Message, { plants, expect }: Planting): void {
    const { faults, unreadable } = this.read(message);
    const found = faults.length === 0 ? 'no fault' : faults.join(', ');
    if (plants !== undefined) {
      const missing = plants.filter((name) => !faults.includes(name) && !unreadable.includes(name));
      const odd = faults.filter((name) => !plants.includes(name));
      if (missing.length + odd.length === 0) return;
      throw new WrongCase(`this case is wrong: it plants ${plants.join(', ')}, its message has ${found}`);
    }
    const allowed = allowedCodes(expect);
    const codes = faults.map((name) => codeOfFault[name]);
    if (codes.length === 0 && !allowed.mustHaveOne) return;
    if (codes.length === 1 && codes.every((code) => allowed.codes.includes(code))) return;
    const wanted = allowed.codes.length === 0 ? 'no fault' : `one fault for ${allowed.codes.join(' or ')}`;
    throw new WrongCase(`this case is wrong: it should have ${wanted}, its message has ${found}`);
  }
}

/** The codes of the one fault that a step may, or must, plant when it names none. */
function allowedCodes(expect: Expectation): {
  readonly codes: readonly string[];
  readonly mustHaveOne: boolean;
} {
  const known = (codes: readonly string[]) =>
    codes.filter((code) => Object.values(codeOfFault).includes(code));
  switch (expect.kind) {
    case 'code': {
      const codes = known(expect.codes);
      return { codes, mustHaveOne: codes.length === expect.codes.length };
    }
    case 'accepted':
      return { codes: known(expect.or ?? []), mustHaveOne: false };
    default:
      return { codes: [], mustHaveOne: false };
  }
}
