import { isText, tokens } from '../variant-server.js';
import { moved, type Variant } from './variant.js';

/** The rule is that of the code which should have won. */
export const orderVariants: readonly Variant[] = [
  { name: 'looks at the method before the path', rule: 'RC-10', change: moved('method', 'path') },
  { name: 'looks at the media type before the method', rule: 'RC-9', change: moved('mediaType', 'method') },
  {
    name: 'looks at the client before the media type',
    rule: 'RC-8',
    and: ['RC-12'],
    change: moved('client', 'mediaType'),
  },
  {
    name: 'looks at the time before the client',
    rule: 'RC-4',
    change: moved('time', 'client'),
  },
  {
    name: 'looks at the schema before the signature',
    rule: 'RC-5',
    and: ['RC-7', 'RC-2'],
    change: moved('schema', 'signature'),
  },
  {
    name: 'looks at the time after the signature',
    rule: 'RC-12',
    and: ['HDR-2'],
    change: moved('signature', 'time'),
  },
  { name: 'looks at the schema before the tolerance', rule: 'RC-2', change: moved('schema', 'tolerance') },
  {
    name: 'looks at the agreement before the schema',
    rule: 'RC-12',
    change: (good) => ({
      ...moved('agreement', 'schema')(),
      agreement: (body) =>
        good.agreement(body) || !isText(body['acquirerId'], 64) || !isText(body['pspId'], 64),
    }),
  },
  {
    name: 'looks at the user before the agreement',
    rule: 'RC-2',
    change: (good) => ({
      agreement: (body) => good.agreement(body) || body['accessToken'] === tokens.frozen,
    }),
  },
];
