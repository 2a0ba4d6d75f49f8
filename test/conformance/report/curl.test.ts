import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curlCommand } from '../../../conformance/report/curl.js';
import { operations } from '@sendotp-contract/spec';
import type { Message } from '../../../conformance/exchange/message.js';

const url = new URL('http://127.0.0.1:8080');

function message(changes: Partial<Message>): Message {
  return {
    operation: operations.sendOTP,
    method: 'POST',
    path: operations.sendOTP.path,
    signedPath: '',
    headers: [],
    body: Buffer.from('{}'),
    clientId: '',
    keyVersion: '1',
    signature: Buffer.from(''),
    contentKey: '',
    token: undefined,
    ...changes,
  };
}

describe('a curl command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-curl-'));
    // Stands in for curl: keeps the arguments and the standard input that a shell makes of the command.
    const stand = `#!/bin/sh\nfor argument in "$@"; do printf '%s\\0' "$argument"; done > "$OUT/arguments"\ncat > "$OUT/body"\n`;
    writeFileSync(join(folder, 'curl'), stand);
    chmodSync(join(folder, 'curl'), 0o755);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What a POSIX shell hands to curl. */
  function run(sent: Message): { readonly headers: string[]; readonly url: string; readonly body: Buffer } {
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, OUT: folder };
    execFileSync('/bin/sh', ['-c', curlCommand(url, sent)], { env, input: '' });
    const given = readFileSync(join(folder, 'arguments'), 'latin1').split('\0').slice(0, -1);
    const headers = given.flatMap((argument, index) => (given[index - 1] === '-H' ? [argument] : []));
    return {
      headers,
      url: given.find((argument) => argument.startsWith('http')) ?? '',
      body: readFileSync(join(folder, 'body')),
    };
  }

  it('sends any bytes as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (body) => {
        expect(run(message({ body })).body).toEqual(Buffer.from(body));
      }),
      { numRuns: 100 },
    );
  });

  it.each(["it's", '%s \\n "$HOME" `id`', '-n', '支🔑', '\u0000\r\n'])(
    'sends the body %j as it is',
    (text) => {
      expect(run(message({ body: Buffer.from(text) })).body.toString()).toBe(text);
    },
  );

  it('sends headers as they are, and none that the message had not', () => {
    const { headers } = run(
      message({
        headers: [
          ['cLient-Id', "it's $HOME"],
          ['Request-Time', ''],
          ['Agent-Token', 'é'],
          ['Accept', '*/*'],
        ],
      }),
    );
    expect(headers).toEqual([
      "cLient-Id: it's $HOME",
      'Request-Time;',
      'Agent-Token: é',
      'Accept: */*',
      'User-Agent:',
      'Content-Type:',
    ]);
  });

  it('keeps a path that curl would tidy up', () => {
    const sent = message({ path: "//aps/../x?a=b&c='" });
    expect(curlCommand(url, sent)).toContain('--path-as-is');
    expect(run(sent).url).toBe("http://127.0.0.1:8080//aps/../x?a=b&c='");
  });

  it('CALL-2: repeats a request target in absolute form', () => {
    const command = curlCommand(url, message({ requestTarget: 'http://mpp.example.net/path?a=b' }));
    expect(command).toContain("--request-target 'http://mpp.example.net/path?a=b'");
  });

  it('sends no body where there was none', () => {
    expect(curlCommand(url, message({ method: 'GET', body: Buffer.alloc(0) }))).not.toContain(
      '--data-binary',
    );
  });

  it.each(['GET', 'DELETE', 'OPTIONS', 'HEAD'])('sends no body with %s, unless there is one', (method) => {
    const without = curlCommand(url, message({ method, body: Buffer.alloc(0) }));
    expect(without.startsWith(`curl -sS -i --path-as-is -X ${method} `)).toBe(true);
    expect(without).not.toContain('--data-binary');
    expect(curlCommand(url, message({ method }))).toContain("printf '{}' | curl");
  });

  it.each(['POST', 'PUT', 'PATCH'])('sends an empty body with %s', (method) => {
    const command = curlCommand(url, message({ method, body: Buffer.alloc(0) }));
    expect(command.startsWith("printf '' | curl")).toBe(true);
    expect(command.endsWith('--data-binary @-')).toBe(true);
  });

  it('takes away each header that curl would add, in whatever case it is sent', () => {
    const names = (sent: readonly string[]) =>
      run(message({ headers: sent.map((name) => [name, 'x'] as const) })).headers;
    expect(names([])).toEqual(['Accept:', 'User-Agent:', 'Content-Type:']);
    expect(names(['USER-agent', 'content-TYPE'])).toEqual(['USER-agent: x', 'content-TYPE: x', 'Accept:']);
  });

  it('is made for a body of 4 KiB, and for no larger one', () => {
    expect(curlCommand(url, message({ body: Buffer.alloc(4096, 'x') }))).toContain('--data-binary');
    expect(curlCommand(url, message({ body: Buffer.alloc(4097, 'x') }))).toBe(
      '# the body of 4097 bytes is too long for a command line',
    );
  });

  it('writes only those bytes as numbers that have to be', () => {
    expect(curlCommand(url, message({ body: Buffer.from("-a-~ !%\\'\n\x7f") }))).toMatch(
      /^printf '\\055a-~ !%%\\\\\\047\\012\\177' \| curl/,
    );
  });

  it('is not made for a body that no command line holds', () => {
    expect(curlCommand(url, message({ body: Buffer.alloc(5000) }))).toBe(
      '# the body of 5000 bytes is too long for a command line',
    );
  });
});
