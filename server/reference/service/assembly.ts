import { createMppServer, type MppServer } from '@sendotp-contract/server';
import { contract } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import { SandboxSendingLimit } from '../limit/sending-limit.js';
import { createReferenceMpp, type ReferenceMpp } from '../mobile-payment-provider.js';
import { sandboxWorld } from '../sandbox/sandbox-directory.js';
import type { Channels } from './channels.js';
import type { Metrics } from './metrics.js';
import type { Registry } from './registry.js';
import type { ServiceLog } from './service-log.js';
import type { Settings } from './settings.js';
import type { Stores } from './stores.js';
import { readTls } from './tls-files.js';

/** Everything that was opened from the settings. */
export interface Parts {
  readonly settings: Settings;
  readonly hashSecret: string | Uint8Array;
  readonly log: ServiceLog;
  readonly metrics: Metrics;
  readonly stores: Stores;
  readonly registry: Registry;
  readonly channels: Channels;
}

/** Assembles the MPP. */
export function assembleMpp(parts: Parts): ReferenceMpp {
  const { settings, hashSecret, log, metrics, stores, registry, channels } = parts;
  // The users of the sandbox either have no sending limit or have reached it.
  const sendingLimit =
    settings.DIRECTORY_FILE === undefined
      ? new SandboxSendingLimit(sandboxWorld.usersAtTheirLimit)
      : stores.sendingLimit;
  return createReferenceMpp({
    directory: registry.directory,
    challenges: stores.challenges,
    wrongCodes: stores.wrongCodes,
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

/** Creates the server around it. */
export async function assembleServer(parts: Parts, mpp: ReferenceMpp): Promise<MppServer> {
  const { settings, log, metrics, stores, registry } = parts;
  const tls = await readTls(settings);
  return createMppServer({
    contract,
    document,
    clients: registry.findClient,
    privateKey: registry.signingKey,
    handlers: mpp.handlers,
    // Pages under development call a sandbox, nobody's page calls a real MPP.
    ...(settings.DIRECTORY_FILE === undefined ? { corsOrigins: 'loopback' as const } : {}),
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
