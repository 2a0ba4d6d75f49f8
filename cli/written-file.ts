import { writeFile } from 'node:fs/promises';
import { Failure, messageOf } from './failure.js';

/** Writes a file and says so on standard error, or fails saying why. */
export async function writeFileOr(
  file: string,
  text: string,
  what: string,
  written = what,
  mode = 0o666,
): Promise<void> {
  try {
    await writeFile(file, text, { mode });
    process.stderr.write(`${written}: ${file}\n`);
  } catch (error) {
    throw new Failure(`cannot write the ${what} ${file}: ${messageOf(error)}`, 2, { cause: error });
  }
}
