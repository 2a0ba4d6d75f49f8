import { describe, expect, it } from 'vitest';
import { openFilesFailure } from '../../cli/open-files.js';

describe('an error of the system', () => {
  it.each(['EMFILE', 'ENFILE'])('%s is told with what to do, and is kept as the cause', (code) => {
    const error = Object.assign(new Error('too many open files'), { code });
    const failure = openFilesFailure(error);
    expect(failure).toMatchObject({ exitCode: 1, cause: error });
    expect(failure?.message).toContain('raise the limit, such as with ulimit -n 65536');
  });

  it.each([Object.assign(new Error('none'), { code: 'ENOENT' }), new Error('none'), 'EMFILE', undefined])(
    'of another kind is not: %o',
    (error) => {
      expect(openFilesFailure(error)).toBeUndefined();
    },
  );
});
