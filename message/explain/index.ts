export { type Capture, CaptureError, type CapturedMessage } from './capture.js';
export { type Difference, firstDifference, visible } from './difference.js';
export { ExchangeError, type Headers, type SignedExchange, type SignedRequest } from './exchange.js';
export {
  type CandidateKey,
  type ExplainOptions,
  explainSignature,
  type Explanation,
  type FoundMistake,
  type SignatureExplanation,
} from './explain-signature.js';
export { type KeyRole, keyRoles } from './key-mistakes.js';
export { type Language, languages } from './language.js';
export type { Area, NamedMistake } from './mistake.js';
export { knownMistakes } from './mistakes.js';
export { readCapture } from './read-capture.js';
