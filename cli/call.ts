import { type Command, Option } from 'commander';
import {
  createSendOtpClient,
  type Exchange,
  SendOtpError,
  type SendOtpOutcome,
} from '@sendotp-contract/client';
import { printable } from '@sendotp-contract/message';
import { isResultCode, operations, type RequestBody, resultCodes, sandbox } from '@sendotp-contract/spec';
import { command } from './command-name.js';
import { Failure, messageOf } from './failure.js';
import { fetchWithCa } from './fetch-with-ca.js';
import { defaultUrl } from './listening.js';
import { missingKeyAdvice, readCaFile, readKeyFile, sandboxFolder } from './sandbox-keys.js';
import { unknownSandboxToken } from './sandbox-token.js';
import { writeFileOr } from './written-file.js';

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
  readonly verifyType?: (typeof verifyTypes)[number];
  readonly timeout: string;
  readonly ca?: string;
  readonly allowInsecure?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly save?: string;
  readonly show?: true;
  readonly verbose?: true;
}

const verifyTypes = operations.sendOTP.parameters.verifyType.values;

/** `sendotp-contract call`: one signed sendOTP call, whose response is checked. */
export function addCall(program: Command): void {
  program
    .command('call')
    .summary('call sendOTP once, signed, and check the response')
    .description(
      'Signs a request, sends it, checks the signature of the response and prints the outcome. Without options it calls the sandbox.',
    )
    .option('--url <url>', "the MPP's base URL", defaultUrl)
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
      new Option('--access-token <token>', 'accessToken of the user')
        .env('SENDOTP_ACCESS_TOKEN')
        .default(`${sandbox.tokenPrefix}SUCCESS`),
    )
    .addOption(
      new Option('--verify-type <type>', 'verifyType; left out of the request by default').choices(
        verifyTypes,
      ),
    )
    .option('--timeout <ms>', 'how long to wait for the response, in ms', '10000')
    .option('--ca <file>', "the CA that signed the server's certificate, PEM; in place of the system's")
    .option('--allow-insecure', 'permit http: to another machine')
    .option('-q, --quiet', 'print nothing; the exit code tells the outcome')
    .option('-v, --verbose', 'the same as --show')
    .option(
      '--show',
      'print the content to be signed and the headers as sent (they contain the access token)',
    )
    .option('--save <file>', 'write what was sent and received, for explain (it contains the access token)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
Examples:
  ${command} call
  ${command} call --access-token ${sandbox.tokenPrefix}EXPIRED_ACCESS_TOKEN
  ${command} call --url https://mpp.example.net --ca ca.pem --client-id ID --private-key own.pem --public-key mpp.pem --json

Exit codes: 0 the OTP was sent (S), 1 it was not sent or the result is unknown (F, U), 2 usage error, transport error, or a response that failed its checks.`,
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
      privateKey: await readKeyFile(options.privateKey, 2, missingKeyAdvice(options.url)),
      keyVersion: options.keyVersion,
      publicKeys: {
        [options.publicKeyVersion]: await readKeyFile(options.publicKey, 2, missingKeyAdvice(options.url)),
      },
      timeoutMs: timeoutFrom(options.timeout),
      ...(options.allowInsecure ? { allowInsecure: true } : {}),
      ...(options.ca === undefined ? {} : { fetch: fetchWithCa(await readCaFile(options.ca)) }),
    });
    const outcome = await client.sendOtp(requestFrom(options));
    const durationMs = Math.round(performance.now() - startedAt);
    if (isShown(options)) process.stderr.write(describeExchange(outcome.exchange));
    await save(outcome.exchange, options);
    if (!options.quiet)
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ ...outcome, durationMs })}\n`
          : describeOutcome(outcome, durationMs, options),
      );
    return outcome.resultStatus === 'S' ? 0 : 1;
  } catch (error) {
    if (isShown(options) && error instanceof SendOtpError && error.exchange !== undefined) {
      process.stderr.write(describeExchange(error.exchange));
    }
    if (!(error instanceof SendOtpError)) {
      throw new Failure(messageOf(error), 2, { cause: error });
    }
    if (error.exchange !== undefined) await save(error.exchange, options);
    const { code } = error;
    throw new Failure(`${code}: ${error.message}${adviceFor(error, options)}`, 2, { cause: error, code });
  }
}

/** What to do next, as the end of a message. */
function adviceFor({ code, message }: SendOtpError, options: CallOptions): string {
  if (code === 'RESPONSE_SIGNATURE_INVALID')
    return `. What the MPP did wrong: ${explainCommand('--response', options.publicKey, options)}`;
  if (code !== 'TRANSPORT_FAILED' || !message.includes('ECONNREFUSED')) return '';
  return options.url === defaultUrl
    ? `. Is the sandbox running? Start it: ${command} serve`
    : `. Is a server running at ${options.url}?`;
}

/** How to have a signature explained: of an exchange that is saved, or after it is. */
function explainCommand(
  message: '--request' | '--response',
  publicKey: string,
  { save: saved }: CallOptions,
): string {
  const file = saved ?? 'exchange.json';
  const first = saved === undefined ? `call again with --save ${file}, then ` : '';
  return `${first}${command} explain ${message} ${file} --public-key ${publicKey}`;
}

/** Writes what was sent and received in the form that `explain` reads. It holds the access token. */
async function save({ request, response }: Exchange, { save: file }: CallOptions): Promise<void> {
  if (file === undefined) return;
  const { url, headers, body } = request;
  const exchange = {
    request: { method: 'POST', url, headers, body },
    ...(response === undefined
      ? {}
      : { response: { status: response.status, headers: response.headers, body: response.bodyText } }),
  };
  await writeFileOr(
    file,
    `${JSON.stringify(exchange, null, 2)}\n`,
    'exchange',
    'exchange, with the access token',
    0o600,
  );
}

const isShown = ({ show, verbose }: CallOptions): boolean => (show ?? verbose) === true;

function requestFrom({ acquirerId, pspId, accessToken, verifyType }: CallOptions): RequestBody<'sendOTP'> {
  return { acquirerId, pspId, accessToken, ...(verifyType === undefined ? {} : { verifyType }) };
}

function timeoutFrom(text: string): number {
  const ms = Number(text);
  if (!Number.isInteger(ms) || ms < 1)
    throw new Failure(`--timeout must be a whole number of ms, not ${JSON.stringify(text)}`, 2);
  return ms;
}

function describeOutcome(outcome: SendOtpOutcome, durationMs: number, options: CallOptions): string {
  const { resultStatus, resultCode, resultMessage, signed } = outcome;
  const lines: [string, string][] = [];
  if (resultStatus === 'S') lines.push(['verifyRequestId', outcome.verifyRequestId]);
  lines.push(['response', signed ? 'signature verified' : 'not signed']);
  lines.push(['took', `${durationMs} ms`]);
  lines.push([
    'next step',
    isResultCode(resultCode)
      ? resultCodes[resultCode].advice
      : `unknown code: fall back to the status ${resultStatus}`,
  ]);
  if (resultCode === 'INVALID_SIGNATURE')
    lines.push(['what differs', explainCommand('--request', '<your public key>', options)]);
  const wrongToken = unknownSandboxToken(options.accessToken);
  if (resultCode === 'INVALID_TOKEN' && wrongToken !== undefined) lines.push(['access token', wrongToken]);
  const rows = lines.map(([name, value]) => `  ${name.padEnd(16)} ${value}\n`).join('');
  return `${printable(`${resultStatus} ${resultCode}: ${resultMessage}`.replaceAll('\n', ' '))}\n${printable(rows)}`;
}

/** What was sent and received, unchanged. On standard error, so that the output of `--json` stays JSON. */
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
