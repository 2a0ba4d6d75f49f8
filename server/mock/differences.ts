import type { ResultCode } from '../../generated/result-codes.js';

/** Where the mock does other than the contract asks of an MPP. */
export interface Difference {
  /** What an MPP does. */
  readonly mpp: string;
  /** What the mock does instead. */
  readonly mock: string;
  readonly why: string;
  /** The code that the mock answers where an MPP refuses, for the suite that runs against both. */
  readonly answers?: ResultCode;
}

/** Every difference by its name. A test shows each. */
export const differences = {
  agreements: {
    mpp: "An `acquirerId` or `pspId` that is not the caller's own is `ACCESS_DENIED` (RC-2)",
    mock: 'Takes any',
    why: 'Partners call it with their own ids from the first minute; `sandbox:ACCESS_DENIED` shows the refusal',
    answers: 'SUCCESS',
  },
  tokens: {
    mpp: 'An access token that it never gave out is `INVALID_TOKEN` (RC-6)',
    mock: 'Gives the scenario of `--scenario`, or `SUCCESS`',
    why: 'Partners call it with tokens of their own; `sandbox:INVALID_TOKEN` shows the refusal',
    answers: 'SUCCESS',
  },
  users: {
    mpp: 'A token leads to a user, whose record decides (RC-14, RC-15)',
    mock: 'Has no users: the token, the header or the option says the code, whatever `verifyType` is',
    why: "What leads to a code is the MPP's business; the mock shows what a caller then sees",
  },
  'sending-limit': {
    mpp: 'Too many OTPs for one user are `OTP_SEND_TIMES_EXCEED_LIMIT` (RC-11)',
    mock: 'Counts nothing',
    why: 'A test that runs a hundred times must see the same a hundred times; `sandbox:OTP_SEND_TIMES_EXCEED_LIMIT` shows it',
  },
  otp: {
    mpp: 'Makes an OTP, stores it and sends it before it says `S` (RES-7, RES-10)',
    mock: 'Makes, stores and sends none: its `verifyRequestId` is new, but nothing can be checked against it',
    why: 'It imitates the answer. `npm start` runs an MPP that shows every OTP',
  },
  'all-codes': {
    mpp: 'The reference MPP has sandbox tokens for the 8 codes that depend on the user; those of the others are no tokens',
    mock: 'Has sandbox tokens for all 17. The 8 mean the same at both',
    why: 'A caller must be able to see each code, also those that a correct message never meets',
  },
  'open-steps': {
    mpp: "The same signed message again gets the first one's outcome (SIG-9)",
    mock: 'So it does, except in a sequence, after a step with `U` or a fault: there the message sent again meets the next step',
    why: 'A retry sends the very same bytes, and is what sequences are for',
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof differences;
