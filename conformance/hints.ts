import type { RuleId } from '../generated/rules.js';

/** The usual cause of a failed case, by its id. */
const byCase: Readonly<Record<string, string>> = {
  'every.http-status':
    'A framework maps errors to 4xx and 5xx by itself, or a gateway answers before the application. The outcome is in the body; answer 200.',
  'every.content-type':
    'A framework writes its own default, often without the charset, or text/html for errors.',
  'every.json':
    'An error page of the framework or of a proxy: bring every path, method and exception to one answer.',
  'every.message': 'The message is the text of the table, not one for this case: look it up by the code.',
  'every.unique-id':
    'The id is taken from a clock, a counter that starts again, or the user: take it from a random source.',
  'every.signature':
    'When every response fails, publicKeys may not be the key that belongs to the one that signs. Otherwise: the body is written again after it was signed, the path is signed without its query or prefix, or Response-Time is made twice.',
  'every.S-is-signed': 'The response is signed on some ways out of the program only.',
  'every.is-signed': 'Errors leave the program by a way that does not sign: sign in one place, at the end.',
  'every.client-id': 'The header is left out on early errors: echo what the caller sent, known or not.',
  'CALL-2.case': 'Routers match paths without regard to case by default (Express: "case sensitive routing").',
  'CALL-2.trailing-slash': 'Routers ignore a trailing slash by default (Express: "strict routing").',
  'CALL-2.elsewhere': "The framework's own 404 answers: add a last route that answers NO_INTERFACE_DEF.",
  'CALL-1.other-methods': "The framework's own 405 or 404 answers, or OPTIONS goes to a CORS handler.",
  'CALL-3.not-utf-8': 'Decoders put U+FFFD for what they cannot read unless they are told to fail.',
  'CALL-4.signed-query':
    'The signed path is taken without its query, or unknown query parameters are refused.',
  'HDR-1.name-case': 'Headers are looked up by their exact name: HTTP names have no case.',
  'HDR-2.zone': 'The parser takes Z alone, or an offset with a colon alone.',
  'HDR-2.fraction': 'The parser has a fixed number of fraction digits, often three, six or nine.',
  'HDR-2.no-date': 'The parser rolls dates that do not exist over into the next month: be strict.',
  'HDR-2.other-form': "A lenient date parser, such as JavaScript's Date: match the form first.",
  'HDR-3.blanks': 'The header is split at ", " or at ",": split at "," and trim.',
  'HDR-3.order': 'The parts are taken by their place: take them by their key.',
  'HDR-3.equals-sign': 'Each pair is split at every "=": split at the first.',
  'HDR-3.other-algorithm': 'The algorithm in the header is not looked at.',
  'SIG-4.base64':
    'The value is URL-decoded in a way that turns "+" into a blank: decode percent sequences alone.',
  'SIG-4.base64url': 'The decoder knows "+" and "/" alone: put them for "-" and "_" first.',
  'SIG-4.url-encoded': 'The value is not URL-decoded before base64.',
  'SIG-5.unknown-version':
    'The keyVersion is not looked at, or the default key takes the place of an unknown one.',
  'SIG-9.at-once':
    'The message is looked up and kept in two steps: reserve it in one, and let the others wait for its outcome.',
  'SIG-9.written-another-way': 'The Signature header is the key of the replay store: use the signed content.',
  'REQ-10.unknown-parameters': 'The body is read into a strict type: ignore what is not known.',
  'RC-8.accept': 'The Accept header is not looked at.',
  'RC-8.content-type':
    'The body is read whatever its Content-Type says, or another one leaves it empty (then it is PARAM_ILLEGAL).',
  'RC-12.large-body': "The framework's own limit answers, often with 413: catch its error.",
};

/** The usual cause of a broken rule, where the case has none of its own. */
const byRule: Readonly<Partial<Record<RuleId, string>>> = {
  'HDR-2': 'Request-Time is read leniently, or too strictly.',
  'HDR-3': 'The Signature header is taken apart by a pattern that is too narrow or too wide.',
  'SIG-1':
    'Something that was signed is not in the content that is verified. Compare both sides of the content to be signed, byte by byte.',
  'SIG-3':
    'The body is parsed and written again before it is verified: keep the bytes that came in (a raw-body hook) and verify those.',
  'SIG-4': 'Another padding or digest is accepted: fix SHA256withRSA, PKCS#1 v1.5.',
  'SIG-5': 'Keys are not looked up by Client-Id and keyVersion together.',
  'SIG-8':
    'Request-Time is not compared with the clock, or with another tolerance than the profile says (toleranceMinutes).',
  'SIG-9': 'There is no replay store, or it is not asked before the OTP is made.',
  'REQ-1': 'The reader turns numbers and booleans into strings: switch coercion off.',
  'REQ-3': 'An optional parameter that is null is validated like a string.',
  'REQ-4': 'Only absence is looked at: "" passes as a value, or is taken for absent.',
  'REQ-11': 'Lengths are counted in bytes or in UTF-16 units: count code points.',
  'RC-2': "acquirerId and pspId are not compared with the caller's agreement.",
};

/** Failures of an order case have one usual cause. */
const outOfOrder =
  'The checks run in another order than the contract says, so that one answers for another: from the outside in.';

/** The usual cause of a failure in a sentence or two, if one is known. */
export function hintFor(caseId: string): string | undefined {
  if (caseId.startsWith('order.')) return outOfOrder;
  return byCase[caseId] ?? byRule[caseId.slice(0, caseId.indexOf('.')) as RuleId];
}

/** Every case and rule that has a hint. */
export const hintedIds: readonly string[] = [...Object.keys(byCase), ...Object.keys(byRule)];
