import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as tcpConnect } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import type { TlsKeys } from '@sendotp-contract/server';
import { type Shell, startShell } from '../shell.js';
import { RawConnection } from './raw-connection.js';

/** Self-signed, for tests alone. */
const certificate = (name: 'first' | 'second'): TlsKeys => ({
  cert: readFileSync(`test/server/tls/${name}.cert.pem`),
  key: readFileSync(`test/server/tls/${name}.key.pem`),
});

/** Connects, sends this and reads to the end. */
function overTls(url: string, text: string): Promise<{ received: string; peer: PeerCertificate }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const ca = [certificate('first').cert, certificate('second').cert];
    const socket = connect({ host: hostname, port: Number(port), ca, servername: 'localhost' }, () => {
      const peer = socket.getPeerCertificate();
      let received = '';
      socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
      socket.on('end', () => {
        resolve({ received, peer });
      });
      socket.write(text);
    });
    socket.on('error', reject);
  });
}

const request = `GET ${operations.sendOTP.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;

describe('HTTPS', () => {
  let shell: Shell;
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('CALL-1: answers as over HTTP, and says https in its URL', async () => {
    shell = await startShell({ tls: certificate('first') });
    expect(shell.url).toMatch(/^https:/);
    const { received, peer } = await overTls(shell.url, request);
    expect(received).toContain('METHOD_NOT_SUPPORTED');
    expect(peer.subject.CN).toBe('first.localhost');
  });

  it('takes a new certificate without a restart, and keeps the old one when the new one is none', async () => {
    shell = await startShell({ tls: certificate('first') });
    const mixed = { cert: certificate('second').cert, key: certificate('first').key };
    expect(() => {
      shell.server.renewTls(mixed);
    }).toThrow(/mismatch/i);
    expect((await overTls(shell.url, request)).peer.subject.CN).toBe('first.localhost');
    shell.server.renewTls(certificate('second'));
    expect((await overTls(shell.url, request)).peer.subject.CN).toBe('second.localhost');
  });

  it('a caller that speaks no TLS is shown the door, and the next one is served', async () => {
    shell = await startShell({ tls: certificate('first') });
    const { hostname, port } = new URL(shell.url);
    const closed = new Promise((resolve) => {
      const socket = tcpConnect(Number(port), hostname, () => socket.write(request));
      socket.on('error', resolve).on('close', resolve);
    });
    await closed;
    expect((await overTls(shell.url, request)).received).toContain('METHOD_NOT_SUPPORTED');
  });

  it('a caller that does not end its handshake is cut off like one that does not end its header', async () => {
    shell = await startShell({ tls: certificate('first'), headersTimeoutMs: 200 });
    const connection = await RawConnection.to(shell.url);
    await connection.closed;
    expect(connection.received).toBe('');
  });

  it('a connection on which nothing was said but the handshake does not hold up a server that closes', async () => {
    shell = await startShell({ tls: certificate('first') });
    const { hostname, port } = new URL(shell.url);
    const { cert: ca } = certificate('first');
    const socket = connect({ host: hostname, port: Number(port), ca, servername: 'localhost' });
    // The server sends its session ticket after it has read the whole handshake.
    await once(socket, 'session');
    const closed = once(socket.resume(), 'close');
    await shell.server.close({ graceMs: 120_000 });
    await closed;
  });

  it('a server made without a certificate says so when it is given another', async () => {
    shell = await startShell();
    expect(() => {
      shell.server.renewTls(certificate('first'));
    }).toThrow('this server speaks no HTTPS');
  });
});
