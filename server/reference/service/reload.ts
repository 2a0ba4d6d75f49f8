import { KeyError } from '@sendotp-contract/message';
import { loggableError } from '@sendotp-contract/server';
import { DirectoryFileError } from '../directory/directory-file-error.js';
import { FileWatch } from './file-watch.js';
import type { Metrics } from './metrics.js';
import type { Reloadable } from './reloadable.js';
import type { ServiceLog } from './service-log.js';
import { SettingsError } from './settings.js';

/** Reads it again whenever its files change, and logs the result. A broken edit does not stop the service. */
export function reloadOnChange(
  { what, paths, reload }: Reloadable,
  log: ServiceLog,
  metrics: Metrics | undefined,
): FileWatch {
  return new FileWatch(paths, async () => {
    try {
      await reload();
      metrics?.reload(what, 'taken');
      log.notice({ level: 'info', what: `${what}: the change is in use` });
    } catch (error) {
      metrics?.reload(what, 'refused');
      log.notice({
        level: 'error',
        what: `${what}: the change cannot be used, the earlier content stays in use`,
        details: { reason: reasonOf(error) },
      });
    }
  });
}

/** The messages of these errors name places and contain no values; those of other errors may. */
function reasonOf(error: unknown): string {
  if (error instanceof DirectoryFileError || error instanceof KeyError || error instanceof SettingsError)
    return error.message;
  const { name, code } = loggableError(error);
  return code === undefined ? name : `${name} (${code})`;
}
