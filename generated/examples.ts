// generated from spec/openapi.yaml, its operations (sha256 40b12947311d94c92586a4d5c2bd40e3c88b32255ed12afc2cacf9d8af85dce5) by npm run generate

import { sendOtpExamples } from './operations/send-otp.examples.js';

/** operationId → the examples of its requests by name and of its responses by result code. */
export const examples = {
  sendOTP: sendOtpExamples,
} as const;
