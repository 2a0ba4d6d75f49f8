import { checkedBaseUrl } from './base-url.js';
import type { AttemptEvent, Hook, OutcomeEvent } from './call-event.js';
import { checkNames } from './option-names.js';
import { retryPolicy, type RetryOptions } from './retry.js';
import {
  messageSettings,
  type MessageOptions,
  signingKeys,
  type SigningKeyOptions,
  signingOptionNames,
  type SigningSettings,
} from './signing-options.js';

interface CallerOptions extends MessageOptions {
  /** The MPP's base URL. A path prefix in it is signed, too. */
  readonly baseUrl: string;
  /** From 0 to 1, for the jitter of retries. Default `Math.random`. */
  readonly random?: () => number;
  /**
   * When to try again; `false` means never. By default only when nothing was done: after a result code such as
   * `REQUEST_TRAFFIC_EXCEED_LIMIT`, and when no connection was made.
   */
  readonly retry?: RetryOptions | false;
  /** Called after each attempt, and not waited for. The event holds no secrets. */
  readonly onAttempt?: Hook<AttemptEvent>;
  /** Called when a call has ended, and not waited for. The event holds no secrets. */
  readonly onOutcome?: Hook<OutcomeEvent>;
}

/** What a client needs to know. */
export type ClientOptions = CallerOptions & SigningKeyOptions;

/** The options with every default in place and every key imported. */
export interface ClientSettings extends SigningSettings {
  readonly baseUrl: string;
  readonly random: () => number;
  readonly retry: RetryOptions | false | undefined;
  readonly onAttempt: Hook<AttemptEvent> | undefined;
  readonly onOutcome: Hook<OutcomeEvent> | undefined;
}

const names: readonly string[] = [
  ...signingOptionNames,
  ...(['baseUrl', 'random', 'retry', 'onAttempt', 'onOutcome'] satisfies (keyof CallerOptions)[]),
  'contract',
];

/**
 * Checks the options and imports the keys.
 * @param paths the paths of the contract's operations
 * @throws Fault CONFIGURATION, or SendOtpError CONFIGURATION for a key, with the KeyError as its cause
 */
export async function clientSettings(
  options: ClientOptions,
  paths: readonly string[],
): Promise<ClientSettings> {
  checkNames(options, names, 'the options');
  const message = messageSettings(options);
  const { random = Math.random, retry, onAttempt, onOutcome } = options;
  retryPolicy(retry, message.timeoutMs);
  return {
    ...message,
    ...(await signingKeys(options)),
    baseUrl: checkedBaseUrl(options.baseUrl, paths, message.allowInsecure),
    random,
    retry,
    onAttempt,
    onOutcome,
  };
}
