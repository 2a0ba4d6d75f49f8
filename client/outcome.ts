import type { ResultCodeOf, ResultStatus } from '../generated/result-codes.js';
import type { Exchange } from './exchange.js';

/** A code of the contract as a literal, or one that it does not know (RES-9). */
type CodeOf<Status extends ResultStatus> = ResultCodeOf<Status> | (string & {});

interface Result {
  /** The code's sentence, for people. */
  readonly resultMessage: string;
  /** Whether the response was signed. `S` always is (SIG-7). */
  readonly signed: boolean;
  /** What went over the wire. Not enumerable: it holds the access token. */
  readonly exchange: Exchange;
}

/** The OTP was sent. */
export interface OtpSentOutcome extends Result {
  readonly resultStatus: 'S';
  readonly resultCode: CodeOf<'S'>;
  /** The MPP's id of this OTP, for the check of what the user types. */
  readonly verifyRequestId: string;
}

/** The OTP was not sent. */
export interface OtpNotSentOutcome extends Result {
  readonly resultStatus: 'F';
  readonly resultCode: CodeOf<'F'>;
}

/** Nobody knows whether the OTP was sent. */
export interface OtpUnknownOutcome extends Result {
  readonly resultStatus: 'U';
  readonly resultCode: CodeOf<'U'>;
}

/** What the MPP answered. `resultStatus` tells the three apart. */
export type SendOtpOutcome = OtpSentOutcome | OtpNotSentOutcome | OtpUnknownOutcome;
