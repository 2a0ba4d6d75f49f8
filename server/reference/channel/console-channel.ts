import type { Channel, Delivery, OtpMessage } from './channel.js';
import { describeDuration } from './duration.js';

/**
 * Shows each OTP at the terminal. For the sandbox only: it is the only place where an OTP is shown, and a real user's OTP
 * must not be shown.
 */
export class ConsoleChannel implements Channel {
  readonly #write: (text: string) => void;

  /** @param write prints a text unchanged; it is called once for each OTP, so that two OTPs never mix */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  // Async, so that it rejects when `write` throws.
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
 * A masked address that its owner recognises: `+1*******01`, `r***@example.com`.
 * For the sandbox's terminal only: logs contain no address, not even a masked one.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${firstCharacter(address)}***${address.slice(at)}`;
  // Two characters at each end of ten or more; a shorter address would be easy to guess.
  if (address.length < 10) return '*'.repeat(address.length);
  return `${address.slice(0, 2)}${'*'.repeat(address.length - 4)}${address.slice(-2)}`;
}

function firstCharacter(text: string): string {
  const [first = ''] = text;
  return first;
}
