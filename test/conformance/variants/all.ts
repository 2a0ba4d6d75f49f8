import { behindTokenVariants } from './behind-token.js';
import { callVariants } from './call.js';
import { clientVariants } from './header-client.js';
import { otherHeaderVariants, signatureHeaderVariants } from './header-signature.js';
import { timeVariants } from './header-time.js';
import { orderVariants } from './order.js';
import { replayVariants } from './replay.js';
import { requestBodyVariants } from './request-body.js';
import { parameterVariants } from './request-parameter.js';
import { responseBodyVariants } from './response-body.js';
import { responseHeaderVariants, responseSignatureVariants } from './response-header.js';
import { resultCodeVariants } from './result-code.js';
import { signatureVariants } from './signature.js';
import type { Variant } from './variant.js';

/** Servers that each break one rule. */
export const variants: readonly Variant[] = [
  ...callVariants,
  ...clientVariants,
  ...timeVariants,
  ...signatureHeaderVariants,
  ...otherHeaderVariants,
  ...signatureVariants,
  ...replayVariants,
  ...parameterVariants,
  ...requestBodyVariants,
  ...responseHeaderVariants,
  ...responseSignatureVariants,
  ...responseBodyVariants,
  ...resultCodeVariants,
  ...behindTokenVariants,
  ...orderVariants,
];
