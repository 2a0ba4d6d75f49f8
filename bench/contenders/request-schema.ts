import { operations } from '@sendotp-contract/spec';

const { acquirerId, pspId, accessToken, verifyType } = operations.sendOTP.parameters;
const text = ({ minLength, maxLength }: { readonly minLength: number; readonly maxLength: number }) => ({
  type: 'string',
  minLength,
  maxLength,
});

/** The request's schema as the contenders that validate with Ajv take it. */
export const requestSchema = {
  type: 'object',
  required: ['acquirerId', 'pspId', 'accessToken'],
  properties: {
    acquirerId: text(acquirerId),
    pspId: text(pspId),
    accessToken: text(accessToken),
    verifyType: {
      type: 'string',
      nullable: true,
      enum: [...verifyType.values, null],
      default: verifyType.default,
    },
  },
};
