import createClient from 'openapi-fetch';
import { signedMiddleware, type SigningOptions } from '@sendotp-contract/client';
import { signedHeaders } from '../signed-headers.ts';
import type { components, paths } from './generated/schema.ts';

type Request = components['schemas']['SendOtpRequest'];

export async function call(baseUrl: string, options: SigningOptions, body: Request) {
  const client = createClient<paths>({ baseUrl });
  // Last, so that what is signed is what is sent.
  client.use(signedMiddleware(options));
  const { data } = await client.POST('/aps/api/v1/users/sendOTP', {
    body,
    params: { header: signedHeaders },
  });
  return data?.result.resultCode;
}
