// Signs and verifies sendOTP messages with node:crypto. The body comes from standard input.
//   sign.ts sign   private.pem PATH CLIENT_ID TIME              prints the value of the Signature header
//   sign.ts verify public.pem PATH CLIENT_ID TIME SIGNATURE     ends with 0 if the signature verifies, else with 1
//   sign.ts call   private.pem mpp.public.pem URL CLIENT_ID     signs, sends, verifies the response, prints its body
import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The exact bytes on the wire: never JSON.stringify(JSON.parse(body)). */
function content(path: string, clientId: string, time: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), body]);
}

function sign(privatePem: string, content: Buffer): string {
  const signature = crypto.sign('sha256', content, privatePem).toString('base64');
  return `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature)}`;
}

function verify(publicPem: string, header: string, content: Buffer): boolean {
  const names = header.split(',').map((pair) => pair.trim().split('=')[0]);
  if (new Set(names).size < names.length) return false;
  const part = (name: string) => new RegExp(`(?:^|,)[ \\t]*${name}=([^,\\s]*)`).exec(header)?.[1];
  if ((part('algorithm') ?? 'RSA256').toUpperCase() !== 'RSA256') return false;
  // Not decodeURIComponent, which throws for a malformed value. The decoder takes base64url and plain base64.
  const base64 = (part('signature') ?? '').replaceAll(/%2B|%2F|%3D/gi, decodeURIComponent);
  return crypto.verify('sha256', content, publicPem, Buffer.from(base64, 'base64'));
}

async function call(privatePem: string, mppPem: string, url: string, clientId: string, body: Buffer) {
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  const time = new Date().toISOString();
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: sign(privatePem, content(path, clientId, time, body)),
    },
    body: new Uint8Array(body),
  });
  const received = Buffer.from(await response.arrayBuffer());
  const signed = content(path, clientId, response.headers.get('response-time') ?? '', received);
  if (!verify(mppPem, response.headers.get('signature') ?? '', signed))
    throw new Error('the signature of the response does not verify');
  return received;
}

const [command, keyFile = '', ...rest] = process.argv.slice(2);
const [first = '', second = '', third = '', header = ''] = rest;
const pem = (file: string): string => readFileSync(file, 'utf8');
const body = readFileSync(0);
if (command === 'sign') console.log(sign(pem(keyFile), content(first, second, third, body)));
else if (command === 'verify')
  process.exitCode = verify(pem(keyFile), header, content(first, second, third, body)) ? 0 : 1;
else process.stdout.write(await call(pem(keyFile), pem(first), second, third, body));
