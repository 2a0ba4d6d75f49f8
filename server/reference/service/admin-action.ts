import type { IncomingMessage } from 'node:http';
import { loggableError } from '@sendotp-contract/server';
import { BearerSecret } from './bearer-secret.js';
import type { Metrics } from './metrics.js';
import type { ServiceLog } from './service-log.js';

/** Something that a program of the MPP's own asks the admin port for: `POST <path>` with a secret and a body of JSON. */
export interface AdminAction {
  readonly path: string;
  readonly secret: string;
  /** The body: these fields and no others, each a string. */
  readonly fields: readonly string[];
  readonly optional?: readonly string[];
  readonly run: (body: Readonly<Record<string, string>>) => Promise<object>;
}

/** Status and body of the answer. */
export interface AdminAnswer {
  readonly status: number;
  readonly body: object;
}

/** As large as every field at its longest, and blanks. */
const largestBody = 4_096;

/** Answers the actions of the admin port. */
export class AdminActions {
  readonly #actions: ReadonlyMap<string, AdminAction & { readonly bearer: BearerSecret }>;
  readonly #log: ServiceLog;
  readonly #metrics: Metrics;

  constructor(actions: readonly AdminAction[], log: ServiceLog, metrics: Metrics) {
    this.#actions = new Map(
      actions.map((action) => [action.path, { ...action, bearer: new BearerSecret(action.secret) }]),
    );
    this.#log = log;
    this.#metrics = metrics;
  }

  get paths(): readonly string[] {
    return [...this.#actions.keys()];
  }

  /** @returns undefined when there is no such action */
  async answer(path: string, request: IncomingMessage): Promise<AdminAnswer | undefined> {
    const action = this.#actions.get(path);
    if (action === undefined) return undefined;
    const answer = await this.#perform(action, request);
    this.#metrics.adminRequest(path, answer.status);
    return answer;
  }

  async #perform(
    action: AdminAction & { readonly bearer: BearerSecret },
    request: IncomingMessage,
  ): Promise<AdminAnswer> {
    if (request.method !== 'POST') return error(405, `expected POST ${action.path}`);
    // Before the body is read: a stranger's is not.
    if (!action.bearer.isIn(request.headers.authorization))
      return error(401, 'expected the secret in the header Authorization: Bearer …');
    const text = await readBody(request);
    if (text === undefined) return error(413, `the body has more than ${largestBody} bytes`);
    const body = fieldsOf(text, action);
    if (typeof body === 'string') return error(400, body);
    try {
      return { status: 200, body: await action.run(body) };
    } catch (cause) {
      const { name, code } = loggableError(cause);
      const reason = code === undefined ? name : `${name} (${code})`;
      this.#log.notice({ level: 'error', what: `${action.path} failed`, details: { reason } });
      return error(503, 'failed: it is not known whether it was done');
    }
  }
}

function error(status: number, what: string): AdminAnswer {
  return { status, body: { error: what } };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The fields of the body, or what is wrong with it: the place, never the value. */
function fieldsOf(
  text: string,
  { fields, optional = [] }: AdminAction,
): Readonly<Record<string, string>> | string {
  const expected = `expected a JSON object with ${fields.join(', ')}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `the body is not JSON; ${expected}`;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected;
  const found = new Map<string, string>();
  for (const [name, field] of Object.entries(value)) {
    if (![...fields, ...optional].includes(name)) return `the body has an unknown field; ${expected}`;
    if (typeof field !== 'string' || field === '') return `${name} must be a string that is not empty`;
    found.set(name, field);
  }
  const missing = fields.find((name) => !found.has(name));
  return missing === undefined ? Object.fromEntries(found) : `${missing} is missing; ${expected}`;
}
