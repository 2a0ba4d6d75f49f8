import type { RequestHandler } from 'express';
import type * as OpenApiValidator from 'express-openapi-validator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import { RequestValidation } from '../../../server/contract/request/request-validation.js';
import { createMppServer } from '@sendotp-contract/server';
import { contract } from '@sendotp-contract/spec';
import { shellOptions } from '../shell.js';

const operation = operations.sendOTP;
const good = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };

/** The document with another operation at the path of sendOTP. */
function documentWith(change: (post: Record<string, unknown>) => unknown): typeof document {
  const copy = structuredClone(document) as typeof document & {
    readonly paths: Record<string, { post: unknown }>;
  };
  const item = copy.paths[operation.path];
  if (item === undefined) throw new Error('the document has no sendOTP');
  item.post = change({ ...(item.post as Record<string, unknown>) });
  return copy;
}

/** Why a body is refused; undefined for one that passes. */
async function refusalOf(body: unknown): Promise<unknown> {
  const validation = await RequestValidation.load(document, [operation]);
  return validation.check(operation, body).catch((error: unknown) => error);
}

describe('what checks bodies against the schema', () => {
  it.each([[good], [{ ...good, verifyType: null }], [{ ...good, verifyType: 'EMAIL', other: 1 }]])(
    'REQ-9: passes a legal one: %j',
    async (body) => {
      expect(await refusalOf(body)).toBeUndefined();
    },
  );

  it('REQ-9: says of an illegal one where it is wrong, and no value', async () => {
    const refusal = await refusalOf({ ...good, acquirerId: 12025550101 });
    expect(refusal).toMatchObject({
      ...{ name: 'Refusal', isUnsigned: false },
      outcome: { resultStatus: 'F', resultCode: 'PARAM_ILLEGAL' },
    });
    expect(String(refusal)).toBe('Refusal: body/acquirerId must be string');
  });

  it.each([
    [{ acquirerId: 'A', pspId: 'P', acessToken: 'T' }, ['acessToken; did you mean accessToken?']],
    // It stands in the place of nothing.
    [{ ...good, acessToken: 'T', verifyType: 'FAX' }, []],
    [{ acquirerId: 'A', pspId: 'P', 'acess Token': 'T' }, []],
    [{ acquirerId: 'A', pspId: 'P', acessToken1: 'T' }, []],
    [{ acquirerId: 'A', pspId: 'P', '1accessToken': 'T' }, []],
    [{ acquirerId: 'A', pspId: 'P', other: 'T' }, []],
    [
      { aquirerId: 'A', pspid: 'P', accessToken: 'T' },
      ['aquirerId; did you mean acquirerId?', 'pspid; did you mean pspId?'],
    ],
    [[], []],
    ['acessToken', []],
    [null, []],
  ])('REQ-9: of %j it says which names were nearly right: %j', async (body, hints) => {
    const said = String(await refusalOf(body));
    const found = [...said.matchAll(/; there is no parameter (\S+; did you mean \S+\?)/g)].map(
      ([, hint]) => hint,
    );
    expect(found).toEqual(hints);
    // Besides, only the places where it is wrong.
    const places = said.replaceAll(/; there is no parameter \S+; did you mean \S+\?/g, '');
    expect(places).toMatch(/^Refusal: body[^;]*(; body[^;]*)*$/);
  });
});

describe('a document that several servers have', () => {
  const load = (path: string, of = document) => RequestValidation.load(of, [{ ...operation, path }]);

  it('is loaded once for the same operations', async () => {
    expect(await load(operation.path)).toBe(await load(operation.path));
  });

  it('is loaded anew for others, and another document for the same', async () => {
    const first = await load(operation.path);
    await expect(load('/another')).rejects.toThrow('cannot be enforced');
    expect(await load(operation.path, structuredClone(document))).not.toBe(first);
  });
});

it('a document that could not be loaded is loaded anew, as it may have been mended', async () => {
  const changed = documentWith(({ requestBody: _, ...rest }) => rest) as typeof document & {
    readonly paths: Record<string, object>;
  };
  await expect(RequestValidation.load(changed, [operation])).rejects.toThrow('enforced');
  Object.assign(changed.paths, (document as typeof changed).paths);
  await expect(RequestValidation.load(changed, [operation])).resolves.toBeInstanceOf(RequestValidation);
});

describe('a document that says more than the schema of bodies', () => {
  it('CALL-2: whose paths differ in case or a slash at the end enforces the schema of just this path', async () => {
    const { paths } = document as { paths: Record<string, object> };
    const anything = { post: { responses: { '200': { description: 'Done.' } } } };
    const { path } = operation;
    const others = { [path.toUpperCase()]: anything, [`${path}/`]: anything };
    const validation = await RequestValidation.load({ ...document, paths: { ...others, ...paths } }, [
      operation,
    ]);
    await expect(validation.check(operation, {})).rejects.toThrow('body');
    await expect(validation.check(operation, good)).resolves.toBeUndefined();
  });

  it('HDR-3: that describes the signature as a security scheme leaves it to the shell', async () => {
    const scheme = { type: 'apiKey', in: 'header', name: 'Signature' };
    const changed = documentWith((post) => ({ ...post, security: [{ signature: [] }] }));
    const { components } = document as { components: object };
    const validation = await RequestValidation.load(
      { ...changed, components: { ...components, securitySchemes: { signature: scheme } } },
      [operation],
    );
    await expect(validation.check(operation, good)).resolves.toBeUndefined();
  });
});

describe('a version of the validator', () => {
  afterEach(() => {
    vi.doUnmock('express-openapi-validator');
  });

  it.each<[string, RequestHandler, string]>([
    [
      'lets all pass',
      (_request, _response, next) => {
        next();
      },
      'not enforced: sendOTP accepts null for a body',
    ],
    [
      'fails',
      (_request, _response, next) => {
        next(new Error('another'));
      },
      'cannot be enforced',
    ],
  ])('whose last middleware %s is refused at the start', async (_, last, message) => {
    vi.doMock('express-openapi-validator', async (original) => {
      const { middleware } = await original<typeof OpenApiValidator>();
      return {
        middleware: (...args: Parameters<typeof middleware>) => [...middleware(...args), last],
      };
    });
    await expect(RequestValidation.load(structuredClone(document), [operation])).rejects.toThrow(message);
  });
});

describe('a document that enforces nothing', () => {
  const serverOf = (changed: typeof document) =>
    createMppServer({ ...shellOptions(), contract, document: changed });

  it('is refused at the start: one without a body', async () => {
    await expect(serverOf(documentWith(({ requestBody: _, ...rest }) => rest))).rejects.toThrow(
      /is loaded but not enforced: sendOTP accepts null|cannot be enforced/,
    );
  });

  it('is refused at the start: one whose body may be null', async () => {
    const content = { 'application/json': { schema: { type: 'object', nullable: true } } };
    const changed = documentWith((post) => ({ ...post, requestBody: { content } }));
    await expect(serverOf(changed)).rejects.toThrow('not enforced: sendOTP accepts null for a body');
  });

  it('is refused at the start: one without the path, with the cause', async () => {
    const paths = { '/another': (document as { paths: Record<string, unknown> }).paths[operation.path] };
    await expect(serverOf({ ...document, paths })).rejects.toMatchObject({
      message: 'the OpenAPI document cannot be enforced',
      cause: expect.any(Error) as Error,
    });
  });

  it('is another than the one that is given: that is not changed', async () => {
    const given = structuredClone(document);
    await RequestValidation.load(given, [operation]);
    expect(given).toEqual(document);
  });
});
