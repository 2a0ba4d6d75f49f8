import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '@sendotp-contract/spec';
import { goodBody } from '../e2e/caller.js';
import { type RunningService, runService } from '../reference/service/running-service.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { exchange, vendorMessage, vendorShapes } from './vendor-messages.js';

const { path } = contract.operations.sendOTP;

describe('ACCEPT_VENDOR_SDK_REQUESTS', () => {
  let running: RunningService | undefined;
  let files: ServiceFiles;
  beforeEach(() => {
    files = new ServiceFiles(5);
  });
  afterEach(async () => {
    await running?.service.close();
    files.remove();
  });

  it.each([
    ['yes', ['S', 'S', 'S', 'S']],
    ['no', ['F', 'F', 'S', 'F']],
  ])('%s: what Java, Python, PHP and Go send', async (setting, expected) => {
    running = await runService(files, { ACCEPT_VENDOR_SDK_REQUESTS: setting, SENDING_LIMITS: '9/1m' });
    const target = running;
    const body = JSON.stringify(goodBody(target));
    const statuses: string[] = [];
    for (const name of ['Java', 'Python', 'PHP', 'Go']) {
      const shape = vendorShapes.find((known) => known.name === name);
      if (shape === undefined) throw new Error(name);
      const { url, privateKey, clientId } = target;
      const message = vendorMessage(shape, { url, path, clientId, privateKey, body, now: new Date() });
      statuses.push(/"resultStatus":"([SFU])"/.exec((await exchange(url, message)).body)?.[1] ?? '');
    }
    expect(statuses).toEqual(expected);
    // A refusal says in the log what was seen.
    expect(target.output().includes('merchant-side SDKs')).toBe(setting === 'no');
  });
});
