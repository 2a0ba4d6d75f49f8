import { permittedBusinesses, permittedReadings } from './permitted-request.js';
import { type Permitted, permittedResponses } from './permitted-response.js';

/** The rules of what is read leniently, and of what depends on users. */
const aboutReading = [
  'HDR-2',
  'HDR-3',
  'HDR-4',
  'HDR-5',
  'SIG-4',
  'SIG-8',
  'RC-8',
  'REQ-9',
  'REQ-10',
  'RC-12',
  'CALL-2',
  'RC-2',
];
const aboutUsers = ['SIG-9', 'RC-1', 'RC-2', 'RC-11', 'RC-13', 'REQ-2', 'REQ-8', 'RES-10'];

/** Servers that keep the contract in an unusual way. */
export const permittedVariants: readonly Permitted[] = [
  ...permittedResponses,
  ...permittedReadings.map((server) => ({ only: aboutReading, ...server })),
  ...permittedBusinesses.map((server) => ({ only: aboutUsers, ...server })),
];
