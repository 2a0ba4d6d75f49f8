import { afterEach, describe, expect, it } from 'vitest';
import { call } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

const unsigned = { 'Client-Id': undefined, 'Request-Time': undefined, Signature: undefined };

describe('the signature mode of a mock', () => {
  let shell: Shell;
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('required: an unsigned request is refused', async () => {
    shell = await startShell();
    expect((await call(shell, { headers: unsigned })).code).toBe('INVALID_CLIENT');
  });

  it('optional: an unsigned request passes and is answered anew each time; a signed one is checked in full', async () => {
    shell = await startShell({ signature: 'optional' });
    const first = await call(shell, { headers: unsigned });
    const second = await call(shell, { headers: unsigned });
    expect(first.code).toBe('SUCCESS');
    expect(second.body.verifyRequestId).not.toBe(first.body.verifyRequestId);
    expect(shell.observations).toMatchObject([{ replayed: false }, { replayed: false }]);
    expect((await call(shell, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
    expect((await call(shell, { headers: { ...unsigned, Signature: 'x' } })).code).toBe('INVALID_CLIENT');
    expect((await call(shell, { headers: unsigned, body: 'no JSON' })).code).toBe('PARAM_ILLEGAL');
  });

  it('off: not even a wrong signature is looked at', async () => {
    shell = await startShell({ signature: 'off' });
    expect((await call(shell, { signedBody: 'another' })).code).toBe('SUCCESS');
    expect((await call(shell, { headers: { Signature: 'x', 'Request-Time': 'never' } })).code).toBe(
      'SUCCESS',
    );
  });
});
