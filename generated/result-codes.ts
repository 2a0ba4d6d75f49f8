// generated from spec/openapi.yaml (sha256 ea411e340dbf28d2c2db7cb4736064afd84a0f3ba844ae8e8b52152396e3e7dc) by npm run generate

/** Every result code with its status, its message and the advice on trying again (RC-1 to RC-17). */
export const resultCodes = {
  "SUCCESS": {
    "code": "SUCCESS",
    "rule": "RC-1",
    "status": "S",
    "message": "Success",
    "when": "The OTP was sent.",
    "retry": "never",
    "advice": "Done. Keep verifyRequestId for the check of what the user types."
  },
  "ACCESS_DENIED": {
    "code": "ACCESS_DENIED",
    "rule": "RC-2",
    "status": "F",
    "message": "Access is denied.",
    "when": "The caller is known but not allowed - acquirerId or pspId is not its own, or Request-Time is outside the tolerance.",
    "retry": "never",
    "advice": "Compare acquirerId and pspId with what was agreed, and the caller's clock with the time."
  },
  "EXPIRED_ACCESS_TOKEN": {
    "code": "EXPIRED_ACCESS_TOKEN",
    "rule": "RC-3",
    "status": "F",
    "message": "The access token is expired.",
    "when": "The token was valid once.",
    "retry": "never",
    "advice": "Get a fresh access token for the user."
  },
  "INVALID_CLIENT": {
    "code": "INVALID_CLIENT",
    "rule": "RC-4",
    "status": "F",
    "message": "The client is invalid.",
    "when": "Client-Id is missing or unknown.",
    "retry": "never",
    "advice": "Send the Client-Id that the MPP has registered; sandbox and production have different ones."
  },
  "INVALID_SIGNATURE": {
    "code": "INVALID_SIGNATURE",
    "rule": "RC-5",
    "status": "F",
    "message": "The signature is invalid.",
    "when": "Signature is missing or malformed, names another algorithm, or does not verify.",
    "retry": "never",
    "advice": "Compare the content to be signed on both sides, byte by byte; then the keys."
  },
  "INVALID_TOKEN": {
    "code": "INVALID_TOKEN",
    "rule": "RC-6",
    "status": "F",
    "message": "The access token is invalid.",
    "when": "The token was never valid, or was cancelled.",
    "retry": "never",
    "advice": "Ask the user to bind the wallet again."
  },
  "KEY_NOT_FOUND": {
    "code": "KEY_NOT_FOUND",
    "rule": "RC-7",
    "status": "F",
    "message": "The key is not found.",
    "when": "keyVersion names no key of this client.",
    "retry": "never",
    "advice": "Send the keyVersion under which the MPP has registered the public key."
  },
  "MEDIA_TYPE_NOT_ACCEPTABLE": {
    "code": "MEDIA_TYPE_NOT_ACCEPTABLE",
    "rule": "RC-8",
    "status": "F",
    "message": "The server does not implement the media type that is acceptable to the client.",
    "when": "Accept excludes JSON, or Content-Type, charset or content encoding is other than plain JSON in UTF-8.",
    "retry": "never",
    "advice": "Send Content-Type: application/json; charset=UTF-8, no compression, and an Accept that allows JSON."
  },
  "METHOD_NOT_SUPPORTED": {
    "code": "METHOD_NOT_SUPPORTED",
    "rule": "RC-9",
    "status": "F",
    "message": "The server does not implement the requested HTTPS method.",
    "when": "The method is anything but POST.",
    "retry": "never",
    "advice": "Use POST."
  },
  "NO_INTERFACE_DEF": {
    "code": "NO_INTERFACE_DEF",
    "rule": "RC-10",
    "status": "F",
    "message": "API is not defined.",
    "when": "The path is any other than the operation's.",
    "retry": "never",
    "advice": "Check the path - its case, its version, a trailing slash, the MPP's prefix."
  },
  "OTP_SEND_TIMES_EXCEED_LIMIT": {
    "code": "OTP_SEND_TIMES_EXCEED_LIMIT",
    "rule": "RC-11",
    "status": "F",
    "message": "The times of sending OTP exceed the limit.",
    "when": "This user's sending limit is reached.",
    "retry": "never",
    "advice": "Tell the user to use the OTP already received, or to come back later."
  },
  "PARAM_ILLEGAL": {
    "code": "PARAM_ILLEGAL",
    "rule": "RC-12",
    "status": "F",
    "message": "Illegal parameters. For example, non-numeric input, invalid date.",
    "when": "The body is not the JSON object that the schema describes or is too large, or Request-Time is not a date.",
    "retry": "never",
    "advice": "Check the body against the schema and Request-Time against ISO 8601."
  },
  "PROCESS_FAIL": {
    "code": "PROCESS_FAIL",
    "rule": "RC-13",
    "status": "F",
    "message": "A general business failure occurred. Do not retry.",
    "when": "The channel refused the message for good, or the user has no phone or e-mail address for this verifyType.",
    "retry": "never",
    "advice": "Offer the user the other verifyType, or another way to be verified."
  },
  "USER_NOT_EXIST": {
    "code": "USER_NOT_EXIST",
    "rule": "RC-14",
    "status": "F",
    "message": "The user does not exist.",
    "when": "The token is valid, but its user is gone.",
    "retry": "never",
    "advice": "Forget the binding; the user has left the MPP."
  },
  "USER_STATUS_ABNORMAL": {
    "code": "USER_STATUS_ABNORMAL",
    "rule": "RC-15",
    "status": "F",
    "message": "The user status is abnormal.",
    "when": "The user is frozen, closed or otherwise barred.",
    "retry": "never",
    "advice": "Send the user to the MPP's support."
  },
  "REQUEST_TRAFFIC_EXCEED_LIMIT": {
    "code": "REQUEST_TRAFFIC_EXCEED_LIMIT",
    "rule": "RC-16",
    "status": "U",
    "message": "The request traffic exceeds the limit.",
    "when": "Too many requests came from this caller, or the server sheds load. Nothing was sent.",
    "retry": "backoff",
    "advice": "Try again, each time later than the last."
  },
  "UNKNOWN_EXCEPTION": {
    "code": "UNKNOWN_EXCEPTION",
    "rule": "RC-17",
    "status": "U",
    "message": "An API call failed, which is caused by unknown reasons.",
    "when": "Anything unforeseen, such as a store or a channel that does not answer in time.",
    "retry": "same-bytes",
    "advice": "The OTP may have been sent. Sending the very same signed bytes again is safe; signing anew may send a second OTP."
  }
} as const;

/** A result code of the contract. */
export type ResultCode = keyof typeof resultCodes;

/** `S` sent, `F` not sent, `U` unknown. */
export type ResultStatus = (typeof resultCodes)[ResultCode]['status'];

/** The codes of one status. */
export type ResultCodeOf<Status extends ResultStatus> = {
  [Code in ResultCode]: (typeof resultCodes)[Code]['status'] extends Status ? Code : never;
}[ResultCode];

/** Whether the contract knows this code (RES-9: a caller meets others, too). */
export function isResultCode(code: string): code is ResultCode {
  return Object.hasOwn(resultCodes, code);
}
