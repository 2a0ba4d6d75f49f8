import { signedFetch, type SigningOptions } from '@sendotp-contract/client';
import { signedHeaders } from '../signed-headers.ts';
import { client } from './generated/client.gen.ts';
import { sendOtp, type SendOtpRequest } from './generated/index.ts';

export async function call(baseUrl: string, options: SigningOptions, body: SendOtpRequest) {
  client.setConfig({ baseUrl, fetch: signedFetch(options), throwOnError: true });
  const { data } = await sendOtp({ body, headers: signedHeaders, throwOnError: true });
  return data.result.resultCode;
}
