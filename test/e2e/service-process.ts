import { type ChildProcess, fork } from 'node:child_process';
import { expect } from 'vitest';
import type { CheckOtpOutcome, CheckOtpRequest } from '@sendotp-contract/reference';
import { program } from '../from-source.js';
import { targetOf } from '../reference/service/running-service.js';
import { personalData, type ServiceFiles } from '../reference/service/service-files.js';
import type { CheckQuestion, ServiceNews } from './service-program.js';
import type { Target } from './target.js';

/** How a process ended: by itself with a code, or by a signal. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How long a handler may take, in ms. */
export const handlerTimeoutMs = 4_000;

/** No limit but those that a test is about, deadlines that are soon over, OTPs that occur by no chance. */
const settings = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'trace',
  OTP_LENGTH: '10',
  TRAFFIC_LIMIT: '100000',
  HANDLER_TIMEOUT_MS: String(handlerTimeoutMs),
  CHANNEL_TIMEOUT_MS: '3000',
  SHUTDOWN_DELAY_MS: '0',
} as const;

/** The service in a process of its own, as in production, and all that it puts out. */
export class ServiceProcess {
  readonly target: Target;
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #adminUrl: string;
  readonly #output: () => string;
  readonly #waiting = new Map<number, (outcome: CheckOtpOutcome | 'failed') => void>();
  #serial = 0;

  private constructor(child: ChildProcess, files: ServiceFiles, listening: Listening, output: () => string) {
    this.#child = child;
    this.#adminUrl = listening.adminUrl;
    this.#output = output;
    this.target = targetOf(files, listening.url);
    this.ended = new Promise((done) => {
      child.once('close', (code, signal) => {
        done({ code, signal });
      });
    });
    child.on('message', (news: ServiceNews) => {
      if (news.kind !== 'checked') return;
      this.#waiting.get(news.id)?.(news.outcome);
      this.#waiting.delete(news.id);
    });
  }

  /**
   * @param environment settings of the test, besides those that name the files
   * @param stdout the file descriptor of its standard output, when it is not to be read
   */
  static async start(
    files: ServiceFiles,
    environment: Readonly<Record<string, string>>,
    stdout: 'pipe' | number = 'pipe',
  ): Promise<ServiceProcess> {
    const child = fork(program('service'), {
      execArgv: [],
      env: {
        PATH: process.env['PATH'],
        ...files.environment({ ...settings, ...environment }),
      },
      stdio: ['ignore', stdout, 'pipe', 'ipc'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const listening = await new Promise<Listening>((done, reject) => {
      child.once('close', (code) => {
        reject(new Error(`the service ended with ${String(code)} before it listened: ${output}`));
      });
      child.once('message', (news: ServiceNews) => {
        if (news.kind === 'listening') done(news);
      });
    });
    return new ServiceProcess(child, files, listening, () => output);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Everything it has written to its standard output and error. */
  get output(): string {
    return this.#output();
  }

  /** Rejects when the process ends before it answers. */
  checkOtp(request: CheckOtpRequest): Promise<CheckOtpOutcome | 'failed'> {
    const id = (this.#serial += 1);
    return new Promise((done, reject) => {
      this.#waiting.set(id, done);
      void this.ended.then(() => {
        reject(new Error('the process ended and left a check unanswered'));
      });
      const question: CheckQuestion = { id, request };
      this.#child.send(question, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  /** A page of the admin port. */
  async page(
    path: '/livez' | '/readyz' | '/metrics',
  ): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(this.#adminUrl + path);
    return { status: response.status, text: await response.text() };
  }

  /** An action of the admin port. */
  async post(
    path: '/check' | '/release',
    secret: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(this.#adminUrl + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  signal(signal: 'SIGTERM' | 'SIGHUP'): void {
    this.#child.kill(signal);
  }

  /** Sends the signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<ProcessEnd> {
    this.#child.kill(signal);
    return this.ended;
  }
}

type Listening = Extract<ServiceNews, { kind: 'listening' }>;

/**
 * Fails if anything of a user, or one of these OTPs, stands in what the processes have put out or tell Prometheus.
 * @param otps of ten digits
 */
export async function expectNoPersonalData(
  processes: readonly ServiceProcess[],
  otps: readonly string[],
): Promise<void> {
  const metrics = processes
    .filter(({ isRunning }) => isRunning)
    .map(async (running) => (await running.page('/metrics')).text);
  const shown = [...processes.map(({ output }) => output), ...(await Promise.all(metrics))].join('\n');
  expect(shown, 'the processes were heard').toContain('"msg":"request"');
  expect(shown.match(personalData)).toBeNull();
  expect(otps.length, 'there were OTPs to look for').toBeGreaterThan(0);
  const digits = new Set([...shown.matchAll(/(?=(\d{10}))/g)].map(([, run = '']) => run));
  expect(otps.filter((otp) => digits.has(otp))).toEqual([]);
}
