import { decodeBase64 } from './base64.js';
import { KeyError } from './key-error.js';

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

/**
 * The DER bytes in a PEM block or in the bare base64 that the vendor's key tool prints (SIG-6).
 * @throws KeyError saying what the text is instead
 */
export function derFromText(text: string): Uint8Array<ArrayBuffer> {
  if (text.trim() === '')
    throw new KeyError('KEY_NOT_READABLE', 'the key is empty; expected PEM or base64 DER');
  const blocks = [...text.matchAll(pemBlock)];
  if (blocks.length > 1) {
    throw new KeyError(
      'KEY_FORMAT',
      `there are ${blocks.length} PEM blocks in the key; expected one. Split the file`,
    );
  }
  const [block] = blocks;
  const [label, inside] = block === undefined ? [undefined, text] : [block[1], block[2] ?? ''];
  if (label === 'OPENSSH PRIVATE KEY') {
    throw new KeyError(
      'KEY_FORMAT',
      'the key is in OpenSSH form; convert it: ssh-keygen -p -m PKCS8 -f <file>',
    );
  }
  if (inside.includes('Proc-Type:')) throw encrypted();
  const bytes = decodeBase64(inside.replace(/^\uFEFF/, '').replaceAll(/\s+/g, ''));
  if (bytes !== undefined) return bytes;
  if (/^[\w.~/\\:-]+\.(pem|key|der|pub|txt)$/i.test(text.trim())) {
    throw new KeyError('KEY_NOT_READABLE', 'the key looks like the path of a file; pass what is in the file');
  }
  throw new KeyError(
    'KEY_NOT_READABLE',
    'the key is neither PEM nor base64 DER; is it cut off, or a binary file?',
  );
}

export function encrypted(): KeyError {
  return new KeyError(
    'KEY_IS_ENCRYPTED',
    'the key is encrypted; decrypt it: openssl pkcs8 -in <file> -out key.pem',
  );
}
