import type { Command } from 'commander';
import { operations } from '../generated/operations.js';
import { sandbox } from '../generated/sandbox.js';
import { createSendOtpServer, describeFault } from '../server/contract/index.js';
import { createSandboxMpp } from '../server/reference/index.js';
import { Failure, messageOf } from './failure.js';
import {
  addressFrom,
  callCommand,
  closeOnSignal,
  listen,
  listenHelp,
  type ListenOptions,
} from './listening.js';
import { requestLine } from './request-line.js';
import { makeSandboxKeys, readSandboxKeys, sandboxFolder } from './sandbox-keys.js';

/** `sendotp serve`: the reference MPP as a sandbox server. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the sandbox: the reference MPP on this machine')
    .description(
      'Runs the reference MPP with sandbox users and keys. Makes key pairs in .sandbox/ when there are none, and shows every OTP in this terminal.',
    )
    .option('-p, --port <port>', listenHelp.port)
    .option('--host <host>', listenHelp.host)
    .addHelpText(
      'after',
      `
Access tokens: ${sandbox.tokenPrefix}<RESULT_CODE>, such as ${sandbox.tokenPrefix}SUCCESS or ${sandbox.tokenPrefix}EXPIRED_ACCESS_TOKEN.
Exit codes: 0 stopped by SIGINT or SIGTERM, 1 could not start, 2 usage.`,
    )
    .action(async (options: ListenOptions) => {
      await serve(options);
    });
}

async function serve(options: ListenOptions): Promise<void> {
  const address = addressFrom(options);
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
  }).catch((error: unknown) => {
    throw new Failure(`the keys in ${sandboxFolder}/ cannot be used: ${messageOf(error)}`, 1, {
      cause: error,
    });
  });

  const { url } = await listen(server, address, 'npm start');
  print(greeting(url, made));
  closeOnSignal(server);
}

function greeting(url: string, made: boolean): string {
  return `
sendOTP sandbox

  listens on   ${url}${operations.sendOTP.path}
  Client-Id    ${sandbox.clientId}   keyVersion ${sandbox.keyVersion}
  keys         ${sandboxFolder}/${made ? ' (made just now)' : ''}

Call it from a second terminal, in this folder:

  ${callCommand(url)}

The OTP appears here, in this terminal. Stop with Ctrl-C.

`;
}

function print(text: string): void {
  process.stdout.write(text);
}
