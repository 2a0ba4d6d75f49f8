// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, its operations (sha256 ccdffcbd3de1eb169afc033c716ac4d47d8675b0b0158549cfa5efbb303b3e6a) by npm run generate

import type {
  AcceptedRequestOf,
  OutcomeOf,
  RequestOf,
  ResponseOf,
  ResultCodeOf,
  ResultStatus,
  SuccessFieldsOf,
} from '@sendotp-contract/spec';
import { sendOtp } from './operations/send-otp.js';
import { madeUpCheck } from './operations/made-up-check.js';
import { commonResultCodes } from './result-codes.js';
import { rules } from './rules.js';
import { sandbox } from './sandbox.js';

export type * from '@sendotp-contract/spec';
export type { components, operations as openapiOperations, paths, MadeUpCheckRequest, MadeUpCheckResponse, SendOtpRequest, SendOtpResponse } from './openapi.js';
export { commonResultCodes, rules, sandbox };

/** operationId → what the contract says of the operation (CALL-1, CALL-2). */
export const operations = {
  sendOTP: sendOtp,
  madeUpCheck: madeUpCheck,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;

/** Every result code of every operation: a code has one status and one message throughout. */
export const resultCodes = {
  ...sendOtp.resultCodes,
  ...madeUpCheck.resultCodes,
} as const;

export type ResultCode = keyof typeof resultCodes;

/** The contract as a whole, as server, client, mock and judge take it. */
export const contract = { operations, resultCodes, rules, sandbox } as const;

/** Whether the contract knows this code (RES-9: a caller meets others, too). */
export function isResultCode(code: string): code is ResultCode {
  return Object.hasOwn(resultCodes, code);
}

/** The id of a rule. */
export type RuleId = keyof typeof rules;

/** The request of an operation as a caller writes it. */
export type RequestBody<Id extends OperationId> = RequestOf<Operations[Id]>;

/** The request of an operation as its handler gets it. */
export type AcceptedRequest<Id extends OperationId> = AcceptedRequestOf<Operations[Id]>;

/** The response body of an operation. */
export type ResponseBody<Id extends OperationId> = ResponseOf<Operations[Id]>;

/** What an operation returns with `S` beside the result. */
export type SuccessFields<Id extends OperationId> = SuccessFieldsOf<Operations[Id]>;

/** How a call of an operation ends. */
export type Outcome<Id extends OperationId> = OutcomeOf<Operations[Id]>;

/** The result codes of an operation, or those of one status. */
export type CodeOf<Id extends OperationId, Status extends ResultStatus = ResultStatus> = ResultCodeOf<
  Operations[Id],
  Status
>;
