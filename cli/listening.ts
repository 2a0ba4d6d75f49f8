import { InvalidArgumentError } from 'commander';
import type { MppServer } from '@sendotp-contract/server';
import { contract } from '@sendotp-contract/spec';
import { command } from './command-name.js';
import { Failure, messageOf, systemCode } from './failure.js';

export const defaultPort = 8080;
export const defaultHost = '127.0.0.1';
export const defaultUrl = `http://${defaultHost}:${defaultPort}`;

/** Where a server listens, from its options or the environment. */
export interface ListenOptions {
  readonly port?: string;
  readonly host?: string;
}

export interface ListenAddress {
  readonly port: number;
  readonly host: string;
}

/** The descriptions of `--port` and `--host`, the same for every command that listens. */
export const listenHelp = {
  port: `port to listen on; 0 takes a free one (env PORT, default ${defaultPort})`,
  host: `address to listen on (env HOST, default ${defaultHost})`,
} as const;

/** Reads the argument of `--port`: what is no port is a usage error. */
export function portArgument(text: string): string {
  if (!isPort(text))
    throw new InvalidArgumentError(`It must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
  return text;
}

/** Reads the argument of `--host`: what is no address is a usage error. */
export function hostArgument(text: string): string {
  if (!isHost(text))
    throw new InvalidArgumentError(`It must be an address or a host name, not ${JSON.stringify(text)}.`);
  return text;
}

function isHost(text: string): boolean {
  return text !== '' && !/[\s/]/.test(text);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

/**
 * Reads options, then environment, then defaults.
 * @throws Failure (exit code 1) for a value that is not a port or not an address
 */
export function addressFrom({ port, host }: ListenOptions): ListenAddress {
  return { port: portFrom(port ?? process.env['PORT']), host: hostFrom(host ?? process.env['HOST']) };
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return defaultPort;
  if (!isPort(text)) {
    throw new Failure(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}`, 1);
  }
  return Number(text);
}

function hostFrom(text: string | undefined): string {
  if (text === undefined || text === '') return defaultHost;
  if (!isHost(text))
    throw new Failure(`HOST must be an address or a host name, not ${JSON.stringify(text)}`, 1);
  return text;
}

/**
 * Explains why a server could not listen and what to do about it.
 * @param name the command, for the advice
 * @returns undefined for an error of another kind
 */
export function listenFailure(error: unknown, name: 'serve' | 'mock'): Failure | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `another process listens there. Stop it, or choose another port: ${command} ${name} --port 8081`,
    EACCES: `permission denied. Choose a port above 1023: ${command} ${name} --port 8081`,
    EADDRNOTAVAIL:
      'this machine has no such address. Leave HOST out to listen on this machine only, or use 0.0.0.0 for all addresses',
    EAI_AGAIN:
      'the host name cannot be resolved. Leave HOST out to listen on this machine only, or use 0.0.0.0 for all addresses',
    ENOTFOUND:
      'no such host. Leave HOST out to listen on this machine only, or use 0.0.0.0 for all addresses',
  };
  const reason = reasons[systemCode(error) ?? ''] ?? messageOf(error);
  const host = 'address' in error ? error.address : 'hostname' in error ? error.hostname : 'the address';
  const port = 'port' in error ? `:${String(error.port)}` : '';
  return new Failure(`cannot listen on ${String(host)}${port}: ${reason}`, 1, { cause: error });
}

/**
 * Starts to listen.
 * @throws Failure (exit code 1) that explains why it cannot and what to do about it
 */
export async function listen(
  server: MppServer,
  address: ListenAddress,
  name: 'serve' | 'mock',
): Promise<{ readonly url: string }> {
  try {
    return await server.listen(address);
  } catch (error) {
    throw listenFailure(error, name) ?? error;
  }
}

/** The URLs of a server's operations. */
export function operationUrls(url: string): readonly string[] {
  return Object.values(contract.operations).map(({ path }) => `${url}${path}`);
}

/** The command that calls this server from the same folder. */
export function callCommand(url: string): string {
  return url === defaultUrl ? `${command} call` : `${command} call --url ${url}`;
}

/** How long a process may run after its server has closed, in ms. */
const afterlifeMs = 500;

/** Closes the server on SIGINT or SIGTERM, and ends the process. */
export function closeOnSignal(server: { close(): Promise<void> }): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.close().then(() => {
        // Usually nothing is left to wait for; after the grace period a message may still wait for its channel.
        setTimeout(() => process.exit(), afterlifeMs).unref();
      });
    });
  }
}
