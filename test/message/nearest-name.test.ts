import { describe, expect, it } from 'vitest';
import { nearestName, suggestion } from '../../message/nearest-name.js';

const names = ['clientId', 'keyVersion', 'timeoutMs', 'fetch'];

describe('a name that nobody knows', () => {
  it.each([
    ['with one letter too few', 'clientd', 'clientId'],
    ['with one letter too many', 'timeoutsMs', 'timeoutMs'],
    ['with two letters changed', 'kyeVersion', 'keyVersion'],
    ['in another case', 'CLIENTID', 'clientId'],
    ['with another end', 'timeout', 'timeoutMs'],
    ['with another beginning', 'eyVersion', 'keyVersion'],
    ['that is right', 'fetch', 'fetch'],
  ])('%s is recognised', (_, name, meant) => {
    expect(nearestName(name, names)).toBe(meant);
    expect(suggestion(name, names)).toBe(`did you mean ${meant}?`);
  });

  it('is recognised in small letters among names in capital ones, such as those of settings', () => {
    expect(nearestName('rate_limits', ['SENDING_LIMITS', 'RATE_LIMITS'])).toBe('RATE_LIMITS');
  });

  it('has three letters wrong, in a short name and in a long one', () => {
    expect(nearestName('fexyz', ['fetch'])).toBe('fetch');
    expect(nearestName('fwxyz', ['fetch'])).toBeUndefined();
    expect(nearestName('1234efghij', ['abcdefghij'])).toBe('abcdefghij');
    expect(nearestName('12345fghij', ['abcdefghij'])).toBeUndefined();
  });

  it('is the nearest of several, whatever their order', () => {
    expect(nearestName('signer', ['sign', 'signed', 'singer'])).toBe('signed');
    expect(nearestName('signer', ['signed', 'singer', 'sign'])).toBe('signed');
    expect(nearestName('signer', ['singer', 'sign', 'signed'])).toBe('signed');
  });

  it('is like none of them: they are listed', () => {
    expect(nearestName('proxy-authorization', names)).toBeUndefined();
    expect(nearestName('', names)).toBeUndefined();
    expect(nearestName('clientId', [])).toBeUndefined();
    expect(suggestion('proxy-authorization', names)).toBe('expected clientId, keyVersion, timeoutMs, fetch');
  });
});
