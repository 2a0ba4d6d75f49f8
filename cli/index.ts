#!/usr/bin/env node
import { main } from './main.js';

// A reader that closes the pipe early, such as head(1), is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await main(process.argv.slice(2));
