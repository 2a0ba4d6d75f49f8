import { randomUUID } from 'node:crypto';
import { type Callback, type Handlers, printingListener } from '@sendotp-contract/server';
import { AdmissionByParts } from './admission/admission-by-parts.js';
import { RedisAdmission } from './admission/redis-admission.js';
import { type OtpOptions, otpSettings } from './challenge/challenge.js';
import type { ChallengeStore } from './challenge/challenge-store.js';
import { type CheckOtp, createCheckOtp } from './challenge/check-otp.js';
import { MemoryWrongCodeLimit } from './challenge/memory-wrong-code-limit.js';
import { OtpHasher } from './challenge/otp.js';
import type { WrongCodeLimit } from './challenge/wrong-code-limit.js';
import type { Channel, VerifyType } from './channel/channel.js';
import type { Directory } from './directory/directory.js';
import type { SendingLimit } from './limit/sending-limit.js';
import type { MppEvent } from './mpp-event.js';
import { noPumpingLimit, type PumpingLimit } from './pumping/pumping-limit.js';
import { createSendOtp, type SendOtpParts } from './send-otp.js';

export interface ReferenceMppOptions {
  /** The MPP's tokens, users and agreements. */
  readonly directory: Directory;
  /** Where OTPs are kept until they are checked. */
  readonly challenges: ChallengeStore;
  /** The channel for each verifyType (RES-7). */
  readonly channels: Readonly<Record<VerifyType, Channel>>;
  /** How often a user may be sent an OTP (RC-11). */
  readonly sendingLimit: SendingLimit;
  /** How many wrong codes in a row a user may enter. Default: 100, counted in memory. */
  readonly wrongCodes?: WrongCodeLimit;
  /** Limits against SMS pumping, over all users. Default: none. */
  readonly pumping?: PumpingLimit;
  /** How OTPs are made: digits, validity, tries. */
  readonly otp?: OtpOptions;
  /** The secret under which OTPs are hashed, 32 bytes or more; the same at every instance that shares a store. */
  readonly hashSecret: string | Uint8Array;
  /**
   * How long a channel may take to answer, in ms. Default 3,000: less than the shell's handler timeout, so that there is
   * time left to report what happened.
   */
  readonly channelTimeoutMs?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
  /** Makes a verifyRequestId that nobody can guess, of a length that the contract allows (RES-5). Default: 32 hex digits. */
  readonly randomId?: () => string;
  /**
   * Called for every sending and every check. Without it, the reason for an `UNKNOWN_EXCEPTION` is not recorded. RES-10: an OTP that
   * was sent stays `S` even if recording it fails, which is one line on standard error.
   */
  readonly onEvent?: Callback<MppEvent>;
}

/** The handler of each operation: an operation that the contract adds gets its line here. */
function createHandlers(parts: SendOtpParts) {
  return { sendOTP: createSendOtp(parts) } satisfies Handlers;
}

/** The handlers of the reference MPP, one for each operation of the contract. */
export type ReferenceHandlers = ReturnType<typeof createHandlers>;

/** A Mobile Payment Provider, as far as the contract goes. */
export interface ReferenceMpp {
  /** What the shell takes. */
  readonly handlers: ReferenceHandlers;
  /** Checks the code that the user typed, for the MPP's own verifyOTP. */
  readonly checkOtp: CheckOtp;
  /** Releases a user who was blocked after too many wrong codes. */
  readonly releaseUser: (userId: string) => Promise<void>;
}

/**
 * Assembles a Mobile Payment Provider from its parts. Where challenges, limits and wrong codes are all those of this package in
 * one Redis, one script decides on a sending in one round trip; any other parts are asked one after the other.
 * @throws RangeError for an option that is out of range
 * @example
 * const mpp = createReferenceMpp({ directory, challenges, channels, sendingLimit, hashSecret });
 * const server = await createSendOtpServer({ clients, privateKey, handlers: mpp.handlers });
 */
export function createReferenceMpp(options: ReferenceMppOptions): ReferenceMpp {
  const { directory, challenges, channels, sendingLimit, channelTimeoutMs = 3_000 } = options;
  const { wrongCodes = new MemoryWrongCodeLimit(), pumping = noPumpingLimit } = options;
  const { clock = Date.now, randomId = newVerifyRequestId, onEvent } = options;
  // The upper bound is that of Node's timers: a longer one fires at once.
  if (!(channelTimeoutMs > 0 && channelTimeoutMs <= 2_147_483_647)) {
    throw new RangeError(
      `channelTimeoutMs must be a number of ms above 0 and below 2^31, not ${channelTimeoutMs}`,
    );
  }
  const stores = { challenges, sendingLimit, wrongCodes, pumping };
  const parts = {
    directory,
    ...stores,
    admission: RedisAdmission.of(stores) ?? new AdmissionByParts(stores),
    channels,
    otp: otpSettings(options.otp ?? {}),
    hasher: new OtpHasher(options.hashSecret),
    channelTimeoutMs,
    clock,
    randomId,
    events: printingListener<MppEvent>('onEvent', onEvent, ({ kind }) => ({ kind })),
  };
  return {
    handlers: createHandlers(parts),
    checkOtp: createCheckOtp(parts),
    releaseUser: async (userId) => {
      await wrongCodes.reset(userId);
      parts.events.tell({ kind: 'user-released' });
    },
  };
}

function newVerifyRequestId(): string {
  return randomUUID().replaceAll('-', '');
}
