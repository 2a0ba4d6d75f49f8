// generated from spec/openapi.yaml, its operations (sha256 40b12947311d94c92586a4d5c2bd40e3c88b32255ed12afc2cacf9d8af85dce5) by npm run generate

import { sendOtpCall } from './operations/send-otp.call.js';

/** operationId → what a caller needs of the operation. */
export const calls = {
  sendOTP: sendOtpCall,
} as const;
