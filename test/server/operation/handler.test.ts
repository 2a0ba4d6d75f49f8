import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  describeFault,
  failed,
  type Fault,
  type Handler,
  type AcceptedRequest,
  type Outcome,
  type RequestContext,
  sent,
  unknown,
} from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import { call, goodBody, prepare, send } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

const { maxLength } = operations.sendOTP.successFields.verifyRequestId;
let shell: Shell;
afterEach(async () => {
  await shell.server.close({ graceMs: 100 });
});

/** What a handler without types could answer. */
const answering = (outcome: unknown): { sendOTP: Handler<'sendOTP'> } => ({
  sendOTP: () => Promise.resolve(outcome as Outcome<'sendOTP'>),
});

describe('a handler', () => {
  it('REQ-8: is given the request with verifyType filled in, and nothing that the contract does not know', async () => {
    const requests: AcceptedRequest<'sendOTP'>[] = [];
    shell = await startShell({
      handlers: {
        sendOTP: (request) => {
          requests.push(request);
          return Promise.resolve(failed('PROCESS_FAIL'));
        },
      },
    });
    await call(shell, { body: goodBody(shell, { accessToken: 'T', extra: 1 }) });
    await call(shell, { body: goodBody(shell, { accessToken: 'T', verifyType: null }) });
    await call(shell, { body: goodBody(shell, { accessToken: 'T', verifyType: 'EMAIL' }) });
    const common = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };
    expect(requests).toEqual([
      { ...common, verifyType: 'MOBILE' },
      { ...common, verifyType: 'MOBILE' },
      { ...common, verifyType: 'EMAIL' },
    ]);
  });

  it('HDR-5: is given Agent-Token, Client-Id and the time of the request', async () => {
    let seen: RequestContext | undefined;
    shell = await startShell({
      handlers: {
        sendOTP: (_, context) => {
          seen = context;
          return Promise.resolve(failed('PROCESS_FAIL'));
        },
      },
    });
    const time = new Date(Date.now() - 1000).toISOString();
    await call(shell, { time, headers: { 'Agent-Token': 'agent-7', 'X-Other': 'Other' } });
    expect(seen).toMatchObject({ clientId: 'CALLER', agentToken: 'agent-7', requestTime: Date.parse(time) });
    expect(seen?.headers).toMatchObject({ 'agent-token': 'agent-7', 'x-other': 'Other' });
    expect(seen?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    failed('USER_NOT_EXIST'),
    unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'),
    sent('x'.repeat(maxLength)),
    sent('🔑'.repeat(maxLength)),
  ])('answers %o and that is what leaves', async (outcome) => {
    shell = await startShell({ handlers: answering(outcome) });
    const { body, code } = await call(shell);
    expect(code).toBe(outcome.resultCode);
    expect(body.verifyRequestId).toBe('verifyRequestId' in outcome ? outcome.verifyRequestId : undefined);
    expect(shell.faults).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'SUCCESS'],
    ['an unknown code', { resultStatus: 'F', resultCode: 'OTHER' }],
    ['a code with another status', { resultStatus: 'U', resultCode: 'PROCESS_FAIL' }],
    ['SUCCESS as a failure', { resultStatus: 'F', resultCode: 'SUCCESS' }],
    ['S without an id', { resultStatus: 'S', resultCode: 'SUCCESS' }],
    ['S with an empty id', { resultStatus: 'S', resultCode: 'SUCCESS', verifyRequestId: '' }],
    [
      'S with an id that is too long',
      { resultStatus: 'S', resultCode: 'SUCCESS', verifyRequestId: 'x'.repeat(maxLength + 1) },
    ],
    ['S with a number for an id', { resultStatus: 'S', resultCode: 'SUCCESS', verifyRequestId: 7 }],
    ['a code named like a part of every object', { resultStatus: 'F', resultCode: 'constructor' }],
  ])('RC-17: that answers with %s is UNKNOWN_EXCEPTION, reported once', async (_, outcome) => {
    shell = await startShell({ handlers: answering(outcome) });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toHaveLength(1);
    expect(shell.faults[0]).toMatchObject({ stage: 'handler', error: { name: 'IllegalOutcome' } });
    expect(shell.faults[0]?.requestId).toBe(shell.observations[0]?.requestId);
  });

  it.each([
    ['INVALID_TOKN', 'INVALID_TOKN, which sendOTP does not have; did you mean INVALID_TOKEN?'],
    ['OTHER', 'OTHER, which sendOTP does not have'],
    ['UNKNOWN_EXCEPTION', 'UNKNOWN_EXCEPTION with another status, or with fields that it does not have'],
    ['+12025550101', 'returned no outcome of that operation'],
    ['_OTHER', 'returned no outcome of that operation'],
    ['OTHER_', 'returned no outcome of that operation'],
    ['OTHER_2', 'returned no outcome of that operation'],
    [`A${'_B'.repeat(9)}`, `A${'_B'.repeat(9)}, which sendOTP does not have`],
    [`A${'_B'.repeat(10)}`, 'returned no outcome of that operation'],
    ['X'.repeat(64), `${'X'.repeat(64)}, which sendOTP does not have`],
    ['X'.repeat(65), 'returned no outcome of that operation'],
    [['OTHER'], 'returned no outcome of that operation'],
  ])('RC-17: that fails with the code %s is told what is wrong with it', async (code, said) => {
    shell = await startShell({ handlers: answering({ resultStatus: 'F', resultCode: code }) });
    await call(shell);
    const line = describeFault(shell.faults[0] as Fault);
    expect((JSON.parse(line) as { message: string }).message.endsWith(said), line).toBe(true);
    expect(line).not.toContain('2025550101');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('at once');
      },
    ],
    ['rejects', () => Promise.reject(new Error('later'))],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a careless handler does
    ['rejects with a text', () => Promise.reject('text')],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a careless handler does
    ['rejects with nothing', () => Promise.reject()],
  ] as [string, Handler<'sendOTP'>][])(
    'RC-17: that %s is UNKNOWN_EXCEPTION, reported once',
    async (_, sendOTP) => {
      shell = await startShell({ handlers: { sendOTP } });
      expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
      expect(shell.faults).toHaveLength(1);
    },
  );

  it('without types that returns its outcome, and no promise, is answered like any other', async () => {
    shell = await startShell({ handlers: { sendOTP: (() => failed('USER_NOT_EXIST')) as never } });
    expect((await call(shell)).code).toBe('USER_NOT_EXIST');
    expect(shell.faults).toEqual([]);
  });

  it('that passes its context on with something more passes on all of it, and the signal stays that of the call', async () => {
    let signals: readonly (AbortSignal | undefined)[] = [];
    let names: readonly string[] = [];
    shell = await startShell({
      handlers: {
        sendOTP: (_, context) => {
          const passedOn = { ...context, tenant: 'T' };
          signals = [passedOn.signal, context.signal];
          names = Object.keys(context);
          return Promise.resolve(sent('0'.repeat(32)));
        },
      },
    });
    expect((await call(shell)).code).toBe('SUCCESS');
    expect(signals[0]).toBeInstanceOf(AbortSignal);
    expect(signals[0]).toBe(signals[1]);
    expect([...names].sort()).toEqual([
      'agentToken',
      'clientId',
      'headers',
      'requestId',
      'requestTime',
      'signal',
    ]);
  });

  it('RC-17: that hangs is UNKNOWN_EXCEPTION at the deadline, and is told by its signal', async () => {
    let signal: AbortSignal | undefined;
    shell = await startShell({
      handlerTimeoutMs: 50,
      handlers: {
        sendOTP: (_, context) => {
          signal = context.signal;
          return new Promise(() => undefined);
        },
      },
    });
    const prepared = prepare(shell);
    expect((await send(shell, prepared)).code).toBe('UNKNOWN_EXCEPTION');
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toMatchObject({ name: 'HandlerTimeout', message: 'no outcome after 50 ms' });
    expect(shell.faults[0]).toMatchObject({ error: { name: 'HandlerTimeout' } });
    // SIG-9: what was answered stands, whatever the handler does later.
    expect((await send(shell, prepared)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toHaveLength(1);
  });

  it('RC-17: has 5 seconds, where nothing else is said', async () => {
    let begin: (signal: AbortSignal) => void;
    const begun = new Promise<AbortSignal>((resolve) => (begin = resolve));
    shell = await startShell({
      handlers: {
        sendOTP: (_, { signal }) => {
          begin(signal);
          return new Promise(() => undefined);
        },
      },
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const answer = call(shell);
      const signal = await begun;
      await vi.advanceTimersByTimeAsync(4_999);
      expect(signal.aborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(signal.aborted).toBe(true);
      expect((await answer).code).toBe('UNKNOWN_EXCEPTION');
    } finally {
      vi.useRealTimers();
    }
  });

  it('that asks for its signal when its time is over gets one that says so', async () => {
    let context: RequestContext | undefined;
    shell = await startShell({
      handlerTimeoutMs: 20,
      handlers: {
        sendOTP: (_, given) => {
          context = given;
          return new Promise(() => undefined);
        },
      },
    });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(context?.signal).toMatchObject({ aborted: true, reason: { name: 'HandlerTimeout' } });
  });

  it('a late rejection after the deadline ends nothing', async () => {
    shell = await startShell({
      handlerTimeoutMs: 20,
      handlers: {
        sendOTP: (_, { signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('late'));
            });
          }),
      },
    });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    await new Promise((resolve) => setImmediate(resolve));
    expect(shell.faults).toHaveLength(1);
  });

  it('a fault in the log names the error and its places, and nothing that a stranger put into the message', async () => {
    const lines: string[] = [];
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    shell = await startShell({
      onFault: undefined as never,
      handlers: {
        sendOTP: ({ accessToken }) => Promise.reject(new TypeError(`no user for ${accessToken} +15550100`)),
      },
    });
    await call(shell, { body: goodBody(shell, { accessToken: 'secret-token' }) });
    write.mockRestore();
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'error', stage: 'handler', name: 'TypeError' });
    expect(line['at']).not.toEqual([]);
    expect(lines[0]).not.toMatch(/secret-token|5550100/);
  });

  it('an observer that throws takes no answer away', async () => {
    shell = await startShell({
      observe: () => {
        throw new Error('observer');
      },
    });
    expect((await call(shell)).code).toBe('SUCCESS');
  });
});

describe('sent', () => {
  it.each(['', 'x'.repeat(maxLength + 1), '🔑'.repeat(maxLength + 1)])(
    'RES-5: refuses an id that is empty or longer than the contract allows',
    async (id) => {
      shell = await startShell();
      expect(() => sent(id)).toThrow(RangeError);
    },
  );
});
