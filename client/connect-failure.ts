/** What a failed connection means. */
export interface ConnectFailure {
  /** What happened and, of a certificate, what to do. */
  readonly reason: string;
  /** Whether no connection was made, so that nothing was sent. */
  readonly isConnectFailure: boolean;
}

/** Reads an error of `fetch`. */
export function readConnectFailure(error: unknown): ConnectFailure {
  return { reason: `${reasonOf(error)}${adviceOn(error)}`, isConnectFailure: isConnectFailure(error) };
}

/** Codes of errors that occur only while a connection is made: DNS, TCP connect, TLS handshake. Nothing was sent then. */
const connectCodes: ReadonlySet<unknown> = new Set([
  // DNS
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  // TCP connect
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // TLS handshake
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  // The server's certificate, which the client verifies before it sends anything
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** System calls that come before anything is sent. */
const connectCalls: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** Node reports a connection that closes during the TLS handshake as ECONNRESET; only the message tells them apart. */
const handshakeClosed = 'Client network socket disconnected before secure TLS connection was established';

/** What Node's fetch says of a port of https://fetch.spec.whatwg.org/#port-blocking. */
const blockedPort = 'bad port';

/**
 * Whether an error of `fetch` says that no connection was made, so that nothing was sent ("Retrying"). The error or one of
 * its causes has to say so by its code, as in Node. Where the runtime does not tell, as in browsers, the answer is false.
 */
export function isConnectFailure(error: unknown, depth = 0): boolean {
  // A chain of causes may be a circle.
  if (!(error instanceof Error) || depth > 8) return false;
  // Of several addresses each one must have failed.
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every((each) => isConnectFailure(each, depth + 1));
  const code = 'code' in error ? error.code : undefined;
  const call = 'syscall' in error ? error.syscall : undefined;
  // A system call on a connection that was made, such as `read EHOSTUNREACH`, is the opposite.
  if (typeof call === 'string') return connectCalls.has(call);
  if (connectCodes.has(code)) return true;
  if (error.message === handshakeClosed || error.message === blockedPort) return true;
  return isConnectFailure(error.cause, depth + 1);
}

const unknownCa =
  'the certificate is not of a CA known here; give the CA by NODE_EXTRA_CA_CERTS=<file>, by a fetch that has it (docs/calling.md), or to the command by --ca <file>';
const otherName = 'the certificate is for another host name; check baseUrl';

/** What to do, by the codes and messages that people meet: of a certificate that was refused, and of a wrong port. */
const advice: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownCa,
  SELF_SIGNED_CERT_IN_CHAIN: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownCa,
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  HOSTNAME_MISMATCH: otherName,
  CERT_HAS_EXPIRED:
    "the server's certificate has expired; the MPP must renew it. Check this machine's clock, too",
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS there; check baseUrl, its https: and its port',
  [blockedPort]: 'fetch connects to no port of this list: https://fetch.spec.whatwg.org/#port-blocking',
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet; check this machine's clock",
};

/** What to do, as the end of a message, or nothing: of a certificate, which of CA, name and expiry it was refused for. */
function adviceOn(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 8) return '';
  const code = codeOf(error);
  const found = Object.hasOwn(advice, code) ? advice[code] : undefined;
  return found === undefined ? adviceOn(error.cause, depth + 1) : `: ${found}`;
}

/** What happened, in a word: Node's fetch hides it in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed';
  const inner = error.cause instanceof Error ? codeOf(error.cause) : '';
  return inner === '' ? error.message : inner;
}

/** The code of an error, or its message where it has none. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
