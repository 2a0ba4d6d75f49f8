import { readTexts } from './channels.js';
import { openRegistry } from './registry.js';
import { type Settings, SettingsError, trySettings } from './settings.js';
import { allOrFaults, faultsOf } from './start-faults.js';
import { TextLog } from './text-log.js';
import { readTls } from './tls-files.js';

/**
 * Reads every setting, as `readSettings` does. If one has a fault, the files that the others name are read too, so that all
 * faults are listed at once.
 * @throws SettingsError
 */
export async function readSettingsAndFiles(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Settings> {
  const { settings, faults } = trySettings(environment);
  if (faults.length === 0) return settings;
  const noLog = new TextLog(() => undefined, 'silent');
  const more = await allOrFaults([
    openRegistry(settings, {}, () => Promise.reject(new SettingsError([])), noLog),
    // A channel needs several settings, of which one may be among the faults; its texts are read alone.
    readTexts(settings),
    readTls(settings),
  ]).then(
    () => [],
    (error: unknown) => faultsOf(error) ?? [],
  );
  throw new SettingsError([...faults, ...more]);
}
