import { below, everybody, nobody } from './change.js';
import type { Changes } from './change.js';
import { isNode, nodeOf, same } from './document.js';
import type { Document, Located, Node } from './document.js';
import { otherKeywords } from './keywords.js';
import { MessageComparison } from './message.js';
import { compareServers } from './servers.js';
import { compareLogRules, compareOrderOfChecks, compareResultCodes } from './tables.js';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

interface Operation extends Located<Node> {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  /** The node of its path. */
  readonly item: Located;
}

function operationsOf(document: Document): readonly Operation[] {
  const paths = { value: document.root['paths'], place: '#/paths' };
  return Object.keys(nodeOf(paths.value)).flatMap((path) => {
    const item = document.child(paths, path);
    return methods.flatMap((method) => {
      const { value, place } = document.child(item, method);
      if (!isNode(value)) return [];
      return [{ id: String(value['operationId']), path, method, item, value, place }];
    });
  });
}

export function compareOperations(before: Document, after: Document, changes: Changes): void {
  const nows = [...operationsOf(after)];
  const take = (matches: (operation: Operation) => boolean): Operation | undefined => {
    const index = nows.findIndex(matches);
    return index < 0 ? undefined : nows.splice(index, 1)[0];
  };
  const olds = operationsOf(before);
  const ids = new Set(nows.map(({ id }) => id));
  for (const old of olds) {
    const now =
      take(({ id }) => id === old.id) ??
      take(
        ({ path, method, id }) =>
          path === old.path && method === old.method && !olds.some((other) => other.id === id),
      );
    if (now === undefined) changes.add(old.place, `operation ${old.id} removed`, ['callers']);
    else compareOperation(before, old, after, now, changes);
  }
  for (const { id, place } of nows) if (ids.has(id)) changes.add(place, `operation ${id} added`, nobody);
}

function compareOperation(
  before: Document,
  old: Operation,
  after: Document,
  now: Operation,
  changes: Changes,
): void {
  if (old.id !== now.id)
    changes.add(below(now.place, 'operationId'), `operationId ${old.id} → ${now.id}`, everybody);
  if (old.path !== now.path) changes.add(now.place, `path ${old.path} → ${now.path}`, everybody);
  if (old.method !== now.method) changes.add(now.place, `method ${old.method} → ${now.method}`, everybody);
  const messages = new MessageComparison(before, after, changes);
  const parameters = (document: Document, operation: Operation) => [
    document.child(operation.item, 'parameters'),
    document.child(operation, 'parameters'),
  ];
  messages.parameters(parameters(before, old), parameters(after, now));
  messages.body(before.child(old, 'requestBody'), after.child(now, 'requestBody'));
  messages.responses(before.child(old, 'responses'), after.child(now, 'responses'));
  compareResultCodes(before, old, after, now, changes);
  compareOrderOfChecks(before, old, after, now, changes);
  compareLogRules(old, now, changes);
  compareSecurity(before, old, after, now, changes);
  compareServers(serversOf(before, old), serversOf(after, now), changes);
  otherKeywords(old, now, comparedHere, changes);
  otherKeywords(old.item, now.item, ['parameters', 'servers', ...methods], changes);
}

const comparedHere = [
  ...['operationId', 'parameters', 'requestBody', 'responses', 'x-result-codes', 'x-order-of-checks'],
  ...['x-secrets', 'x-loggable', 'security', 'servers'],
];

/** The nearest list of servers counts. */
function serversOf(document: Document, operation: Operation): Located {
  for (const { value, place } of [operation, operation.item]) {
    const servers = nodeOf(value)['servers'];
    if (servers !== undefined) return { value: servers, place: below(place, 'servers') };
  }
  return { value: document.root['servers'], place: '#/servers' };
}

function compareSecurity(
  before: Document,
  old: Operation,
  after: Document,
  now: Operation,
  changes: Changes,
): void {
  const demands = (document: Document, operation: Operation): unknown => {
    const security = operation.value['security'] ?? document.root['security'] ?? [];
    const isEmpty = Array.isArray(security) && security.length === 0;
    return isEmpty ? [] : [security, nodeOf(document.root['components'])['securitySchemes']];
  };
  if (same(demands(before, old), demands(after, now))) return;
  const place = 'security' in now.value ? below(now.place, 'security') : '#/security';
  changes.add(place, 'security requirements changed', everybody);
}
