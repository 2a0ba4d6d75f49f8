import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSendOtpClient } from '@sendotp-contract/client';
import { createMppServer, sent, SignatureQueue } from '@sendotp-contract/server';
import { contract, operations, resultCodes } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import { call, prepare } from '../../e2e/caller.js';
import { caller, mpp } from '../../key-pairs.js';
import { type Shell, shellOptions, startShell, targetAt } from '../shell.js';

/** Admits and enters as many as it can of so many. */
function fill(queue: SignatureQueue, asked: number): number {
  let admitted = 0;
  for (let n = 0; n < asked; n += 1) {
    if (!queue.admits()) continue;
    queue.enter();
    admitted += 1;
  }
  return admitted;
}

function empty(queue: SignatureQueue): void {
  while (queue.count > 0) queue.leave();
}

describe('the queue of signatures', () => {
  it('admits many at once, and few once it was full, for as long as an eighth is turned away', () => {
    let now = 0;
    const queue = new SignatureQueue({ limit: 20, limitInOverload: 3, now: () => now });
    expect(fill(queue, 20)).toBe(20);
    empty(queue);
    expect(fill(queue, 25)).toBe(20);
    empty(queue);
    expect(fill(queue, 25)).toBe(3);
    for (let second = 1; second <= 5; second += 1) {
      empty(queue);
      now = second * 1_000;
      expect(fill(queue, 9)).toBe(3);
    }
    // In this second 3 come at a time: none is turned away.
    empty(queue);
    now = 6_000;
    for (let n = 0; n < 30; n += 1) {
      expect(fill(queue, 3)).toBe(3);
      empty(queue);
    }
    now = 7_000;
    expect(fill(queue, 20)).toBe(20);
  });

  it('admits many again after a pause, however many were turned away before it', () => {
    let now = 0;
    const queue = new SignatureQueue({ limit: 20, limitInOverload: 3, now: () => now });
    fill(queue, 100);
    empty(queue);
    now = 2_000;
    expect(fill(queue, 20)).toBe(20);
  });

  it('is in overload while more than one of 8 is turned away, and not when it is just one', () => {
    // Of `asked` in a second, the last ones come while it is full: so many are turned away.
    const limitAfter = (asked: number, turnedAway: number): number => {
      let now = 0;
      const queue = new SignatureQueue({ limit: 20, limitInOverload: 3, now: () => now });
      fill(queue, 21);
      empty(queue);
      now = 1_000;
      for (let n = 0; n < asked - turnedAway; n += 1) queue.admits();
      expect(fill(queue, 3 + turnedAway)).toBe(3);
      empty(queue);
      now = 2_000;
      queue.admits();
      return queue.limit;
    };
    expect(limitAfter(5, 1)).toBe(20);
    expect(limitAfter(4, 1)).toBe(3);
    expect(limitAfter(13, 2)).toBe(20);
    expect(limitAfter(12, 2)).toBe(3);
  });

  it('looks at that again after a second, and not before', () => {
    let now = 0;
    const queue = new SignatureQueue({ limit: 20, limitInOverload: 3, now: () => now });
    fill(queue, 21);
    empty(queue);
    for (let n = 0; n < 50; n += 1) queue.admits();
    now = 999;
    queue.admits();
    expect(queue.limit).toBe(3);
    now = 1_000;
    queue.admits();
    expect(queue.limit).toBe(20);
  });

  it('is in overload no longer after a whole second in which nobody asked, and a ms before it is', () => {
    for (const [pauseMs, limit] of [
      [1_999, 3],
      [2_000, 20],
    ] as const) {
      let now = 0;
      const queue = new SignatureQueue({ limit: 20, limitInOverload: 3, now: () => now });
      fill(queue, 60);
      empty(queue);
      now = pauseMs;
      queue.admits();
      expect(queue.limit, `after ${pauseMs} ms`).toBe(limit);
    }
  });

  it('a limit in overload above the limit is the limit', () => {
    const queue = new SignatureQueue({ limit: 2, limitInOverload: 5, now: () => 0 });
    expect([fill(queue, 9), queue.limit]).toEqual([2, 2]);
  });

  it('where nothing else is said, 128 are admitted, and 8 in overload', () => {
    const queue = new SignatureQueue();
    expect(queue.limit).toBe(128);
    expect(fill(queue, 129)).toBe(128);
    expect(queue.limit).toBe(8);
  });

  it('where nothing else is said, its time is that of a clock that never goes back', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(5_000);
    try {
      const queue = new SignatureQueue({ limit: 20, limitInOverload: 3 });
      fill(queue, 21);
      empty(queue);
      const limitAt = (ms: number) => {
        clock.mockReturnValue(ms);
        queue.admits();
        return queue.limit;
      };
      expect([limitAt(5_999), limitAt(7_000)]).toEqual([3, 20]);
    } finally {
      clock.mockRestore();
    }
  });

  it.each([0, 1.5, NaN])('a limit of %d makes no sense', (limit) => {
    expect(() => new SignatureQueue({ limit })).toThrow(RangeError);
    expect(() => new SignatureQueue({ limitInOverload: limit })).toThrow(RangeError);
  });
});

describe('a server whose queue of signatures is full', () => {
  let shell: Shell;
  afterEach(() => shell.server.close());

  it('RC-16: answers at once, unsigned and unchecked (SIG-7); then there is room again', async () => {
    const signatures = new SignatureQueue({ limit: 1 });
    const sendOTP = vi.fn(() => Promise.resolve(sent('id')));
    shell = await startShell({ signatures, handlers: { sendOTP } });
    signatures.enter();
    for (const change of [{}, { signedBody: 'another' }]) {
      const { method, path, headers, bytes } = prepare(shell, change);
      const response = await fetch(shell.url + path, { method, headers, body: new Uint8Array(bytes) });
      expect(await response.text()).toContain('"REQUEST_TRAFFIC_EXCEED_LIMIT"');
      expect(response.headers.get('signature')).toBeNull();
      // A new connection would cost more than the answer.
      expect(response.headers.get('connection')).toBe('keep-alive');
    }
    expect(sendOTP).not.toHaveBeenCalled();
    expect(signatures.count).toBe(1);
    signatures.leave();
    expect((await call(shell)).code).toBe('SUCCESS');
    expect((await call(shell, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
    expect(signatures.count).toBe(0);
  });

  it('RES-1: says so in the words of the contract, of whatever characters', async () => {
    const signatures = new SignatureQueue({ limit: 1 });
    signatures.enter();
    const { REQUEST_TRAFFIC_EXCEED_LIMIT: row } = resultCodes;
    const message = 'Trop de demandes : réessayez plus tard.';
    const codes = { ...resultCodes, REQUEST_TRAFFIC_EXCEED_LIMIT: { ...row, message } };
    const { sendOTP } = operations;
    const server = await createMppServer({
      ...shellOptions({ signatures }),
      document,
      contract: {
        ...contract,
        resultCodes: codes,
        operations: { sendOTP: { ...sendOTP, resultCodes: codes } },
      },
    });
    const target = targetAt((await server.listen({ port: 0 })).url);
    const { method, path, headers, bytes } = prepare(target);
    const response = await fetch(target.url + path, { method, headers, body: new Uint8Array(bytes) });
    const body: unknown = await response.json();
    await server.close();
    expect(body).toMatchObject({ result: { resultMessage: message } });
  });

  it('RC-16: the client sends the same bytes again', async () => {
    const signatures = new SignatureQueue({ limit: 1 });
    shell = await startShell({ signatures });
    signatures.enter();
    const client = await createSendOtpClient({
      baseUrl: shell.url,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
      retry: { attempts: 2, baseDelayMs: 0 },
      fetch: async (...args) => {
        const response = await fetch(...args);
        if (signatures.count > 0) signatures.leave();
        return response;
      },
    });
    const outcome = await client.sendOtp({
      acquirerId: 'A',
      pspId: 'P',
      accessToken: 'token',
      verifyType: 'MOBILE',
    });
    expect(outcome.resultCode).toBe('SUCCESS');
    expect(shell.observations.map(({ resultCode }) => resultCode)).toEqual([
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
      'SUCCESS',
    ]);
  });
});
