import {
  createMppServer,
  type MppServer,
  type MppServerOptions,
  StrangerLimit,
} from '@sendotp-contract/server';
import { contract, sandbox } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import { SandboxSendingLimit } from '../limit/sending-limit.js';
import { createReferenceMpp, type ReferenceMpp } from '../mobile-payment-provider.js';
import { noPumpingLimit } from '../pumping/pumping-limit.js';
import { sandboxWorld } from '../sandbox/sandbox-directory.js';
import type { Channels } from './channels.js';
import type { Metrics } from './metrics.js';
import { hasSandboxUsers, type OwnParts } from './own-parts.js';
import type { Registry } from './registry.js';
import type { ServiceLog } from './service-log.js';
import type { Settings } from './settings.js';
import { SignatureVerdicts } from './signature-verdicts.js';
import type { Stores } from './stores.js';
import { readTls } from './tls-files.js';

/** Everything that was opened from the settings. */
export interface Parts {
  readonly settings: Settings;
  readonly own: OwnParts;
  readonly hashSecret: string | Uint8Array;
  readonly log: ServiceLog;
  /** Undefined when nobody can read them. */
  readonly metrics: Metrics | undefined;
  readonly stores: Stores;
  readonly registry: Registry;
  readonly channels: Channels;
}

/** Assembles the MPP. */
export function assembleMpp(parts: Parts): ReferenceMpp {
  const { settings, own, hashSecret, log, metrics, stores, registry, channels } = parts;
  // The users of the sandbox either have no sending limit or have reached it, and share one phone number.
  const pumping = hasSandboxUsers(settings, own) ? noPumpingLimit : stores.pumping;
  const sendingLimit = hasSandboxUsers(settings, own)
    ? new SandboxSendingLimit(sandboxWorld.usersAtTheirLimit)
    : stores.sendingLimit;
  return createReferenceMpp({
    directory: registry.directory,
    challenges: stores.challenges,
    wrongCodes: stores.wrongCodes,
    channels: channels.byVerifyType,
    sendingLimit,
    pumping,
    otp: {
      length: settings.OTP_LENGTH,
      ttlMs: settings.OTP_TTL_SECONDS * 1_000,
      tries: settings.OTP_TRIES,
    },
    hashSecret,
    channelTimeoutMs: settings.CHANNEL_TIMEOUT_MS,
    onEvent: (event) => {
      log.event(event);
      metrics?.event(event);
    },
  });
}

/** Creates the server around it. */
export async function assembleServer(parts: Parts, mpp: ReferenceMpp): Promise<MppServer> {
  const { settings, own, log, metrics, stores, registry } = parts;
  const tls = await readTls(settings);
  return createMppServer({
    contract,
    document,
    clients: registry.findClient,
    privateKey: registry.signingKey,
    handlers: mpp.handlers,
    // Pages under development call a sandbox, nobody's page calls a real MPP.
    ...(hasSandboxUsers(settings, own) ? { corsOrigins: 'loopback' as const } : {}),
    ...(tls === undefined ? {} : { tls }),
    ...(settings.SIGNED_PATH_PREFIX === undefined ? {} : { signedPathPrefix: settings.SIGNED_PATH_PREFIX }),
    toleranceMs: settings.TOLERANCE_SECONDS * 1_000,
    acceptVendorSdkRequests: settings.ACCEPT_VENDOR_SDK_REQUESTS === 'yes',
    handlerTimeoutMs: settings.HANDLER_TIMEOUT_MS,
    replays: stores.replays,
    admit: (clientId) => clientId !== sandbox.throttledClientId && stores.traffic.admit(clientId),
    inFlight: stores.inFlight,
    ...strangerLimit(settings),
    observe: (observation) => {
      log.request(observation);
      metrics?.request(observation);
    },
    ...signatureVerdicts(settings, log),
    onFault: (fault) => {
      log.fault(fault);
    },
  });
}

/** At the levels of somebody who looks for a mistake. */
function signatureVerdicts(
  { LOG_LEVEL }: Settings,
  log: ServiceLog,
): Pick<MppServerOptions<typeof contract>, 'onSignatureMismatch'> {
  if (LOG_LEVEL !== 'debug' && LOG_LEVEL !== 'trace') return {};
  const verdicts = new SignatureVerdicts(log);
  return { onSignatureMismatch: (mismatch) => verdicts.look(mismatch) };
}

/** Behind a proxy every address is the proxy's. */
function strangerLimit({ STRANGERS_LIMIT: perSecond, TRUST_PROXY_TLS }: Settings): {
  readonly strangers?: StrangerLimit;
} {
  return perSecond === undefined || TRUST_PROXY_TLS === 'yes'
    ? {}
    : { strangers: new StrangerLimit({ perSecond }) };
}
