// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, operation madeUpCheck (sha256 c808a338f40020a42f04c90d76b395a7151acb4d2a11bd54c66164539e1930fd) by npm run generate

import type { CalledOperation } from '@sendotp-contract/spec';
import { validateMadeUpCheckResponse } from './made-up-check.validators.js';

/** `madeUpCheck`: what a caller needs of it. */
export const madeUpCheckCall = {
  operationId: "madeUpCheck",
  method: "POST",
  path: "/aps/api/v1/users/madeUpCheck",
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
  "MADE_UP_CODE_WRONG": {
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
  messages: async () => (await import('./made-up-check.messages.js')).madeUpCheckMessages,
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
  "verifyRequestId": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 1,
    "maxLength": 64,
    "rules": [
      "REQ-901"
    ]
  },
  "typedCode": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 4,
    "maxLength": 10,
    "rules": [
      "REQ-902"
    ]
  },
  "remark": {
    "type": "string",
    "required": false,
    "nullable": true,
    "minLength": 1,
    "maxLength": 20,
    "rules": [
      "REQ-903"
    ]
  }
},
  successFields: {
  "checkedAt": {
    "type": "string",
    "required": true,
    "nullable": false,
    "minLength": 20,
    "maxLength": 40,
    "rules": [
      "RES-901"
    ]
  }
},
  validateResponse: validateMadeUpCheckResponse,
} as const satisfies CalledOperation;
