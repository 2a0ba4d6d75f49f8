import type { Channel, Delivery, VerifyType } from '../channel/channel.js';
import { ConsoleChannel } from '../channel/console-channel.js';
import { SandboxChannel } from '../sandbox/sandbox-channel.js';
import { sandboxWorld } from '../sandbox/sandbox-directory.js';
import type { ReadinessCheck } from './readiness.js';
import type { Settings } from './settings.js';

/** How users are reached. */
export interface Channels {
  readonly byVerifyType: Readonly<Record<VerifyType, Channel>>;
  readonly checks: readonly ReadinessCheck[];
  close(): Promise<void>;
}

/**
 * Opens the channels that the settings name.
 * @param show shows an OTP at the terminal, in the sandbox
 */
export async function openChannels(settings: Settings, show: (text: string) => void): Promise<Channels> {
  const instead = settings.mode === 'production' ? noChannel : new ConsoleChannel(show);
  await Promise.resolve();
  const byVerifyType = { MOBILE: instead, EMAIL: instead };
  return {
    byVerifyType:
      settings.DIRECTORY_FILE === undefined
        ? { MOBILE: troubled(byVerifyType.MOBILE), EMAIL: troubled(byVerifyType.EMAIL) }
        : byVerifyType,
    checks: [],
    close: () => Promise.resolve(),
  };
}

/** RC-13: an MPP that cannot reach its users this way says so for good. */
const noChannel: Channel = {
  send: (): Promise<Delivery> => Promise.resolve({ outcome: 'refused', reason: 'other' }),
};

/** The sandbox's users have the troubles of real ones, whatever the channel is. */
function troubled(channel: Channel): Channel {
  const { refusedAddresses: refused, unansweredAddresses: unanswered } = sandboxWorld;
  return new SandboxChannel({ channel, refused, unanswered });
}
