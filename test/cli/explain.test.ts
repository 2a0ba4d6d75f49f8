import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { caller, clientId, header, mpp, path, sign, time } from '../message/explain/parties.js';
import { program } from '../from-source.js';
import { cleanUp, newFolder, sendotp } from './program.js';

const cwd = newFolder();
afterAll(cleanUp);

const token = '281010033AB2F588D14B43238637264FCA5AAF35';
const body = `{"acquirerId":"A","pspId":"P","accessToken":"${token}"}`;
const content = (text: string, at = time): string => `POST ${path}\n${clientId}.${at}.${text}`;
const headers = (signature: string): string =>
  `Host: mpp.example.com\r\nClient-Id: ${clientId}\r\nRequest-Time: ${time}\r\nSignature: ${signature}\r\nContent-Length: ${body.length}\r\n`;
const request = (signature: string): string => `POST ${path} HTTP/1.1\r\n${headers(signature)}\r\n${body}`;
const file = (name: string, text: string): string => {
  writeFileSync(join(cwd, name), text);
  return name;
};
file('caller.pem', caller.publicPem);
file('mpp.pem', mpp.publicPem);
file('private.pem', caller.privatePem);
const right = file('right.http', request(header(sign(content(body)))));
const wrong = file(
  'wrong.http',
  request(header(sign(content(body.replaceAll('":"', '": "').replaceAll('","', '", "'))))),
);
const explain = (...args: string[]) => sendotp(['explain', ...args], { cwd });
const withKey = ['--public-key', 'caller.pem'];

describe('explain', () => {
  it('verified: exit code 0', async () => {
    const { code, stdout } = await explain('--request', right, ...withKey);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^verified/);
    expect(stdout).not.toContain(token);
  });

  it('a mistake: exit code 1, its name, its remedy, the place, and no token', async () => {
    const { code, stdout } = await explain('--request', wrong, ...withKey);
    expect(code).toBe(1);
    expect(stdout).toContain('body-spaced:');
    expect(stdout).toContain('json.dumps');
    expect(stdout).toMatch(/was signed: .+"acquirerId":·"A"/);
    expect(stdout).not.toContain(token);
    expect((await explain('--request', wrong, ...withKey, '--show-secrets')).stdout).toContain(token);
  });

  it('--json: verified, mistakes with the likeliest first, and the content to be signed', async () => {
    const { stdout } = await explain('--request', wrong, ...withKey, '--json');
    const printed: unknown = JSON.parse(stdout);
    expect(printed).toMatchObject({
      verified: false,
      mistakes: [
        { id: 'body-spaced', title: expect.any(String) as unknown, fix: expect.any(String) as unknown },
      ],
      contentToBeSigned: content(body.replace(token, '***')),
    });
  });

  it.each(['--visible', '--verbose', '-v'])('%s: blanks and line feeds are seen', async (option) => {
    const { stdout } = await explain('--request', right, ...withKey, option);
    expect(stdout).toContain(`POST·${path}␊\n`);
  });

  it.each([
    [right, 0],
    [wrong, 1],
  ])('--quiet: prints nothing, and the exit code tells: %s, %d', async (message, code) => {
    const ended = await explain('--request', message, ...withKey, '--quiet');
    expect(ended).toEqual({ code, stdout: '', stderr: '' });
  });

  it('--signed-path: a path that may have been signed is tried, too, and each that is given', async () => {
    const own = '/legacy/otp';
    const renamed = file('renamed.http', request(header(sign(content(body).replace(path, own)))));
    const paths = [own, '/other'].flatMap((one) => ['--signed-path', one]);
    const { code, stdout } = await explain('--request', renamed, ...withKey, ...paths);
    expect(code).toBe(1);
    expect(stdout).toContain('was signed:   ');
    expect((await explain('--request', renamed, ...withKey)).stdout).not.toContain('was signed:');
  });

  it('a line feed that an editor added to the file is no mistake: Content-Length says so', async () => {
    const edited = file('edited.http', `${request(header(sign(content(body))))}\n`);
    const { code, stdout } = await explain('--request', edited, ...withKey);
    expect(code).toBe(0);
    expect(stdout).toContain('note: Content-Length');
  });

  it('a response needs its request, and is checked with its own time', async () => {
    const answer = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"Success"}}';
    const at = '2026-11-25T08:51:50.000Z';
    const response = file(
      'response.http',
      `HTTP/1.1 200 OK\nResponse-Time: ${at}\nSignature: ${header(sign(content(answer), mpp))}\n\n${answer}`,
    );
    const ended = await explain(
      '--response',
      response,
      '--request',
      right,
      '--public-key',
      'mpp.pem',
      '--json',
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('"id":"time-of-the-request"');
    const alone = await explain('--response', response, '--public-key', 'mpp.pem');
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr).toContain('the request is missing');
  });

  it('other keys by role: the key that signed is named', async () => {
    const signed = file('by-mpp.http', request(header(sign(content(body), mpp))));
    const { stdout } = await explain('--request', signed, ...withKey, '--keys', 'other-party=mpp.pem');
    expect(stdout).toContain('key-other-party:');
    expect(stdout).toContain('key: mpp.pem');
  });

  it('a response whose body is not whole: exit code 2, once, and what to do; --body-file takes its place', async () => {
    const answer = '{"result":{}}';
    const signature = header(sign(content(answer), mpp));
    const cut = file(
      'cut.log',
      `> POST ${path} HTTP/1.1\r\n> Client-Id: ${clientId}\r\n> \r\n< HTTP/1.1 200 OK\r\n< Response-Time: ${time}\r\n< Signature: ${signature}\r\n< Content-Length: ${answer.length}\r\n< \r\n`,
    );
    const args = ['--request', cut, '--response', cut, '--public-key', 'mpp.pem'];
    const refused = await explain(...args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `sendotp-contract: the body of the response is missing (Content-Length is ${answer.length}, and the body in the log has 0 bytes: it is not whole): give --body-file <file>\n`,
    );
    const { code, stdout } = await explain(...args, '--body-file', file('answer.json', answer));
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.not.stringContaining('note:') as string,
    });
  });

  it('a log of curl -v with --body-file; without it, the body is what is missing', async () => {
    const log = file(
      'curl.log',
      `* Connected to mpp.example.com\n> ${
        request(header(sign(content(body))))
          .split('\r\n\r\n')[0]
          ?.split('\r\n')
          .join('\n> ') ?? ''
      }\n> \n* upload completely sent off\n< HTTP/1.1 200 OK\n< content-type: application/json\n< \n{"result":{}}\n* Connection #0 left intact\n`,
    );
    file('body.json', body);
    expect(await explain('--request', log, ...withKey, '--body-file', 'body.json')).toMatchObject({
      code: 0,
    });
    const { code, stderr } = await explain('--request', log, ...withKey);
    expect(code).toBe(2);
    expect(stderr).toContain('--body-file');
  });

  it('a HAR, and JSON with method, url, headers and body', async () => {
    const list = headers(header(sign(content(body))))
      .trim()
      .split('\r\n')
      .map((line) => ({ name: line.split(': ')[0], value: line.split(': ')[1] }));
    const entry = {
      startedDateTime: time,
      request: {
        method: 'POST',
        url: `https://mpp.example.com${path}`,
        headers: list,
        postData: { text: body },
      },
    };
    const har = file('one.har', JSON.stringify({ log: { entries: [entry] } }));
    expect(await explain('--request', har, ...withKey)).toMatchObject({ code: 0 });
    const json = file(
      'one.json',
      JSON.stringify({
        method: 'POST',
        url: path,
        headers: Object.fromEntries(list.map(({ name = '', value = '' }) => [name, value] as const)),
        body,
      }),
    );
    expect(await explain('--request', json, ...withKey)).toMatchObject({ code: 0 });
  });

  it('--list: every mistake', async () => {
    const { code, stdout } = await explain('--list');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['nothing', [], 'give --request'],
    ['no key', ['--request', right], 'a public key is missing'],
    ['no such file', ['--request', 'none.http', ...withKey], 'cannot read none.http'],
    [
      'standard input for two',
      ['--request', '-', '--response', '-', ...withKey],
      'standard input (-) can be only one of --request, --response and --body-file',
    ],
    [
      'a private key, which is not printed',
      ['--request', right, '--public-key', 'private.pem'],
      'this is a private key',
    ],
    [
      'no Signature',
      ['--request', file('unsigned.http', `POST ${path} HTTP/1.1\nClient-Id: C\n\n{}`), ...withKey],
      'no header Signature and no Request-Time',
    ],
    [
      'no message',
      ['--request', file('text.txt', 'hello there\n'), ...withKey],
      'does not look like a message',
    ],
    [
      'a line of the log',
      [
        '--request',
        file(
          'log.json',
          '{"level":"warn","requestId":"1","resultCode":"INVALID_SIGNATURE","reason":"the signature does not fit"}',
        ),
        ...withKey,
      ],
      'a line of a log',
    ],
  ])('input that cannot be used is exit code 2, saying what is missing: %s', async (_, args, said) => {
    const { code, stdout, stderr } = await explain(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain(readFileSync(join(cwd, 'private.pem'), 'utf8').slice(40, 100));
  });
});

describe('standard input', () => {
  const explainInput = (input: string, ...args: string[]) =>
    spawnSync(process.execPath, [program('command'), 'explain', ...args], { cwd, input, encoding: 'utf8' });

  it('is read for -', () => {
    const text = readFileSync(join(cwd, wrong), 'utf8');
    const { status, stdout } = explainInput(text, '--request', '-', ...withKey);
    expect(status).toBe(1);
    expect(stdout).toContain('body-spaced:');
  });

  it('is named when it cannot be used', () => {
    const { status, stderr } = explainInput('hello', '--request', '-', ...withKey);
    expect(status).toBe(2);
    expect(stderr).toContain('standard input does not look like a message');
  });
});
