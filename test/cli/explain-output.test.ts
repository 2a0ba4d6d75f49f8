import { describe, expect, it } from 'vitest';
import { contract } from '@sendotp-contract/spec';
import { explainSignature } from '@sendotp-contract/message/explain';
import { toJson, toText } from '../../cli/explain-output.js';
import { corpus } from '../message/explain/corpus.js';
import { caller } from '../message/explain/parties.js';

const { secrets } = contract.operations.sendOTP;
/** Parts of the token of the corpus, as it is and in base64 at each of the three places where it can begin. */
const token = '281010033AB2F588D14B43238637264FCA5AAF35';
const parts = [
  ...[0, 10, 20, 30].map((start) => token.slice(start, start + 8)),
  ...[0, 1, 2].flatMap((shift) =>
    [4, 12, 20].map((start) => Buffer.from(token.slice(shift + start, shift + start + 9)).toString('base64')),
  ),
  Buffer.from(token.slice(4, 14)).toString('hex'),
];

describe('access tokens are masked, whatever the mistake', () => {
  it.each(corpus.map((one) => ({ name: `${one.ids.join(' and ')}: ${one.made}`, ...one })))(
    '$name',
    async ({ exchange, keys = [{ key: caller.publicPem }] }) => {
      const explanation = await explainSignature(exchange, keys, { optionalFields: ['verifyType'] });
      for (const visible of [false, true]) {
        const presentation = { explanation, notes: [], secrets, visible };
        const printed = `${toText(presentation)}${toJson(presentation)}`;
        expect(parts.filter((part) => printed.includes(part))).toEqual([]);
      }
    },
  );
});

it('what a note says cannot command the terminal', async () => {
  const [one] = corpus;
  if (one === undefined) throw new Error('the corpus is empty');
  const explanation = await explainSignature(one.exchange, one.keys ?? [{ key: caller.publicPem }], {});
  const text = toText({ explanation, notes: ['a\u001b[2J\u009b\u202e'], secrets, visible: false });
  expect(text).toContain('note: a\\u001b[2J\\u009b\\u202e');
  expect(text).not.toMatch(/[\u001b\u009b\u202e]/);
});
