// (c) Fastify, which validates with Ajv; RSA synchronously or on the thread pool (BENCH_ASYNC=1).
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { operations } from '@sendotp-contract/spec';
import { announce, keysFromParent } from '../keys.js';
import { requestSchema } from './request-schema.js';
import { responseContent, signatureHeader, signatureOf, signedContent, successBody } from './wire.js';

const keys = keysFromParent();
const callerKey = createPublicKey(keys.caller.publicKey);
const mppKey = createPrivateKey(keys.mpp.privateKey);
const onThreadPool = process.env['BENCH_ASYNC'] === '1';
const verifyAsync = promisify(verify);
const signAsync = promisify(sign);

const app = fastify();
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
  Object.assign(request, { bytes: body });
  try {
    done(null, JSON.parse(body.toString()));
  } catch (error) {
    done(error as Error);
  }
});
app.post(operations.sendOTP.path, { schema: { body: requestSchema } }, async (request, reply) => {
  const { bytes } = request as typeof request & { bytes: Buffer };
  const content = signedContent(request.url, request.headers, bytes);
  const signature = signatureOf(request.headers);
  const ok = onThreadPool
    ? await verifyAsync('RSA-SHA256', content, callerKey, signature)
    : verify('RSA-SHA256', content, callerKey, signature);
  if (!ok) throw new Error('signature');
  const body = JSON.stringify(successBody());
  const time = new Date().toISOString();
  const clientId = String(request.headers['client-id']);
  const signed = responseContent(request.url, clientId, time, body);
  const own = onThreadPool
    ? await signAsync('RSA-SHA256', signed, mppKey)
    : sign('RSA-SHA256', signed, mppKey);
  return reply
    .headers({
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Response-Time': time,
      Signature: signatureHeader(own),
    })
    .send(body);
});
await app.listen({ port: 0, host: '127.0.0.1' });
announce((app.server.address() as AddressInfo).port);
