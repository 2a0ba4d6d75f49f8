import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckOtpRequest } from '../../server/reference/index.js';
import { targetOf } from '../reference/service/running-service.js';
import type { ServiceFiles } from '../reference/service/service-files.js';
import type { Question } from './service-main.js';
import type { Target } from './target.js';

const loader = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;

interface Answer {
  readonly id: number;
  readonly outcome: string;
}

/** A service that runs as a process of its own, as it would in production. */
export class ServiceProcess {
  readonly target: Target;
  readonly adminUrl: string;
  readonly #child: ChildProcess;
  readonly #output: () => string;
  #questions = 0;

  private constructor(child: ChildProcess, target: Target, adminUrl: string, output: () => string) {
    this.#child = child;
    this.target = target;
    this.adminUrl = adminUrl;
    this.#output = output;
  }

  static async start(
    files: ServiceFiles,
    environment: Readonly<Record<string, string>>,
  ): Promise<ServiceProcess> {
    const child = fork(resolve('test/e2e/service-main.ts'), {
      execArgv: ['--import', loader],
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        SHUTDOWN_DELAY_MS: '0',
        ...files.environment(environment),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`the service did not start:\n${output}`))),
    ])) as [{ url: string; adminUrl: string }];
    return new ServiceProcess(child, targetOf(files, message.url), message.adminUrl, () => output);
  }

  /** Everything it has printed. */
  get output(): string {
    return this.#output();
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** What its `checkOtp` says; `failed` when that rejects. */
  async checkOtp(check: CheckOtpRequest): Promise<string> {
    const id = (this.#questions += 1);
    const answer = new Promise<string>((resolveAnswer) => {
      const listen = (message: Answer): void => {
        if (message.id !== id) return;
        this.#child.off('message', listen);
        resolveAnswer(message.outcome);
      };
      this.#child.on('message', listen);
    });
    this.#child.send({ id, check } satisfies Question);
    return answer;
  }

  async page(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(this.adminUrl + path);
    return { status: response.status, text: await response.text() };
  }

  /** Ends it and says with which exit code; null when a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.hasEnded) return this.#child.exitCode;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}
