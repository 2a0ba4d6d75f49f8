import { describe, expect, it } from 'vitest';
import { CaptureError, readCapture } from '@sendotp-contract/message/explain';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (value: unknown) => readCapture(bytes(JSON.stringify(value)), 'file');
const headers = { Signature: 'S', 'Client-Id': 'C' };

describe('JSON with method, url, headers and body', () => {
  it('is a request', () => {
    expect(read({ method: 'PUT', url: '/p', headers, body: 'é' })).toEqual({
      form: 'JSON',
      notes: [],
      request: { method: 'PUT', target: '/p', headers, body: bytes('é') },
    });
  });

  it('may leave out the method, the body and the target', () => {
    expect(read({ headers }).request).toEqual({ method: 'POST', target: '', headers, body: undefined });
  });

  it('may be a request and a response, as the exchange of an error', () => {
    const { request, response } = read({
      request: { path: '/p', headers, body: '{}' },
      response: { status: 200, headers: { signature: 'R' }, bodyText: '{"a":1}' },
    });
    expect(request).toEqual({ method: 'POST', target: '/p', headers, body: bytes('{}') });
    expect(response).toEqual({ headers: { signature: 'R' }, body: bytes('{"a":1}') });
  });

  it('has its target as target, url or path, in this order', () => {
    const target = (fields: object) => read({ headers, ...fields }).request?.target;
    expect(target({ target: '/1', url: '/2', path: '/3' })).toBe('/1');
    expect(target({ url: '/2', path: '/3' })).toBe('/2');
    expect(target({ path: '/3' })).toBe('/3');
    expect(target({ target: 1, url: ['/2'], path: null })).toBe('');
  });

  it('has a body that is a text, or an object that is written as JSON', () => {
    const body = (fields: object) => read({ headers, ...fields }).request?.body;
    expect(body({ body: { b: 1, a: null } })).toEqual(bytes('{"b":1,"a":null}'));
    expect(body({ body: '', bodyText: 'x' })).toEqual(bytes(''));
    expect(body({ body: null, bodyText: 'x' })).toEqual(bytes('x'));
    expect(body({ body: 5 })).toBeUndefined();
    expect(body({ body: [1] })).toBeUndefined();
  });

  it('has headers as an object or as a list; what is no text is left out', () => {
    const read1 = (given: unknown) => read({ headers: given }).request?.headers;
    expect(read1({ a: '1', b: 2, c: null })).toEqual({ a: '1' });
    expect(
      read1([{ name: 'a', value: '1' }, { name: 'b', value: 2 }, { name: 3, value: '3' }, null, 'd', ['e']]),
    ).toEqual({ a: '1' });
    for (const none of ['a: 1', null, 5, true]) expect(read1(none)).toEqual({});
  });

  it('may follow a byte order mark and white space', () => {
    expect(readCapture(bytes(`\uFEFF \n${JSON.stringify({ headers })}`), 'file').form).toBe('JSON');
  });
});

describe('a HAR', () => {
  const entry = (url: string, signature?: string) => ({
    startedDateTime: '2026-11-25T00:00:00Z',
    request: {
      method: 'POST',
      url,
      headers: signature === undefined ? [] : [{ name: 'signature', value: signature }],
      postData: { mimeType: 'application/json', text: 'é' },
    },
  });

  it('is told from other JSON', () => {
    expect(read(entry('/p', 'S'))).toEqual({
      form: 'HAR',
      notes: [],
      request: { method: 'POST', target: '/p', headers: { signature: 'S' }, body: bytes('é') },
    });
  });

  it('of several entries has the last with a signature, or else the last', () => {
    const target = (...entries: unknown[]) => read({ log: { entries } }).request?.target;
    expect(target(entry('/1', 'S'), entry('/2', 'S'), entry('/3'))).toBe('/2');
    expect(target(entry('/1'), entry('/2'), null, 'x')).toBe('/2');
  });

  it('has the body of a response as a text or in base64', () => {
    const body = (content: unknown) =>
      read({ ...entry('/p'), response: { headers: [], content } }).response?.body;
    expect(body({ text: 'é' })).toEqual(bytes('é'));
    expect(body({ text: 'eyJhIjoxfQ==', encoding: 'base64' })).toEqual(bytes('{"a":1}'));
    expect(body({ text: 'no base64', encoding: 'base64' })).toBeUndefined();
    expect(body({ size: 0 })).toBeUndefined();
    expect(body('text')).toBeUndefined();
  });

  it('has a response only where there is one', () => {
    expect(read(entry('/p')).response).toBeUndefined();
    expect(read({ ...entry('/p'), response: null }).response).toBeUndefined();
    expect(read({ ...entry('/p'), response: {} }).response).toEqual({ headers: {}, body: undefined });
  });
});

describe('JSON that is no exchange is refused:', () => {
  it.each([
    ['what is not JSON', '{"a":', 'file begins like JSON but is not JSON'],
    ['a byte order mark behind a blank', ' \uFEFF{"headers":{}}', 'file does not look like a message'],
    ['a list', '[]', 'file is JSON, but neither a HAR entry nor method, url, headers and body'],
    ['a HAR without entries', '{"log":{"entries":[]}}', 'file is JSON, but neither a HAR entry'],
    ['a HAR whose entries are none', '{"log":{"entries":[1]}}', 'file is JSON, but neither a HAR entry'],
    ['a line of a log', '{"level":"warn","log":"x"}', 'file is a line of a log'],
  ])('%s', (_, text, message) => {
    expect(() => readCapture(bytes(text), 'file')).toThrow(CaptureError);
    expect(() => readCapture(bytes(text), 'file')).toThrow(message);
  });

  it('a line of the log, with what it says in one line of 300 characters', () => {
    const refusal = (line: object) => () => read(line);
    expect(refusal({ reason: 'the body\n\tdiffers' })).toThrow('. The log says: the body differs. Give');
    expect(refusal({ reason: 'a\u001B[2J' })).toThrow('The log says: a\\u001b[2J. Give');
    expect(refusal({ reason: 'x'.repeat(400) })).toThrow(`The log says: ${'x'.repeat(300)}. Give`);
    expect(refusal({ reason: 5 })).toThrow('can be verified. Give');
  });
});
