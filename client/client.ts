import createClient from 'openapi-fetch';
import type { paths, SendOtpRequest } from '../generated/openapi.js';
import { operations } from '../generated/operations.js';
import { validateSendOtpRequest } from '../generated/validators.js';
import { contentToBeSigned, formatMessageTime, signContent } from '../message/index.js';
import { type ClientSettings, clientSettings, type SendOtpClientOptions } from './client-options.js';
import { SendOtpError } from './error.js';
import type { ReceivedResponse, SentRequest } from './exchange.js';
import type { SendOtpOutcome } from './outcome.js';
import { checkResponse } from './response-check.js';
import { delayBefore, type Ending, mayHaveBeenSent, mayRetry } from './retry.js';
import { transmit } from './transmission.js';

export interface SendOtpCallOptions {
  /** Stops the call, at any time. */
  readonly signal?: AbortSignal;
}

export interface SendOtpClient {
  /**
   * Asks the MPP to send a user an OTP: signs, sends, checks the response.
   * @returns what the MPP answered; `resultStatus` narrows it
   * @throws SendOtpError for what breaks the contract or the transport
   * @example
   * const outcome = await client.sendOtp({ acquirerId, pspId, accessToken });
   * if (outcome.resultStatus === 'S') keep(outcome.verifyRequestId);
   */
  sendOtp(request: SendOtpRequest, options?: SendOtpCallOptions): Promise<SendOtpOutcome>;
}

type ApiClient = ReturnType<typeof createClient<paths>>;
const { path: operationPath } = operations.sendOTP;

/**
 * Makes a client for one MPP.
 * @throws SendOtpError CONFIGURATION for an option that makes no sense or a key that cannot be used (SIG-6)
 * @example const client = await createSendOtpClient({ baseUrl, clientId, privateKey, publicKeys });
 */
export async function createSendOtpClient(options: SendOtpClientOptions): Promise<SendOtpClient> {
  const settings = await clientSettings(options);
  const api = createClient<paths>({ baseUrl: settings.baseUrl });
  return {
    sendOtp: async (request, { signal } = {}) => {
      if (!validateSendOtpRequest(request)) throw outsideContract();
      const signed = await signRequest(request, settings);
      return sendWithRetries(signed, settings, api, signal);
    },
  };
}

/** One request with the very bytes that are sent, however often. */
interface SignedRequest {
  readonly request: SendOtpRequest;
  readonly header: { 'Client-Id': string; 'Request-Time': string; Signature: string; 'Agent-Token'?: string };
  readonly sent: SentRequest;
}

async function signRequest(request: SendOtpRequest, settings: ClientSettings): Promise<SignedRequest> {
  const { baseUrl, clientId, signingKey, agentToken, clock } = settings;
  const { href: url, pathname: path } = new URL(`${baseUrl}${operationPath}`);
  const time = formatMessageTime(clock.now());
  // SIG-3: written once; these bytes are signed, and these are sent.
  const body = JSON.stringify(request);
  const content = { path, clientId, time, body };
  const header = {
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: await signContent(content, signingKey),
    ...(agentToken === undefined ? {} : { 'Agent-Token': agentToken }),
  };
  const headers = { ...fixedHeaders, ...header };
  return {
    request,
    header,
    sent: {
      url,
      path,
      headers,
      body,
      contentToBeSigned: new TextDecoder().decode(contentToBeSigned(content)),
    },
  };
}

const fixedHeaders = {
  'Content-Type': 'application/json; charset=UTF-8',
  Accept: 'application/json',
  // The signature covers the bytes as sent; browsers do not let this one be set.
  'Accept-Encoding': 'identity',
};

async function sendWithRetries(
  signed: SignedRequest,
  settings: ClientSettings,
  api: ApiClient,
  signal: AbortSignal | undefined,
): Promise<SendOtpOutcome> {
  const { clock, random, retry } = settings;
  const deadline = clock.now() + retry.deadlineMs;
  let anyMayHaveBeenSent = false;
  for (let attempts = 1; ; attempts += 1) {
    const timeoutMs = Math.min(settings.timeoutMs, Math.max(1, deadline - clock.now()));
    const ending = await sendOnce(signed, { ...settings, timeoutMs }, api, attempts, signal);
    anyMayHaveBeenSent ||= mayHaveBeenSent(ending);
    const delay = delayBefore(attempts, random(), retry);
    const another = attempts < retry.attempts && clock.now() + delay < deadline && mayRetry(ending, retry);
    if (!another) {
      if ('error' in ending) throw ending.error;
      return ending.outcome;
    }
    await clock.sleep(delay, signal ?? neverAborted);
    if (signal?.aborted === true) {
      const { exchange } = 'error' in ending ? ending.error : ending.outcome;
      throw new SendOtpError('ABORTED', 'the call was stopped by its signal', {
        mayHaveBeenSent: anyMayHaveBeenSent,
        ...(exchange === undefined ? {} : { exchange }),
      });
    }
  }
}

const neverAborted = new AbortController().signal;

async function sendOnce(
  { request, header, sent }: SignedRequest,
  { fetch, timeoutMs, clientId, keys }: ClientSettings,
  api: ApiClient,
  attempts: number,
  signal: AbortSignal | undefined,
): Promise<Ending> {
  if (signal?.aborted === true)
    return { error: new SendOtpError('ABORTED', 'the call was stopped before it began') };
  try {
    let received: ReceivedResponse | undefined;
    await api.POST(operationPath, {
      params: { header },
      headers: fixedHeaders,
      body: request,
      bodySerializer: () => sent.body,
      // A redirect would send the signed body to somebody else.
      redirect: 'error',
      parseAs: 'stream',
      fetch: async (outgoing) => {
        received = await transmit(outgoing, { fetch, sent, attempts, timeoutMs, signal });
        // The body is judged by its bytes; nothing is left here for openapi-fetch to parse.
        return new Response(null, { status: 204 });
      },
    });
    if (received === undefined) throw new TypeError('openapi-fetch did not call fetch');
    const exchange = { request: sent, response: received, attempts };
    return { outcome: await checkResponse(received, exchange, { path: sent.path, clientId, keys }) };
  } catch (error) {
    if (error instanceof SendOtpError) return { error };
    throw error;
  }
}

function outsideContract(): SendOtpError {
  const places = (validateSendOtpRequest.errors ?? []).map(
    ({ instancePath, message = 'is illegal' }) => `${instancePath.slice(1) || 'the request'} ${message}`,
  );
  return new SendOtpError(
    'REQUEST_OUTSIDE_CONTRACT',
    `the request is outside the contract, nothing was sent: ${places.join('; ')}`,
  );
}
