import { isoTime, signatureParts } from '../variant-server.js';
import { header, type Variant } from './variant.js';

export const headerVariants: readonly Variant[] = [
  {
    name: 'looks at the beginning of a Client-Id',
    rule: 'HDR-1',
    change: (good, { clientId }) => ({
      client: (id) => good.client(id) || id?.startsWith(clientId) === true,
    }),
  },
  {
    name: 'knows every Client-Id',
    rule: 'RC-4',
    and: ['HDR-1'],
    change: () => ({ client: (id) => id !== undefined && id !== '' }),
  },
  {
    name: 'takes a missing Client-Id for the one it knows',
    rule: 'HDR-1',
    change: (good, { clientId }) => ({
      header: (request, name) => good.header(request, name) ?? (name === 'client-id' ? clientId : undefined),
    }),
  },
  {
    name: 'looks up headers by their exact name',
    rule: 'HDR-1',
    change: () => ({
      header: ({ rawHeaders }, name) => {
        const exact =
          { 'client-id': 'Client-Id', 'request-time': 'Request-Time', signature: 'Signature' }[name] ?? name;
        const index = rawHeaders.indexOf(exact);
        return index === -1 ? undefined : rawHeaders[index + 1];
      },
    }),
  },
  {
    name: 'reads times in UTC alone',
    rule: 'HDR-2',
    change: () => ({ time: (text) => (text.endsWith('Z') ? isoTime(text) : undefined) }),
  },
  {
    name: 'reads zones with a colon alone',
    rule: 'HDR-2',
    change: () => ({ time: (text) => (/(Z|:\d\d)$/.test(text) ? isoTime(text) : undefined) }),
  },
  {
    name: 'reads three fraction digits and no more',
    rule: 'HDR-2',
    change: () => ({ time: (text) => (/\.\d{4}/.test(text) ? undefined : isoTime(text)) }),
  },
  {
    name: 'reads times leniently',
    rule: 'HDR-2',
    change: () => ({
      time: (text) => {
        const at = isoTime(text) ?? Date.parse(text.replaceAll(/\.\d+/g, ''));
        return Number.isNaN(at) ? undefined : at;
      },
    }),
  },
  {
    name: 'rolls the 30th of February over',
    rule: 'HDR-2',
    change: () => ({ time: (text) => isoTime(text.replace('-02-30', '-03-02')) }),
  },
  {
    name: 'takes the time of arrival for a missing Request-Time',
    rule: 'HDR-2',
    change: (good) => ({
      header: (request, name) =>
        good.header(request, name) ?? (name === 'request-time' ? new Date().toISOString() : undefined),
    }),
  },
  {
    name: 'wants a blank after each comma',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/,(?! )/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'takes one blank after a comma and no more',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/, {2}/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'takes no blank before a comma',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (text.includes(' ,') ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'takes no tab around a comma',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (text.includes('\t') ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'wants the signature to be the last pair',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/signature=[^,]*$/.test(text) ? good.signatureHeader(text) : undefined),
    }),
  },
  {
    name: 'wants the algorithm in capitals',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/algorithm=(?!RSA256)/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'wants the algorithm to be named',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (text.includes('algorithm=') ? good.signatureHeader(text) : undefined),
    }),
  },
  {
    name: 'does not look at the algorithm',
    rule: 'HDR-3',
    change: () => ({ signatureHeader: signatureParts }),
  },
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
    name: 'answers PARAM_ILLEGAL to a Signature that it cannot read',
    rule: 'HDR-3',
    and: ['RC-5'],
    change: () => ({ malformed: 'PARAM_ILLEGAL' }),
  },
  { name: 'wants a keyVersion', rule: 'HDR-3', change: () => ({ keyVersion: (version) => version }) },
  {
    name: 'splits the pairs at every "="',
    rule: 'HDR-3',
    and: ['SIG-4'],
    change: (good) => ({
      signatureHeader: (text) => (/signature=[^,]*=/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'wants a Content-Type',
    rule: 'HDR-4',
    change: (good) => ({
      mediaType: (headers) => headers['content-type'] !== undefined && good.mediaType(headers),
    }),
  },
  {
    name: 'wants the charset to be named',
    rule: 'HDR-4',
    change: (good) => ({
      mediaType: (headers) => headers['content-type'] !== 'application/json' && good.mediaType(headers),
    }),
  },
  {
    name: 'refuses an Agent-Token',
    rule: 'HDR-5',
    change: (good) => ({
      mediaType: (headers) => headers['agent-token'] === undefined && good.mediaType(headers),
    }),
  },
  { name: 'answers text/plain', rule: 'HDR-6', change: header('Content-Type', () => 'text/plain') },
  { name: 'does not echo the Client-Id', rule: 'HDR-6', change: header('Client-Id', () => undefined) },
  {
    name: 'has a Response-Time of an hour ago',
    rule: 'HDR-6',
    change: () => ({ responseTime: () => new Date(Date.now() - 3_600_000).toISOString() }),
  },
  {
    name: 'has a Response-Time in ms',
    rule: 'HDR-6',
    change: () => ({ responseTime: () => String(Date.now()) }),
  },
  {
    name: 'leaves S unsigned',
    rule: 'HDR-6',
    and: ['SIG-5'],
    change: () => ({
      headers: ({ Signature, 'Response-Time': time, ...others }, code) =>
        code === 'SUCCESS' ? others : { ...others, Signature: Signature ?? '', 'Response-Time': time ?? '' },
    }),
  },
  {
    name: 'sends a Response-Time without a Signature',
    rule: 'HDR-6',
    change: header('Signature', (value, code) => (code === 'INVALID_CLIENT' ? undefined : value)),
  },
  {
    name: 'writes the Signature header in a form of its own',
    rule: 'HDR-6',
    change: () => ({ writeSignature: (base64) => `RSA256 ${base64}` }),
  },
  {
    name: 'writes its signatures in plain base64',
    rule: 'HDR-6',
    change: (_, { keyVersion }) => ({
      writeSignature: (base64) => `algorithm=RSA256, keyVersion=${keyVersion}, signature=${base64}`,
    }),
  },
  {
    name: 'writes its signatures in base64url',
    rule: 'HDR-6',
    change: (_, { keyVersion }) => ({
      writeSignature: (base64) =>
        `algorithm=RSA256, keyVersion=${keyVersion}, signature=${Buffer.from(base64, 'base64').toString('base64url')}`,
    }),
  },
];
