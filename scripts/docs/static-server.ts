import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import express from 'express';

/**
 * A plain server of files, as any web host is: nothing is rewritten, a folder is its `index.html`, and what is missing is
 * `404.html`.
 * @param base the path that the site was made for
 */
export function staticServer(folder: string, base = '/'): Server {
  const app = express().disable('x-powered-by').use(base, express.static(folder));
  app.use((_request, response) => {
    response.status(404).sendFile('404.html', { root: resolve(folder) });
  });
  return createServer(app);
}
