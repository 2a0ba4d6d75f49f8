import { describe, expect, it } from 'vitest';
import { describeFault, type Fault, InFlight } from '@sendotp-contract/server';
import type { MppEvent } from '@sendotp-contract/reference';
import { JsonLog, jsonLogger } from '../../../server/reference/service/json-log.js';
import { Metrics } from '../../../server/reference/service/metrics.js';
import { Readiness } from '../../../server/reference/service/readiness.js';
import { reloadOnChange } from '../../../server/reference/service/reload.js';
import type { ServiceLog } from '../../../server/reference/service/service-log.js';
import { TextLog } from '../../../server/reference/service/text-log.js';
import { createTestMpp } from '../test-mpp.js';

const phone = '+12025550142';
const digits = '2025550142';
/** Lines that look like frames of a stack, with a phone number where a frame has a name, a file or nothing else. */
const frames = [
  `    at ${phone}`,
  `    at to${digits} (/app/send.js:1:2)`,
  `    at send (/app/${digits}.js:1:2)`,
];

function changed(change: object, message = 'not sent'): Error {
  return Object.defineProperties(
    new Error(message),
    Object.fromEntries(Object.entries(change).map(([name, value]) => [name, { value: value as unknown }])),
  );
}

const errors: readonly (readonly [where: string, error: unknown])[] = [
  ['its message', new Error(`cannot reach ${phone}`)],
  ['the later lines of its message', new Error(['cannot send', ...frames].join('\n'))],
  [
    'the later lines of a message that was changed after',
    changed({ message: 'x' }, ['y', ...frames].join('\n')),
  ],
  [
    'the later lines of a message that was emptied after',
    changed({ message: '' }, ['y', ...frames].join('\n')),
  ],
  ['a message of which only the first line was left', changed({ message: 'y' }, ['y', ...frames].join('\n'))],
  ['its stack', changed({ stack: ['Error: not sent', ...frames].join('\n') })],
  ['a stack without its message', changed({ stack: frames.join('\n') })],
  ['its cause', new Error('not sent', { cause: new Error(phone, { cause: phone }) })],
  ['its code', changed({ code: phone })],
  ['a code of letters and digits', changed({ code: `E${digits}` })],
  ['its name', changed({ name: phone })],
  ['a name of letters and digits', changed({ name: `Unreachable${digits}` })],
  ['its errors', new AggregateError([new Error(phone)], phone)],
  ['a property', changed({ recipient: phone, toJSON: () => ({ phone }) })],
  ['a string', phone],
  ['an object', { message: phone, name: phone, code: phone, stack: phone }],
];

/** The lines that a log writes. */
function linesOf(
  use: (log: ServiceLog) => void,
  create: (write: (line: string) => void) => ServiceLog,
): string {
  let written = '';
  use(
    create((line) => {
      written += line;
    }),
  );
  return written;
}
const asJson = (write: (line: string) => void) => new JsonLog(jsonLogger('trace', { write }));
const asText = (write: (line: string) => void) => new TextLog(write, 'info');

/** What another's code rejects with may be anything. */
function rejected(reason: unknown): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  return Promise.reject(reason);
}

describe.each(errors)('an error with a phone number in %s', (_, error) => {
  const fault: Fault = { requestId: 'r-1', stage: 'handler', error };

  it('is described without it', () => {
    expect(describeFault(fault)).toContain('"requestId":"r-1"');
    expect(describeFault(fault)).not.toContain(digits);
  });

  it.each([
    ['JSON', asJson],
    ['text', asText],
  ])('puts none of it into a line of the %s log', (__, create) => {
    const line = linesOf((log) => {
      log.fault(fault);
    }, create);
    expect(line).toContain('r-1');
    expect(line.trimEnd().split('\n')).toHaveLength(1);
    expect(line).not.toContain(digits);
  });

  it('puts none of it into the events of a sending, and their lines', async () => {
    const failing = () => rejected(error);
    const events: MppEvent[] = [];
    const trouble = { challenges: { put: failing, takeTry: failing, use: failing, discard: failing } };
    const limit = { reserve: () => Promise.resolve({ outcome: 'allowed' as const, release: failing }) };
    const store = createTestMpp({ ...trouble, sendingLimit: limit, onEvent: (event) => events.push(event) });
    await store.send();
    const channel = createTestMpp({ onEvent: (event) => events.push(event) });
    channel.phone.answer = failing;
    await channel.send();
    expect(events.map(({ kind }) => kind)).toEqual(['undo-failed', 'not-sent', 'unknown']);
    expect(JSON.stringify(events)).not.toContain(digits);
    for (const create of [asJson, asText]) {
      const lines = linesOf((log) => {
        for (const event of events) log.event(event);
      }, create);
      expect(lines).toContain('undo');
      expect(lines).not.toContain(digits);
    }
  });

  it('puts none of it into the notice of a reload that failed', async () => {
    let written = '';
    const log = new JsonLog(jsonLogger('trace', { write: (line: string) => (written += line) }));
    let path = 'package.json';
    const reload = { what: 'directory', paths: () => [path], reload: () => rejected(error) };
    const watch = reloadOnChange(reload, log, new Metrics(new InFlight()));
    await watch.check();
    path = 'tsconfig.json';
    await watch.check();
    expect(written).toContain('directory: the change cannot be used');
    expect(written).not.toContain(digits);
  });

  it('puts none of it into the readiness report', async () => {
    const report = await new Readiness([{ name: 'smtp', check: () => rejected(error) }]).report();
    expect(report.ready).toBe(false);
    expect(JSON.stringify(report)).not.toContain(digits);
  });
});
