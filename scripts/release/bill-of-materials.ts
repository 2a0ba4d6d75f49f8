import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

interface Licence {
  readonly license?: { readonly id?: string; readonly name?: string };
  readonly expression?: string;
}

export interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly Licence[];
}

/** Licences that packages under Apache-2.0 may depend on. */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'Unlicense', 'Python-2.0', 'Zlib'],
]);

interface Bill {
  readonly components: readonly (Component & { readonly 'bom-ref': string })[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * CycloneDX, of what users install: what the published packages reach. `npm sbom --omit dev` leaves out what only workspaces
 * depend on (npm 11), so the whole tree is asked for and cut here.
 * @param published names of the packages
 */
export function billOfMaterials(published: readonly string[]): {
  readonly text: string;
  readonly components: readonly Component[];
} {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const output = execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const bill = JSON.parse(output) as Bill;
  const cut = reachable(bill, published);
  return { text: `${JSON.stringify(cut, null, 2)}\n`, components: cut.components };
}

/** A bill of what some components reach, themselves included. */
export function reachable<T extends Bill>(bill: T, names: readonly string[]): T {
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const own = bill.components.filter(({ name, 'bom-ref': ref }) =>
    names.some((start) => start === name || ref.startsWith(`${start}@`)),
  );
  const refs = own.map((component) => component['bom-ref']);
  for (let ref = refs.pop(); ref !== undefined; ref = refs.pop()) {
    if (reached.has(ref)) continue;
    reached.add(ref);
    refs.push(...(needs.get(ref) ?? []));
  }
  return {
    ...bill,
    components: bill.components.filter((component) => reached.has(component['bom-ref'])),
    dependencies: bill.dependencies.filter(({ ref }) => reached.has(ref)),
  };
}

interface LicencedManifest {
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

/** The licence in a package's own manifest, in the old forms that npm does not copy to its lock file. */
function licencesInManifest(name: string): readonly string[] {
  const path = `node_modules/${name}/package.json`;
  if (!existsSync(path)) return [];
  const { license, licenses = [] } = JSON.parse(readFileSync(path, 'utf8')) as LicencedManifest;
  if (license === undefined) return [licenses.map(({ type }) => type).join(' OR ')].filter(Boolean);
  return [typeof license === 'string' ? license : license.type];
}

/** Of `(MIT OR GPL-2.0)` one licence is enough; of `(MIT AND GPL-2.0)` all count. */
function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => allowed.has(name.trim())));
}

/** Components whose licence is missing or not on the list. */
export function licenceFaults(components: readonly Component[]): readonly string[] {
  return components.flatMap(({ name, version, licenses = [] }) => {
    const listed = licenses.map(
      ({ license, expression }) => expression ?? license?.id ?? license?.name ?? '',
    );
    const names = listed.length > 0 ? listed : licencesInManifest(name);
    if (names.length > 0 && names.every(isAllowed)) return [];
    return [`${name}@${version} has the licence ${names.join(', ') || '(none)'}, which is not on the list`];
  });
}
