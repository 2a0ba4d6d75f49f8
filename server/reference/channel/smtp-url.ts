import { maskUrl } from './masked-url.js';

/** Which mail server to use, and how. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on. */
  readonly secure: boolean;
  /** No mail without STARTTLS. */
  readonly requireTLS: boolean;
  /** No STARTTLS, even when the server offers it. */
  readonly ignoreTLS: boolean;
  readonly rejectUnauthorized: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

const settings = ['requireTLS', 'ignoreTLS', 'rejectUnauthorized'] as const;
const example = 'smtps://user:password@mail.example.com or smtp://user:password@mail.example.com:587';

/**
 * Reads `smtp://` (STARTTLS where the server offers it; port 587) and `smtps://` (TLS from the first byte on; port 465),
 * with `requireTLS`, `ignoreTLS` and `rejectUnauthorized` in the query, each `true` or `false`. With a password in the
 * URL, `requireTLS` is the default: it is never sent unencrypted unless the URL says so.
 * @throws RangeError for anything else; the message contains no password
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A malformed URL is not shown: its password could be anywhere.
  if (url === undefined) throw new RangeError(`the SMTP URL is not a URL; expected ${example}`);
  const secure = url.protocol === 'smtps:';
  const shown = maskUrl(url);
  if ((!secure && url.protocol !== 'smtp:') || url.hostname === '' || !['', '/'].includes(url.pathname)) {
    throw new RangeError(`the SMTP URL ${shown} does not name a mail server; expected ${example}`);
  }
  const auth = credentials(url, shown);
  const query = readSettings(url, shown);
  const ignoreTLS = query.get('ignoreTLS') ?? false;
  const requireTLS = query.get('requireTLS') ?? (auth !== undefined && !ignoreTLS);
  if (ignoreTLS && (requireTLS || secure)) {
    throw new RangeError(`the SMTP URL ${shown} asks for TLS and for none (ignoreTLS): drop one`);
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: requireTLS && !secure,
    ignoreTLS,
    rejectUnauthorized: query.get('rejectUnauthorized') ?? true,
    auth,
  };
}

function credentials({ username, password }: URL, shown: string): SmtpServer['auth'] {
  if (username === '' && password === '') return undefined;
  if (username === '' || password === '') {
    throw new RangeError(`the SMTP URL ${shown} has only one of user and password: give both or none`);
  }
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    throw new RangeError(`the SMTP URL ${shown} has a % in user or password that is not written as %25`);
  }
}

function readSettings({ searchParams }: URL, shown: string): Map<(typeof settings)[number], boolean> {
  const read = new Map<(typeof settings)[number], boolean>();
  for (const [key, value] of searchParams) {
    const name = settings.find((known) => known === key);
    if (name === undefined) {
      throw new RangeError(
        `the SMTP URL ${shown} has the setting ${JSON.stringify(key)}; there is ${settings.join(', ')}`,
      );
    }
    if (value !== 'true' && value !== 'false') {
      throw new RangeError(`${name} in the SMTP URL ${shown} must be true or false`);
    }
    read.set(name, value === 'true');
  }
  return read;
}
