import { randomBytes } from 'node:crypto';
import type { DestinationStream } from 'pino';
import type { ReferenceMpp } from '../mobile-payment-provider.js';
import { type AdminServer, startAdminServer } from './admin-server.js';
import { assembleMpp, assembleServer, type Parts } from './assembly.js';
import { openChannels } from './channels.js';
import { JsonLog, jsonLogger } from './json-log.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { reloadOnChange } from './reload.js';
import { openRecords, type SandboxKeys } from './records.js';
import type { ServiceLog } from './service-log.js';
import { type Settings, SettingsError } from './settings.js';
import { openStores } from './stores.js';
import { TextLog } from './text-log.js';
import { tlsReload } from './tls-files.js';

/** What the service is given by whoever starts it. */
export interface ServiceSurroundings {
  /** Where the log and, in the sandbox, the OTPs go. */
  readonly output: DestinationStream;
  /** Asked for the sandbox's keys when no file stands in for them. */
  readonly sandboxKeys: () => Promise<SandboxKeys>;
  /** Between two looks at the files that may change, in ms. Default 1,000. */
  readonly fileWatchMs?: number;
}

/** A Mobile Payment Provider that runs. */
export interface Service {
  readonly url: string;
  /** Undefined when there is no admin port. */
  readonly adminUrl: string | undefined;
  /** For a verifyOTP of the MPP's own: its `checkOtp` knows every OTP that any instance on the same Redis has sent. */
  readonly mpp: ReferenceMpp;
  readonly log: ServiceLog;
  /** Says it is not ready, waits, answers what is in flight, and ends. Calling it twice is the same as once. */
  close(): Promise<void>;
}

/**
 * Starts the reference MPP as a process: stores, channels, log, metrics, admin port, files that may change.
 * @throws SettingsError, DirectoryFileError, KeyError for what cannot be used; the system's error when it cannot listen
 */
export async function startService(settings: Settings, surroundings: ServiceSurroundings): Promise<Service> {
  const log = openLog(settings, surroundings.output);
  // Shared stores need a shared secret, which the settings ask for; alone, one that nobody knows is better.
  const hashSecret = settings.OTP_HASH_SECRET ?? randomBytes(32);
  const stores = await openStores(settings, hashSecret, log);
  // What was opened last is closed first.
  const closing: (() => Promise<void>)[] = [() => stores.close()];
  try {
    const metrics = new Metrics(stores.inFlight);
    const records = await openRecords(settings, surroundings.sandboxKeys);
    const channels = await openChannels(settings, (text) => {
      surroundings.output.write(text);
    });
    closing.unshift(() => channels.close());
    const parts: Parts = { settings, hashSecret, log, metrics, stores, records, channels };
    const mpp = assembleMpp(parts);
    const server = await assembleServer(parts, mpp);

    const watches = [...records.reloads, ...tlsReload(settings, server)].map((reloadable) =>
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
    warn(settings, log);

    let closed: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      readiness.stop();
      log.notice({ level: 'info', what: 'stopping: answering what is in flight' });
      await new Promise((resolve) => setTimeout(resolve, settings.SHUTDOWN_DELAY_MS));
      await server.close({ graceMs: settings.SHUTDOWN_GRACE_MS });
      await closeAll(closing);
    };
    return { url, adminUrl: admin?.url, mpp, log, close: () => (closed ??= close()) };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** What works and is hardly meant. */
function warn({ mode, REDIS_URL }: Settings, log: ServiceLog): void {
  if (mode === 'sandbox' || REDIS_URL !== undefined) return;
  const what = 'REDIS_URL is not set: OTPs, limits and replays are kept in memory, for one instance only';
  log.notice({ level: 'warn', what });
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
    // Under its own name: advice on PORT would not help.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    const what = `ADMIN_PORT: cannot listen on ${host}:${port} (${code}); choose another port, or off`;
    throw new SettingsError([what]);
  });
}

/** In order, each whatever became of the ones before. */
async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closing) await close().catch(() => undefined);
}
