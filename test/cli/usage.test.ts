import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createSendOtpRouter } from '@sendotp-contract/server';
import express from 'express';
import { afterAll, describe, expect, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';
import { shellOptions } from '../server/shell.js';
import { cleanUp, newFolder, oneLine, sendotp } from './program.js';

const cwd = newFolder();
afterAll(cleanUp);

describe('help', () => {
  it('has examples and says where the documentation is', async () => {
    const { stdout } = await sendotp(['--help'], { cwd });
    expect(stdout).toMatch(/Examples:\n +npx sendotp-contract serve/);
    const link = /Documentation: (\S+\.md)/.exec(stdout)?.[1] ?? '';
    expect(readFileSync(new URL(link), 'utf8')).toContain('# sendotp-contract');
    expect((await sendotp(['call', '--help'], { cwd })).stdout).toContain('Examples:');
  });

  it('says the same of a command in the list and in the command', async () => {
    const { stdout } = await sendotp(['--help'], { cwd });
    for (const name of ['serve', 'mock', 'call', 'check', 'completion']) {
      const { stdout: whole } = await sendotp(['help', name], { cwd });
      expect(whole).toContain('Exit codes: 0');
      expect(stdout).toMatch(new RegExp(`^ {2}${name} .*[a-z]`, 'm'));
    }
  });

  it('takes less than 0.3 s of CPU', () => {
    execFileSync('npm', ['run', '--silent', 'build']);
    const timed = `TIMEFORMAT='%U %S'; time '${process.execPath}' '${resolve('cli/bin/sendotp-contract.js')}' --help >/dev/null`;
    const seconds = (): number =>
      execFileSync('bash', ['-c', `{ ${timed} ; } 2>&1`], { encoding: 'utf8' })
        .trim()
        .split(' ')
        .reduce((sum, part) => sum + Number(part), 0);
    // What else the machine does makes one start dearer, but not each.
    expect(Math.min(...Array.from({ length: 5 }, seconds))).toBeLessThan(0.3);
  });
});

describe('a usage error', () => {
  it.each([
    ['serve', '--port', 'abc'],
    ['mock', '--port', '70000'],
    ['call', '--bogus'],
    ['call', '--timeout', 'abc'],
    ['call', '--verify-type', 'FAX'],
    ['check', '--bogus'],
    ['completion', 'tcsh'],
    ['completion'],
    ['bogus'],
    [],
    ['serve', 'extra'],
    ['serve', '--host', 'a b'],
    ['serve', '--settings', 'missing.env'],
    ['mock', '--host', 'a/b'],
    ['mock', '--scenario', 'NOPE'],
    ['check', '--profile', 'missing.yaml'],
    ['check', '--report', 'pdf'],
    ['check', '--fuzz', 'x'],
    ['explain'],
    ['explain', '--request', 'missing.txt'],
  ])('%s %s %s ends with 2', async (...args) => {
    const { code, stdout, stderr } = await sendotp(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it.each([
    ['call', '--json', '--bogus'],
    ['call', '--json', '--verify-type', 'FAX'],
    ['call', '--json', '--timeout', 'abc'],
    ['call', '--json', '--private-key', 'missing.pem'],
    ['explain', '--json'],
    ['explain', '--json', '--request', 'missing.txt'],
    ['check', '--json', '--profile', 'missing.yaml'],
    ['check', '--json', '--bogus'],
    ['serve', '--json', '--port', 'abc'],
    ['serve', '--json', '--settings', 'missing.env'],
    ['mock', '--json'],
    ['completion', '--json', 'tcsh'],
    ['bogus', '--json'],
  ])('%s %s %s %s is JSON, too', async (...args) => {
    const { code, stdout } = await sendotp(args, { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'USAGE' } });
  });
});

describe('completion', () => {
  it('of bash completes commands and the options of each', async () => {
    const { stdout } = await sendotp(['completion', 'bash'], { cwd });
    writeFileSync(join(cwd, 'completion.bash'), stdout);
    const complete = (words: readonly string[]): string =>
      execFileSync(
        'bash',
        [
          '-c',
          `source completion.bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _sendotp; echo "\${COMPREPLY[@]}"`,
        ],
        { cwd, encoding: 'utf8' },
      ).trim();
    expect(complete(['sendotp', 'c'])).toBe('call check completion');
    expect(complete(['sendotp', 'call', '--acc'])).toBe('--access-token');
    expect(complete(['sendotp', 'serve', '--p'])).toBe('--port');
    expect(complete(['sendotp', 'serve', '--he'])).toBe('--help');
    expect(stdout).toContain('complete -o default -F _sendotp sendotp sendotp-contract');
  });

  it.each(['zsh', 'fish'])('of %s names every command and option', async (shell) => {
    const { stdout } = await sendotp(['completion', shell], { cwd });
    for (const word of ['serve', 'mock', 'call', 'check', '--access-token', '--port'])
      expect(stdout).toContain(word);
  });
});

describe('call', () => {
  it('--ca, --quiet, --verbose: an MPP with a CA of its own', async () => {
    const cert = readFileSync('test/server/tls/first.cert.pem');
    const key = readFileSync('test/server/tls/first.key.pem');
    const server = createServer({ cert, key }, express().use(await createSendOtpRouter(shellOptions())));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as AddressInfo;
      writeFileSync(join(cwd, 'own.pem'), caller.privateKey);
      writeFileSync(join(cwd, 'mpp.pem'), mpp.publicKey);
      const keys = ['--client-id', 'CALLER', '--private-key', 'own.pem', '--public-key', 'mpp.pem'];
      const args = ['call', '--url', `https://localhost:${port}`, ...keys];
      const without = await sendotp(args, { cwd });
      expect(without.code).toBe(2);
      expect(without.stderr).toContain('not of a CA known here');
      expect(without.stderr).toContain('--ca');
      const missing = await sendotp([...args, '--ca', 'missing.pem'], { cwd });
      expect(missing.stderr).toContain('cannot read the CA missing.pem: there is no such file');
      const ca = ['--ca', resolve('test/server/tls/first.cert.pem')];
      const verbose = await sendotp([...args, ...ca, '--verbose'], { cwd });
      expect(verbose).toMatchObject({ code: 0, stdout: expect.stringContaining('S SUCCESS') as unknown });
      expect(verbose.stderr).toContain('--- content to be signed');
      const quiet = await sendotp([...args, ...ca, '--quiet'], { cwd });
      expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('--ca, --timeout: an MPP that is silent is let go, and one that is gone is told like any other', async () => {
    const cert = readFileSync('test/server/tls/first.cert.pem');
    const key = readFileSync('test/server/tls/first.key.pem');
    const server = createServer({ cert, key }, () => undefined);
    let isClosed = false;
    server.once('connection', (socket) => socket.once('close', () => (isClosed = true)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(cwd, 'own.pem'), caller.privateKey);
    writeFileSync(join(cwd, 'mpp.pem'), mpp.publicKey);
    const keys = ['--private-key', 'own.pem', '--public-key', 'mpp.pem'];
    const ca = ['--ca', resolve('test/server/tls/first.cert.pem')];
    const args = ['call', '--url', `https://localhost:${port}`, ...keys, ...ca];
    const silent = await sendotp([...args, '--timeout', '2000'], { cwd });
    expect(oneLine(silent, 2)).toMatch(/TIMEOUT: no whole response from .* within 2000 ms/);
    await expect.poll(() => isClosed).toBe(true);
    await new Promise((done) => server.close(done));
    expect(oneLine(await sendotp(args, { cwd }), 2)).toMatch(/TRANSPORT_FAILED: .*ECONNREFUSED/);
  });

  it('--allow-insecure: http: to another machine is a mistake otherwise', async () => {
    writeFileSync(join(cwd, 'own.pem'), caller.privateKey);
    writeFileSync(join(cwd, 'mpp.pem'), mpp.publicKey);
    const args = [
      'call',
      '--url',
      'http://mpp.invalid',
      '--private-key',
      'own.pem',
      '--public-key',
      'mpp.pem',
    ];
    expect((await sendotp(args, { cwd })).stderr).toContain('CONFIGURATION');
    expect((await sendotp([...args, '--allow-insecure'], { cwd })).stderr).toContain('TRANSPORT_FAILED');
  });
});
