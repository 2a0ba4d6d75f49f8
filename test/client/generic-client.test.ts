import { describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type FetchFunction } from '@sendotp-contract/client';
import { type Contract, contract, type Operation, operations, type Validator } from '@sendotp-contract/spec';
import { caller, mpp } from '../key-pairs.js';
import { type Act, failureOf, play, PlayedClock, request, signed, success } from './played-mpp.js';

interface DoorRequest {
  readonly door: string;
  readonly times?: number;
}
interface DoorResponse {
  readonly result: { readonly resultStatus: 'S' | 'F' | 'U'; readonly resultCode: string };
  readonly openedAt?: string;
  readonly note?: string;
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && name in value;
const validateRequest: Validator<DoorRequest> = Object.assign(
  (value: unknown): value is DoorRequest => has(value, 'door'),
  { errors: [{ instancePath: '', keyword: 'required', message: 'must have a door', params: {} }] },
);
const validateResponse: Validator<DoorResponse> = (value): value is DoorResponse =>
  has(value, 'openedAt') === JSON.stringify(value).includes('"DOOR_OPENED"');

/** A made-up operation, all its codes and fields made up, too. */
const openDoor = {
  operationId: 'openDoor',
  method: 'POST',
  path: '/made/up/openDoor',
  resultCodes: {
    DOOR_OPENED: row('DOOR_OPENED', 'S', 'never'),
    DOOR_WAS_OPEN: row('DOOR_WAS_OPEN', 'S', 'never'),
    DOOR_JAMMED: row('DOOR_JAMMED', 'F', 'never'),
    DOOR_BUSY: row('DOOR_BUSY', 'U', 'backoff'),
  },
  orderOfChecks: [],
  parameters: { times: { type: 'integer', required: false, nullable: false, rules: [] } },
  successFields: {
    openedAt: { type: 'string', required: true, nullable: false, minLength: 1, maxLength: 7, rules: [] },
    note: { type: 'string', required: false, nullable: false, rules: ['MADE-1'] },
  },
  secrets: [],
  loggable: [],
  plainRequest: { door: 'front' },
  validateRequest,
  validateResponse,
} as const satisfies Operation;

function row<Code extends string, Status extends 'S' | 'F' | 'U', Retry extends 'never' | 'backoff'>(
  code: Code,
  status: Status,
  retry: Retry,
) {
  return { code, rule: 'MADE-1', status, message: `${code}.`, when: '', retry, advice: '' } as const;
}

const doors = {
  ...contract,
  operations: { openDoor },
  resultCodes: openDoor.resultCodes,
} satisfies Contract;

/** A client for the doors whose server answers like this. */
const doorClient = (...acts: Act[]) => clientOf(doors, acts);

/** A client of this contract whose server answers like this. */
async function clientOf<C extends Contract>(
  own: C,
  acts: readonly Act[],
  hooks: Pick<ClientOptions, 'onAttempt' | 'onOutcome'> = {},
) {
  const received: string[] = [];
  const fetch: FetchFunction = async (url, { method, redirect, headers, body }) => {
    received.push(url);
    const act = acts[received.length - 1];
    if (act === undefined) throw new Error('no such attempt was expected');
    const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const sent = Object.fromEntries(lowerCase) as Record<string, string>;
    return await act({ url, method, redirect, headers: sent, body: Buffer.from(body) }, undefined);
  };
  const client = await createClient({
    contract: own,
    baseUrl: 'https://doors.example.net',
    clientId: 'CALLER',
    privateKey: caller.privateKey,
    publicKeys: mpp.publicKey,
    fetch,
    clock: new PlayedClock(),
    ...hooks,
  });
  return { client, received };
}
const answerOf = (resultStatus: string, resultCode: string, fields: object = {}): Act =>
  signed({ result: { resultStatus, resultCode }, ...fields });

describe('call', () => {
  it('is what sendOtp does with the shipped operation', async () => {
    const { client, received } = await play([signed(success), signed(success)]);
    const outcome = await client.call('sendOTP', request);
    expect(outcome).toEqual(await client.sendOtp(request));
    expect(outcome).toMatchObject({ resultStatus: 'S', verifyRequestId: 'id-1', signed: true });
    expect(received[1]).toEqual(received[0]);
  });

  it('stops with its signal', async () => {
    const { client } = await play([]);
    const error = await failureOf(client.call('sendOTP', request, { signal: AbortSignal.abort() }));
    expect(error.code).toBe('ABORTED');
  });

  it.each(['sendOtp', 'toString', ''])('refuses %j, which the contract does not have', async (id) => {
    const { client, received } = await play([]);
    const untyped: { call(id: string, request: object): Promise<unknown> } = client;
    const error = await failureOf(untyped.call(id, request));
    expect(error).toMatchObject({ code: 'REQUEST_OUTSIDE_CONTRACT', mayHaveBeenSent: false });
    expect(error.message).toContain(Object.keys(operations).join(', '));
    expect(received).toHaveLength(0);
  });
});

describe('createClient with another contract', () => {
  it('goes to the path of its operation and returns its success fields, and no others', async () => {
    const act = answerOf('S', 'DOOR_OPENED', { openedAt: 'noon', verifyRequestId: 'x', more: 1 });
    const { client, received } = await doorClient(act);
    const outcome = await client.call('openDoor', { door: 'front' });
    expect(outcome).toEqual({
      resultStatus: 'S',
      resultCode: 'DOOR_OPENED',
      resultMessage: 'DOOR_OPENED.',
      signed: true,
      openedAt: 'noon',
    });
    expect(received).toEqual(['https://doors.example.net/made/up/openDoor']);
  });

  it('checks the request by the validator of the operation', async () => {
    const { client } = await doorClient();
    const error = await failureOf(client.call('openDoor', JSON.parse('{}') as DoorRequest));
    expect(error.code).toBe('REQUEST_OUTSIDE_CONTRACT');
    expect(error.message).toContain('the request must have a door');
  });

  it('leaves the type and the limits of what is no text to the validator', async () => {
    const { client } = await doorClient(answerOf('S', 'DOOR_OPENED', { openedAt: 'noon' }));
    expect(await client.call('openDoor', { door: 'front', times: 2 })).toMatchObject({ resultStatus: 'S' });
  });

  it('says that a request does not fit, where its validator does not say why', async () => {
    const silent: Validator<DoorRequest> = (value): value is DoorRequest => has(value, 'door');
    const own = { ...doors, operations: { openDoor: { ...openDoor, validateRequest: silent } } };
    const { client } = await clientOf(own, []);
    const error = await failureOf(client.call('openDoor', JSON.parse('{}') as DoorRequest));
    expect(error.code).toBe('REQUEST_OUTSIDE_CONTRACT');
    expect(error.message).toMatch(/: the request does not fit its schema$/);
  });

  it('checks a response by what the schema says of its very code', async () => {
    // Of the two codes with S, one is returned with a field.
    const { client } = await doorClient(answerOf('S', 'DOOR_WAS_OPEN'));
    expect(await client.call('openDoor', { door: 'front' })).toMatchObject({ resultCode: 'DOOR_WAS_OPEN' });
  });

  it('RES-6: an F has no field of S, even where the schema lets it pass', async () => {
    const { client } = await doorClient(answerOf('F', 'DOOR_JAMMED', { note: 'by a shoe' }));
    expect(await client.call('openDoor', { door: 'front' })).not.toHaveProperty('note');
  });

  it('what a validator throws reaches the caller as it is, and no hook', async () => {
    const defect = new TypeError('a defect of the validator');
    const broken: Validator<DoorResponse> = (value): value is DoorResponse => {
      if (has(value, 'openedAt')) throw defect;
      return true;
    };
    const own = { ...doors, operations: { openDoor: { ...openDoor, validateResponse: broken } } };
    const events: object[] = [];
    const { client } = await clientOf(own, [answerOf('S', 'DOOR_OPENED', { openedAt: 'noon' })], {
      onAttempt: (event) => events.push(event),
      onOutcome: (event) => events.push(event),
    });
    await expect(client.call('openDoor', { door: 'front' })).rejects.toBe(defect);
    expect(events).toEqual([]);
  });

  it.each([
    ['S', 'DOOR_OPENED', {}, 'openedAt, a string of 1 to 7 characters; note, an optional string (MADE-1)'],
    ['F', 'DOOR_JAMMED', { openedAt: 'noon' }, 'openedAt with status F: returned with S only (RES-6)'],
    ['S', 'DOOR_JAMMED', {}, 'DOOR_JAMMED with status S; this code has status F'],
  ])('checks the response by its record: %s %s', async (status, code, fields, text) => {
    const { client } = await doorClient(answerOf(status, code, fields));
    const error = await failureOf(client.call('openDoor', { door: 'front' }));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
    expect(error.message).toContain(text);
  });

  it('RES-9: a code of another operation is an unknown code', async () => {
    const { client } = await doorClient(answerOf('U', 'REQUEST_TRAFFIC_EXCEED_LIMIT'));
    const outcome = await client.call('openDoor', { door: 'front' });
    expect(outcome).toMatchObject({ resultStatus: 'U', resultMessage: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(outcome.exchange.attempts).toBe(1);
  });

  it('RES-9: an unknown code is accepted with a status that the operation has no code of', async () => {
    const { DOOR_OPENED } = openDoor.resultCodes;
    const own = { ...doors, operations: { openDoor: { ...openDoor, resultCodes: { DOOR_OPENED } } } };
    const { client } = await clientOf(own, [answerOf('U', 'DOOR_FROZEN')]);
    const outcome = await client.call('openDoor', { door: 'front' });
    expect(outcome).toMatchObject({ resultStatus: 'U', resultCode: 'DOOR_FROZEN' });
  });

  it('tries again by the advice of its own codes', async () => {
    const opened = answerOf('S', 'DOOR_OPENED', { openedAt: 'noon' });
    const { client, received } = await doorClient(answerOf('U', 'DOOR_BUSY'), opened);
    expect(await client.call('openDoor', { door: 'front' })).toMatchObject({ resultCode: 'DOOR_OPENED' });
    expect(received).toHaveLength(2);
  });
});

describe('createClient with whole records, whose schemas check the responses', () => {
  it.each([
    ['S', { verifyRequestId: 'id-1' }],
    ['F', {}],
    ['U', {}],
  ])('RES-9: an unknown code is accepted with status %s', async (resultStatus, fields) => {
    for (const resultCode of ['CODE_OF_TOMORROW', 'toString']) {
      const { client } = await clientOf(contract, [answerOf(resultStatus, resultCode, fields)]);
      expect(await client.call('sendOTP', request)).toMatchObject({ resultStatus, resultCode, ...fields });
    }
  });

  it.each([
    ['S', 'SUCCESS', {}],
    ['S', 'CODE_OF_TOMORROW', {}],
    ['F', 'PROCESS_FAIL', { verifyRequestId: 'id-1' }],
    ['F', 'CODE_OF_TOMORROW', { verifyRequestId: 'id-1' }],
    ['F', 'SUCCESS', {}],
    ['U', 'PROCESS_FAIL', {}],
  ])('RES-5, RES-6: %s %s with %j is outside', async (resultStatus, code, fields) => {
    const { client } = await clientOf(contract, [answerOf(resultStatus, code, fields)]);
    const error = await failureOf(client.call('sendOTP', request));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
  });
});
