import type { LoggableError } from '@sendotp-contract/server';
import type { CheckOtpOutcome } from './challenge/check-otp-outcome.js';
import type { RefusalReason, VerifyType } from './channel/channel.js';
import type { DeliveryDoubt } from './channel/delivery-in-time.js';
import type { PumpingBrake } from './pumping/pumping-limit.js';

/** The stages of a sending: looking up caller and user, limits and challenge store, channel. */
export type SendingStage = 'look-up' | 'store' | 'deliver';

interface SendingEvent {
  readonly requestId: string;
  readonly verifyType: VerifyType;
}

/** How a sending ended that the sending limit allowed. */
interface SendingEnd extends SendingEvent {
  /** ms by stage, for the stages that were reached. */
  readonly stagesMs: Readonly<Partial<Record<SendingStage, number>>>;
}

/**
 * What the MPP did, for logs and metrics: the reasons behind the result codes.
 * Contains no access token, OTP, phone number or e-mail address.
 */
export type MppEvent =
  | (SendingEnd & {
      readonly kind: 'sent';
      readonly verifyRequestId: string;
      /** Where the phone number belongs, such as `+65`: one of few values, and never the number. Empty for e-mail. */
      readonly prefix: string;
    })
  /** Nothing was sent, for certain. */
  | (SendingEnd & {
      readonly kind: 'not-sent';
      readonly reason:
        | (
            | 'no-address'
            | 'aborted'
            | 'not-stored'
            | 'not-counted'
            | 'channel-unavailable'
            | 'prefix-not-allowed'
          )
        | `${PumpingBrake}-limit`
        | RefusalReason;
      readonly fault?: LoggableError;
    })
  /** The OTP may have been sent. */
  | (SendingEnd & {
      readonly kind: 'unknown';
      readonly verifyRequestId: string;
      readonly reason: DeliveryDoubt;
      readonly fault?: LoggableError;
    })
  /** Nothing was sent, but the challenge or the count of this sending could not be removed. */
  | (SendingEvent & { readonly kind: 'undo-failed'; readonly fault: LoggableError })
  /** A user has entered too many wrong codes in a row: no OTP is sent to that user until an operator releases the user. */
  | { readonly kind: 'user-blocked' }
  /** An operator has released a user: wrong codes are counted from 0 again. */
  | { readonly kind: 'user-released' }
  | {
      readonly kind: 'checked';
      readonly outcome: CheckOtpOutcome['outcome'];
      /** Of a right code: where the phone number belongs. */
      readonly prefix?: string;
    };
