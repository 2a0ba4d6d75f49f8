import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createClient } from '@sendotp-contract/client';
import { importPublicKey } from '@sendotp-contract/message';
import { contract, operations } from '@sendotp-contract/spec';
import type { CaseData } from '../../../conformance/data/data-schema.js';
import type { Vectors } from '../../../conformance/data/vector-schema.js';
import { codeOfFault, readFaults } from '../../../conformance/exchange/fault-reader.js';
import { conformanceFiles, folder } from '../../../scripts/generate/conformance-data.js';

let files: Readonly<Record<string, string>>;
let vectors: Vectors;
const published = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
beforeAll(async () => {
  files = await conformanceFiles();
  vectors = published('vectors.json') as Vectors;
});

describe('what the package publishes beside its code', () => {
  it.each(['cases.json', 'cases.schema.json', 'vectors.json', 'vectors.schema.json'])(
    '%s is what npm run generate makes',
    (name) => {
      expect(readFileSync(`${folder}/${name}`, 'utf8')).toBe(files[name]);
    },
  );

  it.each(['cases', 'vectors'])('%s.json fits its schema', (name) => {
    const validate = new Ajv2020({ strict: false }).compile(published(`${name}.schema.json`) as object);
    expect(validate(published(`${name}.json`)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('holds every case, and no private key', () => {
    const data = published('cases.json') as CaseData;
    expect(data.cases.length).toBeGreaterThan(100);
    for (const { steps } of data.cases) expect(steps.length).toBeGreaterThan(0);
    for (const text of Object.values(files)) expect(text).not.toContain('PRIVATE KEY');
  });
});

describe('the vectors', () => {
  it('are 60 or more, with a right and a wrong one for each rule about headers and signatures', () => {
    const { requests, responses, publicKeys, pairs } = vectors;
    const said = [
      ...requests.map(({ rule, code }) => [rule, code === undefined] as const),
      ...[...responses, ...publicKeys].map(({ rule, accepted }) => [rule, accepted] as const),
      ...pairs.map(({ rule, same }) => [rule, same] as const),
    ];
    expect(requests.length + responses.length).toBeGreaterThanOrEqual(60);
    const rules = Object.keys(contract.rules).filter((id) => /^(SIG|HDR)-/.test(id));
    for (const rule of rules)
      for (const isRight of [true, false])
        expect(
          said.some(([of, right]) => of === rule && right === isRight),
          `${rule} ${isRight ? 'right' : 'wrong'}`,
        ).toBe(true);
    const names = [...requests, ...responses, ...publicKeys, ...pairs].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('SIG-1: a reader that shares no code with what made them says the same of every request', () => {
    const keys = new Map<string, KeyObject>(
      Object.entries(vectors.callerKeys).map(([version, pem]) => [version, createPublicKey(pem)]),
    );
    for (const { name, method, path, headers, body, code } of vectors.requests) {
      const { faults } = readFaults(
        { method, path, headers, body: Buffer.from(body, 'base64') },
        {
          operation: operations.sendOTP,
          pathPrefix: '',
          signedPathPrefix: '',
          keys: new Map([[vectors.clientId, keys]]),
          newestVersion: [...keys.keys()].at(-1) ?? '',
          throttledClientId: undefined,
          toleranceMinutes: vectors.toleranceMinutes,
          ids: {},
        },
        Date.parse(vectors.now),
      );
      const [fault] = faults;
      expect(fault === undefined ? undefined : codeOfFault[fault], name).toBe(code);
    }
  });

  it('SIG-2, SIG-7, SIG-10: the client accepts and refuses what they say', async () => {
    const { caller } = JSON.parse(readFileSync('test/conformance/data/vector-keys.json', 'utf8')) as Readonly<
      Record<string, string>
    >;
    for (const { name, headers, body, accepted } of vectors.responses) {
      const client = await createClient({
        contract,
        baseUrl: 'https://mpp.example.net',
        clientId: vectors.clientId,
        privateKey: createPrivateKey(caller ?? ''),
        publicKeys: vectors.mppKeys,
        retry: false,
        clock: { now: () => Date.parse(vectors.now), sleep: () => Promise.resolve() },
        fetch: () =>
          Promise.resolve(
            new Response(Buffer.from(body, 'base64'), {
              headers: headers.map(([header, value]): [string, string] => [header, value]),
            }),
          ),
      });
      const outcome = client
        .call('sendOTP', { acquirerId: 'A', pspId: 'P', accessToken: 'T' })
        .then(() => 'accepted')
        .catch((error: unknown) => `refused: ${String(error)}`);
      expect((await outcome) === 'accepted', `${name}: ${await outcome}`).toBe(accepted);
    }
  });

  it('SIG-6: the import of keys accepts and refuses what they say', async () => {
    for (const { name, publicKey, accepted } of vectors.publicKeys)
      expect(
        await importPublicKey(publicKey).then(
          () => true,
          () => false,
        ),
        name,
      ).toBe(accepted);
  });
});
