import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export const newPair = (): KeyPair =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

/** The users of these tests, by what becomes of them. */
export const people = {
  phone: '+12025550142',
  email: 'ada.lovelace@example.com',
  token: 'token-of-ada-lovelace',
} as const;

export interface DirectoryContent {
  readonly clients: object[];
  readonly users: object[];
  readonly tokens: object[];
}

/** A folder with everything that a service reads: a directory of one client and some users, and keys on both sides. */
export class ServiceFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'sendotp-service-'));
  readonly caller = newPair();
  readonly mpp = newPair();
  readonly directory: DirectoryContent;

  /** @param users how many users there are besides Ada; their tokens are `token-0`, `token-1`, … */
  constructor(users = 0) {
    mkdirSync(join(this.folder, 'keys'));
    this.write('keys/1.pem', this.mpp.privateKey);
    this.write('caller-1.pem', this.caller.publicKey);
    const more = Array.from({ length: users }, (_, index) => index);
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
        ...more.map((index) => ({
          id: `u-${index}`,
          status: 'ACTIVE',
          phone: `+1202556${String(index).padStart(4, '0')}`,
        })),
      ],
      tokens: [
        { token: people.token, userId: 'ada' },
        ...more.map((index) => ({ token: `token-${index}`, userId: `u-${index}` })),
      ],
    };
    this.writeDirectory();
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
