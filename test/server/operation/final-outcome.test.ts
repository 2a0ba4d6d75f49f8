import { afterEach, describe, expect, it } from 'vitest';
import { sent, unknown, type Outcome } from '@sendotp-contract/server';
import { prepare, send } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

describe('an outcome that asks for another try', () => {
  let shell: Shell;
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('RC-16: REQUEST_TRAFFIC_EXCEED_LIMIT of a handler is not remembered: the same bytes again may succeed', async () => {
    const outcomes: Outcome<'sendOTP'>[] = [
      unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'),
      sent('id-1'),
      sent('id-2'),
    ];
    shell = await startShell({
      handlers: { sendOTP: () => Promise.resolve(outcomes.shift() ?? unknown('UNKNOWN_EXCEPTION')) },
    });
    const prepared = prepare(shell);
    expect((await send(shell, prepared)).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect((await send(shell, prepared)).body.verifyRequestId).toBe('id-1');
    expect((await send(shell, prepared)).body.verifyRequestId).toBe('id-1');
  });

  it('SIG-9: UNKNOWN_EXCEPTION is remembered: an OTP may be on its way', async () => {
    const outcomes: Outcome<'sendOTP'>[] = [unknown('UNKNOWN_EXCEPTION'), sent('id-1')];
    shell = await startShell({
      handlers: { sendOTP: () => Promise.resolve(outcomes.shift() ?? sent('id-2')) },
    });
    const prepared = prepare(shell);
    expect((await send(shell, prepared)).code).toBe('UNKNOWN_EXCEPTION');
    expect((await send(shell, prepared)).code).toBe('UNKNOWN_EXCEPTION');
  });
});
