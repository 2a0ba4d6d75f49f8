import { FileWatch } from './file-watch.js';
import type { Metrics } from './metrics.js';
import type { ServiceLog } from './service-log.js';

/** Something that is read from files and may be read again while the service runs. */
export interface Reloadable {
  /** For the log and the metrics. */
  readonly what: string;
  /** The files and folders it is read from now. */
  readonly paths: () => readonly string[];
  /** Reads again; rejects and changes nothing when what is there cannot be used. */
  readonly reload: () => Promise<void>;
}

/** Reads it again whenever its files change, and says what became of that: a broken edit takes nothing down. */
export function reloadOnChange(
  { what, paths, reload }: Reloadable,
  log: ServiceLog,
  metrics: Metrics,
): FileWatch {
  return new FileWatch(paths, async () => {
    try {
      await reload();
      metrics.reload(what, 'taken');
      log.notice({ level: 'info', what: `${what}: the change is taken` });
    } catch (error) {
      metrics.reload(what, 'refused');
      const reason = error instanceof Error ? error.message : 'unknown';
      log.notice({
        level: 'error',
        what: `${what}: the change cannot be used, the old one stays`,
        details: { reason },
      });
    }
  });
}
