import { decodeBase64 } from './base64.js';
import { KeyError } from './key-error.js';

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
const path =
  /^(file:|~?\/|\.{1,2}[/\\]|[A-Za-z]:\\)[^\n]{0,300}$|^[\w.~/\\:-]+\.(pem|key|der|pub|txt|crt|cer)$/i;
const begin = '-----BEGIN ';

/**
 * The DER bytes in a PEM block or in the bare base64 that the vendor's key tool prints (SIG-6). Also taken: a PEM whose line
 * feeds are written `\n`, and base64 of a PEM.
 * @throws KeyError saying what the text is instead
 */
export function derFromText(text: string): Uint8Array<ArrayBuffer> {
  if (text.trim() === '')
    throw new KeyError('KEY_NOT_READABLE', 'the key is empty; expected PEM or base64 DER');
  const written = text.includes(begin) ? text.replaceAll(/(?:\\r)?\\n/g, '\n') : text;
  const blocks = [...written.matchAll(pemBlock)];
  if (blocks.length > 1) {
    throw new KeyError(
      'KEY_FORMAT',
      `there are ${blocks.length} PEM blocks in the key; expected one. Split the file`,
    );
  }
  const [block] = blocks;
  const [label, inside] = block === undefined ? [undefined, written] : [block[1], block[2] ?? ''];
  if (label === 'OPENSSH PRIVATE KEY') {
    throw new KeyError(
      'KEY_FORMAT',
      'the key is in OpenSSH form; convert it: ssh-keygen -p -m PKCS8 -f <file>',
    );
  }
  if (inside.includes('Proc-Type:')) throw encrypted();
  // A byte order mark is white space, too.
  const bytes = decodeBase64(inside.replaceAll(/\s/g, ''));
  if (bytes !== undefined && label === undefined && isPem(bytes))
    return derFromText(new TextDecoder().decode(bytes));
  // A path may consist of letters of base64; a key never begins like one.
  if (path.test(text.trim()))
    throw new KeyError('KEY_NOT_READABLE', 'the key looks like the path of a file; pass what is in the file');
  if (bytes !== undefined) return bytes;
  throw new KeyError(
    'KEY_NOT_READABLE',
    'the key is neither PEM nor base64 DER; is it cut off, or a binary file?',
  );
}

/**
 * The DER bytes in the bytes of a file: DER, or one of the texts.
 * @throws KeyError saying what the bytes are instead
 */
export function derFromBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // A DER structure begins with the tag of a sequence, which as a text is the digit 0: PEM and base64 of a key never do.
  if (bytes[0] === 0x30) return new Uint8Array(bytes);
  return derFromText(new TextDecoder().decode(bytes));
}

function isPem(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 4096)).includes(begin);
}

export function encrypted(): KeyError {
  return new KeyError(
    'KEY_IS_ENCRYPTED',
    'the key is encrypted; decrypt it: openssl pkcs8 -in <file> -out key.pem',
  );
}
