import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkMediaType } from '../../../server/contract/request/media-type.js';

const check = (contentType: string): void => {
  const message = Object.assign(new IncomingMessage(new Socket()), {
    headers: { 'content-type': contentType },
  });
  checkMediaType(Object.assign(message, { accepts: (): false => false }));
};

describe('Content-Type', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json ; Charset="UTF-8"',
    'application/json; p=1; charset=utf-8',
    'application/json; p="a;b\\"c"; charset=utf-8',
    'application/json;',
    'application/json; ; charset=utf-8',
    'application/json; charset=utf-8 ',
  ])('HDR-4: %s is JSON in UTF-8', (contentType) => {
    expect(() => {
      check(contentType);
    }).not.toThrow();
  });

  it.each([
    ['text/plain', 'not application/json'],
    ['application/json-seq', 'not application/json'],
    ['application/json charset=utf-8', 'not application/json'],
    ['application/json,text/html', 'not application/json'],
    ['', 'not application/json'],
    ['application/json; charset=latin1', 'charset is not UTF-8'],
    ['application/json; charset="latin1"', 'charset is not UTF-8'],
    ['application/json; charset=utf-8; charset=latin1', 'charset is not UTF-8'],
    ['application/json; charset=latin1; charset=utf-8', 'charset is not UTF-8'],
    ['application/json; charset=""', 'charset is not UTF-8'],
    ['application/json; charset', 'malformed'],
    ['application/json; charset="utf-8', 'malformed'],
    ['application/json; =x', 'malformed'],
    ['application/json; charset=utf-8 x', 'malformed'],
    ['application/json; charset = utf-8', 'malformed'],
  ])('RC-8: %s is refused: %s', (contentType, reason) => {
    expect(() => {
      check(contentType);
    }).toThrow(reason);
  });
});
