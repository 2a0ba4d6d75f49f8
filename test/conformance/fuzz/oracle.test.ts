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
