#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addCall } from './call.js';
import { addCheck } from './check.js';
import { Failure } from './failure.js';
import { addMock } from './mock.js';
import { addServe } from './serve.js';

// By the package's own name, so that it is the same file from source and from dist/.
const { version } = createRequire(import.meta.url)('sendotp-contract/package.json') as { version: string };

const program = new Command('sendotp')
  .version(version)
  .description('The sendOTP contract between Alipay+ and a Mobile Payment Provider (MPP), executable.')
  .showHelpAfterError('(see sendotp --help, or --help after a command)')
  .exitOverride();
addServe(program);
addMock(program);
addCall(program);
addCheck(program);

// A reader that has seen enough, such as head(1), is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and --version end with 0; whatever else commander refuses is usage.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof Failure) {
    process.stderr.write(`sendotp: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    throw error;
  }
}
