// (d) Hono on its server for Node, which validates with Ajv; RSA on the thread pool.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { operations } from '@sendotp-contract/spec';
import { Ajv } from 'ajv';
import { Hono } from 'hono';
import { announce, keysFromParent } from '../keys.js';
import { requestSchema } from './request-schema.js';
import { responseContent, signatureHeader, signatureOf, signedContent, successBody } from './wire.js';

const keys = keysFromParent();
const callerKey = createPublicKey(keys.caller.publicKey);
const mppKey = createPrivateKey(keys.mpp.privateKey);
const verifyAsync = promisify(verify);
const signAsync = promisify(sign);
const validate = new Ajv({ useDefaults: true }).compile(requestSchema);

const app = new Hono();
app.post(operations.sendOTP.path, async (context) => {
  const bytes = Buffer.from(await context.req.arrayBuffer());
  const headers = context.req.header();
  const content = signedContent(context.req.path, headers, bytes);
  if (!(await verifyAsync('RSA-SHA256', content, callerKey, signatureOf(headers))))
    throw new Error('signature');
  if (!validate(JSON.parse(bytes.toString()))) throw new Error('schema');
  const body = JSON.stringify(successBody());
  const time = new Date().toISOString();
  const clientId = String(headers['client-id']);
  const own = await signAsync('RSA-SHA256', responseContent(context.req.path, clientId, time, body), mppKey);
  return context.body(body, 200, {
    'Content-Type': 'application/json; charset=UTF-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Client-Id': clientId,
    'Response-Time': time,
    Signature: signatureHeader(own),
  });
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  announce((server.address() as AddressInfo).port);
});
