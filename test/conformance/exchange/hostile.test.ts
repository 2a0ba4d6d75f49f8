import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ProgressEvent, runConformance } from '@sendotp-contract/conformance';
import { operations } from '@sendotp-contract/spec';
import type { Changes } from '../../../conformance/exchange/changes.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { HttpSender, type HttpSenderOptions } from '../../../conformance/exchange/http-sender.js';
import { closeServers, listening } from '../run/judging.js';
import { startVariant } from '../variant-server.js';
import { profileOf, world } from '../world.js';

const servers: Server[] = [];
const sockets = new Set<Socket>();

/** A server that treats every connection like this once the first bytes are in. */
async function hostile(act: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      act(socket);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(closeServers);
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function responseFrom(url: string, options: Partial<HttpSenderOptions> = {}) {
  const target = await openProfile(parseProfile(profileOf(url)));
  const sender = new HttpSender(target.url, { timeoutMs: 5_000, ...options });
  try {
    const { response } = await sender.send(await new MessagePlan(target, 'test').make(operations.sendOTP));
    return response;
  } finally {
    sender.close();
  }
}

/** Writes for as long as somebody reads. */
function flood(socket: Socket, chunk: string): { readonly sent: () => number } {
  let sent = 0;
  const write = (): void => {
    while (!socket.destroyed && socket.writable && sent < 200_000_000) {
      sent += chunk.length;
      if (!socket.write(chunk)) break;
    }
  };
  socket.on('drain', write);
  write();
  return { sent: () => sent };
}

/** Writes one byte now and then. */
function drip(socket: Socket, text: string): void {
  let index = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(text[index++ % text.length] ?? ' ');
  }, 20);
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

describe('a hostile target', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => undefined],
    [
      'drips its header',
      (socket) => {
        drip(socket, 'HTTP/1.1 200 OK\r\nX-A: b'.padEnd(5000, 'x'));
      },
    ],
    [
      'drips its body',
      (socket) => {
        socket.write(`${head}Content-Length: 5000\r\n\r\n`);
        drip(socket, 'x');
      },
    ],
    [
      'stops in the middle',
      (socket) => {
        socket.write(`${head}Content-Length: 50\r\n\r\n{"result":`);
      },
    ],
    [
      'says 100 Continue without end',
      (socket) => {
        drip(socket, 'HTTP/1.1 100 Continue\r\n\r\n');
      },
    ],
  ])('that %s is let go in time', async (_, act) => {
    const startedAt = performance.now();
    expect(await responseFrom(await hostile(act), { timeoutMs: 300 })).toMatchObject({
      kind: 'none',
      fault: 'timeout',
    });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it.each([
    [
      'a body without end',
      `${head}Transfer-Encoding: chunked\r\n\r\n`,
      `10000\r\n${'x'.repeat(65_536)}\r\n`,
      'too-large',
    ],
    ['100 MB without a header', '', 'x'.repeat(65_536), 'not-http'],
    ['a header without end', 'HTTP/1.1 200 OK\r\n', `X-Filler: ${'x'.repeat(1000)}\r\n`, 'too-large'],
    ['one header line without end', 'HTTP/1.1 200 OK\r\nX-Filler: ', 'x'.repeat(65_536), 'too-large'],
  ])('that sends %s fills nothing', async (_, start, chunk, fault) => {
    let sent = (): number => 0;
    const url = await hostile((socket) => {
      socket.write(start);
      ({ sent } = flood(socket, chunk));
    });
    expect(await responseFrom(url)).toMatchObject({ kind: 'none', fault });
    // What was read, and what lay in the buffers of the connection: far from all that it would have sent.
    expect(sent()).toBeLessThan(20_000_000);
  });

  it.each<[string, (socket: Socket) => void, object]>([
    ['closes at once', (socket) => socket.end(), { kind: 'none', fault: 'broken-off' }],
    ['resets the connection', (socket) => socket.resetAndDestroy(), { kind: 'none', fault: 'broken-off' }],
    [
      'closes in the middle of a body',
      (socket) => socket.end(`${head}Content-Length: 50\r\n\r\n{`),
      { kind: 'none', fault: 'broken-off' },
    ],
    [
      'speaks another protocol',
      (socket) => socket.end('220 mail.example.net ESMTP\r\n'),
      { kind: 'none', fault: 'not-http' },
    ],
    [
      'answers without length and closes',
      (socket) => socket.end(`${head}\r\n{}`),
      { kind: 'response', status: 200 },
    ],
  ])('that %s is told apart', async (_, act, response) => {
    expect(await responseFrom(await hostile(act))).toMatchObject(response);
  });

  it.each([
    ['nests lists without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['nests its result', `{"result":${'{"result":'.repeat(100_000)}{}${'}'.repeat(100_001)}`],
    [
      'answers with names of JavaScript objects',
      '{"result":{"resultStatus":"F","resultCode":"constructor","__proto__":{}}}',
    ],
    ['answers with a number', '7'],
  ])('that %s is reported, and throws nothing', async (_, body) => {
    const url = await hostile((socket) => {
      socket.on('data', () => undefined);
      socket.end(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    });
    const report = await runConformance(profileOf(url), { fuzz: 5 });
    expect(report.exitCode).toBeGreaterThan(0);
  });

  it.each([
    [10, 'response', undefined],
    [11, 'none', 'the body is larger than 10 bytes'],
  ])('that sends a body of %d bytes where 10 are read: %s', async (length, kind, detail) => {
    const url = await hostile((socket) =>
      socket.write(`${head}Content-Length: ${length}\r\n\r\n${'x'.repeat(length)}`),
    );
    const response = await responseFrom(url, { bodyLimit: 10 });
    expect(response.kind).toBe(kind);
    if (response.kind === 'none') expect(response).toMatchObject({ fault: 'too-large', detail });
    else expect(response.bytes.length).toBe(length);
  });

  it.each<[string, (socket: Socket) => void, string, string]>([
    [
      'closes without a response',
      (socket) => socket.resetAndDestroy(),
      'broken-off',
      'the connection was closed without a response',
    ],
    [
      'speaks something else',
      (socket) => socket.write('SSH-2.0\r\n'),
      'not-http',
      'what was received is not HTTP (HPE_INVALID_CONSTANT)',
    ],
    [
      'stops in the middle of its response',
      (socket) => socket.write(`${head}Content-Length: 9\r\n\r\n{`),
      'timeout',
      'the response was not complete within 200 ms',
    ],
    ['says nothing', () => undefined, 'timeout', 'nothing was received within 200 ms'],
  ])('that %s is told in a sentence', async (_, act, fault, detail) => {
    const response = await responseFrom(await hostile(act), { timeoutMs: 200 });
    expect(response).toEqual({ kind: 'none', fault, detail });
  });

  it('that is not there is told by its code', async () => {
    const url = await hostile(() => undefined);
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    expect(await responseFrom(url)).toEqual({
      ...{ kind: 'none', fault: 'unreachable', detail: 'no server answers at this address (ECONNREFUSED)' },
    });
  });

  it('that speaks no TLS is told so, without what OpenSSL says', async () => {
    const url = await hostile((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await responseFrom(url.replace('http:', 'https:'))).toEqual({
      ...{ kind: 'none', fault: 'broken-off', detail: 'what was received is not TLS (EPROTO)' },
    });
  });

  it('that refuses the handshake speaks TLS, and is told why in a few words', async () => {
    // Fatal: handshake_failure, as of a server that wants a certificate of the client.
    const url = await hostile((socket) => socket.end(Uint8Array.of(0x15, 3, 3, 0, 2, 2, 40)));
    const response = await responseFrom(url.replace('http:', 'https:'));
    expect(response).toMatchObject({ kind: 'none', fault: 'tls' });
    expect(response).toHaveProperty(
      'detail',
      expect.stringMatching(/^TLS failed \(\w+\): [\w/ ]+handshake failure$/),
    );
  });

  it('that redirects is not followed, not even to itself', async () => {
    let elsewhere = 0;
    const other = await hostile((socket) => {
      elsewhere += 1;
      socket.end(`${head}Content-Length: 2\r\n\r\n{}`);
    });
    const url = await hostile((socket) => {
      socket.end(`HTTP/1.1 307 Temporary Redirect\r\nLocation: ${other}/aps\r\nContent-Length: 0\r\n\r\n`);
    });
    const report = await runConformance(profileOf(url));
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2, requests: 1 });
    expect(report.summary).toContain('HTTP 307 without a result');
    expect(report.obstacle?.advice.join(' ')).toContain(
      `redirects to ${other}/aps; redirects are not followed`,
    );
    expect(elsewhere).toBe(0);
  });

  it('that is gone is reported as that', async () => {
    const url = await hostile(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const report = await runConformance(profileOf(url));
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.summary).toContain('no server answers at this address (ECONNREFUSED)');
  });

  it('that hangs from the start costs one timeout', async () => {
    const report = await runConformance(profileOf(await hostile(() => undefined)), { timeoutMs: 200 });
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2, requests: 1 });
  });

  it('that hangs at every other path costs a few timeouts, and what was seen is reported', async () => {
    // Answers good calls: it is still there, so each of these cases is judged for itself.
    const server = await startVariant(world, () => ({
      answers: (url) => url.split('?', 1)[0] === operations.sendOTP.path,
    }));
    const only = ['CALL-2.version', 'CALL-2.elsewhere', 'REQ-4.empty-verify-type'];
    const report = await runConformance(profileOf(server.url), { timeoutMs: 400, only });
    await server.close();
    expect(report).toMatchObject({ verdict: 'broken', exitCode: 1 });
    expect(report.cases.find(({ id }) => id === 'CALL-2.version')?.findings[0]?.actual).toBe(
      'no response: nothing was received within 400 ms',
    );
    expect(report.cases.find(({ id }) => id === 'REQ-4.empty-verify-type')?.verdict).toBe('passed');
  });

  it('that dies in the middle is not asked any more, and what was not tried is said', async () => {
    let requests = 0;
    const server = await startVariant(world, () => ({
      answers: () => {
        requests += 1;
        return requests <= 40;
      },
    }));
    const events: ProgressEvent[] = [];
    const report = await runConformance(profileOf(server.url), {
      timeoutMs: 400,
      onProgress: (event) => events.push(event),
    });
    await server.close();
    // Said when it is seen, and the last that is said.
    expect(events.filter(({ kind }) => kind === 'stopped')).toEqual(events.slice(-1));
    expect(events.at(-1)).toMatchObject({
      why: expect.stringContaining('the target has stopped answering') as string,
    });
    // What it answered until then was right.
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.summary).toContain('the target has stopped answering, even a plain call');
    expect(report.requests).toBeLessThan(60);
    expect(report.counts['not-tried']).toBeGreaterThan(80);
  });

  it('that closes a connection between two requests is asked again on a new one', async () => {
    let connections = 0;
    const url = await hostile((socket) => {
      connections += 1;
      socket.write(`${head}Content-Length: 2\r\n\r\n{}`);
      // The second request comes over a connection that looks open.
      socket.once('data', () => socket.resetAndDestroy());
    });
    const target = await openProfile(parseProfile(profileOf(url)));
    const sender = new HttpSender(target.url, { timeoutMs: 5_000 });
    const plan = new MessagePlan(target, 'test');
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await sender.send(await plan.make(operations.sendOTP))).response).toMatchObject({
        kind: 'response',
        status: 200,
      });
    }
    expect(connections).toBe(3);
    sender.close();
  });
});

describe('the connection to a target', () => {
  /** A sender to this address and what makes its messages. */
  async function senderTo(url: string, options: Partial<HttpSenderOptions> = {}) {
    const target = await openProfile(parseProfile(profileOf(url)));
    const plan = new MessagePlan(target, 'test');
    return {
      sender: new HttpSender(target.url, { timeoutMs: 5_000, ...options }),
      make: (changes: Changes = {}) => plan.make(operations.sendOTP, changes),
    };
  }

  it.each(['valid', 'unanswered'] as const)(
    'is a fresh one for what may cause an OTP, so that a message with the token of %s is never repeated',
    async (token) => {
      const arrived: string[] = [];
      const url = await hostile((socket) => {
        arrived.push('first');
        socket.write(`${head}Content-Length: 2\r\n\r\n{}`);
        // As if it had been closed while it lay idle.
        socket.once('data', () => {
          arrived.push('second');
          socket.resetAndDestroy();
        });
      });
      const { sender, make } = await senderTo(url);
      await sender.send(await make());
      expect((await sender.send(await make({ token }))).response).toMatchObject({ kind: 'response' });
      sender.close();
      expect(arrived).toEqual(['first', 'first']);
    },
  );

  it('is tried anew for two messages that were not answered in time, and for no third one', async () => {
    let hung = 0;
    const url = await listening((request, response) => {
      request.resume();
      if (request.method === 'PUT') hung += 1;
      else response.end('{}');
    });
    // Long enough for a busy machine to deliver each of them.
    const { sender, make } = await senderTo(url, { timeoutMs: 1_500 });
    const counts: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await sender.send(await make());
      await sender.send(await make({ method: 'PUT' }));
      counts.push(hung);
    }
    sender.close();
    expect(counts).toEqual([2, 4, 5]);
  });

  it.each([
    [60_000, 'response'],
    [70_000, 'none'],
  ])('takes a header of up to 64 KiB: of %d bytes it is a %s', async (length, kind) => {
    const url = await hostile((socket) => {
      socket.write(`${head}X-Filler: ${'x'.repeat(length)}\r\nContent-Length: 2\r\n\r\n{}`);
    });
    expect(await responseFrom(url)).toMatchObject({ kind });
  });

  it('goes to an IPv6 address as to an address, not as to a name', async () => {
    const response = await responseFrom('http://[::1]:1');
    expect(response).toMatchObject({ kind: 'none', fault: 'unreachable' });
    expect(response).not.toHaveProperty('detail', expect.stringMatching(/ENOTFOUND|EAI_AGAIN/));
  });

  it.each<[string, Partial<HttpSenderOptions>, (socket: Socket) => void]>([
    ['is late', { timeoutMs: 400 }, () => undefined],
    [
      'is larger than what is read',
      { bodyLimit: 10 },
      (socket) => socket.write(`${head}Content-Length: 50\r\n\r\n${'x'.repeat(20)}`),
    ],
  ])('is closed as soon as a response %s, not at the end of the run', async (_, options, act) => {
    let isClosed = false;
    const url = await hostile((socket) => {
      socket.once('close', () => (isClosed = true));
      act(socket);
    });
    const { sender, make } = await senderTo(url, options);
    const { response } = await sender.send(await make());
    expect(response.kind).toBe('none');
    await expect.poll(() => isClosed).toBe(true);
    sender.close();
  });

  it.each([
    ['an unknown', 'unknown'],
    ['a valid', 'valid'],
  ] as const)(
    'is closed with the run while a message with the token of %s user is under way',
    async (_, token) => {
      let arrived = (): void => undefined;
      const isThere = new Promise<void>((resolve) => (arrived = resolve));
      const url = await hostile(() => {
        arrived();
      });
      const { sender, make } = await senderTo(url);
      const message = await make({ token });
      const sent = sender.send(message);
      await isThere;
      sender.close();
      expect((await sent).response).toMatchObject({ kind: 'none', fault: 'broken-off' });
    },
  );
});
