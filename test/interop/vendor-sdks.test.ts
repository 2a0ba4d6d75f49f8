import { createVerify } from 'node:crypto';
import { createMockServer } from '@sendotp-contract/mock';
import type { Observation } from '@sendotp-contract/server';
import { contract } from '@sendotp-contract/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';
import { shellOptions } from '../server/shell.js';
import { createSendOtpServer } from '@sendotp-contract/server';
import { exchange, vendorMessage, vendorShapes } from './vendor-messages.js';

const { path, plainRequest } = contract.operations.sendOTP;
const body = JSON.stringify(plainRequest);

interface Target {
  readonly url: string;
  readonly observations: Observation[];
  readonly close: () => Promise<void>;
}

/** The servers that the messages are sent to, each with the option and without it. */
const starts: Readonly<Record<string, (acceptVendorSdkRequests: boolean) => Promise<Target>>> = {
  server: async (acceptVendorSdkRequests) => {
    const observations: Observation[] = [];
    const observe = (observation: Observation) => void observations.push(observation);
    const server = await createSendOtpServer(shellOptions({ acceptVendorSdkRequests, observe }));
    const { url } = await server.listen({ port: 0 });
    return { url, observations, close: () => server.close({ graceMs: 100 }) };
  },
  mock: async (acceptVendorSdkRequests) => {
    const observations: Observation[] = [];
    const { privateKey } = mpp;
    const server = await createMockServer({
      ...{ clients: { CALLER: caller.publicKey }, privateKey, acceptVendorSdkRequests },
      observe: (observation) => void observations.push(observation),
    });
    const { url } = await server.listen({ port: 0 });
    return { url, observations, close: () => server.close({ graceMs: 100 }) };
  },
};

describe.each(Object.entries(starts))('the %s', (_, start) => {
  describe.each([
    ['as it is', false],
    ['with acceptVendorSdkRequests', true],
  ])('%s', (__, accepts) => {
    let target: Target;
    beforeAll(async () => {
      target = await start(accepts);
    });
    afterAll(() => target.close());

    it.each(vendorShapes)('a message as the $name SDK shapes it', async (shape) => {
      const { privateKey } = caller;
      const call = { url: target.url, path, clientId: 'CALLER', privateKey, body, now: new Date() };
      const response = await exchange(target.url, vendorMessage(shape, call));
      expect(response.status).toBe(200);
      const isTaken = accepts || shape.isInContract;
      const parsed = JSON.parse(response.body) as { readonly result: { readonly resultStatus: string } };
      expect(parsed.result.resultStatus).toBe(isTaken ? 'S' : 'F');
      if (!isTaken)
        expect(target.observations.at(-1)?.reason).toMatch(/merchant-side SDKs.*acceptVendorSdkRequests/);
      // HDR-6, SIG-4: names in lower case, the signature URL-encoded, or some of the SDKs verify nothing.
      const signature = response.headers.get('signature') ?? '';
      const time = response.headers.get('response-time') ?? '';
      const encoded = /signature=([^,+/=]+)$/.exec(signature)?.[1] ?? '';
      const isVerified = createVerify('RSA-SHA256')
        .update(`POST ${path}\nCALLER.${time}.${response.body}`)
        .verify(mpp.publicKey, decodeURIComponent(encoded), 'base64');
      expect(isVerified).toBe(true);
    });

    it('HDR-2: epoch seconds and other numbers stay refused', async () => {
      const [shape] = vendorShapes.filter(({ name }) => name === 'PHP');
      if (shape === undefined) throw new Error('no shape');
      const { privateKey } = caller;
      const call = { url: target.url, path, clientId: 'CALLER', privateKey, body, now: new Date() };
      const seconds = { ...shape, time: (now: Date) => String(Math.round(now.getTime() / 1000)) };
      expect((await exchange(target.url, vendorMessage(seconds, call))).body).toContain('PARAM_ILLEGAL');
      const old = { ...shape, time: (now: Date) => String(now.getTime() - 3_600_000) };
      const code = accepts ? 'ACCESS_DENIED' : 'PARAM_ILLEGAL';
      expect((await exchange(target.url, vendorMessage(old, call))).body).toContain(code);
    });
  });
});
