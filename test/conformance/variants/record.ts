import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { type StandingName, standingNames } from '../standings.js';

/** The steps that fail for a server, under each profile or under all alike. */
export type Failing = readonly string[] | Readonly<Record<StandingName, readonly string[]>>;

const file = fileURLToPath(new URL('told.json', import.meta.url));

/** Server → the steps that fail. Made by `VARIANTS=record npx vitest run test/conformance/variants`. */
export function readRecord(): Map<string, Failing> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  return new Map(Object.entries(JSON.parse(text) as Record<string, Failing>));
}

/** The steps that fail for a server under this profile. */
export function failingUnder(failing: Failing | undefined, standing: StandingName): readonly string[] {
  if (failing === undefined) return [];
  return 'plain' in failing ? failing[standing] : failing;
}

/** Puts down what has failed. */
export async function writeRecord(
  failing: ReadonlyMap<string, Readonly<Record<StandingName, readonly string[]>>>,
): Promise<void> {
  const entries = [...failing].map(([name, by]): [string, Failing] => [name, alike(by) ? by.plain : by]);
  const text = JSON.stringify(Object.fromEntries(entries));
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

function alike(by: Readonly<Record<StandingName, readonly string[]>>): boolean {
  return standingNames.every((name) => by[name].join('\n') === by.plain.join('\n'));
}
