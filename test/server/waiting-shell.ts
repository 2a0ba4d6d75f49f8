import { InFlight, type Outcome, sent } from '@sendotp-contract/server';
import { expect } from 'vitest';
import { type Shell, type ShellOptions, startShell } from './shell.js';

/** A shell whose handler waits until the test lets it answer. */
export interface WaitingShell extends Shell {
  readonly inFlight: InFlight;
  /** How often the handler was called. */
  readonly calls: () => number;
  /** Waits until the handler has been called so many times. */
  readonly called: (times: number) => Promise<void>;
  /** Lets the call of this number, from 0, answer `S` with this verifyRequestId. */
  readonly letAnswer: (call: number, verifyRequestId: string) => void;
}

export async function startWaitingShell(options: ShellOptions = {}): Promise<WaitingShell> {
  const waiting: ((outcome: Outcome<'sendOTP'>) => void)[] = [];
  const inFlight = new InFlight();
  const shell = await startShell({
    handlers: { sendOTP: () => new Promise((resolve) => waiting.push(resolve)) },
    inFlight,
    ...options,
  });
  return {
    ...shell,
    inFlight,
    calls: () => waiting.length,
    called: (times) => expect.poll(() => waiting.length, { interval: 5 }).toBe(times),
    letAnswer: (call, verifyRequestId) => waiting[call]?.(sent(verifyRequestId)),
  };
}
