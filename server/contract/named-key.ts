import { KeyError } from '@sendotp-contract/message';

/** Puts the name of the option before what is wrong with its key. Anything else that a promise of a key rejects with is left as it is. */
export async function named<Key>(option: string, importing: Promise<Key>): Promise<Key> {
  try {
    return await importing;
  } catch (cause) {
    if (cause instanceof KeyError) throw new KeyError(cause.code, `${option}: ${cause.message}`, { cause });
    throw cause;
  }
}
