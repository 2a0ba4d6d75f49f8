import { createHash } from 'node:crypto';
import { importPublicKeys, type KeySet } from '@sendotp-contract/message';
import type { Directory, PartOfService, TokenRecord, User } from '@sendotp-contract/reference';
import { Pool, type QueryResultRow } from 'pg';

/** Users, access tokens and agreements in PostgreSQL, and the callers' keys, which `reload` reads. */
export class PostgresDirectory implements Directory, PartOfService {
  readonly #pool: Pool;
  #keys: ReadonlyMap<string, KeySet> = new Map();

  constructor(connectionString: string | undefined) {
    // All waits of a request together are shorter than HANDLER_TIMEOUT_MS.
    const ms = 1_000;
    const bounds = { max: 10, connectionTimeoutMillis: ms, query_timeout: ms, statement_timeout: ms };
    this.#pool = new Pool({ connectionString, application_name: 'sendotp', ...bounds });
    // The pool replaces an idle connection that breaks; without a listener its error would end the process.
    this.#pool.on('error', () => undefined);
  }

  async findToken(clientId: string | undefined, accessToken: string): Promise<TokenRecord | undefined> {
    const hash = createHash('sha256').update(accessToken).digest();
    const sql = `SELECT user_id AS "userId", status, client_id AS "clientId",
      extract(epoch FROM expires_at)::float8 * 1000 AS "expiresAt" FROM tokens
      WHERE token_hash = $1 AND ($2::text IS NULL OR client_id = $2)`;
    return (await this.#select<TokenRecord>('find-token', sql, [hash, clientId]))[0];
  }

  async findUser(userId: string): Promise<User | undefined> {
    const sql = 'SELECT id, status, phone, email, locale FROM users WHERE id = $1';
    return (await this.#select<User>('find-user', sql, [userId]))[0];
  }

  async mayAct(...ids: [clientId: string, acquirerId: string, pspId: string]): Promise<boolean> {
    const sql = 'SELECT FROM agreements WHERE client_id = $1 AND acquirer_id = $2 AND psp_id = $3';
    return (await this.#select('may-act', sql, ids)).length > 0;
  }

  /** From memory: strangers' requests must not reach the database. */
  readonly findClient = (clientId: string): KeySet | undefined => this.#keys.get(clientId);

  async reload(): Promise<void> {
    const sql = `SELECT client_id AS id, json_object_agg(key_version, public_key) AS keys FROM client_keys GROUP BY 1`;
    const rows = await this.#select<{ id: string; keys: Record<string, string> }>('keys', sql, []);
    this.#keys = new Map(
      await Promise.all(rows.map(async ({ id, keys }) => [id, await importPublicKeys(keys)] as const)),
    );
  }

  readonly check = (): Promise<void> => this.#pool.query('SELECT 1').then(() => undefined);
  readonly close = (): Promise<void> => this.#pool.end();

  /** A statement with a name is prepared once for each connection. What is NULL is left out. */
  async #select<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.#pool.query<QueryResultRow>({ name, text, values: [...values] });
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null)) as Row);
  }
}
