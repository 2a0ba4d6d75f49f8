import { describe, expect, it } from 'vitest';
import { Fault, spoken } from '../../client/fault.js';

describe('a fault', () => {
  it('is put into words when somebody is to read it', async () => {
    const error = await spoken(
      new Fault('HTTP_STATUS', (words) => words.otherStatus(502, 'https://a.example')),
    );
    expect(error).toMatchObject({ name: 'SendOtpError', code: 'HTTP_STATUS' });
    expect(error).toHaveProperty('message', expect.stringContaining('HTTP 502 from https://a.example'));
  });

  it('has its code for a message when the words cannot be loaded', () => {
    const fault = new Fault('HTTP_STATUS', (words) => words.otherStatus(502, ''), { mayHaveBeenSent: true });
    expect(fault.toError(undefined)).toMatchObject({ message: 'HTTP_STATUS', mayHaveBeenSent: true });
  });

  it('another error stays what it is', async () => {
    const error = new Error('of somebody else');
    expect(await spoken(error)).toBe(error);
  });
});
