import { describe, expect, it } from 'vitest';
import { pathOf, pathWithQuery } from '../../../server/contract/request/request-target.js';

describe('a request target', () => {
  it.each([
    ['/a/b?c=d', '/a/b?c=d'],
    ['//a', '//a'],
    ['http://host/a/b?c=d', '/a/b?c=d'],
    ['HTTPS://host:8443/a', '/a'],
    ['http://user@host/a', '/a'],
    ['http://[::1]:80/a', '/a'],
    ['http://host', '/'],
    ['http://host?x=/y', '/?x=/y'],
    ['http://host//a', '//a'],
    ['*', '*'],
    ['host:443', 'host:443'],
    ['a/b', 'a/b'],
    ['a?to=http://host/b', 'a?to=http://host/b'],
  ])('CALL-2: %s is %s', (target, expected) => {
    expect(pathWithQuery(target)).toBe(expected);
  });

  it('CALL-4: its path ends at the first question mark', () => {
    expect(pathOf('/a?b?c')).toBe('/a');
    expect(pathOf('/a')).toBe('/a');
  });
});
