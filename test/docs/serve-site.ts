import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { staticServer } from '../../scripts/docs/static-server.js';

/** The folder that npm run docs makes. */
export const siteFolder = 'site';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served; it ends with a slash. */
    readonly site: string;
  }
}

/**
 * Builds the site once for all files, since two that build at the same time would write over each other, and serves it. Other
 * tests run meanwhile: who asks for a page before the site is there waits for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const buildError = promisify(execFile)(process.execPath, [
    'node_modules/tsx/dist/cli.mjs',
    'scripts/docs.ts',
    '--if-changed',
  ]).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  const files = staticServer(siteFolder);
  const server = createServer((request, response) => {
    void buildError.then((error) => {
      if (error === undefined) files.emit('request', request, response);
      else response.writeHead(500).end(error);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('site', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return async () => {
    await buildError;
    server.closeAllConnections();
    server.close();
  };
}
