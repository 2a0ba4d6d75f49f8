import type { Contract, Operation } from '@sendotp-contract/spec';
import { bodyCases } from './body.js';
import type { BusinessCases } from './business.js';
import { callCases } from './call.js';
import type { ConformanceCase, Step } from './conformance-case.js';
import { headerCases } from './header.js';
import { orderCases } from './order.js';
import { parameterCases } from './parameter.js';
import { replayCases } from './replay.js';
import { resultCodeCases } from './result-code.js';
import { signatureCases, toleranceCases } from './signature.js';

/** What the cases of a run are made from. */
export interface CaseSources {
  readonly contract: Contract;
  /** The operations that the target has. */
  readonly operations: readonly Operation[];
  readonly businessCases: Partial<BusinessCases>;
  readonly toleranceMinutes: number;
}

/** Every case that sends something, in the order in which they are tried: what may cause OTPs comes last. */
export function contractCases(sources: CaseSources): readonly ConformanceCase[] {
  const { contract, operations, businessCases, toleranceMinutes } = sources;
  const generic = operations.flatMap((operation) =>
    ofOperation(contract, operation, genericCases(operation, toleranceMinutes)),
  );
  const business = operations.flatMap((operation) =>
    ofOperation(contract, operation, businessCases[operation.operationId] ?? []),
  );
  return [...generic, ...business];
}

/** The cases that every operation has, made from its record. */
function genericCases(operation: Operation, toleranceMinutes: number): readonly ConformanceCase[] {
  return [
    ...callCases(operation),
    ...headerCases,
    ...signatureCases,
    ...toleranceCases(toleranceMinutes),
    ...parameterCases(operation),
    ...bodyCases(operation),
    ...orderCases(operation),
    ...resultCodeCases(operation),
    ...replayCases(operation),
  ].filter(({ steps }) => steps.every((step) => isPossible(step, operation)));
}

/** A case that expects a code which the operation does not have is not about this operation. */
function isPossible({ expect }: Step, { resultCodes }: Operation): boolean {
  return expect.kind !== 'code' || expect.codes.some((code) => Object.hasOwn(resultCodes, code));
}

/** Binds cases to their operation. Those of the contract's first operation keep their ids, others get its name. */
function ofOperation(
  { operations, rules }: Contract,
  { operationId }: Operation,
  cases: readonly ConformanceCase[],
): readonly ConformanceCase[] {
  const isFirst = Object.keys(operations)[0] === operationId;
  return cases.flatMap((aCase) => {
    const [rule, ...others] = aCase.rules.filter((id) => Object.hasOwn(rules, id));
    // A case about rules that the contract does not have is left out.
    if (rule === undefined) return [];
    const named = isFirst
      ? {}
      : { id: `${aCase.id}@${operationId}`, title: `${operationId}: ${aCase.title}` };
    return [{ ...aCase, ...named, rules: [rule, ...others] as const, operation: operationId }];
  });
}
