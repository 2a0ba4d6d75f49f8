import { createSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import type { Exchange } from '../../../conformance/exchange/exchange.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { explainedSignature } from '../../../conformance/report/explained-signature.js';
import { keys, profileOf } from '../world.js';

const opened = await openProfile(
  parseProfile({ ...profileOf('http://127.0.0.1:1/gw'), signedPathPrefix: '/mpp' }),
);
const message = await new MessagePlan(opened, 'test').make(operations.sendOTP);
const time = '2026-11-25T12:00:00Z';
const body = '{"result":{"resultStatus":"F","resultCode":"INVALID_TOKEN"}}';

/** A response whose signature is made over this, by this key. */
function signedOver(path: string, key = keys.mpp.privateKey, header?: string): Exchange {
  const signature = createSign('RSA-SHA256')
    .update(`POST ${path}\n${message.clientId}.${time}.${body}`)
    .sign(key, 'base64');
  const headers = [
    ['client-id', message.clientId],
    ['response-time', time],
    ['signature', header ?? `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature)}`],
  ] as const;
  const raw = { status: 200, headers, bytes: Buffer.from(body), at: 0 };
  return { message, response: readResponse(raw, operations.sendOTP) };
}

describe('what was signed instead', () => {
  it.each([
    ['the path of the operation, without a prefix', operations.sendOTP.path],
    ['the path with the prefix that is sent', `/gw${operations.sendOTP.path}`],
    ['nothing that is known', '/elsewhere'],
  ])('is told: %s', async (_, path) => {
    const said = await explainedSignature(signedOver(path), opened);
    expect(said).toMatch(/^In this response, .*\.$/s);
    const ofPrefix = 'the signed path lacks the prefix of the path that is sent, or has one more';
    if (path === '/elsewhere') expect(said).not.toContain(ofPrefix);
    else expect(said).toContain(ofPrefix);
  });

  it("is told of the caller's key, too", async () => {
    const said = await explainedSignature(
      signedOver(`/mpp${operations.sendOTP.path}`, keys.newest.privateKey),
      opened,
    );
    expect(said).toMatch(/key/);
  });

  it('is not told of no response, and of one without a signature that can be read', async () => {
    const silent = { message, response: { kind: 'none', fault: 'timeout', detail: '' } } as const;
    expect(await explainedSignature(silent, opened)).toBeUndefined();
  });
});
