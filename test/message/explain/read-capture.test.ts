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

it('a large capture is read, too', () => {
  const body = 'x'.repeat(500_000);
  expect(bodyOf(`POST /p HTTP/1.1\r\n\r\n${body}`)).toHaveLength(body.length);
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

describe('a message as it is on the wire', () => {
  const read = (text: string) => readCapture(bytes(text), 'dump');
  const text = (body: Uint8Array | undefined) =>
    body === undefined ? undefined : new TextDecoder().decode(body);

  it('is a request', () => {
    const { form, request, response, notes } = read('POST /p?q HTTP/1.1\r\nA: 1 \r\nb:2:3\r\n\r\n{"a":1}');
    expect({ form, response, notes }).toEqual({ form: 'HTTP message', response: undefined, notes: [] });
    expect(request).toEqual({
      method: 'POST',
      target: '/p?q',
      headers: { A: '1', b: '2:3' },
      body: bytes('{"a":1}'),
    });
  });

  it('is a response', () => {
    const { form, request, response } = read('HTTP/2 200\nA: 1\n\nx\n\ny');
    expect({ form, request }).toEqual({ form: 'HTTP message', request: undefined });
    expect(response).toEqual({ headers: { A: '1' }, body: bytes('x\n\ny') });
  });

  it.each([
    ['line ends of one kind or the other', 'POST /p HTTP/1.1\nA: 1\r\n\nx'],
    ['empty lines before it', '\r\n\n\r\nPOST /p HTTP/1.1\nA: 1\n\nx'],
    ['a full URL', 'POST https://mpp/p HTTP/1.1\nA: 1\n\nx'],
    ['no version', 'POST /p\nA: 1\n\nx'],
    ['a method in small letters', 'post /p HTTP/1.0\nA: 1\n\nx'],
    ['lines that are no headers', 'POST /p HTTP/1.1\nnone\nA: 1\n\nx'],
    ['a mark of curl within a line', 'POST /p\na > b\nA: 1\n\nx'],
    ['blanks around the name of a header', 'POST /p HTTP/1.1\n A : 1\n\nx'],
  ])('may have %s', (_, message) => {
    const { request } = read(message);
    expect(request?.headers).toEqual({ A: '1' });
    expect(request?.body).toEqual(bytes('x'));
    expect(request?.method?.toUpperCase()).toBe('POST');
    expect(request?.target).toMatch(/^(https:\/\/mpp)?\/p$/);
  });

  it('keeps the pseudo-headers of HTTP/2 by their whole names', () => {
    expect(read('POST /p\n:authority: mpp\n\n').request?.headers).toEqual({ ':authority': 'mpp' });
  });

  it('has no body without a blank line, and an empty one with it', () => {
    expect(read('POST /p HTTP/1.1\nA: 1\n').request?.body).toBeUndefined();
    expect(read('POST /p HTTP/1.1\nA: 1\n').request?.headers).toEqual({ A: '1' });
    expect(read('POST /p HTTP/1.1\nA: 1\n\n').request?.body).toEqual(bytes(''));
    expect(read('POST /p HTTP/1.1 \t').request).toMatchObject({ target: '/p', body: undefined });
  });

  it.each([
    'POST',
    'POST p',
    'POST /p q',
    'POST /p HTTP/1.1 x',
    'xPOST: /p',
    'HTTP/1.1',
    'HTTP/1.1 20',
    'xHTTP/1.1 200 OK',
    '',
  ])('is not %j', (line) => {
    expect(() => read(`${line}\n\n`)).toThrow('dump does not look like a message');
  });

  it('may follow a byte order mark, which editors of Windows write', () => {
    const lines = 'POST /p HTTP/1.1\nClient-Id: C\n\nx';
    expect(read(`\uFEFF${lines}`)).toEqual(read(lines));
    const log = '> POST /p HTTP/1.1\n> Client-Id: C\n>\n< HTTP/1.1 200 OK\n<\nx';
    expect(read(`\uFEFF${log}`)).toEqual(read(log));
    expect(read(log).request).toMatchObject({ target: '/p' });
    expect(() => read(`\uFEFF\uFEFF${lines}`)).toThrow(CaptureError);
  });

  it.each([
    ['as long as it says', 'x', 1, 'x', undefined],
    [
      'longer by a line feed',
      'x\n',
      1,
      'x',
      /^Content-Length is 1, .* 2 bytes: what the file has in addition is white/,
    ],
    ['longer by several line ends', 'x\r\n\n', 1, 'x', /^Content-Length is 1, .* 4 bytes: .* is white space/],
    ['longer by more than white space', 'x\ny', 1, 'x\ny', /may not hold the body as it was sent$/],
    ['shorter', 'x', 2, undefined, /^Content-Length is 2, .* 1 bytes: it is not whole$/],
    ['of a length in bytes', 'é', 2, 'é', undefined],
    ['of a length that is no number', 'x', 'y', 'x', undefined],
    ['of a length that is no whole number', 'x', 1.5, 'x', undefined],
  ])('has a body %s', (_, body, length, expected, note) => {
    const { request, notes } = read(`POST /p HTTP/1.1\ncontent-LENGTH: ${length}\n\n${body}`);
    expect(text(request?.body)).toBe(expected);
    expect(notes).toHaveLength(note === undefined ? 0 : 1);
    if (note !== undefined) expect(notes[0]).toMatch(note);
  });

  it('may be large', () => {
    const body = 'é'.repeat(20_000);
    expect(text(read(`POST /p\n\n${body}`).request?.body)).toBe(body);
  });

  it('is no log of curl for a body that has its marks', () => {
    expect(read('POST /p HTTP/1.1\nA: 1\n\n> x\n< y').form).toBe('HTTP message');
    expect(read('HTTP/1.1 200 OK\nA: 1\n\n> x\n< y').form).toBe('HTTP message');
    expect(() => read('> x')).not.toThrow();
  });
});

describe('chunks', () => {
  const joined = (body: string, header = 'transfer-encoding: gzip, CHUNKED') =>
    bodyOf(`POST /p HTTP/1.1\n${header}\n\n${body}`);

  it('are joined only where the header says that there are some', () => {
    expect(joined('1\r\nx\r\n0\r\n\r\n')).toBe('x');
    expect(joined('1\r\nx\r\n0\r\n\r\n', 'A: chunked')).toBe('1\r\nx\r\n0\r\n\r\n');
    expect(joined('1\r\nx\r\n0\r\n\r\n', 'Transfer-Encoding: unchunkedly')).toBe('1\r\nx\r\n0\r\n\r\n');
  });

  it.each([
    ['none but the last', '0\r\n\r\n', ''],
    ['several', '1\r\nx\r\n2\r\nyz\r\n00\r\n', 'xyz'],
    ['with extensions', '1;a=b;c\r\nx\r\n0;d\r\n', 'x'],
  ])('%s', (_, body, expected) => {
    expect(joined(body)).toBe(expected);
  });

  it.each([
    '1\r\nx\r\n',
    '1\r\nx0\r\n',
    '1\r\nxyz0\r\n',
    ' 1\r\nx\r\n0\r\n',
    '1 \r\nx\r\n0\r\n',
    'x\r\n',
    '1',
    '',
  ])('are not %j', (body) => {
    expect(joined(body)).toBe(body);
  });
});

describe('what curl -v says', () => {
  const log = (...lines: string[]) => readCapture(bytes(lines.join('\n')), 'log');

  it('is a request alone while no response is there', () => {
    expect(log('* Trying', '> POST /p HTTP/1.1', '> A: 1', '>', '* done')).toEqual({
      form: 'curl log',
      notes: [],
      request: { method: 'POST', target: '/p', headers: { A: '1' }, body: undefined },
    });
  });

  it('has no header in its first lines, which may have a colon', () => {
    const { request, response } = log(
      ...['> POST http://mpp/p HTTP/1.1', '> A: 1', '> '],
      ...['< HTTP/1.1 400 Bad: request', '< B: 2', '< '],
    );
    expect(request).toMatchObject({ target: 'http://mpp/p', headers: { A: '1' } });
    expect(Object.keys({ ...request?.headers, ...response?.headers })).toEqual(['A', 'B']);
  });

  it('may have lost the status line: the body is what stands behind the header all the same', () => {
    const { response } = log('> POST /p HTTP/1.1', '> ', 'not this', '< A: 1', '< B: 2', '< ', 'x');
    expect(response?.body).toEqual(bytes('x'));
  });

  it('tells what is left out of the body', () => {
    expect(log('< HTTP/1.1 200 OK', '< Content-Length: 1', '< ', 'x', '').notes).toEqual([
      expect.stringMatching(/^Content-Length is 1, and the body in the log has 2 bytes: .* is white space/),
    ]);
  });

  it('is a response alone where the request is not shown', () => {
    expect(log('< HTTP/1.1 200 OK', '< A: 1', '< ', 'x')).toEqual({
      form: 'curl log',
      notes: [],
      response: { headers: { A: '1' }, body: bytes('x') },
    });
  });

  it('of several responses has the last, with its body', () => {
    const { response } = log(
      ...['> POST /p HTTP/1.1', '> ', '< HTTP/1.1 100 Continue', '< B: 2', '< ', 'not this'],
      ...['< HTTP/1.1 200 OK', '< A: 1', '<', 'x', 'y'],
    );
    expect(response?.headers).toEqual({ A: '1' });
    expect(new TextDecoder().decode(response?.body)).toBe('x\ny');
  });

  it('has no body before the blank line of the header, and one after it', () => {
    const { response } = log('< HTTP/1.1 200 OK', 'before', '< A: 1', 'between', '< ', 'x');
    expect(response).toEqual({ headers: { A: '1' }, body: bytes('x') });
  });

  it.each([
    '* Connection #0 to host mpp left intact',
    '*',
    '{ [14 bytes data]',
    '} [2 bytes data]',
    '>',
    '> ',
    '100    16  100    14  100     2   2887    412 --:--:-- --:--:-- --:--:--  4000',
    '\r  0     0    0     0    0     0      0      0 --:--:--  0:00:01 --:--:--     0',
    '\r100  1  100  1  0  0  1  1  0:00:01  0:00:01 --:--:--     0',
  ])('is no body: %j', (line) => {
    const { response } = log('< HTTP/1.1 200 OK', '< ', line, 'x');
    expect(new TextDecoder().decode(response?.body)).toBe('x');
  });

  it.each([
    '*bold',
    '** x',
    '\r* x',
    'a <',
    '{ "a": 1 }',
    '{',
    '} ',
    '100',
    '100 --:--',
    '>x',
    'a * b',
    ' * Closing',
    '1:2:3',
  ])('is not all that looks a little like it: %j', (line) => {
    const { response } = log('< HTTP/1.1 200 OK', '< ', line, 'x');
    expect(new TextDecoder().decode(response?.body)).toBe(`${line}\nx`);
  });

  it.each([
    ['{}* Connection #12 to host mpp.example.com left intact', '{}'],
    ['{}* Closing connection 0', '{}'],
    ['{}* Closing connection', '{}'],
    ['{}* Connection #1 to host a b left intact', '{}* Connection #1 to host a b left intact'],
    ['{}* Connection #1 to host a left intact too', '{}* Connection #1 to host a left intact too'],
  ])('ends a body on a terminal: %j', (line, expected) => {
    const { response } = log('< HTTP/1.1 200 OK', '< ', line);
    expect(new TextDecoder().decode(response?.body)).toBe(expected);
  });
});
