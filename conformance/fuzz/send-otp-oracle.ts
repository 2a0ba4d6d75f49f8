import { type BodyOracle, isText } from './oracle.js';

/** REQ-5, REQ-6, REQ-7: a test compares these numbers with the record of the operation. */
export const sendOtpMaxLengths = { acquirerId: 64, pspId: 64, accessToken: 128 } as const;

/** REQ-8: a test compares these values with the record of the operation. */
export const sendOtpVerifyTypes: readonly string[] = ['MOBILE', 'EMAIL'];

/** What the sentences say of the body of sendOTP. */
export const sendOtpOracle: BodyOracle = {
  maxLengths: sendOtpMaxLengths,
  fits: (body) => {
    const value = (name: string): unknown => (Object.hasOwn(body, name) ? body[name] : undefined);
    const verifyType = value('verifyType');
    return (
      Object.entries(sendOtpMaxLengths).every(([name, most]) => isText(value(name), most)) && // REQ-5, 6, 7
      // REQ-2, 3, 4, 8
      (verifyType === undefined ||
        verifyType === null ||
        (typeof verifyType === 'string' && sendOtpVerifyTypes.includes(verifyType)))
    );
  },
  isOwn: ({ acquirerId, pspId }, own) => acquirerId === own.acquirerId && pspId === own.pspId,
};
