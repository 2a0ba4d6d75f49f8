import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DestinationStream } from 'pino';
import type { ReferenceMpp } from '../mobile-payment-provider.js';
import { AdminActions } from './admin-action.js';
import { type AdminPages, type AdminServer, startAdminServer } from './admin-server.js';
import { assembleMpp, assembleServer, type Parts } from './assembly.js';
import { type Channels, openChannels } from './channels.js';
import { LogOutput } from './log-output.js';
import type { Metrics } from './metrics.js';
import { mppActions } from './mpp-actions.js';
import { bringsAllStores, checksOf, closeParts, type OwnParts, reloadsOf } from './own-parts.js';
import { plainText } from './plain-text.js';
import { Readiness } from './readiness.js';
import { reloadOnChange } from './reload.js';
import { openRegistry, type Registry, type SandboxKeys } from './registry.js';
import type { ServiceLog } from './service-log.js';
import { readSettings, type Settings, SettingsError } from './settings.js';
import { allOrFaults } from './start-faults.js';
import { openStores, type Stores } from './stores.js';
import { TextLog } from './text-log.js';
import { readTls, tlsReload } from './tls-files.js';

/** What the service gets from the program that starts it, besides the parts that an MPP brings. */
export interface ServiceOptions extends OwnParts {
  /** Default: read from the environment of the process. */
  readonly settings?: Settings;
  /** Where the log and, in the sandbox, the OTPs go. Default: standard output, by a `LogOutput`. */
  readonly output?: DestinationStream;
  /** Called for the sandbox's keys when nothing takes their place. Default: there are none, which is a fault. */
  readonly sandboxKeys?: () => Promise<SandboxKeys>;
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
 * Starts the reference MPP as a process: stores, channels, log, metrics, admin port, files that may change. What the MPP brings
 * takes the place of what the settings name, and all the rest stays.
 * @throws SettingsError, DirectoryFileError, KeyError for what cannot be used; the system's error when it cannot listen
 * @example
 * const service = await startService({ directory, findClient, channels: { MOBILE: sms }, signingKey: { keyVersion: '1', sign } });
 * obeySignals(service);
 */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { settings = readSettings(process.env, options), output = new LogOutput(), ...own } = options;
  const log = await openLog(settings, output);
  // Shared stores need a shared secret, which the settings require; a single instance makes one that nobody knows.
  const hashSecret = settings.OTP_HASH_SECRET ?? randomBytes(32);
  const stores = await openStores(settings, own, hashSecret, log);
  // Closed in the reverse order of opening.
  const closing: (() => Promise<void>)[] = [() => stores.close(), () => closeParts(own)];
  try {
    const metrics = await openMetrics(settings, stores);
    if (output instanceof LogOutput) watchLog(output, log, metrics);
    const [registry, channels] = await openFiles(settings, { ...options, output }, log);
    closing.unshift(() => channels.close());
    const parts: Parts = { settings, own, hashSecret, log, metrics, stores, registry, channels };
    const mpp = assembleMpp(parts);
    const server = await assembleServer(parts, mpp);

    const reloads = [...registry.reloads, ...tlsReload(settings, server), ...reloadsOf(own)];
    const watches = reloads.map((reloadable) => reloadOnChange(reloadable, log, metrics));
    closing.unshift(() => {
      for (const watch of watches) watch.stop();
      return Promise.resolve();
    });
    await Promise.all(watches.map((watch) => watch.start(options.fileWatchMs ?? 1_000)));
    const readiness = new Readiness([...stores.checks, ...channels.checks, ...checksOf(own)]);
    const admin =
      metrics === undefined
        ? undefined
        : await startAdmin(settings, {
            readiness,
            metrics,
            actions: new AdminActions(mppActions(settings, mpp), log, metrics),
          });
    closing.unshift(async () => admin?.close());
    const { url } = await server.listen({ host: settings.HOST, port: settings.PORT });
    readiness.start();
    warn(settings, own, log);

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
  { sandboxKeys = noSandboxKeys, output, ...own }: ServiceOptions & { readonly output: DestinationStream },
  log: ServiceLog,
): Promise<readonly [Registry, Channels, unknown]> {
  const show = (text: string): void => {
    output.write(text);
  };
  return allOrFaults([
    openRegistry(settings, own, sandboxKeys, log),
    openChannels(settings, own, show),
    // The certificate is read again with the server.
    readTls(settings),
  ]);
}

function noSandboxKeys(): Promise<SandboxKeys> {
  const fault =
    'DIRECTORY_FILE or MPP_KEYS is not set, and the program brings neither directory and findClient nor a signingKey';
  return Promise.reject(new SettingsError([fault]));
}

/** Settings that work but are probably not intended. */
function warn(settings: Settings, own: OwnParts, log: ServiceLog): void {
  const { mode, REDIS_URL } = settings;
  for (const { what } of plainText(settings)) log.notice({ level: 'warn', what });
  if (mode === 'sandbox' || REDIS_URL !== undefined || bringsAllStores(own)) return;
  const what = 'REDIS_URL is not set: OTPs, limits and outcomes are kept in memory, for one instance only';
  log.notice({ level: 'warn', what });
}

/** Lines that the log loses are counted, and reported as soon as it can be written again. */
function watchLog(output: LogOutput, log: ServiceLog, metrics: Metrics | undefined): void {
  metrics?.countDroppedLines(() => output.droppedLines);
  output.whenRecovered(({ droppedLines, reason }) => {
    const details = { droppedLines: String(droppedLines), reason };
    log.notice({ level: 'warn', what: 'the log can be written again; some lines were dropped', details });
  });
}

// Libraries that not every service needs are loaded by those that do: those for Redis, mail, metrics, YAML and JSON logs take
// a third of a start together.

/** Without an admin port nobody can read them. */
async function openMetrics({ ADMIN_PORT }: Settings, { inFlight }: Stores): Promise<Metrics | undefined> {
  if (ADMIN_PORT === undefined) return undefined;
  const { Metrics } = await import('./metrics.js');
  return new Metrics(inFlight);
}

async function openLog({ LOG_FORMAT, LOG_LEVEL }: Settings, output: DestinationStream): Promise<ServiceLog> {
  if (LOG_FORMAT === 'json') {
    const { JsonLog, jsonLogger } = await import('./json-log.js');
    return new JsonLog(jsonLogger(LOG_LEVEL, output));
  }
  return new TextLog((line) => {
    output.write(line);
  }, LOG_LEVEL);
}

async function startAdmin(
  { ADMIN_HOST: host, ADMIN_PORT: port }: Settings,
  pages: AdminPages,
): Promise<AdminServer | undefined> {
  if (port === undefined) return undefined;
  return startAdminServer({ host, port }, pages).catch((error: unknown) => {
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
