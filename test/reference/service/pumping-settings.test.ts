import { describe, expect, it } from 'vitest';
import {
  allowedPrefixes,
  manySendings,
  prefixLimits,
} from '../../../server/reference/service/pumping-settings.js';

describe('the settings against pumping', () => {
  it('name prefixes, and how much each may be sent', () => {
    expect(allowedPrefixes('+65, +852')).toEqual(['+65', '+852']);
    expect(manySendings('20000/1h')).toEqual([{ sendings: 20_000, periodMs: 3_600_000 }]);
    expect(prefixLimits(' +1868=20/1h,50/1d \n +882=5/1d ')).toEqual({
      '+1868': [
        { sendings: 20, periodMs: 3_600_000 },
        { sendings: 50, periodMs: 86_400_000 },
      ],
      '+882': [{ sendings: 5, periodMs: 86_400_000 }],
    });
  });

  it.each(['', '+65,', '65', '+65 +852', '+0', '+123456789'])('%j are no prefixes', (value) => {
    expect(() => allowedPrefixes(value)).toThrow('a list of + and 1 to 8 digits, such as +65,+852');
  });

  it.each(['', '20000', '0/1h'])('%j are no sendings', (value) => {
    expect(() => manySendings(value)).toThrow('sendings/period, such as 20000/1h,100000/1d');
  });

  it.each(['', '+65', '+65=', '=1/1h', '65=1/1h', '+65=1/1h=2/1h', '+65=1/1h +65=2/1h', '+65=1/1h;+66=1/1h'])(
    '%j are no limits by prefix',
    (value) => {
      expect(() => prefixLimits(value)).toThrow('prefix=sendings/period, each prefix once');
    },
  );
});
