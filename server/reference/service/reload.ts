import { KeyError } from '@sendotp-contract/message';
import { loggableError } from '@sendotp-contract/server';
import { DirectoryFileError } from '../directory/directory-file.js';
import { FileWatch } from './file-watch.js';
import type { Metrics } from './metrics.js';
import type { ServiceLog } from './service-log.js';
import { SettingsError } from './settings.js';

/** Content of files that can be read again while the service runs. */
export interface Reloadable {
  /** For the log and the metrics. */
  readonly what: string;
  /** The files and folders it is currently read from. */
  readonly paths: () => readonly string[];
  /** Reads again; rejects and changes nothing when the content cannot be used. */
  readonly reload: () => Promise<void>;
}

/** Reads it again whenever its files change, and logs the result. A broken edit does not stop the service. */
export function reloadOnChange(
  { what, paths, reload }: Reloadable,
  log: ServiceLog,
  metrics: Metrics,
): FileWatch {
  return new FileWatch(paths, async () => {
    try {
      await reload();
      metrics.reload(what, 'taken');
      log.notice({ level: 'info', what: `${what}: the change is in use` });
    } catch (error) {
      metrics.reload(what, 'refused');
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
