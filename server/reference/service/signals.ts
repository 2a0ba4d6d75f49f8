import type { Service } from './service.js';

/** How long a process may run after the service has closed, in ms. */
const afterlifeMs = 500;

/**
 * Lets signals stop the service and reload its files:
 * - the first SIGTERM or SIGINT stops it, as `close` describes, and the process ends with exit code 0;
 * - the second one skips the delay for the load balancer: what is in flight is still answered within the grace period;
 * - the third one ends the process at once, with exit code 1;
 * - SIGHUP reads all files again.
 */
export function obeySignals(service: Pick<Service, 'close' | 'closeSoon' | 'reload' | 'log'>): void {
  let stops = 0;
  const stop = (): void => {
    stops += 1;
    if (stops > 2) process.exit(1);
    if (stops === 2) {
      service.closeSoon();
      return;
    }
    void service.close().then(() => {
      // Usually nothing is left to wait for; after the grace period a message may still wait for its channel.
      setTimeout(() => process.exit(), afterlifeMs).unref();
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', () => {
    service.log.notice({ level: 'info', what: 'SIGHUP: reading all files again' });
    void service.reload();
  });
}
