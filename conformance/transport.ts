import type { ConformanceCase } from './conformance-case.js';
import { type CaseResult, headOf } from './report.js';
import type { Target } from './target.js';

/** CALL-1 says HTTPS; nothing needs to be sent to see it. */
export const transportCase: ConformanceCase = {
  id: 'CALL-1.https',
  rules: ['CALL-1'],
  title: 'the target is reached over HTTPS',
  severity: 'should',
  steps: [],
};

/** Judges the address itself. On this very machine there is no wire to listen on. */
export function judgeTransport({ url }: Target): CaseResult {
  const result = { ...headOf(transportCase), findings: [], failures: 0 };
  if (url.protocol === 'https:') return { ...result, verdict: 'passed', reasons: [] };
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) {
    return { ...result, verdict: 'not-tried', reasons: ['the target runs on this machine'] };
  }
  return {
    ...result,
    verdict: 'failed',
    failures: 1,
    reasons: [`baseUrl is ${url.origin}: access tokens are readable on the way`],
  };
}
