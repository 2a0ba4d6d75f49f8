import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, SendOtpError } from '@sendotp-contract/client';
import type { Contract, Operation } from '@sendotp-contract/spec';
import { faults, faultsOf } from '@sendotp-contract/mock';
import { type MockTarget, startMock } from '../e2e/mock-target.js';
import { contract, document, lookUp, lookUpFields, ping, pingFields } from './three-operations.js';

const clientOf = (target: MockTarget): Promise<Client<Contract>> =>
  createClient({
    contract,
    baseUrl: target.url,
    clientId: target.clientId,
    privateKey: target.privateKey,
    publicKeys: target.publicKey,
    retry: false,
  });

describe('a contract with several operations', () => {
  let target: MockTarget;
  let client: Client<Contract>;
  beforeAll(async () => {
    target = await startMock({ contract, document });
    client = await clientOf(target);
  });
  afterAll(async () => {
    await target.server.close({ graceMs: 100 });
  });

  /** The operation's plain request with this scenario as its access token, or as the last of its secrets. */
  const withScenario = ({ plainRequest, secrets }: Operation, scenario: string): object => {
    const carrier = secrets.find((name) => name === 'accessToken') ?? secrets.at(-1) ?? '';
    return { ...plainRequest, [carrier]: target.token(scenario) };
  };
  const callWith = (operation: Operation, scenario: string) =>
    client.call(operation.operationId, withScenario(operation, scenario));

  const withSecrets = Object.values(contract.operations).filter(({ secrets }) => secrets.length > 0);
  const codes = withSecrets.flatMap((operation) =>
    Object.values(operation.resultCodes).map((row) => ({ ...row, operation, id: operation.operationId })),
  );

  it.each(codes)('$id: sandbox:$code returns it', async ({ operation, code, status }) => {
    expect(await callWith(operation, code)).toMatchObject({
      resultStatus: status,
      resultCode: code,
      signed: true,
    });
  });

  it('an operation without secrets returns its success', async () => {
    expect(await client.call(ping.operationId, ping.plainRequest)).toMatchObject({ resultStatus: 'S' });
    // It has no access token: this is a parameter like any other.
    const text = target.token('PROCESS_FAIL');
    expect(await client.call(ping.operationId, { text })).toMatchObject({ resultStatus: 'S' });
  });

  it('SIG-3: the body that Prism returns is the body that is signed', async () => {
    const { exchange } = await client.call(ping.operationId, ping.plainRequest);
    const { code, status, message } = contract.resultCodes['SUCCESS'] ?? {};
    const result = { resultStatus: status, resultCode: code, resultMessage: message };
    expect(JSON.parse(exchange.response?.bodyText ?? '')).toEqual({ result, ...pingFields });
  });

  it('RES-5: an id is fresh, the other success fields are those of the document', async () => {
    const outcomes = [await callWith(lookUp, 'SUCCESS'), await callWith(lookUp, 'SUCCESS')];
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ state: lookUpFields.state, day: lookUpFields.day });
      expect(outcome).not.toMatchObject({ ticket: lookUpFields.ticket });
    }
    const [first, second] = outcomes.map((outcome) => new Map<string, unknown>(Object.entries(outcome)));
    expect(first?.get('ticket')).not.toBe(second?.get('ticket'));
  });

  it('a code of another operation does not exist, and the note does not repeat it', async () => {
    expect(await callWith(lookUp, 'OTP_SEND_TIMES_EXCEED_LIMIT')).toMatchObject({
      resultCode: 'INVALID_TOKEN',
    });
    expect(target.notes.at(-1)).toContain('no such scenario');
    expect(JSON.stringify(target.notes)).not.toContain('OTP_SEND_TIMES');
  });

  it.each(faultsOf(lookUp).filter(({ name }) => !['timeout', 'slow'].includes(name)))(
    'lookUp: fault:$name does to the client what the table says',
    async ({ name }) => {
      const { client: verdict } = faults[name];
      const actual: unknown = await callWith(lookUp, `fault:${name}`).catch((error: unknown) => error);
      if ('throws' in verdict) {
        expect(actual).toBeInstanceOf(SendOtpError);
        expect(actual).toMatchObject({ code: verdict.throws });
      } else expect(actual).toMatchObject({ resultStatus: verdict.returns });
      expect(target.faults).toEqual([]);
    },
  );

  it('each operation has its own place in a sequence', async () => {
    const scenario = 'seq:PARAM_ILLEGAL,UNKNOWN_EXCEPTION,SUCCESS#shared';
    const [sendOtp] = withSecrets;
    if (sendOtp === undefined) throw new Error('no operation');
    const ends = [];
    for (const operation of [sendOtp, lookUp, sendOtp, lookUp])
      ends.push((await callWith(operation, scenario)).resultCode);
    expect(ends).toEqual(['PARAM_ILLEGAL', 'PARAM_ILLEGAL', 'UNKNOWN_EXCEPTION', 'UNKNOWN_EXCEPTION']);
  });

  it('the standing scenario is met by the operations that have it; the others succeed', async () => {
    const standing = await startMock({ contract, document, scenario: 'fault:missing-id' });
    const of = await clientOf(standing);
    await expect(of.call(lookUp.operationId, lookUp.plainRequest)).rejects.toMatchObject({
      code: 'RESPONSE_OUTSIDE_CONTRACT',
    });
    expect(await of.call(ping.operationId, ping.plainRequest)).toMatchObject({ resultStatus: 'S' });
    await standing.server.close({ graceMs: 100 });
  });

  it('a contract whose document lacks an operation does not start', async () => {
    await expect(startMock({ contract })).rejects.toThrow(`Prism cannot serve the example SUCCESS of lookUp`);
  });
});
