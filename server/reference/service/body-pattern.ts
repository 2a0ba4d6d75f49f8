import { createRequire } from 'node:module';
import type * as Re2 from 're2js';
import type { BodyPattern } from '../channel/sms-gateway-answer.js';
import { parsedBy } from './setting.js';

/** Loaded by the settings that need it, as it takes 59 ms of CPU; by require, as settings are read synchronously. */
const loadRe2 = (): typeof Re2 => createRequire(import.meta.url)('re2js') as typeof Re2;

/**
 * A regular expression for response bodies, in the syntax of RE2: its matching takes linear time, whatever the expression and
 * the body. Look-around and back references are not supported.
 */
export const bodyPattern = parsedBy((value): BodyPattern => {
  const expression = loadRe2().RE2JS.compile(value);
  return { test: (body) => expression.matcher(body).find() };
}, 'a regular expression in RE2 syntax, without look-around and back references');
