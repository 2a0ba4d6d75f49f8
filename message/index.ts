export { contentToBeSigned, type SignedContent } from './content-to-be-signed.js';
export type { KeyForm, KeySource, KeyUse, NodeKey, RsaJwk, RsaKey } from './key-form.js';
export { importPrivateKey, importPublicKey } from './key.js';
export { KeyError, type KeyErrorCode, keyErrorCodes } from './key-error.js';
export { importPublicKeys, KeySet, type PublicKeys, type VersionedKey } from './key-set.js';
export { formatMessageTime, parseMessageTime } from './message-time.js';
export type { RefusedSignature } from './refused-signature.js';
export { checkContent, describeRefusal, type SignatureCheck } from './signature-check.js';
export {
  type HeaderMistake,
  type SignatureHeader,
  type SignatureHeaderFault,
  type UnreadableHeader,
  writeSignatureHeader,
} from './signature-header.js';
export { readSignatureHeader, type SignatureHeaderReading } from './signature-reading.js';
export { printable } from './printable.js';
export { type Sign, signContent, type SigningKey } from './signing.js';
export { type SignatureFault, type Verification, verifyContent, verifySignature } from './verification.js';
