import type { Message } from '../exchange/message.js';

/** The longest body that is written into a command line, in bytes. */
const longestBody = 4096;

/** A POSIX shell command that sends the same bytes again. */
export function curlCommand(url: URL, { method, path, requestTarget, headers, body }: Message): string {
  if (body.length > longestBody) return `# the body of ${body.length} bytes is too long for a command line`;
  // The headers that curl would add by itself.
  const absent = ['Accept', 'User-Agent', 'Content-Type'].filter(
    (name) => !headers.some(([sent]) => sent.toLowerCase() === name.toLowerCase()),
  );
  const lines = [
    `curl -sS -i --path-as-is -X ${method} ${quoted(url.origin + path)}`,
    ...(requestTarget === undefined ? [] : [`--request-target ${quoted(requestTarget)}`]),
    ...headers.map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...absent.map((name) => `-H '${name}:'`),
  ];
  const hasBody = body.length > 0 || !['GET', 'DELETE', 'OPTIONS', 'HEAD'].includes(method);
  if (!hasBody) return lines.join(' \\\n  ');
  return `printf ${printfFormat(body)} | ${[...lines, '--data-binary @-'].join(' \\\n  ')}`;
}

/** Single quotes hold everything but themselves; bytes beyond ASCII are written by printf. */
function quoted(text: string): string {
  // Header values are Latin-1 on the wire.
  if (/[^ -~]/.test(text)) return `"$(printf ${printfFormat(Buffer.from(text, 'latin1'))})"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Bytes as a format of printf(1), which every POSIX shell reads alike. */
function printfFormat(bytes: Uint8Array): string {
  let format = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === '%') format += '%%';
    else if (character === '\\') format += '\\\\';
    else if (character === "'" || byte < 0x20 || byte > 0x7e || (character === '-' && format === ''))
      format += `\\${byte.toString(8).padStart(3, '0')}`;
    else format += character;
  }
  return `'${format}'`;
}
