import { describe, expect, it } from 'vitest';
import { CaptureError, readCapture } from '@sendotp-contract/message/explain';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const bodyOf = (text: string): string | undefined => {
  const { request, response } = readCapture(bytes(text), 'dump');
  const body = (request ?? response)?.body;
  return body === undefined ? undefined : new TextDecoder().decode(body);
};
const head = 'POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('a dump whose body is in chunks', () => {
  it('is joined, with and without CRLF, sizes in upper case, extensions and characters of several bytes', () => {
    expect(bodyOf(`${head}5\r\n{"a":\r\n4;x=y\r\n"é"\r\n1\r\n}\r\n0\r\n\r\n`)).toBe('{"a":"é"}');
    expect(bodyOf(`${head}A\n0123456789\n0\n\n`)).toBe('0123456789');
    expect(readCapture(bytes(`${head}1\r\nx\r\n0\r\n\r\n`), 'dump').notes).toEqual([
      'the body in dump is in chunks: they are joined',
    ]);
  });

  it('is left alone when it is not, as in what most tools show', () => {
    for (const body of ['{"a":1}', '5\r\n{"a":', 'ff\r\nshort\r\n0\r\n\r\n', '1\r\nxy\r\n0\r\n\r\n'])
      expect(bodyOf(head + body)).toBe(body);
  });
});

it('bytes that are no UTF-8 stay as they are', () => {
  const whole = Uint8Array.from([...bytes('POST /p HTTP/1.1\r\n\r\n'), 0x80, 0xff, 0x9f]);
  expect(readCapture(whole, 'dump').request?.body).toEqual(Uint8Array.from([0x80, 0xff, 0x9f]));
});

it('the base64 of a HAR is decoded', () => {
  const content = { text: 'eyJhIjoxfQ==', encoding: 'base64' };
  const har = { request: { method: 'POST', url: '/p', headers: [] }, response: { headers: [], content } };
  expect(readCapture(bytes(JSON.stringify(har)), 'har').response?.body).toEqual(bytes('{"a":1}'));
});

it('what is no message is refused, with what was expected', () => {
  expect(() => readCapture(bytes('hello'), 'standard input')).toThrow(CaptureError);
  expect(() => readCapture(bytes('hello'), 'standard input')).toThrow(
    'standard input does not look like a message: expected a request line',
  );
});

describe('a log of curl -v', () => {
  const requestPart = '> POST /p HTTP/1.1\r\n> Host: h\r\n> Content-Length: 2\r\n> \r\n';
  const responsePart =
    '< HTTP/1.1 200 OK\r\n< Content-Type: application/json\r\n< Content-Length: 14\r\n< \r\n';
  const left = '* Connection #0 to host 127.0.0.1 left intact';
  const body = '{"a":1,\n"b":2}';
  const meter = '\r100    16  100    14  100     2   2887    412 --:--:-- --:--:-- --:--:--  4000\n';

  it.each([
    [
      'both streams in one file',
      `} [2 bytes data]\n${responsePart}{ [14 bytes data]\n${meter}${left}\n${body}`,
    ],
    ['the same with a line feed that an editor added', `${responsePart}${left}\n${body}\n`],
    ['a terminal, where the next line begins behind the body', `${responsePart}${body}${left}\n`],
    ['a connection that is closed', `${responsePart}${body}\n* Closing connection 0\n`],
    [
      'line ends and blanks that an editor took away',
      `${responsePart.replaceAll(/ ?\r/g, '')}${body}\n${left}`,
    ],
  ])('has the body of the response: %s', (_, rest) => {
    expect(bodyOf(`* Trying\n${responsePart}`)).toBeUndefined();
    const { request, response, notes } = readCapture(
      bytes(`* Trying 127.0.0.1\n${requestPart}${rest}`),
      'log',
    );
    expect(request).toMatchObject({ method: 'POST', target: '/p', body: undefined });
    expect(new TextDecoder().decode(response?.body)).toBe(body);
    expect(notes.filter((note) => !note.includes('white space'))).toEqual([]);
  });
});

it('a body that is shorter than Content-Length is missing: nothing can be said about it', () => {
  const { request, notes } = readCapture(bytes('POST /p HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"a"'), 'dump');
  expect(request?.body).toBeUndefined();
  expect(notes).toEqual(['Content-Length is 9, and the body in dump has 4 bytes: it is not whole']);
});
