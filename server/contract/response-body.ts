import type { SendOtpResponse } from '../../generated/openapi.js';
import { resultCodes } from '../../generated/result-codes.js';
import type { Outcome } from './outcome.js';

/** The body that carries an outcome: status and message follow from the code (RC-1 to RC-17). */
export function responseBody(outcome: Outcome): SendOtpResponse {
  switch (outcome.resultStatus) {
    case 'S': {
      const { code, status, message } = resultCodes[outcome.resultCode];
      return {
        result: { resultStatus: status, resultCode: code, resultMessage: message },
        verifyRequestId: outcome.verifyRequestId,
      };
    }
    case 'F': {
      const { code, status, message } = resultCodes[outcome.resultCode];
      return { result: { resultStatus: status, resultCode: code, resultMessage: message } };
    }
    case 'U': {
      const { code, status, message } = resultCodes[outcome.resultCode];
      return { result: { resultStatus: status, resultCode: code, resultMessage: message } };
    }
  }
}
