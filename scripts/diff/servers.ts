import { below, everybody, nobody } from './change.js';
import type { Changes } from './change.js';
import { listOf, nodeOf, same } from './document.js';
import type { Located, Node } from './document.js';

/** Names that no host has (RFC 2606): the reader replaces them anyway. */
const isExampleHost = (value: unknown): boolean =>
  typeof value === 'string' && /(^|\.)(example(\.(com|net|org))?|test|invalid)$/.test(value);

/** The path of a server is part of what is signed, and generated clients call the first server when told of no other. */
export function compareServers(before: Located, after: Located, changes: Changes): void {
  const byUrl = ({ value }: Located) =>
    new Map(
      listOf(value).map((server, index) => [
        String(nodeOf(server)['url']),
        { server: nodeOf(server), index },
      ]),
    );
  const [olds, nows] = [byUrl(before), byUrl(after)];
  for (const [url, { index }] of olds)
    if (!nows.has(url)) changes.add(below(before.place, index), `server ${url} removed`, ['callers']);
  for (const [url, { server, index }] of nows) {
    const place = below(after.place, index);
    const old = olds.get(url);
    if (old === undefined) changes.add(place, `server ${url} added`, nobody);
    else compareVariables(old.server, server, below(place, 'variables'), changes);
  }
  const [first] = olds.keys();
  const [firstNow] = nows.keys();
  if (first !== firstNow && first !== undefined && nows.has(first))
    changes.add(after.place, `the first server is now ${String(firstNow)}`, ['callers']);
}

function compareVariables(before: Node, after: Node, place: string, changes: Changes): void {
  const [olds, nows] = [nodeOf(before['variables']), nodeOf(after['variables'])];
  for (const name of new Set([...Object.keys(olds), ...Object.keys(nows)])) {
    const [old, now] = [nodeOf(olds[name]), nodeOf(nows[name])];
    const [was, is] = [old['default'], now['default']];
    const at = below(place, name);
    if (!same(was, is)) {
      const breaks = isExampleHost(was) && isExampleHost(is) ? nobody : (['callers'] as const);
      changes.add(below(at, 'default'), `default ${String(was)} → ${String(is)}`, breaks, 'patch');
    }
    if (!same(old['enum'], now['enum'])) changes.add(below(at, 'enum'), 'enum changed', everybody);
  }
}
