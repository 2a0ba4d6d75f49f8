import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '@sendotp-contract/reference';
import { startSmsGateway, type TestSmsGateway } from '../reference/channel/sms-gateway.js';
import { type RunningService, runService } from '../reference/service/running-service.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { call } from './caller.js';

describe('the SMS of a service', () => {
  const files = new ServiceFiles();
  const bodies: string[] = [];
  let gateway: TestSmsGateway;
  let service: RunningService | undefined;
  beforeAll(async () => {
    gateway = await startSmsGateway((response, _request, body) => {
      bodies.push(body);
      response.writeHead(202).end();
    });
  });
  afterEach(async () => {
    await service?.service.close();
    service = undefined;
  });
  afterAll(async () => {
    await gateway.close();
    files.remove();
  });
  const settings = (more: Readonly<Record<string, string>>) => ({
    SMS_GATEWAY_URL: gateway.url,
    SMS_GATEWAY_BODY: '{"to":"{to}","text":"{text}","code":"{code}"}',
    ...more,
  });

  it('ends with WEBOTP_HOST and SMS_RETRIEVER_HASH as phones look for them', async () => {
    service = await runService(
      files,
      settings({ WEBOTP_HOST: 'pay.example.com', SMS_RETRIEVER_HASH: 'FA+9qCX9VSu' }),
    );
    expect((await call(service)).code).toBe('SUCCESS');
    const { text, code } = JSON.parse(bodies.at(-1) ?? '{}') as { text: string; code: string };
    expect(text.split('\n').slice(1)).toEqual(['FA+9qCX9VSu', `@pay.example.com #${code}`]);
  });

  it('a host or a hash that is none is refused at the start under the name of its setting', async () => {
    await expect(runService(files, settings({ WEBOTP_HOST: 'https://pay.example.com' }))).rejects.toThrow(
      'WEBOTP_HOST: the host of WebOTP must be a host name',
    );
    await expect(runService(files, settings({ SMS_RETRIEVER_HASH: 'x' }))).rejects.toThrow(
      'SMS_RETRIEVER_HASH: the hash of the SMS Retriever must be 11 characters',
    );
    expect(readSettings(files.environment()).WEBOTP_HOST).toBeUndefined();
  });
});
