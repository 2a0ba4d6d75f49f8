// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, operation madeUpCheck (sha256 c808a338f40020a42f04c90d76b395a7151acb4d2a11bd54c66164539e1930fd) by npm run generate

import type { Operation } from '@sendotp-contract/spec';
import { commonResultCodes } from '../result-codes.js';
import { madeUpCheckCall } from './made-up-check.call.js';
import { validateMadeUpCheckRequest, validateMadeUpCheckResponse } from './made-up-check.validators.js';

/** `madeUpCheck`: what the contract says of it. */
export const madeUpCheck = {
  ...madeUpCheckCall,
  resultCodes: {
    SUCCESS: commonResultCodes.SUCCESS,
    ACCESS_DENIED: commonResultCodes.ACCESS_DENIED,
    EXPIRED_ACCESS_TOKEN: commonResultCodes.EXPIRED_ACCESS_TOKEN,
    INVALID_CLIENT: commonResultCodes.INVALID_CLIENT,
    INVALID_SIGNATURE: commonResultCodes.INVALID_SIGNATURE,
    INVALID_TOKEN: commonResultCodes.INVALID_TOKEN,
    KEY_NOT_FOUND: commonResultCodes.KEY_NOT_FOUND,
    MADE_UP_CODE_WRONG: {
  "code": "MADE_UP_CODE_WRONG",
  "rule": "RC-901",
  "status": "F",
  "message": "Made up. The code is wrong.",
  "when": "The code is not the one that was sent. Made up.",
  "retry": "never",
  "advice": "Ask the user to type it again."
},
    MEDIA_TYPE_NOT_ACCEPTABLE: commonResultCodes.MEDIA_TYPE_NOT_ACCEPTABLE,
    METHOD_NOT_SUPPORTED: commonResultCodes.METHOD_NOT_SUPPORTED,
    NO_INTERFACE_DEF: commonResultCodes.NO_INTERFACE_DEF,
    PARAM_ILLEGAL: commonResultCodes.PARAM_ILLEGAL,
    PROCESS_FAIL: commonResultCodes.PROCESS_FAIL,
    USER_NOT_EXIST: commonResultCodes.USER_NOT_EXIST,
    USER_STATUS_ABNORMAL: commonResultCodes.USER_STATUS_ABNORMAL,
    REQUEST_TRAFFIC_EXCEED_LIMIT: commonResultCodes.REQUEST_TRAFFIC_EXCEED_LIMIT,
    UNKNOWN_EXCEPTION: commonResultCodes.UNKNOWN_EXCEPTION,
  },
  orderOfChecks: [
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
    "check": "code",
    "codes": [
      "MADE_UP_CODE_WRONG",
      "PROCESS_FAIL",
      "UNKNOWN_EXCEPTION",
      "SUCCESS"
    ]
  }
],
  secrets: [
  "accessToken",
  "typedCode"
],
  loggable: [
  "acquirerId",
  "pspId"
],
  plainRequest: {
  "acquirerId": "SANDBOX_ACQP",
  "pspId": "SANDBOX_MPP",
  "accessToken": "sandbox:SUCCESS",
  "verifyRequestId": "20261123000000000000000000000001",
  "typedCode": "123456"
},
  validateRequest: validateMadeUpCheckRequest,
  validateResponse: validateMadeUpCheckResponse,
} as const satisfies Operation;
