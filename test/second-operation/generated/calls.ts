// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, its operations (sha256 d4c83253cf4e2b80ec8ddcc22411feaab14942a4d50e895bb92f09b31687482a) by npm run generate

import { sendOtpCall } from './operations/send-otp.call.js';
import { madeUpCheckCall } from './operations/made-up-check.call.js';

/** operationId → what a caller needs of the operation. */
export const calls = {
  sendOTP: sendOtpCall,
  madeUpCheck: madeUpCheckCall,
} as const;
