import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';

const { validateRequest, validateResponse } = operations.sendOTP;

type Json = Record<string, unknown>;
const document = JSON.parse(readFileSync('generated/openapi-3.0.json', 'utf8')) as Json & {
  components: { schemas: Record<string, Json> };
};

/** Ajv knows `nullable`, the one keyword that 3.0 adds to JSON Schema. */
const ajv = new Ajv({ strict: false });
ajv.addSchema({ $id: 'contract', components: document.components });
const compiled = (name: string) => {
  const validate = ajv.getSchema(`contract#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(name);
  return (value: unknown) => validate(value) === true;
};

describe('the contract as OpenAPI 3.0.3', () => {
  it('is a valid OpenAPI 3.0 document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document['openapi']).toBe('3.0.3');
  });

  it('holds no keyword that 3.0 does not know', () => {
    const text = JSON.stringify(document.components.schemas);
    for (const keyword of ['"const"', '"examples"', '"type":[', '"null"'])
      expect(text).not.toContain(keyword);
  });

  it('REQ-3: keeps the null of verifyType', () => {
    expect(document.components.schemas['VerifyType']).toMatchObject({
      type: 'string',
      nullable: true,
      enum: ['MOBILE', 'EMAIL', null],
    });
  });

  it('gives every request the verdict of the 3.1 document', () => {
    const validate = compiled('SendOtpRequest');
    const value = fc.oneof(
      fc.constantFrom('A', '', 'MOBILE', 'EMAIL', 'x'.repeat(65)),
      fc.constant(null),
      fc.jsonValue({ maxDepth: 1 }),
    );
    const body = fc.record(
      { acquirerId: value, pspId: value, accessToken: value, verifyType: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (candidate) => {
        expect(validate(candidate)).toBe(validateRequest(candidate));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives every response the verdict of the 3.1 document: the couplings survive', () => {
    const validate = compiled('SendOtpResponse');
    const body = fc.record(
      {
        result: fc.record(
          {
            resultStatus: fc.constantFrom('S', 'F', 'U', 'X', null),
            resultCode: fc.constantFrom(...Object.keys(resultCodes), 'SUCCESS', 'SUCCESS', 'OTHER', 1),
            resultMessage: fc.constantFrom('Success', '', null),
          },
          { requiredKeys: [] },
        ),
        verifyRequestId: fc.constantFrom('v', '', null, 'x'.repeat(65)),
      },
      { requiredKeys: [] },
    );
    let legal = 0;
    fc.assert(
      fc.property(body, (candidate) => {
        const verdict = validateResponse(candidate);
        legal += verdict ? 1 : 0;
        expect(validate(candidate)).toBe(verdict);
      }),
      { numRuns: 5000 },
    );
    expect(legal).toBeGreaterThan(0);
  });
});
