import { describe, expect, it } from 'vitest';
import { durabilityWarnings } from '../../../server/reference/redis/redis-durability.js';

const info = (policy: string, aof: 0 | 1): string =>
  `# Memory\r\nused_memory:1\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:${aof}\r\n`;
const evicts = /^its maxmemory-policy is allkeys-lru, which may remove .*; expected noeviction$/;
const forgets = /^it writes nothing to disk: .*; expected appendonly yes$/;

describe('what a Redis may lose', () => {
  it.each<[string, string, unknown, readonly RegExp[]]>([
    ['keeps all and writes a log', info('noeviction', 1), ['save', ''], []],
    ['keeps all and writes snapshots', info('noeviction', 0), ['save', '3600 1'], []],
    ['says nothing of a policy', 'aof_enabled:1\r\n', ['save', ''], []],
    ['evicts keys', info('allkeys-lru', 1), ['save', ''], [evicts]],
    ['writes nothing, as RESP2 says it', info('noeviction', 0), ['save', ''], [forgets]],
    ['writes nothing, as RESP3 says it', info('noeviction', 0), { save: '' }, [forgets]],
    ['writes snapshots, as RESP3 says it', info('noeviction', 0), { save: '3600 1' }, []],
    ['does not say whether it writes', info('noeviction', 0), undefined, []],
    ['says null', info('noeviction', 0), null, []],
    ['says something else', info('noeviction', 0), { other: '' }, []],
    ['evicts keys and writes nothing', info('allkeys-lru', 0), ['save', ''], [evicts, forgets]],
    // A line that only ends like it is another one.
    ['has other settings', 'x_aof_enabled:1\r\nmy_maxmemory_policy:allkeys-lru\r\n', ['save', ''], [forgets]],
  ])('that %s', (_, reply, save, expected) => {
    const warnings = durabilityWarnings(reply, save);
    expect(warnings).toEqual(expected.map((warning) => expect.stringMatching(warning) as string));
  });
});
