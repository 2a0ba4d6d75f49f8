import { printable } from '@sendotp-contract/message';
import type { Contract } from '@sendotp-contract/spec';
import { isSandboxToken } from '../profile/fixture.js';
import type { Profile } from '../profile/profile.js';

/** Takes out of texts and bytes what a report must not show. */
export interface Redaction {
  /** Masks secrets, and writes out what would steer a terminal. */
  readonly text: (text: string) => string;
  /** Masks secrets in bytes; every other byte stays. */
  readonly bytes: (bytes: Uint8Array) => Buffer;
}

interface Secret {
  readonly value: string;
  /** What is shown in its place. */
  readonly instead: string;
}

/**
 * Masks the profile's values of the contract's secret parameters wherever they occur, as they are and escaped for JSON.
 * The sandbox's access tokens are not secret, and no message contains a private key.
 */
export function redactionFor(profile: Profile, contract: Contract): Redaction {
  const names = new Set(Object.values(contract.operations).flatMap(({ secrets }) => secrets));
  const secrets = [...names]
    .flatMap((name) => valuesOf(profile, name))
    .filter(({ value }) => !isSandboxToken(value, contract.sandbox))
    .flatMap(formsOf)
    // The longest first: one may be part of another.
    .sort((a, b) => b.value.length - a.value.length);
  return redactionOf(secrets);
}

/** As it is and as in JSON. One or two characters occur in many words: such a value is masked in quotes only. */
function formsOf({ value, instead }: Secret): readonly Secret[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  if (value.length > 2) return [value, inJson].map((form) => ({ value: form, instead }));
  return ['"', '\\"'].map((quote) => ({
    value: `${quote}${inJson}${quote}`,
    instead: `${quote}${instead}${quote}`,
  }));
}

/** Masks nothing; what would steer a terminal is written out all the same. */
export const withoutMask: Redaction = redactionOf([]);

/** What the profile knows as values of a secret parameter. */
function valuesOf({ accessTokens, acquirerId, pspId }: Profile, parameter: string): readonly Secret[] {
  switch (parameter) {
    case 'accessToken':
      return Object.entries(accessTokens).flatMap(([name, tokens]) =>
        [tokens ?? []].flat().map((value) => ({ value, instead: `<accessTokens.${name}>` })),
      );
    case 'acquirerId':
      return [{ value: acquirerId, instead: '<acquirerId>' }];
    case 'pspId':
      return [{ value: pspId, instead: '<pspId>' }];
    default:
      return [];
  }
}

function redactionOf(secrets: readonly Secret[]): Redaction {
  const asBytes = secrets.map(({ value, instead }) => ({
    value: Buffer.from(value).toString('latin1'),
    instead,
  }));
  return {
    text: (text) => printable(replaced(text, secrets)),
    // Latin-1 keeps every byte: a body need not be text.
    bytes: (bytes) => Buffer.from(replaced(Buffer.from(bytes).toString('latin1'), asBytes), 'latin1'),
  };
}

function replaced(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((masked, { value, instead }) => masked.replaceAll(value, instead), text);
}
