import type { SigningKey } from '@sendotp-contract/message';
import { ShellError } from '../observe/shell-error.js';

/** The `sign` function did not answer in time. */
export class SigningTimeout extends ShellError {
  override readonly name = 'SigningTimeout';
}

/** A KMS that does not answer must not hold a connection: its `sign` function fails after this time, in ms. */
export function signingInTime(key: SigningKey, timeoutMs: number): SigningKey {
  const { keyVersion, sign } = key;
  if (sign === undefined) return key;
  return {
    keyVersion,
    sign: (content) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new SigningTimeout(`no signature after ${timeoutMs} ms`));
        }, timeoutMs);
        void Promise.resolve(content)
          .then(sign)
          .then(resolve, reject)
          .finally(() => {
            clearTimeout(timer);
          });
      }),
  };
}
