import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import {
  membersOf,
  objectOfSize,
  objectWith,
  objectWithBytes,
} from '../../../conformance/exchange/json-members.js';
import { headerOf, type Message, resent } from '../../../conformance/exchange/message.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';

describe('a body that is put together from its members', () => {
  const parameters = { a: '"1"', b: undefined, c: null, d: 7 };

  it('has each that is there, and more as it is written', () => {
    expect(membersOf(parameters)).toEqual(['"a":"\\"1\\""', '"c":null', '"d":7']);
    expect(objectWith(parameters, '"e" : 1')).toBe('{"a":"\\"1\\"","c":null,"d":7,"e" : 1}');
    expect(objectWith({})).toBe('{}');
  });

  it('may have any bytes in one more member', () => {
    expect(Buffer.from(objectWithBytes({ a: 1, b: 'é' }, [0xff, 0x20])).toString('latin1')).toBe(
      Buffer.from('{"a":1,"b":"é","note":"').toString('latin1') + '\u00ff "}',
    );
    expect(Buffer.from(objectWithBytes({}, [0x61])).toString()).toBe('{"note":"a"}');
  });

  it('is padded to a size in bytes', () => {
    expect(Buffer.byteLength(objectOfSize({ a: 'é' }, 100))).toBe(100);
    expect(JSON.parse(objectOfSize({ a: 'é' }, 100))).toMatchObject({ a: 'é' });
    expect(objectOfSize({ a: 1 }, 3)).toBe('{"a":1,"pad":""}');
  });
});

describe('headers', () => {
  const headers = [
    ['Accept', '*/*'],
    ['X-A', '1'],
    ['x-a', '2'],
    ['Empty', ''],
  ] as const;

  it.each([
    ['accept', '*/*'],
    ['X-a', '1, 2'],
    ['EMPTY', ''],
    ['x', undefined],
  ])('%s is %j, in whatever case it is written and asked for', (name, value) => {
    expect(headerOf(headers, name)).toBe(value);
  });
});

describe('a message that is sent again', () => {
  const message = {
    headers: [
      ['Client-Id', 'C'],
      ['Signature', 'as it was'],
    ],
    signature: Buffer.from('signature'),
    keyVersion: '7',
  } as unknown as Message;

  it('is the same where nothing is changed', () => {
    expect(resent(message, {})).toEqual(message);
  });

  it('has its signature written another way, names too, and more headers', () => {
    const again = resent(message, {
      signature: (signature, version) => `${version}:${signature.toString()}`,
      headers: { 'X-More': 'as it is' },
      headerName: (name) => name.toLowerCase(),
    });
    expect(again.headers).toEqual([
      ['client-id', 'C'],
      ['signature', '7:signature'],
      ['x-more', 'as it is'],
    ]);
    const lower = resent({ ...message, headers: [['signature', 'x']] }, { signature: () => 'y' });
    expect(lower.headers).toEqual([['signature', 'y']]);
  });
});

describe('a response that is read', () => {
  const read = (body: string | Uint8Array) =>
    readResponse(
      { status: 200, headers: [['X-A', '1']], bytes: Buffer.from(body), at: 0 },
      operations.sendOTP,
    );
  const result = { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'Success' };

  it.each([
    ['', 'the body is empty'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'the body is not UTF-8'],
    ['{', 'the body is not JSON'],
    ['\ufeff{}', 'the body is not JSON'],
  ])('%j is no JSON: %s', (body, fault) => {
    expect(read(body)).toMatchObject({ json: { ok: false, fault }, answer: undefined });
  });

  it('has the outcome and the fields of success that are there', () => {
    const body = JSON.stringify({ result, verifyRequestId: 'id', other: 1 });
    expect(read(body)).toMatchObject({
      kind: 'response',
      status: 200,
      json: { ok: true },
      answer: {
        ...{ code: 'SUCCESS', status: 'S', message: 'Success', successFields: { verifyRequestId: 'id' } },
      },
    });
    expect(read(body).header('x-a')).toBe('1');
    expect(read(body).header('x-b')).toBeUndefined();
    expect(read(JSON.stringify({ result })).answer?.successFields).toEqual({});
  });

  it.each([
    ['1', undefined],
    ['null', undefined],
    ['[]', undefined],
    ['{"result":null}', undefined],
    ['{"result":[]}', undefined],
    ['{"result":"F"}', undefined],
    ['{"result":{"resultCode":1}}', undefined],
    ['{"result":{"resultStatus":"F"}}', undefined],
    [
      '{"result":{"resultCode":"X"}}',
      { code: 'X', status: undefined, message: undefined, successFields: {} },
    ],
    ['{"result":{"resultCode":"X","resultStatus":1,"resultMessage":2}}', { code: 'X', message: 2 }],
  ])('%s says %j', (body, answer) => {
    const reading = read(body);
    expect(reading.json.ok).toBe(true);
    if (answer === undefined) expect(reading.answer).toBeUndefined();
    else expect(reading.answer).toMatchObject(answer);
    expect(reading.answer?.status).toBeUndefined();
  });
});
