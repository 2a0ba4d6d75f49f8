import { operations } from '@sendotp-contract/spec';

const { acquirerId, pspId, accessToken, verifyType } = operations.sendOTP.parameters;

/** Whether the rules REQ-1 to REQ-11 allow this body: written from the sentences, with the limits of the record, without the schema. */
export function requestOracle(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const get = (name: string): unknown =>
    Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined;
  const isText = (value: unknown, most: number): boolean => {
    if (typeof value !== 'string') return false;
    const characters = Array.from(value).length;
    return characters >= 1 && characters <= most;
  };
  return (
    isText(get('acquirerId'), acquirerId.maxLength) &&
    isText(get('pspId'), pspId.maxLength) &&
    isText(get('accessToken'), accessToken.maxLength) &&
    [undefined, null, ...verifyType.values].some((value) => value === get('verifyType'))
  );
}
