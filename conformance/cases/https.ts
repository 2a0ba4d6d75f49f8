import type { ConformanceCase } from './conformance-case.js';

/** CALL-1 says HTTPS; the address of the target shows it, so nothing is sent. */
export const httpsCase: ConformanceCase = {
  id: 'CALL-1.https',
  rules: ['CALL-1'],
  title: 'the target is reached over HTTPS',
  severity: 'should',
  steps: [],
};

/** What the address of a target shows. Traffic within one machine cannot be read on the network. */
export type HttpsReading =
  | { readonly verdict: 'passed'; readonly reasons: readonly [] }
  | { readonly verdict: 'not-tried' | 'failed'; readonly reasons: readonly [string] };

/** Judges the address itself. */
export function judgeHttps(url: URL): HttpsReading {
  if (url.protocol === 'https:') return { verdict: 'passed', reasons: [] };
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) {
    return { verdict: 'not-tried', reasons: ['the target runs on this machine'] };
  }
  return {
    verdict: 'failed',
    reasons: [`baseUrl is ${url.origin}: access tokens can be read by others on the network`],
  };
}
