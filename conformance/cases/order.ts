import type { Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { CallStep, ConformanceCase, Premise } from './conformance-case.js';
import { inOneHeader, inseparable, type OrderFault, orderFaults } from './order-faults.js';

/** All that such a message changes are its faults. */
const plainCall: Changes = {};

/** Two checks of the record: what shows which of them comes first, or why nothing does. */
export type OrderPair = { readonly earlier: string; readonly later: string } & (
  { readonly steps: readonly [CallStep, ...CallStep[]] } | { readonly hidden: string }
);

/**
 * Every pair of checks of an operation. Each kind of fault of one check stands beside the first kind of the other that it can
 * stand beside.
 */
export function orderPairs(operation: Operation): readonly OrderPair[] {
  const faults = orderFaults(operation);
  const names = operation.orderOfChecks.map(({ check }) => check);
  return names.flatMap((earlier, index) =>
    names.slice(index + 1).map((later): OrderPair => {
      const of = (name: string) => faults.filter(({ check }) => check === name);
      const [first, ...others] = [...stepsOf(of(earlier), of(later)), ...oneHeader(earlier, later, of)];
      return first === undefined
        ? { earlier, later, hidden: whyHidden(earlier, later, of) }
        : { earlier, later, steps: [first, ...others] };
    }),
  );
}

/** Which code is answered when two checks fail: for each check one case, with its faults beside those of every later one. */
export function orderCases(operation: Operation): readonly ConformanceCase[] {
  const pairs = orderPairs(operation);
  return operation.orderOfChecks.flatMap(({ check, codes: [code = ''] }) => {
    const steps = pairs.flatMap((pair) => (pair.earlier === check && 'steps' in pair ? pair.steps : []));
    const [first] = steps.flatMap(({ expect }) => (expect.kind === 'code' ? expect.codes : []));
    const rule = operation.resultCodes[first ?? code]?.rule;
    if (rule === undefined || steps.length === 0) return [];
    return [
      {
        id: `order.${check.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`,
        rules: [rule] as const,
        title: `${check}: a failure of this check is answered before that of any later check`,
        severity: 'must' as const,
        steps,
      },
    ];
  });
}

/** Each kind of fault of either check, beside the first kind of the other one that it can stand beside. */
function stepsOf(earlier: readonly OrderFault[], later: readonly OrderFault[]): readonly CallStep[] {
  const pairs = new Map<string, CallStep>();
  const add = (candidates: readonly OrderFault[], write: (other: OrderFault) => CallStep | undefined) => {
    for (const other of candidates) {
      const step = write(other);
      if (step === undefined) continue;
      pairs.set(step.label ?? '', step);
      return;
    }
  };
  for (const one of earlier) add(later, (other) => stepOf(one, other));
  for (const one of later) add(earlier, (other) => stepOf(other, one));
  return [...pairs.values()];
}

function stepOf(earlier: OrderFault, later: OrderFault): CallStep | undefined {
  const send = together(earlier, later);
  // Two faults with one code do not show which check came first.
  if (send === undefined || later.code === earlier.code) return undefined;
  const needs = [earlier, later].flatMap((fault) => fault.needs ?? []);
  return {
    label: `${earlier.kind}, before ${later.check}: ${later.kind}`,
    send,
    expect: { kind: 'code', codes: [earlier.code] },
    plants: [...earlier.plants, ...later.plants],
    repaired: plainCall,
    premises: [earlier, later].map(alone),
    ...(needs.length === 0 ? {} : { needs }),
  };
}

/** Steps whose faults lie in one header. */
function oneHeader(
  earlier: string,
  later: string,
  of: (check: string) => readonly OrderFault[],
): readonly CallStep[] {
  const [one, other] = [of(earlier)[0], of(later)[0]];
  if (one === undefined || other === undefined) return [];
  return inOneHeader
    .filter((pair) => pair.earlier === earlier && pair.later === later)
    .map(({ kind, changes, plants }) => ({
      label: `${kind}, before ${later}`,
      send: changes,
      expect: { kind: 'code', codes: [one.code] },
      plants,
      repaired: plainCall,
      premises: [one, other].map(alone),
    }));
}

/** A fault by itself leads to its code: otherwise a pair shows nothing. */
function alone({ check, kind, changes, code }: OrderFault): Premise {
  return { name: `${check} alone (${kind})`, send: changes, expect: { kind: 'code', codes: [code] } };
}

/** One message with both faults, or undefined when it cannot have both: it has one token, one header of a name, one body. */
function together(earlier: OrderFault, later: OrderFault): Changes | undefined {
  const [one, other] = [earlier.changes, later.changes];
  if (headersOf(one).some((name) => headersOf(other).includes(name))) return undefined;
  const overlap = Object.keys(one).some((key) => key in other && !['parameters', 'headers'].includes(key));
  // Without a header that is part of what is signed, no signature verifies: nothing else can be wrong with it.
  const unsigned = signed.some((name) => Object.hasOwn(one.headers ?? {}, name));
  if (unsigned && later.check === 'signature verifies') return undefined;
  if (overlap || isWithout(earlier, later) || isWithout(later, earlier)) return undefined;
  const parameters = { ...other.parameters, ...one.parameters };
  const headers = { ...other.headers, ...one.headers };
  return {
    ...other,
    ...one,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  };
}

/** The headers that are part of what is signed. */
const signed = ['Client-Id', 'Request-Time'];

/** The headers that a fault writes or leaves out. */
function headersOf({
  headers = {},
  clientId,
  time,
  signature,
  signedInstead,
  signer,
}: Changes): readonly string[] {
  return [
    ...Object.keys(headers),
    ...(clientId === undefined && signer !== 'throttledClient' ? [] : ['Client-Id']),
    ...(time === undefined ? [] : ['Request-Time']),
    ...(signature === undefined && signedInstead === undefined && signer !== 'stranger' ? [] : ['Signature']),
  ];
}

/** Whether one message has no place for the other's fault. */
function isWithout({ without }: OrderFault, { changes }: OrderFault): boolean {
  const inBody = changes.body !== undefined;
  const inParameters = changes.parameters !== undefined || changes.token !== undefined;
  return without === 'body' ? inBody || inParameters : without === 'parameters' && inParameters;
}

/** Why no message shows which of two checks comes first. */
function whyHidden(earlier: string, later: string, of: (check: string) => readonly OrderFault[]): string {
  const known = inseparable[`${earlier} / ${later}`];
  if (known !== undefined) return known;
  const [silent] = [earlier, later].filter((check) => of(check).length === 0);
  if (silent === 'replay') return 'a replay has no code of its own: it gets the outcome of the first message';
  if (silent !== undefined) return `no message of this operation fails at the check ${silent}`;
  const codes = [...new Set([...of(earlier), ...of(later)].map(({ code }) => code))];
  return codes.length === 1 ? `both are answered ${codes.join('')}` : 'one leaves no place for the other';
}
