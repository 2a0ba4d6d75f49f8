import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { allowedCodes, type RequestFacts } from '../../../conformance/fuzz/oracle.js';
import {
  sendOtpMaxLengths,
  sendOtpOracle,
  sendOtpVerifyTypes,
} from '../../../conformance/fuzz/send-otp-oracle.js';

const body = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };
const now = Date.parse('2026-11-23T10:00:00Z');

function codes(changes: Partial<Omit<RequestFacts, 'body'>> & { readonly body?: unknown }): string {
  const { body: value = body, ...facts } = changes;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const whole: RequestFacts = {
    clientId: 'C',
    ownClientId: 'C',
    time: '2026-11-23T10:00:00Z',
    now,
    toleranceMs: 600_000,
    contentType: 'application/json; charset=UTF-8',
    accept: undefined,
    contentEncoding: undefined,
    signature: 'right',
    own: { acquirerId: 'A', pspId: 'P' },
    plainCode: 'INVALID_TOKEN',
    ...facts,
    body: Buffer.from(text),
  };
  return allowedCodes(whole, sendOtpOracle).join();
}

describe('the oracle', () => {
  it.each<[string, Parameters<typeof codes>[0]]>([
    ['a plain call', {}],
    ['HDR-2: an offset', { time: '2026-11-23T15:30:00.5+05:30' }],
    ['HDR-2: an offset without a colon, to the west', { time: '2026-11-23T06:30:00-0330' }],
    ['HDR-4: no Content-Type', { contentType: undefined }],
    ['RC-8: an Accept that allows JSON', { accept: 'text/html, application/*' }],
    ['SIG-8: just in tolerance', { time: '2026-11-23T09:50:00Z' }],
    ['SIG-8: just in tolerance, ahead', { time: '2026-11-23T10:10:00Z' }],
    ['HDR-2: a fraction of nine digits', { time: '2026-11-23T10:00:00.123456789Z' }],
    ['HDR-2: an offset to another day', { time: '2026-11-24T00:00:00+14:00' }],
    ['HDR-2: the last minute and second', { time: '2026-11-23T09:59:59Z' }],
    ['RC-8: an Accept of anything', { accept: '*/*' }],
    ['RC-8: an Accept of JSON behind another', { accept: 'text/html,application/json;q=0.5' }],
    ['RC-8: no encoding, said', { contentEncoding: 'identity' }],
    ['HDR-4: a charset in quotes', { contentType: 'APPLICATION/JSON ; charset="UTF-8"' }],
    ['HDR-4: another parameter', { contentType: 'application/json; version=1' }],
    ['REQ-3: verifyType null', { body: { ...body, verifyType: null } }],
    ['REQ-10: more parameters', { body: { ...body, more: [1] } }],
    ['REQ-11: 128 characters beyond the basic plane', { body: { ...body, accessToken: '🔑'.repeat(128) } }],
  ])('%s reaches the token', (_, facts) => {
    expect(codes(facts)).toBe('INVALID_TOKEN');
  });

  it.each<[string, Parameters<typeof codes>[0], string]>([
    ['HDR-1', { clientId: 'D' }, 'INVALID_CLIENT'],
    ['HDR-1', { clientId: undefined, time: 'no' }, 'INVALID_CLIENT'],
    ['HDR-2', { time: '2026-02-30T10:00:00Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-11-23T24:00:00Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-11-23T09:60:00Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-11-23T09:59:60Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-13-01T10:00:00Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-11-31T10:00:00Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: undefined }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-11-23T10:00:00' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: ' 2026-11-23T10:00:00Z' }, 'PARAM_ILLEGAL'],
    ['HDR-2', { time: '2026-11-23T10:00:00Z ' }, 'PARAM_ILLEGAL'],
    ['HDR-3', { signature: 'absent' }, 'INVALID_SIGNATURE'],
    ['SIG-1', { signature: 'of-other-content', body: '' }, 'INVALID_SIGNATURE'],
    ['SIG-8', { time: '2026-11-23T09:49:59Z', body: '' }, 'ACCESS_DENIED'],
    ['RC-8', { contentType: 'application/jsonp' }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['RC-8', { accept: 'xapplication/json' }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['REQ-9', { body: '\ufeff{}' }, 'PARAM_ILLEGAL'],
    ['RC-2', { body: { ...body, pspId: 'Q' } }, 'ACCESS_DENIED,INVALID_TOKEN'],
    ['HDR-2', { time: '2026-11-23 10:00:00Z', signature: 'absent' }, 'PARAM_ILLEGAL'],
    ['HDR-3', { signature: 'garbage' }, 'INVALID_SIGNATURE'],
    ['SIG-5', { signature: 'unknown-version', body: '' }, 'KEY_NOT_FOUND'],
    ['SIG-8', { time: '2026-11-23T10:10:01Z', body: '' }, 'ACCESS_DENIED'],
    ['SIG-8', { time: '2026-11-23T10:00:00+05:30' }, 'ACCESS_DENIED'],
    ['RC-8', { contentType: 'text/plain', clientId: 'D' }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['RC-8', { contentType: 'application/json; charset=latin1' }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['RC-8', { accept: 'text/html' }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['RC-8', { contentEncoding: 'gzip' }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['REQ-1', { body: { ...body, pspId: 20 } }, 'PARAM_ILLEGAL'],
    ['REQ-4', { body: { ...body, verifyType: '' } }, 'PARAM_ILLEGAL'],
    ['REQ-5', { body: { pspId: 'P', accessToken: 'T' } }, 'PARAM_ILLEGAL'],
    ['REQ-9', { body: '[]' }, 'PARAM_ILLEGAL'],
    ['REQ-9', { body: '{' }, 'PARAM_ILLEGAL'],
    ['REQ-11', { body: { ...body, acquirerId: '🔑'.repeat(65) } }, 'PARAM_ILLEGAL'],
    ['RC-2', { body: { ...body, acquirerId: 'B' } }, 'ACCESS_DENIED,INVALID_TOKEN'],
  ])('%s: %j', (_, facts, code) => {
    expect(codes(facts)).toBe(code);
  });
});

describe('the data of the oracle, written by hand', () => {
  const { parameters } = operations.sendOTP;

  it('REQ-5, REQ-6, REQ-7: has the lengths of the record', () => {
    const limits = Object.entries(parameters).flatMap(([name, field]) =>
      'maxLength' in field ? [[name, field.maxLength]] : [],
    );
    expect(sendOtpMaxLengths).toEqual(Object.fromEntries(limits));
  });

  it('REQ-8: has the values of the record', () => {
    expect(sendOtpVerifyTypes).toEqual(parameters.verifyType.values);
  });

  it('REQ-11: agrees with the record at each limit', () => {
    for (const [name, most] of Object.entries(sendOtpMaxLengths)) {
      for (const length of [0, 1, most, most + 1]) {
        const value = { ...body, [name]: '🔑'.repeat(length) };
        expect([name, length, sendOtpOracle.fits(value)]).toEqual([
          name,
          length,
          operations.sendOTP.validateRequest(value),
        ]);
      }
    }
  });
});
