import { type Command, Option } from 'commander';
import { sandbox } from '@sendotp-contract/spec';
import { KeyError } from '@sendotp-contract/message';
import { describeFault, describeRequest, type SignatureMode } from '@sendotp-contract/server';
import type { faults, scenarioTable } from '@sendotp-contract/mock';
import { Failure, messageOf } from './failure.js';
import {
  addressFrom,
  callCommand,
  closeOnSignal,
  hostArgument,
  listen,
  listenHelp,
  type ListenOptions,
  operationUrls,
  portArgument,
} from './listening.js';
import type { VerbosityOptions } from './verbosity.js';
import { makeSandboxKeys, readSandboxKeys, sandboxClients, sandboxFolder } from './sandbox-keys.js';

interface MockOptions extends ListenOptions, Pick<VerbosityOptions, 'quiet'> {
  readonly signature: SignatureMode;
  readonly scenario: string;
}

/** `sendotp-contract mock`: returns the result code or the fault that a call asks for. */
export function addMock(program: Command): void {
  program
    .command('mock')
    .summary('run a mock: every result code and every fault on demand')
    .description(
      "Answers calls with the examples of the contract's OpenAPI document (Prism); requests are checked and responses are signed as the contract says. Sends no OTP. Creates key pairs in .sandbox/ if they are missing.",
    )
    .option('-p, --port <port>', listenHelp.port, portArgument)
    .option('--host <host>', listenHelp.host, hostArgument)
    .addOption(
      new Option('--signature <mode>', 'whether requests must be signed; responses always are')
        .choices(['required', 'optional', 'off'] satisfies SignatureMode[])
        .default('required'),
    )
    .option(
      '--scenario <scenario>',
      'scenario of calls that ask for none: a result code, seq:A,B or fault:<name>',
      'SUCCESS',
    )
    .option('-q, --quiet', 'print errors only')
    .addHelpText(
      'after',
      `
A call asks for a scenario by the header Prefer: example=<CODE>, or by the access token ${sandbox.tokenPrefix}<scenario>.
Exit codes: 0 stopped by SIGINT or SIGTERM, 1 could not start, 2 usage error.`,
    )
    .action(async (options: MockOptions) => {
      await mock(options);
    });
}

async function mock(options: MockOptions): Promise<void> {
  const address = addressFrom(options);
  // Prism takes time and memory to load: no other command loads it.
  const { createMockServer, faults, scenarioTable, standingScenarios } =
    await import('@sendotp-contract/mock');
  try {
    standingScenarios(options.scenario);
  } catch (error) {
    throw new Failure(
      `--scenario ${JSON.stringify(options.scenario)}: ${messageOf(error)}. Result codes: ${scenarioTable.map(({ code }) => code).join(', ')}`,
      2,
      { cause: error },
    );
  }
  const print = (text: string): void => {
    if (!options.quiet) process.stdout.write(text);
  };
  const made = await makeSandboxKeys();
  const keys = await readSandboxKeys(1);
  const server = await createMockServer({
    clients: sandboxClients(keys),
    admit: (clientId) => clientId !== sandbox.throttledClientId,
    privateKey: keys.mppPrivate,
    keyVersion: sandbox.keyVersion,
    signature: options.signature,
    scenario: options.scenario,
    note: (text) => {
      print(`${new Date().toISOString()} ${text}\n`);
    },
    observe: (observation) => {
      print(`${new Date().toISOString()} ${describeRequest(observation)}\n`);
    },
    onFault: (fault) => {
      process.stderr.write(`${describeFault(fault)}\n`);
    },
  }).catch((error: unknown) => {
    const what =
      error instanceof KeyError ? `the keys in ${sandboxFolder}/ cannot be used` : 'the mock cannot start';
    throw new Failure(`${what}: ${messageOf(error)}`, 1, { cause: error });
  });
  const { url } = await listen(server, address, 'mock');
  print(greeting({ url, made, options, codes: scenarioTable, faultTable: faults }));
  closeOnSignal(server);
}

interface Greeting {
  readonly url: string;
  readonly made: boolean;
  readonly options: MockOptions;
  readonly codes: typeof scenarioTable;
  readonly faultTable: typeof faults;
}

function greeting({ url, made, options: { signature, scenario }, codes, faultTable }: Greeting): string {
  const { tokenPrefix } = sandbox;
  const rows = [
    ...codes.map(({ accessToken, status, when }) => [accessToken, `${status}  ${when}`]),
    [sandbox.noEmailToken, 'a user without an e-mail address: PROCESS_FAIL for EMAIL, otherwise SUCCESS'],
    [
      `${tokenPrefix}seq:UNKNOWN_EXCEPTION,SUCCESS`,
      'one step for each call; after the last step, the last one again',
    ],
    ...Object.entries(faultTable).map(([name, { what, delayMs }]) => [
      `${tokenPrefix}fault:${name}${delayMs === undefined ? '' : '[:<ms>]'}`,
      what,
    ]),
  ] as const;
  const width = Math.max(...rows.map(([token = '']) => token.length));
  const table = rows.map(([token = '', what = '']) => `  ${token.padEnd(width)}  ${what}\n`).join('');
  return `
mock: sends no OTP

${operationUrls(url)
  .map((address, index) => `  ${(index === 0 ? 'listens on' : '').padEnd(12)} ${address}`)
  .join('\n')}
  Client-Id    ${sandbox.clientId}   keyVersion ${sandbox.keyVersion}
  keys         ${sandboxFolder}/${made ? ' (created now)' : ''}
  signature    ${signature}
  scenario     ${scenario}, for calls that ask for none

A call asks for a scenario by its access token:

${table}
or for a result code by a header: Prefer: example=<CODE>. The header takes precedence.

Call it from a second terminal, in this folder:

  ${callCommand(url)} --access-token ${tokenPrefix}USER_NOT_EXIST

Stop with Ctrl-C.

`;
}
