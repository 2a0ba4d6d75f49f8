import { describe, expect, it } from 'vitest';
import { smsLength } from '../../../server/reference/channel/sms-segment.js';

describe('the length of an SMS', () => {
  it.each([
    ['', 'GSM-7', 0],
    ['Your code: 123456.', 'GSM-7', 18],
    ['@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà', 'GSM-7', 44],
    // Those of the extension table take two places.
    ['[€]', 'GSM-7', 6],
    ['\f^{}\\[~]|€', 'GSM-7', 20],
    ['a[', 'GSM-7', 3],
    ['ç', 'UCS-2', 1],
    ['Your code ①: 123456', 'UCS-2', 19],
    ['支付', 'UCS-2', 2],
    // One character, two units of UTF-16.
    ['🔑[', 'UCS-2', 3],
    ['`', 'UCS-2', 1],
    ['\t', 'UCS-2', 1],
  ])('%j is %s: %d', (text, encoding, length) => {
    expect(smsLength(text)).toEqual({ encoding, length, most: encoding === 'GSM-7' ? 160 : 70 });
  });
});
