import { describe, expect, it } from 'vitest';
import { listensInPlainText, plainText } from '../../../server/reference/service/plain-text.js';

const secret = 'c'.repeat(64);

describe('what leaves this machine unencrypted', () => {
  it.each([
    [{ REDIS_URL: 'redis://redis.internal:6379' }, 'redis'],
    [{ REDIS_URL: 'redis://127.evil.example' }, 'redis'],
    [{ REDIS_URL: 'redis://128.0.0.1' }, 'redis'],
    [{ SMS_GATEWAY_URL: 'http://sms.internal/messages' }, 'sms-gateway'],
    [{ SMTP_URL: 'smtp://mail.internal' }, 'smtp'],
    [{ SMTP_URL: 'smtp://u:p@mail.internal?requireTLS=false' }, 'smtp'],
    [{ ADMIN_HOST: '0.0.0.0', CHECK_SECRET: secret }, 'admin'],
    [{ ADMIN_HOST: '::', RELEASE_SECRET: secret }, 'admin'],
  ])('%o: by the way of %s', (settings, way) => {
    expect(plainText(settings)).toEqual([{ way, what: expect.stringMatching(/; expected /) as string }]);
  });

  it.each([
    [{}],
    [{ REDIS_URL: 'rediss://redis.internal' }],
    [{ REDIS_URL: 'redis://localhost' }],
    [{ REDIS_URL: 'redis://127.1.2.3' }],
    [{ REDIS_URL: 'redis://[::1]:6379' }],
    [{ SMS_GATEWAY_URL: 'https://sms.internal/messages' }],
    [{ SMS_GATEWAY_URL: 'http://localhost:3000/' }],
    [{ SMTP_URL: 'smtps://mail.internal' }],
    [{ SMTP_URL: 'smtp://mail.internal?requireTLS=true' }],
    [{ SMTP_URL: 'smtp://u:p@mail.internal' }],
    [{ SMTP_URL: 'smtp://127.0.0.1:2525' }],
    // Its channel says what is wrong with it.
    [{ SMTP_URL: 'smtp://mail.internal?requireTLS=perhaps' }],
    [{ ADMIN_HOST: '0.0.0.0' }],
    [{ ADMIN_HOST: '127.0.0.1', CHECK_SECRET: secret, RELEASE_SECRET: secret }],
    [{ CHECK_SECRET: secret }],
  ])('nothing with %o', (settings) => {
    expect(plainText(settings)).toEqual([]);
  });

  it('all that there is, in order', () => {
    const ways = plainText({
      ...{
        REDIS_URL: 'redis://r.internal',
        SMS_GATEWAY_URL: 'http://s.internal',
        SMTP_URL: 'smtp://m.internal',
      },
      ...{ ADMIN_HOST: '10.0.0.1', CHECK_SECRET: secret },
    }).map(({ way }) => way);
    expect(ways).toEqual(['redis', 'sms-gateway', 'smtp', 'admin']);
  });
});

describe('a service listens in plain text', () => {
  it.each([
    [{ HOST: '0.0.0.0' }, true],
    [{ HOST: '10.0.0.1' }, true],
    [{ HOST: '0.0.0.0', TLS_CERT: 'cert.pem' }, false],
    [{ HOST: '127.0.0.1' }, false],
    [{ HOST: '::1' }, false],
    [{ HOST: 'localhost' }, false],
    [{ HOST: '127.0.0.1.example' }, true],
    [{ HOST: 'x127.0.0.1' }, true],
    [{}, false],
  ])('with %o: %s', (settings, expected) => {
    expect(listensInPlainText(settings)).toBe(expected);
  });
});
