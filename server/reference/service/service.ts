import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DestinationStream } from 'pino';
import type { ReferenceMpp } from '../mobile-payment-provider.js';
import { type AdminServer, startAdminServer } from './admin-server.js';
import { assembleMpp, assembleServer, type Parts } from './assembly.js';
import { type Channels, openChannels, readTexts } from './channels.js';
import { JsonLog, jsonLogger } from './json-log.js';
import { LogOutput } from './log-output.js';
import { Metrics } from './metrics.js';
import { plainText } from './plain-text.js';
import { Readiness } from './readiness.js';
import { reloadOnChange } from './reload.js';
import { openRegistry, type Registry, type SandboxKeys } from './registry.js';
import type { ServiceLog } from './service-log.js';
import { type Settings, SettingsError, trySettings } from './settings.js';
import { allOrFaults, faultsOf } from './start-faults.js';
import { openStores } from './stores.js';
import { TextLog } from './text-log.js';
import { readTls, tlsReload } from './tls-files.js';

/** What the service gets from the program that starts it. */
export interface ServiceSurroundings {
  /** Where the log and, in the sandbox, the OTPs go: in a process of its own, a `LogOutput`. */
  readonly output: DestinationStream;
  /** Called for the sandbox's keys when no file takes their place. */
  readonly sandboxKeys: () => Promise<SandboxKeys>;
  /** Interval at which the files are checked for changes, in ms. Default 1,000. */
  readonly fileWatchMs?: number;
}

/** A running Mobile Payment Provider. */
export interface Service {
  readonly url: string;
  /** Undefined when there is no admin port. */
  readonly adminUrl: string | undefined;
  /** For the MPP's own verifyOTP: its `checkOtp` knows every OTP that any instance on the same Redis has sent. */
  readonly mpp: ReferenceMpp;
  readonly log: ServiceLog;
  /** Reads all files again, whether or not they have changed; what cannot be used has no effect and is logged. */
  reload(): Promise<void>;
  /** Ends the wait of a `close` in progress: the requests in flight are answered at once. */
  closeSoon(): void;
  /** Reports that it is not ready, waits, answers the requests in flight, and ends. Calling it again has no further effect. */
  close(): Promise<void>;
}

/**
 * Starts the reference MPP as a process: stores, channels, log, metrics, admin port, files that may change.
 * @throws SettingsError, DirectoryFileError, KeyError for what cannot be used; the system's error when it cannot listen
 */
export async function startService(settings: Settings, surroundings: ServiceSurroundings): Promise<Service> {
  const log = openLog(settings, surroundings.output);
  // Shared stores need a shared secret, which the settings require; a single instance makes one that nobody knows.
  const hashSecret = settings.OTP_HASH_SECRET ?? randomBytes(32);
  const stores = await openStores(settings, hashSecret, log);
  // Closed in the reverse order of opening.
  const closing: (() => Promise<void>)[] = [() => stores.close()];
  try {
    const metrics = new Metrics(stores.inFlight);
    if (surroundings.output instanceof LogOutput) watchLog(surroundings.output, log, metrics);
    const [registry, channels] = await openFiles(settings, surroundings, log);
    closing.unshift(() => channels.close());
    const parts: Parts = { settings, hashSecret, log, metrics, stores, registry, channels };
    const mpp = assembleMpp(parts);
    const server = await assembleServer(parts, mpp);

    const watches = [...registry.reloads, ...tlsReload(settings, server)].map((reloadable) =>
      reloadOnChange(reloadable, log, metrics),
    );
    closing.unshift(() => {
      for (const watch of watches) watch.stop();
      return Promise.resolve();
    });
    await Promise.all(watches.map((watch) => watch.start(surroundings.fileWatchMs ?? 1_000)));
    const readiness = new Readiness([...stores.checks, ...channels.checks]);
    const admin = await startAdmin(settings, readiness, metrics);
    closing.unshift(async () => admin?.close());
    const { url } = await server.listen({ host: settings.HOST, port: settings.PORT });
    readiness.start();
    warn(settings, log);

    let closed: Promise<void> | undefined;
    const soon = new AbortController();
    const close = async (): Promise<void> => {
      readiness.stop();
      log.notice({ level: 'info', what: 'stopping: answering the requests in flight' });
      await sleep(settings.SHUTDOWN_DELAY_MS, undefined, { signal: soon.signal }).catch(() => undefined);
      await server.close({ graceMs: settings.SHUTDOWN_GRACE_MS });
      await closeAll(closing);
    };
    return {
      url,
      adminUrl: admin?.url,
      mpp,
      log,
      reload: async () => {
        await Promise.all(watches.map((watch) => watch.reload()));
      },
      closeSoon: () => {
        soon.abort();
      },
      close: () => (closed ??= close()),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** Reads every file that the settings name. */
async function openFiles(
  settings: Settings,
  { sandboxKeys, output }: ServiceSurroundings,
  log: ServiceLog,
): Promise<readonly [Registry, Channels, unknown]> {
  const show = (text: string): void => {
    output.write(text);
  };
  return allOrFaults([
    openRegistry(settings, sandboxKeys, log),
    openChannels(settings, show),
    // The certificate is read again with the server.
    readTls(settings),
  ]);
}

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
  const output = { write: () => undefined };
  const sandboxKeys = (): Promise<SandboxKeys> => Promise.reject(new SettingsError([]));
  // A channel needs several settings, of which one may be among the faults; its file is read alone.
  const { MESSAGES_FILE } = settings;
  const more = await allOrFaults([
    openRegistry(settings, sandboxKeys, new TextLog(output.write)),
    readTexts({ MESSAGES_FILE }),
    readTls(settings),
  ]).then(
    () => [],
    (error: unknown) => faultsOf(error) ?? [],
  );
  throw new SettingsError([...faults, ...more]);
}

/** Settings that work but are probably not intended. */
function warn(settings: Settings, log: ServiceLog): void {
  const { mode, REDIS_URL } = settings;
  for (const { what } of plainText(settings)) log.notice({ level: 'warn', what });
  if (mode === 'sandbox' || REDIS_URL !== undefined) return;
  const what = 'REDIS_URL is not set: OTPs, limits and outcomes are kept in memory, for one instance only';
  log.notice({ level: 'warn', what });
}

/** Lines that the log loses are counted, and reported as soon as it can be written again. */
function watchLog(output: LogOutput, log: ServiceLog, metrics: Metrics): void {
  metrics.countDroppedLines(() => output.droppedLines);
  output.whenRecovered(({ droppedLines, reason }) => {
    const details = { droppedLines: String(droppedLines), reason };
    log.notice({ level: 'warn', what: 'the log can be written again; some lines were dropped', details });
  });
}

function openLog({ LOG_FORMAT, LOG_LEVEL }: Settings, output: DestinationStream): ServiceLog {
  if (LOG_FORMAT === 'json') return new JsonLog(jsonLogger(LOG_LEVEL, output));
  return new TextLog((line) => {
    if (LOG_LEVEL !== 'silent') output.write(line);
  });
}

async function startAdmin(
  { ADMIN_HOST: host, ADMIN_PORT: port }: Settings,
  readiness: Readiness,
  metrics: Metrics,
): Promise<AdminServer | undefined> {
  if (port === undefined) return undefined;
  return startAdminServer({ host, port }, { readiness, metrics }).catch((error: unknown) => {
    // Names its own setting: advice on PORT would not help.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    const what = `ADMIN_PORT: cannot listen on ${host}:${port} (${code}); choose another port, or off`;
    throw new SettingsError([what]);
  });
}

/** In order, each even if an earlier one fails. */
async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closing) await close().catch(() => undefined);
}
