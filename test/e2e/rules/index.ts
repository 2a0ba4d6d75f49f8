import { callRules } from './call.js';
import { headerRules } from './header.js';
import { orderRules } from './order.js';
import { requestRules } from './request.js';
import { responseRules } from './response.js';
import { codesOfUsers, resultCodeRules } from './result-code.js';
import { signatureRules } from './signature.js';
import type { Target } from '../target.js';

/**
 * Every rule of the contract that can be seen over HTTP, asked of one target.
 * @param hasToken says whether the target has an access token that leads to a code; a mock has one for each
 */
export function contractRules(target: () => Target, hasToken: (code: string) => boolean = () => true): void {
  callRules(target);
  headerRules(target);
  signatureRules(target);
  requestRules(target);
  responseRules(target);
  resultCodeRules(target, codesOfUsers.filter(hasToken));
  orderRules(target);
}
