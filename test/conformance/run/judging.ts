import { createServer, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CaseResult,
  type ConformanceOptions,
  type ProfileInput,
  type Report,
  type RuleResult,
  runConformance,
} from '@sendotp-contract/conformance';
import { isBreach } from '../../../conformance/report/report.js';
import { type Habits, startVariant } from '../variant-server.js';
import { profileOf, world } from '../world.js';

export interface Setup {
  readonly change?: (good: Habits) => Partial<Habits>;
  readonly profile?: Partial<ProfileInput>;
  readonly options?: ConformanceOptions;
}

/** Judges the good server with these changes. */
export async function judge({ change, profile, options }: Setup = {}): Promise<Report> {
  const server = await startVariant(world, change);
  try {
    return await runConformance({ ...profileOf(server.url), ...profile }, options);
  } finally {
    await server.close();
  }
}

export const resultOf = (report: Report, id: string): CaseResult | undefined =>
  report.cases.find((aCase) => aCase.id === id);

export const ruleOf = (report: Report, rule: string): RuleResult | undefined =>
  report.rules.find(({ id }) => id === rule);

export const breachesOf = (report: Report): readonly string[] =>
  report.cases.filter(isBreach).map(({ id }) => id);

const running: { close(): Promise<void> }[] = [];

/** Closes what tests have started: to be called after each. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()));
}

/** Notes what is closed at the end of a test. */
export function closedAfterwards(server: { close(): Promise<void> }): void {
  running.push(server);
}

/** Starts a server until the end of the test. */
export async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterwards({
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends a request on and returns the whole response as text. */
export function forwarded(
  to: URL,
  method: string,
  path: string,
  headers: readonly (readonly string[])[],
  body: Uint8Array,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: to.hostname, port: to.port, method, path, headers: headers.flat(), agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const kept = incoming.rawHeaders
            .flatMap((name, index, all) => (index % 2 === 0 ? [`${name}: ${all[index + 1] ?? ''}`] : []))
            .filter((line) => !/^(connection|keep-alive|transfer-encoding|content-length):/i.test(line));
          const bytes = Buffer.concat(chunks);
          const head = ['HTTP/1.1 200 OK', ...kept, `Content-Length: ${bytes.length}`].join('\r\n');
          resolve(`${head}\r\n\r\n${bytes.toString()}`);
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
