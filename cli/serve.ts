import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Command } from 'commander';
import { sandbox } from '@sendotp-contract/spec';
import { KeyError } from '@sendotp-contract/message';
import type { SandboxKeys, Service, Settings } from '@sendotp-contract/reference/service';
import { Failure, messageOf } from './failure.js';
import {
  callCommand,
  hostArgument,
  listenFailure,
  listenHelp,
  type ListenOptions,
  operationUrls,
  portArgument,
} from './listening.js';
import { openFilesFailure, requireOpenFiles } from './open-files.js';
import type { VerbosityOptions } from './verbosity.js';
import { makeSandboxKeys, readSandboxKeys, sandboxClients, sandboxFolder } from './sandbox-keys.js';

interface ServeOptions extends ListenOptions, VerbosityOptions {
  readonly settings?: string;
  readonly json?: true;
}

/** `sendotp-contract serve`: the reference MPP, as a sandbox or, with NODE_ENV=production, for real users. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the sandbox on this machine, or the reference MPP for real users')
    .description(
      'Runs the reference MPP. Without settings it is a sandbox: made-up users, key pairs in .sandbox/ (created if missing), every OTP shown in this terminal. With NODE_ENV=production it serves real users and requires settings, which the guide "Running the reference MPP" lists.',
    )
    .option('-p, --port <port>', listenHelp.port, portArgument)
    .option('--host <host>', listenHelp.host, hostArgument)
    // Not --env-file: Node takes that for its own, wherever it stands.
    .option('--settings <file>', 'read settings from a file; variables of the environment take precedence')
    .option('-q, --quiet', 'print warnings and errors only, as LOG_LEVEL=warn does')
    .option('-v, --verbose', 'print more, as LOG_LEVEL=debug does')
    .option('--json', 'print the log as JSON, as LOG_FORMAT=json does')
    .addHelpText(
      'after',
      `
Access tokens in the sandbox: ${sandbox.tokenPrefix}<RESULT_CODE>, such as ${sandbox.tokenPrefix}SUCCESS or ${sandbox.tokenPrefix}EXPIRED_ACCESS_TOKEN;
${sandbox.noEmailToken} is that of a user without an e-mail address.
SIGHUP reads all files again. SIGINT or SIGTERM stops; a second one skips the delay, a third one ends at once.
Exit codes: 0 stopped by SIGINT or SIGTERM, 1 could not start, 2 usage error.`,
    )
    .action(async (options: ServeOptions) => {
      await serve(options);
    });
}

// Stores, channels and metrics take time to load: no other command loads them.
const loadReference = () => import('@sendotp-contract/reference/service');
type Reference = Awaited<ReturnType<typeof loadReference>>;

async function serve(options: ServeOptions): Promise<void> {
  requireOpenFiles();
  const reference = await loadReference().catch((error: unknown) => {
    throw openFilesFailure(error) ?? error;
  });
  const inFile = loadSettingsFile(options.settings);
  const settings = await settingsFrom(options, reference);
  let made = false;
  const sandboxKeys = async (): Promise<SandboxKeys> => {
    made = await makeSandboxKeys();
    const keys = await readSandboxKeys(1);
    return { clients: sandboxClients(keys), mppPrivate: keys.mppPrivate };
  };
  const output = new reference.LogOutput();
  const service = await reference.startService({ settings, output, sandboxKeys }).catch((error: unknown) => {
    throw startFailure(error, reference);
  });
  // Before the warnings: whoever reads one may stop the server immediately.
  reference.obeySignals(service);
  for (const { name, meant } of reference.misspelt(process.env)) {
    const what = `${name} is not a setting; did you mean ${meant}?`;
    service.log.notice({ level: 'warn', what });
  }
  for (const name of reference.strangersAmong(inFile))
    service.log.notice({ level: 'warn', what: `${name} in ${String(options.settings)} is not a setting` });
  // Last: whoever reads it may call the server immediately.
  if (!reference.isLogged('info', settings.LOG_LEVEL)) return;
  if (settings.LOG_FORMAT === 'text') output.write(greeting(settings, service, made));
  else service.log.notice({ level: 'info', what: 'listening', details: addresses(service) });
}

async function settingsFrom(
  { port, host, quiet, verbose, json }: ServeOptions,
  reference: Reference,
): Promise<Settings> {
  try {
    return await reference.readSettingsAndFiles({
      ...process.env,
      ...(port === undefined ? {} : { PORT: port }),
      ...(host === undefined ? {} : { HOST: host }),
      ...(quiet ? { LOG_LEVEL: 'warn' } : verbose ? { LOG_LEVEL: 'debug' } : {}),
      ...(json ? { LOG_FORMAT: 'json' } : {}),
    });
  } catch (error) {
    if (error instanceof reference.SettingsError) throw startFailure(error, reference);
    throw new Failure(`cannot read the settings: ${messageOf(error)}`, 1, { cause: error });
  }
}

/** @returns the names that are set in it */
function loadSettingsFile(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  try {
    process.loadEnvFile(file);
    return Object.keys(parseEnv(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Failure(`cannot read ${file}: ${messageOf(error)}`, 2, { cause: error });
  }
}

/** Faults of settings, files and ports become one line; anything else is a defect and keeps its stack trace. */
function startFailure(error: unknown, { DirectoryFileError, SettingsError }: Reference): unknown {
  if (error instanceof KeyError)
    return new Failure(`a key cannot be used: ${error.message}`, 1, { cause: error });
  if (error instanceof DirectoryFileError || error instanceof SettingsError || error instanceof RangeError)
    return new Failure(error.message, 1, { cause: error });
  return openFilesFailure(error) ?? listenFailure(error, 'serve') ?? error;
}

function addresses({ url, adminUrl }: Service): Record<string, string | readonly string[]> {
  return {
    url: operationUrls(url),
    ...(adminUrl === undefined ? {} : { admin: adminPages(adminUrl) }),
  };
}

const adminPages = (adminUrl: string): string => `${adminUrl}/livez, /readyz, /metrics`;

function greeting(settings: Settings, service: Service, made: boolean): string {
  const isSandbox = settings.DIRECTORY_FILE === undefined;
  const rows = [
    ...operationUrls(service.url).map((url, index) => [index === 0 ? 'listens on' : '', url]),
    ['admin', service.adminUrl === undefined ? undefined : adminPages(service.adminUrl)],
    ['Client-Id', isSandbox ? `${sandbox.clientId}   keyVersion ${sandbox.keyVersion}` : undefined],
    ['keys', isSandbox ? `${sandboxFolder}/${made ? ' (created now)' : ''}` : settings.MPP_KEYS],
    ['directory', settings.DIRECTORY_FILE],
    ['OTPs go to', destinations(settings)],
  ].flatMap(([name = '', value]) => (value === undefined ? [] : [`  ${name.padEnd(12)} ${value}\n`]));
  const howToCall = `
Call it from a second terminal, in this folder:

  ${callCommand(service.url)}
`;
  return `
MPP ${settings.mode}

${rows.join('')}${isSandbox ? howToCall : ''}
Stop with Ctrl-C.

`;
}

function destinations({ mode, SMS_GATEWAY_URL, SMTP_URL }: Settings): string {
  const nowhere = mode === 'production' ? 'nowhere' : 'this terminal';
  const mobile = SMS_GATEWAY_URL === undefined ? nowhere : 'the SMS gateway';
  const email = SMTP_URL === undefined ? nowhere : 'the mail server';
  return mobile === email ? mobile : `${mobile} (MOBILE), ${email} (EMAIL)`;
}
