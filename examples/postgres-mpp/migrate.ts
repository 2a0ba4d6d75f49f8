import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';

const folder = new URL('migrations/', import.meta.url);
const client = new Client({ connectionString: process.env['DATABASE_URL'] });
await client.connect();
// Two instances that start at the same time: one migrates, the other waits.
await client.query('SELECT pg_advisory_lock(1)');
await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)');
const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
for (const name of readdirSync(folder).sort()) {
  if (rows.some((row) => row.name === name)) continue;
  // Several statements in one query are one transaction.
  const record = `INSERT INTO migrations VALUES (${client.escapeLiteral(name)})`;
  await client.query(`${readFileSync(new URL(name, folder), 'utf8')}; ${record}`);
}
await client.end();
