import { type ResultCode, resultCodes } from '@sendotp-contract/spec';
import { bareId } from '../cases/conformance-case.js';
import type { Exchange } from '../exchange/exchange.js';
import { tokenFixtures } from '../profile/fixture.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { explainedSignature } from './explained-signature.js';
import type { CaseResult, FuzzSettings } from './report.js';

/** The usual cause of a failed case, by its id. */
const byCase: Readonly<Partial<Record<string, string>>> = {
  'every.http-status':
    'The framework maps errors to 4xx and 5xx by itself, or a gateway answers before the application. The outcome is in the body: answer 200.',
  'every.content-type':
    'The framework writes its own default, often without the charset, or text/html for errors.',
  'every.json':
    'An error page of the framework or of a proxy: answer every path, method and exception in one place.',
  'every.message': 'The message is written for this case: take the text of the table by its code.',
  'every.unique-id':
    'The id is made from a clock, a counter that restarts, or the user: use a random source.',
  'every.signature':
    'If every response fails, publicKeys may not belong to the private key that signs. Otherwise: the body is serialised again after it was signed, the path is signed without its query or prefix, or Response-Time is made twice.',
  'every.signature-url-encoded':
    'The base64 text is written into the header as it is: URL-encode it (encodeURIComponent), so that + becomes %2B, / becomes %2F and = becomes %3D.',
  'every.lower-case-names':
    "The framework writes header names as the code spells them: spell them in lower case. Two of the vendor's SDKs find no others, and one of them then verifies nothing.",
  'every.S-is-signed': 'Only some of the places that write a response sign it.',
  'every.is-signed': 'Errors are written by code that does not sign: sign in one place, at the end.',
  'every.client-id': 'The header is left out on early errors: echo the value of the request, known or not.',
  'CALL-2.case': 'Routers ignore the case of paths by default (Express: "case sensitive routing").',
  'CALL-2.trailing-slash': 'Routers ignore a trailing slash by default (Express: "strict routing").',
  'CALL-2.elsewhere': "The framework's own 404 answers: add a last route that answers NO_INTERFACE_DEF.",
  'CALL-1.other-methods': "The framework's own 405 or 404 answers, or OPTIONS goes to a CORS handler.",
  'CALL-2.absolute-form':
    'The router or the verification uses the whole request target: remove scheme and authority before both (RFC 9112, 3.2.2).',
  'CALL-3.not-utf-8': 'Decoders replace invalid bytes by U+FFFD unless they are told to fail.',
  'CALL-4.signed-query': 'The path is verified without its query, or unknown query parameters are refused.',
  'HDR-1.name-case': 'Headers are looked up by their exact name: HTTP header names are case-insensitive.',
  'HDR-2.zone': 'The parser accepts only Z, or only an offset with a colon.',
  'HDR-2.fraction': 'The parser expects a fixed number of fraction digits, often three, six or nine.',
  'HDR-2.no-date': 'The parser rolls dates that do not exist over into the next month: use a strict one.',
  'HDR-2.other-form': "A lenient date parser, such as JavaScript's Date: match the form first.",
  'HDR-3.blanks': 'The header is split at ", ": split at "," and trim.',
  'HDR-3.order': 'The parts are read by their position: read them by their key.',
  'HDR-3.equals-sign': 'Each pair is split at every "=": split at the first.',
  'HDR-3.other-algorithm': 'The algorithm in the header is ignored.',
  'SIG-4.base64':
    'The value is URL-decoded in a way that turns "+" into a blank: decode only percent sequences.',
  'SIG-4.base64url': 'The decoder knows only "+" and "/": replace "-" and "_" by them first.',
  'SIG-4.url-encoded': 'The value is not URL-decoded before it is base64-decoded.',
  'SIG-5.unknown-version': 'The keyVersion is ignored, or the default key is used for an unknown one.',
  'SIG-9.at-once':
    'The message is looked up and stored in two steps: reserve it in one step, and let the copies wait for its outcome.',
  'SIG-9.written-another-way':
    'The Signature header or other headers are part of the key of the replay store: use the content to be signed.',
  'REQ-10.unknown-parameters': 'The body is read into a strict type: ignore unknown parameters.',
  'RC-8.accept': 'The Accept header is ignored.',
  'RC-8.content-type':
    'The body is read whatever its Content-Type is, or another Content-Type leaves it empty (then the answer is PARAM_ILLEGAL).',
  'RC-12.large-body': "The framework's own limit answers, often with HTTP 413: catch its error.",
};

/** The usual cause of a broken rule, where the case has none of its own. */
const byRule: Readonly<Partial<Record<string, string>>> = {
  'HDR-2': 'Request-Time is parsed too leniently or too strictly.',
  'HDR-3': 'The Signature header is parsed by a pattern that is too narrow or too wide.',
  'SIG-1':
    'Part of the content to be signed is not verified. Compare the content to be signed of both sides, byte by byte.',
  'SIG-3':
    'The body is parsed and serialised again before it is verified: keep the received bytes (a raw-body hook) and verify those.',
  'SIG-4': 'Another padding or digest is accepted: allow only SHA256withRSA, PKCS#1 v1.5.',
  'SIG-5': 'Keys are not looked up by Client-Id and keyVersion together.',
  'SIG-8':
    'Request-Time is not compared with the clock, or the tolerance is not the one of the profile (toleranceMinutes).',
  'SIG-9': 'There is no replay protection, or it is checked after the operation is done.',
  'REQ-1': 'The validator converts numbers and booleans to strings: switch coercion off.',
  'REQ-3': 'An optional parameter that is null is validated like a string.',
  'REQ-4': 'Only absence is checked: "" is accepted as a value, or treated as left out.',
  'REQ-11': 'Lengths are counted in bytes or in UTF-16 units: count code points.',
  'RC-2': "acquirerId and pspId are not compared with the caller's agreement.",
};

/** The usual cause of a failed order case. */
const outOfOrder =
  'The checks do not run in the order of the contract, so a later check answers before an earlier one.';

/** What the answers to the messages of SIG-3 and SIG-4 say when the signature was no obstacle. */
const verified =
  'The signature verified: the body is refused for how its JSON is written. Read it with a JSON parser, whatever its blanks, escapes and order are.';

/**
 * The usual cause of a failure in a sentence or two, if one is known: of what was seen, where that tells more than the case.
 * @param result a case that failed
 */
export async function hintFor(
  result: Pick<CaseResult<Exchange>, 'id' | 'rules' | 'findings'>,
  opened: OpenedProfile,
  fuzz: FuzzSettings | undefined,
): Promise<string | undefined> {
  const [first] = result.findings;
  const seen =
    bareId(result.id) === 'every.signature' && first !== undefined
      ? await explainedSignature(first.exchange, opened)
      : undefined;
  return seen ?? doubtfulFixture(first?.exchange, opened) ?? usualCause(result, fuzz);
}

/** What the profile may be wrong about, where only the profile says what the target should know. */
function doubtfulFixture(exchange: Exchange | undefined, opened: OpenedProfile): string | undefined {
  if (exchange === undefined) return undefined;
  const { token, keyVersion, clientId } = exchange.message;
  if (token !== undefined && token !== 'valid')
    return `Is accessTokens.${token} of the profile really that of ${tokenFixtures[token].of}? If it is, the target takes this user for another.`;
  if (clientId === opened.throttledClient?.clientId)
    return 'Is the throttledClient of the profile really over its traffic limit now? If it is, the target does not count the requests of a client, or counts them too late.';
  if (keyVersion === opened.olderKey?.keyVersion)
    return `Is the olderKey of the profile registered beside the newest, as keyVersion ${keyVersion}? If it is, keys are not looked up by Client-Id and keyVersion together.`;
  return undefined;
}

function usualCause(
  { id, rules: [rule = ''], findings }: Pick<CaseResult<Exchange>, 'id' | 'rules' | 'findings'>,
  fuzz: FuzzSettings | undefined,
): string | undefined {
  const bare = bareId(id);
  const codes = findings.flatMap(({ exchange: { response } }) =>
    response.kind === 'none' ? [] : (response.answer?.code ?? []),
  );
  if (bare === 'SIG-3.as-sent' && codes.includes('PARAM_ILLEGAL')) return verified;
  // What was answered before the signature was looked at says nothing about how it is read.
  const needsSignature = /^(SIG-[134]|HDR-3)\./.test(bare) && findings.length > 0;
  if (needsSignature && codes.length === findings.length && codes.every(isBeforeTheSignature))
    return `${codes[0] ?? ''} is the answer of another check: see the cases of ${codeRule(codes[0] ?? '')}.`;
  if (bare.startsWith('fuzz.') && fuzz !== undefined)
    return `The curl command repeats this request, --fuzz ${fuzz.runs} --seed ${fuzz.seed} the whole series.`;
  if (bare.startsWith('order.')) return outOfOrder;
  return byCase[bare] ?? byRule[rule];
}

/** Codes of checks that do not look at the signature. */
const isBeforeTheSignature = (code: string): boolean =>
  ['NO_INTERFACE_DEF', 'METHOD_NOT_SUPPORTED', 'MEDIA_TYPE_NOT_ACCEPTABLE', 'INVALID_CLIENT'].includes(code);

const codeRule = (code: string): string =>
  isResultCode(code) ? resultCodes[code].rule : 'the rule of that code';

const isResultCode = (code: string): code is ResultCode => Object.hasOwn(resultCodes, code);

/** Every case and rule that has a hint. */
export const hintedIds: readonly string[] = [...Object.keys(byCase), ...Object.keys(byRule)];
