import { createSendOtpServer, type SendOtpServer } from '../../contract/index.js';
import { SandboxSendingLimit } from '../limit/sending-limit.js';
import { createReferenceMpp, type ReferenceMpp } from '../mobile-payment-provider.js';
import { sandboxWorld } from '../sandbox/sandbox-directory.js';
import type { Channels } from './channels.js';
import type { Metrics } from './metrics.js';
import type { Records } from './records.js';
import type { ServiceLog } from './service-log.js';
import type { Settings } from './settings.js';
import type { Stores } from './stores.js';
import { readTls } from './tls-files.js';

/** What the settings have opened. */
export interface Parts {
  readonly settings: Settings;
  readonly hashSecret: string | Uint8Array;
  readonly log: ServiceLog;
  readonly metrics: Metrics;
  readonly stores: Stores;
  readonly records: Records;
  readonly channels: Channels;
}

/** Puts the MPP together. */
export function assembleMpp(parts: Parts): ReferenceMpp {
  const { settings, hashSecret, log, metrics, stores, records, channels } = parts;
  // The sandbox's own users have no limit, or have reached it.
  const sendingLimit =
    settings.DIRECTORY_FILE === undefined
      ? new SandboxSendingLimit(sandboxWorld.usersAtTheirLimit)
      : stores.sendingLimit;
  return createReferenceMpp({
    directory: records.directory,
    challenges: stores.challenges,
    channels: channels.byVerifyType,
    sendingLimit,
    otp: {
      length: settings.OTP_LENGTH,
      ttlMs: settings.OTP_TTL_SECONDS * 1_000,
      tries: settings.OTP_TRIES,
    },
    hashSecret,
    channelTimeoutMs: settings.CHANNEL_TIMEOUT_MS,
    onEvent: (event) => {
      log.event(event);
      metrics.event(event);
    },
  });
}

/** Puts the shell around it. */
export async function assembleServer(parts: Parts, mpp: ReferenceMpp): Promise<SendOtpServer> {
  const { settings, log, metrics, stores, records } = parts;
  const tls = await readTls(settings);
  return createSendOtpServer({
    clients: records.findClient,
    privateKey: records.signingKey,
    handlers: { sendOTP: mpp.sendOtp },
    ...(tls === undefined ? {} : { tls }),
    ...(settings.SIGNED_PATH_PREFIX === undefined ? {} : { signedPathPrefix: settings.SIGNED_PATH_PREFIX }),
    toleranceMs: settings.TOLERANCE_SECONDS * 1_000,
    handlerTimeoutMs: settings.HANDLER_TIMEOUT_MS,
    replays: stores.replays,
    admit: (clientId) => stores.traffic.admit(clientId),
    inFlight: stores.inFlight,
    observe: (observation) => {
      log.request(observation);
      metrics.request(observation);
    },
    onFault: (fault) => {
      log.fault(fault);
    },
  });
}
