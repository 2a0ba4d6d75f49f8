import { z } from 'zod';

const text = z.string();

const time = z
  .strictObject({
    minutes: z.number().describe('how far from now, in minutes'),
    form: text.describe(
      'the fields of that time in UTC: «YYYY» «MM» «DD» «hh» «mm» «ss», «SSS» the milliseconds («cc» their first two digits, «d» the first, «u» the last), «epochMs», «epochS», «httpDate» as HTTP writes a date',
    ),
  })
  .describe('a time as it is written');

const byteParts = z
  .array(
    z.union([
      text.describe('UTF-8, with places to be filled in'),
      z.strictObject({ hex: text }).describe('these bytes'),
      z
        .strictObject({ fill: text.length(1), size: z.int() })
        .describe('this character, until all parts together have this many bytes'),
    ]),
  )
  .describe('bytes, part by part');

const header = z.tuple([text, text]).readonly();

const recipe = z
  .strictObject({
    signer: z
      .enum(['stranger', 'olderKey', 'throttledClient'])
      .optional()
      .describe('whose key signs; default: the caller'),
    scheme: z
      .enum(['RSA256', 'RSA-SHA1', 'RSA-SHA512', 'PSS'])
      .optional()
      .describe('how it is signed; default RSA256'),
    signatureHas: z
      .array(text)
      .optional()
      .describe('the message is made anew until the base64 of its signature has these characters'),
    method: text.optional(),
    path: text.optional().describe('path with query; the path prefix of the target is put before it'),
    absoluteForm: z.literal(true).optional().describe('the request target is an absolute URL'),
    time: time.optional().describe('Request-Time, «time» in the headers'),
    timeOf: z
      .int()
      .optional()
      .describe('index of the step of the same case whose Request-Time is this one, in place of a new one'),
    signedTime: time
      .optional()
      .describe(
        '«signedTime» in the content to be signed, where it is another; if both are the same text by chance, take the next millisecond',
      ),
    headers: z.array(header).optional().describe('besides Host and Content-Length'),
    body: byteParts.optional(),
    content: byteParts
      .optional()
      .describe(
        'the content to be signed; default: POST «signedPathPrefix» and the path, a line feed, «clientId».«time».«body», with the header as it is sent',
      ),
  })
  .describe(
    'a message: what is sent and what is signed; what is left out is as in the plain call of the operation',
  );

const expectation = z.union([
  z.strictObject({ kind: z.literal('code'), codes: z.array(text) }).describe('one of these result codes'),
  z
    .strictObject({ kind: z.literal('accepted'), or: z.array(text).optional() })
    .describe('the code of the plain call with an unknown access token, or one of these'),
  z.strictObject({ kind: z.literal('not-S') }).describe('any outcome but S'),
  z
    .strictObject({ kind: z.literal('same-as'), step: z.int() })
    .describe('code and success fields of that step'),
]);

const premise = z.strictObject({ name: text, send: recipe, expect: expectation });

const call = z
  .strictObject({
    kind: z.literal('call'),
    label: text.optional(),
    send: recipe,
    copies: z.int().optional().describe('sent this many times at once'),
    expect: expectation,
    plants: z.array(text).describe('the faults of the message, as the names of the checks that find them'),
    repaired: recipe
      .optional()
      .describe(
        'the same message without its faults: the step shows something only if this is accepted in the same run; absent when that is the plain call',
      ),
    meets: text
      .optional()
      .describe(
        'the fixture that it asks about before any case is tried: one that is answered as if it were unknown is wrong, and cases that need it are not tried',
      ),
    counterpart: z.literal(true).optional().describe('whether the repaired message is needed'),
    needs: z.array(text).optional(),
    premises: z
      .array(premise)
      .optional()
      .describe('requests that must be answered as expected for the step to show anything'),
  })
  .describe('a new message');

const again = z
  .strictObject({
    kind: z.literal('again'),
    label: text.optional(),
    again: z.int().describe('index of the step whose message is sent again'),
    changes: z
      .strictObject({
        signature: text.optional().describe('the Signature header, written another way'),
        headerNames: z.array(text).optional().describe('how the names of the headers are written'),
        headers: z.array(header).describe('headers to add'),
      })
      .optional(),
    expect: expectation,
    premises: z.array(premise).optional(),
  })
  .describe('the message of an earlier step again (SIG-9)');

const shared = z
  .strictObject({
    kind: z.literal('shared'),
    label: text.optional(),
    name: text.describe('equal for steps that share the message: it is sent once in a run'),
    send: recipe,
    copies: z.int(),
    otps: z.strictObject({ expected: z.int(), atMost: z.int() }),
    meets: text.optional().describe('the fixture that it asks about before any case is tried'),
    everyCopy: z.literal(true).optional().describe('every copy is judged, and all must have one outcome'),
    expect: expectation,
  })
  .describe('the answers to a message that several cases look at');

const oneCase = z.strictObject({
  id: text,
  operation: text,
  rules: z.array(text).describe('the rules that a failure breaks; the case is about the first'),
  title: text,
  severity: z.enum(['must', 'should']),
  core: z.literal(true).optional().describe('without it nothing can be said about a target'),
  last: z.literal(true).optional().describe('tried after everything else'),
  needs: z.array(text).optional().describe('fixtures without which it is not tried'),
  otps: z.strictObject({ expected: z.int(), atMost: z.int() }).optional(),
  steps: z.array(z.union([call, again, shared])),
});

/** The cases of a contract as data. */
export const caseDataSchema = z
  .strictObject({
    $schema: text,
    about: text,
    toleranceMinutes: z.number(),
    operations: z.record(
      text,
      z.strictObject({
        plain: recipe.describe('the plain call: every other message differs from it'),
        codes: z.record(text, text).describe('result code and its status'),
        successFields: z.array(text),
      }),
    ),
    fixtures: z.record(text, text).describe('the access tokens that cases need, and whose each is'),
    cases: z.array(oneCase),
  })
  .describe('Conformance cases: what is sent to an implementation, and what it must answer');

export type CaseData = z.infer<typeof caseDataSchema>;
export type DataStep = CaseData['cases'][number]['steps'][number];
export type Recipe = z.infer<typeof recipe>;
export type ByteParts = z.infer<typeof byteParts>;
export type ResendRecipe = NonNullable<z.infer<typeof again>['changes']>;

/** The schemas as JSON Schema (draft 2020-12). */
export const caseDataJsonSchema = (): object => z.toJSONSchema(caseDataSchema);
