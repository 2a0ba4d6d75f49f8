import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { operations, resultCodes, sandbox } from '@sendotp-contract/spec';
import { examples } from '@sendotp-contract/spec/examples';
import { type DifferenceName, differences } from '@sendotp-contract/mock';
import { createSandboxMpp } from '@sendotp-contract/reference';
import { call, type Changes, goodBody, path, prepare, send } from '../e2e/caller.js';
import { type MockTarget, startMock } from '../e2e/mock-target.js';
import { startReference } from '../e2e/reference-target.js';
import type { Target } from '../e2e/target.js';
import { RawConnection } from '../server/http/raw-connection.js';
import { StandingClock } from '../standing-clock.js';

let target: MockTarget;
beforeAll(async () => {
  target = await startMock();
});
afterAll(async () => {
  await target.server.close();
});

const withToken = (accessToken: string): Changes => ({ body: goodBody(target, { accessToken }) });
const codeOf = async (changes: Changes, at: Target = target): Promise<string> =>
  (await call(at, changes)).code;

describe('every scenario', () => {
  it.each(Object.values(resultCodes))('$rule: sandbox:$code answers it', async ({ code }) => {
    expect(await codeOf(withToken(target.token(code)))).toBe(code);
  });

  it.each(Object.values(resultCodes))('$rule: Prefer: example=$code answers it', async ({ code }) => {
    expect(await codeOf({ headers: { Prefer: `example=${code}` } })).toBe(code);
  });

  it('header, token, option, in this order', async () => {
    const standing = await startMock({ scenario: 'PROCESS_FAIL' });
    const body = goodBody(target, { accessToken: 'sandbox:USER_NOT_EXIST' });
    expect(await codeOf({ body, headers: { Prefer: 'example=SUCCESS' } }, standing)).toBe('SUCCESS');
    expect(await codeOf({ body }, standing)).toBe('USER_NOT_EXIST');
    expect(await codeOf(withToken('of their own'), standing)).toBe('PROCESS_FAIL');
    expect(await codeOf(withToken('of their own'))).toBe('SUCCESS');
    await standing.server.close();
  });

  it('a scenario that does not exist is refused, and the note says what was expected', async () => {
    expect(await codeOf({ headers: { Prefer: 'example=NOPE' } })).toBe('PARAM_ILLEGAL');
    expect(target.notes.at(-1)).toBe(
      `Prefer: example= names none of the ${Object.keys(resultCodes).length} result codes of ${operations.sendOTP.operationId}`,
    );
    expect(await codeOf(withToken('sandbox:fault:SECRET'))).toBe('INVALID_TOKEN');
    expect(target.notes.at(-1)).toContain('no such fault; expected one of timeout');
    expect(JSON.stringify([target.notes, target.observations])).not.toContain('SECRET');
    await expect(startMock({ scenario: 'NOPE' })).rejects.toThrow('no such scenario');
  });

  it('what is answered as it was asked for has no note', async () => {
    const before = target.notes.length;
    await call(target);
    await codeOf({ headers: { Prefer: 'example=USER_NOT_EXIST' } });
    await codeOf(withToken(target.token('USER_NOT_EXIST')));
    expect(target.notes).toHaveLength(before);
  });

  it.each([
    ['EMAIL', 'PROCESS_FAIL'],
    ['MOBILE', 'SUCCESS'],
    [undefined, 'SUCCESS'],
  ])(
    'RC-13: the token of the user without an e-mail address, with verifyType %s: %s',
    async (verifyType, code) => {
      const accessToken = sandbox.noEmailToken;
      expect(await codeOf({ body: goodBody(target, { accessToken, verifyType }) })).toBe(code);
    },
  );

  it('RES-5: verifyRequestId is not the one of the document', async () => {
    const { body } = await call(target);
    expect(body.verifyRequestId).toMatch(/^[0-9a-f]{32}$/);
    const ofDocument = examples.sendOTP.responses.SUCCESS;
    expect(body.verifyRequestId).not.toBe(ofDocument.verifyRequestId);
    expect(body).toEqual({ ...ofDocument, verifyRequestId: body.verifyRequestId });
  });

  it('a fault as the scenario of all calls is met by each', async () => {
    const broken = await startMock({ scenario: 'fault:reset' });
    await expect(call(broken, withToken('theirs'))).rejects.toThrow(/ECONNRESET|hang up/);
    await broken.server.close({ graceMs: 100 });
  });
});

describe('a mock', () => {
  it('SIG-9: gives a message its outcome again for as long as it may be sent again, by the clock that is given', async () => {
    // By the machine's clock every message is long too old.
    const clock = new StandingClock(Date.UTC(2026, 0, 1));
    const mock = { ...(await startMock({ now: clock.now })), now: clock.now };
    const message = prepare(mock, { time: new Date(clock.now() + 600_000).toISOString() });
    const first = await send(mock, message);
    clock.pass(1_200_000);
    expect((await send(mock, message)).body).toEqual(first.body);
    await mock.server.close();
  });

  it('whose note fails answers as ever, and says so on standard error without repeating the note', async () => {
    const lines: string[] = [];
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    onTestFinished(() => {
      write.mockRestore();
    });
    const mock = await startMock({
      note: (text) => {
        throw new TypeError(text);
      },
    });
    expect(await codeOf({ headers: { Prefer: 'example=NOPE' } }, mock)).toBe('PARAM_ILLEGAL');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { stage: 'note', name: 'TypeError' },
    ]);
    expect(lines.join()).not.toContain('Prefer');
    expect(mock.faults).toEqual([]);
    await mock.server.close();
  });

  it('closes after the grace that is given, though a caller has stopped in the middle of its request', async () => {
    const mock = await startMock();
    const accepted = new Promise<Socket>((resolve) => mock.server.http.once('connection', resolve));
    const connection = await RawConnection.to(mock.url);
    connection.write('POST / HTTP/1.1\r\n');
    const atServer = await accepted;
    await expect.poll(() => atServer.bytesRead).toBeGreaterThan(0);
    const since = performance.now();
    await mock.server.close({ graceMs: 20 });
    // Without it the grace is 10 s.
    expect(performance.now() - since).toBeLessThan(5_000);
    await connection.closed;
  });

  it('lets pages of other origins call where that is said', async () => {
    const mock = await startMock({ corsOrigins: ['https://tools.example.net'] });
    const allowed = async (origin: string) =>
      (await fetch(mock.url + path, { method: 'POST', headers: { Origin: origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed('https://tools.example.net')).toBe('https://tools.example.net');
    expect(await allowed('http://localhost:5173')).toBeNull();
    await mock.server.close();
  });
});

describe('--signature', () => {
  const unsigned: Changes = { headers: { Signature: undefined } };
  const wrong: Changes = { signedBody: 'another' };

  it.each([
    ['required', 'INVALID_SIGNATURE', 'INVALID_SIGNATURE'],
    ['optional', 'SUCCESS', 'INVALID_SIGNATURE'],
    ['off', 'SUCCESS', 'SUCCESS'],
  ] as const)('%s: unsigned is %s, wrongly signed is %s', async (signature, forUnsigned, forWrong) => {
    const mock = await startMock({ signature });
    // call() verifies the response, which is signed in each case.
    expect(await codeOf(unsigned, mock)).toBe(forUnsigned);
    expect(await codeOf(wrong, mock)).toBe(forWrong);
    expect(await codeOf({}, mock)).toBe('SUCCESS');
    await mock.server.close();
  });
});

/** The mock's documented differences, each seen. */
const shown: Readonly<Record<DifferenceName, () => Promise<void>>> = {
  agreements: async () => {
    expect(await codeOf({ body: goodBody(target, { acquirerId: 'theirs', pspId: 'theirs' }) })).toBe(
      differences.agreements.answers,
    );
  },
  tokens: async () => {
    expect(await codeOf(withToken('never given out'))).toBe(differences.tokens.answers);
  },
  users: async () => {
    const body = goodBody(target, { accessToken: 'anybody', verifyType: 'EMAIL' });
    expect(await codeOf({ body })).toBe('SUCCESS');
  },
  'sending-limit': async () => {
    for (let n = 0; n < 50; n += 1) expect(await codeOf({})).toBe('SUCCESS');
  },
  otp: async () => {
    const mpp = createSandboxMpp({ write: () => undefined });
    const { body } = await call(target);
    const { verifyRequestId = '' } = body;
    const asked = { verifyRequestId, accessToken: target.token('SUCCESS'), otpCode: '000000' };
    expect(await mpp.checkOtp(asked)).toEqual({ outcome: 'unknown' });
  },
  'all-codes': async () => {
    const reference = await startReference();
    const ofUsers = [];
    for (const { code } of Object.values(resultCodes)) {
      const atReference = await codeOf(withToken(target.token(code)), reference);
      if (atReference === code) ofUsers.push(code);
      else expect(atReference).toBe('INVALID_TOKEN');
      expect(await codeOf(withToken(target.token(code)))).toBe(code);
    }
    expect(ofUsers).toHaveLength(8);
    await reference.server.close();
  },
  'open-steps': async () => {
    const message = prepare(target, withToken(target.token('seq:UNKNOWN_EXCEPTION,SUCCESS#open')));
    expect((await send(target, message)).code).toBe('UNKNOWN_EXCEPTION');
    expect((await send(target, message)).code).toBe('SUCCESS');
  },
};

describe('where the mock differs from an MPP', () => {
  it.each(Object.keys(differences) as DifferenceName[])('%s: it does as documented', async (name) => {
    await shown[name]();
  });

  it('CALL-2: it has one path like any MPP', async () => {
    expect(await codeOf({ path: `${path}/` })).toBe('NO_INTERFACE_DEF');
  });
});
