import {
  failed,
  type Handler,
  type Listener,
  loggableError,
  type Outcome,
  type RequestContext,
  sent,
  Stopwatch,
  unknown,
} from '@sendotp-contract/server';
import type { SendingAdmission } from './admission/sending-admission.js';
import type { Challenge, OtpSettings } from './challenge/challenge.js';
import { makeOtp, type OtpHasher } from './challenge/otp.js';
import type { Channel, OtpMessage, VerifyType } from './channel/channel.js';
import { deliverInTime } from './channel/delivery-in-time.js';
import { addressOf, type Directory, type User } from './directory/directory.js';
import { lookUpUser } from './directory/user-lookup.js';
import type { Release } from './limit/sending-limit.js';
import type { MppEvent, SendingStage } from './mpp-event.js';
import type { PumpingLimit } from './pumping/pumping-limit.js';

type SendOtpOutcome = Outcome<'sendOTP'>;

/** What sending an OTP needs. */
export interface SendOtpParts {
  readonly directory: Directory;
  readonly admission: SendingAdmission;
  readonly channels: Readonly<Record<VerifyType, Channel>>;
  readonly pumping: Pick<PumpingLimit, 'labelOf'>;
  readonly otp: OtpSettings;
  readonly hasher: OtpHasher;
  readonly channelTimeoutMs: number;
  readonly clock: () => number;
  readonly randomId: () => string;
  readonly events: Listener<MppEvent>;
}

/** One sending to one user. */
interface Sending {
  readonly verifyType: VerifyType;
  readonly context: RequestContext;
  readonly stopwatch: Stopwatch<SendingStage>;
}

/**
 * Makes the handler of sendOTP: checks caller, token, user and limits in the contract's order, then sends.
 *
 * What happens when a part fails (RES-10):
 * - The store fails before the channel is called: `UNKNOWN_EXCEPTION`, nothing is sent. A challenge that still reaches the
 *   store later can end the user's older OTP.
 * - The store fails after the channel accepted: the OTP can still be checked. Only the recorded outcome is lost, which a
 *   shared replay store turns into `UNKNOWN_EXCEPTION` for this call and every resend.
 * - The channel is not reachable or refuses for now: `REQUEST_TRAFFIC_EXCEED_LIMIT`, nothing is sent or counted.
 * - The channel refuses and the store cannot remove the challenge or the count: still `PROCESS_FAIL`; both expire.
 */
export function createSendOtp(parts: SendOtpParts): Handler<'sendOTP'> {
  return async ({ acquirerId, pspId, accessToken, verifyType }, context) => {
    const { directory, clock } = parts;
    const stopwatch = new Stopwatch<SendingStage>('look-up');
    if (!(await directory.mayAct(context.clientId, acquirerId, pspId))) return failed('ACCESS_DENIED');
    const lookup = await lookUpUser(directory, { clientId: context.clientId, accessToken }, clock());
    if (lookup.outcome === 'failed') return failed(lookup.resultCode);
    return send(parts, lookup.user, { verifyType, context, stopwatch });
  };
}

async function send(parts: SendOtpParts, user: User, sending: Sending): Promise<SendOtpOutcome> {
  const { verifyType, context, stopwatch } = sending;
  stopwatch.enter('store');
  const address = addressOf(user, verifyType);
  const otp = newOtp(parts);
  let success: SendOtpOutcome;
  try {
    // RES-5: an id that the contract does not allow is detected before anything is sent.
    success = sent(otp.verifyRequestId);
  } catch (error) {
    const why = { reason: 'not-stored', fault: loggableError(error) } as const;
    return nothingSent(parts, sending, unknown('UNKNOWN_EXCEPTION'), why);
  }
  const now = parts.clock();
  const admission = await parts.admission.admit(
    {
      clientId: context.clientId,
      address,
      challenge: newChallenge(parts, user, verifyType, otp, now),
      signal: context.signal,
      // The outcome is the same: nothing was sent.
      onUndoFailed: (error) => {
        const { requestId } = context;
        parts.events.tell({ kind: 'undo-failed', requestId, verifyType, fault: loggableError(error) });
      },
    },
    now,
  );
  switch (admission.outcome) {
    case 'blocked':
      return failed('USER_STATUS_ABNORMAL');
    case 'limited':
      return failed('OTP_SEND_TIMES_EXCEED_LIMIT');
    case 'no-address':
      return nothingSent(parts, sending, failed('PROCESS_FAIL'), { reason: 'no-address' });
    case 'barred':
      // RC-13: the MPP has no channel to this part of the world, for good.
      return nothingSent(parts, sending, failed('PROCESS_FAIL'), { reason: 'prefix-not-allowed' });
    case 'braked':
      // RC-16, not RC-11: the limit that is reached is not this user's. Nothing was sent, and a later try may succeed.
      return nothingSent(parts, sending, unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'), {
        reason: `${admission.by}-limit`,
      });
    case 'too-late':
      return nothingSent(parts, sending, unknown('UNKNOWN_EXCEPTION'), { reason: 'aborted' });
    case 'failed': {
      const why = { reason: admission.reason, fault: loggableError(admission.error) };
      return nothingSent(parts, sending, unknown('UNKNOWN_EXCEPTION'), why);
    }
    case 'admitted': {
      const { address: to, takeBack } = admission;
      const message = { ...otp, verifyType, address: to, locale: user.locale };
      return deliver(parts, sending, { message, success, takeBack });
    }
  }
}

/** A sending that is counted, and whose challenge is stored. */
interface Admitted {
  readonly message: OtpMessage;
  readonly success: SendOtpOutcome;
  readonly takeBack: Release;
}

// RES-10: stored first, then handed over. The other order could send an OTP that nothing can check.
async function deliver(
  parts: SendOtpParts,
  sending: Sending,
  { message, success, takeBack }: Admitted,
): Promise<SendOtpOutcome> {
  const { verifyType, context, stopwatch } = sending;
  const { requestId, signal } = context;
  const { verifyRequestId, address } = message;
  // After its deadline the request has already been answered: no OTP may follow.
  if (signal.aborted) {
    await takeBack();
    return nothingSent(parts, sending, unknown('UNKNOWN_EXCEPTION'), { reason: 'aborted' });
  }

  stopwatch.enter('deliver');
  const timing = { signal, timeoutMs: parts.channelTimeoutMs };
  const delivery = await deliverInTime(parts.channels[verifyType], message, timing);
  switch (delivery.outcome) {
    case 'accepted':
      stopwatch.finish();
      parts.events.tell({
        kind: 'sent',
        requestId,
        verifyType,
        verifyRequestId,
        prefix: parts.pumping.labelOf({ verifyType, address }),
        stagesMs: stopwatch.stagesMs,
      });
      return success;
    case 'refused':
      await takeBack('refused');
      return nothingSent(parts, sending, failed('PROCESS_FAIL'), { reason: delivery.reason });
    case 'not-sent': {
      // RC-16: nothing was sent, so the caller may send the same bytes again.
      await takeBack();
      const why = { reason: 'channel-unavailable', fault: loggableError(delivery.error) } as const;
      return nothingSent(parts, sending, unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'), why);
    }
    case 'unknown': {
      // The OTP may arrive, so it counts, and its challenge stays until it expires. Nobody knows its id, so that is
      // harmless; discarding it would be one more step that can fail.
      stopwatch.finish();
      const fault = delivery.error === undefined ? {} : { fault: loggableError(delivery.error) };
      parts.events.tell({
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

/** An OTP and what it is valid for, before anybody is told. */
type NewOtp = Pick<OtpMessage, 'code' | 'validForMs' | 'verifyRequestId'>;

function newOtp({ otp, randomId }: SendOtpParts): NewOtp {
  return { code: makeOtp(otp.length, otp.random), validForMs: otp.ttlMs, verifyRequestId: randomId() };
}

function newChallenge(
  { hasher, otp }: SendOtpParts,
  user: User,
  verifyType: VerifyType,
  { verifyRequestId, code }: NewOtp,
  now: number,
): Challenge {
  const codeHash = hasher.hash(verifyRequestId, code);
  const { ttlMs, tries } = otp;
  return { verifyRequestId, userId: user.id, verifyType, codeHash, expiresAt: now + ttlMs, tries };
}

type WhyNothingSent = Pick<Extract<MppEvent, { kind: 'not-sent' }>, 'reason' | 'fault'>;

function nothingSent(
  { events }: SendOtpParts,
  { verifyType, context: { requestId }, stopwatch }: Sending,
  outcome: SendOtpOutcome,
  why: WhyNothingSent,
): SendOtpOutcome {
  stopwatch.finish();
  events.tell({ kind: 'not-sent', requestId, verifyType, stagesMs: stopwatch.stagesMs, ...why });
  return outcome;
}
