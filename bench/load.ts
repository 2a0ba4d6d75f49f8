import { createPrivateKey, sign } from 'node:crypto';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { operations } from '@sendotp-contract/spec';

const { path } = operations.sendOTP;

/**
 * Distinct requests, signed, as the bytes that go over the wire: the load must not cost what it measures.
 * @param first the number of the first one: requests with other numbers are others
 */
export async function preparedRequests(count: number, privateKey: string, first = 0): Promise<Buffer[]> {
  const key = createPrivateKey(privateKey);
  const signAsync = promisify(sign);
  const one = async (index: number): Promise<Buffer> => {
    const time = `${new Date().toISOString().slice(0, -1)}${String(index).padStart(7, '0')}Z`;
    const body = JSON.stringify({
      acquirerId: 'A',
      pspId: 'P',
      accessToken: `token-${index}`,
      verifyType: 'MOBILE',
    });
    const signature = await signAsync('RSA-SHA256', Buffer.from(`POST ${path}\nBENCH.${time}.${body}`), key);
    return Buffer.from(
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; charset=UTF-8\r\nAccept: */*\r\n` +
        `Client-Id: BENCH\r\nRequest-Time: ${time}\r\n` +
        `Signature: algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature.toString('base64'))}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };
  const requests: Buffer[] = [];
  for (let from = 0; from < count; from += 500) {
    requests.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(500, count - from) }, (_, i) => one(first + from + i)),
      )),
    );
  }
  return requests;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends every request once over this many connections, one at a time on each, and looks that each answer is `S`. */
export async function load(
  port: number,
  requests: readonly Buffer[],
  connections: number,
): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const worker = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let received = '';
      let sentAt = 0;
      const sendNext = (): void => {
        const request = requests[next];
        next += 1;
        if (request === undefined) {
          socket.end();
          resolve();
          return;
        }
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on('connect', sendNext);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const head = received.indexOf('\r\n\r\n');
        if (head === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
        if (received.length < head + 4 + length) return;
        if (!received.includes('"resultCode":"SUCCESS"')) {
          reject(new Error(`not a success: ${received}`));
          return;
        }
        latencies.push(performance.now() - sentAt);
        received = '';
        sendNext();
      });
    });
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? NaN;
  return { requestsPerSecond: requests.length / seconds, p50: at(0.5), p99: at(0.99) };
}
