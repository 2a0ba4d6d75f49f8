import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { type Person, ServiceFiles } from '../reference/service/service-files.js';
import { wrongCode } from '../reference/test-mpp.js';
import { call, goodBody } from './caller.js';
import { type ArrivedOtp, OtpGateway } from './otp-gateway.js';
import { expectNoPersonalData, ServiceProcess } from './service-process.js';

const secrets = {
  check: '5b0c1f3a9d27e486b1a4c7d20e9f8365aa17cc03d4be4290817f6e5d3c2b1a09',
  release: 'd94e7fa2086b315c8e0d4f6a1b29c73e5508ab61f2c3d7e49a6b8c0d1e2f3a45',
};

describe.runIf(hasRedisServer)(
  'two processes of the service that share a Redis, when a code is checked',
  () => {
    const files = new ServiceFiles(20);
    const otps: string[] = [];
    let redis: TestRedis;
    let gateway: OtpGateway;
    let one: ServiceProcess;
    let two: ServiceProcess;
    beforeAll(async () => {
      [redis, gateway] = await Promise.all([TestRedis.start(), OtpGateway.start()]);
      const environment = {
        ...gateway.settings,
        REDIS_URL: redis.url,
        SENDING_LIMITS: '100/1d',
        WRONG_CODES: '3',
        OTP_TRIES: '2',
        CHECK_SECRET: secrets.check,
        RELEASE_SECRET: secrets.release,
      };
      [one, two] = await Promise.all([
        ServiceProcess.start(files, environment),
        ServiceProcess.start(files, environment),
      ]);
    });
    afterAll(async () => {
      await Promise.all([one.end('SIGKILL'), two.end('SIGKILL'), gateway.close()]);
      await redis.remove();
      files.remove();
    });

    const send = async ({ token, phone }: Person): Promise<ArrivedOtp> => {
      const { code } = await call(one.target, { body: goodBody(one.target, { accessToken: token }) });
      expect(code).toBe('SUCCESS');
      const otp = gateway.to(phone).at(-1);
      if (otp === undefined) throw new Error('S, but nothing arrived');
      otps.push(otp.code);
      return otp;
    };
    const checkOf = ({ token }: Person, { verifyRequestId, code }: ArrivedOtp) => ({
      verifyRequestId,
      accessToken: token,
      otpCode: code,
    });

    it('POST /check at any instance finds the code right once, and so does checkOtp in code', async () => {
      const [ada, bob] = [files.nextPerson(), files.nextPerson()];
      const check = checkOf(ada, await send(ada));
      const wrong = { ...check, otpCode: wrongCode(check.otpCode) };
      expect(await two.post('/check', secrets.check, wrong)).toEqual({
        status: 200,
        body: { outcome: 'wrong', triesLeft: 1 },
      });
      const right = { ...check, clientId: 'CALLER' };
      expect(await two.post('/check', secrets.check, right)).toEqual({
        status: 200,
        body: { outcome: 'correct' },
      });
      expect((await one.post('/check', secrets.check, check)).body).toEqual({ outcome: 'used' });
      expect(await two.checkOtp(checkOf(bob, await send(bob)))).toEqual({ outcome: 'correct' });
      const { text } = await two.page('/metrics');
      expect(text).toContain('sendotp_checks_total{outcome="correct"} 2');
      expect(text).toContain('sendotp_admin_requests_total{path="/check",status="200"} 2');
    });

    it('wrong codes over POST /check block a user; POST /release, and nothing else, ends that', async () => {
      const user = files.nextPerson();
      const wrongOnce = async () => {
        const check = checkOf(user, await send(user));
        const answer = await two.post('/check', secrets.check, {
          ...check,
          otpCode: wrongCode(check.otpCode),
        });
        return answer.body;
      };
      for (let count = 0; count < 3; count += 1)
        expect(await wrongOnce()).toEqual({ outcome: 'wrong', triesLeft: 1 });
      const body = goodBody(one.target, { accessToken: user.token });
      expect((await call(one.target, { body })).code).toBe('USER_STATUS_ABNORMAL');

      for (const secret of [secrets.check, 'x', '']) {
        expect((await two.post('/release', secret, { userId: user.id })).status).toBe(401);
      }
      expect((await call(one.target, { body })).code).toBe('USER_STATUS_ABNORMAL');
      expect(await two.post('/release', secrets.release, { userId: user.id })).toEqual({
        status: 200,
        body: { outcome: 'released' },
      });
      expect((await call(one.target, { body })).code).toBe('SUCCESS');
      const { text } = await two.page('/metrics');
      expect(text).toContain('sendotp_users_blocked_total 1');
      expect(text).toContain('sendotp_users_released_total 1');
      expect(text).toContain('sendotp_admin_requests_total{path="/release",status="401"} 3');
      expect(two.output).toContain('a user is released');
    });

    it('RC-17: without its Redis POST /check says that it does not know, and neither log nor answer says of whom', async () => {
      const user = files.nextPerson();
      const check = checkOf(user, await send(user));
      await redis.stop();
      const { status, body } = await one.post('/check', secrets.check, check);
      expect([status, body]).toEqual([503, { error: 'failed: it is not known whether it was done' }]);
      expect(one.output).toContain('"msg":"/check failed"');
      await expectNoPersonalData([one, two], otps);
    });
  },
);
