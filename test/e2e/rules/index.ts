import { callRules } from './call.js';
import { headerRules } from './header.js';
import { orderRules } from './order.js';
import { requestRules } from './request.js';
import { responseRules } from './response.js';
import { resultCodeRules } from './result-code.js';
import { signatureRules } from './signature.js';
import type { Target } from '../target.js';

/** Every rule of the contract that can be seen over HTTP, asked of one target. */
export function contractRules(target: () => Target): void {
  callRules(target);
  headerRules(target);
  signatureRules(target);
  requestRules(target);
  responseRules(target);
  resultCodeRules(target);
  orderRules(target);
}
