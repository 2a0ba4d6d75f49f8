// The service as a process of its own, for tests: told what to do by its environment and by its parent.
import { type CheckOtpRequest, readSettings, startService } from '../../server/reference/index.js';

/** What the parent asks. */
export interface Question {
  readonly id: number;
  readonly check: CheckOtpRequest;
}

const service = await startService(readSettings(process.env), {
  output: process.stdout,
  sandboxKeys: () => Promise.reject(new Error('production asks for no sandbox keys')),
});
process.on('message', ({ id, check }: Question) => {
  void service.mpp.checkOtp(check).then(
    ({ outcome }) => process.send?.({ id, outcome }),
    () => process.send?.({ id, outcome: 'failed' }),
  );
});
process.once('SIGTERM', () => {
  void service.close().then(() => {
    process.disconnect();
  });
});
process.send?.({ url: service.url, adminUrl: service.adminUrl });
