import type { Channel, Delivery, OtpMessage } from './channel.js';
import { describeDuration } from './duration.js';

/**
 * Shows each OTP to the person at the terminal. For the sandbox only: the one place where an OTP is shown, and a real
 * user's must not be.
 */
export class ConsoleChannel implements Channel {
  readonly #write: (text: string) => void;

  /** @param write prints a text as it is; it is called once for each OTP, so that two never mix */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  // Async for what `write` throws: a channel that fails rejects.
  // eslint-disable-next-line @typescript-eslint/require-await
  async send(message: OtpMessage): Promise<Delivery> {
    this.#write(describe(message));
    return { outcome: 'accepted' };
  }
}

function describe({ verifyType, address, code, validForMs, verifyRequestId }: OtpMessage): string {
  const rows = [
    ['OTP', code],
    ['to', `${maskAddress(address)} (${verifyType})`],
    ['valid for', describeDuration(validForMs)],
    ['verifyRequestId', verifyRequestId],
  ];
  return `\n${rows.map(([name = '', value = '']) => `  ${name.padEnd(16)} ${value}\n`).join('')}\n`;
}

/**
 * An address that its owner recognises and nobody else can use: `+1*******01`, `r***@example.com`.
 * For people to read, in the sandbox only: logs hold no address, not even a masked one.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${firstCharacter(address)}***${address.slice(at)}`;
  // Two in front and two behind of ten or more; of fewer, what is left would be too easily guessed.
  if (address.length < 10) return '*'.repeat(address.length);
  return `${address.slice(0, 2)}${'*'.repeat(address.length - 4)}${address.slice(-2)}`;
}

function firstCharacter(text: string): string {
  const [first = ''] = text;
  return first;
}
