import type { Variant } from './variant.js';

/** RC-2, RC-6, RC-12, RC-13 and RC-16: values that are looked up too leniently, and limits that are forgotten. */
export const knownValueVariants: readonly Variant[] = [
  { name: 'does not look at acquirerId and pspId', rule: 'RC-2', change: () => ({ agreement: () => true }) },
  ...(['acquirerId', 'pspId'] as const).flatMap((name): Variant[] => {
    const like = (label: string, is: (sent: string, own: string) => boolean): Variant => ({
      name: `${label} ${name}`,
      rule: 'RC-2',
      change: (good, world) => ({
        agreement: (body) =>
          good.agreement({
            ...body,
            [name]: is(String(body[name]), world[name]) ? world[name] : body[name],
          }),
      }),
    });
    return [
      like('does not look at', () => true),
      like('ignores blanks after', (sent, own) => sent.trimEnd() === own.trimEnd()),
      like('ignores blanks before', (sent, own) => sent.trimStart() === own.trimStart()),
      like('ignores the case of', (sent, own) => sent.toLowerCase() === own.toLowerCase()),
      like('looks at the beginning of', (sent, own) => sent.startsWith(own)),
      like('takes the beginning of its own', (sent, own) => own.startsWith(sent)),
      like(
        'looks by a pattern of SQL at',
        (sent, own) => sent.endsWith('%') && own.startsWith(sent.slice(0, -1)),
      ),
    ];
  }),
  {
    name: 'takes acquirerId and pspId in each other’s place',
    rule: 'RC-2',
    change: (good) => ({
      agreement: (body) =>
        good.agreement(body) ||
        good.agreement({ ...body, acquirerId: body['pspId'], pspId: body['acquirerId'] }),
    }),
  },
  {
    name: 'answers USER_NOT_EXIST to an unknown token',
    rule: 'RC-6',
    change: (good) => ({
      outcome: (token, type, asked) => {
        const code = good.outcome(token, type, asked);
        return code === 'INVALID_TOKEN' ? 'USER_NOT_EXIST' : code;
      },
    }),
  },
  {
    name: 'sends to any token but the ones it knows to be bad',
    rule: 'RC-6',
    change: (good, { tokens }) => ({
      outcome: (token, type, asked) => {
        const code = good.outcome(token, type, asked);
        return code === 'INVALID_TOKEN' && token !== tokens.cancelled ? 'SUCCESS' : code;
      },
    }),
  },
  ...Object.entries({
    'ignores blanks before a token': (sent: string, known: string) => sent.trimStart() === known.trimStart(),
    'ignores blanks after a token': (sent: string, known: string) => sent.trimEnd() === known.trimEnd(),
    'ignores the case of a token': (sent: string, known: string) =>
      sent.toLowerCase() === known.toLowerCase(),
    'looks at the beginning of a token': (sent: string, known: string) => sent.startsWith(known),
    'takes the beginning of a token': (sent: string, known: string) => known.startsWith(sent),
    'looks a token up by a pattern of SQL': (sent: string, known: string) =>
      sent.endsWith('%') && known.startsWith(sent.slice(0, -1)),
  }).map(([name, is]): Variant => ({
    name,
    rule: 'RC-6',
    change: (good, { tokens }) => ({
      outcome: (token, type, asked) => {
        const known = Object.values(tokens).find((other) => other === token || is(token, other));
        return good.outcome(known ?? token, type, asked);
      },
    }),
  })),
  {
    name: 'answers ACCESS_DENIED to a large body',
    rule: 'RC-12',
    change: (good) => ({
      agreement: (body) => !('pad' in body) && good.agreement(body),
      bodyLimit: Infinity,
    }),
  },
  {
    name: 'knows no traffic limit',
    rule: 'RC-16',
    change: () => ({ order: (checks) => checks.filter((check) => check !== 'traffic') }),
  },
  ...['PROCESS_FAIL', 'USER_NOT_EXIST', 'PARAM_ILLEGAL', 'UNKNOWN_EXCEPTION', 'USER_STATUS_ABNORMAL'].map(
    (code): Variant => ({
      name: `answers ${code === 'PROCESS_FAIL' ? 'ACCESS_DENIED' : code} when there is no e-mail address`,
      rule: 'RC-13',
      change: (good, { tokens }) => ({
        outcome: (token, type, asked) =>
          token === tokens.noEmail && type === 'EMAIL'
            ? code === 'PROCESS_FAIL'
              ? 'ACCESS_DENIED'
              : code
            : good.outcome(token, type, asked),
      }),
    }),
  ),
];
