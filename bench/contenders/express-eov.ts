// (b) Express and express-openapi-validator as their READMEs show, RSA synchronously in the handler.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import OpenApiValidator from 'express-openapi-validator';
import { operations } from '@sendotp-contract/spec';
import { announce, keysFromParent } from '../keys.js';
import { responseContent, signatureHeader, signatureOf, signedContent, successBody } from './wire.js';

const keys = keysFromParent();
const callerKey = createPublicKey(keys.caller.publicKey);
const mppKey = createPrivateKey(keys.mpp.privateKey);

const app = express();
app.use(
  express.json({
    verify: (request, _response, bytes) => {
      Object.assign(request, { bytes });
    },
  }),
);
app.use(
  OpenApiValidator.middleware({
    apiSpec: fileURLToPath(import.meta.resolve('@sendotp-contract/spec/openapi-3.0.json')),
    validateRequests: true,
    validateResponses: true,
  }),
);
app.post(operations.sendOTP.path, (request, response) => {
  const { bytes } = request as typeof request & { bytes: Buffer };
  const content = signedContent(request.originalUrl, request.headers, bytes);
  if (!verify('RSA-SHA256', content, callerKey, signatureOf(request.headers))) throw new Error('signature');
  const body = successBody();
  const text = JSON.stringify(body);
  const time = new Date().toISOString();
  const clientId = String(request.headers['client-id']);
  response.set({
    'Client-Id': clientId,
    'Response-Time': time,
    Signature: signatureHeader(
      sign('RSA-SHA256', responseContent(request.originalUrl, clientId, time, text), mppKey),
    ),
  });
  response.json(body);
});
const server = app.listen(0, '127.0.0.1', () => {
  announce((server.address() as AddressInfo).port);
});
