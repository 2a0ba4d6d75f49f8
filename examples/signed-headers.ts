/** For the generated types, which require these headers of a caller. `signedFetch` replaces each of them. */
export const signedHeaders = { 'Client-Id': '', 'Request-Time': '', Signature: '' };
