const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** A new key pair in PEM. */
export async function newKeyPair(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return {
    privateKey: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', privateKey)),
    publicKey: pem('PUBLIC KEY', await crypto.subtle.exportKey('spki', publicKey)),
  };
}

/**
 * The public half of a private key, PEM or base64 DER.
 * @throws DOMException for a text that is none
 */
export async function publicHalf(privatePem: string): Promise<string> {
  const der = Uint8Array.from(atob(privatePem.replaceAll(/-----[^-]+-----|\s/g, '')), (character) =>
    character.charCodeAt(0),
  );
  const key = await crypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
  const { kty = '', n = '', e = '' } = await crypto.subtle.exportKey('jwk', key);
  const publicKey = await crypto.subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']);
  return pem('PUBLIC KEY', await crypto.subtle.exportKey('spki', publicKey));
}

function pem(kind: string, der: ArrayBuffer): string {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(der)));
  return `-----BEGIN ${kind}-----\n${base64.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END ${kind}-----\n`;
}
