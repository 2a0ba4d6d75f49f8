import { generateKeyPairSync } from 'node:crypto';
import type { Contract } from '@sendotp-contract/spec';
import { otherCase } from '../cases/similar.js';
import { MessagePlan } from '../exchange/message-plan.js';
import { tokenNames } from '../profile/fixture.js';
import { type OpenedProfile, openProfile } from '../profile/opened-profile.js';
import { parseProfile } from '../profile/profile.js';

/** What stands for each value that is filled in later, by the name of its place. */
const standIns: Readonly<Record<string, string>> = {
  clientId: 'QclientQidQ',
  throttledClientId: 'QthrottledQclientQidQ',
  keyVersion: 'QkeyQversionQ',
  olderKeyVersion: 'QolderQversionQ',
  throttledKeyVersion: 'QthrottledQversionQ',
  acquirerId: 'QacquirerQidQ',
  pspId: 'QpspQidQ',
  signedPathPrefix: '/QsignedQprefixQ',
  'token.unknown': 'QtokenQunknownQ',
  ...Object.fromEntries(tokenNames.map((name) => [`token.${name}`, `QtokenQ${name}Q`])),
};

const standIn = (name: string): string => standIns[name] ?? '';

/** How a case may have changed a value, by the name of what it does. */
const forms: readonly (readonly [form: string, write: (value: string) => string])[] = [
  ['', (value) => value],
  ['otherCase:', otherCase],
  ['shorter:', (value) => value.slice(0, -1)],
];

/** Every text that stands for a place, the longest first. */
const places: readonly (readonly [text: string, place: string])[] = forms
  .flatMap(([form, write]) =>
    Object.entries(standIns).map(([name, value]) => [write(value), `${form}${name}`] as const),
  )
  .toSorted(([one], [other]) => other.length - one.length);

/** A text with its places, such as `«acquirerId»`, where the values stand. In JSON the values are to be escaped. */
export function withPlaces(text: string, inJson = false): string {
  if (/[«»]/.test(text)) throw new Error(`a message holds the mark of a place: ${text.slice(0, 100)}`);
  return places.reduce((done, [value, place]) => {
    const mark = `«${inJson && isInBody(place) ? 'json:' : ''}${place}»`;
    // What stands in a place that is written already is no value.
    const parts = done.split(/(«[^»]*»)/);
    return parts.map((part) => (part.startsWith('«') ? part : part.replaceAll(value, mark))).join('');
  }, text);
}

/** Whether a value is one of those that stand in a body; the others are found in headers and in the content to be signed. */
const isInBody = (place: string): boolean => /(^|:)(acquirerId$|pspId$|token\.)/.test(place);

function newPair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

let pairs: readonly [newest: ReturnType<typeof newPair>, older: ReturnType<typeof newPair>] | undefined;

/** A profile whose every value stands for a place. Its keys stand for none: a signature has a stand-in of its own. */
export function standInProfile(contract: Contract, toleranceMinutes: number): Promise<OpenedProfile> {
  pairs ??= [newPair(), newPair()];
  const [{ privateKey, publicKey }, older] = pairs;
  const profile = parseProfile(
    {
      baseUrl: 'http://127.0.0.1',
      signedPathPrefix: standIn('signedPathPrefix'),
      clientId: standIn('clientId'),
      keyVersion: standIn('keyVersion'),
      privateKey,
      publicKeys: publicKey,
      acquirerId: standIn('acquirerId'),
      pspId: standIn('pspId'),
      accessTokens: Object.fromEntries(tokenNames.map((name) => [name, standIn(`token.${name}`)])),
      olderKey: { keyVersion: standIn('olderKeyVersion'), privateKey: older.privateKey },
      throttledClient: {
        clientId: standIn('throttledClientId'),
        keyVersion: standIn('throttledKeyVersion'),
      },
      toleranceMinutes,
    },
    contract,
  );
  return openProfile(profile, contract);
}

/** A plan whose messages have stand-ins for what is filled in, at a time that is set. */
export function standInPlan(opened: OpenedProfile, now: number): MessagePlan {
  return new MessagePlan(opened, '', {
    now: () => now,
    unknownToken: () => standIn('token.unknown'),
  });
}
