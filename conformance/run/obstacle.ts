import { gunzipSync } from 'node:zlib';
import type { Operation } from '@sendotp-contract/spec';
import type { Exchange, NoResponse } from '../exchange/exchange.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { sandboxBaseUrl } from '../profile/sandbox-profile.js';
import type { Obstacle } from '../report/report.js';

type Advice = (opened: OpenedProfile, operation: Operation) => readonly string[];

/** The codes that a plain call, made with the profile's own values, must not be answered: nothing can be judged then. */
const causes: Readonly<Partial<Record<string, Advice>>> = {
  INVALID_SIGNATURE: ({ signedPathPrefix, pathPrefix, caller }) => [
    `Is privateKey the one whose public half the target has registered for ${caller.clientId}, keyVersion ${caller.keyVersion}?`,
    signedPathPrefix === '' && pathPrefix === ''
      ? 'Does a proxy add or strip a path prefix? Set signedPathPrefix.'
      : `The signed path began with ${JSON.stringify(signedPathPrefix)}, the sent one with ${JSON.stringify(pathPrefix)}. Does a proxy add or strip a prefix? Set signedPathPrefix.`,
    'Does the target verify the bytes that it received? A body that is parsed and serialised again before that never verifies (SIG-3).',
  ],
  INVALID_CLIENT: ({ caller }) => [
    `Is clientId ${caller.clientId} registered there? Sandbox and production have different ones.`,
  ],
  KEY_NOT_FOUND: ({ caller }) => [
    `Under which keyVersion is the key of ${caller.clientId} registered? The profile says ${caller.keyVersion}.`,
  ],
  ACCESS_DENIED: ({ profile }) => [
    `Are acquirerId ${profile.acquirerId} and pspId ${profile.pspId} the ones that were agreed for this client?`,
    "Does this machine's clock agree with the target's? Beyond the tolerance every request is denied (SIG-8).",
    'Does the target answer ACCESS_DENIED to an unknown access token? That is INVALID_TOKEN (RC-6).',
  ],
  NO_INTERFACE_DEF: ({ profile }, { operationId }) => [
    `Is baseUrl ${profile.baseUrl} right? The operation's path is appended to it; a prefix belongs into baseUrl.`,
    `Does the target have ${operationId}? If not, list in the profile's operations only those that it has.`,
  ],
  PARAM_ILLEGAL: (_, { parameters }) => [
    `The plain call has the parameters ${Object.keys(parameters).join(', ')}, all strings, and a Request-Time such as 2026-11-23T08:51:49.090Z: which of them does the target not accept?`,
    'Does the target expect access tokens of a certain form? Any text within the length limits is legal.',
  ],
  METHOD_NOT_SUPPORTED: (_, { method }) => [
    `The plain call is a ${method}. Does something in front of the target redirect or rewrite it?`,
  ],
  MEDIA_TYPE_NOT_ACCEPTABLE: () => [
    'The plain call has Content-Type: application/json; charset=UTF-8 and no Accept.',
  ],
  REQUEST_TRAFFIC_EXCEED_LIMIT: () => [
    'The target accepts no more requests from this client now. Try again later.',
  ],
  UNKNOWN_EXCEPTION: () => [
    "Look into the target's log: it answers UNKNOWN_EXCEPTION to an unknown access token.",
  ],
};

/** Why a target cannot be judged, from the exchange of a plain call; undefined when it can. */
export function obstacleIn(
  exchange: Exchange,
  opened: OpenedProfile,
  operation: Operation,
): Obstacle<Exchange> | undefined {
  const { response } = exchange;
  const { baseUrl } = opened.profile;
  if (response.kind === 'none') {
    const summary = `no response to a plain call: ${response.detail}`;
    return { summary, advice: adviceFor(response.fault, baseUrl), exchange };
  }
  const { answer } = response;
  if (answer === undefined) {
    if (hasResultCode(response.bytes)) {
      return {
        summary: 'the plain call is answered in a form that has no readable result',
        advice: ['Every other case needs to read the result: see what failed, correct it and run again.'],
        isAnswer: true,
        exchange,
      };
    }
    const location = response.header('Location');
    const redirect =
      location === undefined ? [] : [`It redirects to ${location}; redirects are not followed.`];
    return {
      summary: `HTTP ${response.status} without a result: no ${operation.operationId} service answers at this address`,
      advice: [...redirect, `Is baseUrl ${baseUrl} right? The operation's path is appended to it.`],
      exchange,
    };
  }
  if (answer.status === 'S' && 'accessToken' in operation.parameters) {
    const summary =
      "an access token that is no user's was answered S: accepted and refused requests look the same";
    const advice = [
      'Does the target check the access token at all (RC-6)?',
      'If it takes any token by design, as a mock does, give one that it refuses with INVALID_TOKEN as accessTokens.cancelled.',
    ];
    return { summary, advice, exchange };
  }
  const advice = Object.hasOwn(causes, answer.code) ? causes[answer.code]?.(opened, operation) : undefined;
  if (advice === undefined) return undefined;
  return {
    summary: `even a plain call of ${operation.operationId}, made with the profile's own values, is answered ${answer.code}`,
    advice,
    exchange,
  };
}

/** Whether some text in these bytes, compressed or not, is the name of the result code: then the operation has answered. */
function hasResultCode(bytes: Uint8Array): boolean {
  const name = 'resultCode';
  if (Buffer.from(bytes).includes(name)) return true;
  try {
    return gunzipSync(bytes, { maxOutputLength: 1_048_576 }).includes(name);
  } catch {
    return false;
  }
}

/** What to check when there was no response. */
function adviceFor(fault: NoResponse['fault'], baseUrl: string): readonly string[] {
  switch (fault) {
    case 'unreachable':
      return baseUrl === sandboxBaseUrl
        ? ['Start the sandbox in this folder: npx sendotp-contract serve']
        : [`Is the target running, and is baseUrl ${baseUrl} right?`];
    case 'tls':
      return ['Is its certificate from a private CA? Then run with NODE_EXTRA_CA_CERTS=<file of the CA>.'];
    case 'timeout':
      return ['Is it the right port? If the target is only slow, raise --timeout.'];
    case 'broken-off':
      return ['Does it expect TLS where the profile says http, or the other way round?'];
    case 'too-large':
    case 'not-http':
      return ['The program that answers there is not an HTTP server of an MPP.'];
  }
}
