import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { explainSignature } from '@sendotp-contract/message/explain';
import { caller, clientId, path, time } from './parties.js';

const run = promisify(execFile);

/** One line of a program's output. */
interface Line {
  readonly ids: readonly string[];
  readonly made: string;
  readonly userAgent: string;
  readonly signature: string;
  /** The body as it was sent, in base64. */
  readonly body: string;
  readonly target: string;
  readonly time: string;
}

const folder = import.meta.dirname;
const programs = [
  {
    language: 'Python',
    command: '/usr/bin/python3',
    check: ['-c', 'import cryptography'],
    debian: 'python3-cryptography',
    args: [join(folder, 'mistakes.py')],
  },
  {
    language: 'Java',
    command: 'java',
    check: ['--list-modules'],
    debian: 'default-jdk-headless',
    args: ['-Dfile.encoding=UTF-8', join(folder, 'Mistakes.java')],
  },
  { language: 'PHP', command: 'php', check: ['-v'], debian: 'php-cli', args: [join(folder, 'mistakes.php')] },
  {
    language: 'Go',
    command: 'go',
    check: ['version'],
    debian: 'golang-go',
    args: ['run', join(folder, 'mistakes.go')],
  },
];

function isHere(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.each(programs)('mistakes made by $language', ({ language, command, check, args, debian }) => {
  const here = isHere(command, check);
  if (!here && process.env['SENDOTP_TEST_ALL'] === '1')
    throw new Error(`the mistakes of ${language} cannot be made: install ${debian}`);

  // Where the runtime is missing this is said in the report as skipped, not as passed.
  it.skipIf(!here)('are found and named, in its words', async () => {
    const env = {
      PATH: process.env['PATH'],
      // Go compiles into a cache of the user's.
      HOME: process.env['HOME'],
      KEY: caller.privatePem,
      SIGNED_PATH: path,
      CLIENT_ID: clientId,
      TIME: time,
    };
    const { stdout } = await run(command, args, { env, encoding: 'utf8' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const results = await Promise.all(
      lines.map(async ({ made, userAgent, signature, body, target, time: sentTime }) => {
        const headers = {
          Host: 'mpp.example.com',
          'User-Agent': userAgent,
          'Client-Id': clientId,
          'Request-Time': sentTime,
          Signature: signature,
        };
        const request = { method: 'POST', target, headers, body: Buffer.from(body, 'base64') };
        const explanation = await explainSignature({ request }, caller.publicPem, {
          optionalFields: ['verifyType'],
        });
        return {
          made,
          ids: explanation.explanations[0]?.mistakes.map(({ id }) => id) ?? [],
          language: explanation.language,
        };
      }),
    );
    expect(results).toEqual(lines.map(({ made, ids }) => ({ made, ids, language })));
    expect(lines.length).toBeGreaterThanOrEqual(15);
  });
});
