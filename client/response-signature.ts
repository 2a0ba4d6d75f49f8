import type { Middleware } from 'openapi-fetch';
import { parseMessageTime, verifyContent } from '@sendotp-contract/message';
import type { Attempt } from './attempt.js';
import type { SendOtpError } from './error.js';
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
      throw attempt.error(
        'HTTP_STATUS',
        `HTTP ${status} from ${url}; every outcome of the contract has HTTP status 200 (RES-8). Check whether a proxy or another service responded`,
      );
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
    throw attempt.error('RESPONSE_OUTSIDE_CONTRACT', 'the body of the response is not UTF-8');
  }
  if (text.startsWith('\uFEFF'))
    throw attempt.error(
      'RESPONSE_OUTSIDE_CONTRACT',
      'the body of the response is not JSON: it begins with a BOM',
    );
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
    throw unsigned(attempt, signature === undefined ? 'Signature' : 'Response-Time');
  const responseTimeMs = parseMessageTime(time);
  if (responseTimeMs === undefined) {
    throw attempt.error(
      'RESPONSE_OUTSIDE_CONTRACT',
      'Response-Time is not an ISO 8601 time with a zone (HDR-6)',
    );
  }
  const path = signing.sent?.path ?? '';
  const content = { path, clientId: settings.clientId, time, body };
  const verification = await verifyContent(content, signature, settings.keys);
  if (!verification.ok) {
    const { fault, detail } = verification;
    throw attempt.error('RESPONSE_SIGNATURE_INVALID', `the signature of the response: ${fault}: ${detail}`, {
      fault,
    });
  }
  attempt.skewMs = responseTimeMs - settings.clock.now();
  checkTime(responseTimeMs, attempt, signing, settings);
  return true;
}

/** SIG-10: a response from before the request, or from the future, is a replay. */
function checkTime(
  responseTimeMs: number,
  attempt: Attempt,
  { requestTimeMs }: RequestSigning,
  { clock, toleranceMs }: CheckSettings,
): void {
  const early = requestTimeMs - responseTimeMs;
  if (early > toleranceMs) throw stale(attempt, `${early} ms before Request-Time`, toleranceMs);
  const late = responseTimeMs - clock.now();
  if (late > toleranceMs) throw stale(attempt, `${late} ms later than now`, toleranceMs);
}

function stale(attempt: Attempt, difference: string, toleranceMs: number): SendOtpError {
  return attempt.error(
    'RESPONSE_STALE',
    `Response-Time is ${difference}; at most ${toleranceMs} ms are accepted (SIG-10). An old response may be a replay; check both clocks`,
  );
}

/** An error for a response that SIG-7 refuses because these headers are missing. */
export function unsigned(attempt: Attempt, missing: string): SendOtpError {
  return attempt.error(
    'RESPONSE_UNSIGNED',
    `the response lacks ${missing}; only F and U are accepted unsigned, and then without both headers (SIG-7)`,
  );
}
