import { Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';

/**
 * What a test has left behind, besides its answers: after each test, timers of ours that nobody cleared, servers that still
 * listen and listeners on the process; after each file, connections. Each is told by where it was made.
 */

/** How long the last callbacks may take to let go, in ms. */
const patienceMs = 1_000;

/** A timer as Node has it: whether it has fired for good or was cleared, also when it keeps no process alive. */
interface Timer {
  readonly _destroyed?: boolean;
}

/** The place in a package of ours whose call made a timer. Timers of Node, of packages and of tests are theirs to end. */
function ownPlace(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const caller = stack
    .split('\n')
    .find((line) => line.startsWith('    at ') && !line.includes('left-behind'));
  const [, place] =
    /^(?!.*node_modules).*?\/((?:message|client|server|conformance|cli)\/[^:)]+:\d+)/.exec(caller ?? '') ??
    [];
  return place === undefined || caller?.includes('/test/') === true ? undefined : place;
}

let timers: { readonly timer: Timer; readonly place: string }[] = [];

/** The same function, which notes each timer of ours. */
function noted<Start extends typeof setTimeout | typeof setInterval>(start: Start): Start {
  return new Proxy(start, {
    apply(target, self, args: unknown[]) {
      const timer = Reflect.apply(target, self, args) as Timer;
      const place = ownPlace();
      if (place !== undefined) timers.push({ timer, place });
      return timer;
    },
  });
}

const { setTimeout: startTimeout, setInterval: startInterval } = globalThis;
globalThis.setTimeout = noted(startTimeout);
globalThis.setInterval = noted(startInterval);
afterAll(() => {
  Object.assign(globalThis, { setTimeout: startTimeout, setInterval: startInterval });
});

const handles = (): readonly unknown[] =>
  (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
const listening = (): readonly Server[] =>
  handles().filter((handle) => handle instanceof Server && handle.listening) as Server[];
const connections = (): readonly Socket[] =>
  handles().filter((handle) => handle instanceof Socket && handle.remotePort !== undefined) as Socket[];
const listeners = (): ReadonlyMap<string | symbol, number> =>
  new Map(process.eventNames().map((name) => [name, process.listenerCount(name)]));

/** What is left when everything had time to let go. */
async function leftOf(look: () => readonly string[]): Promise<readonly string[]> {
  for (const end = performance.now() + patienceMs; look().length > 0 && performance.now() < end;)
    await new Promise((done) => startTimeout(done, 5));
  return look();
}

let isAlone = true;
let before: { readonly servers: readonly Server[]; readonly listeners: ReadonlyMap<string | symbol, number> };
beforeEach(({ task }) => {
  isAlone = task.concurrent !== true;
  timers = [];
  before = { servers: listening(), listeners: listeners() };
});
afterEach(async () => {
  // What of several at the same time has left something cannot be told.
  if (!isAlone) return;
  const left = await leftOf(() => [
    ...timers.filter(({ timer }) => timer._destroyed !== true).map(({ place }) => `a timer of ${place}`),
    ...listening()
      .filter((server) => !before.servers.includes(server))
      .map((server) => `a server that listens on ${JSON.stringify(server.address())}`),
    ...[...listeners()]
      .filter(([name, count]) => count > (before.listeners.get(name) ?? 0))
      .map(([name]) => `a listener of the process on ${String(name)}`),
  ]);
  expect(left, 'left behind').toEqual([]);
});

const connectedBefore = connections();
afterAll(async () => {
  const left = await leftOf(() =>
    connections()
      .filter((socket) => !connectedBefore.includes(socket))
      .map(({ localPort, remotePort }) => `a connection from port ${localPort} to port ${remotePort}`),
  );
  expect(left, 'left behind').toEqual([]);
});
