import type { OperationBodies, OperationId } from '../../generated/operations.js';
import type { OperationContracts } from './handler.js';

/** From a body that the schema allows to what the handler is given. A new operation in the spec does not compile without. */
export const acceptBody: {
  readonly [Id in OperationId]: (body: OperationBodies[Id]['request']) => OperationContracts[Id]['request'];
} = {
  // Only what the contract knows is handed on (REQ-10). EOV has filled in what was left out; null means the same (REQ-3).
  sendOTP: ({ acquirerId, pspId, accessToken, verifyType }) => ({
    acquirerId,
    pspId,
    accessToken,
    verifyType: verifyType ?? 'MOBILE',
  }),
};
