import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { InFlight, Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';

/** From a refused request to a channel timeout, in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics for Prometheus. Labels have few values: codes, stages and registered callers, never what a stranger sent. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'sendotp_requests_total',
    help: 'Requests answered, by result code and registered caller (empty: none).',
    labelNames: ['code', 'status', 'client'],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'sendotp_request_duration_seconds',
    help: 'From the first byte of a request to its answer.',
    labelNames: ['status'],
    buckets,
    registers: [this.#registry],
  });
  readonly #stages = new Histogram({
    name: 'sendotp_stage_duration_seconds',
    help: 'The same by stage: the stages of every request, and those of a sending (sending_*).',
    labelNames: ['stage'],
    buckets,
    registers: [this.#registry],
  });
  readonly #replays = new Counter({
    name: 'sendotp_replays_total',
    help: 'Requests that were the same signed message again.',
    registers: [this.#registry],
  });
  readonly #sendings = new Counter({
    name: 'sendotp_sendings_total',
    help: 'OTPs sent, not sent, and of unknown result, by verifyType and reason.',
    labelNames: ['result', 'verify_type', 'reason'],
    registers: [this.#registry],
  });
  readonly #checks = new Counter({
    name: 'sendotp_checks_total',
    help: 'OTPs checked, by outcome.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });
  readonly #prefixes = new Counter({
    name: 'sendotp_prefix_otps_total',
    help: 'OTPs by SMS that were sent and that were answered by the right code, by prefix: one of the settings, else the calling code.',
    labelNames: ['prefix', 'state'],
    registers: [this.#registry],
  });
  readonly #blocked = new Counter({
    name: 'sendotp_users_blocked_total',
    help: 'Users who were blocked after too many wrong codes in a row.',
    registers: [this.#registry],
  });
  readonly #released = new Counter({
    name: 'sendotp_users_released_total',
    help: 'Releases of users who were blocked.',
    registers: [this.#registry],
  });
  readonly #adminRequests = new Counter({
    name: 'sendotp_admin_requests_total',
    help: 'Requests to the actions of the admin port, by path and HTTP status; 401: the secret was wrong or missing.',
    labelNames: ['path', 'status'],
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: 'sendotp_reloads_total',
    help: 'Changed files that were read again: taken into use, or refused, in which case the earlier content stays in use.',
    labelNames: ['what', 'result'],
    registers: [this.#registry],
  });

  constructor(inFlight: InFlight) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'sendotp_in_flight',
      help: 'Requests that are being answered now.',
      registers: [this.#registry],
      collect() {
        this.set(inFlight.count);
      },
    });
  }

  /** @param dropped how many lines of the log were dropped so far */
  countDroppedLines(dropped: () => number): void {
    new Counter({
      name: 'sendotp_log_lines_dropped_total',
      help: 'Lines of the log that could not be written and did not fit into memory.',
      registers: [this.#registry],
      collect() {
        this.reset();
        this.inc(dropped());
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  request({
    resultStatus: status,
    resultCode,
    clientId = '',
    durationMs,
    stagesMs,
    replayed,
  }: Observation): void {
    this.#requests.inc({ code: resultCode, status, client: clientId });
    this.#durations.observe({ status }, durationMs / 1_000);
    for (const [stage, ms] of Object.entries(stagesMs)) this.#stages.observe({ stage }, ms / 1_000);
    if (replayed) this.#replays.inc();
  }

  event(event: MppEvent): void {
    if (event.kind === 'checked') {
      this.#checks.inc({ outcome: event.outcome });
      this.#countPrefix(event.prefix, 'answered');
      return;
    }
    if (event.kind === 'user-blocked') {
      this.#blocked.inc();
      return;
    }
    if (event.kind === 'user-released') {
      this.#released.inc();
      return;
    }
    if (event.kind === 'undo-failed') return;
    if (event.kind === 'sent') this.#countPrefix(event.prefix, 'sent');
    const reason = event.kind === 'sent' ? '' : event.reason;
    this.#sendings.inc({ result: event.kind, verify_type: event.verifyType, reason });
    for (const [stage, ms] of Object.entries(event.stagesMs))
      this.#stages.observe({ stage: `sending_${stage.replace('-', '_')}` }, ms / 1_000);
  }

  #countPrefix(prefix: string | undefined, state: 'sent' | 'answered'): void {
    if (prefix !== undefined && prefix !== '') this.#prefixes.inc({ prefix, state });
  }

  /** @param path of an action that there is, not what a stranger sent */
  adminRequest(path: string, status: number): void {
    this.#adminRequests.inc({ path, status });
  }

  reload(what: string, result: 'taken' | 'refused'): void {
    this.#reloads.inc({ what, result });
  }
}
