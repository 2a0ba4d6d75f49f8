import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { createSendOtpClient } from '@sendotp-contract/client';
import { operations } from '@sendotp-contract/spec';
import { bare } from './compare.js';
import { RunningContender } from './contender.js';
import { newKeys } from './keys.js';
import { median, spread } from './statistics.js';

const connections = 8;
const perRound = 1_000;
const request = { acquirerId: 'A', pspId: 'P', accessToken: 'token', verifyType: 'MOBILE' } as const;

/** What `client.sendOtp` costs its process beside the least that a caller must do: sign, fetch, verify. */
export async function client({ rounds }: { readonly rounds: number }): Promise<void> {
  const keys = newKeys();
  const server = await RunningContender.start(bare, keys);
  const baseUrl = `http://127.0.0.1:${server.port}`;
  const sender = await createSendOtpClient({
    baseUrl,
    clientId: 'BENCH',
    privateKey: keys.caller.privateKey,
    publicKeys: keys.mpp.publicKey,
  });
  const byHand = callByHand(baseUrl, keys.caller.privateKey, keys.mpp.publicKey);
  const byClient = async (): Promise<boolean> => (await sender.sendOtp(request)).resultStatus === 'S';
  const costs: { readonly hand: number; readonly client: number }[] = [];
  try {
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const cost = { hand: await cpuUs(byHand), client: await cpuUs(byClient) };
      if (round > 0) costs.push(cost);
    }
  } finally {
    await server.stop();
  }
  const ratios = costs.map((cost) => cost.client / cost.hand);
  console.table({
    'sign + fetch + verify': { 'CPU µs a call': Math.round(median(costs.map(({ hand }) => hand))) },
    'client.sendOtp': {
      'CPU µs a call': Math.round(median(costs.map((cost) => cost.client))),
      times: `${median(ratios).toFixed(2)} (${spread(ratios)})`,
    },
  });
}

function callByHand(baseUrl: string, privateKey: string, publicKey: string): () => Promise<boolean> {
  const [own, theirs] = [createPrivateKey(privateKey), createPublicKey(publicKey)];
  const signAsync = promisify(sign);
  const verifyAsync = promisify(verify);
  const { path } = operations.sendOTP;
  const content = (time: string, body: string) => Buffer.from(`POST ${path}\nBENCH.${time}.${body}`);
  return async () => {
    const body = JSON.stringify(request);
    const time = new Date().toISOString();
    const signature = await signAsync('RSA-SHA256', content(time, body), own);
    const response = await fetch(baseUrl + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=UTF-8',
        'Client-Id': 'BENCH',
        'Request-Time': time,
        Signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature.toString('base64'))}`,
      },
      body,
    });
    const text = await response.text();
    const value = /signature=([^,]+)/.exec(response.headers.get('signature') ?? '')?.[1] ?? '';
    const received = Buffer.from(decodeURIComponent(value), 'base64');
    const signed = content(response.headers.get('response-time') ?? '', text);
    return (await verifyAsync('RSA-SHA256', signed, theirs, received)) && text.includes('"S"');
  };
}

/** CPU of this process for one call, in µs, with several calls at the same time. */
async function cpuUs(call: () => Promise<boolean>): Promise<number> {
  let left = perRound;
  const before = process.cpuUsage();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      if (!(await call())) throw new Error('a call did not succeed');
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / perRound;
}
