import type { BodyOracle } from './oracle.js';
import { sendOtpOracle } from './send-otp-oracle.js';

/** operationId → its oracle. An operation without one gets no generated requests, and the report says so. */
export const oracles: Readonly<Partial<Record<string, BodyOracle>>> = { sendOTP: sendOtpOracle };
