#!/usr/bin/env node
// A file that is there before the build, so that npm can link the command.
import('../dist/index.js').catch((error) => {
  if (error?.code !== 'EMFILE') throw error;
  process.stderr.write(
    'sendotp-contract: this process may open too few files at the same time; raise the limit, such as with ulimit -n 65536\n',
  );
  process.exitCode = 1;
});
