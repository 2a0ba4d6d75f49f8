import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkMediaType } from '../../../server/contract/request/media-type.js';

const checkHeaders = (headers: Readonly<Record<string, string>>, acceptVendorSdkRequests?: boolean): void => {
  const message = Object.assign(new IncomingMessage(new Socket()), { headers });
  checkMediaType(Object.assign(message, { accepts: (): false => false }), acceptVendorSdkRequests);
};
const check = (contentType: string): void => {
  checkHeaders({ 'content-type': contentType });
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
    'application/json ',
  ])('HDR-4: %s is JSON in UTF-8', (contentType) => {
    expect(() => {
      check(contentType);
    }).not.toThrow();
  });

  it.each([
    ['text/plain', 'not application/json'],
    ['application/json-seq', 'not application/json'],
    ['application/jsonl', 'not application/json'],
    ['application/json charset=utf-8', 'not application/json'],
    ['application/json,text/html', 'not application/json'],
    ['', 'not application/json'],
    ['application/json; charset=latin1', 'charset is not UTF-8'],
    ['application/json; charset="latin1"', 'charset is not UTF-8'],
    ['application/json; charset=utf-8; charset=latin1', 'charset is not UTF-8'],
    ['application/json; charset=latin1; charset=utf-8', 'charset is not UTF-8'],
    ['application/json; charset=""', 'charset is not UTF-8'],
    ['application/json; Charset=latin1', 'charset is not UTF-8'],
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

describe('Accept', () => {
  it.each([
    '*/*',
    'application/json',
    'application/*',
    'application/json; charset=utf-8',
    'text/html, application/json;q=0.1',
    'text/html, */*;q=0.1',
  ])('RC-8: %s takes JSON', (accept) => {
    expect(() => {
      checkHeaders({ accept });
    }).not.toThrow();
  });

  it.each([
    'text/html',
    'text/*, image/png',
    'application/json;q=0',
    'application/jsonp',
    'text/plain,text/xml',
  ])('RC-8: %s excludes JSON, whatever is said of SDKs', (accept) => {
    for (const acceptVendorSdkRequests of [false, true])
      expect(() => {
        checkHeaders({ accept }, acceptVendorSdkRequests);
      }).toThrow(/^Accept excludes application\/json$/);
  });

  it.each([
    'text/plain,text/xml,text/javascript,text/html',
    'text/plain, text/xml,  text/javascript, text/html',
  ])('RC-8: %s is the one of SDKs: taken where that is said, and named where it is not', (accept) => {
    expect(() => {
      checkHeaders({ accept }, true);
    }).not.toThrow();
    expect(() => {
      checkHeaders({ accept });
    }).toThrow(/merchant-side SDKs for Java and Python send \(see acceptVendorSdkRequests\)$/);
  });

  it('RC-8: the one of SDKs takes no other type of the body with it', () => {
    const accept = 'text/plain,text/xml,text/javascript,text/html';
    expect(() => {
      checkHeaders({ accept, 'content-type': 'text/plain' }, true);
    }).toThrow('Content-Type is not application/json');
  });
});

describe('Content-Encoding', () => {
  it.each(['identity', 'Identity'])('RC-8: %s is none', (encoding) => {
    expect(() => {
      checkHeaders({ 'content-encoding': encoding });
    }).not.toThrow();
  });

  it.each(['gzip', 'identity, gzip', ''])('RC-8: "%s" is refused', (encoding) => {
    expect(() => {
      checkHeaders({ 'content-encoding': encoding });
    }).toThrow('Content-Encoding is set');
  });
});
