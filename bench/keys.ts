import { generateKeyPairSync } from 'node:crypto';

/** One key pair, PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Handed to each contender in its environment, so that all check and sign with the same keys. */
export interface BenchKeys {
  readonly caller: KeyPair;
  readonly mpp: KeyPair;
}

const pair = (): KeyPair =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

export const newKeys = (): BenchKeys => ({ caller: pair(), mpp: pair() });

/** The keys that the parent process chose. */
export function keysFromParent(): BenchKeys {
  return JSON.parse(process.env['BENCH_KEYS'] ?? '') as BenchKeys;
}

/** What a contender tells its parent process. */
export interface Announcement {
  readonly port: number;
  /** Its processes, whose CPU time counts. */
  readonly pids: readonly number[];
}

/** Tells the parent process where this contender listens. */
export function announce(port: number, pids: readonly number[] = [process.pid]): void {
  const announcement: Announcement = { port, pids };
  process.send?.(announcement);
}
