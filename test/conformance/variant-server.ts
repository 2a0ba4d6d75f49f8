import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, type Memory } from './variant-server/answer.js';
import { goodHabits } from './variant-server/good-habits.js';
import type { Habits, World } from './variant-server/habits.js';

export type { Asked, Check, Ending, Habits, SignatureParts, World } from './variant-server/habits.js';
export {
  decodeSignature,
  isoTime,
  isText,
  length,
  mediaTypeFits,
  signatureParts,
} from './variant-server/reading.js';
export { type Tokens, tokens } from './variant-server/users.js';

/** Starts a server with these habits in place of the good ones. */
export async function startVariant(
  world: World,
  change: (good: Habits) => Partial<Habits> = () => ({}),
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const good = goodHabits(world);
  const habits = { ...good, ...change(good) };
  const memory: Memory = { replays: new Map(), signatures: new Map() };
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (habits.answers(request.url ?? ''))
        void answer(habits, world, memory, request, response, Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve();
        });
        http.closeAllConnections();
      }),
  };
}
