import { createHash } from 'node:crypto';

/** The playground may call a sandbox or a mock on this machine, which names no other. */
const loopback = 'http://127.0.0.1:* http://localhost:*';

/**
 * A page under a policy by which the browser asks nobody but the site's own server for anything. Its inline scripts are
 * known by their hashes.
 */
export function underPolicy(html: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(([, attributes = '']) => !/type="application\/json"/.test(attributes))
    .map(([, , script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return withPolicy(html, {
    'script-src': ["'self'", ...new Set(hashes)],
    'connect-src': ["'self'", loopback],
  });
}

/** The reference makes its search index in a worker from a blob, and styles elements as it goes. */
export function referenceUnderPolicy(html: string): string {
  return withPolicy(html, {
    'script-src': ["'unsafe-inline'", "'unsafe-eval'", 'blob:'],
    'worker-src': ['blob:'],
    'connect-src': ["'none'"],
  });
}

function withPolicy(html: string, directives: Readonly<Record<string, readonly string[]>>): string {
  const policy = Object.entries({
    'default-src': ["'none'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
    ...directives,
  })
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
  const changed = html.replace(
    /<head>/,
    () => `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  if (changed === html) throw new Error('a page has no <head> to put the policy into');
  return changed;
}
