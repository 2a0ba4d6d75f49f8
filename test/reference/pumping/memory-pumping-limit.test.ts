import { describe, expect, it } from 'vitest';
import { MemoryPumpingLimit } from '@sendotp-contract/reference';
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
