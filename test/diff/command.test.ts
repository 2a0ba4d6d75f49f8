import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { program } from '../from-source.js';

const folder = mkdtempSync(join(tmpdir(), 'sendotp-diff-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const specification = 'spec/openapi.yaml';
const text = readFileSync(specification, 'utf8');

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function diff(...args: readonly string[]) {
  const command = [program('diff'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const longer = file('longer.yaml', text.replaceAll('maxLength: 128', 'maxLength: 256'));

describe('npm run diff', () => {
  it('ends with 0 when nothing changed', () => {
    expect(diff(specification)).toEqual({ status: 0, stdout: 'no difference\n', stderr: '' });
  });

  it('ends with 0 when nothing breaks, and says which bump is needed', () => {
    const before = file('texts.yaml', text.replace('title: sendOTP', 'title: send OTP'));
    const { status, stdout } = diff(before);
    expect(status).toBe(0);
    expect(stdout).toContain('1 changes, 0 of them breaking: patch bump');
  });

  it('ends with 1 when something breaks, and says what, whom and which rule', () => {
    const { status, stdout } = diff(specification, longer);
    expect(status).toBe(1);
    expect(stdout).toContain('major  BREAKS MPPs  [REQ-7]');
    expect(stdout).toContain('#/components/schemas/SendOtpRequest/properties/accessToken/maxLength');
  });

  it('takes the working tree for the revision', () => {
    expect(JSON.parse(diff(longer, '--json').stdout)).toContainEqual({
      place: '#/components/schemas/SendOtpRequest/properties/accessToken/maxLength',
      change: 'maxLength 256 → 128',
      breaks: ['callers'],
      bump: 'major',
    });
  });

  it('reads git refs', () => {
    expect(diff('HEAD', 'HEAD', '--json')).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
    expect(diff('HEAD:spec/openapi.yaml', 'HEAD').status).toBe(0);
  });

  it.each([
    ['no such file or ref', ['nothing-of-this-name']],
    ['an option as a ref', ['--', '--upload-pack']],
    ['no base', []],
    ['too many revisions', [specification, specification, specification]],
    ['an unknown option', [specification, '--yaml']],
    ['a folder', ['spec']],
    ['a file that is no YAML', [file('broken.yaml', 'a: [')]],
    ['a file that is no OpenAPI', [file('other.yaml', 'a: 1')]],
    ['Swagger 2', [file('old.yaml', 'swagger: "2.0"\npaths: {}')]],
    [
      'a reference that leads nowhere',
      [file('dangling.yaml', text.replace('schemas/VerifyType', 'schemas/None'))],
    ],
    [
      'a reference out of the file',
      [file('outside.yaml', text.replace("'#/components/schemas/VerifyType'", 'other.yaml'))],
    ],
  ])('ends with 2 and one message for %s', (_, args) => {
    const { status, stdout, stderr } = diff(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^(diff|Usage): /);
    expect(stderr).not.toContain('    at ');
  });

  it('--last-release has nothing to say before the first release, and compares after it', () => {
    expect([0, 1]).toContain(diff('--last-release').status);
  });
});
