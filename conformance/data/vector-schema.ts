import { z } from 'zod';

const text = z.string();
const header = z.tuple([text, text]).readonly();
const why = text.describe('what is right or wrong about it');
const base64 = text.describe('bytes in base64');

const head = {
  name: text,
  rule: text.describe('the rule that it is about'),
  why,
};

const request = z.strictObject({
  ...head,
  method: text,
  path: text.describe('path with query, as it is sent and signed'),
  headers: z.array(header),
  body: base64,
  code: text
    .optional()
    .describe('the result code of the first check that refuses it; absent when it is accepted'),
});

const response = z.strictObject({
  ...head,
  request: z.strictObject({ path: text, clientId: text, time: text.describe('Request-Time') }),
  headers: z.array(header),
  body: base64,
  accepted: z.boolean().describe('whether the caller accepts it'),
});

const key = z.strictObject({
  ...head,
  publicKey: text,
  accepted: z.boolean().describe('whether it can be used as a public key'),
});

const pair = z.strictObject({
  ...head,
  first: text.describe('name of a request'),
  second: text.describe('name of another'),
  same: z.boolean().describe('whether the second is the first again, and gets its outcome'),
});

/** Signed messages with what a verifier must say of each. */
export const vectorSchema = z
  .strictObject({
    $schema: text,
    about: text,
    now: text.describe('the time at which all are read'),
    toleranceMinutes: z.number(),
    clientId: text,
    callerKeys: z.record(text, text).describe("the caller's public keys by version, the newest last"),
    mppKeys: z.record(text, text).describe("the MPP's public keys by version"),
    requests: z.array(request),
    responses: z.array(response),
    publicKeys: z.array(key),
    pairs: z.array(pair),
  })
  .describe('Signed messages, and what a verifier must say of each and why');

export type Vectors = z.infer<typeof vectorSchema>;

/** The schema as JSON Schema (draft 2020-12). */
export const vectorJsonSchema = (): object => z.toJSONSchema(vectorSchema);
