import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { refuse } from './refusal.js';
import { ShellError } from '../observe/shell-error.js';

/** The largest body, in bytes. The largest legal request of the contract needs less than a fifth of it. */
export const bodyLimit = 16 * 1024;

/** The caller went away in the middle of its body: nobody is left to answer. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/** The shell was mounted behind something that took the body's bytes, so no signature can be checked any more. */
export class BodyAlreadyRead extends ShellError {
  override readonly name = 'BodyAlreadyRead';
  constructor() {
    super(
      'The request body was read before the router of the contract saw it, so its signed bytes are gone. ' +
        'Mount the router before any body parser: app.use(await createSendOtpRouter({ … })); app.use(express.json());',
    );
  }
}

/**
 * The body's bytes as received (SIG-3).
 * @throws Refusal PARAM_ILLEGAL when there are more than {@link bodyLimit}
 * @throws BodyAlreadyRead when a body parser has been at it before
 * @throws Abandoned when the caller breaks off
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  if (request.readableDidRead) return Promise.reject(new BodyAlreadyRead());
  const tooLarge = () => refuse('PARAM_ILLEGAL', `the body is larger than ${bodyLimit} bytes`);
  // What is left unread is discarded by Node after the answer, and cut off by the server's request timeout.
  if (Number(request.headers['content-length']) > bodyLimit) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimit) {
        chunks.length = 0;
        reject(tooLarge());
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
    const broken = () => {
      // Every request closes; an error for each would cost more than reading it.
      if (!request.readableEnded) reject(new Abandoned());
    };
    request.on('error', broken);
    request.on('close', broken);
  });
}

/**
 * The JSON value in these bytes (CALL-3, REQ-9).
 * @throws Refusal PARAM_ILLEGAL when they are not UTF-8 or not JSON
 */
export function parseBody(bytes: Buffer): unknown {
  // A decoder would put U+FFFD for what it cannot read.
  if (!isUtf8(bytes)) throw refuse('PARAM_ILLEGAL', 'the body is not valid UTF-8');
  try {
    // A byte order mark stays in the text, and is not JSON.
    return JSON.parse(bytes.toString());
  } catch {
    // The parser's own message quotes the body.
    throw refuse('PARAM_ILLEGAL', 'the body is not JSON');
  }
}
