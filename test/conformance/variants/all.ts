import { callVariants } from './call.js';
import { headerVariants } from './header.js';
import { orderVariants } from './order.js';
import { requestBodyVariants } from './request-body.js';
import { responseBodyVariants } from './response-body.js';
import { resultCodeVariants } from './result-code.js';
import { signatureVariants } from './signature.js';
import type { Variant } from './variant.js';

/** Servers that each break one rule. */
export const variants: readonly Variant[] = [
  ...callVariants,
  ...headerVariants,
  ...signatureVariants,
  ...requestBodyVariants,
  ...responseBodyVariants,
  ...resultCodeVariants,
  ...orderVariants,
];
