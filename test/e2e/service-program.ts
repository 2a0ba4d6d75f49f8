import {
  type CheckOtpOutcome,
  type CheckOtpRequest,
  obeySignals,
  startService,
} from '@sendotp-contract/reference';

/** Asked of the program: `checkOtp`, as a verifyOTP of the MPP's own would. */
export interface CheckQuestion {
  readonly id: number;
  readonly request: CheckOtpRequest;
}

/** Told by the program: where it listens, once; then an answer to each question. */
export type ServiceNews =
  | { readonly kind: 'listening'; readonly url: string; readonly adminUrl: string }
  | { readonly kind: 'checked'; readonly id: number; readonly outcome: CheckOtpOutcome | 'failed' };

const tell = (news: ServiceNews): void => {
  process.send?.(news);
};

// Forked by ServiceProcess: the service with its settings from the environment, as `sendotp serve` runs it.
const service = await startService();
obeySignals(service);
process.on('message', ({ id, request }: CheckQuestion) => {
  service.mpp.checkOtp(request).then(
    (outcome) => {
      tell({ kind: 'checked', id, outcome });
    },
    () => {
      tell({ kind: 'checked', id, outcome: 'failed' });
    },
  );
});
// What keeps it alive is the service alone: a process that does not end by itself after SIGTERM is to be seen.
process.channel?.unref();
// Whoever started it is gone.
process.once('disconnect', () => process.exit(1));
tell({ kind: 'listening', url: service.url, adminUrl: service.adminUrl ?? '' });
