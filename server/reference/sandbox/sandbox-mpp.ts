import { randomBytes } from 'node:crypto';
import { ConsoleChannel } from '../channel/console-channel.js';
import { MemoryChallengeStore } from '../challenge/memory-challenge-store.js';
import {
  createReferenceMpp,
  type ReferenceMpp,
  type ReferenceMppOptions,
} from '../mobile-payment-provider.js';
import { SandboxChannel } from './sandbox-channel.js';
import { createSandboxDirectory, sandboxWorld } from './sandbox-directory.js';
import { SandboxSendingLimit } from '../limit/sending-limit.js';

export interface SandboxMppOptions extends Pick<
  ReferenceMppOptions,
  'clock' | 'channelTimeoutMs' | 'onEvent'
> {
  /** Prints a text unchanged. Every OTP is shown with it. */
  readonly write: (text: string) => void;
}

/**
 * The reference MPP with sandbox users, whose access tokens are `sandbox:<RESULT_CODE>`. Shows every OTP instead of sending
 * it. All state is lost when the process ends.
 * @example
 * const mpp = createSandboxMpp({ write: (text) => process.stdout.write(text) });
 */
export function createSandboxMpp({ write, ...options }: SandboxMppOptions): ReferenceMpp {
  const channel = new SandboxChannel({
    channel: new ConsoleChannel(write),
    refused: sandboxWorld.refusedAddresses,
    unanswered: sandboxWorld.unansweredAddresses,
  });
  return createReferenceMpp({
    ...options,
    directory: createSandboxDirectory(),
    challenges: new MemoryChallengeStore(),
    channels: { MOBILE: channel, EMAIL: channel },
    sendingLimit: new SandboxSendingLimit(sandboxWorld.usersAtTheirLimit),
    hashSecret: randomBytes(32),
  });
}
