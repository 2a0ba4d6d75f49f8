import fc from 'fast-check';
import { operations } from '@sendotp-contract/spec';
import { describe, expect, it } from 'vitest';
import { call, goodBody } from '../caller.js';
import { requestOracle } from '../request-oracle.js';
import type { Target } from '../target.js';

const { acquirerId, pspId, accessToken, verifyType: verifyTypes } = operations.sendOTP.parameters;
const verifyType = verifyTypes.values;

export function requestRules(target: () => Target): void {
  const code = async (body: unknown): Promise<string> => (await call(target(), { body })).code;
  const withBody = (changes: Readonly<Record<string, unknown>>): Promise<string> =>
    code(goodBody(target(), changes));

  describe('request', () => {
    it.each([
      ['a number', 20],
      ['a boolean', true],
      ['an object', {}],
      ['an array', ['x']],
    ])('REQ-1: %s where a string belongs is PARAM_ILLEGAL', async (_, value) => {
      for (const name of ['acquirerId', 'pspId', 'accessToken', 'verifyType']) {
        expect(await withBody({ [name]: value }), name).toBe('PARAM_ILLEGAL');
      }
    });

    it('REQ-2: verifyType may be left out', async () => {
      expect(await withBody({})).toBe('SUCCESS');
    });

    it('REQ-3: verifyType may be null', async () => {
      expect(await withBody({ verifyType: null })).toBe('SUCCESS');
    });

    it('REQ-3: null is for optional parameters: a required one that is null is PARAM_ILLEGAL', async () => {
      for (const name of ['acquirerId', 'pspId', 'accessToken']) {
        expect(await withBody({ [name]: null }), name).toBe('PARAM_ILLEGAL');
      }
    });

    it('REQ-4: an empty verifyType is PARAM_ILLEGAL', async () => {
      expect(await withBody({ verifyType: '' })).toBe('PARAM_ILLEGAL');
    });

    // What these lead to when they are legal is the target's business; that they are legal is the contract's.
    for (const [name, { rules, maxLength: limit }] of Object.entries({ acquirerId, pspId, accessToken })) {
      const rule = rules.join(', ');

      it(`${rule}: ${name} is required`, async () => {
        expect(await withBody({ [name]: undefined })).toBe('PARAM_ILLEGAL');
        expect(await withBody({ [name]: '' })).toBe('PARAM_ILLEGAL');
      });

      it(`${rule}: ${name} has up to ${String(limit)} characters`, async () => {
        expect(await withBody({ [name]: 'x' })).not.toBe('PARAM_ILLEGAL');
        expect(await withBody({ [name]: 'x'.repeat(limit) })).not.toBe('PARAM_ILLEGAL');
        expect(await withBody({ [name]: 'x'.repeat(limit + 1) })).toBe('PARAM_ILLEGAL');
      });
    }

    it.each(verifyType)('REQ-8: verifyType %s is accepted', async (value) => {
      expect(await withBody({ verifyType: value })).toBe('SUCCESS');
    });

    it.each(['mobile', 'SMS', ' MOBILE', 'MOBILE\u0000'])(
      'REQ-8: verifyType "%s" is PARAM_ILLEGAL',
      async (value) => {
        expect(await withBody({ verifyType: value })).toBe('PARAM_ILLEGAL');
      },
    );

    it.each([
      '',
      ' ',
      'null',
      '[]',
      '"text"',
      '20',
      '{',
      '{}x',
      "{'a':1}",
      'undefined',
      '[{}]',
      '{"acquirerId":"A","pspId":"P","accessToken":"T",}',
    ])('REQ-9: the body %s is PARAM_ILLEGAL', async (body) => {
      expect(await code(body)).toBe('PARAM_ILLEGAL');
    });

    it('REQ-10: unknown parameters of any kind are ignored', async () => {
      expect(await withBody({ locale: 'en', n: 1, deep: { a: [null, true] }, '': '', result: 'S' })).toBe(
        'SUCCESS',
      );
    });

    it('REQ-10: parameters named like parts of JavaScript objects are ignored', async () => {
      const text = JSON.stringify(goodBody(target())).replace(
        '}',
        ',"__proto__":{"accessToken":""},"constructor":{"prototype":1},"toString":1}',
      );
      expect(await code(text)).toBe('SUCCESS');
    });

    it('REQ-11: length counts characters, not bytes or UTF-16 units', async () => {
      for (const [name, character, most] of [
        ['accessToken', '🔑', accessToken.maxLength],
        ['acquirerId', '支', acquirerId.maxLength],
      ] as const) {
        expect(await withBody({ [name]: character.repeat(most) })).not.toBe('PARAM_ILLEGAL');
        expect(await withBody({ [name]: character.repeat(most + 1) })).toBe('PARAM_ILLEGAL');
      }
    });

    it('REQ-9: any JSON value is PARAM_ILLEGAL exactly when the rules say so', async () => {
      const text = fc.oneof(
        fc.constantFrom('A', '', ...verifyType, ...edges(pspId.maxLength), ...edges(accessToken.maxLength)),
        fc.string({ unit: 'grapheme', maxLength: accessToken.maxLength + 12 }),
      );
      const value = fc.oneof(
        { weight: 4, arbitrary: text },
        fc.constant(null),
        fc.jsonValue({ maxDepth: 2 }),
      );
      const nearly = fc.record(
        {
          acquirerId: value,
          pspId: value,
          accessToken: value,
          verifyType: fc.oneof(fc.constantFrom(...verifyType, null, ''), value),
          extra: fc.jsonValue(),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: nearly }, fc.jsonValue()), async (body) => {
          const answer = await code(JSON.stringify(body));
          expect(answer === 'PARAM_ILLEGAL').toBe(!requestOracle(body));
        }),
        { numRuns: 300 },
      );
    });

    it('REQ-9: of the bodies that are legal, those of the one user who can be sent an OTP are S', async () => {
      const legal = fc.record(
        { verifyType: fc.constantFrom(...verifyType, null), note: fc.jsonValue(), more: fc.string() },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(legal, async (changes) => {
          expect(await withBody(changes)).toBe('SUCCESS');
        }),
        { numRuns: 100 },
      );
    });
  });
}

/** The longest text that a limit allows, one character more, and the longest in characters of two UTF-16 units. */
const edges = (most: number): string[] => ['x'.repeat(most), 'x'.repeat(most + 1), '🔑'.repeat(most)];
