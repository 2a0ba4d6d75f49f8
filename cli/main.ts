import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import { command } from './command-name.js';
import { addCommands } from './commands.js';
import { Failure } from './failure.js';

// By the package's own name, so that it is the same file from source and from dist/.
const require = createRequire(import.meta.url);
const { version } = require('sendotp-contract/package.json') as { version: string };
const readme = new URL('README.md', pathToFileURL(require.resolve('sendotp-contract/package.json')));

/**
 * Runs one command line, such as `['call', '--json']`, and leaves its exit code in `process.exitCode`.
 * @throws what is no mistake of the user's
 */
export async function main(args: readonly string[]): Promise<void> {
  const program = newProgram();
  await addCommands(program, args);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and --version end with 0; anything else that commander refuses is a usage error.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      if (error.exitCode !== 0) printAsJson(args, 'USAGE', error.message);
    } else if (error instanceof Failure) {
      process.stderr.write(`sendotp-contract: ${error.message}\n`);
      process.exitCode = error.exitCode;
      printAsJson(args, error.code, error.message);
    } else {
      throw error;
    }
  }
}

function newProgram(): Command {
  return new Command('sendotp-contract')
    .version(version)
    .description('The sendOTP contract between Alipay+ and a Mobile Payment Provider (MPP), executable.')
    .showHelpAfterError(`(see ${command} --help, or --help after a command)`)
    .addHelpText(
      'after',
      `
Examples:
  ${command} serve                                      the sandbox, on this machine
  ${command} call                                       call it
  ${command} check --init                               write a profile of your own server
  ${command} mock --scenario seq:UNKNOWN_EXCEPTION,SUCCESS

Exit codes: 0 done, 1 see the command, 2 usage error. --help after a command says more.
Documentation: ${readme.href}`,
    )
    .exitOverride();
}

/** A program that reads JSON gets JSON, whatever happens. */
function printAsJson(args: readonly string[], code: string, message: string): void {
  if (!args.includes('--json')) return;
  const error = { code, message: message.replace(`${code}: `, '') };
  process.stdout.write(`${JSON.stringify({ error })}\n`);
}
