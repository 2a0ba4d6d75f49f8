import { isSandboxToken } from './fixtures.js';
import type { Profile } from './profile.js';

/** Takes secrets out of what is shown. */
export interface Mask {
  readonly text: (text: string) => string;
  readonly bytes: (bytes: Uint8Array) => Buffer;
}

interface Secret {
  readonly value: string;
  /** What stands in its place. */
  readonly instead: string;
}

/**
 * Masks the profile's access tokens wherever they stand, as they are and escaped for JSON. The sandbox's are no secret,
 * and a private key is in no message.
 */
export function maskFor({ accessTokens }: Profile): Mask {
  const secrets = Object.entries(accessTokens)
    .flatMap(([name, token]) =>
      (typeof token === 'string' ? [token] : (token ?? [])).map((value) => ({ name, value })),
    )
    .filter(({ value }) => !isSandboxToken(value))
    .flatMap(({ name, value }) =>
      [value, JSON.stringify(value).slice(1, -1)].map((form) => ({
        value: form,
        instead: `<accessTokens.${name}>`,
      })),
    )
    // The longest first: one may be part of another.
    .sort((a, b) => b.value.length - a.value.length);
  return maskOf(secrets);
}

/** Leaves everything as it is. */
export const showAll: Mask = maskOf([]);

function maskOf(secrets: readonly Secret[]): Mask {
  const asBytes = secrets.map(({ value, instead }) => ({
    value: Buffer.from(value).toString('latin1'),
    instead,
  }));
  return {
    text: (text) => replaced(text, secrets),
    // Latin-1 keeps every byte: a body need not be text.
    bytes: (bytes) => Buffer.from(replaced(Buffer.from(bytes).toString('latin1'), asBytes), 'latin1'),
  };
}

function replaced(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((masked, { value, instead }) => masked.replaceAll(value, instead), text);
}

/** Controls and overrides of the writing direction, which would steer a terminal or hide what stands there. */

const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text in which what cannot be seen is written out. */
export function visible(text: string): string {
  return text.replaceAll(
    steering,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value with every text in it written anew: nothing that a target sent gets past it into a report. */
export function mapTexts<T>(value: T, write: (text: string) => string): T {
  if (typeof value === 'string') return write(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, write)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts<unknown>(item, write)]),
  ) as T;
}
