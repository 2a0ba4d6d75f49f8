import type { ConformanceCase } from '../conformance-case.js';
import { callCases } from './call.js';
import { headerCases } from './header.js';
import { orderCases } from './order.js';
import { replayCases } from './replay.js';
import { requestCases } from './request.js';
import { responseCases } from './response.js';
import { resultCodeCases } from './result-code.js';
import { signatureCases, toleranceCases } from './signature.js';

/** Every case, in the order in which they are tried: what may cause OTPs comes last. */
export function conformanceCases(toleranceMinutes: number): readonly ConformanceCase[] {
  return [
    ...callCases,
    ...headerCases,
    ...signatureCases,
    ...toleranceCases(toleranceMinutes),
    ...requestCases,
    ...orderCases,
    ...responseCases,
    ...resultCodeCases,
    ...replayCases,
  ];
}
