import type { RefusalReason, VerifyType } from './channel/channel.js';
import type { CheckOtpOutcome } from './challenge/check-otp.js';
import type { DeliveryDoubt } from './channel/delivery-in-time.js';

/** An error without its message, which may quote a phone number: what it is and where it came from. */
export interface EventFault {
  readonly name: string;
  readonly code: string | undefined;
  /** The innermost places in the code. */
  readonly at: readonly string[];
}

/** The stretches of a sending: who asks and who gets it, the limit, the store, the channel. */
export type SendingStage = 'look-up' | 'limit' | 'store' | 'deliver';

interface SendingEvent {
  readonly requestId: string;
  readonly verifyType: VerifyType;
}

/** How a sending ended that was allowed. */
interface SendingEnd extends SendingEvent {
  /** ms by stage, for the stages that were reached. */
  readonly stagesMs: Readonly<Partial<Record<SendingStage, number>>>;
}

/**
 * What the MPP did, for logs and metrics: the reasons behind the result codes.
 * Holds no access token, OTP, phone number or e-mail address.
 */
export type MppEvent =
  | (SendingEnd & { readonly kind: 'sent'; readonly verifyRequestId: string })
  /** Nothing was sent, for certain. */
  | (SendingEnd & {
      readonly kind: 'not-sent';
      readonly reason: 'no-address' | 'aborted' | 'not-stored' | RefusalReason;
      readonly fault?: EventFault;
    })
  /** The OTP may have been sent. */
  | (SendingEnd & {
      readonly kind: 'unknown';
      readonly verifyRequestId: string;
      readonly reason: DeliveryDoubt;
      readonly fault?: EventFault;
    })
  /** What a sending that did not happen had left behind could not be taken back: a challenge or a count too many. */
  | (SendingEvent & { readonly kind: 'undo-failed'; readonly fault: EventFault })
  | { readonly kind: 'checked'; readonly outcome: CheckOtpOutcome['outcome'] };

/** Takes from an error what cannot hold personal data. */
export function eventFault(error: unknown): EventFault {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name: error.name, code, at: places(error) };
}

function places({ message, stack = '' }: Error): string[] {
  // The stack repeats the message, which may run over many lines: only what comes after it is places.
  const start = stack.indexOf(message);
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, 5);
}
