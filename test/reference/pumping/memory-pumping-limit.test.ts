import { describe, expect, it } from 'vitest';
import { MemoryPumpingLimit } from '@sendotp-contract/reference';
import { start } from '../test-mpp.js';
import { newNumber, pumpingLimitRules } from './pumping-limit-rules.js';

pumpingLimitRules('the memory limit', (options) => new MemoryPumpingLimit(options));

describe('the memory limit', () => {
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
});
