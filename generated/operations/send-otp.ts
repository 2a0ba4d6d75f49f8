// generated from spec/openapi.yaml, operation sendOTP (sha256 0807568f214a008f97006ff9b92d51bff2f39a4e325da7f9a6bc23f44a44b685) by npm run generate

import type { Operation } from '../../spec/contract.js';
import { commonResultCodes } from '../result-codes.js';
import { sendOtpCall } from './send-otp.call.js';
import { validateSendOtpRequest, validateSendOtpResponse } from './send-otp.validators.js';

/** `sendOTP`: what the contract says of it. */
export const sendOtp = {
  ...sendOtpCall,
  resultCodes: {
    SUCCESS: commonResultCodes.SUCCESS,
    ACCESS_DENIED: commonResultCodes.ACCESS_DENIED,
    EXPIRED_ACCESS_TOKEN: commonResultCodes.EXPIRED_ACCESS_TOKEN,
    INVALID_CLIENT: commonResultCodes.INVALID_CLIENT,
    INVALID_SIGNATURE: commonResultCodes.INVALID_SIGNATURE,
    INVALID_TOKEN: commonResultCodes.INVALID_TOKEN,
    KEY_NOT_FOUND: commonResultCodes.KEY_NOT_FOUND,
    MEDIA_TYPE_NOT_ACCEPTABLE: commonResultCodes.MEDIA_TYPE_NOT_ACCEPTABLE,
    METHOD_NOT_SUPPORTED: commonResultCodes.METHOD_NOT_SUPPORTED,
    NO_INTERFACE_DEF: commonResultCodes.NO_INTERFACE_DEF,
    OTP_SEND_TIMES_EXCEED_LIMIT: {
  "code": "OTP_SEND_TIMES_EXCEED_LIMIT",
  "rule": "RC-11",
  "status": "F",
  "message": "The times of sending OTP exceed the limit.",
  "when": "This user's sending limit is reached. The limit is the MPP's own, but each access token can be used for at least 3 OTPs a day.",
  "retry": "never",
  "advice": "Ask the user to use the OTP that was already received, or to try again later."
},
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
],
  secrets: [
  "accessToken"
],
  loggable: [
  "acquirerId",
  "pspId"
],
  plainRequest: {
  "acquirerId": "1022172000000000001",
  "pspId": "1022172000000000002",
  "accessToken": "281010033AB2F588D14B43238637264FCA5AAF35xxxx",
  "verifyType": "MOBILE"
},
  validateRequest: validateSendOtpRequest,
  validateResponse: validateSendOtpResponse,
} as const satisfies Operation;
