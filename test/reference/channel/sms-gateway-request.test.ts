import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SmsGatewayRequest, type SmsValues } from '../../../server/reference/channel/sms-gateway-request.js';

const url = 'https://gateway.example.com/sms';
const json = '{"to":"{to}","text":"{text}"}';
const values = {
  to: '+12025550142',
  toDigits: '12025550142',
  text: '004217 is your code',
  code: '004217',
  verifyRequestId: '0123456789abcdef',
};

/** Whatever a record, a template or an id may hold, and what would end a string or a parameter. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '"',
    '\\',
    '","admin":"',
    '&to=1',
    '%26',
    '=',
    '+',
    ' ',
    '\r\n',
    '{text}',
    '{to}',
    '$&',
    '#',
    '..',
    '\u2028',
  ),
  fc
    .array(fc.constantFrom('"', '\\', '&', '=', '%', '+', '#', '{', '}', 'to', '\n', '\u0000'))
    .map((parts) => parts.join('')),
);
const anyValues = fc.record({
  to: hostile,
  toDigits: hostile,
  text: hostile,
  code: hostile,
  verifyRequestId: hostile,
});

function bodyOf(request: SmsGatewayRequest, any: SmsValues): string {
  const { body } = request.fill(any).init;
  if (typeof body !== 'string') throw new Error('no body');
  return body;
}

describe('SMS gateway request', () => {
  it('is a POST of JSON unless told otherwise', () => {
    const { url: target, init } = new SmsGatewayRequest({ url, bodyTemplate: json }).fill(values);
    expect(target).toBe(url);
    expect(init.method).toBe('POST');
    expect(new Headers(init.headers).get('content-type')).toBe('application/json');
    expect(init.body).toBe('{"to":"+12025550142","text":"004217 is your code"}');
  });

  it('leaves the JSON around the values as it is written', () => {
    const bodyTemplate =
      '{ "n": 12345678901234567890, "to": ["{toDigits}"], "ref": "otp-{verifyRequestId}", "c":"{code}" }';
    expect(new SmsGatewayRequest({ url, bodyTemplate }).fill(values).init.body).toBe(
      '{ "n": 12345678901234567890, "to": ["12025550142"], "ref": "otp-0123456789abcdef", "c":"004217" }',
    );
  });

  it('writes a form and a query as each wants it', () => {
    const form = {
      contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
      bodyTemplate: 'To={to}&Body={text}',
    };
    const made = new SmsGatewayRequest({ url: `${url}?ref={text}&key=a%20b`, ...form }).fill(values);
    expect(made.init.body).toBe('To=%2B12025550142&Body=004217+is+your+code');
    expect(made.url).toBe(`${url}?ref=004217%20is%20your%20code&key=a%20b`);
    expect(new Headers(made.init.headers).get('content-type')).toBe(form.contentType);
  });

  it('makes user and password of the URL a header, and asks no URL that holds them', () => {
    const made = new SmsGatewayRequest({
      url: 'https://us%40er:p%3Ass@gateway.example.com/',
      bodyTemplate: json,
    }).fill(values);
    expect(made.url).toBe('https://gateway.example.com/');
    expect(new Headers(made.init.headers).get('authorization')).toBe(
      `Basic ${Buffer.from('us@er:p:ss').toString('base64')}`,
    );
  });

  it('property: no value breaks out of its string in a JSON body', () => {
    const request = new SmsGatewayRequest({
      url,
      bodyTemplate: '{"to":"{to}","list":[{"text":"<{text}>"},"{code}{toDigits}"],"{verifyRequestId}":true}',
    });
    fc.assert(
      fc.property(anyValues, (any) => {
        const { to, toDigits, text, code, verifyRequestId } = any;
        expect(JSON.parse(bodyOf(request, any))).toEqual(
          JSON.parse(
            JSON.stringify({
              to,
              list: [{ text: `<${text}>` }, `${code}${toDigits}`],
              [verifyRequestId]: true,
            }),
          ),
        );
      }),
    );
  });

  it('property: no value breaks out of its parameter in a form', () => {
    const request = new SmsGatewayRequest({
      url,
      contentType: 'application/x-www-form-urlencoded',
      bodyTemplate: 'to={to}&from=%2B1&text=<{text}>&{code}={toDigits}',
    });
    fc.assert(
      fc.property(anyValues, (any) => {
        expect([...new URLSearchParams(bodyOf(request, any))]).toEqual([
          ['to', any.to],
          ['from', '+1'],
          ['text', `<${any.text}>`],
          [any.code, any.toDigits],
        ]);
      }),
    );
  });

  it('property: no value breaks out of its parameter in a URL, or leads elsewhere', () => {
    const request = new SmsGatewayRequest({ url: `${url}?to={to}&key=k&text={text}`, method: 'GET' });
    fc.assert(
      fc.property(anyValues, (any) => {
        const made = new URL(request.fill(any).url);
        expect(`${made.origin}${made.pathname}${made.hash}`).toBe(url);
        expect([...made.searchParams]).toEqual([
          ['to', any.to],
          ['key', 'k'],
          ['text', any.text],
        ]);
      }),
    );
  });

  it.each([
    [{ url: 's3cret' }, 'not a URL'],
    [{ url: 'ftp://u:s3cret@gateway.example.com' }, 'ftp://***@gateway.example.com/ must begin with'],
    [{ url: `${url}#s3cret` }, 'fragment'],
    [{ url: 'https://gateway.example.com/{to}?key=s3cret' }, 'in its query only'],
    [{ url: `${url}?key=s3cret%` }, 'percent-encoded'],
    [{ url: `${url}?key=s3cret&n={number}` }, '{number}'],
    [{ url: 'https://u:s3cret%@gateway.example.com' }, '%25'],
    [{ url: 'https://u:s3cret@gateway.example.com', headers: { authorization: 's3cret' } }, 'drop one'],
    [{ headers: { 'X-Key': 's3cret\nX-Other: 1' } }, 'as its 1. entry'],
    [{ headers: { 'X Key': 's3cret' } }, 'as its 1. entry'],
    [{ headers: { 'Content-Type': 'text/plain' } }, 'contentType instead'],
    [{ method: 'DELETE' as never }, '"DELETE"'],
    [{ method: 'GET' as const }, 'a GET has no body'],
    [{ contentType: 'text/xml' }, 'not "text/xml"'],
    [{ bodyTemplate: '{"key":"s3cret","to":{to},"text":"{text}"}' }, 'bodyTemplate is not JSON'],
    [{ bodyTemplate: '{"to":"\\u{to}","text":"{text}"}' }, 'bodyTemplate is not JSON'],
    [{ bodyTemplate: '{"to":"{to}","text":"{message}"}' }, '{message}'],
    [{ bodyTemplate: '{"text":"{text}"}' }, 'holds {to}'],
    [{ bodyTemplate: '{"to":"{to}"}' }, 'holds {text}'],
    [
      { contentType: 'application/x-www-form-urlencoded', bodyTemplate: 'to={to}&text=a {text}' },
      'percent-encoded',
    ],
    [
      { contentType: 'application/x-www-form-urlencoded', bodyTemplate: 'to=%{to}&text={text}' },
      'percent-encoded',
    ],
  ])('is refused when the program starts, with no secret shown: %j', (options, text) => {
    const make = () => new SmsGatewayRequest({ url, bodyTemplate: json, ...options });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(text);
    expect(make).not.toThrow('s3cret');
  });

  it('refuses a type for a body that is not there', () => {
    const make = () =>
      new SmsGatewayRequest({ url: `${url}?to={to}&text={text}`, contentType: 'application/json' });
    expect(make).toThrow('contentType without bodyTemplate');
  });
});
