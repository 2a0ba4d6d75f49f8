import { describe, expect, it } from 'vitest';
import { MemoryPumpingLimit } from '@sendotp-contract/reference';
import { StepCounter } from '../../../server/reference/pumping/step-counter.js';
import { StandingClock } from '../../standing-clock.js';
import { start } from '../test-mpp.js';
import { pumpingLimitModel } from './pumping-limit-model.js';
import { newNumber, pumpingLimitRules } from './pumping-limit-rules.js';

pumpingLimitRules('the memory limit', (options) => new MemoryPumpingLimit(options));

describe('the memory limit', () => {
  pumpingLimitModel((options) => new MemoryPumpingLimit(options), 800);

  it('keeps so many counts and no more: those of the longest ago are forgotten', async () => {
    const limit = new MemoryPumpingLimit({
      maxCounts: 100,
      clock: () => start,
      address: [{ sendings: 3, periodMs: 86_400_000 }],
      unanswered: 10,
    });
    for (let count = 0; count < 500; count += 1) {
      const address = newNumber();
      await limit.reserve({ clientId: 'C', verifyType: 'MOBILE', address });
      await limit.answered({ verifyType: 'MOBILE', address });
    }
    expect(limit.size).toBe(100);
    expect(() => new MemoryPumpingLimit({ maxCounts: 0 })).toThrow(/^maxCounts/);
  });

  it('forgets the count of the longest ago, not one that has been counted again since', async () => {
    const limit = new MemoryPumpingLimit({
      maxCounts: 3,
      clock: () => start,
      address: [{ sendings: 3, periodMs: 86_400_000 }],
    });
    const [one, two, three, four] = [newNumber(), newNumber(), newNumber(), newNumber()];
    const outcomeTo = async (address: string) =>
      (await limit.reserve({ clientId: 'C', verifyType: 'MOBILE', address })).outcome;
    for (const number of [one, one, two, two, two, one, three, four]) await outcomeTo(number);
    expect(await outcomeTo(one)).toBe('braked');
    // Forgotten, it is counted anew.
    expect(await outcomeTo(two)).toBe('allowed');
  });

  it('keeps of a count that goes on without end no more than its period', () => {
    const clock = new StandingClock(start);
    const counter = new StepCounter(1);
    for (let step = 0; step < 100; step += 1) {
      counter.add('key', 24_000, clock.now());
      clock.pass(1_000);
    }
    expect(counter.steps).toBe(24);
  });

  it('knows so many numbers that have answered and no more: who answered longest ago is forgotten', async () => {
    const limit = new MemoryPumpingLimit({ maxCounts: 2, clock: () => start, unanswered: 1 });
    const block = '+1202778';
    const sendingTo = (address: string) => ({ clientId: 'C', verifyType: 'MOBILE', address }) as const;
    const outcomeTo = async (address: string) => (await limit.reserve(sendingTo(address))).outcome;
    /** From then on only numbers that are known get an OTP. */
    const fillBlock = async () => {
      while ((await outcomeTo(newNumber(block))) === 'allowed');
    };
    const [one, two, three] = [newNumber(block), newNumber(block), newNumber(block)];
    // Who answers again takes nobody's place.
    for (const number of [one, two, two]) await limit.answered(sendingTo(number));
    await fillBlock();
    expect([await outcomeTo(one), await outcomeTo(two)]).toEqual(['allowed', 'allowed']);
    await limit.answered(sendingTo(three));
    await fillBlock();
    expect([await outcomeTo(one), await outcomeTo(two), await outcomeTo(three)]).toEqual([
      ...['braked', 'allowed', 'allowed'],
    ]);
  });

  it('knows for 90 days, to the millisecond, a number that has answered', async () => {
    const clock = new StandingClock(start);
    const limit = new MemoryPumpingLimit({ clock: clock.now, unanswered: 1 });
    const block = '+1202777';
    const sendingTo = (address: string) => ({ clientId: 'C', verifyType: 'MOBILE', address }) as const;
    const outcomeTo = async (address: string) => (await limit.reserve(sendingTo(address))).outcome;
    const number = newNumber(block);
    await limit.answered(sendingTo(number));
    clock.pass(90 * 86_400_000 - 1);
    // What others leave unanswered is no matter to it.
    expect(await outcomeTo(newNumber(block))).toBe('allowed');
    expect(await outcomeTo(newNumber(block))).toBe('braked');
    expect(await outcomeTo(number)).toBe('allowed');
    clock.pass(1);
    expect(await outcomeTo(number)).toBe('braked');
  });
});
