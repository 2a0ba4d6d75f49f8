import { type Command, Option } from 'commander';
import { operations } from '../generated/operations.js';
import { sandbox } from '../generated/sandbox.js';
import { KeyError } from '../message/index.js';
import { describeFault, describeRequest, type SignatureMode } from '../server/contract/index.js';
import type { faults, scenarioTable } from '../server/mock/index.js';
import { Failure, messageOf } from './failure.js';
import {
  addressFrom,
  callCommand,
  closeOnSignal,
  listen,
  listenHelp,
  type ListenOptions,
} from './listening.js';
import { makeSandboxKeys, readSandboxKeys, sandboxFolder } from './sandbox-keys.js';

interface MockOptions extends ListenOptions {
  readonly signature: SignatureMode;
  readonly scenario: string;
}

/** `sendotp mock`: answers what it is asked to, faults included. */
export function addMock(program: Command): void {
  program
    .command('mock')
    .summary('run a mock: every result code and every fault on demand')
    .description(
      "Answers sendOTP with the examples of the contract's document (Prism), checked and signed as the contract says. Sends nothing to anybody. Makes key pairs in .sandbox/ when there are none.",
    )
    .option('-p, --port <port>', listenHelp.port)
    .option('--host <host>', listenHelp.host)
    .addOption(
      new Option('--signature <mode>', 'whether requests must be signed; responses always are')
        .choices(['required', 'optional', 'off'] satisfies SignatureMode[])
        .default('required'),
    )
    .option(
      '--scenario <scenario>',
      'what calls get that ask for nothing: a result code, seq:A,B or fault:<name>',
      'SUCCESS',
    )
    .addHelpText(
      'after',
      `
A call asks for a scenario by the header Prefer: example=<CODE>, or by the access token ${sandbox.tokenPrefix}<scenario>.
Exit codes: 0 stopped by SIGINT or SIGTERM, 1 could not start, 2 usage.`,
    )
    .action(async (options: MockOptions) => {
      await mock(options);
    });
}

async function mock(options: MockOptions): Promise<void> {
  const address = addressFrom(options);
  // Prism is heavy: no other command loads it.
  const { createMockServer, faults, parseScenario, scenarioTable } = await import('../server/mock/index.js');
  try {
    parseScenario(options.scenario);
  } catch (error) {
    throw new Failure(
      `--scenario ${JSON.stringify(options.scenario)}: ${messageOf(error)}. Result codes: ${scenarioTable.map(({ code }) => code).join(', ')}`,
      2,
      { cause: error },
    );
  }
  const made = await makeSandboxKeys();
  const keys = await readSandboxKeys(1);
  const server = await createMockServer({
    clients: { [sandbox.clientId]: { [sandbox.keyVersion]: keys.callerPublic } },
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
  const { url } = await listen(server, address, 'npm run mock');
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
    [
      `${tokenPrefix}seq:UNKNOWN_EXCEPTION,SUCCESS`,
      'one after the other, a step a call; then the last again',
    ],
    ...Object.entries(faultTable).map(([name, { what, delayMs }]) => [
      `${tokenPrefix}fault:${name}${delayMs === undefined ? '' : '[:<ms>]'}`,
      what,
    ]),
  ] as const;
  const width = Math.max(...rows.map(([token = '']) => token.length));
  const table = rows.map(([token = '', what = '']) => `  ${token.padEnd(width)}  ${what}\n`).join('');
  return `
sendOTP mock: sends nothing to anybody

  listens on   ${url}${operations.sendOTP.path}
  Client-Id    ${sandbox.clientId}   keyVersion ${sandbox.keyVersion}
  keys         ${sandboxFolder}/${made ? ' (made just now)' : ''}
  signature    ${signature}
  scenario     ${scenario}, for calls that ask for none

A call asks for a scenario by its access token:

${table}
or for a result code by a header: Prefer: example=<CODE>. The header comes first.

Call it from a second terminal, in this folder:

  ${callCommand(url)} --access-token ${tokenPrefix}USER_NOT_EXIST

Stop with Ctrl-C.

`;
}

function print(text: string): void {
  process.stdout.write(text);
}
