import { trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AttemptEvent, OutcomeEvent } from '@sendotp-contract/client';
import { operations } from '@sendotp-contract/spec';
import { startSpan } from '../../client/telemetry.js';
import {
  type Act,
  brokenConnection,
  busy,
  failureOf,
  noConnection,
  play,
  refused,
  request,
  secretToken,
  signed,
  silence,
  success,
} from './played-mpp.js';

const { operationId, path, method } = operations.sendOTP;

/** The events of a call, in their order. */
function recorded() {
  const attempts: AttemptEvent[] = [];
  const outcomes: OutcomeEvent[] = [];
  const hooks = {
    onAttempt: (event: AttemptEvent) => void attempts.push(event),
    onOutcome: (event: OutcomeEvent) => void outcomes.push(event),
  };
  return { attempts, outcomes, hooks };
}

describe('hooks', () => {
  it('tell each attempt and the outcome', async () => {
    const { attempts, outcomes, hooks } = recorded();
    const { client } = await play([signed(busy), noConnection, signed(success)], hooks);
    await client.sendOtp(request);
    const common = { operationId, durationMs: 0 };
    const { resultStatus, resultCode } = busy.result;
    expect(attempts).toEqual([
      { ...common, attempt: 1, resultStatus, resultCode, httpStatus: 200, retryInMs: 100 },
      { ...common, attempt: 2, errorCode: 'TRANSPORT_FAILED', retryInMs: 200 },
      { ...common, attempt: 3, resultStatus: 'S', resultCode: 'SUCCESS', httpStatus: 200 },
    ]);
    const end = { attempts: 3, mayHaveBeenSent: true, durationMs: 300 };
    expect(outcomes).toEqual([
      { operationId, ...end, resultStatus: 'S', resultCode: 'SUCCESS', httpStatus: 200 },
    ]);
  });

  it('tell how long each attempt and the whole call took', async () => {
    const { attempts, outcomes, hooks } = recorded();
    const taking =
      (ms: number, act: Act): Act =>
      (received, signal) => {
        clock.advance(ms);
        return act(received, signal);
      };
    const { client, clock } = await play([taking(40, signed(busy)), taking(7, signed(success))], hooks);
    await client.sendOtp(request);
    expect(attempts.map(({ durationMs }) => durationMs)).toEqual([40, 7]);
    expect(outcomes).toMatchObject([{ durationMs: 40 + 100 + 7 }]);
  });

  it('tell an error', async () => {
    const { attempts, outcomes, hooks } = recorded();
    const { failure } = await play([brokenConnection], hooks);
    await failure();
    expect(attempts).toMatchObject([{ attempt: 1, errorCode: 'TRANSPORT_FAILED' }]);
    expect(attempts[0]).not.toHaveProperty('httpStatus');
    expect(outcomes).toMatchObject([{ attempts: 1, errorCode: 'TRANSPORT_FAILED', mayHaveBeenSent: true }]);
  });

  it('tell a call that was stopped before it began', async () => {
    const { attempts, outcomes, hooks } = recorded();
    const { client } = await play([], hooks);
    await failureOf(client.sendOtp(request, { signal: AbortSignal.abort() }));
    expect(attempts).toEqual([]);
    expect(outcomes).toMatchObject([{ attempts: 0, errorCode: 'ABORTED', mayHaveBeenSent: false }]);
  });

  it('hold no secret, not even one that the MPP repeats as a code', async () => {
    const { attempts, outcomes, hooks } = recorded();
    const { client } = await play(
      [signed(refused(secretToken)), signed(refused(`CODE ${secretToken}`))],
      hooks,
    );
    await client.sendOtp(request);
    await client.sendOtp(request);
    expect(JSON.stringify([attempts, outcomes])).not.toContain(secretToken);
  });

  it('name no code of more than 64 characters, which is another text of the MPP', async () => {
    const { outcomes, hooks } = recorded();
    const codes = ['A'.repeat(64), 'A'.repeat(65)];
    const { client } = await play(
      codes.map((code) => signed(refused(code))),
      hooks,
    );
    await client.sendOtp(request);
    await client.sendOtp(request);
    expect(outcomes.map(({ resultCode }) => resultCode)).toEqual([codes[0], undefined]);
  });

  it.each([
    [
      'throw',
      () => {
        throw new Error('a hook');
      },
    ],
    ['reject', () => Promise.reject(new Error('a hook'))],
  ])('that %s change nothing', async (_, fail) => {
    const { client } = await play([signed(success)], { onAttempt: fail, onOutcome: fail });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
  });
});

describe('one call', () => {
  it('has a time limit of its own', async () => {
    const { client } = await play([silence], { timeoutMs: 60_000 });
    const error = await failureOf(client.sendOtp(request, { timeoutMs: 20 }));
    expect(error.code).toBe('TIMEOUT');
    expect(error.message).toContain('within 20 ms');
  });

  it.each([0, -1, Number.NaN, 2 ** 31])('refuses a time limit of %d', async (timeoutMs) => {
    const { client } = await play([]);
    expect((await failureOf(client.sendOtp(request, { timeoutMs }))).code).toBe('CONFIGURATION');
  });

  it('has a retry policy of its own, which changes what it names', async () => {
    const acts = [signed(busy), signed(busy), signed(success)];
    const never = await play(acts);
    expect((await never.client.sendOtp(request, { retry: false })).exchange.attempts).toBe(1);
    const twice = await play(acts, { retry: { baseDelayMs: 1000 } });
    expect((await twice.client.sendOtp(request, { retry: { attempts: 2 } })).exchange.attempts).toBe(2);
    expect(twice.clock.sleeps).toEqual([500]);
    const fewer = await play(acts, { retry: { attempts: 3 } });
    expect((await fewer.client.sendOtp(request, { retry: { attempts: 2 } })).exchange.attempts).toBe(2);
    const stopped = await play(acts, { retry: { attempts: 3 } });
    expect((await stopped.client.sendOtp(request, { retry: false })).exchange.attempts).toBe(1);
    const wrong = await failureOf(
      (await play([], { retry: false })).client.sendOtp(request, { retry: 5 as never }),
    );
    expect(wrong.message).toContain('retry must be an object');
    const again = await play(acts, { retry: false });
    expect((await again.client.sendOtp(request, { retry: {} })).exchange.attempts).toBe(3);
  });
});

describe('OpenTelemetry', () => {
  afterEach(() => {
    trace.disable();
  });

  it('has a span for each attempt, named as the semantic conventions do, without secrets', async () => {
    const exporter = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
    const { client } = await play([noConnection, signed(success)]);
    await client.sendOtp(request);
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name, kind }) => ({ name, kind }))).toEqual([
      { name: `${method} ${path}`, kind: 2 },
      { name: `${method} ${path}`, kind: 2 },
    ]);
    const common = {
      'http.request.method': method,
      'url.full': `https://mpp.example.net${path}`,
      'url.template': path,
      'server.address': 'mpp.example.net',
      'server.port': 443,
      'rpc.method': operationId,
    };
    expect(spans[0]?.attributes).toEqual({ ...common, 'error.type': 'TRANSPORT_FAILED' });
    expect(spans[0]?.status.code).toBe(2);
    expect(spans[1]?.attributes).toEqual({
      ...common,
      'http.request.resend_count': 1,
      'http.response.status_code': 200,
      'sendotp.result_status': 'S',
      'sendotp.result_code': 'SUCCESS',
    });
    expect(JSON.stringify(spans.map(({ attributes, events }) => ({ attributes, events })))).not.toContain(
      secretToken,
    );
  });

  it('gives a tracer no attribute without a value', async () => {
    const values: unknown[] = [];
    const span = {
      setAttributes: (attributes: Readonly<Record<string, unknown>>) =>
        values.push(...Object.values(attributes)),
      setStatus: () => undefined,
      end: () => undefined,
    };
    trace.setGlobalTracerProvider({
      getTracer: () => ({ startSpan: () => span }),
    } as unknown as Parameters<typeof trace.setGlobalTracerProvider>[0]);
    const { client } = await play([noConnection, signed(success)]);
    await client.sendOtp(request);
    expect(values).toEqual(['TRANSPORT_FAILED', 200, 'S', 'SUCCESS']);
  });

  it.each(['startSpan', 'setAttributes', 'setStatus', 'end'])(
    'changes nothing when %s of a tracer throws',
    async (failing) => {
      const step = (name: string, result?: unknown) => () => {
        if (name === failing) throw new Error('a tracer');
        return result;
      };
      const span = Object.fromEntries(
        ['setAttributes', 'setStatus', 'end'].map((name) => [name, step(name)]),
      );
      trace.setGlobalTracerProvider({
        getTracer: () => ({ startSpan: step('startSpan', span) }),
      } as unknown as Parameters<typeof trace.setGlobalTracerProvider>[0]);
      const { client } = await play([noConnection, signed(success)]);
      expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    },
  );

  it.each([
    ['https://mpp.example.net:8443', 8443],
    ['https://mpp.example.net/gateway', 443],
    ['http://localhost', 80],
    ['http://localhost:8080', 8080],
  ])('names the host and the port of %s', async (baseUrl, port) => {
    const exporter = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
    const { client } = await play([signed(refused('PROCESS_FAIL'))], { baseUrl });
    await client.sendOtp(request);
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes).toMatchObject({
      'server.address': new URL(baseUrl).hostname,
      'server.port': port,
      'url.full': `${baseUrl}${path}`,
      'sendotp.result_status': 'F',
    });
    expect(span?.attributes).not.toHaveProperty('http.request.resend_count');
    expect(span?.attributes).not.toHaveProperty('error.type');
    expect(span?.status.code).toBe(0);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['no tracing', {}],
    ['tracing that is null', { trace: null }],
    ['tracing that is a text', { trace: 'x' }],
    ['tracing without tracers', { trace: {} }],
    ['tracers that are no function', { trace: { getTracer: {} } }],
  ])('is not set up where another version registers %s', (_, registered) => {
    expect(startSpan(operations.sendOTP, 'https://mpp.example.net', 1, registered)).toBeUndefined();
  });

  it('costs nothing where it is not set up: its code is not loaded', async () => {
    const load = vi.fn((original: () => Promise<object>) => original());
    vi.doMock('../../client/telemetry.js', load);
    // What the other tests here leave behind: the registry of @opentelemetry/api, without a tracer.
    Reflect.deleteProperty(globalThis, Symbol.for('opentelemetry.js.api.1'));
    onTestFinished(() => {
      vi.doUnmock('../../client/telemetry.js');
    });
    const { client } = await play([signed(success), signed(success)]);
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    expect(load).not.toHaveBeenCalled();
    trace.setGlobalTracerProvider(new BasicTracerProvider());
    await client.sendOtp(request);
    expect(load).toHaveBeenCalledOnce();
  });
});
