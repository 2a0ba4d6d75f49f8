import { afterEach, describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { Session } from '../../../conformance/exchange/session.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { closeServers, listening } from '../run/judging.js';
import { profileOf } from '../world.js';

afterEach(closeServers);

const timeoutMs = 1_500;

/** A session with a target that answers everything but PUT, and what sends one or the other. */
async function sessionWithHanging() {
  const url = await listening((request, response) => {
    request.resume();
    if (request.method !== 'PUT')
      response.end(JSON.stringify({ result: { resultStatus: 'F', resultCode: 'INVALID_TOKEN' } }));
  });
  const opened = await openProfile(parseProfile(profileOf(url)));
  const session = new Session(opened, {
    // Long enough for a busy machine to answer.
    timeoutMs,
    run: 'test',
    inspect: () => Promise.resolve(new Map()),
  });
  return {
    session,
    hangs: async (copies = 1): Promise<void> => {
      const message = await session.make(operations.sendOTP, { method: 'PUT' });
      await session.sendAtOnce(message, copies, 'test');
    },
    answers: async (): Promise<void> => {
      await session.call(operations.sendOTP, {}, 'test');
    },
  };
}

describe('a target that hangs at some requests', () => {
  it('three times in a row is asked by a plain call whether it is still there', async () => {
    const { session, hangs } = await sessionWithHanging();
    await hangs(2);
    expect(session.requests).toBe(2);
    await hangs();
    // That call counts, too.
    expect(session.requests).toBe(4);
    // From its answer on it is counted anew.
    await hangs(2);
    expect(session.requests).toBe(6);
    expect(session.stopped).toBeUndefined();
    session.close();
  });

  it('is not asked so when it answers in between', async () => {
    const { session, hangs, answers } = await sessionWithHanging();
    for (let n = 0; n < 2; n += 1) {
      await hangs(2);
      await answers();
    }
    expect(session.requests).toBe(6);
    session.close();
  });

  it('twenty times in all is asked no more, though it answers in between', async () => {
    const { session, hangs } = await sessionWithHanging();
    await hangs(19);
    expect(session.stopped).toBeUndefined();
    await hangs();
    expect(session.stopped).toBe(
      `20 requests had no response, the last one: nothing was received within ${timeoutMs} ms`,
    );
    session.close();
  });
});
