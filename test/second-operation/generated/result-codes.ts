// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, x-result-codes (sha256 d0960847cad5c0b7be3b81418f2b01bf91c3cc09483927eafa0999e7cc2b612b) by npm run generate

/** The result codes that any operation may have, each with its status, its message and the advice on trying again. */
export const commonResultCodes = {
  SUCCESS: {
  "code": "SUCCESS",
  "rule": "RC-1",
  "status": "S",
  "message": "Success",
  "when": "The OTP was sent.",
  "retry": "never",
  "advice": "Keep verifyRequestId for the check of the code that the user enters."
},
  ACCESS_DENIED: {
  "code": "ACCESS_DENIED",
  "rule": "RC-2",
  "status": "F",
  "message": "Access is denied.",
  "when": "The caller is known but not allowed - acquirerId or pspId is not its own, or Request-Time is outside the tolerance.",
  "retry": "never",
  "advice": "Compare acquirerId and pspId with the agreement, and check the caller's clock."
},
  EXPIRED_ACCESS_TOKEN: {
  "code": "EXPIRED_ACCESS_TOKEN",
  "rule": "RC-3",
  "status": "F",
  "message": "The access token is expired.",
  "when": "The token was valid once.",
  "retry": "never",
  "advice": "Get a new access token for the user."
},
  INVALID_CLIENT: {
  "code": "INVALID_CLIENT",
  "rule": "RC-4",
  "status": "F",
  "message": "The client is invalid.",
  "when": "Client-Id is missing or unknown.",
  "retry": "never",
  "advice": "Send the Client-Id that the MPP has registered. Sandbox and production use different ones."
},
  INVALID_SIGNATURE: {
  "code": "INVALID_SIGNATURE",
  "rule": "RC-5",
  "status": "F",
  "message": "The signature is invalid.",
  "when": "Signature is missing or malformed, names another algorithm, or does not verify.",
  "retry": "never",
  "advice": "Compare the content to be signed of both sides byte by byte, then the keys."
},
  INVALID_TOKEN: {
  "code": "INVALID_TOKEN",
  "rule": "RC-6",
  "status": "F",
  "message": "The access token is invalid.",
  "when": "The token was never valid, or was cancelled.",
  "retry": "never",
  "advice": "Ask the user to bind the wallet again."
},
  KEY_NOT_FOUND: {
  "code": "KEY_NOT_FOUND",
  "rule": "RC-7",
  "status": "F",
  "message": "The key is not found.",
  "when": "keyVersion names no key of this client.",
  "retry": "never",
  "advice": "Send the keyVersion under which the MPP has registered the public key."
},
  MEDIA_TYPE_NOT_ACCEPTABLE: {
  "code": "MEDIA_TYPE_NOT_ACCEPTABLE",
  "rule": "RC-8",
  "status": "F",
  "message": "The server does not implement the media type that is acceptable to the client.",
  "when": "Accept excludes JSON, or Content-Type, charset or content encoding is not plain JSON in UTF-8.",
  "retry": "never",
  "advice": "Send Content-Type: application/json; charset=UTF-8, no content encoding, and an Accept header that allows JSON."
},
  METHOD_NOT_SUPPORTED: {
  "code": "METHOD_NOT_SUPPORTED",
  "rule": "RC-9",
  "status": "F",
  "message": "The server does not implement the requested HTTPS method.",
  "when": "The method is not POST.",
  "retry": "never",
  "advice": "Use POST."
},
  NO_INTERFACE_DEF: {
  "code": "NO_INTERFACE_DEF",
  "rule": "RC-10",
  "status": "F",
  "message": "API is not defined.",
  "when": "No operation has this path.",
  "retry": "never",
  "advice": "Check the path - case, version, trailing slash, and the MPP's path prefix."
},
  PARAM_ILLEGAL: {
  "code": "PARAM_ILLEGAL",
  "rule": "RC-12",
  "status": "F",
  "message": "Illegal parameters. For example, non-numeric input, invalid date.",
  "when": "The body is not JSON, does not match the schema or is too large, or Request-Time is not a date.",
  "retry": "never",
  "advice": "Compare the body with the schema, and Request-Time with ISO 8601."
},
  PROCESS_FAIL: {
  "code": "PROCESS_FAIL",
  "rule": "RC-13",
  "status": "F",
  "message": "A general business failure occurred. Do not retry.",
  "when": "The channel refused the message permanently, or the user has no phone or e-mail address for this verifyType.",
  "retry": "never",
  "advice": "Offer the user the other verifyType or another way of verification."
},
  USER_NOT_EXIST: {
  "code": "USER_NOT_EXIST",
  "rule": "RC-14",
  "status": "F",
  "message": "The user does not exist.",
  "when": "The token is valid, but its user no longer exists.",
  "retry": "never",
  "advice": "Remove the binding; the user has left the MPP."
},
  USER_STATUS_ABNORMAL: {
  "code": "USER_STATUS_ABNORMAL",
  "rule": "RC-15",
  "status": "F",
  "message": "The user status is abnormal.",
  "when": "The user is frozen, closed or otherwise barred.",
  "retry": "never",
  "advice": "Refer the user to the MPP's support."
},
  REQUEST_TRAFFIC_EXCEED_LIMIT: {
  "code": "REQUEST_TRAFFIC_EXCEED_LIMIT",
  "rule": "RC-16",
  "status": "U",
  "message": "The request traffic exceeds the limit.",
  "when": "There are too many requests from this caller, or the server sheds load. Nothing was sent.",
  "retry": "backoff",
  "advice": "Try again with a growing delay."
},
  UNKNOWN_EXCEPTION: {
  "code": "UNKNOWN_EXCEPTION",
  "rule": "RC-17",
  "status": "U",
  "message": "An API call failed, which is caused by unknown reasons.",
  "when": "An unforeseen error, such as a store or a channel that does not respond in time.",
  "retry": "same-bytes",
  "advice": "The OTP may have been sent. Resending the same signed bytes is safe; a newly signed request may send a second OTP."
},
} as const;
