import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuTimeOf } from './cpu-time.js';
import { median } from './statistics.js';

const command = fileURLToPath(import.meta.resolve('sendotp-contract/package.json')).replace(
  /package\.json$/,
  'bin/sendotp-contract.js',
);

/** What it costs to start: `serve` as a sandbox whose keys are there, to its first answer. */
export async function start(times = 5): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    // The first makes the keys.
    await serveOnce(folder);
    const seconds: number[] = [];
    for (let index = 0; index < times; index += 1) seconds.push((await serveOnce(folder)) / 1e6);
    console.log(
      `serve to its first answer: ${median(seconds).toFixed(2)} s of CPU (${seconds.map((value) => value.toFixed(2)).join(', ')})`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns CPU µs */
async function serveOnce(folder: string): Promise<number> {
  const child = spawn(process.execPath, [command, 'serve', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let text = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => {
        reject(new Error('serve did not start'));
      });
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /http:\/\/\S+/.exec(text);
        if (found !== null) resolve(found[0]);
      });
    });
    await (await fetch(url, { method: 'POST', body: '{}' })).text();
    return cpuTimeOf(child.pid ?? 0).all;
  } finally {
    child.kill('SIGKILL');
  }
}
