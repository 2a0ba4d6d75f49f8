import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeFault } from '@sendotp-contract/server';
import type { MppEvent } from '../../../server/reference/mpp-event.js';
import type { LogLevel } from '../../../server/reference/service/log-level.js';
import { TextLog } from '../../../server/reference/service/text-log.js';

const sending = { requestId: 'r', verifyType: 'MOBILE', stagesMs: {} } as const;
const fault = { name: 'StoreUnavailable', code: undefined, message: undefined, at: [] };

describe('the log at a terminal', () => {
  let lines: string[];
  let log: TextLog;
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 25), toFake: ['Date'] });
    lines = [];
    log = new TextLog((line) => lines.push(line), 'info');
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const time = '2026-11-25T00:00:00.000Z';

  it.each<[MppEvent, string | undefined]>([
    [{ kind: 'not-sent', reason: 'no-address', ...sending }, 'not-sent: no-address'],
    [{ kind: 'unknown', reason: 'no-answer', verifyRequestId: 'id', ...sending }, 'unknown: no-answer'],
    [{ kind: 'user-blocked' }, 'warn: a user is blocked after too many wrong codes'],
    [{ kind: 'user-released' }, 'warn: a user is released'],
    [{ kind: 'undo-failed', fault, requestId: 'r', verifyType: 'MOBILE' }, 'undo-failed: StoreUnavailable'],
    [{ kind: 'sent', verifyRequestId: 'id', prefix: '+65', ...sending }, undefined],
    [{ kind: 'checked', outcome: 'wrong' }, undefined],
  ])('says of %o: %s', (event, said) => {
    log.event(event);
    expect(lines).toEqual(said === undefined ? [] : [`${time} ${said}\n`]);
  });

  it('says of a notice its level, but for information, and each fact on a line', () => {
    log.notice({ level: 'info', what: 'stopping' });
    log.notice({ level: 'warn', what: 'files are ignored', details: { files: ['a', 'b'], folder: 'keys' } });
    expect(lines).toEqual([
      `${time} stopping\n`,
      `${time} warn: files are ignored\n  files: a\n    b\n  folder: keys\n`,
    ]);
  });

  it('says of a request its code and why, and of a fault what may be said of its error', () => {
    log.request({
      ...{ requestId: 'r', operationId: 'sendOTP', clientId: 'CALLER', parameters: {}, stagesMs: {} },
      ...{ resultStatus: 'F', resultCode: 'INVALID_CLIENT', replayed: false, durationMs: 1, reason: 'none' },
    });
    const failed = { requestId: 'r', stage: 'handler', error: new RangeError('secret') } as const;
    log.fault(failed);
    expect(lines).toEqual([`${time} INVALID_CLIENT 1.0 ms - none\n`, `${describeFault(failed)}\n`]);
  });

  it.each<[LogLevel, readonly string[]]>([
    ['debug', ['debug', 'info', 'request', 'not-sent', 'warn', 'unknown', 'error', 'fault']],
    ['info', ['info', 'request', 'not-sent', 'warn', 'unknown', 'error', 'fault']],
    ['warn', ['warn', 'unknown', 'error', 'fault']],
    ['error', ['error', 'fault']],
    ['silent', []],
  ])('LOG_LEVEL %s: has %j', (level, expected) => {
    const said: string[] = [];
    let what = '';
    const leveled = new TextLog(() => said.push(what), level);
    for (const name of [
      'debug',
      'info',
      'request',
      'not-sent',
      'warn',
      'unknown',
      'error',
      'fault',
    ] as const) {
      what = name;
      switch (name) {
        case 'request':
          leveled.request({
            ...{ requestId: 'r', operationId: 'sendOTP', clientId: 'C', parameters: {}, stagesMs: {} },
            ...{
              resultStatus: 'S',
              resultCode: 'SUCCESS',
              replayed: false,
              durationMs: 1,
              reason: undefined,
            },
          });
          break;
        case 'not-sent':
          leveled.event({ kind: 'not-sent', reason: 'no-address', ...sending });
          break;
        case 'unknown':
          leveled.event({ kind: 'unknown', reason: 'no-answer', verifyRequestId: 'id', ...sending });
          break;
        case 'fault':
          leveled.fault({ requestId: 'r', stage: 'handler', error: new RangeError('secret') });
          break;
        default:
          leveled.notice({ level: name, what: 'a notice' });
      }
    }
    expect(said).toEqual(expected);
  });
});
