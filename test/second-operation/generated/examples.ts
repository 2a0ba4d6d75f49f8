// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, its operations (sha256 d4c83253cf4e2b80ec8ddcc22411feaab14942a4d50e895bb92f09b31687482a) by npm run generate

import { sendOtpExamples } from './operations/send-otp.examples.js';
import { madeUpCheckExamples } from './operations/made-up-check.examples.js';

/** operationId → the examples of its requests by name and of its responses by result code. */
export const examples = {
  sendOTP: sendOtpExamples,
  madeUpCheck: madeUpCheckExamples,
} as const;
