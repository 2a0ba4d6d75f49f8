/**
 * A WebCrypto key. Described here by its shape, which is that of `CryptoKey`: not every project has the DOM library, and
 * without it the name would be `any` there.
 */
export interface RsaKey {
  readonly type: 'private' | 'public' | 'secret';
  readonly extractable: boolean;
  readonly algorithm: { name: string };
  readonly usages: KeyUse[];
}

/** What WebCrypto lets a key do. */
export type KeyUse =
  'decrypt' | 'deriveBits' | 'deriveKey' | 'encrypt' | 'sign' | 'unwrapKey' | 'verify' | 'wrapKey';

/** A key of `node:crypto`, by its shape. */
export interface NodeKey {
  readonly type: string;
  export(options: { readonly type: 'pkcs8' | 'spki'; readonly format: 'der' }): unknown;
}

/** An RSA key as a JSON Web Key (RFC 7517, RFC 7518 §6.3). Other members are ignored. */
export interface RsaJwk {
  readonly kty?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly d?: string | undefined;
  readonly p?: string | undefined;
  readonly q?: string | undefined;
  readonly dp?: string | undefined;
  readonly dq?: string | undefined;
  readonly qi?: string | undefined;
}

/**
 * What a key may be given as (SIG-6): PEM, also with `\n` written out as in an environment variable; bare base64 DER; base64
 * of a PEM, as in a Kubernetes secret; the bytes of a PEM or DER file; a `CryptoKey`; a `KeyObject`; a JSON Web Key.
 */
export type KeyForm = string | Uint8Array | RsaKey | NodeKey | RsaJwk;

/** A key, or a promise of one. */
export type KeySource = KeyForm | PromiseLike<KeyForm>;

/** Which half of a pair a key has to be. */
export type Half = 'private' | 'public';

/** Whether a value can be a key of one of the forms, as opposed to a record of several. */
export function isKeyForm(value: unknown): value is KeyForm {
  return (
    typeof value === 'string' ||
    ArrayBuffer.isView(value) ||
    isWebKey(value) ||
    isNodeKey(value) ||
    isJwk(value)
  );
}

export function isWebKey(value: unknown): value is RsaKey {
  return isObject(value) && 'usages' in value && 'algorithm' in value && 'extractable' in value;
}

export function isNodeKey(value: unknown): value is NodeKey {
  return isObject(value) && 'export' in value && typeof value.export === 'function' && 'type' in value;
}

export function isJwk(value: unknown): value is RsaJwk {
  return isObject(value) && 'kty' in value && typeof value.kty === 'string';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
