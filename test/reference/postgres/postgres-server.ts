import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, type QueryResultRow } from 'pg';
import { freePort } from '../redis/redis-server.js';

const run = promisify(execFile);

/** Debian has one folder for each version of PostgreSQL. */
const versions = '/usr/lib/postgresql';
const newest = existsSync(versions)
  ? readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]
  : undefined;
const bin = process.env['POSTGRES_BIN'] ?? join(versions, newest ?? 'none', 'bin');

/** Whether a PostgreSQL is at hand. With SENDOTP_TEST_ALL=1 it has to be. */
export const hasPostgres = existsSync(join(bin, 'postgres'));
if (!hasPostgres) {
  const message = `no postgres in ${bin} (POSTGRES_BIN): the tests with PostgreSQL are left out`;
  if (process.env['SENDOTP_TEST_ALL'] === '1') throw new Error(message);
  console.warn(message);
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A PostgreSQL of a test's own, on a free port, with its data in a temporary folder. */
export class TestPostgres {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  static async start(): Promise<TestPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'sendotp-postgres-'));
    if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid);
    const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(join(bin, 'initdb'), ['-D', join(folder, 'data'), ...options], { ...nobody, cwd: folder });
    const postgres = new TestPostgres(folder, await freePort());
    await postgres.start();
    return postgres;
  }

  /** Starts it, or starts it again with its data. */
  async start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${this.#folder}`, 'fsync=off'];
    const child = spawn(
      join(bin, 'postgres'),
      ['-D', join(this.#folder, 'data'), '-p', String(this.#port), ...settings.flatMap((one) => ['-c', one])],
      { ...nobody, cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#process = child;
    let said = '';
    for await (const text of child.stderr.setEncoding('utf8') as AsyncIterable<string>) {
      said += text;
      if (!said.includes('ready to accept connections')) continue;
      child.stderr.resume();
      return;
    }
    throw new Error(`postgres did not start: ${said}`);
  }

  /** Ends it at once, as a crash does. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    // Immediate shutdown: no goodbye to the clients, and none of its own processes is left.
    child.kill('SIGQUIT');
    await once(child, 'exit');
  }

  /** Runs SQL as an operator would. */
  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Stops it for good. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
