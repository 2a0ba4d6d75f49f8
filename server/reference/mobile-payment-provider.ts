import { randomUUID } from 'node:crypto';
import type { Handler } from '../contract/index.js';
import { type OtpOptions, otpSettings } from './challenge/challenge.js';
import type { ChallengeStore } from './challenge/challenge-store.js';
import type { Channel, VerifyType } from './channel/channel.js';
import { type CheckOtp, createCheckOtp } from './challenge/check-otp.js';
import type { Directory } from './directory/directory.js';
import type { MppEvent } from './mpp-event.js';
import { OtpHasher } from './challenge/otp.js';
import { createSendOtp } from './send-otp.js';
import type { SendingLimit } from './limit/sending-limit.js';

export interface ReferenceMppOptions {
  /** The MPP's tokens, users and agreements. */
  readonly directory: Directory;
  /** Where OTPs are kept until they are checked. */
  readonly challenges: ChallengeStore;
  /** How users are reached (RES-7). */
  readonly channels: Readonly<Record<VerifyType, Channel>>;
  /** How often a user may be sent an OTP (RC-11). */
  readonly sendingLimit: SendingLimit;
  /** How OTPs are made: digits, validity, tries. */
  readonly otp?: OtpOptions;
  /** The secret under which OTPs are hashed, 32 bytes or more; the same at every instance that shares a store. */
  readonly hashSecret: string | Uint8Array;
  /**
   * How long a channel may take to answer, in ms. Default 3,000: less than the shell gives a handler, so that there is
   * time left to say what happened.
   */
  readonly channelTimeoutMs?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
  /** Makes a verifyRequestId, 1 to 64 characters that nobody can guess (RES-5). Default: 32 hex digits. */
  readonly randomId?: () => string;
  /** Told of every sending and every check. Without it, why an outcome is `UNKNOWN_EXCEPTION` stays unrecorded. */
  readonly onEvent?: (event: MppEvent) => void;
}

/** A Mobile Payment Provider, as far as the contract goes. */
export interface ReferenceMpp {
  /** The handler of sendOTP, for the shell. */
  readonly sendOtp: Handler<'sendOTP'>;
  /** Checks what the user typed, for a verifyOTP of the MPP's own. */
  readonly checkOtp: CheckOtp;
}

/**
 * Puts a Mobile Payment Provider together from its parts.
 * @throws RangeError for a setting that makes no sense
 * @example
 * const mpp = createReferenceMpp({ directory, challenges, channels, sendingLimit, hashSecret });
 * const server = await createSendOtpServer({ clients, privateKey, handlers: { sendOTP: mpp.sendOtp } });
 */
export function createReferenceMpp(options: ReferenceMppOptions): ReferenceMpp {
  const { directory, challenges, channels, sendingLimit, channelTimeoutMs = 3_000 } = options;
  const { clock = Date.now, randomId = newVerifyRequestId, onEvent } = options;
  // The upper bound is that of Node's timers: one set for longer goes off at once.
  if (!(channelTimeoutMs > 0 && channelTimeoutMs <= 2_147_483_647)) {
    throw new RangeError(
      `channelTimeoutMs must be a number of ms above 0 and below 2^31, not ${channelTimeoutMs}`,
    );
  }
  const parts = {
    directory,
    challenges,
    channels,
    sendingLimit,
    otp: otpSettings(options.otp ?? {}),
    hasher: new OtpHasher(options.hashSecret),
    channelTimeoutMs,
    clock,
    randomId,
    report: (event: MppEvent) => {
      try {
        onEvent?.(event);
      } catch {
        // RES-10: an OTP that was sent stays S, whatever becomes of the record of it.
      }
    },
  };
  return { sendOtp: createSendOtp(parts), checkOtp: createCheckOtp(parts) };
}

function newVerifyRequestId(): string {
  return randomUUID().replaceAll('-', '');
}
