import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { Client } from 'pg';
import type { ProbeResult, ProbeTask } from './directory-probe.js';
import { newKeys } from './keys.js';
import { startPostgres } from './postgres.js';

const lookUps = 20_000;

/** The file directory beside the one in PostgreSQL of examples/postgres-mpp: look-ups, start-up and memory. */
export async function directories(users: number): Promise<void> {
  // Under node_modules, from where the example's packages are found.
  const folder = mkdtempSync(join(resolve('node_modules'), '.bench-directories-'));
  try {
    const rows = [10_000, 20_000].map((count) => ({
      directory: `file, ${count} users`,
      ...probe({ file: writeDirectory(folder, count), users: count, lookUps }),
    }));
    const module = join(folder, 'postgres-directory.mjs');
    const entryPoints = ['examples/postgres-mpp/postgres-directory.ts'];
    buildSync({
      entryPoints,
      outfile: module,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
    });
    const postgres = await startPostgres();
    if (postgres === undefined) {
      console.log('no PostgreSQL on this machine: what it costs is left out');
      console.table(rows);
      return;
    }
    try {
      await fill(postgres.url, users);
      const result = probe({ database: { url: postgres.url, module }, users, lookUps });
      console.table([...rows, { directory: `PostgreSQL, ${users} users`, ...result }]);
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function probe(task: ProbeTask): Readonly<Record<string, string>> {
  const program = fileURLToPath(new URL('directory-probe.js', import.meta.url));
  const output = execFileSync(process.execPath, ['--expose-gc', program], { input: JSON.stringify(task) });
  const { readyMs, longestStallMs, rssMb, p50Ms, p99Ms } = JSON.parse(output.toString()) as ProbeResult;
  return {
    'ready after': `${readyMs.toFixed(0)} ms`,
    'longest stall': `${longestStallMs.toFixed(0)} ms`,
    RSS: `${rssMb.toFixed(0)} MB`,
    'look-up p50': `${p50Ms.toFixed(3)} ms`,
    p99: `${p99Ms.toFixed(3)} ms`,
  };
}

function writeDirectory(folder: string, users: number): string {
  writeFileSync(join(folder, 'caller.pem'), newKeys().caller.publicKey);
  const list = Array.from({ length: users }, (_, n) => n);
  const lines = [
    'clients:',
    "  - { clientId: CALLER, keys: { '1': caller.pem }, mayCallFor: [{ pspId: P, acquirerIds: [A] }] }",
    'users:',
    ...list.map((n) => `  - { id: u-${n}, status: ACTIVE, phone: '${phone(n)}', email: u-${n}@example.com }`),
    'tokens:',
    ...list.map((n) => `  - { token: token-${n}, userId: u-${n}, clientId: CALLER }`),
  ];
  const file = join(folder, `directory-${users}.yaml`);
  writeFileSync(file, lines.join('\n'));
  return file;
}

const phone = (n: number): string => `+1202${String(n).padStart(7, '0')}`;

async function fill(url: string, users: number): Promise<void> {
  const migrate = ['--import', 'tsx', 'examples/postgres-mpp/migrate.ts'];
  execFileSync(process.execPath, migrate, { env: { ...process.env, DATABASE_URL: url } });
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("INSERT INTO clients VALUES ('CALLER')");
  await client.query("INSERT INTO client_keys VALUES ('CALLER', '1', $1)", [newKeys().caller.publicKey]);
  const series = `FROM generate_series(0, ${users - 1}) n`;
  await client.query(
    `INSERT INTO users SELECT 'u-' || n, 'ACTIVE', '+1202' || lpad(n::text, 7, '0'), 'u-' || n || '@example.com' ${series}`,
  );
  await client.query(
    `INSERT INTO tokens SELECT sha256(('token-' || n)::bytea), 'u-' || n, 'CALLER' ${series}`,
  );
  await client.query('ANALYZE');
  await client.end();
}
