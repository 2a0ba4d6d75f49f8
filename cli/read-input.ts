import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Capture, CaptureError, readCapture } from '@sendotp-contract/message/explain';
import { Failure, messageOf } from './failure.js';

/**
 * Reads a file, or standard input for `-`.
 * @throws Failure (exit code 2) that names the file
 */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new Failure(`cannot read ${file === '-' ? 'standard input' : file}: ${messageOf(error)}`, 2, {
      cause: error,
    });
  }
}

/**
 * Reads a captured request or response from a file.
 * @throws Failure (exit code 2) that says what was expected
 */
export async function readCaptureFile(file: string): Promise<Capture> {
  try {
    return readCapture(await readInput(file), file === '-' ? 'standard input' : file);
  } catch (error) {
    if (error instanceof CaptureError) throw new Failure(error.message, 2, { cause: error });
    throw error;
  }
}
