import {
  createSendOtpServer,
  type Fault,
  type Handler,
  type Handlers,
  type Observation,
  sent,
  type SendOtpServer,
  type SendOtpServerOptions,
  supportOnly,
} from '@sendotp-contract/server';
import type { Target } from '../e2e/target.js';
import { caller, mpp } from '../key-pairs.js';

/** A shell around a handler, its target for signed calls, and what it reported. */
export interface Shell extends Target {
  readonly server: SendOtpServer;
  readonly faults: Fault[];
  readonly observations: Observation[];
}

/** What a test says of its shell; it has no operation but those of its handlers. */
export type ShellOptions = Partial<Omit<SendOtpServerOptions, 'handlers'>> & {
  readonly handlers?: Partial<Handlers>;
};

/** What every shell in these tests is given, where a test says nothing else. */
export function shellOptions({ handlers, ...options }: ShellOptions = {}): SendOtpServerOptions {
  let serial = 0;
  const answer: Handler<'sendOTP'> = () => {
    serial += 1;
    return Promise.resolve(sent(`id-${serial}`));
  };
  return {
    clients: { CALLER: { '1': caller.publicKey } },
    ...(options.sign === undefined ? { privateKey: mpp.privateKey } : {}),
    handlers: supportOnly(handlers ?? { sendOTP: answer }),
    ...options,
  };
}

/** A target at this address that knows the test keys. @param now its clock. Default: the machine's. */
export function targetAt(url: string, now = Date.now): Target {
  return {
    name: 'shell',
    url,
    now,
    clientId: 'CALLER',
    keyVersion: '1',
    privateKey: caller.privateKey,
    publicKey: mpp.publicKey,
    acquirerId: 'A',
    pspId: 'P',
    token: (code) => code,
  };
}

/** How many connections to it are open. */
export function openConnections({ server }: Pick<Shell, 'server'>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.http.getConnections((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

export async function startShell(options: ShellOptions = {}): Promise<Shell> {
  const faults: Fault[] = [];
  const observations: Observation[] = [];
  const server = await createSendOtpServer({
    onFault: (fault) => faults.push(fault),
    observe: (observation) => observations.push(observation),
    ...shellOptions(options),
  });
  const { url } = await server.listen({ port: 0 });
  return { ...targetAt(url, options.now), server, faults, observations };
}
