import type { OperationId } from '@sendotp-contract/spec';
import type { ConformanceCase } from './conformance-case.js';
import { sendOtpCases, sendOtpIdField } from './send-otp.js';

/** operationId → the cases that only this operation has: what depends on the user and on what its success means. */
export type BusinessCases<Id extends string = string> = Readonly<Record<Id, readonly ConformanceCase[]>>;

/** The business cases of the shipped contract. A new operation does not compile without its list, even an empty one. */
export const businessCases: BusinessCases<OperationId> = { sendOTP: sendOtpCases };

/** operationId → the success field that identifies the OTP which an `S` says was sent. Others send no OTP. */
export const otpIdFields: Readonly<Partial<Record<string, string>>> = { sendOTP: sendOtpIdField };
