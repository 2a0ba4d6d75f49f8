// generated from spec/openapi.yaml (sha256 ea411e340dbf28d2c2db7cb4736064afd84a0f3ba844ae8e8b52152396e3e7dc) by npm run generate

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
