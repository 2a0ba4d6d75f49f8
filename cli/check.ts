import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import {
  BaselineError,
  type ConformanceOptions,
  listCases,
  OptionError,
  ProfileError,
  profileTemplate,
  reportFormats,
  runConformance,
  tokenFixtures,
  writeBaseline,
} from '@sendotp-contract/conformance';
import { baselineFrom, outputFrom, writeReports } from './check-files.js';
import { profileFrom, type TargetOptions, withoutUndefined } from './check-profile.js';
import { progressTo } from './check-progress.js';
import { command } from './command-name.js';
import { Failure, messageOf, systemCode } from './failure.js';
import type { VerbosityOptions } from './verbosity.js';
import { writeFileOr } from './written-file.js';

interface CheckOptions extends TargetOptions, VerbosityOptions {
  readonly only: readonly string[];
  readonly list?: true;
  readonly fuzz?: string;
  readonly seed?: string;
  readonly report: readonly string[];
  readonly maxOtps?: string;
  readonly timeout?: string;
  readonly rate?: string;
  readonly maxMinutes?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly showSecrets?: true;
  readonly init?: string | true;
  readonly json?: true;
}

const templateFile = 'conformance.yaml';
const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `sendotp-contract check`: judges the server at a base URL. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .summary('judge any implementation over the wire: which rules of the contract does it keep?')
    .description(
      'Calls the server at a base URL as Alipay+ does and reports which rules of the contract it keeps, which it breaks, and which could not be tested. Without options it judges the sandbox.',
    )
    .option('--url <url>', "the MPP's base URL; the operation's path is put after it")
    .option(
      '--profile <file>',
      'profile of the target: a YAML file (see --init), or "sandbox", which is the default',
    )
    .option('--client-id <id>', 'Client-Id to call as')
    .option('--private-key <file>', 'your private key, PEM or base64 DER')
    .option('--public-key <file>', "the MPP's public key, PEM or base64 DER")
    .option('--key-version <version>', 'keyVersion of your key, the newest that is registered')
    .option(
      '--signed-path-prefix <prefix>',
      "path prefix in front of the operation's path in the signed content",
    )
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
      'only the cases of this id, rule or family, such as SIG-3 or SIG; may be repeated',
      several,
      [],
    )
    .option('--list', 'print the cases and end')
    .option('--fuzz <n>', 'also send N generated requests')
    .option('--seed <n>', 'seed of the generated requests; the same seed generates the same requests')
    .option(
      '--report <format[=file]>',
      `write the report as ${reportFormats.join(', ')}; to standard output without a file; may be repeated`,
      several,
      [],
    )
    .option('--max-otps <n>', 'how many OTPs the run may cause at most')
    .option('--timeout <ms>', 'how long one response may take, in ms')
    .option('--rate <n>', 'at most N requests in one second, such as 5 or 0.5')
    .option(
      '--max-minutes <n>',
      'how long the run may take, in minutes; with it, traffic limits per minute are waited out',
    )
    .option('--baseline <file>', 'known failures: exit code 0 only when the run equals them')
    .option('--write-baseline <file>', 'write the failures of this run as the known ones')
    .option('-q, --quiet', 'print no progress, only the report')
    .option('-v, --verbose', 'print a line of progress for every case')
    .option('--json', 'the same as --report json')
    .option('--show-secrets', 'do not mask access tokens in the report')
    .addOption(
      new Option('--init [file]', `write a profile template with comments (default ${templateFile}) and end`),
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 no rule is broken and the core cases passed in whole, 1 a rule is broken, 2 not judged (server not reachable, unusable profile or option).
With --baseline: 0 the run equals the known failures, 1 it does not, 2 not judged.
Progress goes to standard error, the report to standard output. Access tokens in reports are masked, except those of the sandbox.`,
    )
    .action(async (options: CheckOptions) => {
      process.exitCode = await check(options);
    });
}

async function check(options: CheckOptions): Promise<number> {
  if (options.init !== undefined) return init(options.init === true ? templateFile : options.init);
  try {
    if (options.list) return list(options.only);
    const outputs = [...options.report, ...(options.json ? ['json'] : [])].map(outputFrom);
    if (outputs.filter(({ file }) => file === undefined).length > 1) {
      throw new Failure(
        'two reports cannot both go to standard output: give all but one a file, such as --report html=report.html',
        2,
      );
    }
    const baseline = options.baseline === undefined ? undefined : await baselineFrom(options.baseline);
    const profile = await profileFrom(options);
    const report = await runConformance(profile, {
      ...runOptions(options),
      ...(baseline === undefined ? {} : { baseline }),
    });
    await writeReports(report, outputs);
    if (options.writeBaseline !== undefined)
      await writeFileOr(options.writeBaseline, writeBaseline(report), 'baseline');
    return report.exitCode;
  } catch (error) {
    if (error instanceof ProfileError || error instanceof OptionError || error instanceof BaselineError)
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
    rate: numberFrom('--rate', options.rate, 'a number'),
    maxMinutes: numberFrom('--max-minutes', options.maxMinutes, 'a number'),
  };
  return {
    ...withoutUndefined(numbers),
    only: options.only,
    showSecrets: options.showSecrets ?? false,
    ...(options.quiet ? {} : { onProgress: progressTo(process.stderr, options.verbose === true) }),
  };
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
    const why = systemCode(error) === 'EEXIST' ? 'the file exists already' : messageOf(error);
    throw new Failure(`cannot write ${file}: ${why}`, 2, { cause: error });
  }
  process.stderr.write(`Wrote ${file}. Fill it in, then run: ${command} check --profile ${file}\n`);
  return 0;
}

function numberFrom(
  option: string,
  text: string | undefined,
  kind: 'a number' | 'a whole number' = 'a whole number',
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  const fits = kind === 'a number' ? Number.isFinite(value) : Number.isInteger(value);
  if (text.trim() === '' || !fits)
    throw new Failure(`${option} must be ${kind}, not ${JSON.stringify(text)}`, 2);
  return value;
}
