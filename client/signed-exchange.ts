import type { Attempt } from './attempt.js';
import type { Exchange, ReceivedResponse } from './exchange.js';
import type { RequestSigning } from './request-signing.js';
import { checkResponse } from './response-signature.js';
import type { SigningSettings } from './signing-options.js';
import { send } from './transport.js';

/** What was transferred when a whole response came. */
export interface WholeExchange extends Exchange {
  readonly response: ReceivedResponse;
}

/**
 * One attempt of a call: signs the bytes that go out, sends them, and checks the bytes that come in. The client and
 * `signedFetch` are both built on it.
 * @throws SendOtpError or Fault for what breaks the transport or the signature
 */
export async function signedExchange(
  signing: RequestSigning,
  attempt: Attempt,
  settings: SigningSettings,
): Promise<WholeExchange> {
  const { request, requestTimeMs } = await signing.sign(attempt);
  const response = await send(request, settings.fetch, attempt);
  await checkResponse(response, request, requestTimeMs, attempt, settings);
  return { ...attempt.exchangeOf(request), response };
}
