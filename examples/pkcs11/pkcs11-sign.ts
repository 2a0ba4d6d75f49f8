import { spawn } from 'node:child_process';

/** Where the key is. The PIN comes from a variable of the environment: an argument can be read by other users. */
export interface Pkcs11Key {
  /** The PKCS#11 library of the token, such as /usr/lib/softhsm/libsofthsm2.so. */
  readonly module: string;
  readonly tokenLabel: string;
  /** The key's id on the token, in hex. */
  readonly keyId: string;
  /** The name of the variable that holds the PIN. */
  readonly pinVariable: string;
}

/**
 * A `sign` function over a PKCS#11 token, by `pkcs11-tool` of OpenSC: the key never leaves the token.
 * @example await createSendOtpClient({ ...options, sign: pkcs11Sign(key) })
 */
export function pkcs11Sign(key: Pkcs11Key): (content: Uint8Array) => Promise<Uint8Array> {
  const { module, tokenLabel, keyId, pinVariable } = key;
  const args = [
    ...['--module', module, '--token-label', tokenLabel],
    ...['--login', '--pin', `env:${pinVariable}`],
    // The token hashes and pads: RSASSA-PKCS1-v1_5 with SHA-256 (SIG-4).
    ...['--sign', '--mechanism', 'SHA256-RSA-PKCS', '--id', keyId],
  ];
  return (content) =>
    new Promise((resolve, reject) => {
      const tool = spawn('pkcs11-tool', args, { stdio: ['pipe', 'pipe', 'ignore'] });
      const chunks: Buffer[] = [];
      tool.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      tool.on('error', reject);
      tool.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(chunks));
        else reject(new Error(`pkcs11-tool ended with ${code}`));
      });
      tool.stdin.end(content);
    });
}
