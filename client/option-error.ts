import { SendOtpError } from './error.js';
import { OptionFault } from './fault.js';
import * as words from './words/options.js';

/**
 * Does what checks options, and puts a refusal into words at once: what is not asynchronous cannot load them then.
 * @throws SendOtpError CONFIGURATION
 */
export function toldAtOnce<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof OptionFault ? new SendOtpError(error.code, error.inOptionWords(words)) : error;
  }
}
