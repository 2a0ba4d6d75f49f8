import type { IncomingHttpHeaders } from 'node:http';
import { resultCodes } from '@sendotp-contract/spec';

/** What every contender but ours does by hand: the least that a server must do to check and sign. */
export function signedContent(url: string, headers: IncomingHttpHeaders, body: Buffer | string): Buffer {
  const head = `POST ${url}\n${String(headers['client-id'])}.${String(headers['request-time'])}.`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

export function signatureOf(headers: IncomingHttpHeaders): Buffer {
  const value = /signature=([^,]+)/.exec(String(headers['signature']))?.[1] ?? '';
  return Buffer.from(decodeURIComponent(value), 'base64');
}

export function responseContent(url: string, clientId: string, time: string, body: string): Buffer {
  return Buffer.from(`POST ${url}\n${clientId}.${time}.${body}`);
}

export function signatureHeader(signature: Buffer): string {
  return `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature.toString('base64'))}`;
}

const { status, code, message } = resultCodes.SUCCESS;
let serial = 0;
export function successBody(): { result: object; verifyRequestId: string } {
  serial += 1;
  return {
    result: { resultStatus: status, resultCode: code, resultMessage: message },
    verifyRequestId: String(serial).padStart(32, '0'),
  };
}
