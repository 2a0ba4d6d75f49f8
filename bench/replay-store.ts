import { MemoryReplayStore, sent } from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';

/** What one message costs the memory replay store: while it fills, once it is full, and while messages expire. */
export async function replayStore(messages = 1_000_000): Promise<void> {
  let now = 0;
  const store = new MemoryReplayStore({ now: () => now });
  const outcome = Promise.resolve(sent('id'));
  const first = () => outcome;
  const operation = operations.sendOTP;
  const step = messages / 20;
  const rows: object[] = [];
  for (let index = 0; index < messages;) {
    const startedAt = performance.now();
    for (let end = index + step; index < end; index += 1) {
      // The second half lives for a quarter of a million messages: what is dropped has expired.
      now = index;
      const expiresAt = index < messages / 2 ? Infinity : index + messages / 40;
      await store.once({ operation, digest: `digest-of-message-${index}`, expiresAt }, first);
    }
    const us = ((performance.now() - startedAt) * 1_000) / step;
    rows.push({ messages: index, remembered: store.size, 'µs a message': us.toFixed(2) });
  }
  console.table(rows);
}
