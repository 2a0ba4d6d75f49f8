import type { ReferenceMpp } from '../mobile-payment-provider.js';
import type { AdminAction } from './admin-action.js';
import type { Settings } from './settings.js';

type Secrets = Pick<Settings, 'CHECK_SECRET' | 'RELEASE_SECRET'>;

/** What the admin port does for the MPP's own programs; without its secret, an action is not there. */
export function mppActions(
  { CHECK_SECRET, RELEASE_SECRET }: Secrets,
  mpp: ReferenceMpp,
): readonly AdminAction[] {
  return [
    ...(CHECK_SECRET === undefined ? [] : [checkAction(CHECK_SECRET, mpp)]),
    ...(RELEASE_SECRET === undefined ? [] : [releaseAction(RELEASE_SECRET, mpp)]),
  ];
}

/** Checks the code that a user typed, for the MPP's verifyOTP in another program. */
function checkAction(secret: string, mpp: ReferenceMpp): AdminAction {
  return {
    path: '/check',
    secret,
    fields: ['verifyRequestId', 'accessToken', 'otpCode'],
    optional: ['clientId'],
    run: ({ verifyRequestId = '', accessToken = '', otpCode = '', clientId }) =>
      mpp.checkOtp({
        verifyRequestId,
        accessToken,
        otpCode,
        ...(clientId === undefined ? {} : { clientId }),
      }),
  };
}

/** Releases a user who was blocked after too many wrong codes. Somebody else's right than checking codes: its own secret. */
function releaseAction(secret: string, mpp: ReferenceMpp): AdminAction {
  return {
    path: '/release',
    secret,
    fields: ['userId'],
    run: async ({ userId = '' }) => {
      await mpp.releaseUser(userId);
      return { outcome: 'released' };
    },
  };
}
