/** The last segment of a path. */
export function lastSegmentOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path with another last segment. */
export function withLastSegment(path: string, segment: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + segment;
}

/** A path beside this one that the contract does not know. */
export function elsewhere(path: string, segment = 'noSuchOperation'): string {
  return withLastSegment(path, segment);
}

/** The same path in other cases, by label. */
export function otherSpellings(path: string): Readonly<Record<string, string>> {
  const segment = lastSegmentOf(path);
  const tail = segment.replace(
    /[A-Z]{2,}$/,
    (capitals) => capitals.charAt(0) + capitals.slice(1).toLowerCase(),
  );
  return different(path, {
    [tail]: withLastSegment(path, tail),
    'the version in upper case': path.replace(/\/v(\d+)\//, '/V$1/'),
    'lower case': path.toLowerCase(),
    'upper case': path.toUpperCase(),
  });
}

/** The path with another version in it, by label; none when it has no version. */
export function otherVersions(path: string): Readonly<Record<string, string>> {
  const other = (write: (version: number) => string): string =>
    path.replace(/\/v(\d+)\//, (_, version: string) => write(Number(version)));
  return different(path, {
    'the next version': other((version) => `/v${version + 1}/`),
    'no version': other(() => '/'),
    'a point in it': other((version) => `/v${version}.0/`),
    'a 0 before it': other((version) => `/v0${version}/`),
  });
}

function different(path: string, others: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(others).filter(([, other]) => other !== path));
}
