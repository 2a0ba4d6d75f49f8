import { afterEach, describe, expect, it, vi } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { OtpBudget } from '../../../conformance/run/otp-budget.js';
import { ResponseTally } from '../../../conformance/run/response-tally.js';
import { profileOf } from '../world.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a response', () => {
  it('is decoded and parsed once, whatever checks look at it', async () => {
    const opened = await openProfile(parseProfile(profileOf('http://127.0.0.1:1')));
    const message = await new MessagePlan(opened, 'test').make(operations.sendOTP);
    const body = { result: { resultStatus: 'F', resultCode: 'INVALID_TOKEN', resultMessage: 'no' } };
    const raw = { status: 200, headers: [], bytes: Buffer.from(JSON.stringify(body)), at: 0 };
    const parse = vi.spyOn(JSON, 'parse');
    const response = readResponse(raw, operations.sendOTP);
    expect(parse).toHaveBeenCalledTimes(1);

    const faults = await new ResponseTally(opened, new OtpBudget(0)).inspect({ message, response }, 'test');
    expect([...faults.keys()]).toContain('every.message');
    expect(parse).toHaveBeenCalledTimes(1);
  });
});
