import { importPublicKeys, type KeySet, type PublicKeys } from '@sendotp-contract/message';
import { named } from '../named-key.js';

/** Finds the public keys of a caller by its Client-Id; undefined when nobody has that id. */
export type ClientLookup = (clientId: string) => KeySet | undefined | Promise<KeySet | undefined>;

/** Who may call: Client-Id → public keys, or a function that finds them (for keys that change while the server runs). */
export type Clients = Readonly<Record<string, PublicKeys>> | ClientLookup;

/**
 * Imports every key now, so that a wrong one is refused when the program starts (SIG-6).
 * @throws KeyError naming the client
 */
export async function clientLookup(clients: Clients): Promise<ClientLookup> {
  if (typeof clients === 'function') return clients;
  const entries = Object.entries(clients);
  if (entries.length === 0)
    throw new TypeError('clients is empty: with nobody registered every request is INVALID_CLIENT');
  // Awaited together: see importPublicKeys.
  const keySets = new Map<string, KeySet>(
    await Promise.all(
      entries.map(
        async ([clientId, keys]) =>
          [clientId, await named(`clients["${clientId}"]`, importPublicKeys(keys))] as const,
      ),
    ),
  );
  return (clientId) => keySets.get(clientId);
}
