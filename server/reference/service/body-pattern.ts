import { RE2JS } from 're2js';
import type { BodyPattern } from '../channel/sms-gateway-answer.js';
import { parsedBy } from './setting.js';

/**
 * A regular expression for response bodies, in the syntax of RE2: its matching takes linear time, whatever the expression and
 * the body. Look-around and back references are not supported.
 */
export const bodyPattern = parsedBy((value): BodyPattern => {
  const expression = RE2JS.compile(value);
  return { test: (body) => expression.matcher(body).find() };
}, 'a regular expression in RE2 syntax, without look-around and back references');
