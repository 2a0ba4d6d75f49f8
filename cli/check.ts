import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import {
  type ConformanceOptions,
  formatReport,
  listCases,
  loadProfile,
  OptionError,
  ProfileError,
  type ProfileInput,
  profileTemplate,
  type Report,
  type ReportFormat,
  reportFormats,
  runConformance,
  sandboxProfile,
  tokenFixtures,
  toTerminal,
} from '../conformance/index.js';
import { progressTo } from './check-progress.js';
import { Failure, messageOf, systemCode } from './failure.js';
import { readKeyFile, sandboxFolder } from './sandbox-keys.js';

interface CheckOptions {
  readonly url?: string;
  readonly profile: string;
  readonly clientId?: string;
  readonly privateKey?: string;
  readonly publicKey?: string;
  readonly keyVersion?: string;
  readonly signedPathPrefix?: string;
  readonly acquirerId?: string;
  readonly pspId?: string;
  readonly accessToken: readonly string[];
  readonly only: readonly string[];
  readonly list?: true;
  readonly fuzz?: string;
  readonly seed?: string;
  readonly report: readonly string[];
  readonly maxOtps?: string;
  readonly timeout?: string;
  readonly showSecrets?: true;
  readonly init?: string | true;
}

const templateFile = 'conformance.yaml';
const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `sendotp check`: judges whatever answers at an address. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .summary('judge any implementation over the wire: which rules of the contract does it keep?')
    .description(
      'Plays Alipay+ against whatever answers at a base URL and says which rules of the contract hold, which are broken, and which could not be tried. Without options it judges the sandbox.',
    )
    .option('--url <url>', "the MPP's base URL; the operation's path is put after it")
    .option('--profile <file>', 'the target: a YAML file (see --init), or "sandbox"', 'sandbox')
    .option('--client-id <id>', 'Client-Id to call as')
    .option('--private-key <file>', 'your private key, PEM or base64 DER')
    .option('--public-key <file>', "the MPP's public key, PEM or base64 DER")
    .option('--key-version <version>', 'keyVersion of your key, the newest that is registered')
    .option('--signed-path-prefix <prefix>', "what stands before the operation's path when it is signed")
    .option('--acquirer-id <id>', 'acquirerId')
    .option('--psp-id <id>', 'pspId')
    .option(
      '--access-token <[name=]token>',
      `access token of a fixture (${Object.keys(tokenFixtures).join(', ')}; without a name: valid); may be repeated`,
      several,
      [],
    )
    .option(
      '--only <id>',
      'only the cases of this id or rule, such as SIG-3 or order; may be repeated',
      several,
      [],
    )
    .option('--list', 'print the cases and end')
    .option('--fuzz <n>', 'send so many generated requests, too')
    .option('--seed <n>', 'seed of the generated requests; the same seed makes the same ones')
    .option(
      '--report <format[=file]>',
      `write the report as ${reportFormats.join(', ')}; to standard output without a file; may be repeated`,
      several,
      [],
    )
    .option('--max-otps <n>', 'the most OTPs that the run may cause')
    .option('--timeout <ms>', 'how long one response may take, in ms')
    .option('--show-secrets', 'leave access tokens in the report as they are')
    .addOption(
      new Option(
        '--init [file]',
        `write a commented profile to start from (default ${templateFile}) and end`,
      ),
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 no rule is broken and the core was tried, 1 a rule is broken, 2 it could not be judged (unreachable, bad profile or option).
Progress goes to standard error, the report to standard output. Access tokens in reports are masked, unless they are the sandbox's.`,
    )
    .action(async (options: CheckOptions) => {
      process.exitCode = await check(options);
    });
}

async function check(options: CheckOptions): Promise<number> {
  if (options.init !== undefined) return init(options.init === true ? templateFile : options.init);
  try {
    if (options.list) return list(options.only);
    const outputs = options.report.map(outputFrom);
    if (outputs.filter(({ file }) => file === undefined).length > 1) {
      throw new Failure(
        'two reports cannot both go to standard output: give all but one a file, --report html=report.html',
        2,
      );
    }
    const profile = await profileFrom(options);
    const report = await runConformance(profile, runOptions(options));
    await writeReports(report, outputs);
    return report.exitCode;
  } catch (error) {
    if (error instanceof ProfileError || error instanceof OptionError)
      throw new Failure(error.message, 2, { cause: error });
    throw error;
  }
}

function runOptions(options: CheckOptions): ConformanceOptions {
  const numbers = {
    fuzz: numberFrom('--fuzz', options.fuzz),
    seed: numberFrom('--seed', options.seed),
    maxOtps: numberFrom('--max-otps', options.maxOtps),
    timeoutMs: numberFrom('--timeout', options.timeout),
  };
  return {
    ...withoutUndefined(numbers),
    only: options.only,
    showSecrets: options.showSecrets ?? false,
    onProgress: progressTo(process.stderr),
  };
}

async function profileFrom(options: CheckOptions): Promise<ProfileInput> {
  const key = (file: string | undefined) => (file === undefined ? undefined : readKeyFile(file, 2));
  const privateKey = await key(options.privateKey);
  const publicKey = await key(options.publicKey);
  const profile: ProfileInput =
    options.profile === 'sandbox'
      ? sandboxProfile({
          privateKey: privateKey ?? (await readKeyFile(`${sandboxFolder}/caller.private.pem`, 2)),
          publicKey: publicKey ?? (await readKeyFile(`${sandboxFolder}/mpp.public.pem`, 2)),
        })
      : await loadProfile(options.profile);
  const { url, clientId, keyVersion, signedPathPrefix, acquirerId, pspId } = options;
  return {
    ...profile,
    ...withoutUndefined({
      baseUrl: url,
      clientId,
      keyVersion,
      signedPathPrefix,
      acquirerId,
      pspId,
      privateKey,
    }),
    ...(publicKey === undefined ? {} : { publicKeys: publicKey }),
    accessTokens: { ...profile.accessTokens, ...Object.fromEntries(options.accessToken.map(tokenFrom)) },
  };
}

/** `expired=…` names its fixture; anything else is the valid user's. */
function tokenFrom(text: string): readonly [name: string, token: string] {
  const [, name, token] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  return name !== undefined && token !== undefined && name in tokenFixtures ? [name, token] : ['valid', text];
}

interface Output {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

function outputFrom(text: string): Output {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const format = reportFormats.find((known) => known === name);
  if (format === undefined) {
    throw new Failure(
      `--report ${JSON.stringify(name)} is no format; expected ${reportFormats.join(', ')}, such as --report html=report.html`,
      2,
    );
  }
  return { format, file: equals === -1 ? undefined : text.slice(equals + 1) };
}

async function writeReports(report: Report, outputs: readonly Output[]): Promise<void> {
  const shown = outputs.find(({ file }) => file === undefined)?.format ?? 'terminal';
  const { stdout } = process;
  // First the one that nothing can keep from being written.
  stdout.write(
    shown === 'terminal'
      ? toTerminal(report, { color: stdout.isTTY && stdout.hasColors() })
      : formatReport(report, shown),
  );
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    try {
      await writeFile(file, formatReport(report, format));
      process.stderr.write(`${format} report: ${file}\n`);
    } catch (error) {
      throw new Failure(`cannot write the report ${file}: ${messageOf(error)}`, 2, { cause: error });
    }
  }
}

function list(only: readonly string[]): number {
  const cases = listCases(10, only);
  const width = Math.max(...cases.map(({ id }) => id.length));
  for (const { id, severity, rules, title, needs = [], otps, core } of cases) {
    const notes = [
      ...(core === true ? ['core'] : []),
      ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]),
      ...(otps === undefined ? [] : [`OTPs: ${otps.expected}, at most ${otps.atMost}`]),
    ];
    const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
    process.stdout.write(
      `${id.padEnd(width)}  ${severity.padEnd(6)}  ${title} [${rules.join(', ')}]${note}\n`,
    );
  }
  return 0;
}

async function init(file: string): Promise<number> {
  try {
    await writeFile(file, profileTemplate(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const why = systemCode(error) === 'EEXIST' ? 'it is there already' : messageOf(error);
    throw new Failure(`cannot write ${file}: ${why}`, 2, { cause: error });
  }
  process.stderr.write(`Wrote ${file}. Fill it in, then: npx sendotp check --profile ${file}\n`);
  return 0;
}

function numberFrom(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value))
    throw new Failure(`${option} must be a whole number, not ${JSON.stringify(text)}`, 2);
  return value;
}

function withoutUndefined<T extends object>(all: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
