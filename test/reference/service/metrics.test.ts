import { describe, expect, it } from 'vitest';
import { InFlight, type Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../../../server/reference/mpp-event.js';
import { Metrics } from '../../../server/reference/service/metrics.js';

const inFlight = new InFlight();

/** The lines of the metrics of this name, without those of buckets. */
async function linesOf(metrics: Metrics, name: string): Promise<string[]> {
  const text = await metrics.text();
  return text.split('\n').filter((line) => line.startsWith(name) && !line.includes('_bucket'));
}

const request: Observation = {
  ...{ requestId: 'r', operationId: 'sendOTP', clientId: 'CALLER', parameters: {}, reason: undefined },
  ...{ resultStatus: 'S', resultCode: 'SUCCESS', replayed: false, durationMs: 1_500 },
  stagesMs: { receive: 500, handle: 1_000 },
};

describe('the metrics', () => {
  it('count requests by code and caller, and measure them in seconds', async () => {
    const metrics = new Metrics(inFlight);
    metrics.request(request);
    metrics.request({
      ...request,
      clientId: undefined,
      resultStatus: 'F',
      resultCode: 'INVALID_CLIENT',
      stagesMs: {},
    });
    expect(await linesOf(metrics, 'sendotp_requests_total{')).toEqual([
      'sendotp_requests_total{code="SUCCESS",status="S",client="CALLER"} 1',
      'sendotp_requests_total{code="INVALID_CLIENT",status="F",client=""} 1',
    ]);
    expect(await linesOf(metrics, 'sendotp_request_duration_seconds')).toEqual([
      'sendotp_request_duration_seconds_sum{status="S"} 1.5',
      'sendotp_request_duration_seconds_count{status="S"} 1',
      'sendotp_request_duration_seconds_sum{status="F"} 1.5',
      'sendotp_request_duration_seconds_count{status="F"} 1',
    ]);
    expect(await linesOf(metrics, 'sendotp_stage_duration_seconds_sum')).toEqual([
      'sendotp_stage_duration_seconds_sum{stage="receive"} 0.5',
      'sendotp_stage_duration_seconds_sum{stage="handle"} 1',
    ]);
  });

  it('SIG-9: count the same message again, and no other', async () => {
    const metrics = new Metrics(inFlight);
    metrics.request(request);
    metrics.request({ ...request, replayed: true });
    expect(await linesOf(metrics, 'sendotp_replays_total ')).toEqual(['sendotp_replays_total 1']);
  });

  it.each<[MppEvent, readonly string[]]>([
    [
      {
        ...{ kind: 'sent', requestId: 'r', verifyType: 'MOBILE', verifyRequestId: 'id', prefix: '+65' },
        stagesMs: { 'look-up': 250, deliver: 500 },
      },
      [
        'sendotp_sendings_total{result="sent",verify_type="MOBILE",reason=""} 1',
        'sendotp_prefix_otps_total{prefix="+65",state="sent"} 1',
        'sendotp_stage_duration_seconds_sum{stage="sending_look_up"} 0.25',
        'sendotp_stage_duration_seconds_sum{stage="sending_deliver"} 0.5',
      ],
    ],
    [
      {
        ...{ kind: 'sent', requestId: 'r', verifyType: 'EMAIL', verifyRequestId: 'id', prefix: '' },
        stagesMs: {},
      },
      ['sendotp_sendings_total{result="sent",verify_type="EMAIL",reason=""} 1'],
    ],
    [
      { kind: 'not-sent', requestId: 'r', verifyType: 'MOBILE', reason: 'no-address', stagesMs: {} },
      ['sendotp_sendings_total{result="not-sent",verify_type="MOBILE",reason="no-address"} 1'],
    ],
    [{ kind: 'checked', outcome: 'wrong' }, ['sendotp_checks_total{outcome="wrong"} 1']],
    [
      { kind: 'checked', outcome: 'correct', prefix: '+65' },
      [
        'sendotp_checks_total{outcome="correct"} 1',
        'sendotp_prefix_otps_total{prefix="+65",state="answered"} 1',
      ],
    ],
    [{ kind: 'user-blocked' }, ['sendotp_users_blocked_total 1']],
    [{ kind: 'user-released' }, ['sendotp_users_released_total 1']],
    [
      {
        ...{ kind: 'undo-failed', requestId: 'r', verifyType: 'MOBILE' },
        fault: { name: 'Error', code: undefined, message: undefined, at: [] },
      },
      [],
    ],
  ])('count %o, and nothing else', async (event, expected) => {
    const metrics = new Metrics(inFlight);
    metrics.event(event);
    const changed = (await linesOf(metrics, 'sendotp_')).filter((line) => !/ 0$|_count/.test(line));
    expect(changed.sort()).toEqual([...expected].sort());
  });

  it('count what admins ask for, what is read again and what the log loses, and show what is in flight', async () => {
    const own = new InFlight();
    const metrics = new Metrics(own);
    let dropped = 3;
    metrics.countDroppedLines(() => dropped);
    metrics.adminRequest('/check', 401);
    metrics.reload('directory', 'taken');
    metrics.reload('directory', 'refused');
    own.enter();
    const read = async () => (await linesOf(metrics, 'sendotp_')).filter((line) => !/ 0$/.test(line));
    expect(await read()).toEqual([
      'sendotp_admin_requests_total{path="/check",status="401"} 1',
      'sendotp_reloads_total{what="directory",result="taken"} 1',
      'sendotp_reloads_total{what="directory",result="refused"} 1',
      'sendotp_in_flight 1',
      'sendotp_log_lines_dropped_total 3',
    ]);
    dropped = 5;
    own.leave();
    expect((await read()).slice(3)).toEqual(['sendotp_log_lines_dropped_total 5']);
  });
});
