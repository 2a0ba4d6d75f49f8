import { createSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importPublicKeys } from '@sendotp-contract/message';
import type { SignatureMismatch } from '@sendotp-contract/server';
import type { Notice } from '../../../server/reference/service/service-log.js';
import { SignatureVerdicts } from '../../../server/reference/service/signature-verdicts.js';
import { caller, mpp } from '../../key-pairs.js';
import { call } from '../../e2e/caller.js';
import { runService } from './running-service.js';
import { ServiceFiles } from './service-files.js';

const secret = 'token-of-a-user-0123456789';
const body = `{"accessToken":"${secret}","acquirerId":"A"}`;

async function mismatch(
  signedBody: string,
  changes: Partial<SignatureMismatch['request']> = {},
): Promise<SignatureMismatch> {
  const time = '2026-11-25T00:00:00Z';
  const signature = createSign('RSA-SHA256')
    .update(`POST /p\nC.${time}.${signedBody}`)
    .sign(caller.privateKey, 'base64');
  return {
    requestId: 'R',
    clientId: 'C',
    request: {
      method: 'POST',
      target: '/p',
      headers: {
        'client-id': 'C',
        'request-time': time,
        signature: `signature=${encodeURIComponent(signature)}`,
      },
      body: Buffer.from(body),
      ...changes,
    },
    keys: await importPublicKeys({ '1': caller.publicKey, '2': mpp.publicKey }),
  };
}

function verdicts() {
  const notices: Notice[] = [];
  let nowMs = 0;
  const clock = { pass: (ms: number) => (nowMs += ms) };
  const log = { notice: (notice: Notice) => notices.push(notice) };
  return {
    notices,
    clock,
    looking: new SignatureVerdicts({ notice: (one) => void log.notice(one) }, () => nowMs),
  };
}

describe('the verdict on a signature in the log', () => {
  it('names the mistake at debug level, and nothing of the request', async () => {
    const { notices, looking } = verdicts();
    await looking.look(await mismatch(body.replaceAll('":"', '": "').replaceAll('","', '", "')));
    expect(notices).toEqual([
      {
        level: 'debug',
        what: 'why a signature does not verify',
        details: { client: 'C', mistakes: ['key-older-version', 'body-spaced'], facts: [] },
      },
    ]);
    expect(JSON.stringify(notices)).not.toContain(secret);
  });

  it('says what is certain when no known mistake explains it', async () => {
    const { notices, looking } = verdicts();
    await looking.look(await mismatch('{"quite":"another"}'));
    expect(notices[0]?.details?.['mistakes']).toEqual([]);
    expect(String(notices[0]?.details?.['facts'])).toContain('none of the');
    expect(JSON.stringify(notices)).not.toContain(secret);
  });

  it('is bounded: one in ten seconds, and no large body, so that nobody can burn CPU time', async () => {
    const { notices, clock, looking } = verdicts();
    await looking.look(await mismatch(body, { body: Buffer.alloc(4_097, 'x') }));
    expect(notices).toHaveLength(0);
    for (let round = 0; round < 5; round += 1) await looking.look(await mismatch(`${body}\n`));
    expect(notices).toHaveLength(1);
    clock.pass(9_999);
    await looking.look(await mismatch(`${body}\n`));
    expect(notices).toHaveLength(1);
    clock.pass(1);
    await looking.look(await mismatch(`${body}\n`));
    expect(notices).toHaveLength(2);
  });

  it('is bounded for a body with many variants, too: the search is cut short, and says so', async () => {
    const { notices, looking } = verdicts();
    const fields = Array.from({ length: 40 }, (_, n) => `"k${n}":"a/é ${n}"`);
    const signed = await mismatch('{"quite":"another"}', { body: Buffer.from(`{${fields.join(',')}}`) });
    await looking.look(signed);
    expect(String(notices[0]?.details?.['facts'])).toContain('the search was cut short');
  });

  it('is silent about a message that lacks what a signature is about', async () => {
    const { notices, looking } = verdicts();
    await looking.look(await mismatch(body, { headers: {} }));
    expect(notices).toEqual([]);
  });
});

describe('a service', () => {
  it.each([
    ['trace', true],
    ['debug', true],
    ['info', false],
  ])('at the level %s has the verdict in its log: %s', async (LOG_LEVEL, isThere) => {
    const files = new ServiceFiles();
    const target = await runService(files, { LOG_LEVEL, LOG_FORMAT: 'json' });
    try {
      expect((await call(target, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
      if (isThere) await expect.poll(() => target.output()).toContain('why a signature does not verify');
    } finally {
      await target.service.close();
      files.remove();
    }
    expect(target.output().includes('why a signature does not verify')).toBe(isThere);
  });
});
