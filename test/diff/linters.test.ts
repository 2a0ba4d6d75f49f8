import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import spectral from '@stoplight/spectral-core';
import type { RulesetDefinition } from '@stoplight/spectral-core';
import parsers from '@stoplight/spectral-parsers';
import rulesets from '@stoplight/spectral-rulesets';
import { beforeAll, describe, expect, it } from 'vitest';

const { Spectral, Document } = spectral;

// Its types say `default`, its code is CommonJS: the ruleset is the module itself.
const owasp = createRequire(import.meta.url)('@stoplight/spectral-owasp-ruleset') as RulesetDefinition;

const oneStatus =
  'RES-8: every outcome has HTTP status 200, because SDKs of the vendor do not read other bodies';

/** Every rule that finds something, and why the document stays as it is. */
const reasons: Readonly<Record<string, string>> = {
  'contact-properties':
    'the project has no address for mail and no page that every copy shares; SECURITY.md says where to report',
  'license-url': 'OpenAPI 3.1 has license.identifier instead, and the two exclude each other',
  'owasp:api2:2023-write-restricted':
    'SIG-1: a signature over path, headers and body is no security scheme of OpenAPI; it is a required header',
  'owasp:api4:2023-rate-limit':
    'the vendor defines no such headers; a rate limit is REQUEST_TRAFFIC_EXCEED_LIMIT (RC-16)',
  'owasp:api4:2023-rate-limit-responses-429': oneStatus,
  'owasp:api4:2023-string-restricted':
    'the sources limit the length of these values and not their characters; each has minLength and maxLength',
  'owasp:api8:2023-define-cors-origin': 'servers call this API; no browser does',
  'owasp:api8:2023-define-error-responses-401': oneStatus,
  'owasp:api8:2023-define-error-responses-500': oneStatus,
  'owasp:api8:2023-define-error-validation': oneStatus,
  'owasp:api8:2023-no-server-http': 'the sandbox is on the loopback interface only',
  'owasp:api9:2023-inventory-access':
    'x-internal is an extension of one vendor; the descriptions say whose server it is',
  'owasp:api9:2023-inventory-environment': 'the host is a template, because every MPP has its own',
};

async function findings(file: string): Promise<readonly string[]> {
  const linter = new Spectral();
  linter.setRuleset({
    extends: [
      [rulesets.oas as RulesetDefinition, 'all'],
      [owasp, 'all'],
    ],
  });
  // YAML contains JSON.
  const results = await linter.run(new Document(readFileSync(file, 'utf8'), parsers.Yaml, file));
  return [...new Set(results.map(({ code }) => String(code)))].sort();
}

describe('spectral:oas and the OWASP ruleset, every rule of both', () => {
  const found = new Map<string, readonly string[]>();
  beforeAll(async () => {
    for (const file of ['spec/openapi.yaml', 'generated/openapi-3.0.json'])
      found.set(file, await findings(file));
  });

  it.each(['spec/openapi.yaml', 'generated/openapi-3.0.json'])('%s: no finding without a reason', (file) => {
    expect(found.get(file)?.filter((code) => reasons[code] === undefined)).toEqual([]);
  });

  it('has no reason without a finding', () => {
    expect(found.get('spec/openapi.yaml')).toEqual(Object.keys(reasons).sort());
  });
});
