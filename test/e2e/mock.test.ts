import { describe } from 'vitest';
import { keepsTheContract, onThisMachine, type Untried } from './judged.js';
import { startMock } from './mock-target.js';

const anyIds: Untried = {
  why: 'the target takes any acquirerId and pspId by design: it is a mock, or its profile says that it lacks agreements',
  cases: ['RC-2.not-its-own', 'RC-2.similar', 'order.acquirerid-and-pspid'],
  steps:
    /before acquirerId and pspId: (acquirerId|pspId)$|^SIG-9\.same-time: with an id that is not the caller's own$/,
};
const anyToken: Untried = {
  why: 'the target takes any access token by design: it is a mock, or its profile says that it lacks unknownTokens',
  cases: ['RC-6.never-valid', 'RC-6.similar'],
};

describe('the mock', () => {
  keepsTheContract(() => startMock(), [onThisMachine, anyIds, anyToken]);
});
