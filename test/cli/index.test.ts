import { spawn } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { program } from '../from-source.js';
import { cleanUp, newFolder, sendotp, sendotpProcess } from './program.js';

const cwd = newFolder();
afterAll(cleanUp);

describe('help', () => {
  it('of the program: what it is and every command', async () => {
    const { code, stdout, stderr } = await sendotp(['--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: sendotp-contract');
    expect(stdout).toContain('The sendOTP contract between Alipay+ and a Mobile Payment Provider');
    expect(stdout).toMatch(/^ {2}serve .+ run the sandbox/m);
    expect(stdout).toMatch(/^ {2}call .+ call sendOTP once, signed/m);
  });

  it.each([
    ['serve', ['--port', '--host', 'env PORT, default 8080', 'sandbox:SUCCESS', '.sandbox/']],
    [
      'call',
      [
        '--url',
        'http://127.0.0.1:8080',
        '--client-id',
        '--private-key',
        '--public-key',
        '.sandbox/caller.private.pem',
        '--access-token',
        '--verify-type',
        '--show',
        '--json',
      ],
    ],
  ])('of %s: every option, its default, and the exit codes', async (command, parts) => {
    const { code, stdout, stderr } = await sendotp([command, '--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: sendotp-contract ${command}`);
    // Commander breaks lines where they fit the terminal.
    const text = stdout.replaceAll(/\s+/g, ' ');
    for (const part of parts) expect(text).toContain(part);
    expect(text).toMatch(/Exit codes: 0 .+, 1 .+, 2 usage/);
    expect(await sendotp(['help', command], { cwd })).toMatchObject({ code: 0, stdout });
  });
});

describe('usage', () => {
  it('without a command: the help, on standard error, and exit code 2', async () => {
    const { code, stdout, stderr } = await sendotp([], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: sendotp-contract');
  });

  it('an unknown command: one that is meant, perhaps, and exit code 2', async () => {
    const { code, stderr } = await sendotp(['serv'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("unknown command 'serv'");
    expect(stderr).toContain('Did you mean serve?');
  });
});

describe('the process', () => {
  it.each([
    ['--version', 0],
    ['bogus', 2],
  ])('%s ends it with %i', async (argument, code) => {
    expect(await sendotpProcess([argument], { cwd })).toMatchObject({ code });
  });

  it('takes it for no failure when its reader has read enough', async () => {
    const child = spawn(process.execPath, [program('command'), '--help'], { cwd, stdio: 'pipe' });
    child.stdout.destroy();
    const stderr: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, stderr: stderr.join('') }).toEqual({ code: 0, stderr: '' });
  });
});
