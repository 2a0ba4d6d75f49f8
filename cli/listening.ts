import type { SendOtpServer } from '../server/contract/index.js';
import { Failure, messageOf, systemCode } from './failure.js';

export const defaultPort = 8080;
export const defaultHost = '127.0.0.1';

/** Where a server is to listen, as its options or the environment say it. */
export interface ListenOptions {
  readonly port?: string;
  readonly host?: string;
}

export interface ListenAddress {
  readonly port: number;
  readonly host: string;
}

/** The descriptions of `--port` and `--host`, the same at every command that listens. */
export const listenHelp = {
  port: `port to listen on; 0 takes a free one (env PORT, default ${defaultPort})`,
  host: `address to listen on (env HOST, default ${defaultHost})`,
} as const;

/**
 * Reads options, then environment, then defaults.
 * @throws Failure (exit code 1) for what is no port or no address
 */
export function addressFrom({ port, host }: ListenOptions): ListenAddress {
  return { port: portFrom(port ?? process.env['PORT']), host: hostFrom(host ?? process.env['HOST']) };
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return defaultPort;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Failure(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}`, 1);
  }
  return Number(text);
}

function hostFrom(text: string | undefined): string {
  if (text === undefined || text === '') return defaultHost;
  if (/[\s/]/.test(text))
    throw new Failure(`HOST must be an address or a host name, not ${JSON.stringify(text)}`, 1);
  return text;
}

/**
 * Says why a server could not listen and what to do.
 * @param script the npm script behind the command, for the advice
 * @returns undefined for an error of another kind
 */
export function listenFailure(error: unknown, script: 'npm start' | 'npm run mock'): Failure | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `something listens there already. Stop it, or choose another port: PORT=8081 ${script}`,
    EACCES: `this user may not. Choose a port above 1023: PORT=8081 ${script}`,
    EADDRNOTAVAIL:
      'this machine has no such address. Leave HOST out for this machine only, or use 0.0.0.0 for all',
    EAI_AGAIN:
      'no such host, or no name server answers. Leave HOST out for this machine only, or use 0.0.0.0 for all',
    ENOTFOUND: 'no such host. Leave HOST out for this machine only, or use 0.0.0.0 for all',
  };
  const reason = reasons[systemCode(error) ?? ''] ?? messageOf(error);
  const host = 'address' in error ? error.address : 'hostname' in error ? error.hostname : 'the address';
  const port = 'port' in error ? `:${String(error.port)}` : '';
  return new Failure(`cannot listen on ${String(host)}${port}: ${reason}`, 1, { cause: error });
}

/**
 * Starts to listen.
 * @throws Failure (exit code 1) saying why it cannot and what to do
 */
export async function listen(
  server: SendOtpServer,
  address: ListenAddress,
  script: 'npm start' | 'npm run mock',
): Promise<{ readonly url: string }> {
  try {
    return await server.listen(address);
  } catch (error) {
    throw listenFailure(error, script) ?? error;
  }
}

/** The command that calls this server from the same folder. */
export function callCommand(url: string): string {
  return url === `http://${defaultHost}:${defaultPort}`
    ? 'npx sendotp call'
    : `npx sendotp call --url ${url}`;
}

/** How long a process may outlive its server, in ms. */
const afterlifeMs = 500;

/** Ends the server on Ctrl-C or a polite kill, and the process with it. */
export function closeOnSignal(server: { close(): Promise<void> }): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.close().then(() => {
        // Usually nothing is left that runs; past its grace a message may still wait for a channel that does not answer.
        setTimeout(() => process.exit(), afterlifeMs).unref();
      });
    });
  }
}
