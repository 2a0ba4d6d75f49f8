import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A plain server of files, as any web host is: no rewriting, `index.html` for a folder, 404.html for what is missing. */
export function staticServer(folder: string): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    void answer(join(folder, normalize(decodeURIComponent(pathname)))).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });

  async function answer(path: string): Promise<Answer> {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const file = isFolder ? join(path, 'index.html') : path;
    try {
      const type = mediaTypes[extname(file)] ?? 'text/plain; charset=utf-8';
      return { status: 200, type, body: await readFile(file) };
    } catch {
      const missing = await readFile(join(folder, '404.html')).catch(() => Buffer.from('not found'));
      return { status: 404, type: 'text/html; charset=utf-8', body: missing };
    }
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}
