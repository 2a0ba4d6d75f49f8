import { describe, expect, it } from 'vitest';
import type { Observation } from '@sendotp-contract/server';
import { StoreUnavailable } from '../../../server/reference/redis/store-unavailable.js';
import type { MppEvent } from '../../../server/reference/mpp-event.js';
import { JsonLog, jsonLogger } from '../../../server/reference/service/json-log.js';

it('a line of the log is one line of JSON that cannot command a terminal, whatever stands in it', () => {
  const lines: string[] = [];
  const log = new JsonLog(jsonLogger('info', { write: (line) => lines.push(line) }));
  const what = 'a file\n\u001b[2J\u009b\u202e';
  log.notice({ level: 'warn', what, details: { file: what } });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\u001b\u009b\u202e]|\n./);
  // Read by a program, it is what it was.
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', file: what, msg: what });
});

describe('the log in JSON', () => {
  /** A log, and what it has written at this level. */
  const opened = (level = 'trace') => {
    const lines: string[] = [];
    const log = new JsonLog(jsonLogger(level, { write: (line) => lines.push(line) }));
    const read = () =>
      lines.map((line) => {
        const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        return rest;
      });
    return { log, read };
  };
  const observation: Observation = {
    ...{ requestId: 'r', operationId: 'sendOTP', clientId: 'CALLER', parameters: { pspId: 'P' } },
    ...{ resultStatus: 'S', resultCode: 'SUCCESS', reason: undefined, replayed: false },
    ...{ durationMs: 12.3456, stagesMs: { receive: 1.005, handle: 11 } },
  };
  const line = {
    ...{ level: 'info', requestId: 'r', operation: 'sendOTP', client: 'CALLER', parameters: { pspId: 'P' } },
    ...{ status: 'S', code: 'SUCCESS', replayed: false, msg: 'request' },
    ms: { total: 12.35, receive: 1, handle: 11 },
  };
  const sent = (requestId: string): MppEvent => ({
    ...{ kind: 'sent', requestId, verifyType: 'MOBILE', verifyRequestId: 'id', prefix: '+65' },
    stagesMs: { store: 0.123 },
  });
  const sending = {
    ...{ kind: 'sent', verifyType: 'MOBILE', verifyRequestId: 'id', prefix: '+65' },
    stagesMs: { store: 0.12 },
  };

  it('has one line for a request, with what was sent for it, once', () => {
    const { log, read } = opened();
    log.event(sent('r'));
    log.event(sent('another'));
    log.request(observation);
    log.request(observation);
    expect(read()).toEqual([{ ...line, sending }, line]);
  });

  it('warns of a request whose outcome is unknown', () => {
    const { log, read } = opened('warn');
    log.request(observation);
    log.request({ ...observation, resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION', reason: 'why' });
    expect(read()).toMatchObject([{ level: 'warn', code: 'UNKNOWN_EXCEPTION', reason: 'why' }]);
  });

  it.each<[MppEvent, object]>([
    [
      { kind: 'checked', outcome: 'wrong' },
      { level: 'debug', check: 'wrong', msg: 'checkOtp' },
    ],
    [{ kind: 'user-blocked' }, { level: 'warn', msg: 'a user is blocked after too many wrong codes' }],
    [{ kind: 'user-released' }, { level: 'warn', msg: 'a user is released' }],
    [
      {
        ...{ kind: 'undo-failed', requestId: 'r', verifyType: 'EMAIL' },
        fault: { name: 'E', code: undefined, message: undefined, at: [] },
      },
      {
        ...{ level: 'error', kind: 'undo-failed', requestId: 'r', verifyType: 'EMAIL', msg: 'undo failed' },
        fault: { name: 'E', at: [] },
      },
    ],
  ])('says %o at once', (event, said) => {
    const { log, read } = opened();
    log.event(event);
    expect(read()).toEqual([said]);
  });

  it('says of a fault which error its Redis gave', () => {
    const { log, read } = opened();
    const error = new StoreUnavailable('STORE_REFUSED', 'full', 'OOM');
    log.fault({ requestId: 'r', stage: 'handler', error });
    log.fault({ requestId: 'r', stage: 'handler', error: new RangeError('x') });
    expect(read()).toMatchObject([
      { level: 'error', stage: 'handler', reply: 'OOM', fault: { code: 'STORE_REFUSED' }, msg: 'fault' },
      { level: 'error', stage: 'handler', fault: { name: 'RangeError' }, msg: 'fault' },
    ]);
    expect(read()[1]).not.toHaveProperty('reply');
  });

  it('keeps what was sent for 10,000 requests that are not answered yet, and of more forgets the oldest', () => {
    const { log, read } = opened();
    for (let n = 0; n <= 10_000; n += 1) log.event(sent(`r-${n}`));
    for (const n of [0, 1, 10_000]) log.request({ ...observation, requestId: `r-${n}` });
    expect(read().map((row) => row['sending'])).toEqual([undefined, sending, sending]);
  });
});
