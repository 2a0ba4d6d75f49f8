import { isSandboxToken } from './fixtures.js';
import type { Profile } from './profile.js';

/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

/**
 * Masks the profile's access tokens wherever they stand, in JSON and escaped for JSON. The sandbox's are no secret; the
 * private key is in no message.
 */
export function maskFor({ accessTokens }: Profile): Mask {
  const secrets = Object.entries(accessTokens)
    .flatMap(([name, token]) =>
      (typeof token === 'string' ? [token] : (token ?? [])).map((value) => ({ name, value })),
    )
    .filter(({ value }) => !isSandboxToken(value))
    .flatMap(({ name, value }) => [
      { name, value },
      { name, value: JSON.stringify(value).slice(1, -1) },
    ])
    // The longest first: one may be part of another.
    .sort((a, b) => b.value.length - a.value.length);
  return (text) =>
    secrets.reduce((masked, { name, value }) => masked.replaceAll(value, `<access token "${name}">`), text);
}

/** Leaves everything as it is. */
export const showAll: Mask = (text) => text;
