import type { Parameters } from './changes.js';

/** The members of a JSON object, each written out: a body is put together from these, never by searching its text. */
export function membersOf(parameters: Parameters): readonly string[] {
  return Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
}

/** An object of these members, and of more that are written as they are. */
export function objectWith(parameters: Parameters, ...more: readonly string[]): string {
  return `{${[...membersOf(parameters), ...more].join(',')}}`;
}

/** An object with one more member, `note`, whose text is exactly these bytes. */
export function objectWithBytes(parameters: Parameters, bytes: readonly number[]): Uint8Array {
  const [head, tail] = [
    `{${membersOf(parameters)
      .map((member) => `${member},`)
      .join('')}"note":"`,
    '"}',
  ];
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
}

/** An object that is padded to this many bytes by one more member. */
export function objectOfSize(parameters: Parameters, size: number): string {
  const pad = (length: number) => objectWith(parameters, `"pad":"${'x'.repeat(length)}"`);
  return pad(Math.max(0, size - Buffer.byteLength(pad(0))));
}
