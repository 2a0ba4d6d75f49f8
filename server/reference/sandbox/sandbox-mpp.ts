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
  /** Prints a text as it is: every OTP is shown through it. */
  readonly write: (text: string) => void;
}

/**
 * The reference MPP with sandbox users, who stand behind the access tokens `sandbox:<RESULT_CODE>`. Shows every OTP
 * instead of sending it and forgets everything when the process ends.
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
