import { type Command, Option } from 'commander';
import { createSendOtpClient, type Exchange, SendOtpError, type SendOtpOutcome } from '../client/index.js';
import type { SendOtpRequest } from '../generated/openapi.js';
import { isResultCode, resultCodes } from '../generated/result-codes.js';
import { sandbox } from '../generated/sandbox.js';
import { Failure, messageOf } from './failure.js';
import { defaultHost, defaultPort } from './listening.js';
import { readKeyFile, sandboxFolder } from './sandbox-keys.js';

interface CallOptions {
  readonly url: string;
  readonly clientId: string;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly keyVersion: string;
  readonly publicKeyVersion: string;
  readonly acquirerId: string;
  readonly pspId: string;
  readonly accessToken: string;
  readonly verifyType?: 'MOBILE' | 'EMAIL';
  readonly timeout: string;
  readonly json?: true;
  readonly show?: true;
}

/** `sendotp call`: one signed call, its response checked. */
export function addCall(program: Command): void {
  program
    .command('call')
    .summary('call sendOTP once, signed, and check the response')
    .description(
      'Signs a request, sends it, checks the signature of the response and prints the outcome. Without options it calls the sandbox.',
    )
    .option('--url <url>', "the MPP's base URL", `http://${defaultHost}:${defaultPort}`)
    .option('--client-id <id>', 'Client-Id to call as', sandbox.clientId)
    .option(
      '--private-key <file>',
      'your private key, PEM or base64 DER',
      `${sandboxFolder}/caller.private.pem`,
    )
    .option(
      '--public-key <file>',
      "the MPP's public key, PEM or base64 DER",
      `${sandboxFolder}/mpp.public.pem`,
    )
    .option('--key-version <version>', 'keyVersion of your key', sandbox.keyVersion)
    .option('--public-key-version <version>', "keyVersion of the MPP's key", sandbox.keyVersion)
    .option('--acquirer-id <id>', 'acquirerId', sandbox.acquirerId)
    .option('--psp-id <id>', 'pspId', sandbox.pspId)
    .addOption(
      new Option('--access-token <token>', 'accessToken: says which user')
        .env('SENDOTP_ACCESS_TOKEN')
        .default(`${sandbox.tokenPrefix}SUCCESS`),
    )
    .addOption(
      new Option('--verify-type <type>', 'verifyType; left out of the request by default').choices([
        'MOBILE',
        'EMAIL',
      ]),
    )
    .option('--timeout <ms>', 'how long to wait for the response, in ms', '10000')
    .option(
      '--show',
      'print the content to be signed and the headers, as sent (the access token is in there)',
    )
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
Exit codes: 0 the OTP was sent (S), 1 it was not or nobody knows (F, U), 2 usage, transport, or a response that is not to be trusted.`,
    )
    .action(async (options: CallOptions) => {
      process.exitCode = await call(options);
    });
}

async function call(options: CallOptions): Promise<number> {
  const startedAt = performance.now();
  try {
    const client = await createSendOtpClient({
      baseUrl: options.url,
      clientId: options.clientId,
      privateKey: await readKeyFile(options.privateKey, 2),
      keyVersion: options.keyVersion,
      publicKeys: { [options.publicKeyVersion]: await readKeyFile(options.publicKey, 2) },
      timeoutMs: timeoutFrom(options.timeout),
    });
    const outcome = await client.sendOtp(requestFrom(options));
    const durationMs = Math.round(performance.now() - startedAt);
    if (options.show) process.stderr.write(describeExchange(outcome.exchange));
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...outcome, durationMs })}\n` : describeOutcome(outcome, durationMs),
    );
    return outcome.resultStatus === 'S' ? 0 : 1;
  } catch (error) {
    if (options.show && error instanceof SendOtpError && error.exchange !== undefined) {
      process.stderr.write(describeExchange(error.exchange));
    }
    if (!(error instanceof SendOtpError)) {
      if (options.json) process.stdout.write(errorAsJson('USAGE', messageOf(error)));
      throw new Failure(messageOf(error), 2, { cause: error });
    }
    const isSandbox =
      error.code === 'TRANSPORT_FAILED' &&
      error.message.includes('ECONNREFUSED') &&
      new URL(options.url).hostname === defaultHost;
    const hint = isSandbox ? '. Does the sandbox run there? Start it: npm start, or npx sendotp serve' : '';
    if (!options.json) throw new Failure(`${error.code}: ${error.message}${hint}`, 2, { cause: error });
    process.stdout.write(errorAsJson(error.code, error.message));
    return 2;
  }
}

function errorAsJson(code: string, message: string): string {
  return `${JSON.stringify({ error: { code, message } })}\n`;
}

function requestFrom({ acquirerId, pspId, accessToken, verifyType }: CallOptions): SendOtpRequest {
  return { acquirerId, pspId, accessToken, ...(verifyType === undefined ? {} : { verifyType }) };
}

function timeoutFrom(text: string): number {
  const ms = Number(text);
  if (!Number.isInteger(ms) || ms < 1)
    throw new Failure(`--timeout must be a whole number of ms, not ${JSON.stringify(text)}`, 2);
  return ms;
}

function describeOutcome(outcome: SendOtpOutcome, durationMs: number): string {
  const { resultStatus, resultCode, resultMessage, signed } = outcome;
  const lines: [string, string][] = [];
  if (resultStatus === 'S') lines.push(['verifyRequestId', outcome.verifyRequestId]);
  lines.push(['response', signed ? 'signature verified' : 'not signed']);
  lines.push(['took', `${durationMs} ms`]);
  lines.push([
    'what now',
    isResultCode(resultCode)
      ? resultCodes[resultCode].advice
      : `unknown code: go by the status ${resultStatus}`,
  ]);
  const rows = lines.map(([name, value]) => `  ${name.padEnd(16)} ${value}\n`).join('');
  return `${printable(`${resultStatus} ${resultCode}: ${resultMessage}`.replaceAll('\n', ' '))}\n${printable(rows)}`;
}

/** What went over the wire, as it went. On standard error, so that `--json` stays JSON. */
function describeExchange({ request, response }: Exchange): string {
  const headers = (all: Readonly<Record<string, string>>): string =>
    Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('');
  const received =
    response === undefined
      ? ''
      : `--- received: HTTP ${response.status}\n${headers(response.headers)}\n${response.bodyText}\n`;
  return printable(
    `--- content to be signed\n${request.contentToBeSigned}\n--- sent: POST ${request.url}\n${headers(request.headers)}\n${request.body}\n${received}---\n`,
  );
}

/** What the other side wrote must not command this terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, '\uFFFD');
}
