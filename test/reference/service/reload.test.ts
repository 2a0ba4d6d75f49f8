import { describe, expect, it } from 'vitest';
import { DirectoryFileError } from '@sendotp-contract/reference';
import { reloadOnChange } from '../../../server/reference/service/reload.js';
import { NoticeLog } from './notice-log.js';

/** Something that is read again like this, and what the log says of it. */
function reloading(reload: () => Promise<void>) {
  const log = new NoticeLog();
  const watch = reloadOnChange({ what: 'users', paths: () => [], reload }, log, undefined);
  return { watch, notices: log.notices };
}

describe('what is read again', () => {
  it('is said to be in use once it is', async () => {
    let finish: () => void = () => undefined;
    const { watch, notices } = reloading(() => new Promise<void>((resolve) => (finish = resolve)));
    const reloaded = watch.reload();
    await new Promise(setImmediate);
    expect(notices).toEqual([]);
    finish();
    await reloaded;
    expect(notices).toEqual([{ level: 'info', what: 'users: the change is in use' }]);
  });

  it.each([
    [
      'its message, where that names places only',
      new DirectoryFileError(['users[1].phone']),
      'users[1].phone',
    ],
    ['its name', new RangeError('of +12025550142'), 'RangeError'],
    [
      'its name and its code',
      Object.assign(new RangeError('of +12025550142'), { code: 'EDOWN' }),
      'RangeError (EDOWN)',
    ],
  ])('and cannot be used is in the log with its reason: of an error %s', async (_, error, reason) => {
    const { watch, notices } = reloading(() => Promise.reject(error));
    await watch.reload();
    expect(notices).toEqual([
      {
        level: 'error',
        what: 'users: the change cannot be used, the earlier content stays in use',
        details: { reason },
      },
    ]);
  });
});
