#!/usr/bin/env node
// A file that is there before the build, so that npm can link the command. In the syntax and with the modules of old versions of
// Node, so that they can say that they are too old: what comes after fails with errors that name another cause.
import { readFileSync } from 'fs';

var needed = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
var least = needed.match(/\d+/g).map(Number);
var own = process.versions.node.split('.').map(Number);

if (own[0] < least[0] || (own[0] === least[0] && own[1] < least[1])) {
  fail(
    'this is Node ' +
      process.versions.node +
      '; sendotp-contract needs Node ' +
      least.join('.') +
      ' or newer',
  );
} else {
  import('../dist/index.js').catch(function (error) {
    if (!error || error.code !== 'EMFILE') throw error;
    fail(
      'this process may open too few files at the same time; raise the limit, such as with ulimit -n 65536',
    );
  });
}

function fail(message) {
  process.stderr.write('sendotp-contract: ' + message + '\n');
  process.exitCode = 1;
}
