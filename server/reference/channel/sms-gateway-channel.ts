import type { Channel, Delivery, OtpMessage } from './channel.js';
import { ChannelError } from './channel-error.js';
import { MessageTexts } from './message-text.js';
import { SmsGatewayAnswer, type SmsGatewayAnswerOptions } from './sms-gateway-answer.js';
import { SmsGatewayRequest, type SmsGatewayRequestOptions } from './sms-gateway-request.js';

export interface SmsGatewayChannelOptions extends SmsGatewayRequestOptions, SmsGatewayAnswerOptions {
  /** The texts of the messages. Default: the built-in templates. */
  readonly texts?: MessageTexts;
}

/**
 * Sends OTPs through an HTTP SMS gateway: one request for each, without redirects and retries.
 *
 * A 2xx is accepted, a 4xx about this message is refused. Everything else rejects with a `ChannelError`: a failing, slow or
 * unauthorised gateway call says nothing about the message. docs/sms-gateways.md has examples.
 * @example
 * const sms = new SmsGatewayChannel({
 *   url: 'https://gateway.example.com/sms',
 *   headers: { Authorization: 'Bearer …' },
 *   bodyTemplate: '{"to":"{to}","message":"{text}"}',
 * });
 */
export class SmsGatewayChannel implements Channel {
  readonly #request: SmsGatewayRequest;
  readonly #answer: SmsGatewayAnswer;
  readonly #texts: MessageTexts;

  /** @throws RangeError for an option that cannot be used; the message contains no password, header value or key */
  constructor(options: SmsGatewayChannelOptions) {
    this.#request = new SmsGatewayRequest(options);
    this.#answer = new SmsGatewayAnswer(options);
    this.#texts = options.texts ?? new MessageTexts();
  }

  async send(message: OtpMessage, { signal }: { readonly signal: AbortSignal }): Promise<Delivery> {
    const { address, code, verifyRequestId } = message;
    const text = this.#texts.writeSms(message);
    const toDigits = address.replaceAll(/\D/g, '');
    const { url, init } = this.#request.fill({ to: address, toDigits, text, code, verifyRequestId });
    try {
      // `manual` instead of `error`: the status is visible then, and the error can name it.
      return await this.#answer.read(await fetch(url, { ...init, redirect: 'manual', signal }));
    } catch (error) {
      throw error instanceof ChannelError ? error : transportError(error, signal);
    }
  }
}

/** What a failure of fetch says of the message. The errors of fetch may quote URL and headers: only the code of the cause is used. */
export function transportError(error: unknown, signal: AbortSignal): ChannelError {
  if (signal.aborted) return new ChannelError('ABORTED', 'the call of the SMS gateway was aborted');
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const detail = typeof code === 'string' && /^[A-Z_0-9]+$/.test(code) ? code : 'no further detail';
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(detail)) {
    return new ChannelError('CONNECTION_FAILED', `the SMS gateway could not be reached (${detail})`);
  }
  if (/CERT|SSL|TLS|UNABLE_TO_VERIFY/.test(detail)) {
    // Another fault of TLS may also come after the request was sent.
    const beforeRequest = /CERT|UNABLE_TO_VERIFY/.test(detail);
    return new ChannelError(
      'TLS_FAILED',
      `no encrypted connection to the SMS gateway (${detail})`,
      beforeRequest,
    );
  }
  if (/TIMEOUT|TIMEDOUT/.test(detail)) {
    return new ChannelError('NO_ANSWER', `the SMS gateway did not answer in time (${detail})`);
  }
  return new ChannelError('CONNECTION_LOST', `the connection to the SMS gateway was lost (${detail})`);
}
