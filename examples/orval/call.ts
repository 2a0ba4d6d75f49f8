import type { SigningOptions } from '@sendotp-contract/client';
import { sendOTP, type SendOtpRequest } from './generated/client.ts';
import { configure } from './signed.ts';

export async function call(baseUrl: string, options: SigningOptions, body: SendOtpRequest) {
  configure(baseUrl, options);
  const { data } = await sendOTP(body);
  return data.result.resultCode;
}
