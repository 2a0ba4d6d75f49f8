import type { Middleware } from 'openapi-fetch';
import { parseMessageTime, verifyContent } from '@sendotp-contract/message';
import type { Attempt, Clocks } from './attempt.js';
import type { RequestSigning } from './request-signing.js';
import type { SigningSettings } from './signing-options.js';

type CheckSettings = Pick<SigningSettings, 'clientId' | 'keys' | 'clock' | 'toleranceMs'>;

/**
 * An openapi-fetch middleware that checks a response before openapi-fetch parses it: HTTP status, UTF-8, signature, time.
 * It throws HTTP_STATUS, RESPONSE_OUTSIDE_CONTRACT, RESPONSE_UNSIGNED, RESPONSE_SIGNATURE_INVALID or RESPONSE_STALE.
 */
export function signatureCheck(
  attempt: Attempt,
  signing: RequestSigning,
  settings: CheckSettings,
): Required<Pick<Middleware, 'onResponse'>> & { check(url: string): Promise<void> } {
  const check = async (url: string): Promise<void> => {
    const { status = 0, body = new Uint8Array() } = attempt.response ?? {};
    if (status !== 200) {
      throw attempt.fault('HTTP_STATUS', (words) => words.otherStatus(status, url));
    }
    checkEncoding(body, attempt);
    attempt.signed = await checkSignature(body, attempt, signing, settings);
  };
  return { check, onResponse: ({ request }) => check(request.url) };
}

/** CALL-3: JSON in UTF-8. openapi-fetch would replace invalid bytes and remove a BOM without an error. */
function checkEncoding(body: Uint8Array, attempt: Attempt): void {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.noUtf8());
  }
  if (text.startsWith('\uFEFF'))
    throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.noJson(': it begins with a BOM'));
}

/** @returns whether the response is signed: SIG-7 accepts an unsigned `F` or `U`, but never only one of the two headers. */
async function checkSignature(
  body: Uint8Array,
  attempt: Attempt,
  signing: RequestSigning,
  settings: CheckSettings,
): Promise<boolean> {
  const { signature, 'response-time': time } = attempt.response?.headers ?? {};
  if (signature === undefined && time === undefined) return false;
  if (signature === undefined || time === undefined)
    throw attempt.fault('RESPONSE_UNSIGNED', (words) =>
      words.unsigned(signature === undefined ? 'Signature' : 'Response-Time'),
    );
  const responseTimeMs = parseMessageTime(time);
  if (responseTimeMs === undefined)
    throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.noTime());
  const path = signing.sent?.path ?? '';
  const content = { path, clientId: settings.clientId, time, body };
  const verification = await verifyContent(content, signature, settings.keys);
  if (!verification.ok) {
    const { fault, detail } = verification;
    throw attempt.fault('RESPONSE_SIGNATURE_INVALID', (words) => words.wrongSignature(fault, detail), {
      fault,
    });
  }
  const nowMs = settings.clock.now();
  attempt.clocks = { nowMs, responseTimeMs };
  checkTime(attempt, attempt.clocks, signing.requestTimeMs, settings.toleranceMs);
  return true;
}

/** SIG-10: a response from before the request, or from the future, is a replay, or one of the two clocks is wrong. */
function checkTime(
  attempt: Attempt,
  { nowMs, responseTimeMs }: Clocks,
  requestTimeMs: number,
  toleranceMs: number,
): void {
  const early = requestTimeMs - responseTimeMs;
  const late = responseTimeMs - nowMs;
  if (early > toleranceMs || late > toleranceMs)
    throw attempt.fault('RESPONSE_STALE', (words) =>
      words.stale(
        early > toleranceMs ? `${early} ms before Request-Time` : `${late} ms later than now`,
        toleranceMs,
        nowMs,
        responseTimeMs,
      ),
    );
}
