import { join } from 'node:path';
import { inject } from 'vitest';
import type { entryPoints } from './programs.js';

/** The file of a program made from source, for `process.execPath`. */
export const program = (name: keyof typeof entryPoints): string => join(inject('programs'), `${name}.js`);
