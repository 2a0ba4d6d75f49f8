import { schema, utf8, type Variant } from './variant.js';

const read = (body: Buffer): string => utf8.decode(body);

/** Reads what is not JSON, after this was done to it. */
const reading = (name: string, write: (text: string) => string): Variant => ({
  name,
  rule: 'REQ-9',
  and: ['RC-12'],
  change: (good) => ({
    json: (body) => {
      try {
        return good.json(body);
      } catch {
        return JSON.parse(write(read(body))) as unknown;
      }
    },
  }),
});

/** Sees an object in what is none. */
const seeing = (name: string, see: (value: unknown) => unknown): Variant => ({
  name,
  rule: 'REQ-9',
  change: (good) => ({ json: (body) => see(good.json(body)) }),
});

/** Refuses bodies with these members. */
const refusing = (
  name: string,
  refuses: (name: string, value: unknown) => boolean,
  and: Variant['and'] = [],
): Variant => ({
  name,
  rule: 'REQ-10',
  and: ['CALL-3', 'SIG-3', ...and],
  change: schema(
    (body, good) =>
      !Object.entries(body).some(
        ([key, value]) =>
          !['acquirerId', 'pspId', 'accessToken', 'verifyType', 'pad'].includes(key) && refuses(key, value),
      ) && good.schema(body),
  ),
});

/** REQ-9 and REQ-10. */
export const requestBodyVariants: readonly Variant[] = [
  reading('takes single quotes for double ones', (text) =>
    text.replaceAll(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => {
      const escaped = inner.replaceAll(/(?<!\\)"/g, '\\"').replaceAll("\\'", "'");
      return `"${escaped}"`;
    }),
  ),
  reading('takes a comma after the last member', (text) => text.replace(/,\}$/, '}')),
  reading('skips what comes after the object', (text) => text.replace(/\}x$/, '}')),
  reading('skips comments of two slashes', (text) => text.replace(/\/\/.*$/, '')),
  reading('skips comments between members', (text) => text.replaceAll(/\/\*.*?\*\//g, '')),
  reading('takes names without quotes', (text) => text.replaceAll(/(?<=[{,])(\w+):/g, '"$1":')),
  reading('knows NaN', (text) => text.replace(/:NaN\b/, ':null')),
  reading('takes line breaks in texts', (text) => text.replaceAll('\n', '\\n')),
  reading('takes tabs in texts', (text) => text.replaceAll('\t', '\\t')),
  reading('takes numbers that begin with 0', (text) => text.replace(/:0(\d)/, ':$1')),
  reading('reads hexadecimal numbers', (text) => text.replace(/:0x[\da-f]+/i, ':1')),
  reading('takes numbers with a plus', (text) => text.replace(/:\+(\d)/, ':$1')),
  reading('takes a missing comma', (text) => text.replaceAll('" "', '","')),
  reading('closes an object that was left open', (text) => `${text}}`),
  reading('reads the first of two objects', (text) => text.replace(/\}\{[\s\S]*$/, '}')),
  reading('reads a form', (text) =>
    text.includes('=') && !text.startsWith('{')
      ? JSON.stringify(Object.fromEntries(new URLSearchParams(text)))
      : '',
  ),
  reading('skips a NUL at the end', (text) => text.replace(/\0$/, '')),
  seeing('takes a list for its first element', (value) =>
    Array.isArray(value) ? (value[0] as unknown) : value,
  ),
  seeing('reads a text that holds an object', (value) =>
    typeof value === 'string' && value.startsWith('{') ? (JSON.parse(value) as unknown) : value,
  ),
  ...Object.entries({
    null: (value: unknown) => value === null,
    'a list': (value: unknown) => Array.isArray(value),
    'a text': (value: unknown) => typeof value === 'string',
    'a number': (value: unknown) => typeof value === 'number',
    'a boolean': (value: unknown) => typeof value === 'boolean',
  }).map(([kind, isIt]): Variant => ({
    name: `falls over when the body is ${kind}`,
    rule: 'REQ-9',
    and: ['RC-12'],
    change: (good) => {
      let is = false;
      return {
        json: (body) => {
          is = false;
          const value = good.json(body);
          is = isIt(value);
          return value;
        },
        refusal: (check, code) => (check === 'schema' && is ? 'UNKNOWN_EXCEPTION' : code),
      };
    },
  })),
  seeing('looks for the object one level below', (value) =>
    typeof value === 'object' && value !== null && 'request' in value ? value.request : value,
  ),
  refusing('refuses unknown parameters', () => true),
  refusing('refuses unknown parameters that are no texts', (_, value) => typeof value !== 'string'),
  refusing('refuses unknown numbers', (_, value) => typeof value === 'number'),
  refusing(
    'refuses unknown objects',
    (_, value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
  refusing('refuses unknown texts', (_, value) => typeof value === 'string'),
  refusing('refuses unknown parameters that are null', (_, value) => value === null),
  refusing('refuses unknown lists', (_, value) => Array.isArray(value)),
  refusing('refuses unknown booleans', (_, value) => typeof value === 'boolean'),
  refusing('refuses unknown parameters that are empty', (_, value) => value === ''),
  refusing('refuses a name without characters', (name) => name === ''),
  refusing('refuses a long unknown text', (_, value) => String(value).length > 1000),
  refusing('refuses parameters named like fields of its responses', (name) =>
    ['result', 'verifyRequestId'].includes(name),
  ),
  refusing("refuses names of its language's objects", (name) =>
    ['constructor', 'toString', 'class'].includes(name),
  ),
  refusing('refuses names that begin with $', (name) => name.startsWith('$')),
  refusing('refuses names that differ from its own in their case alone', (name) =>
    ['accesstoken', 'acquirerid', 'pspid', 'verifytype'].includes(name.toLowerCase()),
  ),
  {
    name: 'takes the names of its parameters in any case',
    rule: 'REQ-10',
    and: ['REQ-8'],
    change: schema((body, good) =>
      good.schema({
        ...body,
        ...Object.fromEntries(
          Object.entries(body).flatMap(([name, value]) =>
            name.toLowerCase() === 'verifytype' ? [['verifyType', value]] : [],
          ),
        ),
      }),
    ),
  },
  {
    name: 'takes what __proto__ says for parameters',
    rule: 'REQ-10',
    change: (good) => ({
      schema: (body) => {
        const own = Object.hasOwn(body, '__proto__')
          ? (Object.getOwnPropertyDescriptor(body, '__proto__')?.value as object)
          : {};
        return good.schema({ ...body, ...own });
      },
    }),
  },
  {
    name: 'gives unknown parameters back',
    rule: 'RES-6',
    and: ['REQ-10', 'RES-1'],
    change: () => ({
      body: (body, _, asked = {}) =>
        'verifyRequestId' in asked ? { verifyRequestId: asked['verifyRequestId'], ...body } : body,
    }),
  },
];
