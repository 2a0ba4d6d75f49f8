import { describe, expect, it } from 'vitest';
import { elsewhere, otherSpellings, otherVersions } from '../../../conformance/cases/path.js';

describe('a path beside the one of an operation', () => {
  it('differs in its last part', () => {
    expect(elsewhere('/aps/api/v1/users/sendOTP')).toBe('/aps/api/v1/users/noSuchOperation');
    expect(elsewhere('/aps/api/v1/users/sendOTP', 'x')).toBe('/aps/api/v1/users/x');
  });

  it('is the same in other cases, as far as it is another then', () => {
    expect(otherSpellings('/aps/api/v1/users/sendOTP')).toEqual({
      sendOtp: '/aps/api/v1/users/sendOtp',
      'the version in upper case': '/aps/api/V1/users/sendOTP',
      'lower case': '/aps/api/v1/users/sendotp',
      'upper case': '/APS/API/V1/USERS/SENDOTP',
    });
    expect(otherSpellings('/aps/check')).toEqual({ 'upper case': '/APS/CHECK' });
  });

  it('has another version, as far as it has one', () => {
    expect(otherVersions('/aps/api/v1/users/sendOTP')).toEqual({
      'the next version': '/aps/api/v2/users/sendOTP',
      'no version': '/aps/api/users/sendOTP',
      'a point in it': '/aps/api/v1.0/users/sendOTP',
      'a 0 before it': '/aps/api/v01/users/sendOTP',
    });
    expect(otherVersions('/aps/check')).toEqual({});
    expect(otherVersions('/aps/v12/check')).toMatchObject({ 'the next version': '/aps/v13/check' });
    expect(otherSpellings('/aps/v12/check')).toMatchObject({ 'the version in upper case': '/aps/V12/check' });
  });
});
