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

/** The place of the caller. Node writes the text of a stack when it is first read, and with source maps that is slow: it is read only of a timer that is left. */
function here(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  const made = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return made;
}

/** The place in a package of ours whose call made a timer. Timers of Node, of packages and of tests are theirs to end. */
function ownPlace({ stack = '' }: Error): string | undefined {
  const caller = stack
    .split('\n')
    .find((line) => line.startsWith('    at ') && !line.includes('left-behind'));
  const [, place] =
    /^(?!.*node_modules).*?\/((?:message|client|server|conformance|cli)\/[^:)]+:\d+)/.exec(caller ?? '') ??
    [];
  return place === undefined || caller?.includes('/test/') === true ? undefined : place;
}

let timers: { readonly timer: Timer; readonly made: Error }[] = [];

/** The places in our packages that made a timer which nobody has cleared. */
const timersLeft = (): readonly string[] =>
  timers.flatMap(({ timer, made }) => (timer._destroyed === true ? [] : (ownPlace(made) ?? [])));

/** The same function, which notes each timer. */
function noted<Start extends typeof setTimeout | typeof setInterval>(start: Start): Start {
  return new Proxy(start, {
    apply(target, self, args: unknown[]) {
      const timer = Reflect.apply(target, self, args) as Timer;
      timers.push({ timer, made: here() });
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
    ...timersLeft().map((place) => `a timer of ${place}`),
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
