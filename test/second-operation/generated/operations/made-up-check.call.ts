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
    "message": "Access is denied.",
    "retry": "never"
  },
  "EXPIRED_ACCESS_TOKEN": {
    "status": "F",
    "message": "The access token is expired.",
    "retry": "never"
  },
  "INVALID_CLIENT": {
    "status": "F",
    "message": "The client is invalid.",
    "retry": "never"
  },
  "INVALID_SIGNATURE": {
    "status": "F",
    "message": "The signature is invalid.",
    "retry": "never"
  },
  "INVALID_TOKEN": {
    "status": "F",
    "message": "The access token is invalid.",
    "retry": "never"
  },
  "KEY_NOT_FOUND": {
    "status": "F",
    "message": "The key is not found.",
    "retry": "never"
  },
  "MADE_UP_CODE_WRONG": {
    "status": "F",
    "message": "Made up. The code is wrong.",
    "retry": "never"
  },
  "MEDIA_TYPE_NOT_ACCEPTABLE": {
    "status": "F",
    "message": "The server does not implement the media type that is acceptable to the client.",
    "retry": "never"
  },
  "METHOD_NOT_SUPPORTED": {
    "status": "F",
    "message": "The server does not implement the requested HTTPS method.",
    "retry": "never"
  },
  "NO_INTERFACE_DEF": {
    "status": "F",
    "message": "API is not defined.",
    "retry": "never"
  },
  "PARAM_ILLEGAL": {
    "status": "F",
    "message": "Illegal parameters. For example, non-numeric input, invalid date.",
    "retry": "never"
  },
  "PROCESS_FAIL": {
    "status": "F",
    "message": "A general business failure occurred. Do not retry.",
    "retry": "never"
  },
  "USER_NOT_EXIST": {
    "status": "F",
    "message": "The user does not exist.",
    "retry": "never"
  },
  "USER_STATUS_ABNORMAL": {
    "status": "F",
    "message": "The user status is abnormal.",
    "retry": "never"
  },
  "REQUEST_TRAFFIC_EXCEED_LIMIT": {
    "status": "U",
    "message": "The request traffic exceeds the limit.",
    "retry": "backoff"
  },
  "UNKNOWN_EXCEPTION": {
    "status": "U",
    "message": "An API call failed, which is caused by unknown reasons.",
    "retry": "same-bytes"
  }
},
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
