import { describe } from 'vitest';
import { keepsTheContract, onThisMachine } from './judged.js';
import { startReference } from './reference-target.js';

describe('the reference MPP', () => {
  keepsTheContract(() => startReference(), [onThisMachine]);
});
