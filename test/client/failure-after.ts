import { expect } from 'vitest';
import type { SendOtpClientOptions, SendOtpError } from '@sendotp-contract/client';
import { type Act, play } from './played-mpp.js';

/** What the call throws after this answer, whose evidence must be whole. */
export async function failureAfter(
  act: Act,
  options: Partial<SendOtpClientOptions> = {},
): Promise<SendOtpError> {
  const { failure, received } = await play([act, act], options);
  const error = await failure();
  expect(received).toHaveLength(1);
  expect(error.mayHaveBeenSent).toBe(true);
  expect(error.exchange?.attempts).toBe(1);
  expect(error.exchange?.response).toBeDefined();
  return error;
}
