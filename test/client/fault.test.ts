import { afterEach, describe, expect, it, vi } from 'vitest';
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

describe('in a page that is off line, where nothing more can be loaded', () => {
  afterEach(() => {
    vi.doUnmock('../../client/words/index.js');
    vi.doUnmock('../../client/connect-failure.js');
    vi.doUnmock('@sendotp-contract/message');
    vi.resetModules();
  });
  const offLine = (): never => {
    throw new Error('off line');
  };
  /** A client that is loaded anew, with what is mocked now. */
  const loaded = () => {
    vi.resetModules();
    return import('./played-mpp.js');
  };

  it('a fault has its code for a message', async () => {
    vi.doMock('../../client/words/index.js', offLine);
    const { play, signed, success, request } = await loaded();
    const { client } = await play([signed(success, { status: 500 })]);
    await expect(client.sendOtp(request)).rejects.toMatchObject({
      code: 'HTTP_STATUS',
      message: 'HTTP_STATUS',
    });
  });

  it('SIG-8: an F whose clock is wrong has no hint', async () => {
    vi.doMock('../../client/words/index.js', offLine);
    const { play, signed, refused, request } = await loaded();
    const { client } = await play([signed(refused('ACCESS_DENIED'), { time: '2026-11-23T01:52:00Z' })]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'F', resultCode: 'ACCESS_DENIED' });
    expect(outcome).not.toHaveProperty('hint');
  });

  it('a wrong signature is told, without the reason', async () => {
    vi.doMock('@sendotp-contract/message', async (original) => ({
      ...(await original<object>()),
      describeRefusal: () => Promise.reject(new Error('off line')),
    }));
    const { play, signed, success, request } = await loaded();
    const { client } = await play([signed(success, { signedBody: '{}' })]);
    await expect(client.sendOtp(request)).rejects.toMatchObject({
      code: 'RESPONSE_SIGNATURE_INVALID',
      fault: 'mismatch',
      message: 'the signature of the response: mismatch',
    });
  });

  it('a connection that fails is told in words, and may have been made', async () => {
    vi.doMock('../../client/connect-failure.js', offLine);
    const { play, noConnection, request } = await loaded();
    const { client } = await play([noConnection]);
    await expect(client.sendOtp(request)).rejects.toMatchObject({
      code: 'TRANSPORT_FAILED',
      message: expect.stringMatching(/^no response from .*: the connection failed$/) as string,
      mayHaveBeenSent: true,
    });
  });
});
