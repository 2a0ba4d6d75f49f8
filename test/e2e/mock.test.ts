import { afterAll, beforeAll, describe } from 'vitest';
import { type MockTarget, startMock } from './mock-target.js';
import { contractRules } from './rules/index.js';

describe('the mock', () => {
  let target: MockTarget;
  beforeAll(async () => {
    target = await startMock();
  });
  afterAll(async () => {
    await target.server.close();
  });
  contractRules(() => target);
});
