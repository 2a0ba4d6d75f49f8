import type { Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import { isPlantedName } from '../exchange/fault-reader.js';
import { objectOfSize } from '../exchange/json-members.js';
import type { TokenName } from '../profile/fixture.js';
import type { CallStep, ConformanceCase, Premise } from './conformance-case.js';
import { elsewhere } from './path.js';
import { tooLarge } from './result-code.js';

/** What goes wrong at one check, and nowhere else. */
export interface PlantedFault {
  readonly check: string;
  readonly code: string;
  readonly changes: Changes;
  readonly needs?: TokenName;
}

/** A fault for each check that a single request can fail, by the check's name in the record. */
const plants: Readonly<Record<string, (operation: Operation) => Omit<PlantedFault, 'check'> | undefined>> = {
  path: ({ path }) => ({ code: 'NO_INTERFACE_DEF', changes: { path: elsewhere(path) } }),
  method: ({ method }) => ({
    code: 'METHOD_NOT_SUPPORTED',
    changes: { method: method === 'PUT' ? 'POST' : 'PUT' },
  }),
  'media type': () => ({ code: 'MEDIA_TYPE_NOT_ACCEPTABLE', changes: { headers: { Accept: 'text/html' } } }),
  'body size': () => ({
    code: 'PARAM_ILLEGAL',
    changes: { body: (parameters) => objectOfSize(parameters, tooLarge) },
  }),
  'Client-Id': () => ({ code: 'INVALID_CLIENT', changes: { clientId: 'NOBODY' } }),
  'Request-Time is well-formed': () => ({ code: 'PARAM_ILLEGAL', changes: { time: () => 'yesterday' } }),
  'Signature is well-formed': () => ({
    code: 'INVALID_SIGNATURE',
    changes: { signature: () => 'garbage' },
  }),
  key: () => ({
    code: 'KEY_NOT_FOUND',
    changes: { signature: () => 'keyVersion=no-such-version, signature=AAAA' },
  }),
  'signature verifies': () => ({
    code: 'INVALID_SIGNATURE',
    changes: { signedInstead: { body: () => 'another' } },
  }),
  'Request-Time is in tolerance': () => ({
    code: 'ACCESS_DENIED',
    changes: { time: (now) => new Date(now - 7 * 86_400_000).toISOString() },
  }),
  'body against the schema': (operation) => {
    const parameters = illegalParameters(operation);
    return parameters && { code: 'PARAM_ILLEGAL', changes: { parameters } };
  },
  'acquirerId and pspId': ({ parameters }) => {
    const name = ['acquirerId', 'pspId'].find((own) => own in parameters);
    return name === undefined
      ? undefined
      : { code: 'ACCESS_DENIED', changes: { parameters: { [name]: 'SOMEBODY-ELSE' } } };
  },
  token: ({ parameters }) =>
    'accessToken' in parameters ? { code: 'INVALID_TOKEN', changes: {} } : undefined,
  user: ({ parameters }) =>
    'accessToken' in parameters
      ? { code: 'USER_STATUS_ABNORMAL', changes: { token: 'frozen' }, needs: 'frozen' }
      : undefined,
};

/** One fault for each check that a single request can fail, in the operation's own order. */
export function plantedFaults(operation: Operation): readonly PlantedFault[] {
  return operation.orderOfChecks.flatMap(({ check, codes }) => {
    const planted = Object.hasOwn(plants, check) ? plants[check]?.(operation) : undefined;
    return planted !== undefined && codes.includes(planted.code) ? [{ check, ...planted }] : [];
  });
}

/** Which code is answered when two checks fail: for each check one case, with its fault beside every later one. */
export function orderCases(operation: Operation): readonly ConformanceCase[] {
  const faults = plantedFaults(operation);
  return faults.flatMap((earlier, index) => {
    const rule = operation.resultCodes[earlier.code]?.rule;
    const steps = faults.slice(index + 1).flatMap((later) => stepOf(earlier, later));
    if (rule === undefined || steps.length === 0) return [];
    return [
      {
        id: `order.${earlier.check.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`,
        rules: [rule] as const,
        title: `${earlier.check}: a failure of this check is answered before that of any later check`,
        severity: 'must' as const,
        steps,
      },
    ];
  });
}

function stepOf(earlier: PlantedFault, later: PlantedFault): readonly CallStep[] {
  const send = together(earlier.changes, later.changes);
  // Two faults with the same code do not show which check ran first.
  if (send === undefined || later.code === earlier.code || earlier.check === 'token') return [];
  return [
    {
      label: `before ${later.check}`,
      send,
      expect: { kind: 'code', codes: [earlier.code] },
      plants: [earlier.check, later.check].filter(isPlantedName),
      premises: [earlier, later].map(({ check, changes, code }): Premise => ({
        name: `${check} alone`,
        send: changes,
        expect: { kind: 'code', codes: [code] },
      })),
      ...(later.needs === undefined ? {} : { needs: [later.needs] }),
    },
  ];
}

/** One call can have both faults only if they change different parts of it: it has one token, one header of a name. */
function together(earlier: Changes, later: Changes): Changes | undefined {
  const overlap = Object.keys(earlier).some((key) => key in later && key !== 'parameters');
  // A body is written from the parameters: both can be changed.
  if (overlap) return undefined;
  const parameters = { ...later.parameters, ...earlier.parameters };
  return { ...later, ...earlier, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) };
}

/** Parameters that are outside the schema and name nobody. */
function illegalParameters({ parameters }: Operation): Changes['parameters'] {
  const own = ['acquirerId', 'pspId', 'accessToken'];
  const all = Object.entries(parameters);
  const [listed] = all.find(([, { values }]) => values !== undefined) ?? [];
  if (listed !== undefined) return { [listed]: 'PIGEON' };
  const [text] = all.find(([name, { type }]) => type === 'string' && !own.includes(name)) ?? [];
  const [any] = all.find(([, { type }]) => type === 'string') ?? [];
  const name = text ?? any;
  return name === undefined ? undefined : { [name]: '' };
}
