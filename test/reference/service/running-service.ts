import { readSettings, type Service, type ServiceOptions, startService } from '@sendotp-contract/reference';
import type { Target } from '../../e2e/target.js';
import { people, type ServiceFiles } from './service-files.js';

/** A service in this process, and everything it has put out. */
export interface RunningService extends Target {
  readonly service: Service;
  readonly adminUrl: string;
  readonly output: () => string;
}

export async function runService(
  files: ServiceFiles,
  environment: Readonly<Record<string, string>> = {},
  own: ServiceOptions = {},
): Promise<RunningService> {
  let written = '';
  const service = await startService({
    settings: readSettings(files.environment(environment), own),
    output: { write: (text: string) => (written += text) },
    fileWatchMs: 20,
    ...own,
  });
  return {
    ...targetOf(files, service.url),
    service,
    adminUrl: service.adminUrl ?? '',
    output: () => written,
  };
}

/** Calls a service with these files at this address, for Ada. */
export function targetOf(files: ServiceFiles, url: string): Target {
  return {
    name: 'service',
    url,
    clientId: 'CALLER',
    keyVersion: '1',
    privateKey: files.caller.privateKey,
    publicKey: files.mpp.publicKey,
    acquirerId: 'A',
    pspId: 'P',
    token: (code) => (code === 'SUCCESS' ? people.token : code),
  };
}
