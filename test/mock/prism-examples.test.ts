import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import { examples as documentExamples } from '@sendotp-contract/spec/examples';
import { type Examples, loadExamples } from '../../server/mock/prism-examples.js';
import { program } from '../from-source.js';
import * as three from './three-operations.js';

const { sendOTP } = operations;
/** Before anything is loaded. */
const text = JSON.stringify(document);

describe("Prism's examples", () => {
  let examples: Examples;
  beforeAll(async () => {
    examples = await loadExamples({ operations }, document);
  });

  it('the mock, its tables and its command are loaded without Prism, until a mock starts', async () => {
    const script = `
      import { createRequire } from 'node:module';
      const { cache } = createRequire(import.meta.url);
      const hasPrism = () => Object.keys(cache).some((file) => file.includes('prism-http'));
      await import(${JSON.stringify(program('mock'))});
      const before = hasPrism();
      await import('@stoplight/prism-http');
      console.log(before, hasPrism());`;
    const args = ['--input-type=module', '--eval', script];
    expect((await promisify(execFile)(process.execPath, args)).stdout).toBe('false true\n');
  });

  it.each(Object.values(sendOTP.resultCodes))(
    '$rule: $code is the example of the document',
    async ({ code }) => {
      const body = await examples(sendOTP, code);
      expect(body).toEqual(documentExamples.sendOTP.responses[code]);
      expect(sendOTP.validateResponse(body)).toBe(true);
    },
  );

  it('every operation of a contract has its own', async () => {
    const ofAll = await loadExamples(three.contract, three.document);
    for (const operation of Object.values(three.contract.operations))
      for (const { code, status, message } of Object.values(operation.resultCodes)) {
        const { result } = await ofAll(operation, code);
        expect(result).toEqual({ resultStatus: status, resultCode: code, resultMessage: message });
      }
    expect(await ofAll(three.lookUp, 'SUCCESS')).toMatchObject(three.lookUpFields);
  });

  it('the document is left as it is', async () => {
    const copy = JSON.parse(text) as Record<string, unknown>;
    await loadExamples({ operations }, copy);
    expect(copy).toEqual(JSON.parse(text));
  });

  /** The document with the example of USER_NOT_EXIST changed, as its text. */
  const changed = (change: (before: string) => string): Readonly<Record<string, unknown>> => {
    const other = change(text);
    expect(other).not.toBe(text);
    return JSON.parse(other) as Record<string, unknown>;
  };
  const { message: notExist } = resultCodes.USER_NOT_EXIST;
  const { message: processFail } = resultCodes.PROCESS_FAIL;
  const result = (status: string, code: string, message: unknown): string =>
    JSON.stringify({ resultStatus: status, resultCode: code, resultMessage: message });

  it.each<[string, (before: string) => string, string]>([
    [
      'is missing',
      (before) => before.replace('"USER_NOT_EXIST":{"$ref":"#/components/examples/USER_NOT_EXIST"},', ''),
      'https://stoplight.io/prism/errors#NOT_FOUND',
    ],
    [
      'has another code',
      (before) =>
        before.replace(result('F', 'USER_NOT_EXIST', notExist), result('F', 'PROCESS_FAIL', processFail)),
      'the example of this name has another resultCode',
    ],
    [
      'breaks the schema',
      (before) => before.replace(result('F', 'USER_NOT_EXIST', notExist), result('F', 'USER_NOT_EXIST', 7)),
      'Response body must ',
    ],
  ])(
    'an example that %s is an error at the start that names operation and code',
    async (_, change, reason) => {
      const message = `Prism cannot serve the example USER_NOT_EXIST of sendOTP: ${reason}`;
      await expect(loadExamples({ operations }, changed(change))).rejects.toThrow(message);
    },
  );

  it.each([
    ['a text', 'text'],
    ['null', null],
    ['an object without a result', {}],
    ['a result that is null', { result: null }],
    ['a result that is a text', { result: 'USER_NOT_EXIST' }],
    ['a result without a status', { result: { resultCode: 'USER_NOT_EXIST' } }],
    ['a result without a code', { result: { resultStatus: 'F' } }],
    ['another status', { result: { resultStatus: 'S', resultCode: 'USER_NOT_EXIST' } }],
  ])('an example that is %s is an error, though the schema allows it', async (_, value) => {
    const { paths, ...rest } = JSON.parse(text) as {
      readonly paths: Record<string, { readonly post: { readonly responses: Record<string, unknown> } }>;
    };
    const post = paths[sendOTP.path]?.post;
    if (post === undefined) throw new Error('no such path');
    const examples = Object.fromEntries(
      Object.entries(documentExamples.sendOTP.responses).map(([code, example]) => [
        code,
        { value: code === 'USER_NOT_EXIST' ? value : example },
      ]),
    );
    const responses = {
      '200': { description: 'any', content: { 'application/json': { schema: {}, examples } } },
    };
    const loose = { ...rest, paths: { [sendOTP.path]: { post: { ...post, responses } } } };
    await expect(loadExamples({ operations }, loose)).rejects.toThrow(
      'example USER_NOT_EXIST of sendOTP: the example of this name has another resultCode or resultStatus',
    );
  });

  it('a code without an example in another operation is an error as well', async () => {
    const lookUp = { ...three.lookUp, resultCodes: sendOTP.resultCodes };
    await expect(loadExamples({ operations: { lookUp } }, three.document)).rejects.toThrow(
      /Prism cannot serve the example \w+ of lookUp: /,
    );
  });

  it('an operation whose method OpenAPI does not know is an error that names it', async () => {
    const tunnel = { ...sendOTP, method: 'CONNECT' };
    await expect(loadExamples({ operations: { tunnel } }, document)).rejects.toThrow(
      'sendOTP has a method that is none of get, ',
    );
  });

  it('an operation that the document does not have is an error that names it', async () => {
    await expect(loadExamples(three.contract, document)).rejects.toThrow('SUCCESS of lookUp: ');
  });
});
