import { operations, type Outcome } from '@sendotp-contract/spec';
import { failed, MemoryReplayStore, sent, unknown } from '@sendotp-contract/server';
import { describe, expect, it, vi } from 'vitest';
import { replayModel } from './replay-model.js';

const operation = operations.sendOTP;

const refused = () => Promise.resolve(failed('PROCESS_FAIL'));

/** A store at a clock that the test moves, and a way to ask it. */
function storeAt(options: { readonly maxEntries?: number } = {}) {
  let now = 1_000;
  const store = new MemoryReplayStore({ now: () => now, ...options });
  let serial = 0;
  const once = (digest: string, expiresAt: number, outcome?: Outcome<'sendOTP'>) => {
    const first = vi.fn(() => {
      serial += 1;
      return Promise.resolve(outcome ?? sent(`id-${serial}`));
    });
    return store
      .once({ operation, digest, expiresAt }, first)
      .then((got) => ({ got, ran: first.mock.calls.length }));
  };
  return { store, once, at: (ms: number) => (now = ms) };
}

describe('the replay store in memory', () => {
  replayModel((now) => new MemoryReplayStore({ now }), 40);

  it('SIG-9: gives the first outcome again up to the last ms, and runs anew from then on', async () => {
    const { once, at } = storeAt();
    const { got } = await once('a', 2_000);
    at(1_999);
    expect(await once('a', 2_000)).toEqual({ got, ran: 0 });
    at(2_000);
    const again = await once('a', 3_000);
    expect(again.ran).toBe(1);
    expect(again.got).not.toEqual(got);
  });

  it('SIG-9: F is kept like S, UNKNOWN_EXCEPTION too; REQUEST_TRAFFIC_EXCEED_LIMIT is not, and leaves nothing behind', async () => {
    const { store, once } = storeAt();
    await once('f', 9_000, failed('PROCESS_FAIL'));
    await once('u', 9_000, unknown('UNKNOWN_EXCEPTION'));
    await once('t', 9_000, unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'));
    expect(store.size).toBe(2);
    expect((await once('f', 9_000)).ran).toBe(0);
    expect((await once('u', 9_000)).ran).toBe(0);
    expect((await once('t', 9_000)).ran).toBe(1);
  });

  it('beyond its limit the oldest is forgotten, and never more than that', async () => {
    const { store, once } = storeAt({ maxEntries: 3 });
    for (const digest of ['a', 'b', 'c', 'd']) await once(digest, 9_000);
    expect(store.size).toBe(3);
    expect((await once('b', 9_000)).ran).toBe(0);
    expect((await once('a', 9_000)).ran).toBe(1);
    // 'a' has taken the place of 'b', the oldest by then.
    expect((await once('c', 9_000)).ran).toBe(0);
    expect((await once('b', 9_000)).ran).toBe(1);
  });

  it('100,000 are remembered, where nothing else is said', async () => {
    const { store, once } = storeAt();
    for (let n = 0; n < 100_000; n += 1)
      await store.once({ operation, digest: `${n}`, expiresAt: 9_000 }, refused);
    expect((await once('0', 9_000)).ran).toBe(0);
    await once('another', 9_000);
    expect(store.size).toBe(100_000);
    expect((await once('0', 9_000)).ran).toBe(1);
  });

  it('what has expired goes, however it lies among the rest', async () => {
    const { store, once, at } = storeAt();
    for (let index = 0; index < 100; index += 1) await once(`short-${index}`, 2_000);
    await once('long', 50_000);
    at(3_000);
    await once('new', 60_000);
    expect(store.size).toBe(2);
    at(55_000);
    await once('newest', 60_000);
    expect(store.size).toBe(2);
    at(70_000);
    await once('last', 80_000);
    expect(store.size).toBe(1);
  });

  it('a message that expired and is sent again is the newest, not the oldest', async () => {
    const { once, at } = storeAt({ maxEntries: 2 });
    await once('a', 2_000);
    at(1_500);
    await once('b', 9_000);
    at(2_500);
    await once('a', 9_000);
    await once('c', 9_000);
    expect((await once('a', 9_000)).ran).toBe(0);
    expect((await once('b', 9_000)).ran).toBe(1);
  });

  describe('a message that came again while its first call was still on', () => {
    /** Begins a call for this message, which ends when the test says so, without an outcome for good. */
    const begin = (store: MemoryReplayStore, digest: string, expiresAt: number) => {
      let end = (): void => undefined;
      const first = new Promise<Outcome<'sendOTP'>>((resolve) => {
        end = () => {
          resolve(unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'));
        };
      });
      const ended = store.once({ operation, digest, expiresAt }, () => first);
      return () => {
        end();
        return ended;
      };
    };

    it('SIG-9: has its second outcome for good, though the first call ends later and asks for another try', async () => {
      const { store, once, at } = storeAt();
      const end = begin(store, 'a', 2_000);
      at(2_000);
      const { got } = await once('a', 3_000);
      await end();
      expect(await once('a', 3_000)).toEqual({ got, ran: 0 });
    });

    it('is not forgotten in the place of its first call, which was the oldest', async () => {
      const { store, once } = storeAt({ maxEntries: 2 });
      const end = begin(store, 'a', 9_000);
      await once('b', 9_000);
      await end();
      await once('a', 9_000);
      await once('c', 9_000);
      expect((await once('a', 9_000)).ran).toBe(0);
      expect((await once('b', 9_000)).ran).toBe(1);
    });
  });

  it('a limit of 1 is one message', async () => {
    const { store, once } = storeAt({ maxEntries: 1 });
    for (const digest of ['a', 'b']) await once(digest, 9_000);
    expect(store.size).toBe(1);
    expect((await once('b', 9_000)).ran).toBe(0);
  });

  it('keeps working through many rounds of filling and expiry', async () => {
    const { store, once, at } = storeAt({ maxEntries: 50 });
    for (let index = 0; index < 2_000; index += 1) {
      at(1_000 + index * 10);
      await once(`m-${index}`, 1_000 + index * 10 + 300);
      expect(store.size).toBeLessThanOrEqual(31);
    }
    expect((await once('m-1999', 99_000)).ran).toBe(0);
    expect((await once('m-1900', 99_000)).ran).toBe(1);
  });

  it.each([0, -1, 1.5, NaN])('a limit of %d is refused', (maxEntries) => {
    expect(() => new MemoryReplayStore({ maxEntries })).toThrow(RangeError);
  });
});
