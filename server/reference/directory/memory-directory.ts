import type { Directory, TokenRecord, User } from './directory.js';

/** One caller's right to call for one acquirer and one MPP. */
export interface Agreement {
  readonly clientId: string;
  readonly acquirerId: string;
  readonly pspId: string;
}

export interface MemoryDirectoryRecords {
  /** Access token → its record. */
  readonly tokens: Readonly<Record<string, TokenRecord>>;
  readonly users: readonly User[];
  readonly agreements: readonly Agreement[];
}

/** A directory of fixed records. */
export class MemoryDirectory implements Directory {
  // Maps and a set: in an object, a token named `__proto__` would be found.
  readonly #tokens: ReadonlyMap<string, TokenRecord>;
  readonly #users: ReadonlyMap<string, User>;
  readonly #agreements: ReadonlySet<string>;

  constructor({ tokens, users, agreements }: MemoryDirectoryRecords) {
    this.#tokens = new Map(Object.entries(tokens));
    this.#users = new Map(users.map((user) => [user.id, user]));
    this.#agreements = new Set(agreements.map(agreementKey));
  }

  findToken(clientId: string | undefined, accessToken: string): Promise<TokenRecord | undefined> {
    const token = this.#tokens.get(accessToken);
    const isOfAnother =
      token?.clientId !== undefined && clientId !== undefined && token.clientId !== clientId;
    return Promise.resolve(isOfAnother ? undefined : token);
  }

  findUser(userId: string): Promise<User | undefined> {
    return Promise.resolve(this.#users.get(userId));
  }

  mayAct(clientId: string, acquirerId: string, pspId: string): Promise<boolean> {
    return Promise.resolve(this.#agreements.has(agreementKey({ clientId, acquirerId, pspId })));
  }
}

function agreementKey({ clientId, acquirerId, pspId }: Agreement): string {
  // JSON, because an id may contain any separator.
  return JSON.stringify([clientId, acquirerId, pspId]);
}
