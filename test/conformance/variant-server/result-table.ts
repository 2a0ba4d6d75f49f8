import type { Habits } from './habits.js';

/** The result codes, written a second time: what the judge compares with must not come from what it is tested by. */
export const table: Habits['codes'] = {
  SUCCESS: ['S', 'Success'],
  ACCESS_DENIED: ['F', 'Access is denied.'],
  EXPIRED_ACCESS_TOKEN: ['F', 'The access token is expired.'],
  INVALID_CLIENT: ['F', 'The client is invalid.'],
  INVALID_SIGNATURE: ['F', 'The signature is invalid.'],
  INVALID_TOKEN: ['F', 'The access token is invalid.'],
  KEY_NOT_FOUND: ['F', 'The key is not found.'],
  MEDIA_TYPE_NOT_ACCEPTABLE: [
    'F',
    'The server does not implement the media type that is acceptable to the client.',
  ],
  METHOD_NOT_SUPPORTED: ['F', 'The server does not implement the requested HTTPS method.'],
  NO_INTERFACE_DEF: ['F', 'API is not defined.'],
  OTP_SEND_TIMES_EXCEED_LIMIT: ['F', 'The times of sending OTP exceed the limit.'],
  PARAM_ILLEGAL: ['F', 'Illegal parameters. For example, non-numeric input, invalid date.'],
  PROCESS_FAIL: ['F', 'A general business failure occurred. Do not retry.'],
  USER_NOT_EXIST: ['F', 'The user does not exist.'],
  USER_STATUS_ABNORMAL: ['F', 'The user status is abnormal.'],
  REQUEST_TRAFFIC_EXCEED_LIMIT: ['U', 'The request traffic exceeds the limit.'],
  UNKNOWN_EXCEPTION: ['U', 'An API call failed, which is caused by unknown reasons.'],
};
