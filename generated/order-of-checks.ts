// generated from spec/openapi.yaml (sha256 ea411e340dbf28d2c2db7cb4736064afd84a0f3ba844ae8e8b52152396e3e7dc) by npm run generate

/** The checks in their order: the first that fails answers with one of its codes. */
export const orderOfChecks = [
  {
    "check": "path",
    "codes": [
      "NO_INTERFACE_DEF"
    ]
  },
  {
    "check": "method",
    "codes": [
      "METHOD_NOT_SUPPORTED"
    ]
  },
  {
    "check": "media type",
    "codes": [
      "MEDIA_TYPE_NOT_ACCEPTABLE"
    ]
  },
  {
    "check": "body size",
    "codes": [
      "PARAM_ILLEGAL"
    ]
  },
  {
    "check": "Client-Id",
    "codes": [
      "INVALID_CLIENT"
    ]
  },
  {
    "check": "Request-Time is well-formed",
    "codes": [
      "PARAM_ILLEGAL"
    ]
  },
  {
    "check": "Signature is well-formed",
    "codes": [
      "INVALID_SIGNATURE"
    ]
  },
  {
    "check": "key",
    "codes": [
      "KEY_NOT_FOUND"
    ]
  },
  {
    "check": "signature verifies",
    "codes": [
      "INVALID_SIGNATURE"
    ]
  },
  {
    "check": "Request-Time is in tolerance",
    "codes": [
      "ACCESS_DENIED"
    ]
  },
  {
    "check": "traffic",
    "codes": [
      "REQUEST_TRAFFIC_EXCEED_LIMIT"
    ]
  },
  {
    "check": "body against the schema",
    "codes": [
      "PARAM_ILLEGAL"
    ]
  },
  {
    "check": "replay",
    "codes": []
  },
  {
    "check": "acquirerId and pspId",
    "codes": [
      "ACCESS_DENIED"
    ]
  },
  {
    "check": "token",
    "codes": [
      "INVALID_TOKEN",
      "EXPIRED_ACCESS_TOKEN"
    ]
  },
  {
    "check": "user",
    "codes": [
      "USER_NOT_EXIST",
      "USER_STATUS_ABNORMAL"
    ]
  },
  {
    "check": "sending limit",
    "codes": [
      "OTP_SEND_TIMES_EXCEED_LIMIT"
    ]
  },
  {
    "check": "sending",
    "codes": [
      "PROCESS_FAIL",
      "UNKNOWN_EXCEPTION",
      "SUCCESS"
    ]
  }
] as const;
