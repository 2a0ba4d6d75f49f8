import { sandboxCodes } from '@sendotp-contract/reference';
import { afterAll, beforeAll, describe } from 'vitest';
import { type ReferenceTarget, startReference } from './reference-target.js';
import { contractRules } from './rules/index.js';

describe('the reference MPP', () => {
  let target: ReferenceTarget;
  beforeAll(async () => {
    target = await startReference();
  });
  afterAll(async () => {
    await target.server.close();
  });
  contractRules(
    () => target,
    (code) => sandboxCodes.some((known) => known === code),
  );
});
