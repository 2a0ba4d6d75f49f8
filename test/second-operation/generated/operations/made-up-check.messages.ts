// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, messages of madeUpCheck (sha256 32ca09fcb76a54d93aaec22b2a491a4e1da44f51a5ba88ca68838974c608fbea) by npm run generate

/** The messages of `madeUpCheck` by result code, for responses of `F` or `U` that have none. */
export const madeUpCheckMessages = {
  "ACCESS_DENIED": "Access is denied.",
  "EXPIRED_ACCESS_TOKEN": "The access token is expired.",
  "INVALID_CLIENT": "The client is invalid.",
  "INVALID_SIGNATURE": "The signature is invalid.",
  "INVALID_TOKEN": "The access token is invalid.",
  "KEY_NOT_FOUND": "The key is not found.",
  "MADE_UP_CODE_WRONG": "Made up. The code is wrong.",
  "MEDIA_TYPE_NOT_ACCEPTABLE": "The server does not implement the media type that is acceptable to the client.",
  "METHOD_NOT_SUPPORTED": "The server does not implement the requested HTTPS method.",
  "NO_INTERFACE_DEF": "API is not defined.",
  "PARAM_ILLEGAL": "Illegal parameters. For example, non-numeric input, invalid date.",
  "PROCESS_FAIL": "A general business failure occurred. Do not retry.",
  "USER_NOT_EXIST": "The user does not exist.",
  "USER_STATUS_ABNORMAL": "The user status is abnormal.",
  "REQUEST_TRAFFIC_EXCEED_LIMIT": "The request traffic exceeds the limit.",
  "UNKNOWN_EXCEPTION": "An API call failed, which is caused by unknown reasons."
} as const;
