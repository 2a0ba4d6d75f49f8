// Run by memory-bound.test.ts with --expose-gc: fills the memory stores with 100,000 users, lets them expire, and prints
// how much of the heap is in use before, meanwhile and after, and what comes of one user more than a store keeps.
import { MemoryChallengeStore, MemorySendingLimit } from '@sendotp-contract/reference';

const users = 100_000;
let now = Date.UTC(2026, 10, 23);

function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Text as it comes from a network: memory of its own, not a slice of what it was made from. */
function fresh(text: string): string {
  return Buffer.from(text).toString();
}

const store = new MemoryChallengeStore();
async function put(n: number): Promise<void> {
  await store.put(
    {
      verifyRequestId: fresh(`request-${String(n).padStart(24, '0')}`),
      userId: fresh(`user-${String(n).padStart(15, '0')}`),
      verifyType: 'MOBILE',
      codeHash: fresh(`hash-${String(n).padStart(38, '0')}`),
      expiresAt: now + 300_000,
      tries: 5,
    },
    now,
  );
}

const limit = new MemorySendingLimit({ clock: () => now });
async function reserve(n: number): Promise<void> {
  await limit.reserve(fresh(`user-${String(n).padStart(15, '0')}`), 'MOBILE');
}

async function measure(
  fill: (n: number) => Promise<void>,
  size: () => number,
  expiryMs: number,
  most: number,
): Promise<object> {
  // The code is compiled and its tables are grown before anything is measured.
  await fill(users);
  now += expiryMs;
  const before = heapInUse();
  for (let n = 0; n < users; n += 1) await fill(n);
  const meanwhile = heapInUse();
  const sizeMeanwhile = size();
  for (let n = users; n < most; n += 1) await fill(n);
  const beyond = await fill(most).catch((error: unknown) => error);
  now += expiryMs;
  await fill(users);
  return { before, meanwhile, sizeMeanwhile, beyond, after: heapInUse(), sizeAfter: size() };
}

console.log(
  JSON.stringify({
    challenges: await measure(put, () => store.size, 600_000, 100_000),
    sendings: await measure(reserve, () => limit.size, 86_400_000, 200_000),
  }),
);
