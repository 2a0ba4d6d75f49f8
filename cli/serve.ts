import type { Command } from 'commander';
import { operations } from '../generated/operations.js';
import { sandbox } from '../generated/sandbox.js';
import { KeyError } from '../message/index.js';
import type { SandboxKeys, Service, Settings } from '../server/reference/index.js';
import { Failure, messageOf } from './failure.js';
import { callCommand, closeOnSignal, listenFailure, listenHelp, type ListenOptions } from './listening.js';
import { makeSandboxKeys, readSandboxKeys, sandboxFolder } from './sandbox-keys.js';

interface ServeOptions extends ListenOptions {
  readonly settings?: string;
}

/** `sendotp serve`: the reference MPP, as a sandbox or, with NODE_ENV=production, for real users. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the sandbox on this machine, or the reference MPP for real users')
    .description(
      'Runs the reference MPP. Without settings it is a sandbox: made-up users, key pairs in .sandbox/ (made when there are none), every OTP shown in this terminal. With NODE_ENV=production it is for real users and wants settings: docs/running.md.',
    )
    .option('-p, --port <port>', listenHelp.port)
    .option('--host <host>', listenHelp.host)
    // Not --env-file: Node takes that for its own, wherever it stands.
    .option('--settings <file>', 'read settings from a file, where the environment does not say them already')
    .addHelpText(
      'after',
      `
Access tokens of the sandbox: ${sandbox.tokenPrefix}<RESULT_CODE>, such as ${sandbox.tokenPrefix}SUCCESS or ${sandbox.tokenPrefix}EXPIRED_ACCESS_TOKEN.
Exit codes: 0 stopped by SIGINT or SIGTERM, 1 could not start, 2 usage.`,
    )
    .action(async (options: ServeOptions) => {
      await serve(options);
    });
}

// Stores, channels and metrics are heavy: no other command waits for them.
const loadReference = () => import('../server/reference/index.js');
type Reference = Awaited<ReturnType<typeof loadReference>>;

async function serve(options: ServeOptions): Promise<void> {
  const reference = await loadReference();
  const settings = settingsFrom(options, reference);
  let made = false;
  const sandboxKeys = async (): Promise<SandboxKeys> => {
    made = await makeSandboxKeys();
    return readSandboxKeys(1);
  };
  const surroundings = { output: process.stdout, sandboxKeys };
  const service = await reference.startService(settings, surroundings).catch((error: unknown) => {
    throw startFailure(error, reference);
  });
  for (const { name, meant } of reference.misspelt(process.env)) {
    const what = `${name} is no setting; is ${meant} meant?`;
    service.log.notice({ level: 'warn', what });
  }
  closeOnSignal(service);
  // Last: whoever reads it may stop the server at once.
  if (settings.LOG_FORMAT === 'text') process.stdout.write(greeting(settings, service, made));
  else service.log.notice({ level: 'info', what: 'listening', details: addresses(service) });
}

function settingsFrom({ port, host, settings: file }: ServeOptions, reference: Reference): Settings {
  try {
    if (file !== undefined) process.loadEnvFile(file);
    return reference.readSettings({
      ...process.env,
      ...(port === undefined ? {} : { PORT: port }),
      ...(host === undefined ? {} : { HOST: host }),
    });
  } catch (error) {
    if (error instanceof reference.SettingsError) throw startFailure(error, reference);
    throw new Failure(`cannot read ${file ?? 'the settings'}: ${messageOf(error)}`, 1, { cause: error });
  }
}

/** What is wrong with settings, files and ports is said in a line; anything else is a defect and keeps its trace. */
function startFailure(error: unknown, { DirectoryFileError, SettingsError }: Reference): unknown {
  if (error instanceof KeyError)
    return new Failure(`a key cannot be used: ${error.message}`, 1, { cause: error });
  if (error instanceof DirectoryFileError || error instanceof SettingsError || error instanceof RangeError)
    return new Failure(error.message, 1, { cause: error });
  return listenFailure(error, 'npm start') ?? error;
}

function addresses({ url, adminUrl }: Service): Record<string, string> {
  return {
    url: `${url}${operations.sendOTP.path}`,
    ...(adminUrl === undefined ? {} : { admin: `${adminUrl}/livez, /readyz, /metrics` }),
  };
}

function greeting(settings: Settings, service: Service, made: boolean): string {
  const { url, admin } = addresses(service);
  const isSandbox = settings.DIRECTORY_FILE === undefined;
  const rows = [
    ['listens on', url],
    ['admin', admin],
    ['Client-Id', isSandbox ? `${sandbox.clientId}   keyVersion ${sandbox.keyVersion}` : undefined],
    ['keys', isSandbox ? `${sandboxFolder}/${made ? ' (made just now)' : ''}` : settings.MPP_KEYS],
    ['directory', settings.DIRECTORY_FILE],
    ['OTPs go to', destinations(settings)],
  ].flatMap(([name = '', value]) => (value === undefined ? [] : [`  ${name.padEnd(12)} ${value}\n`]));
  const howToCall = `
Call it from a second terminal, in this folder:

  ${callCommand(service.url)}
`;
  return `
sendOTP ${settings.mode}

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
