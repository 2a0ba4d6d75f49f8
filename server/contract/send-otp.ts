import { contract } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import type { Router } from 'express';
import { createMppRouter, type MppRouterOptions } from './http/router.js';
import { createMppServer, type MppServer, type MppServerOptions } from './http/server.js';

type Shipped = typeof contract;

export type SendOtpServerOptions = Omit<MppServerOptions<Shipped>, 'contract' | 'document'>;
export type SendOtpServer = MppServer;
export type SendOtpRouterOptions = Omit<MppRouterOptions<Shipped>, 'contract' | 'document'>;

/**
 * The sendOTP contract as a server of its own: every path is the contract's.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for an option that makes no sense
 * @example
 * const server = await createSendOtpServer({ clients, privateKey, handlers: { sendOTP } });
 * await server.listen({ port: 8080 });
 */
export function createSendOtpServer(options: SendOtpServerOptions): Promise<SendOtpServer> {
  return createMppServer({ ...options, contract, document });
}

/**
 * The sendOTP contract as a router for an Express 5 app. Mount it before any body parser: it needs the bytes that were
 * signed.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for an option that makes no sense
 * @example app.use(await createSendOtpRouter({ clients, privateKey, handlers: { sendOTP } }));
 */
export function createSendOtpRouter(options: SendOtpRouterOptions): Promise<Router> {
  return createMppRouter({ ...options, contract, document });
}
