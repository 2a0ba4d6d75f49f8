import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { caller, mpp } from '../../key-pairs.js';

/** The users of these tests, by what becomes of them. */
export const people = {
  phone: '+12025550142',
  email: 'ada.lovelace@example.com',
  token: 'token-of-ada-lovelace',
} as const;

/** A user besides Ada, as far as the tests call for and hear of them. */
export interface Person {
  readonly id: string;
  readonly token: string;
  readonly phone: string;
  readonly email: string;
}

const person = (index: number): Person => ({
  id: `u-${index}`,
  token: `token-${index}`,
  phone: `+1202556${String(index).padStart(4, '0')}`,
  email: `someone.${index}@example.com`,
});

/** What of these users must be nowhere: a token, a phone number, an e-mail address. */
export const personalData = /token-(\d|of-ada)|1202(556\d|5550142)|(someone\.\d|lovelace)/;

export interface DirectoryContent {
  readonly clients: object[];
  readonly users: object[];
  readonly tokens: object[];
}

/** A folder with everything that a service reads: a directory of one client and some users, and keys on both sides. */
export class ServiceFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'sendotp-service-'));
  readonly caller = caller;
  readonly mpp = mpp;
  readonly directory: DirectoryContent;
  /** The users besides Ada. */
  readonly others: readonly Person[];
  #served = 0;

  /** @param users how many users there are besides Ada; their tokens are `token-0`, `token-1`, … */
  constructor(users = 0) {
    mkdirSync(join(this.folder, 'keys'));
    this.write('keys/1.pem', this.mpp.privateKey);
    this.write('caller-1.pem', this.caller.publicKey);
    this.others = Array.from({ length: users }, (_, index) => person(index));
    this.directory = {
      clients: [
        {
          clientId: 'CALLER',
          keys: { '1': 'caller-1.pem' },
          mayCallFor: [{ pspId: 'P', acquirerIds: ['A'] }],
        },
      ],
      users: [
        { id: 'ada', status: 'ACTIVE', phone: people.phone, email: people.email },
        ...this.others.map(({ id, phone, email }) => ({ id, status: 'ACTIVE', phone, email })),
      ],
      tokens: [
        { token: people.token, userId: 'ada' },
        ...this.others.map(({ id, token }) => ({ token, userId: id })),
      ],
    };
    this.writeDirectory();
  }

  /** A user whom nobody has asked for yet. */
  nextPerson(): Person {
    const next = this.others[this.#served];
    if (next === undefined) throw new Error(`all ${this.others.length} users are taken: make more of them`);
    this.#served += 1;
    return next;
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  writeDirectory(content: object = this.directory): void {
    this.write('directory.yaml', stringify(content));
  }

  /** The settings that name these files; a free port, and whatever else is said. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      PORT: '0',
      HOST: '127.0.0.1',
      ADMIN_PORT: '0',
      LOG_FORMAT: 'json',
      DIRECTORY_FILE: join(this.folder, 'directory.yaml'),
      MPP_KEYS: join(this.folder, 'keys'),
      OTP_HASH_SECRET: 'a secret of the tests, 32 bytes long',
      ...more,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
