import { createSign, createVerify, randomBytes } from 'node:crypto';
import type { Habits, World } from './habits.js';
import { decodeSignature, isoTime, isText, mediaTypeFits, signatureParts, utf8 } from './reading.js';
import { table } from './result-table.js';
import { outcomeFor, tokens } from './users.js';

/** The habits of a server that keeps the contract. */
export function goodHabits(world: World): Habits {
  return {
    pathOf: (target) => target.replace(/^https?:\/\/[^/?]*/i, ''),
    answers: () => true,
    path: (path) => path === `${world.prefix ?? ''}/aps/api/v1/users/sendOTP`,
    method: (method) => method === 'POST',
    mediaType: mediaTypeFits,
    bodyLimit: 65_536,
    header: (request, name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    client: (clientId) => clientId === world.clientId || clientId === world.throttledClientId,
    throttled: (clientId) => clientId === world.throttledClientId,
    time: isoTime,
    toleranceMs: 600_000,
    signatureHeader: (text) => {
      const parts = signatureParts(text);
      return parts === undefined || (parts.algorithm ?? 'RSA256').toUpperCase() !== 'RSA256'
        ? undefined
        : parts;
    },
    malformed: 'INVALID_SIGNATURE',
    illegal: 'PARAM_ILLEGAL',
    keyVersion: (version) => version ?? Object.keys(world.callerKeys).at(-1),
    decodeSignature,
    signedPath: (path) => path,
    signedBody: (body) => body,
    signedTime: (time) => time,
    signedClient: (clientId) => clientId,
    verifies: (content, signature, key) => createVerify('RSA-SHA256').update(content).verify(key, signature),
    json: (body) => JSON.parse(utf8.decode(body)) as unknown,
    schema: ({ acquirerId, pspId, accessToken, verifyType }) =>
      isText(acquirerId, world.maxLengths.acquirerId) &&
      isText(pspId, world.maxLengths.pspId) &&
      isText(accessToken, world.maxLengths.accessToken) &&
      [undefined, null, 'MOBILE', 'EMAIL'].some((allowed) => allowed === verifyType),
    agreement: ({ acquirerId, pspId }) => acquirerId === world.acquirerId && pspId === world.pspId,
    replayKey: (content) => content.toString('latin1'),
    replayed: (code) => code,
    reserves: true,
    again: (first) => first,
    keeps: () => true,
    user: () => undefined,
    outcome: outcomeFor(world.tokens ?? tokens),
    verifyRequestId: () => randomBytes(16).toString('hex'),
    refusal: (_, code) => code,
    order: (checks) => checks,
    codes: table,
    status: () => 200,
    body: (body) => body,
    bytes: (text) => Buffer.from(text),
    headers: (headers) => headers,
    // To the second: a response that is equal to another is signed once.
    responseTime: () => new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(),
    responsePath: (path) => path,
    headerName: (name) => name.toLowerCase(),
    responseClient: (clientId) => clientId,
    signsBytes: (bytes) => bytes,
    signs: (content) => content,
    sign: (content, key) => createSign('RSA-SHA256').update(content).sign(key),
    writeSignature: (base64) =>
      `algorithm=RSA256, keyVersion=${world.keyVersion}, signature=${encodeURIComponent(base64)}`,
    respond: (response, { status, headers, bytes }) => {
      response.writeHead(status, headers);
      response.end(bytes);
    },
  };
}
