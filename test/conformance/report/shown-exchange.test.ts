import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import type { Exchange } from '../../../conformance/exchange/exchange.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { withoutMask } from '../../../conformance/report/redaction.js';
import { showExchange } from '../../../conformance/report/shown-exchange.js';
import { profileOf } from '../world.js';

const opened = await openProfile(parseProfile(profileOf('http://127.0.0.1:1')));
const message = await new MessagePlan(opened, 'test').make(operations.sendOTP);
const shown = (exchange: Exchange) => showExchange(exchange, opened.url, withoutMask);
const answered = (body: string, header = 'x'): Exchange => {
  const raw = { status: 418, headers: [['X-A', header]] as const, bytes: Buffer.from(body), at: 0 };
  return { message, response: readResponse(raw, operations.sendOTP) };
};

describe('an exchange in a report', () => {
  it('has what was sent and what was received', () => {
    expect(shown(answered('{}'))).toMatchObject({
      request: { method: 'POST', url: `http://127.0.0.1:1${operations.sendOTP.path}` },
      response: { status: 418, headers: [['X-A', 'x']], body: '{}' },
    });
    expect(shown(answered('{}'))).not.toHaveProperty('failure');
    const requestTarget = 'http://mpp.example.net/path';
    expect(shown({ ...answered('{}'), message: { ...message, requestTarget } }).request.url).toBe(
      requestTarget,
    );
  });

  it('has why nothing was received', () => {
    const silent = shown({ message, response: { kind: 'none', fault: 'timeout', detail: 'nothing came' } });
    expect(silent.failure).toBe('nothing came');
    expect(silent).not.toHaveProperty('response');
  });

  it('has 2000 characters of a body and of a header, and says how many there were', () => {
    const [short, long] = ['x'.repeat(2_000), 'x'.repeat(2_001)];
    expect(shown(answered(short, short)).response).toMatchObject({ headers: [['X-A', short]], body: short });
    const cut = `${short}… (2001 characters)`;
    expect(shown(answered(long, long)).response).toMatchObject({ headers: [['X-A', cut]], body: cut });
  });
});
