import { parse } from 'content-type';
import type { Request } from 'express';
import { refuse } from './refusal.js';

const canonical = 'application/json; charset=utf-8';
/** The usual spellings need no parser. */
const usual = new Set(['application/json', canonical, 'application/json;charset=utf-8']);
const anything = new Set([undefined, '*/*', 'application/json']);

/**
 * RC-8: the caller sends plain JSON in UTF-8 and takes JSON back.
 * @throws Refusal MEDIA_TYPE_NOT_ACCEPTABLE
 */
export function checkMediaType(request: Request): void {
  const { accept, 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
  if (!anything.has(accept) && request.accepts(['application/json', canonical]) === false) {
    throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'Accept excludes application/json');
  }
  // HDR-4: absent means JSON.
  if (contentType !== undefined && !usual.has(contentType.toLowerCase())) checkContentType(contentType);
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity') {
    throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'Content-Encoding is set: a body is signed and sent as it is');
  }
}

function checkContentType(contentType: string): void {
  let parsed;
  try {
    parsed = parse(contentType);
  } catch {
    throw refuse(
      'MEDIA_TYPE_NOT_ACCEPTABLE',
      'Content-Type is malformed; expected application/json; charset=UTF-8',
    );
  }
  if (parsed.type !== 'application/json') {
    throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'Content-Type is not application/json');
  }
  const charset = parsed.parameters['charset'];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    throw refuse('MEDIA_TYPE_NOT_ACCEPTABLE', 'charset is not UTF-8');
  }
}
