import { createPublicKey } from 'node:crypto';
import { type CandidateKey, ExchangeError, explainSignature } from '@sendotp-contract/message/explain';
import type { Exchange } from '../exchange/exchange.js';
import { headerOf, type HeaderList } from '../exchange/message.js';
import type { OpenedProfile } from '../profile/opened-profile.js';

/** How many mistakes are named at most. */
const named = 3;

/** What was signed instead, where a response signature does not verify; undefined when nothing more is known. */
export async function explainedSignature(
  { message, response }: Exchange,
  { publicKeys, caller, url, pathPrefix, signedPathPrefix }: OpenedProfile,
): Promise<string | undefined> {
  if (response.kind === 'none') return undefined;
  const { path } = message.operation;
  const keys: CandidateKey[] = publicKeys.versions.flatMap((version) => {
    const known = publicKeys.find(version);
    return known === undefined ? [] : [{ key: known.key, name: `publicKeys.${version}` }];
  });
  const keysToTry: readonly CandidateKey[] = [
    ...keys,
    { key: createPublicKey(caller.privateKey), role: 'own', name: "the caller's key" },
  ];
  const exchange = {
    request: {
      method: message.method,
      target: message.signedPath,
      // The host, for a signature over the target in absolute form.
      headers: { host: url.host, ...byName(message.headers) },
      body: message.body,
    },
    response: { headers: byName(response.headers), body: response.bytes },
  };
  try {
    const { mistakes, facts } = await explainSignature(exchange, keysToTry, {
      paths: [path, pathPrefix + path, signedPathPrefix + path],
    });
    const found = mistakes.slice(0, named).map(({ title, fix }) => `${title}: ${fix}`);
    const said = found.length > 0 ? found : facts;
    return said.length === 0 ? undefined : `In this response, ${said.map(sentence).join(' Or: ')}`;
  } catch (error) {
    if (error instanceof ExchangeError) return undefined;
    throw error;
  }
}

/** With a full stop at its end. */
const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** Headers by name; several values of one name as HTTP allows. */
function byName(headers: HeaderList): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(headers.map(([name]) => [name, headerOf(headers, name)]));
}
