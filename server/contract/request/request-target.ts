/**
 * A request target as path and query: of the absolute form (`http://host/path?query`) the scheme and the authority are set
 * aside (CALL-2, RFC 9112 §3.2.2). Any other target is returned as it is.
 */
export function pathWithQuery(target: string): string {
  if (target.startsWith('/')) return target;
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i.exec(target);
  if (match === null) return target;
  const rest = target.slice(match[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The path of a target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}
