import {
  failed,
  type Handler,
  type Outcome,
  type RequestContext,
  sent,
  Stopwatch,
  unknown,
} from '../contract/index.js';
import type { OtpSettings } from './challenge/challenge.js';
import type { ChallengeStore } from './challenge/challenge-store.js';
import type { Channel, OtpMessage, VerifyType } from './channel/channel.js';
import { deliverInTime } from './channel/delivery-in-time.js';
import type { Directory, User } from './directory/directory.js';
import { eventFault, type MppEvent, type SendingStage } from './mpp-event.js';
import { makeOtp, type OtpHasher } from './challenge/otp.js';
import type { SendingLimit } from './limit/sending-limit.js';
import { lookUpUser } from './directory/user-lookup.js';

/** What the sending of an OTP stands on. */
export interface SendOtpParts {
  readonly directory: Directory;
  readonly challenges: ChallengeStore;
  readonly channels: Readonly<Record<VerifyType, Channel>>;
  readonly sendingLimit: SendingLimit;
  readonly otp: OtpSettings;
  readonly hasher: OtpHasher;
  readonly channelTimeoutMs: number;
  readonly clock: () => number;
  readonly randomId: () => string;
  readonly report: (event: MppEvent) => void;
}

/** One sending to one user, once everything that guards it has been passed. */
interface Sending {
  readonly user: User;
  readonly verifyType: VerifyType;
  readonly context: RequestContext;
  readonly stopwatch: Stopwatch<SendingStage>;
  /** Takes back the count at the sending limit. */
  readonly release: () => Promise<void>;
}

/**
 * Makes the handler of sendOTP: caller, token, user and sending limit in the contract's order, then the sending.
 *
 * RES-10, when a part fails: the store before the channel is asked, and it is `UNKNOWN_EXCEPTION` with nothing sent (a
 * `put` that comes through late can still end the user's older OTP). The store after the channel accepted: the OTP stays
 * checkable, and only the record of the outcome is lost, which a shared replay store turns into `UNKNOWN_EXCEPTION` for
 * this call and every resend. The channel refuses and the store cannot forget the challenge or the count: `PROCESS_FAIL`
 * all the same, and both lapse by themselves.
 */
export function createSendOtp(parts: SendOtpParts): Handler<'sendOTP'> {
  return async ({ acquirerId, pspId, accessToken, verifyType }, context) => {
    const { directory, sendingLimit, clock } = parts;
    const stopwatch = new Stopwatch<SendingStage>('look-up');
    if (!(await directory.mayAct(context.clientId, acquirerId, pspId))) return failed('ACCESS_DENIED');
    const lookup = await lookUpUser(directory, accessToken, clock());
    if (lookup.outcome === 'failed') return failed(lookup.resultCode);
    stopwatch.enter('limit');
    const reservation = await sendingLimit.reserve(lookup.user.id, verifyType);
    if (reservation.outcome === 'limited') return failed('OTP_SEND_TIMES_EXCEED_LIMIT');
    return send(parts, { user: lookup.user, verifyType, context, stopwatch, release: reservation.release });
  };
}

async function send(parts: SendOtpParts, sending: Sending): Promise<Outcome> {
  const { user, verifyType, context, stopwatch, release } = sending;
  stopwatch.enter('store');
  const { requestId, signal } = context;
  // Past its deadline a request has been answered already: no OTP may follow.
  const tooLate = (): boolean => signal.aborted;
  const address = addressOf(user, verifyType);
  if (address === undefined) {
    return nothingSent(parts, sending, failed('PROCESS_FAIL'), { reason: 'no-address' }, [release]);
  }
  const aborted = unknown('UNKNOWN_EXCEPTION');
  if (tooLate()) return nothingSent(parts, sending, aborted, { reason: 'aborted' }, [release]);

  let message: OtpMessage;
  let success: Outcome;
  try {
    message = newMessage(parts, user, verifyType, address);
    // RES-5: an id that could not be answered is found out before anything is sent.
    success = sent(message.verifyRequestId);
    await store(parts, user, message);
  } catch (error) {
    const why = { reason: 'not-stored', fault: eventFault(error) } as const;
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
        stagesMs: stopwatch.stagesMs,
      });
      return success;
    case 'refused': {
      const why = { reason: delivery.reason };
      return nothingSent(parts, sending, failed('PROCESS_FAIL'), why, [discard, release]);
    }
    case 'unknown': {
      // The OTP may arrive, so it counts, and its challenge stays until it expires. That is harmless, as nobody was told
      // its id, and costs nothing: to discard it would be one more step that can fail, in a moment when things fail.
      stopwatch.finish();
      const fault = delivery.error === undefined ? {} : { fault: eventFault(delivery.error) };
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

function addressOf({ phone, email }: User, verifyType: VerifyType): string | undefined {
  const address = { MOBILE: phone, EMAIL: email }[verifyType];
  return address === '' ? undefined : address;
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

// RES-10: first stored, then handed over. The reverse could send an OTP that nothing can check.
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

/** Takes back what the sending has left behind so far. The outcome stands even if that fails: nothing was sent. */
async function nothingSent(
  { report }: SendOtpParts,
  { verifyType, context: { requestId }, stopwatch }: Sending,
  outcome: Outcome,
  why: WhyNothingSent,
  undo: readonly (() => Promise<void>)[],
): Promise<Outcome> {
  stopwatch.finish();
  for (const step of undo) {
    try {
      await step();
    } catch (error) {
      report({ kind: 'undo-failed', requestId, verifyType, fault: eventFault(error) });
    }
  }
  report({ kind: 'not-sent', requestId, verifyType, stagesMs: stopwatch.stagesMs, ...why });
  return outcome;
}
