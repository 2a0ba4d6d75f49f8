import { expect, it } from 'vitest';
import { JsonLog, jsonLogger } from '../../../server/reference/service/json-log.js';

it('a line of the log is one line of JSON that cannot command a terminal, whatever stands in it', () => {
  const lines: string[] = [];
  const log = new JsonLog(jsonLogger('info', { write: (line) => lines.push(line) }));
  const what = 'a file\n\u001b[2J\u009b\u202e';
  log.notice({ level: 'warn', what, details: { file: what } });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\u001b\u009b\u202e]|\n./);
  // Read by a program, it is what it was.
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', file: what, msg: what });
});
