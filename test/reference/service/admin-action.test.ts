import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, runService } from './running-service.js';
import { people, ServiceFiles } from './service-files.js';

const CHECK_SECRET = '5b0c1f3a9d27e486b1a4c7d20e9f8365aa17cc03d4be4290817f6e5d3c2b1a09';
const good = { verifyRequestId: 'id', accessToken: people.token, otpCode: '123456' };

describe('POST /check', () => {
  const files = new ServiceFiles();
  let target: RunningService;
  beforeAll(async () => {
    target = await runService(files, { CHECK_SECRET });
  });
  afterAll(async () => {
    await target.service.close();
    files.remove();
  });
  const post = (
    body: string,
    headers: Record<string, string> = { Authorization: `Bearer ${CHECK_SECRET}` },
  ) => fetch(`${target.adminUrl}/check`, { method: 'POST', headers, body });

  it.each([
    ['none', undefined],
    ['another', `Bearer ${CHECK_SECRET.replace('5', '6')}`],
    ['a part of it', `Bearer ${CHECK_SECRET.slice(0, -1)}`],
    ['more than it', `Bearer ${CHECK_SECRET}0`],
    ['no Bearer', CHECK_SECRET],
    ['Basic', `Basic ${CHECK_SECRET}`],
    ['nothing', 'Bearer '],
  ])('with %s as its secret is 401, before its body is looked at', async (_, authorization) => {
    const headers: Record<string, string> =
      authorization === undefined ? {} : { Authorization: authorization };
    const response = await post('no JSON', headers);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain(CHECK_SECRET);
  });

  it.each([
    ['no JSON', 'the body is not JSON'],
    ['[]', 'expected a JSON object'],
    ['null', 'expected a JSON object'],
    [JSON.stringify({ ...good, otpCode: 123_456 }), 'otpCode must be a string'],
    [JSON.stringify({ ...good, accessToken: '' }), 'accessToken must be a string that is not empty'],
    [JSON.stringify({ ...good, otpCode: undefined }), 'otpCode is missing'],
    [JSON.stringify({ ...good, more: 'x' }), 'the body has an unknown field'],
    ['{"__proto__":"x"}', 'the body has an unknown field'],
  ])('%s is 400 and says what is wrong, without a value', async (body, expected) => {
    const response = await post(body);
    const text = await response.text();
    expect([response.status, text.includes(expected)]).toEqual([400, true]);
    expect(text).not.toContain(people.token);
  });

  it('answers what checkOtp finds', async () => {
    const response = await post(JSON.stringify(good));
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'unknown' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('takes no body of more than 4 KiB, and does not wait for its end', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${CHECK_SECRET}`, 'Content-Length': 1_000_000_000 };
      const call = request(`${target.adminUrl}/check`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        call.destroy();
      });
      call.on('error', reject);
      call.write('x'.repeat(5_000));
    });
    expect(status).toBe(413);
  });

  it('is POST only; /release is not there without its secret, and neither is on the public port', async () => {
    expect((await fetch(`${target.adminUrl}/check`)).status).toBe(405);
    const headers = { Authorization: `Bearer ${CHECK_SECRET}` };
    const release = await fetch(`${target.adminUrl}/release`, {
      method: 'POST',
      headers,
      body: '{"userId":"ada"}',
    });
    expect([release.status, await release.text()]).toEqual([
      404,
      'not found; available: GET /livez, /readyz, /metrics, POST /check\n',
    ]);
    const { result } = (await (
      await fetch(`${target.url}/check`, { method: 'POST', headers, body: JSON.stringify(good) })
    ).json()) as { result: { resultCode: string } };
    expect(result.resultCode).toBe('NO_INTERFACE_DEF');
  });

  it('is counted by status, and shows nothing of what it was asked', async () => {
    const metrics = await (await fetch(`${target.adminUrl}/metrics`)).text();
    expect(metrics).toContain('sendotp_admin_requests_total{path="/check",status="401"} 7');
    expect(metrics + target.output()).not.toMatch(new RegExp(`${people.token}|123456|${CHECK_SECRET}`));
  });
});
