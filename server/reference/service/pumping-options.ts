import type { PumpingOptions } from '../pumping/pumping-rules.js';
import type { Settings } from './settings.js';

/** What the settings limit. */
export function pumpingOptions(settings: Settings): PumpingOptions {
  const { SENDING_LIMITS, ADDRESS_LIMITS, PREFIX_LIMITS, ALLOWED_PREFIXES, CLIENT_LIMITS, TOTAL_LIMITS } =
    settings;
  const { UNANSWERED_LIMIT: unanswered } = settings;
  return {
    // Two users may share a number.
    address: ADDRESS_LIMITS ?? SENDING_LIMITS.map((window) => ({ ...window, sendings: 2 * window.sendings })),
    ...(PREFIX_LIMITS === undefined ? {} : { prefix: PREFIX_LIMITS }),
    ...(ALLOWED_PREFIXES === undefined ? {} : { allowedPrefixes: ALLOWED_PREFIXES }),
    ...(CLIENT_LIMITS === undefined ? {} : { client: CLIENT_LIMITS }),
    ...(TOTAL_LIMITS === undefined ? {} : { total: TOTAL_LIMITS }),
    ...(unanswered === undefined ? {} : { unanswered }),
  };
}
