import type { ResponseCheck } from './response-check.js';

/** What lies under a message: how long its body is, and which request it answers. A caller reads nothing where these fail. */
export const framingChecks: readonly ResponseCheck[] = [
  {
    id: 'every.content-length',
    rules: ['CALL-3'],
    title: 'the Content-Length of every response is the length of its body in bytes',
    severity: 'must',
    fault: ({ response }) =>
      response.isCut === true
        ? `Content-Length is ${response.header('Content-Length') ?? 'missing'}, and more bytes follow: a caller reads a body that is cut off`
        : undefined,
  },
  {
    id: 'every.keep-alive',
    rules: ['CALL-3'],
    title: 'every request on a connection that is kept open gets its own answer',
    severity: 'must',
    fault: ({ outOfStep }) =>
      outOfStep === undefined
        ? undefined
        : `after ${outOfStep.before} the next request on the same connection got ${outOfStep.got}; on a connection of its own it is answered`,
  },
];
