import type { SigningOptions } from '@sendotp-contract/client';
import { signedHeaders } from '../signed-headers.ts';
import { sendOTP } from './generated/clients/sendOTP.ts';
import type { SendOtpRequest } from './generated/types/SendOtpRequest.ts';
import { configure } from './signed.ts';

export async function call(baseUrl: string, options: SigningOptions, body: SendOtpRequest) {
  configure(baseUrl, options);
  const { result } = await sendOTP(body, signedHeaders);
  return result.resultCode;
}
