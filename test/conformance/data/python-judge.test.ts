import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProfileInput, runConformance } from '@sendotp-contract/conformance';
import { caseData } from '../../../conformance/data/case-data.js';
import { type Habits, startVariant, tokens } from '../variant-server.js';
import { profileOf, world } from '../world.js';

const run = promisify(execFile);
const judge = 'test/conformance/data/judge.py';

/** Debian's Python, for which it has the package for signatures; CI has both. */
const python = '/usr/bin/python3';
const hasPython = await run(python, ['-c', 'import cryptography']).then(
  () => true,
  () => process.env['SENDOTP_TEST_ALL'] !== undefined,
);

type Change = (good: Habits) => Partial<Habits>;

const everything: readonly string[] = [];

/** Servers that keep the contract or break it, each in another part of the message; and the cases that are played. */
const servers: readonly (readonly [name: string, only: readonly string[], change: Change])[] = [
  ['keeps the contract', everything, () => ({})],
  [
    'does not know the frozen user, keeps no replays and takes an empty verifyType',
    everything,
    (good) => ({
      outcome: (token, ...rest) => (token === tokens.frozen ? 'INVALID_TOKEN' : good.outcome(token, ...rest)),
      replayKey: () => undefined,
      schema: (body) => good.schema(body['verifyType'] === '' ? { ...body, verifyType: null } : body),
    }),
  ],
  [
    'matches paths in any case',
    ['CALL'],
    (good) => ({ path: (path, request) => good.path(path.replace(/sendotp/i, 'sendOTP'), request) }),
  ],
  [
    'reads zones with a colon alone',
    ['HDR'],
    (good) => ({ time: (text) => (/[+-]\d{4}$/.test(text) ? undefined : good.time(text)) }),
  ],
  [
    'reads no plain base64',
    ['SIG', 'HDR'],
    (good) => ({
      decodeSignature: (value) => (/[+/]/.test(value) ? undefined : good.decodeSignature(value)),
    }),
  ],
  ['verifies over JSON written again', ['SIG', 'REQ'], () => ({ signedBody: rewritten })],
  ['has a tolerance of five minutes', ['SIG-8'], () => ({ toleranceMs: 300_000 })],
  [
    'counts UTF-16 units',
    ['REQ'],
    (good) => ({ schema: (body) => String(body['acquirerId']).length <= 64 && good.schema(body) }),
  ],
  ['does not look at acquirerId and pspId', ['RC', 'order'], () => ({ agreement: () => true })],
  [
    'refuses every query',
    ['CALL'],
    () => ({ signedPath: (path) => (path.includes('?') ? 'nonsense' : path) }),
  ],
  [
    'looks at the schema before everything else',
    ['order'],
    () => ({ order: (checks) => ['schema', ...checks.filter((check) => check !== 'schema')] }),
  ],
];

function rewritten(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  } catch {
    return body;
  }
}

/** `SIG` stands for SIG-1.…, SIG-2.… and so on. */
const isOf = (only: readonly string[], id: string): boolean =>
  only.length === 0 || only.some((family) => new RegExp(`^${family}[-.]`).test(id));

describe.runIf(hasPython)('the cases as data, played by a judge in Python', () => {
  let folder = '';
  let ids: readonly string[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-data-'));
    const data = await caseData();
    ids = data.cases.map(({ id }) => id);
    // Made anew, not read: what npm run generate made may be older than the cases.
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(data));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The verdicts of the judge in Python, by case. */
  async function played(
    profile: ProfileInput,
    name: string,
    only: readonly string[],
  ): Promise<Readonly<Record<string, string>>> {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(profile));
    const pattern = only.length === 0 ? [] : [`(${only.join('|')})[-.]`];
    const { stdout } = await run(python, [judge, join(folder, 'cases.json'), file, ...pattern]);
    const { verdicts } = JSON.parse(stdout) as { verdicts: Record<string, string> };
    return verdicts;
  }

  it.each(servers)('gives the same verdicts of a server that %s', async (name, only, change) => {
    const [one, other] = [await startVariant(world, change), await startVariant(world, change)];
    const selected = ids.filter((id) => isOf(only, id));
    const [report, verdicts] = await Promise.all([
      runConformance(profileOf(one.url), { only: selected }),
      played(profileOf(other.url), name, only),
    ]);
    await Promise.all([one.close(), other.close()]);
    const own = report.cases.filter(({ id }) => selected.includes(id));
    expect(own.length).toBeGreaterThan(0);
    expect(verdicts).toEqual(Object.fromEntries(own.map(({ id, verdict }) => [id, verdict])));
  });
});
