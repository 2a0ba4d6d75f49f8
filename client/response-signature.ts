import { checkContent, describeRefusal, parseMessageTime } from '@sendotp-contract/message';
import type { Attempt } from './attempt.js';
import type { Clocks } from './clock.js';
import type { ReceivedResponse, SentRequest } from './exchange.js';
import type { SigningSettings } from './signing-options.js';

type CheckSettings = Pick<SigningSettings, 'clientId' | 'keys' | 'clock' | 'toleranceMs'>;

/**
 * Checks a response before anybody parses it: HTTP status, UTF-8, signature, time.
 * @throws Fault HTTP_STATUS, RESPONSE_OUTSIDE_CONTRACT, RESPONSE_UNSIGNED, RESPONSE_SIGNATURE_INVALID or RESPONSE_STALE
 */
export async function checkResponse(
  response: ReceivedResponse,
  { url, path }: SentRequest,
  requestTimeMs: number,
  attempt: Attempt,
  settings: CheckSettings,
): Promise<void> {
  const { status } = response;
  if (status !== 200) throw attempt.fault('HTTP_STATUS', (words) => words.otherStatus(status, url));
  checkEncoding(response.body, attempt);
  attempt.signed = await checkSignature(response, path, requestTimeMs, attempt, settings);
}

/** CALL-3: JSON in UTF-8. A decoder that is not told so replaces invalid bytes and removes a BOM without an error. */
function checkEncoding(body: Uint8Array, attempt: Attempt): void {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.noUtf8());
  }
  if (text.startsWith('\uFEFF')) throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.bom());
}

/** @returns whether the response is signed: SIG-7 accepts an unsigned `F` or `U`, but never only one of the two headers. */
async function checkSignature(
  { headers, body }: ReceivedResponse,
  path: string,
  requestTimeMs: number,
  attempt: Attempt,
  { clientId, keys, clock, toleranceMs }: CheckSettings,
): Promise<boolean> {
  const { signature, 'response-time': time } = headers;
  if (signature === undefined && time === undefined) return false;
  if (signature === undefined || time === undefined)
    throw attempt.fault('RESPONSE_UNSIGNED', (words) =>
      words.unsigned(signature === undefined ? 'Signature' : 'Response-Time'),
    );
  const responseTimeMs = parseMessageTime(time);
  if (responseTimeMs === undefined)
    throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.noTime());
  const check = await checkContent({ path, clientId, time, body }, signature, keys);
  if (check.fault !== undefined) {
    const { fault } = check;
    const detail = await describeRefusal(check, keys).catch(() => undefined);
    throw attempt.fault('RESPONSE_SIGNATURE_INVALID', (words) => words.wrongSignature(fault, detail), {
      fault,
    });
  }
  const nowMs = clock.now();
  attempt.clocks = { nowMs, responseTimeMs };
  checkTime(attempt, attempt.clocks, requestTimeMs, toleranceMs);
  return true;
}

/** SIG-10: a response from before the request, or from the future, is a replay, or one of the two clocks is wrong. */
function checkTime(attempt: Attempt, clocks: Clocks, requestTimeMs: number, toleranceMs: number): void {
  const { nowMs, responseTimeMs } = clocks;
  if (requestTimeMs - responseTimeMs > toleranceMs || responseTimeMs - nowMs > toleranceMs)
    throw attempt.fault('RESPONSE_STALE', (words) => words.stale(clocks, requestTimeMs, toleranceMs));
}
