import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentOf, countOf, leadsTo, usual } from './names-of.js';

describe('SIG-1, SIG-2: the parts were put together in another way', () => {
  const { path, clientId, time, body } = usual;
  /** The content with other text between its parts. */
  const joined = (afterMethod: string, afterPath: string, afterClientId = '.', afterTime = '.'): string =>
    `POST${afterMethod}${path}${afterPath}${clientId}${afterClientId}${time}${afterTime}${body}`;
  const right = contentOf({}).toString();

  it.each<[id: string, what: string, signed: string]>([
    ...['', ' ', '.', ','].map((mark): [string, string, string] => [
      'line-feed-missing',
      JSON.stringify(mark),
      joined(' ', mark),
    ]),
    ...['\n\n', '\r\n\r\n', '\n\r\n'].map((mark): [string, string, string] => [
      'line-feed-doubled',
      JSON.stringify(mark),
      joined(' ', mark),
    ]),
    ...['\r\n', '\r', '\n\r'].map((mark): [string, string, string] => [
      'line-feed-crlf',
      JSON.stringify(mark),
      joined(' ', mark),
    ]),
    ...['\\n', '\\r\\n', '/n'].map((mark): [string, string, string] => [
      'line-feed-written-out',
      mark,
      joined(' ', mark),
    ]),
    ...['', '  ', '\n', '\t', '.', ':'].map((mark): [string, string, string] => [
      'blank-after-method',
      JSON.stringify(mark),
      joined(mark, '\n'),
    ]),
    ['dots-missing', 'the first', joined(' ', '\n', '')],
    ['dots-missing', 'the second', joined(' ', '\n', '.', '')],
    ...['', '\n', ',', ':', '&', ' ', '|', '. '].map((mark): [string, string, string] => [
      'dots-missing',
      `both are ${JSON.stringify(mark)}`,
      joined(' ', '\n', mark, mark),
    ]),
    ...['\n', '.\n', '..'].flatMap((mark): [string, string, string][] => [
      ['dots-missing', `the first is ${JSON.stringify(mark)}`, joined(' ', '\n', mark)],
      ['dots-missing', `the second is ${JSON.stringify(mark)}`, joined(' ', '\n', '.', mark)],
    ]),
    ...['\n', '\r\n', ' ', '.', '\0'].map((end): [string, string, string] => [
      'content-end',
      `${JSON.stringify(end)} behind it`,
      `${right}${end}`,
    ]),
    ...['\n', ' ', '\uFEFF'].map((start): [string, string, string] => [
      'content-end',
      `${JSON.stringify(start)} before it`,
      `${start}${right}`,
    ]),
    ['time-before-client', 'time and Client-Id exchanged', `POST ${path}\n${time}.${clientId}.${body}`],
    ['first-line-missing', 'Client-Id, time and body', `${clientId}.${time}.${body}`],
    ['first-line-missing', 'the body alone', body],
    ['first-line-missing', 'with the version of HTTP', `POST ${path} HTTP/1.1\n${clientId}.${time}.${body}`],
  ])('%s: %s', async (id, _, signed) => {
    expect(await leadsTo(id, signed, {})).toBe(true);
  });
});

describe('SIG-4: the content was changed before it was signed', () => {
  const received = { body: '{"é":"1"}' };
  const content = contentOf(received);
  const hash = createHash('sha256').update(content).digest();
  const ids = ['hash-twice', 'content-encoded'];

  it.each<[id: string, what: string, signed: string | Uint8Array]>([
    ['hash-twice', 'its hash', hash],
    ['hash-twice', 'its hash in hexadecimal', hash.toString('hex')],
    ['hash-twice', 'its hash in capital hexadecimal', hash.toString('hex').toUpperCase()],
    ['hash-twice', 'its hash in base64', hash.toString('base64')],
    ['content-encoded', 'base64', content.toString('base64')],
    ['content-encoded', 'UTF-16, little-endian', Buffer.from(content.toString(), 'utf16le')],
    ['content-encoded', 'UTF-16, big-endian', Buffer.from(content.toString(), 'utf16le').swap16()],
    ['content-encoded', 'hexadecimal', content.toString('hex')],
    ['content-encoded', 'URL-encoded', encodeURIComponent(content.toString())],
  ])('%s: %s', async (id, _, signed) => {
    expect(await leadsTo(id, signed, received)).toBe(true);
  });

  it('with another mistake, fewer encodings are tried', () => {
    expect(ids.map((id) => countOf(id, received))).toEqual([4, 5]);
    expect(ids.map((id) => countOf(id, { ...received, isOneOfTwo: true }))).toEqual([4, 2]);
  });
});
