import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentToBeSigned } from '@sendotp-contract/message';
import file from '../message/signing.json' with { type: 'json' };

const guide = readFileSync('docs/signing.md', 'utf8');
const vector = (name: string) => {
  const found = file.vectors.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no vector ${name}`);
  return found;
};

describe('the worked example of docs/signing.md', () => {
  it.each(['request: compact body', 'response: success'])('SIG-1: has the numbers of "%s"', (name) => {
    const { path, clientId, time, body, signature } = vector(name);
    const content = Buffer.from(contentToBeSigned({ path, clientId, time, body }));
    expect(guide).toContain(`\n${content.toString()}\n`);
    expect(guide).toContain(createHash('sha256').update(content).digest('hex'));
    expect(guide).toContain(`signature=${signature}\n`);
  });

  it('SIG-4: shows base64 before URL-encoding, and counts right', () => {
    const { path, clientId, time, body, signature } = vector('request: compact body');
    const base64 = decodeURIComponent(signature);
    expect(guide).toContain(`\n${base64}\n`);
    expect(guide).toContain(`${base64.length} characters`);
    expect(guide).toContain(`this body of ${Buffer.byteLength(body)} bytes`);
    expect(guide).toContain(`give ${contentToBeSigned({ path, clientId, time, body }).byteLength} bytes`);
    expect(guide).toContain(`with ${file.vectors.length}\nmessages`);
  });
});
