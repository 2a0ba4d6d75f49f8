import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { plainPrism, type PlainPrismRow } from '../../scripts/generate/plain-prism.js';
import { call, goodBody, prepare } from '../e2e/caller.js';
import { type MockTarget, startMock } from '../e2e/mock-target.js';

interface Result {
  readonly result?: { readonly resultCode: string };
}

describe('npx prism mock spec/openapi.yaml', () => {
  let prism: ChildProcess;
  let url: string;
  let target: MockTarget;
  beforeAll(async () => {
    const command = [
      'node_modules/@stoplight/prism-cli/dist/index.js',
      'mock',
      'spec/openapi.yaml',
      '-p',
      '0',
    ];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
    prism = child;
    url = await new Promise((resolve, reject) => {
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const found = /listening on (http:\/\/[\w.:]+)/.exec(printed)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.on('exit', () => {
        reject(new Error(`Prism did not start: ${printed}`));
      });
    });
    target = await startMock();
  });
  afterAll(async () => {
    prism.kill();
    await target.server.close();
  });

  const changesOf = ({ changes, parameters }: PlainPrismRow) => ({
    body: goodBody(target, parameters),
    ...changes,
  });
  const callPrism = async (row: PlainPrismRow) => {
    const { path, method, headers, bytes } = prepare(target, changesOf(row));
    const response = await fetch(`${url}${path}`, { method, headers, body: bytes.toString() });
    const [mediaType] = (response.headers.get('content-type') ?? '').split(';');
    return { response, mediaType, body: (await response.json()) as Result };
  };

  it.each(plainPrism)('answers $call as the docs say', async (row) => {
    const { response, mediaType, body } = await callPrism(row);
    expect({ status: response.status, mediaType }).toEqual({
      status: row.prism.status,
      mediaType: row.prism.mediaType,
    });
    if (row.prism.code === undefined) expect(body.result).toBeUndefined();
    // What it invents differs each time; what it takes from the document is the contract's.
    else if (row.prism.code === 'invented') expect(body.result).toHaveProperty('resultCode');
    else {
      expect(body.result?.resultCode).toBe(row.prism.code);
      expect(operations.sendOTP.validateResponse(body)).toBe(true);
    }
  });

  it.each(plainPrism)('the mock answers $call as the docs say', async (row) => {
    // call() checks what each answer must hold, its signature among it.
    expect((await call(target, changesOf(row))).code).toBe(row.mock);
  });

  it('gives each call the same verifyRequestId, and the headers of the document', async () => {
    const [good] = plainPrism;
    if (good === undefined) throw new Error('no rows');
    const [first, second] = [await callPrism(good), await callPrism(good)];
    expect(second.body).toEqual(first.body);
    for (const name of ['client-id', 'response-time', 'signature']) {
      expect(first.response.headers.get(name)).not.toBeNull();
      expect(second.response.headers.get(name)).toBe(first.response.headers.get(name));
    }
  });
});
