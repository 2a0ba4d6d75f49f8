import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Report } from '@sendotp-contract/conformance';
import { sendotp } from '../cli/program.js';
import { type ReferenceTarget, startReference } from '../e2e/reference-target.js';
import { startVariant, tokens } from './variant-server.js';
import { profileOf, world } from './world.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('sendotp check', () => {
  let folder = '';
  let target: ReferenceTarget;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-check-'));
    target = await startReference();
    mkdirSync(join(folder, '.sandbox'));
    writeFileSync(join(folder, '.sandbox/caller.private.pem'), target.privateKey);
    writeFileSync(join(folder, '.sandbox/mpp.public.pem'), target.publicKey);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await target.server.close();
  });

  /** Runs the command as a person does, in a folder of its own. */
  async function check(...options: string[]): Promise<Ended> {
    const { code, stdout, stderr } = await sendotp(['check', ...options], { cwd: folder });
    return { code, out: stdout, err: stderr };
  }

  it('judges the sandbox with nothing but its address: exit code 0, progress on stderr, the report alone on stdout', async () => {
    const { code, out, err } = await check('--url', target.url, '--fuzz', '40', '--seed', '5');
    expect(err).toMatch(
      /^\d+ of the cases send something; they will cause 4 OTPs, at most 10 \(--max-otps 10\)\n/,
    );
    expect(err).toMatch(/\[1\/\d+\] [A-Z]+\n[\s\S]*\] CALL\n[\s\S]*generated requests: 40\/40, seed 5/);
    expect(out).toMatch(/^sendOTP.* conformance of http:\/\/127\.0\.0\.1:\d+, as SANDBOX_ALIPAY_PLUS\n/);
    expect(out).toContain('generated requests: 40, seed 5');
    expect(out).toContain('The contract is kept, as far as was tried');
    expect(out).not.toContain('\u001B[');
    expect(code).toBe(0);
  });

  it('writes every form of the report, and one of them to stdout', async () => {
    const { out, err, code } = await check(
      '--url',
      target.url,
      '--only',
      'REQ-4',
      '--report',
      'json',
      '--report',
      'html=r.html',
      '--report',
      'junit=r.xml',
      '--report',
      'markdown=r.md',
      '--report',
      'terminal=r.txt',
    );
    expect(JSON.parse(out) as Report).toMatchObject({ verdict: 'conforms', only: ['REQ-4'] });
    expect(err).toContain('html report: r.html');
    for (const [file, begin] of [
      ['r.html', '<!doctype html>'],
      ['r.xml', '<?xml'],
      ['r.md', '# sendOTP conformance: kept'],
      ['r.txt', 'sendOTP conformance'],
    ] as const) {
      expect(readFileSync(join(folder, file), 'utf8').startsWith(begin), file).toBe(true);
    }
    expect(code).toBe(0);
  });

  it('exits with 1 when a rule is broken, told from a profile with its keys in files', async () => {
    const server = await startVariant(world, () => ({ agreement: () => true }));
    const { privateKey, publicKeys, olderKey, ...profile } = profileOf(server.url);
    mkdirSync(join(folder, 'keys'));
    writeFileSync(join(folder, 'keys/caller.pem'), privateKey);
    if (typeof publicKeys !== 'string') throw new TypeError('the variants have one key');
    writeFileSync(join(folder, 'keys/mpp.pem'), publicKeys);
    writeFileSync(join(folder, 'keys/older.pem'), olderKey?.privateKey ?? '');
    const whole = {
      ...profile,
      privateKey: 'keys/caller.pem',
      publicKeys: { '1': 'keys/mpp.pem' },
      olderKey: { keyVersion: '1', privateKey: 'keys/older.pem' },
    };
    writeFileSync(join(folder, 'mpp.yaml'), stringify(whole));
    const { code, out, err } = await check('--profile', 'mpp.yaml');
    const toFile = await check('--profile', 'mpp.yaml', '--only', 'RC-2', '--report', 'html=broken.html');
    await server.close();
    expect(toFile.out).not.toContain('FAILED');
    expect(toFile.out).toContain('The contract is broken: ');
    expect(readFileSync(join(folder, 'broken.html'), 'utf8')).toContain('RC-2.not-its-own');
    expect(out).toContain('FAILED  RC-2.not-its-own');
    expect(out).toContain('about RC-2.');
    for (const token of Object.values(tokens)) expect(out + err).not.toContain(token);
    expect(code).toBe(1);
  });

  it('exits with 2 when nobody answers', async () => {
    const { code, out } = await check('--url', 'http://127.0.0.1:1');
    expect(out).toContain(
      'Could not judge: no response to a plain call: no server answers at this address (ECONNREFUSED).',
    );
    expect(code).toBe(2);
  });

  it.each<[string, string[], string]>([
    [
      'a profile that is not there',
      ['--profile', 'gone.yaml'],
      'gone.yaml has one fault:\n  cannot be read: there is no such file',
    ],
    [
      'a key that is not there',
      ['--private-key', 'gone.pem'],
      'cannot read the key gone.pem: there is no such file',
    ],
    [
      'a key of the wrong half',
      ['--private-key', '.sandbox/mpp.public.pem'],
      'privateKey: this is a public key',
    ],
    ['a URL that is none', ['--url', 'localhost:8080'], 'baseUrl: has the scheme localhost'],
    ['an unknown case', ['--only', 'SIG-77'], '--only SIG-77 selects no case'],
    [
      'an unknown form',
      ['--report', 'pdf'],
      '--report "pdf" is not a format; expected terminal, json, junit, html, markdown',
    ],
    [
      'two reports on stdout',
      ['--report', 'json', '--report', 'junit'],
      'two reports cannot both go to standard output',
    ],
    ['a number that is none', ['--fuzz', 'many'], '--fuzz must be a whole number, not "many"'],
    ['an unknown option', ['--fuz', '1'], "unknown option '--fuz'"],
    // What the command passes on is refused by the run.
    ['no requests in a second', ['--rate', '0'], 'rate must be a number above 0'],
    ['no time to run', ['--max-minutes', '0'], 'maxMinutes must be a number above 0'],
    ['no time to answer', ['--timeout', '0'], 'timeoutMs must be a whole number of 1 or more'],
    [
      'a baseline that is not there',
      ['--baseline', 'gone.json'],
      'cannot read the baseline gone.json: there is no such file',
    ],
    ['a baseline that is none', ['--baseline', '.sandbox/mpp.public.pem'], 'the baseline is not JSON'],
  ])('exits with 2 for %s, in one clear line', async (_, options, message) => {
    const { code, out, err } = await check('--url', target.url, ...options);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('--write-baseline, --baseline: failures that are known end with 0, and not without the file', async () => {
    const [known, other] = ['known.json', 'other.json'];
    const args = ['--url', target.url, '--access-token', 'valid=sandbox:SUCCESS', '--only', 'RC-3.expired'];
    // The sandbox sends to this token: RC-3 fails.
    const failing = [...args, '--access-token', 'expired=sandbox:SUCCESS'];
    const first = await check(...failing, '--write-baseline', known);
    expect(first).toMatchObject({ code: 1, err: expect.stringContaining(`baseline: ${known}\n`) as string });
    expect(JSON.parse(readFileSync(join(folder, known), 'utf8'))).toEqual({
      failing: { 'RC-3.expired': ['0'] },
    });
    const second = await check(...failing, '--baseline', known);
    expect(second.out).toContain('The run equals the baseline: 1 case fails as known.');
    expect(second.code).toBe(0);
    writeFileSync(join(folder, other), '{"failing":{}}');
    expect(await check(...failing, '--baseline', other)).toMatchObject({ code: 1 });
  });

  it('--quiet, --json, --show-secrets: no progress, and a report that says what it shows', async () => {
    const args = ['--url', target.url, '--only', 'REQ-4', '--json'];
    const quiet = await check(...args, '--quiet');
    expect([quiet.err, JSON.parse(quiet.out)]).toEqual([
      '',
      expect.objectContaining({ secretsShown: false }),
    ]);
    const shown = await check(...args, '--show-secrets');
    expect(shown.err).toContain('of the cases send something');
    expect(JSON.parse(shown.out)).toMatchObject({ secretsShown: true });
  });

  it('shows the report when a file for it cannot be written, and exits with 2', async () => {
    const { code, out, err } = await check(
      '--url',
      target.url,
      '--only',
      'REQ-4',
      '--report',
      'json=gone/r.json',
    );
    expect(err).toContain('cannot write the report gone/r.json');
    expect(out).toContain('No selected case that must pass failed');
    expect(code).toBe(2);
  });

  it('takes access tokens by name, and one without a name for the valid user', async () => {
    const { code, out } = await check(
      '--url',
      target.url,
      '--only',
      'RC-1.sent',
      '--only',
      'RC-3',
      '--report',
      'json',
      '--access-token',
      'sandbox:FROZEN',
      '--access-token',
      'expired=sandbox:SUCCESS',
      '--max-otps',
      '5',
    );
    const { cases } = JSON.parse(out) as Report;
    expect(
      cases.map(({ id, verdict, findings }) => [id, verdict, findings[0]?.actual.split(' with')[0]]),
    ).toEqual([
      // A token that the target does not know is a wrong fixture, and no breach.
      ['RC-1.sent', 'not-tried', undefined],
      ['RC-3.expired', 'failed', 'S SUCCESS'],
    ]);
    expect(cases[0]?.reasons[0]).toContain('wrong fixture: accessTokens.valid is answered INVALID_TOKEN');
    expect(code).toBe(1);
  });

  it('--list prints the cases and sends nothing', async () => {
    const { code, out } = await check('--list', '--only', 'SIG-9');
    expect(out).toMatch(
      /^SIG-9\.in-a-row +must +the same signed message again .* \[SIG-9\] \(core; needs valid; OTPs: 0, at most 1\)$/m,
    );
    expect(out.trim().split('\n')).toHaveLength(8);
    expect(code).toBe(0);
  });

  it('--init writes a profile to start from, readable by its owner alone, and never over another', async () => {
    expect(await check('--init')).toMatchObject({ code: 0, out: '' });
    expect(parse(readFileSync(join(folder, 'conformance.yaml'), 'utf8'))).toMatchObject({
      clientId: 'MY_CLIENT_ID',
    });
    const again = await check('--init');
    expect(again).toMatchObject({ code: 2 });
    expect(again.err).toContain('cannot write conformance.yaml: the file exists already');
    expect(await check('--init', 'other.yaml')).toMatchObject({ code: 0 });
    for (const file of ['conformance.yaml', 'other.yaml'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });
});
