import type { Contract } from '@sendotp-contract/spec';
import { Router } from 'express';
import { checkOptionNames, type NamesOf } from '../option-names.js';
import { mppOptionNames } from '../options.js';
import { createRequestHandler, type RequestHandlerOptions } from './request-handler.js';

export type MppRouterOptions<C extends Contract> = RequestHandlerOptions<C>;

const ofRouter: NamesOf<MppRouterOptions<Contract>> = { ...mppOptionNames, otherPaths: true };

/**
 * A contract as a router for an Express 5 app. Mount it before any body parser: it needs the bytes that were signed.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for an option that makes no sense
 */
export async function createMppRouter<C extends Contract>(options: MppRouterOptions<C>): Promise<Router> {
  checkOptionNames(options, ofRouter);
  const handle = await createRequestHandler(options);
  const router = Router();
  router.use((request, response, next) => {
    handle(request, response, next);
  });
  return router;
}
