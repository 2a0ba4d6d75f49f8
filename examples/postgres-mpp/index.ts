import { obeySignals, startService } from '@sendotp-contract/reference';
import { PostgresDirectory } from './postgres-directory.js';

const directory = new PostgresDirectory(process.env['DATABASE_URL']);
await directory.reload();
const service = await startService({ directory, findClient: directory.findClient });
obeySignals(service);
const { url, adminUrl: admin = 'off' } = service;
service.log.notice({ level: 'info', what: 'listening', details: { url, admin } });
