import { describe, expect, it } from 'vitest';
import { derFromBytes, derFromText } from '../../message/key-text.js';

const der = Buffer.from('3003020101', 'hex');
const base64 = der.toString('base64');
const pem = `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
const base64Of = (text: string): string => Buffer.from(text).toString('base64');

describe('SIG-6: a key is read from', () => {
  it.each([
    ['PEM', pem],
    ['PEM with text around it', `Bag Attributes: x\n${pem}\nlast line`],
    ['PEM in several lines', pem.replace(base64, Array.from(base64).join('\n'))],
    ['PEM with \\n written out', pem.replaceAll('\n', '\\n')],
    ['PEM with \\r\\n written out', pem.replaceAll('\n', '\\r\\n')],
    ['bare base64', base64],
    ['bare base64 with white space in and around it', ` ${Array.from(base64).join('\t \r\n')}\n`],
    ['bare base64 with a byte order mark', `\uFEFF${base64}`],
    ['base64 of a PEM', base64Of(pem)],
    ['base64 of a PEM with 4,000 characters of text before it', base64Of(`${'x\n'.repeat(2_000)}${pem}`)],
  ])('%s', (_, text) => {
    expect(derFromText(text)).toEqual(new Uint8Array(der));
    expect(derFromBytes(Buffer.from(text))).toEqual(new Uint8Array(der));
  });

  it('the bytes of DER', () => {
    expect(derFromBytes(der)).toEqual(new Uint8Array(der));
  });
});

describe('SIG-6: a text that is no key is named:', () => {
  it.each([
    'file:keys/mpp',
    'file:///etc/keys/mpp',
    '/etc/keys/mpp',
    '~/keys/mpp',
    './keys/mpp',
    '../keys/mpp',
    '.\\keys\\mpp',
    '..\\keys\\mpp',
    'C:\\keys\\mpp',
    'd:\\keys\\mpp',
    `/${'k'.repeat(300)}`,
    ...['pem', 'key', 'der', 'pub', 'txt', 'crt', 'cer', 'PEM'].map((ending) => `keys/mpp-1_a.${ending}`),
    'keys\\mpp.pem',
    ' ./keys/mpp\n',
  ])('the path %j', (text) => {
    expect(() => derFromText(text)).toThrow('the key looks like the path of a file');
  });

  it.each([
    ['a key with a line feed before it that begins like a path', `/etc/\n${'!'.repeat(10)}`],
    ['a long text that begins like a path', `/${'!'.repeat(301)}`],
    ['a text that only ends like a path', 'the file keys/mpp.pem'],
    ['a text that begins like the name of a file', 'mpp.pem!'],
    ['a text with a path in it', 'see /etc/keys!'],
    ['a drive of two letters', 'CD:\\keys'],
    ['another extension', 'mpp.pem.old'],
    ['half a PEM', pem.slice(0, -10)],
    ['a PEM that ends with another label', pem.replace('END PRIVATE', 'END PUBLIC')],
    ['a PEM with a label in small letters', pem.replaceAll('PRIVATE KEY', 'private key')],
  ])('%s', (_, text) => {
    expect(() => derFromText(text)).toThrow('the key is neither PEM nor base64 DER');
  });

  it.each(['', ' ', '\n\t'])('nothing: %j', (text) => {
    expect(() => derFromText(text)).toThrow('the key is empty');
  });

  it.each([
    [2, pem + pem],
    [3, pem + pem + pem],
  ])('%i PEM blocks', (count, text) => {
    expect(() => derFromText(text)).toThrow(`there are ${count} PEM blocks in the key`);
  });
});

it('SIG-6: what is in a PEM is the key: another PEM in it is left as it is', () => {
  const inner = base64Of(pem);
  const text = `-----BEGIN PRIVATE KEY-----\n${inner}\n-----END PRIVATE KEY-----`;
  expect(derFromText(text)).toEqual(new Uint8Array(Buffer.from(pem)));
});
