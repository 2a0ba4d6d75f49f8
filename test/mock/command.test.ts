import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resultCodes } from '@sendotp-contract/spec';
import { faults } from '@sendotp-contract/mock';
import { program } from '../from-source.js';

const folder = mkdtempSync(join(tmpdir(), 'sendotp-mock-'));

/** The command in an empty folder. */
class Command {
  readonly child: ChildProcess;
  printed = '';

  constructor(...args: string[]) {
    this.child = spawn(process.execPath, [program('command'), ...args], {
      cwd: folder,
      env: { ...process.env, PORT: '', HOST: '' },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  async ended(): Promise<number | null> {
    if (this.child.exitCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  /** Waits until this has been printed. */
  async prints(text: string): Promise<void> {
    while (!this.printed.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`ended with ${this.child.exitCode}: ${this.printed}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

describe('sendotp mock', () => {
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts with nothing there, says how to call it, answers, and stops when told to', async () => {
    const mock = new Command('mock', '--port', '0', '--scenario', 'fault:missing-id');
    await mock.prints('Stop with Ctrl-C');
    for (const code of Object.keys(resultCodes)) expect(mock.printed).toContain(`sandbox:${code} `);
    for (const name of Object.keys(faults)) expect(mock.printed).toContain(`sandbox:fault:${name}`);
    const [, url = ''] = /npx sendotp-contract call --url (\S+) --access-token/.exec(mock.printed) ?? [];

    const named = new Command('call', '--url', url, '--access-token', 'sandbox:USER_NOT_EXIST');
    expect(await named.ended()).toBe(1);
    expect(named.printed).toContain('F USER_NOT_EXIST');
    const standing = new Command('call', '--url', url, '--access-token', 'SECRET');
    expect(await standing.ended()).toBe(2);
    expect(standing.printed).toMatch(/S without .*verifyRequestId/);
    await mock.prints('fault missing-id');
    expect(mock.printed).not.toContain('SECRET');

    const second = new Command('mock', '--port', new URL(url).port);
    expect(await second.ended()).toBe(1);
    expect(second.printed).toContain('another port: npx sendotp-contract mock --port 8081');

    mock.child.kill('SIGTERM');
    expect(await mock.ended()).toBe(0);
  });

  it.each([
    [['--scenario', 'NOPE'], 'sendotp-contract: --scenario "NOPE": no such scenario; expected <RESULT_CODE>'],
    [['--scenario', 'fault:NOPE'], 'expected one of timeout, slow'],
    [['--signature', 'maybe'], 'Allowed choices are required, optional, off'],
  ])('%s is usage', async (args, message) => {
    const mock = new Command('mock', ...args);
    expect(await mock.ended()).toBe(2);
    expect(mock.printed).toContain(message);
  });
});
