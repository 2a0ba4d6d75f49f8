import {
  createTransport,
  type SMTPPoolOptions,
  type SMTPPoolSentMessageInfo,
  type Transporter,
} from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';
import type { Channel, Delivery, OtpMessage } from './channel.js';
import { ChannelError } from './channel-error.js';
import type { HealthCheck } from './health-check.js';
import { MessageTexts } from './message-text.js';
import { readSmtpFailure } from './smtp-answer.js';
import { readSmtpUrl } from './smtp-url.js';

export interface SmtpChannelOptions {
  /** The mail server, such as `smtps://user:password@mail.example.com`: see `readSmtpUrl`. */
  readonly url: string;
  /** The sender, such as `Example Pay <no-reply@example.com>`. */
  readonly from: string;
  /** The texts of the mails. Default: the built-in templates. */
  readonly texts?: MessageTexts;
  /** How many connections are open at most. Default 5. */
  readonly maxConnections?: number;
  /** How long connecting may take, in ms: name resolution, connection, TLS, greeting. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long the mail server may send nothing, in ms. Default 60,000. A sending ends earlier by its signal. */
  readonly silenceTimeoutMs?: number;
}

/**
 * Sends OTPs as plain text mail through a mail server, over a pool of connections.
 *
 * A message is accepted when the server confirms it as a whole, and refused when the server refuses this recipient or this
 * message permanently (5yz). Everything else rejects with a `ChannelError`, including temporary refusals (4yz, greylisting):
 * the reference MPP does not try again, because by then the caller has its response.
 * @example
 * const mail = new SmtpChannel({ url: 'smtps://user:password@mail.example.com', from: 'no-reply@example.com' });
 */
export class SmtpChannel implements Channel, HealthCheck {
  readonly #transport: Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>;
  readonly #from: { readonly name: string; readonly address: string };
  readonly #texts: MessageTexts;
  #closed = false;

  /** @throws RangeError for an option that cannot be used; the message contains no password */
  constructor(options: SmtpChannelOptions) {
    const { maxConnections = 5, connectTimeoutMs = 5_000, silenceTimeoutMs = 60_000 } = options;
    requireCount('maxConnections', maxConnections, 1_000);
    // The upper bound is that of Node's timers: a longer one fires at once.
    requireCount('connectTimeoutMs', connectTimeoutMs, 2_147_483_647);
    requireCount('silenceTimeoutMs', silenceTimeoutMs, 2_147_483_647);
    const { rejectUnauthorized, auth, ...server } = readSmtpUrl(options.url);
    this.#from = readSender(options.from);
    this.#texts = options.texts ?? new MessageTexts();
    const pool: SMTPPoolOptions & { readonly pool: true } = {
      ...server,
      ...(auth === undefined ? {} : { auth }),
      tls: { rejectUnauthorized },
      pool: true,
      maxConnections,
      // Only a message that was not yet handed over is tried over another connection.
      maxRequeues: 2,
      connectionTimeout: connectTimeoutMs,
      greetingTimeout: connectTimeoutMs,
      dnsTimeout: connectTimeoutMs,
      socketTimeout: silenceTimeoutMs,
      // Shorter, so that an idle connection is closed and does not end with a timeout.
      idleTimeout: Math.ceil(silenceTimeoutMs / 2),
    };
    this.#transport = createTransport(pool);
  }

  async send(message: OtpMessage, { signal }: { readonly signal: AbortSignal }): Promise<Delivery> {
    this.#requireOpen();
    const { address } = message;
    // Checked here, so that no address can add a recipient or a header.
    if (!isMailAddress(address)) return { outcome: 'refused', reason: 'no-such-address' };
    const { subject, text } = this.#texts.write(message);
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to: { name: '', address },
        subject,
        text,
        // RFC 3834: no answer by an absent user's mailbox.
        headers: { 'Auto-Submitted': 'auto-generated' },
        xMailer: false,
        disableFileAccess: true,
        disableUrlAccess: true,
        signal,
      });
    } catch (failure) {
      return readSmtpFailure(failure);
    }
    return { outcome: 'accepted' };
  }

  /** Connects, logs in and quits, without sending a mail. */
  async check({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    this.#requireOpen();
    let onAbort: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = (): void => {
        reject(new ChannelError('ABORTED', 'the call of the mail server was aborted'));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
    try {
      await Promise.race([aborted, this.#transport.verify().catch(readSmtpFailure)]);
    } finally {
      if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
    }
  }

  /** Closes the connections after mails in progress are finished. Nothing can be sent after that. */
  close(): void {
    this.#closed = true;
    this.#transport.close();
  }

  #requireOpen(): void {
    if (this.#closed) throw new ChannelError('CLOSED', 'the mail channel is closed');
  }
}

/**
 * One mailbox, without comments and quotes. Stricter than RFC 5321: a quoted local part, which may contain blanks and commas,
 * is not supported.
 */
function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{C}"(),:;<>@[\\\]]+@[^\s\p{C}"(),:;<>@[\\\]]+$/u.test(text);
}

function readSender(from: string): { readonly name: string; readonly address: string } {
  const [sender, ...more] = addressparser(from);
  if (/\p{Cc}/u.test(from) || more.length > 0 || !sender?.address || !isMailAddress(sender.address)) {
    const expected = 'no-reply@example.com or Example Pay <no-reply@example.com>';
    throw new RangeError(
      `from must be one e-mail address, not ${JSON.stringify(from)}; expected ${expected}`,
    );
  }
  return { name: sender.name, address: sender.address };
}

function requireCount(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new RangeError(`${name} must be a whole number from 1 to ${max}, not ${value}`);
}
