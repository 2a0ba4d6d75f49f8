import { suggestion } from '@sendotp-contract/message/nearest-name';

/** A value's type, for a message: the value itself may be a secret. */
export function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export function noObject(kind: string, given: unknown): string {
  return `${kind} must be an object, not ${described(given)}`;
}

export function unknownOption(kind: string, name: string, known: readonly string[]): string {
  return `${kind}: there is no option ${JSON.stringify(name)}; ${suggestion(name, known)}`;
}

/** What each text option has to be. */
const texts = {
  clientId: 'the id that the MPP registered, without blanks',
  keyVersion: 'a version such as 1, in ASCII without blanks, commas or =',
  agentToken: 'printable ASCII; leave it out when there is none',
} as const;

export type TextOption = keyof typeof texts;

export function wrongText(name: TextOption, value: unknown): string {
  return typeof value === 'string'
    ? `${name} must be ${texts[name]}`
    : `${name} is ${described(value)}; it must be ${texts[name]}`;
}

export function noFunction(name: string, value: unknown): string {
  return `${name} must be a function, not ${described(value)}`;
}

export function negativeDuration(name: string, ms: number): string {
  return `${name} must be 0 ms or more, not ${ms}`;
}

export function wrongTimeout(longestMs: number, timeoutMs: number): string {
  return `timeoutMs must be more than 0 ms and at most ${longestMs} ms, not ${timeoutMs}`;
}

export function wrongAttempts(attempts: number): string {
  return `retry.attempts must be a whole number of 1 or more, not ${attempts}`;
}

export function noSigner(): string {
  return 'privateKey is undefined, and so is sign; expected one of them. Is the variable that holds the key set?';
}

export function twoSigners(): string {
  return 'both privateKey and sign are given; expected one of them';
}

export function noUrl(given: unknown): string {
  const actual = typeof given === 'string' ? 'not a URL' : described(given);
  return `baseUrl is ${actual}; expected for example https://mpp.example.net or https://mpp.example.net/gateway`;
}

export function moreThanBase(): string {
  return 'baseUrl has a query, a fragment or a password; expected host, port and path prefix only';
}

export function endsInPath(base: string): string {
  return `baseUrl ends in the path of an operation, which is added to it; expected ${base}`;
}

export function otherProtocol(name: string, protocol: string): string {
  return `${name} begins with ${protocol}; expected https: (or http: for this machine)`;
}

export function insecure(name: string): string {
  return `${name} begins with http: and names another machine; expected https:. The access token would travel readable and the response could be swapped; allowInsecure: true permits it in a closed network`;
}
