import type { Operation } from '@sendotp-contract/spec';
import type { ConformanceCase } from '../cases/conformance-case.js';

/** Random requests of an operation, judged by its oracle. */
export function fuzzCase({ operationId }: Operation, isFirst: boolean): ConformanceCase {
  return {
    id: isFirst ? 'fuzz.requests' : `fuzz.requests@${operationId}`,
    operation: operationId,
    rules: ['REQ-9'],
    title: `${isFirst ? '' : `${operationId}: `}generated requests are answered as the rules say`,
    severity: 'must',
    steps: [],
  };
}
