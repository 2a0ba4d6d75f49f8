import { isResultCode, type ResultCode } from '../generated/result-codes.js';
import type { Answer } from './answer.js';
import type { Obstacle, ShownExchange } from './report.js';
import { sandboxBaseUrl } from './sandbox-profile.js';
import type { Target } from './target.js';
import type { Arrival, NoResponse } from './wire.js';

/** What a plain call, made with the profile's own values, must not be answered: then nothing can be judged. */
const causes: Readonly<Partial<Record<ResultCode, (target: Target) => readonly string[]>>> = {
  INVALID_SIGNATURE: ({ signedPathPrefix, pathPrefix, caller }) => [
    `Is privateKey the one whose public half the target has registered for ${caller.clientId}, keyVersion ${caller.keyVersion}?`,
    `The signed path began with ${JSON.stringify(signedPathPrefix)}, the sent one with ${JSON.stringify(pathPrefix)}. Does a proxy add or strip a prefix? Set signedPathPrefix.`,
    'Does the target verify the bytes that came in? A body that is parsed and written again before that never verifies (SIG-3).',
  ],
  INVALID_CLIENT: ({ caller }) => [
    `Is clientId ${caller.clientId} registered there? Sandbox and production have different ones.`,
  ],
  KEY_NOT_FOUND: ({ caller }) => [
    `Under which keyVersion is the key of ${caller.clientId} registered? The profile says ${caller.keyVersion}.`,
  ],
  ACCESS_DENIED: ({ profile }) => [
    `Are acquirerId ${profile.acquirerId} and pspId ${profile.pspId} the ones that were agreed for this client?`,
    "Does this machine's clock agree with the target's? Further than the tolerance apart, every request is denied (SIG-8).",
    'Does the target answer ACCESS_DENIED to an access token that it does not know? That is INVALID_TOKEN (RC-6).',
  ],
  NO_INTERFACE_DEF: ({ profile }) => [
    `Is baseUrl ${profile.baseUrl} right? The operation's path is put after it; a prefix belongs into baseUrl.`,
  ],
  PARAM_ILLEGAL: () => [
    'The plain call has three required parameters as strings, verifyType MOBILE, and a Request-Time such as 2026-11-23T08:51:49.090Z: which of them does the target not read?',
    'Does the target expect access tokens of a certain form? Any 1 to 128 characters are legal (REQ-7).',
  ],
  METHOD_NOT_SUPPORTED: () => [
    'The plain call is a POST. Does something in front of the target redirect or rewrite it?',
  ],
  MEDIA_TYPE_NOT_ACCEPTABLE: () => [
    'The plain call has Content-Type: application/json; charset=UTF-8 and no Accept.',
  ],
  REQUEST_TRAFFIC_EXCEED_LIMIT: () => [
    'The target takes no more requests from this client now. Try again later.',
  ],
  UNKNOWN_EXCEPTION: () => [
    "Look into the target's log: it says UNKNOWN_EXCEPTION to an access token that it does not know.",
  ],
};

/**
 * Why a target cannot be judged, told from what came back on a plain call; undefined when it can.
 * @param answer the outcome in what came, if there was one
 */
export function obstacleIn(
  arrival: Arrival,
  answer: Answer | undefined,
  target: Target,
  exchange: ShownExchange,
): Obstacle | undefined {
  const { profile } = target;
  if (arrival.kind === 'none') {
    const advice = adviceFor(arrival.fault, profile.baseUrl);
    return { summary: `no response to a plain call: ${arrival.detail}`, advice, exchange };
  }
  if (answer === undefined) {
    const location = arrival.headers.find(([name]) => name.toLowerCase() === 'location');
    const redirect =
      location === undefined ? [] : [`It redirects to ${location[1]}; redirects are not followed.`];
    return {
      summary: `HTTP ${arrival.status} without a result: what answers there does not speak sendOTP`,
      advice: [...redirect, `Is baseUrl ${profile.baseUrl} right? The operation's path is put after it.`],
      exchange,
    };
  }
  if (answer.status === 'S') {
    const summary =
      "an access token that is no user's was answered S: what is accepted cannot be told from what is not";
    const advice = [
      'Does the target look at the access token at all (RC-6)?',
      'If it takes any by design, as a mock, give one that it refuses with INVALID_TOKEN as accessTokens.cancelled.',
    ];
    return { summary, advice, exchange };
  }
  const advice = isResultCode(answer.code) ? causes[answer.code]?.(target) : undefined;
  if (advice === undefined) return undefined;
  return {
    summary: `even a plain call, made with the profile's own values, is ${answer.code}`,
    advice,
    exchange,
  };
}

/** What to look at when no response came. */
function adviceFor(fault: NoResponse['fault'], baseUrl: string): readonly string[] {
  switch (fault) {
    case 'unreachable':
      return baseUrl === sandboxBaseUrl
        ? ['Start the sandbox in this folder: npm start, or npx sendotp serve']
        : [`Does the target run, and is baseUrl ${baseUrl} right?`];
    case 'tls':
      return ['Is its certificate from a private CA? Then run with NODE_EXTRA_CA_CERTS=<file of the CA>.'];
    case 'timeout':
      return ['Is it the right port? If the target is only slow, raise --timeout.'];
    case 'broken-off':
      return ['Does it speak TLS where the profile says http, or the other way round?'];
    case 'too-large':
    case 'not-http':
      return ['Whatever answers there is not an HTTP server that speaks sendOTP.'];
  }
}
