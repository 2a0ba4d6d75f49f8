// generated from spec/openapi.yaml, messages of sendOTP (sha256 be7ccd097a7d48b759eceaa0b433335725b794c17e96b0da97b34f3be2633741) by npm run generate

/** The messages of `sendOTP` by result code, for responses of `F` or `U` that have none. */
export const sendOtpMessages = {
  "ACCESS_DENIED": "Access is denied.",
  "EXPIRED_ACCESS_TOKEN": "The access token is expired.",
  "INVALID_CLIENT": "The client is invalid.",
  "INVALID_SIGNATURE": "The signature is invalid.",
  "INVALID_TOKEN": "The access token is invalid.",
  "KEY_NOT_FOUND": "The key is not found.",
  "MEDIA_TYPE_NOT_ACCEPTABLE": "The server does not implement the media type that is acceptable to the client.",
  "METHOD_NOT_SUPPORTED": "The server does not implement the requested HTTPS method.",
  "NO_INTERFACE_DEF": "API is not defined.",
  "OTP_SEND_TIMES_EXCEED_LIMIT": "The times of sending OTP exceed the limit.",
  "PARAM_ILLEGAL": "Illegal parameters. For example, non-numeric input, invalid date.",
  "PROCESS_FAIL": "A general business failure occurred. Do not retry.",
  "USER_NOT_EXIST": "The user does not exist.",
  "USER_STATUS_ABNORMAL": "The user status is abnormal.",
  "REQUEST_TRAFFIC_EXCEED_LIMIT": "The request traffic exceeds the limit.",
  "UNKNOWN_EXCEPTION": "An API call failed, which is caused by unknown reasons."
} as const;
