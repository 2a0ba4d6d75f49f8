import { type ResultCode, resultCodes } from '@sendotp-contract/spec';

/** Where the mock does not do what the contract asks of an MPP. */
export interface Difference {
  /** What an MPP does. */
  readonly mpp: string;
  /** What the mock does instead. */
  readonly mock: string;
  readonly why: string;
  /** The code that the mock returns where an MPP refuses. */
  readonly answers?: ResultCode;
}

/** Every difference by its name. A test shows each. */
export const differences = {
  agreements: {
    mpp: 'Returns `ACCESS_DENIED` for an `acquirerId` or `pspId` that does not belong to the caller (RC-2)',
    mock: 'Accepts any',
    why: 'Partners use their own ids from the first call; `sandbox:ACCESS_DENIED` shows the refusal',
    answers: 'SUCCESS',
  },
  tokens: {
    mpp: 'Returns `INVALID_TOKEN` for an access token that it never issued (RC-6)',
    mock: 'Uses the scenario of `--scenario`, or `SUCCESS`',
    why: 'Partners use their own tokens; `sandbox:INVALID_TOKEN` shows the refusal',
    answers: 'SUCCESS',
  },
  users: {
    mpp: 'Finds the user by the access token; the user record decides the result (RC-14, RC-15)',
    mock: 'Has no users: the header, the access token or the option decides, whatever the other parameters are',
    why: 'How a code comes about is up to the MPP; the mock shows what the caller then receives',
  },
  'sending-limit': {
    mpp: 'Returns `OTP_SEND_TIMES_EXCEED_LIMIT` for too many OTPs for one user (RC-11)',
    mock: 'Counts nothing',
    why: 'A test that runs a hundred times needs the same result each time; `sandbox:OTP_SEND_TIMES_EXCEED_LIMIT` shows the refusal',
  },
  otp: {
    mpp: 'Makes an OTP, stores it and sends it before it returns `S` (RES-7, RES-10)',
    mock: 'Makes, stores and sends no OTP: the id of each `S` is new, but no OTP can be checked against it',
    why: 'It imitates the response only. `npx sendotp-contract serve` runs an MPP that displays every OTP',
  },
  'all-codes': {
    mpp: 'The reference MPP has sandbox tokens only for the codes that depend on the user',
    mock: `Has sandbox tokens for all ${Object.keys(resultCodes).length} codes; those of the reference MPP mean the same here`,
    why: 'A caller must be able to try every code, also those that a correct message never gets',
  },
  'open-steps': {
    mpp: 'Returns the first outcome again for the same signed message (SIG-9)',
    mock: 'Does the same, except in a sequence after a step with `U` or a fault: then the same message gets the next step',
    why: 'A retry sends the very same bytes, and sequences are there to test retries',
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof differences;
