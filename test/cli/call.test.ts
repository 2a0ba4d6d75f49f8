import { createPublicKey, createVerify } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';
import { type AcceptedRequest, sent, supportOnly } from '@sendotp-contract/server';
import { caller, keyPair, mpp } from '../key-pairs.js';
import { startShell } from '../server/shell.js';
import { cleanUp, type Ended, newFolder, oneLine, type Sandbox, sendotp, startSandbox } from './program.js';

let cwd: string;
let sandbox: Sandbox;
beforeAll(async () => {
  cwd = newFolder();
  sandbox = await startSandbox({ cwd });
});
afterAll(async () => {
  await sandbox.stop();
  cleanUp();
});

const call = (...args: string[]): Promise<Ended> => sendotp(['call', '--url', sandbox.url, ...args], { cwd });
const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('the outcome', () => {
  it('S: exit code 0, the id and what now', async () => {
    const { code, stdout, stderr } = await call();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^S SUCCESS: Success\n {2}verifyRequestId +\S+\n {2}response +signature verified\n {2}took +\d+ ms\n/,
    );
    expect(stdout).toContain(resultCodes.SUCCESS.advice);
  });

  it.each([
    ['F', 'EXPIRED_ACCESS_TOKEN'],
    ['F', 'PROCESS_FAIL'],
    ['U', 'UNKNOWN_EXCEPTION'],
  ] as const)('%s %s: exit code 1, the message and what now', async (status, code) => {
    const ended = await call('--access-token', `sandbox:${code}`);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    const { message, advice } = resultCodes[code];
    expect(ended.stdout.startsWith(`${status} ${code}: ${message}\n`)).toBe(true);
    expect(ended.stdout).toContain(advice);
    expect(ended.stdout).not.toContain('verifyRequestId ');
  });

  it('--json: one line that a program can read', async () => {
    const success = await call('--json');
    expect(success).toMatchObject({ code: 0, stderr: '' });
    expect(success.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(parsed(success.stdout)).toEqual({
      resultStatus: 'S',
      resultCode: 'SUCCESS',
      resultMessage: 'Success',
      signed: true,
      verifyRequestId: expect.stringMatching(/^.+$/) as unknown,
      durationMs: expect.any(Number) as unknown,
    });
    const failure = await call('--json', '--access-token', 'sandbox:USER_NOT_EXIST');
    expect(failure.code).toBe(1);
    expect(parsed(failure.stdout)).toMatchObject({ resultStatus: 'F', resultCode: 'USER_NOT_EXIST' });
  });
});

describe('--show', () => {
  it('prints what was signed and sent, on standard error, and it is true', async () => {
    const { code, stdout, stderr } = await call('--show', '--json');
    expect(code).toBe(0);
    expect(parsed(stdout)).toMatchObject({ resultStatus: 'S' });
    const shown =
      /^--- content to be signed\n(?<content>[\s\S]+)\n--- sent: POST (?<url>\S+)\n(?<headers>[\s\S]+?)\n\n(?<body>.+)\n--- received: HTTP 200\n/.exec(
        stderr,
      )?.groups ?? {};
    const { content = '', url, headers = '', body = '' } = shown;
    expect(url).toBe(sandbox.url + operations.sendOTP.path);
    for (const name of ['Client-Id: SANDBOX_ALIPAY_PLUS', 'Request-Time: 20', 'Accept-Encoding: identity'])
      expect(headers).toContain(name);
    expect(content.startsWith(`POST ${operations.sendOTP.path}\nSANDBOX_ALIPAY_PLUS.20`)).toBe(true);
    expect(content.endsWith(`.${body}`)).toBe(true);
    expect(parsed(body)).toEqual({
      acquirerId: 'SANDBOX_ACQP',
      pspId: 'SANDBOX_MPP',
      accessToken: 'sandbox:SUCCESS',
    });
    const signature = /^Signature: .*signature=(\S+)$/m.exec(headers)?.[1] ?? '';
    const verified = createVerify('RSA-SHA256')
      .update(content)
      .verify(readFileSync(join(cwd, '.sandbox/caller.public.pem')), decodeURIComponent(signature), 'base64');
    expect(verified).toBe(true);
    expect(stderr).toContain('"resultCode":"SUCCESS"');
  });

  it('prints it when the response is refused, too', async () => {
    const { code, stderr } = await call('--show', '--public-key', '.sandbox/caller.public.pem');
    expect(code).toBe(2);
    expect(stderr).toContain('--- content to be signed\nPOST /aps/');
    expect(stderr).toContain('\nsendotp-contract: RESPONSE_SIGNATURE_INVALID: ');
  });
});

describe('secrets', () => {
  it('the OTP is shown by serve alone, and its request lines hold neither it nor the access token', async () => {
    const before = sandbox.stdout().length;
    const { stdout, stderr } = await call();
    const id = /verifyRequestId +(\S+)/.exec(stdout)?.[1] ?? '';
    await sandbox.printed(new RegExp(`${id}[\\s\\S]*\\d{4}-\\d\\d-\\d\\dT\\S+ SUCCESS .* ms\\n`));
    const shown = sandbox.stdout().slice(before);
    const otp = /^ {2}OTP +(\d+)$/m.exec(shown)?.[1] ?? '';
    expect(otp).toMatch(/^\d{4,10}$/);
    expect(shown).toContain(`  verifyRequestId  ${id}\n`);
    const requestLines = shown.split('\n').filter((line) => /^\d{4}-/.test(line));
    expect(requestLines).toHaveLength(1);
    // The parts of the line that are the same for every OTP: a time or a duration may hold any digits.
    expect(requestLines[0]).toMatch(/^\S+Z SUCCESS \d+\.\d ms$/);
    expect(shown).not.toContain('sandbox:SUCCESS');
    expect(sandbox.stderr()).toBe('');
    for (const text of [stdout, stderr]) {
      expect(text).not.toContain('sandbox:SUCCESS');
      expect(text.replace(id, '')).not.toContain(otp);
    }
  });

  it.each([
    ['an outcome', ['--access-token', 'secret-of-a-user']],
    ['an outcome as JSON', ['--access-token', 'secret-of-a-user', '--json']],
    ['a refusal', ['--access-token', 'secret-of-a-user'.repeat(20)]],
    [
      'a response that is refused',
      ['--access-token', 'secret-of-a-user', '--public-key', '.sandbox/caller.public.pem'],
    ],
  ])('the access token is not in %s', async (_, args) => {
    const { code, stdout, stderr } = await call(...args);
    expect(code).toBeGreaterThan(0);
    expect(stdout + stderr).not.toBe('');
    expect(stdout + stderr).not.toContain('secret-of-a-user');
  });

  it('the access token may come from the environment, and help does not show it', async () => {
    const env = { SENDOTP_ACCESS_TOKEN: 'sandbox:INVALID_TOKEN' };
    const { stdout } = await sendotp(['call', '--url', sandbox.url, '--json'], { cwd, env });
    expect(parsed(stdout)).toMatchObject({ resultCode: 'INVALID_TOKEN' });
    expect((await sendotp(['call', '--help'], { cwd, env })).stdout).not.toContain('INVALID_TOKEN');
  });
});

describe('the options', () => {
  it('call a real server: another client, other keys, other ids, another user', async () => {
    const requests: AcceptedRequest<'sendOTP'>[] = [];
    const shell = await startShell({
      clients: { CALLER: { '3': caller.publicKey } },
      keyVersion: '5',
      handlers: supportOnly({
        sendOTP: (request) => {
          requests.push(request);
          return Promise.resolve(sent('id-1'));
        },
      }),
    });
    const folder = newFolder();
    writeFileSync(join(folder, 'own.pem'), caller.privateKey);
    // SIG-6: bare base64 DER is as good as PEM.
    const der = createPublicKey(mpp.publicKey).export({ type: 'spki', format: 'der' });
    writeFileSync(join(folder, 'theirs.txt'), der.toString('base64'));
    const named = { url: shell.url, 'client-id': 'CALLER', 'private-key': 'own.pem', 'key-version': '3' };
    const theirs = { 'public-key': 'theirs.txt', 'public-key-version': '5' };
    const body = { 'acquirer-id': 'A', 'psp-id': 'P', 'access-token': 'T', 'verify-type': 'EMAIL' };
    const args = Object.entries({ ...named, ...theirs, ...body }).flatMap(([name, value]) => [
      `--${name}`,
      value,
    ]);
    const ended = await sendotp(['call', ...args], { cwd: folder });
    await shell.server.close({ graceMs: 100 });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('id-1');
    expect(requests).toEqual([{ acquirerId: 'A', pspId: 'P', accessToken: 'T', verifyType: 'EMAIL' }]);
  });

  it.each(operations.sendOTP.parameters.verifyType.values)(
    '--verify-type %s reaches the sandbox',
    async (verifyType) => {
      const before = sandbox.stdout().length;
      const { stdout } = await call('--verify-type', verifyType);
      const id = /verifyRequestId +(\S+)/.exec(stdout)?.[1] ?? '';
      await sandbox.printed(id);
      expect(sandbox.stdout().slice(before)).toMatch(new RegExp(`to +\\S+ \\(${verifyType}\\)`));
    },
  );
});

describe('usage', () => {
  it.each([
    ['an unknown option', ['--urll', 'x'], "unknown option '--urll'"],
    [
      'a verify type that does not exist',
      ['--verify-type', 'FAX'],
      `Allowed choices are ${operations.sendOTP.parameters.verifyType.values.join(', ')}.`,
    ],
    ['an option without its value', ['--client-id'], "'--client-id <id>' argument missing"],
    ['a word too many', ['now'], 'too many arguments'],
  ])('%s: exit code 2 and where the help is', async (_, args, said) => {
    const { code, stdout, stderr } = await call(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).toContain('--help');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['a URL that is none', ['--url', 'mpp'], 'CONFIGURATION: baseUrl is not a URL'],
    ['a timeout that is none', ['--timeout', 'soon'], '--timeout must be a whole number of ms'],
    [
      'a private key that is missing',
      ['--private-key', 'none.pem'],
      'cannot read the key none.pem: there is',
    ],
    ['a public key that is missing', ['--public-key', 'none.pem'], 'cannot read the key none.pem: there is'],
    ['a folder for a key', ['--public-key', '.sandbox'], 'cannot read the key .sandbox: EISDIR'],
    [
      'the wrong half of a pair',
      ['--private-key', '.sandbox/caller.public.pem'],
      'CONFIGURATION: privateKey: this is a public key',
    ],
    ['a Client-Id with a blank', ['--client-id', 'A B'], 'CONFIGURATION: clientId must be'],
    ['an empty access token', ['--access-token', ''], 'REQUEST_OUTSIDE_CONTRACT: '],
  ])('%s: exit code 2 and one clear line', async (_, args, said) => {
    const ended = await call(...args);
    expect(oneLine(ended, 2)).toContain(said);
    expect(ended.stdout).toBe('');
  });

  it('without the keys of the sandbox it says how to get them', async () => {
    const ended = await sendotp(['call'], { cwd: newFolder() });
    expect(oneLine(ended, 2)).toContain(
      '.sandbox/caller.private.pem: there is no such file. Start the sandbox once (npx sendotp-contract serve)',
    );
    for (const command of ['call', 'check'])
      expect(
        oneLine(await sendotp([command, '--url', 'http://127.0.0.1:1'], { cwd: newFolder() }), 2),
      ).toContain('there is no such file. For your own server, give --private-key <file> and --public-key');
  });

  it('a token that the sandbox does not have is named, with the one that was meant', async () => {
    const { code, stdout } = await call('--access-token', 'sandbox:USER_NOT_EXISTS');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'the sandbox has no sandbox:USER_NOT_EXISTS; did you mean sandbox:USER_NOT_EXIST?',
    );
    expect((await call('--access-token', 'sandbox:INVALID_TOKEN')).stdout).not.toContain(
      'the sandbox has no',
    );
  });

  it('INVALID_SIGNATURE leads to explain, which finds the request that was saved', async () => {
    writeFileSync(join(cwd, 'own.pem'), keyPair('stranger').privateKey);
    const { code, stdout } = await call('--private-key', 'own.pem', '--save', 'refused.json');
    expect(code).toBe(1);
    const explain = 'explain --request refused.json --public-key ';
    expect(stdout).toContain(`npx sendotp-contract ${explain}<your public key>\n`);
    const args = [...explain.trim().split(' '), '.sandbox/caller.public.pem'];
    expect(await sendotp(args, { cwd })).toMatchObject({ code: 1, stderr: '' });
  });
});

describe('trouble', () => {
  it('--json: what is wrong with the usage is JSON, too', async () => {
    const ended = await call('--json', '--private-key', 'nope.pem');
    expect(oneLine(ended, 2)).toContain('cannot read the key nope.pem');
    expect(parsed(ended.stdout)).toEqual({
      error: { code: 'USAGE', message: 'cannot read the key nope.pem: there is no such file' },
    });
  });

  it('what the other side wrote cannot command the terminal', async () => {
    const result = {
      resultStatus: 'F',
      resultCode: 'X\u009b2J',
      resultMessage: 'a\u001b]0;owned\u0007b\u202e',
    };
    const http = createHttpServer((_request, response) => {
      response.setHeader('Content-Type', 'application/json; charset=UTF-8');
      response.end(JSON.stringify({ result }));
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const { code, stdout, stderr } = await sendotp(['call', '--url', url, '--show'], { cwd });
    http.close();
    expect(code).toBe(1);
    expect(stdout).toContain('F X\\u009b2J: a\\u001b]0;owned\\u0007b\\u202e');
    expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
  });

  it('nor can what it signed: the lines below the outcome are written out like the first', async () => {
    const shell = await startShell({
      clients: { CALLER: { '1': caller.publicKey } },
      handlers: supportOnly({ sendOTP: () => Promise.resolve(sent('id\u001b]0;owned\u0007\u202e')) }),
    });
    const folder = newFolder();
    writeFileSync(join(folder, 'own.pem'), caller.privateKey);
    writeFileSync(join(folder, 'theirs.pem'), mpp.publicKey);
    const keys = ['--client-id', 'CALLER', '--private-key', 'own.pem', '--public-key', 'theirs.pem'];
    const { code, stdout, stderr } = await sendotp(
      ['call', '--url', shell.url, ...keys, '--access-token', 'T', '--show'],
      { cwd: folder },
    );
    await shell.server.close({ graceMs: 100 });
    expect(code).toBe(0);
    expect(stdout).toContain('id\\u001b]0;owned\\u0007\\u202e');
    expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u202e]/);
  });

  it('SIG-2: a public key that did not sign: exit code 2 and one clear line', async () => {
    writeFileSync(join(cwd, 'stranger.pem'), keyPair('stranger').publicKey);
    const line = oneLine(await call('--public-key', 'stranger.pem'), 2);
    expect(line).toContain('RESPONSE_SIGNATURE_INVALID: the signature of the response: mismatch');
    expect(line).toContain(
      'call again with --save exchange.json, then npx sendotp-contract explain --response exchange.json --public-key stranger.pem',
    );
    const { stderr } = await call('--public-key', 'stranger.pem', '--save', 'saved.json');
    expect(stderr).toContain('exchange, with the access token: saved.json\n');
    expect(statSync(join(cwd, 'saved.json')).mode & 0o077).toBe(0);
    const explained = ['--response', 'saved.json', '--public-key', 'stranger.pem'];
    const { code, stdout } = await sendotp(
      ['explain', ...explained, '--keys', 'other=.sandbox/mpp.public.pem'],
      { cwd },
    );
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('key-') as string });
  });

  it('SIG-5: a keyVersion that the response does not name: exit code 2 and one clear line', async () => {
    expect(oneLine(await call('--public-key-version', '2'), 2)).toContain('key-not-found');
  });

  it('nobody listens: exit code 2, and one clear line that asks for the server of --url', async () => {
    const nowhere = createServer();
    await new Promise<void>((resolve) => nowhere.listen(0, '127.0.0.1', resolve));
    const { port } = nowhere.address() as AddressInfo;
    await new Promise((resolve) => nowhere.close(resolve));
    const args = ['--url', `http://127.0.0.1:${port}`, '--access-token', 'secret-of-a-user'];
    const line = oneLine(await call(...args), 2);
    expect(line).not.toContain('secret-of-a-user');
    expect(line).toContain('TRANSPORT_FAILED');
    expect(line).toContain('ECONNREFUSED');
    expect(line).toContain(`Is a server running at http://127.0.0.1:${port}?`);
    expect(line).not.toContain('npm start');
    const { code, stdout } = await call(...args, '--json');
    expect(code).toBe(2);
    // The code is not said twice.
    const message = expect.stringMatching(/^(?!TRANSPORT_FAILED).*ECONNREFUSED/) as string;
    expect(parsed(stdout)).toMatchObject({ error: { code: 'TRANSPORT_FAILED', message } });
  });

  it('nobody answers within --timeout: exit code 2 and one clear line', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const ended = await call('--url', `http://127.0.0.1:${port}`, '--timeout', '200');
    expect(oneLine(ended, 2)).toMatch(/TIMEOUT: no whole response from .* within 200 ms/);
    silent.close();
  });
});
