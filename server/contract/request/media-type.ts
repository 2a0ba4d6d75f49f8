import type { IncomingMessage } from 'node:http';
import express, { type Request } from 'express';
import { refuse } from './refusal.js';

const canonical = 'application/json; charset=utf-8';
/** The usual spellings need no parser. */
const usual = new Set(['application/json', canonical, 'application/json;charset=utf-8']);
const anything = new Set([undefined, '*/*', 'application/json']);

/** What the vendor's merchant-side SDKs for Java and Python send, although they read JSON. */
const vendorSdkAccept = 'text/plain,text/xml,text/javascript,text/html';
const vendorSdkFault = `Accept is ${vendorSdkAccept}, which excludes application/json, as the vendor's merchant-side SDKs for Java and Python send (see acceptVendorSdkRequests)`;

/** Whether the caller takes JSON, as Express finds it out, of a request that is not Express's. */
function takesJson({ headers }: IncomingMessage): boolean {
  const request = Object.create(express.request, { headers: { value: headers } }) as Request;
  return request.accepts(['application/json', canonical]) !== false;
}

/**
 * RC-8: the caller sends plain JSON in UTF-8 and takes JSON back.
 * @param acceptVendorSdkRequests whether the `Accept` of the vendor's merchant-side SDKs is taken for one that includes JSON
 * @throws Refusal MEDIA_TYPE_NOT_ACCEPTABLE
 */
export function checkMediaType(request: IncomingMessage, acceptVendorSdkRequests = false): void {
  const { accept, 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
  if (!anything.has(accept) && !takesJson(request)) {
    const isVendorSdk = accept?.replaceAll(/\s/g, '') === vendorSdkAccept;
    if (!isVendorSdk) throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'Accept excludes application/json');
    if (!acceptVendorSdkRequests) throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', vendorSdkFault);
  }
  // HDR-4: absent means JSON.
  if (contentType !== undefined && !usual.has(contentType.toLowerCase())) checkContentType(contentType);
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity') {
    throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'Content-Encoding is set: a body is signed and sent as it is');
  }
}

/** `*( OWS ";" OWS [ token "=" ( token / quoted-string ) ] )`, as RFC 9110 §5.6.6 writes parameters. */
const parameter = /[ \t]*;[ \t]*(?:([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\.)*)"))?/gy;

/**
 * Strict, where the library content-type is not: its version 2, which Express uses, reads what is malformed as far as it
 * goes, and version 1 would be a second copy of it.
 */
function checkContentType(contentType: string): void {
  const [type = ''] = contentType.split(';', 1);
  if (type.trim().toLowerCase() !== 'application/json')
    throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'Content-Type is not application/json');
  parameter.lastIndex = type.length;
  while (parameter.lastIndex < contentType.trimEnd().length) {
    const match = parameter.exec(contentType);
    if (match === null) {
      throw refuse(
        'MEDIA_TYPE_NOT_ACCEPTABLE',
        'Content-Type is malformed; expected application/json; charset=UTF-8',
      );
    }
    const [, name = '', token, quoted = ''] = match;
    if (name.toLowerCase() === 'charset' && (token ?? quoted).toLowerCase() !== 'utf-8')
      throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'charset is not UTF-8');
  }
}
