import { type Change, type Variant } from './variant.js';

/** Takes these for the Client-Id that it knows. */
const taking =
  (is: (sent: string, known: string) => boolean): Change =>
  (good, { clientId }) => ({
    client: (sent) => good.client(sent) || (sent !== undefined && is(sent, clientId)),
  });

/** The code for a Client-Id that this holds for. */
const answering =
  (code: string, when: (sent: string | undefined) => boolean): Change =>
  (good) => {
    let refused: string | undefined;
    return {
      client: (sent) => {
        refused = sent;
        return good.client(sent);
      },
      refusal: (check, other) => (check === 'client' && when(refused) ? code : other),
    };
  };

const isMissing = (sent: string | undefined): boolean => sent === undefined;
const isUnknown = (sent: string | undefined): boolean => sent !== undefined;

/** HDR-1. */
export const clientVariants: readonly Variant[] = [
  {
    name: 'looks at the beginning of a Client-Id',
    rule: 'HDR-1',
    change: taking((sent, known) => sent.startsWith(known)),
  },
  {
    name: 'takes the beginning of its Client-Id',
    rule: 'HDR-1',
    change: taking((sent, known) => sent !== '' && known.startsWith(sent)),
  },
  {
    name: 'ignores the case of a Client-Id',
    rule: 'HDR-1',
    change: taking((sent, known) => sent.toLowerCase() === known.toLowerCase()),
  },
  {
    name: 'looks a Client-Id up by a pattern of SQL',
    rule: 'HDR-1',
    change: taking((sent, known) => sent.endsWith('%') && known.startsWith(sent.slice(0, -1))),
  },
  {
    name: 'takes a list of Client-Ids for its first one',
    rule: 'HDR-1',
    change: taking((sent, known) => sent.startsWith(`${known}, `)),
  },
  {
    name: 'takes a list of Client-Ids for its last one',
    rule: 'HDR-1',
    change: taking((sent, known) => sent.endsWith(`, ${known}`)),
  },
  {
    name: 'looks Client-Ids up in an object',
    rule: 'HDR-1',
    change: taking((sent) => sent in {}),
  },
  {
    name: 'takes the first 32 characters of a Client-Id, and every one that has more',
    rule: 'HDR-1',
    change: taking((sent) => sent.length > 512),
  },
  { name: 'takes an empty Client-Id for its own', rule: 'HDR-1', change: taking((sent) => sent === '') },
  {
    name: 'knows every Client-Id',
    rule: 'RC-4',
    and: ['HDR-1'],
    change: () => ({ client: (id) => id !== undefined && id !== '' }),
  },
  {
    name: 'knows every Client-Id, and every missing one',
    rule: 'RC-4',
    and: ['HDR-1', 'RC-5'],
    change: () => ({ client: () => true }),
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
    name: 'looks up headers as they are written most often, or in small letters',
    rule: 'HDR-1',
    change: (good) => ({
      header: (request, name) =>
        request.rawHeaders.some((raw) => raw.toLowerCase() === name && raw === name.toUpperCase())
          ? undefined
          : good.header(request, name),
    }),
  },
  {
    name: 'does not know header names in mixed case',
    rule: 'HDR-1',
    change: (good) => ({
      header: (request, name) =>
        request.rawHeaders.some((raw) => raw.toLowerCase() === name && /^[a-z][A-Z]/.test(raw))
          ? undefined
          : good.header(request, name),
    }),
  },
  ...['PARAM_ILLEGAL', 'ACCESS_DENIED', 'INVALID_SIGNATURE', 'KEY_NOT_FOUND', 'INVALID_TOKEN'].map(
    (code): Variant => ({
      name: `answers ${code} to a missing Client-Id`,
      rule: 'HDR-1',
      and: ['RC-4'],
      change: answering(code, isMissing),
    }),
  ),
  ...['ACCESS_DENIED', 'INVALID_SIGNATURE', 'KEY_NOT_FOUND', 'USER_NOT_EXIST'].map((code): Variant => ({
    name: `answers ${code} to an unknown Client-Id`,
    rule: 'RC-4',
    and: ['HDR-1'],
    change: answering(code, isUnknown),
  })),
];
