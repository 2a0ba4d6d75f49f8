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
  /** Who the mail is from, such as `Example Pay <no-reply@example.com>`. */
  readonly from: string;
  /** What the mails say. Default: the built-in templates. */
  readonly texts?: MessageTexts;
  /** How many connections are kept at most. Default 5. */
  readonly maxConnections?: number;
  /** How long it may take until the mail server is ready to talk, in ms: name, connection, TLS, greeting. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long the mail server may be silent, in ms. Default 60,000. A sending ends earlier by its signal. */
  readonly silenceTimeoutMs?: number;
}

/**
 * Sends OTPs as plain text mail through a mail server, over connections that are kept.
 *
 * Accepted is what the server has answered for after the whole message; refused what it refuses for good (5yz) for this
 * recipient or this message. Everything else rejects with a `ChannelError`, temporary refusals (4yz, greylisting) among
 * them: the reference MPP tries no second time, because by then the caller has been answered.
 * @example
 * const mail = new SmtpChannel({ url: 'smtps://user:password@mail.example.com', from: 'no-reply@example.com' });
 */
export class SmtpChannel implements Channel, HealthCheck {
  readonly #transport: Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>;
  readonly #from: { readonly name: string; readonly address: string };
  readonly #texts: MessageTexts;
  #closed = false;

  /** @throws RangeError for an option that makes no sense; the message holds no password */
  constructor(options: SmtpChannelOptions) {
    const { maxConnections = 5, connectTimeoutMs = 5_000, silenceTimeoutMs = 60_000 } = options;
    requireCount('maxConnections', maxConnections, 1_000);
    // The upper bound is that of Node's timers: one set for longer goes off at once.
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
      // Only what was not yet handed over is tried over another connection, and before the caller is gone.
      maxRequeues: 2,
      connectionTimeout: connectTimeoutMs,
      greetingTimeout: connectTimeoutMs,
      dnsTimeout: connectTimeoutMs,
      socketTimeout: silenceTimeoutMs,
      // Shorter, so that an idle connection is taken leave of and does not end as a timeout.
      idleTimeout: Math.ceil(silenceTimeoutMs / 2),
    };
    this.#transport = createTransport(pool);
  }

  async send(message: OtpMessage, { signal }: { readonly signal: AbortSignal }): Promise<Delivery> {
    this.#requireOpen();
    const { address } = message;
    // Checked here, so that nothing in an address can become a second recipient or a header of its own.
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

  /** Connects, greets and logs in, and takes leave: no mail is sent. */
  async check({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    this.#requireOpen();
    let onAbort: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = (): void => {
        reject(new ChannelError('ABORTED', 'nobody waits for the mail server any more'));
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

  /** Closes the connections; mails that are being handed over are finished first. Nothing can be sent from then on. */
  close(): void {
    this.#closed = true;
    this.#transport.close();
  }

  #requireOpen(): void {
    if (this.#closed) throw new ChannelError('CLOSED', 'the mail channel is closed');
  }
}

/**
 * One mailbox, without comments, quotes or several at once. Stricter than RFC 5321 in that a local part is not quoted:
 * who needs blanks or commas in an address cannot be reached.
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
