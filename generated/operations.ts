// generated from spec/openapi.yaml (sha256 b6d8e1a0a47b63611092827b173e7b0d86587bf2289b3d0fcc7b8be59c45c24e) by npm run generate

import type { SendOtpRequest, SendOtpResponse } from './openapi.js';

/** Every operation with its method and path (CALL-1, CALL-2). */
export const operations = {
  "sendOTP": {
    "operationId": "sendOTP",
    "method": "POST",
    "path": "/aps/api/v1/users/sendOTP"
  }
} as const;

export type OperationId = keyof typeof operations;

/** The bodies of each operation. */
export interface OperationBodies {
  sendOTP: { request: SendOtpRequest; response: SendOtpResponse };
}
