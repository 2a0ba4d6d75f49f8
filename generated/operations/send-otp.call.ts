// generated from spec/openapi.yaml, operation sendOTP (sha256 0807568f214a008f97006ff9b92d51bff2f39a4e325da7f9a6bc23f44a44b685) by npm run generate

import type { CalledOperation } from '../../spec/contract.js';

/** `sendOTP`: what a caller needs of it. */
export const sendOtpCall = {
  operationId: "sendOTP",
  method: "POST",
  path: "/aps/api/v1/users/sendOTP",
  resultCodes: {
  "SUCCESS": {
    "status": "S",
    "message": "Success",
    "retry": "never"
  },
  "ACCESS_DENIED": {
    "status": "F",
    "retry": "never"
  },
  "EXPIRED_ACCESS_TOKEN": {
    "status": "F",
    "retry": "never"
  },
  "INVALID_CLIENT": {
    "status": "F",
    "retry": "never"
  },
  "INVALID_SIGNATURE": {
    "status": "F",
    "retry": "never"
  },
  "INVALID_TOKEN": {
    "status": "F",
    "retry": "never"
  },
  "KEY_NOT_FOUND": {
    "status": "F",
    "retry": "never"
  },
  "MEDIA_TYPE_NOT_ACCEPTABLE": {
    "status": "F",
    "retry": "never"
  },
  "METHOD_NOT_SUPPORTED": {
    "status": "F",
    "retry": "never"
  },
  "NO_INTERFACE_DEF": {
    "status": "F",
    "retry": "never"
  },
  "OTP_SEND_TIMES_EXCEED_LIMIT": {
    "status": "F",
    "retry": "never"
  },
  "PARAM_ILLEGAL": {
    "status": "F",
    "retry": "never"
  },
  "PROCESS_FAIL": {
    "status": "F",
    "retry": "never"
  },
  "USER_NOT_EXIST": {
    "status": "F",
    "retry": "never"
  },
  "USER_STATUS_ABNORMAL": {
    "status": "F",
    "retry": "never"
  },
  "REQUEST_TRAFFIC_EXCEED_LIMIT": {
    "status": "U",
    "retry": "backoff"
  },
  "UNKNOWN_EXCEPTION": {
    "status": "U",
    "retry": "same-bytes"
  }
},
  messages: async () => (await import('./send-otp.messages.js')).sendOtpMessages,
  parameters: {
  "acquirerId": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 1,
    "maxLength": 64,
    "rules": [
      "REQ-5"
    ]
  },
  "pspId": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 1,
    "maxLength": 64,
    "rules": [
      "REQ-6"
    ]
  },
  "accessToken": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 1,
    "maxLength": 128,
    "rules": [
      "REQ-7"
    ]
  },
  "verifyType": {
    "type": "string",
    "required": false,
    "nullable": true,
    "values": [
      "MOBILE",
      "EMAIL"
    ],
    "default": "MOBILE",
    "rules": [
      "REQ-3",
      "REQ-8",
      "RES-7"
    ]
  }
},
  successFields: {
  "verifyRequestId": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 1,
    "maxLength": 64,
    "rules": [
      "RES-5"
    ]
  }
},
} as const satisfies CalledOperation;
