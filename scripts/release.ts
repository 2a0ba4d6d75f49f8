// npm run release -- --dry-run: everything that a release does before it publishes (docs/releases.md).
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials, licenceFaults } from './release/bill-of-materials.js';
import { contentFaults, pack, typeFaults } from './release/tarball.js';
import { versionFaults } from './release/version-gate.js';

const folder = 'release';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly workspaces?: readonly string[];
}

const manifest = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;

async function dryRun(): Promise<readonly string[]> {
  const { version, workspaces = [] } = manifest('package.json');
  const sources = new Map(workspaces.map((path) => [manifest(join(path, 'package.json')).name, path]));
  const faults = [...versionFaults()];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const script of ['build', 'docs']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' });
    if (status !== 0) return [...faults, `npm run ${script} failed`];
  }
  const { text, components } = billOfMaterials([...sources.keys()]);
  writeFileSync(join(folder, 'sbom.cdx.json'), text);
  faults.push(...licenceFaults(components));
  console.log(`${folder}/sbom.cdx.json: ${components.length} components`);
  for (const tarball of pack(folder)) {
    if (tarball.version !== version)
      faults.push(`${tarball.name} has version ${tarball.version}, not ${version}`);
    faults.push(...contentFaults(tarball));
    faults.push(...(await typeFaults(tarball, folder, sources.get(tarball.name) ?? '')));
    const kibibytes = Math.ceil(tarball.size / 1024);
    console.log(
      `would publish ${tarball.name}@${tarball.version}: ${tarball.files.length} files, ${kibibytes} KiB`,
    );
  }
  return faults;
}

if (process.argv.slice(2).join(' ') !== '--dry-run') {
  console.error(
    'Usage: npm run release -- --dry-run\nThe release workflow publishes: push the tag (docs/releases.md).',
  );
  process.exitCode = 2;
} else {
  const faults = await dryRun();
  for (const fault of faults) console.error(`release: ${fault}`);
  console.log(faults.length === 0 ? 'ready to publish' : `${faults.length} faults: nothing may be published`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
