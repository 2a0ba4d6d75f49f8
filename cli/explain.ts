import type { Command } from 'commander';
import { importPublicKey, KeyError } from '@sendotp-contract/message';
import {
  type CandidateKey,
  type Capture,
  type CapturedMessage,
  ExchangeError,
  explainSignature,
  keyRoles,
  knownMistakes,
  type SignedExchange,
} from '@sendotp-contract/message/explain';
import { contract } from '@sendotp-contract/spec';
import { type Presentation, toJson, toText } from './explain-output.js';
import { Failure } from './failure.js';
import { readCaptureFile, readInput } from './read-input.js';
import { readKeyFile } from './sandbox-keys.js';
import type { VerbosityOptions } from './verbosity.js';

interface ExplainCommandOptions extends VerbosityOptions {
  readonly request?: string;
  readonly response?: string;
  readonly publicKey?: string;
  readonly keys: readonly string[];
  readonly bodyFile?: string;
  readonly signedPath: readonly string[];
  readonly json?: true;
  readonly list?: true;
  readonly visible?: true;
  readonly showSecrets?: true;
}

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `sendotp-contract explain`: why a signature does not verify. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .summary('say why a signature does not verify')
    .description(
      'Verifies the signature of a request or response; if it does not verify, tries the known mistakes, alone and in pairs, until it does, and says which was made and how to fix it.',
    )
    .option(
      '--request <file>',
      'the request: a raw HTTP message, a log of curl -v, a HAR entry, or JSON with method, url, headers and body; - for standard input',
    )
    .option(
      '--response <file>',
      'the response, whose signature is then the one in question; - for standard input',
    )
    .option('--public-key <file>', 'public key of the party that signed, PEM or base64 DER')
    .option(
      '--keys <[role=]file...>',
      `other public keys that may have signed; roles: ${keyRoles.slice(1).join(', ')}`,
      several,
      [],
    )
    .option('--body-file <file>', 'the body in question, byte for byte; replaces the one in the message')
    .option(
      '--signed-path <path>',
      'a path that may have been signed, such as one with a prefix; may be repeated',
      several,
      [],
    )
    .option(
      '--visible',
      'print the content to be signed with blanks, line ends and other invisible characters made visible',
    )
    .option('-q, --quiet', 'print nothing; the exit code tells whether the signature verifies')
    .option('-v, --verbose', 'the same as --visible')
    .option('--show-secrets', 'do not mask access tokens')
    .option('--json', 'print the explanation as JSON')
    .option('--list', 'print every mistake that is known and end')
    .addHelpText(
      'after',
      `
Exit codes: 0 the signature verifies, 1 it does not, 2 usage error, or the input cannot be used.
Only public keys are read. Access tokens are masked.`,
    )
    .action(async (options: ExplainCommandOptions) => {
      process.exitCode = options.list === true ? list() : await explain(options);
    });
}

async function explain(options: ExplainCommandOptions): Promise<number> {
  const { exchange, notes } = await exchangeFrom(options);
  const keys = await keysFrom(options);
  const { operations } = contract;
  const all = Object.values(operations);
  try {
    const explanation = await explainSignature(exchange, keys, {
      paths: [...options.signedPath, ...all.map(({ path }) => path)],
      optionalFields: all.flatMap(({ parameters }) =>
        Object.entries(parameters).flatMap(([name, { required }]) => (required ? [] : [name])),
      ),
    });
    const presentation: Presentation = {
      explanation,
      notes,
      secrets: options.showSecrets ? [] : all.flatMap(({ secrets }) => secrets),
      visible: options.visible ?? options.verbose ?? false,
    };
    if (!options.quiet) process.stdout.write(options.json ? toJson(presentation) : toText(presentation));
    return explanation.verified ? 0 : 1;
  } catch (error) {
    if (error instanceof ExchangeError) throw new Failure(error.message, 2, { cause: error });
    throw error;
  }
}

async function exchangeFrom(
  options: ExplainCommandOptions,
): Promise<{ readonly exchange: SignedExchange; readonly notes: readonly string[] }> {
  const { request: requestFile, response: responseFile, bodyFile } = options;
  if ([requestFile, responseFile, bodyFile].filter((file) => file === '-').length > 1)
    throw new Failure('standard input (-) can be only one of --request, --response and --body-file', 2);
  const read = async (file: string | undefined): Promise<Capture | undefined> =>
    file === undefined ? undefined : await readCaptureFile(file);
  const first = await read(requestFile);
  const second = await read(responseFile);
  const request = first?.request ?? second?.request;
  const response = second === undefined ? undefined : second.response;
  if (requestFile === undefined && responseFile === undefined)
    throw new Failure('nothing to explain: give --request <file>, and --response <file> for a response', 2);
  if (second !== undefined && response === undefined)
    throw new Failure(`there is no response in ${String(responseFile)}`, 2);
  if (request?.method === undefined || request.target === undefined || request.target === '')
    throw new Failure(
      response === undefined
        ? `there is no request in ${String(requestFile)}: is it a response? Give that with --response`
        : 'the request is missing: its path and Client-Id are part of the signed content of a response. Give --request <file>',
      2,
    );
  // One file may be given for both; what was found out about its body is nothing to the file that replaces it.
  const notes =
    bodyFile === undefined ? [...new Set([...(first?.notes ?? []), ...(second?.notes ?? [])])] : [];
  const override = bodyFile === undefined ? undefined : await readInput(bodyFile);
  const { method, target, headers } = request;
  const body = (message: CapturedMessage, what: string): Uint8Array => {
    const bytes = override ?? message.body;
    if (bytes !== undefined) return bytes;
    const why = notes.length === 0 ? 'curl -v does not print the one of a request' : notes.join('; ');
    throw new Failure(`the body of the ${what} is missing (${why}): give --body-file <file>`, 2);
  };
  return response === undefined
    ? {
        exchange: { request: { method, target, headers, body: body(request, 'request') } },
        notes,
      }
    : {
        exchange: {
          request: { method, target, headers, body: request.body ?? '' },
          response: { headers: response.headers, body: body(response, 'response') },
        },
        notes,
      };
}

async function keysFrom({ publicKey, keys }: ExplainCommandOptions): Promise<readonly CandidateKey[]> {
  if (publicKey === undefined && keys.length === 0)
    throw new Failure(
      'a public key is missing: give --public-key <file>, the key of the party that signed',
      2,
    );
  const given = [...(publicKey === undefined ? [] : [`expected=${publicKey}`]), ...keys];
  return Promise.all(
    given.map(async (text) => {
      const role = keyRoles.find((known) => text.startsWith(`${known}=`));
      const name = role === undefined ? text : text.slice(role.length + 1);
      const key = await readKeyFile(name, 2);
      try {
        await importPublicKey(key);
      } catch (error) {
        if (error instanceof KeyError)
          throw new Failure(`cannot use the key ${name}: ${error.message}`, 2, { cause: error });
        throw error;
      }
      return { key, role: role ?? (publicKey === undefined ? 'expected' : 'other'), name };
    }),
  );
}

function list(): number {
  const width = Math.max(...knownMistakes.map(({ id }) => id.length));
  for (const { id, title } of knownMistakes) process.stdout.write(`${id.padEnd(width)}  ${title}\n`);
  return 0;
}
