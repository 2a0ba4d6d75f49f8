import type { Command } from 'commander';
import { operations } from '../generated/operations.js';
import { sandbox } from '../generated/sandbox.js';
import {
  createSendOtpServer,
  describeFault,
  type Observation,
  type SendOtpServer,
} from '../server/contract/index.js';
import { createSandboxMpp } from '../server/reference/index.js';
import { Failure, messageOf, systemCode } from './failure.js';
import { makeSandboxKeys, readSandboxKeys, sandboxFolder } from './sandbox-keys.js';

interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
}

export const defaultPort = 8080;
export const defaultHost = '127.0.0.1';

/** `sendotp serve`: the reference MPP as a sandbox server. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the sandbox: the reference MPP on this machine')
    .description(
      'Runs the reference MPP with sandbox users and keys. Makes key pairs in .sandbox/ when there are none, and shows every OTP in this terminal.',
    )
    .option('-p, --port <port>', `port to listen on; 0 takes a free one (env PORT, default ${defaultPort})`)
    .option('--host <host>', `address to listen on (env HOST, default ${defaultHost})`)
    .addHelpText(
      'after',
      `
Access tokens: ${sandbox.tokenPrefix}<RESULT_CODE>, such as ${sandbox.tokenPrefix}SUCCESS or ${sandbox.tokenPrefix}EXPIRED_ACCESS_TOKEN.
Exit codes: 0 stopped by SIGINT or SIGTERM, 1 could not start, 2 usage.`,
    )
    .action(async (options: ServeOptions) => {
      await serve(options);
    });
}

async function serve(options: ServeOptions): Promise<void> {
  const port = portFrom(options.port ?? process.env['PORT']);
  const host = hostFrom(options.host ?? process.env['HOST']);
  const made = await makeSandboxKeys();
  const keys = await readSandboxKeys(1);

  const mpp = createSandboxMpp({ write: print });
  const server = await createSendOtpServer({
    clients: { [sandbox.clientId]: { [sandbox.keyVersion]: keys.callerPublic } },
    privateKey: keys.mppPrivate,
    keyVersion: sandbox.keyVersion,
    handlers: { sendOTP: mpp.sendOtp },
    observe: (observation) => {
      print(`${requestLine(observation)}\n`);
    },
    onFault: (fault) => {
      process.stderr.write(`${describeFault(fault)}\n`);
    },
  });

  const { url } = await listen(server, port, host);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      print('Stopping: answering what is in flight.\n');
      void server.close();
    });
  }
  // Last: whoever reads it may stop the sandbox at once.
  print(greeting(url, made));
}

function greeting(url: string, made: boolean): string {
  const call =
    url === `http://${defaultHost}:${defaultPort}` ? 'npx sendotp call' : `npx sendotp call --url ${url}`;
  return `
sendOTP sandbox

  listens on   ${url}${operations.sendOTP.path}
  Client-Id    ${sandbox.clientId}   keyVersion ${sandbox.keyVersion}
  keys         ${sandboxFolder}/${made ? ' (made just now)' : ''}

Call it from a second terminal, in this folder:

  ${call}

The OTP appears here, in this terminal. Stop with Ctrl-C.

`;
}

/** One request in one line, for the person at the terminal. */
function requestLine({ resultCode, reason, replayed, durationMs }: Observation): string {
  const why = reason === undefined ? '' : ` - ${reason}`;
  return `${new Date().toISOString()} ${resultCode}${replayed ? ' (the same message again)' : ''} ${durationMs.toFixed(1)} ms${why}`;
}

function print(text: string): void {
  process.stdout.write(text);
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

async function listen(server: SendOtpServer, port: number, host: string): Promise<{ readonly url: string }> {
  try {
    return await server.listen({ port, host });
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: 'something listens there already. Stop it, or choose another port: PORT=8081 npm start',
      EACCES: 'this user may not. Choose a port above 1023: PORT=8081 npm start',
      EADDRNOTAVAIL:
        'this machine has no such address. Leave HOST out for this machine only, or use 0.0.0.0 for all',
      ENOTFOUND: 'no such host. Leave HOST out for this machine only, or use 0.0.0.0 for all',
      EAI_AGAIN:
        'no such host, or no name server answers. Leave HOST out for this machine only, or use 0.0.0.0 for all',
    };
    const reason = reasons[systemCode(error) ?? ''] ?? messageOf(error);
    throw new Failure(`cannot listen on ${host}:${port}: ${reason}`, 1, { cause: error });
  }
}
