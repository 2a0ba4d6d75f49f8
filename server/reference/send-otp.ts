import {
  failed,
  type Handler,
  loggableError,
  type Outcome,
  type RequestContext,
  sent,
  Stopwatch,
  unknown,
} from '@sendotp-contract/server';
import type { OtpSettings } from './challenge/challenge.js';
import type { ChallengeStore } from './challenge/challenge-store.js';
import { makeOtp, type OtpHasher } from './challenge/otp.js';
import type { WrongCodeLimit } from './challenge/wrong-code-limit.js';
import type { Channel, OtpMessage, VerifyType } from './channel/channel.js';
import { deliverInTime } from './channel/delivery-in-time.js';
import { addressOf, type Directory, type User } from './directory/directory.js';
import { lookUpUser } from './directory/user-lookup.js';
import type { Release, SendingLimit } from './limit/sending-limit.js';
import type { MppEvent, SendingStage } from './mpp-event.js';
import type { PumpingLimit, PumpingReservation } from './pumping/pumping-limit.js';

type SendOtpOutcome = Outcome<'sendOTP'>;

/** What sending an OTP needs. */
export interface SendOtpParts {
  readonly directory: Directory;
  readonly challenges: ChallengeStore;
  readonly channels: Readonly<Record<VerifyType, Channel>>;
  readonly sendingLimit: SendingLimit;
  readonly wrongCodes: WrongCodeLimit;
  readonly pumping: PumpingLimit;
  readonly otp: OtpSettings;
  readonly hasher: OtpHasher;
  readonly channelTimeoutMs: number;
  readonly clock: () => number;
  readonly randomId: () => string;
  readonly report: (event: MppEvent) => void;
}

/** One sending to one user, after every check has passed. */
interface Sending {
  readonly user: User;
  readonly verifyType: VerifyType;
  readonly context: RequestContext;
  readonly stopwatch: Stopwatch<SendingStage>;
  /** Removes this sending from the count of the sending limit. */
  readonly release: Release;
}

/**
 * Makes the handler of sendOTP: checks caller, token, user and sending limit in the contract's order, then sends.
 *
 * What happens when a part fails (RES-10):
 * - The store fails before the channel is called: `UNKNOWN_EXCEPTION`, nothing is sent. A `put` that still reaches the
 *   store later can end the user's older OTP.
 * - The store fails after the channel accepted: the OTP can still be checked. Only the recorded outcome is lost, which a
 *   shared replay store turns into `UNKNOWN_EXCEPTION` for this call and every resend.
 * - The channel is not reachable or refuses for now: `REQUEST_TRAFFIC_EXCEED_LIMIT`, nothing is sent or counted.
 * - The channel refuses and the store cannot remove the challenge or the count: still `PROCESS_FAIL`; both expire.
 */
export function createSendOtp(parts: SendOtpParts): Handler<'sendOTP'> {
  return async ({ acquirerId, pspId, accessToken, verifyType }, context) => {
    const { directory, sendingLimit, clock } = parts;
    const stopwatch = new Stopwatch<SendingStage>('look-up');
    if (!(await directory.mayAct(context.clientId, acquirerId, pspId))) return failed('ACCESS_DENIED');
    const lookup = await lookUpUser(directory, { clientId: context.clientId, accessToken }, clock());
    if (lookup.outcome === 'failed') return failed(lookup.resultCode);
    stopwatch.enter('limit');
    if (await parts.wrongCodes.isBlocked(lookup.user.id)) return failed('USER_STATUS_ABNORMAL');
    const reservation = await sendingLimit.reserve(lookup.user.id, verifyType);
    if (reservation.outcome === 'limited') return failed('OTP_SEND_TIMES_EXCEED_LIMIT');
    return send(parts, { user: lookup.user, verifyType, context, stopwatch, release: reservation.release });
  };
}

async function send(parts: SendOtpParts, sending: Sending): Promise<SendOtpOutcome> {
  const { user, verifyType, context } = sending;
  const address = addressOf(user, verifyType);
  const [release, aborted] = [() => sending.release(), unknown('UNKNOWN_EXCEPTION')];
  if (address === undefined)
    return nothingSent(parts, sending, failed('PROCESS_FAIL'), { reason: 'no-address' }, [release]);
  const { clientId } = context;
  let pumping: PumpingReservation;
  try {
    pumping = await parts.pumping.reserve({ clientId, verifyType, address });
  } catch (error) {
    const why = { reason: 'not-counted', fault: loggableError(error) } as const;
    return nothingSent(parts, sending, aborted, why, [release]);
  }
  switch (pumping.outcome) {
    case 'barred':
      // RC-13: the MPP has no channel to this part of the world, for good.
      return nothingSent(parts, sending, failed('PROCESS_FAIL'), { reason: 'prefix-not-allowed' }, [release]);
    case 'braked': {
      // RC-16, not RC-11: the limit that is reached is not this user's. Nothing was sent, and a later try may succeed.
      const again = unknown('REQUEST_TRAFFIC_EXCEED_LIMIT');
      return nothingSent(parts, sending, again, { reason: `${pumping.by}-limit` }, [release]);
    }
    case 'allowed': {
      const counts = pumping;
      const both: Release = async (why) => {
        await Promise.all([sending.release(why), counts.release()]);
      };
      return sendTo(parts, address, { ...sending, release: both });
    }
  }
}

/** Every limit has let it through. */
async function sendTo(parts: SendOtpParts, address: string, sending: Sending): Promise<SendOtpOutcome> {
  const { user, verifyType, context, stopwatch, release } = sending;
  stopwatch.enter('store');
  const { requestId, signal } = context;
  // After its deadline the request has already been answered: no OTP may follow.
  const tooLate = (): boolean => signal.aborted;
  const aborted = unknown('UNKNOWN_EXCEPTION');
  if (tooLate()) return nothingSent(parts, sending, aborted, { reason: 'aborted' }, [release]);

  let message: OtpMessage;
  let success: SendOtpOutcome;
  try {
    message = newMessage(parts, user, verifyType, address);
    // RES-5: an id that the contract does not allow is detected before anything is sent.
    success = sent(message.verifyRequestId);
    await store(parts, user, message);
  } catch (error) {
    const why = { reason: 'not-stored', fault: loggableError(error) } as const;
    return nothingSent(parts, sending, unknown('UNKNOWN_EXCEPTION'), why, [release]);
  }

  const { verifyRequestId } = message;
  const discard = (): Promise<void> => parts.challenges.discard(verifyRequestId);
  if (tooLate()) return nothingSent(parts, sending, aborted, { reason: 'aborted' }, [discard, release]);

  stopwatch.enter('deliver');
  const timing = { signal, timeoutMs: parts.channelTimeoutMs };
  const delivery = await deliverInTime(parts.channels[verifyType], message, timing);
  switch (delivery.outcome) {
    case 'accepted':
      stopwatch.finish();
      parts.report({
        kind: 'sent',
        requestId,
        verifyType,
        verifyRequestId,
        prefix: parts.pumping.labelOf({ verifyType, address }),
        stagesMs: stopwatch.stagesMs,
      });
      return success;
    case 'refused': {
      const why = { reason: delivery.reason };
      const countRefusal = (): Promise<void> => release('refused');
      return nothingSent(parts, sending, failed('PROCESS_FAIL'), why, [discard, countRefusal]);
    }
    case 'not-sent': {
      // RC-16: nothing was sent, so the caller may send the same bytes again.
      const why = { reason: 'channel-unavailable', fault: loggableError(delivery.error) } as const;
      const again = unknown('REQUEST_TRAFFIC_EXCEED_LIMIT');
      return nothingSent(parts, sending, again, why, [discard, release]);
    }
    case 'unknown': {
      // The OTP may arrive, so it counts, and its challenge stays until it expires. Nobody knows its id, so that is
      // harmless; discarding it would be one more step that can fail.
      stopwatch.finish();
      const fault = delivery.error === undefined ? {} : { fault: loggableError(delivery.error) };
      parts.report({
        kind: 'unknown',
        requestId,
        verifyType,
        verifyRequestId,
        reason: delivery.reason,
        stagesMs: stopwatch.stagesMs,
        ...fault,
      });
      return unknown('UNKNOWN_EXCEPTION');
    }
  }
}

function newMessage(parts: SendOtpParts, user: User, verifyType: VerifyType, address: string): OtpMessage {
  const { otp, randomId } = parts;
  return {
    verifyType,
    address,
    code: makeOtp(otp.length, otp.random),
    validForMs: otp.ttlMs,
    verifyRequestId: randomId(),
    locale: user.locale,
  };
}

// RES-10: store first, then hand over. The other order could send an OTP that nothing can check.
async function store(parts: SendOtpParts, user: User, message: OtpMessage): Promise<void> {
  const { challenges, hasher, otp, clock } = parts;
  const { verifyRequestId, verifyType, code } = message;
  const now = clock();
  const codeHash = hasher.hash(verifyRequestId, code);
  const { ttlMs, tries } = otp;
  await challenges.put(
    { verifyRequestId, userId: user.id, verifyType, codeHash, expiresAt: now + ttlMs, tries },
    now,
  );
}

type WhyNothingSent = Pick<Extract<MppEvent, { kind: 'not-sent' }>, 'reason' | 'fault'>;

/** Undoes what the sending has stored so far. The outcome is the same if that fails: nothing was sent. */
async function nothingSent(
  { report }: SendOtpParts,
  { verifyType, context: { requestId }, stopwatch }: Sending,
  outcome: SendOtpOutcome,
  why: WhyNothingSent,
  undo: readonly (() => Promise<void>)[],
): Promise<SendOtpOutcome> {
  stopwatch.finish();
  for (const step of undo) {
    try {
      await step();
    } catch (error) {
      report({ kind: 'undo-failed', requestId, verifyType, fault: loggableError(error) });
    }
  }
  report({ kind: 'not-sent', requestId, verifyType, stagesMs: stopwatch.stagesMs, ...why });
  return outcome;
}
