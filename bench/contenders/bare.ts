// (a) The limit: node:http and the two RSA operations on the thread pool, nothing else.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce, keysFromParent } from '../keys.js';
import { responseContent, signatureHeader, signatureOf, signedContent, successBody } from './wire.js';

const keys = keysFromParent();
const callerKey = createPublicKey(keys.caller.publicKey);
const mppKey = createPrivateKey(keys.mpp.privateKey);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = request.url ?? '';
    const content = signedContent(url, request.headers, Buffer.concat(chunks));
    verify('RSA-SHA256', content, callerKey, signatureOf(request.headers), (failure, ok) => {
      if (failure !== null || !ok) {
        response.end();
        return;
      }
      const body = JSON.stringify(successBody());
      const time = new Date().toISOString();
      const clientId = String(request.headers['client-id']);
      sign('RSA-SHA256', responseContent(url, clientId, time, body), mppKey, (error, signature) => {
        if (error !== null) throw error;
        response.writeHead(200, {
          'Content-Type': 'application/json; charset=UTF-8',
          'Content-Length': Buffer.byteLength(body),
          'Client-Id': clientId,
          'Response-Time': time,
          Signature: signatureHeader(signature),
        });
        response.end(body);
      });
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  announce((server.address() as AddressInfo).port);
});
