import { describe, expect, it } from 'vitest';
import type { RedisConnection } from '@sendotp-contract/reference';
import { RedisSteps } from '../../../server/reference/redis/redis-steps.js';

const steps = new RedisSteps({ first: 'return nil', second: 'return nil' });

/** What comes of the steps when Redis replies this; and what it was asked. */
async function run(reply: unknown, carryOut?: boolean) {
  const asked: unknown[][] = [];
  const redis = {
    run: (_script: unknown, keys: readonly string[], args: readonly unknown[]) => {
      asked.push([keys, ...args.map((arg) => JSON.parse(String(arg)) as unknown)]);
      return Promise.resolve(reply);
    },
  } as unknown as RedisConnection;
  const inputs = { second: { keys: ['a', 'b'], args: [1, 'x', [2]] } };
  return { result: await steps.run(redis, inputs, carryOut), asked };
}

describe('several steps that Redis takes together', () => {
  it('are asked for with their keys and arguments, without those that have no input', async () => {
    expect((await run([0, 0, 1])).asked).toEqual([
      [
        ['a', 'b'],
        [1, [2, 1, 2, [1, 'x', [2]]]],
      ],
    ]);
    expect((await run([0], false)).asked).toEqual([
      [
        ['a', 'b'],
        [0, [2, 1, 2, [1, 'x', [2]]]],
      ],
    ]);
  });

  it.each<[unknown, object]>([
    [[0, 'one', 2], { refusedBy: undefined, replies: { first: 'one', second: 2 } }],
    [[0], { refusedBy: undefined, replies: { first: undefined, second: undefined } }],
    [[1, 'why'], { refusedBy: 'first', reply: 'why' }],
    [[2, 'why'], { refusedBy: 'second', reply: 'why' }],
  ])('have the result that %j says', async (reply, result) => {
    expect((await run(reply)).result).toEqual(result);
  });

  it.each([[undefined], [null], ['0'], [0], [[]], [[3, 'x']], [[-1]], [['1']], [[null]]])(
    'have none where Redis replies %j',
    async (reply) => {
      await expect(run(reply)).rejects.toMatchObject({
        ...{ code: 'STORE_VALUE_ILLEGAL', message: 'Redis returned an unexpected value for first, second' },
      });
    },
  );
});
