import { signatureParts } from '../variant-server.js';
import { signatureAs, signatureWhere, type Variant } from './variant.js';

const wanting = (name: string, holds: (text: string) => boolean, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'HDR-3',
  and,
  change: signatureWhere(holds),
});

/** Takes this algorithm besides the right one. */
const knowing = (name: string, is: (algorithm: string) => boolean): Variant => ({
  name,
  rule: 'HDR-3',
  change: (good) => ({
    signatureHeader: (text) => {
      const parts = signatureParts(text.replace(/algorithm=,/, 'algorithm=EMPTY,'));
      return parts?.algorithm !== undefined && is(parts.algorithm) ? parts : good.signatureHeader(text);
    },
  }),
});

/** Takes a value of a signature that it should refuse, after this was done to it. */
const decoding = (name: string, read: (value: string) => string, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'HDR-3',
  and,
  change: (good) => ({
    decodeSignature: (value) => {
      try {
        return good.decodeSignature(value) ?? good.decodeSignature(read(value));
      } catch {
        return undefined;
      }
    },
  }),
});

const answering = (code: string, to: string, isSo: (text: string) => boolean): Variant => ({
  name: `answers ${code} to ${to}`,
  rule: 'HDR-3',
  and: ['RC-5'],
  change: (good) => {
    let last = '';
    return {
      signatureHeader: (text) => {
        last = text;
        return good.signatureHeader(text);
      },
      refusal: (check, other) => (check === 'form' && isSo(last) ? code : other),
    };
  },
});

/** HDR-3. */
export const signatureHeaderVariants: readonly Variant[] = [
  wanting('wants a blank after each comma', (text) => !/,(?! )/.test(text)),
  wanting('wants no blank after a comma, or one', (text) => !/,[ \t]{2}/.test(text)),
  wanting('takes one blank after a comma and no more', (text) => !/, {2}/.test(text)),
  wanting('takes no blank before a comma', (text) => !text.includes(' ,')),
  wanting('takes no tab around a comma', (text) => !text.includes('\t')),
  wanting('takes no tab before a comma', (text) => !text.includes('\t,')),
  wanting('wants the signature to be the last pair', (text) => /signature=[^,]*$/.test(text) || text === ''),
  wanting('wants the algorithm to be the first pair', (text) => !/,[ \t]*algorithm=/.test(text)),
  wanting('wants the keyVersion before the signature', (text) => !/signature=.*keyVersion=/.test(text)),
  wanting('wants the algorithm in capitals', (text) => !/algorithm=(?!RSA)[Rr]/.test(text)),
  wanting('knows the algorithm in capitals or in small letters', (text) => !text.includes('algorithm=Rsa')),
  wanting('wants the algorithm to be named', (text) => text.includes('algorithm=')),
  wanting('wants two pairs or more', (text) => text.includes(',') || !/signature=\w/.test(text), [
    'RC-7',
    'RC-5',
  ]),
  wanting('wants three pairs', (text) => text.split(',').length === 3 || !/signature=\w/.test(text), [
    'RC-7',
    'RC-5',
  ]),
  { name: 'wants a keyVersion', rule: 'HDR-3', change: () => ({ keyVersion: (version) => version }) },
  {
    name: 'takes the oldest key when no keyVersion is named',
    rule: 'HDR-3',
    change: (_, { callerKeys }) => ({ keyVersion: (version) => version ?? Object.keys(callerKeys)[0] }),
  },
  {
    name: 'tries every key when no keyVersion is named',
    rule: 'HDR-3',
    change: (good, { callerKeys }) => {
      let named = true;
      return {
        keyVersion: (version) => {
          named = version !== undefined;
          return good.keyVersion(version);
        },
        verifies: (content, signature, key) =>
          named
            ? good.verifies(content, signature, key)
            : Object.values(callerKeys).some((other) => good.verifies(content, signature, other)),
      };
    },
  },
  {
    name: 'does not look at the algorithm',
    rule: 'HDR-3',
    change: () => ({ signatureHeader: signatureParts }),
  },
  knowing('knows RSA512', (algorithm) => algorithm === 'RSA512'),
  knowing('knows the algorithm none', (algorithm) => algorithm === 'none'),
  knowing('looks at the beginning of the algorithm', (algorithm) => algorithm.startsWith('RSA256')),
  knowing('takes RS256 for RSA256', (algorithm) => algorithm === 'RS256'),
  knowing('takes SHA256withRSA for RSA256', (algorithm) => algorithm === 'SHA256withRSA'),
  knowing('takes an empty algorithm for RSA256', (algorithm) => algorithm === 'EMPTY'),
  {
    name: 'lets pass what has no Signature',
    rule: 'HDR-3',
    and: ['RC-5'],
    change: (good) => ({
      signatureHeader: (text) => good.signatureHeader(text === '' ? 'signature=AAAA' : text),
      verifies: (content, signature, key) => signature.length === 3 || good.verifies(content, signature, key),
    }),
  },
  {
    name: 'lets pass what has an empty signature',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => good.signatureHeader(text.replace(/signature=$/, 'signature=AAAA')),
      verifies: (content, signature, key) => signature.length === 3 || good.verifies(content, signature, key),
    }),
  },
  {
    name: 'lets pass a signature that it cannot decode',
    rule: 'HDR-3',
    and: ['RC-5'],
    change: (good) => ({
      decodeSignature: (value) => good.decodeSignature(value) ?? Buffer.alloc(3),
      verifies: (content, signature, key) =>
        signature.equals(Buffer.alloc(3)) || good.verifies(content, signature, key),
    }),
  },
  {
    name: 'takes the value alone for a whole Signature',
    rule: 'HDR-3',
    change: signatureAs((text) =>
      /^[\w%+/-]+={0,2}$/.test(text) && text.length > 100 ? `signature=${text}` : text,
    ),
  },
  {
    name: 'splits the pairs at every "="',
    rule: 'HDR-3',
    and: ['SIG-4'],
    change: signatureWhere((text) => !/signature=[^,]*=/.test(text)),
  },
  decoding('decodes a signature until nothing is left to decode', (value) => decodeURIComponent(value)),
  decoding('skips blanks within a signature', (value) => value.replaceAll(/ |%20/g, '')),
  decoding('skips what is not base64 within a signature', (value) => value.replaceAll(/\*/g, '')),
  decoding('reads a signature up to its padding', (value) => value.replace(/(%3D%3D).+$/, '$1')),
  answering('PARAM_ILLEGAL', 'a Signature that it cannot read', () => true),
  answering('KEY_NOT_FOUND', 'a Signature that it cannot read', (text) => text !== ''),
  answering('UNKNOWN_EXCEPTION', 'a Signature that it cannot read', (text) => text !== ''),
  answering('ACCESS_DENIED', 'a missing Signature', (text) => text === ''),
  answering('INVALID_CLIENT', 'a missing Signature', (text) => text === ''),
  {
    name: 'answers UNKNOWN_EXCEPTION to a broken percent sequence',
    rule: 'HDR-3',
    change: (good) => {
      let broken = false;
      return {
        decodeSignature: (value) => {
          broken = /%(?![\dA-Fa-f]{2})|%E0/.test(value);
          return good.decodeSignature(value);
        },
        refusal: (check, code) => (check === 'form' && broken ? 'UNKNOWN_EXCEPTION' : code),
      };
    },
  },
];

/** HDR-4 and HDR-5. */
export const otherHeaderVariants: readonly Variant[] = [
  {
    name: 'wants a Content-Type',
    rule: 'HDR-4',
    change: (good) => ({
      mediaType: (headers) => headers['content-type'] !== undefined && good.mediaType(headers),
    }),
  },
  ...Object.entries({
    'wants the charset to be named': (type: string) =>
      !/charset/i.test(type) && type.startsWith('application/json'),
    'wants the charset in capitals': (type: string) => type.includes('charset=utf-8'),
    'wants no quotes around the charset': (type: string) => type.includes('"'),
    'wants the media type in small letters': (type: string) => type.startsWith('Application/JSON'),
    'wants a blank before the charset': (type: string) => type.includes('json;charset'),
    'wants no blank before the semicolon': (type: string) => type.includes('json ;'),
  }).map(([name, refuses]): Variant => ({
    name,
    rule: 'HDR-4',
    change: (good) => ({
      mediaType: (headers) => !refuses(headers['content-type'] ?? '') && good.mediaType(headers),
    }),
  })),
  {
    name: 'refuses an Agent-Token',
    rule: 'HDR-5',
    change: (good) => ({
      mediaType: (headers) => headers['agent-token'] === undefined && good.mediaType(headers),
    }),
  },
  {
    name: 'wants an Agent-Token that it has issued',
    rule: 'HDR-5',
    change: (good) => ({
      outcome: (token, type, asked) =>
        asked?.headers['agent-token'] === undefined ? good.outcome(token, type, asked) : 'INVALID_TOKEN',
    }),
  },
  {
    name: 'wants an Agent-Token to have characters, if it is there',
    rule: 'HDR-5',
    change: (good) => ({
      mediaType: (headers) => headers['agent-token'] !== '' && good.mediaType(headers),
    }),
  },
  {
    name: 'wants an Agent-Token in ASCII',
    rule: 'HDR-5',
    change: (good) => ({
      mediaType: (headers) => !/[^ -~]/.test(String(headers['agent-token'] ?? '')) && good.mediaType(headers),
    }),
  },
  {
    name: "takes an Agent-Token for the user's",
    rule: 'HDR-5',
    change: (good) => ({
      outcome: (token, type, asked) =>
        good.outcome(String(asked?.headers['agent-token'] ?? token), type, asked),
    }),
  },
];
