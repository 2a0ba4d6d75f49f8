import type { Edit } from './edits.js';

const callers = ['callers'] as const;
const mpps = ['mpps'] as const;
const everybody = ['callers', 'mpps'] as const;
const request = '$SendOtpRequest';
const codeF = '$ResultF properties resultCode enum';

/** Edits that break somebody. */
export const breakingEdits: readonly Edit[] = [
  // Requests: a tighter limit breaks callers, a looser one the storage of MPPs.
  {
    title: 'a request field may be shorter only',
    breaks: callers,
    edit: (c) => {
      c.set(`${request} properties accessToken maxLength`, 64);
    },
  },
  {
    title: 'a request field may be longer',
    breaks: mpps,
    edit: (c) => {
      c.set(`${request} properties accessToken maxLength`, 256);
    },
  },
  {
    title: 'a request field has no maximum length any more',
    breaks: mpps,
    edit: (c) => {
      c.remove(`${request} properties pspId maxLength`);
    },
  },
  {
    title: 'a request field must have two characters',
    breaks: callers,
    edit: (c) => {
      c.set(`${request} properties pspId minLength`, 2);
    },
  },
  {
    title: 'a request field may be empty',
    breaks: mpps,
    edit: (c) => {
      c.set(`${request} properties pspId minLength`, 0);
    },
  },
  {
    title: 'a request field gets a pattern',
    breaks: callers,
    edit: (c) => {
      c.set(`${request} properties acquirerId pattern`, '^[0-9]+$');
    },
  },
  {
    title: 'a request field is an integer',
    breaks: everybody,
    edit: (c) => {
      c.set(`${request} properties acquirerId type`, 'integer');
    },
  },
  {
    title: 'an optional request field becomes required',
    breaks: callers,
    edit: (c) => {
      c.list(`${request} required`).push('verifyType');
    },
  },
  {
    title: 'a required request field becomes optional',
    breaks: mpps,
    edit: (c) => {
      c.without(`${request} required`, 'pspId');
    },
  },
  {
    title: 'a required request field is added',
    breaks: callers,
    edit: (c) => {
      c.set(`${request} properties sceneCode`, { type: 'string', minLength: 1, maxLength: 8 });
      c.list(`${request} required`).push('sceneCode');
    },
  },
  {
    title: 'an optional request field is removed',
    breaks: callers,
    edit: (c) => {
      c.remove(`${request} properties verifyType`);
    },
  },
  {
    title: 'a required request field is removed',
    breaks: everybody,
    edit: (c) => {
      c.remove(`${request} properties pspId`);
      c.without(`${request} required`, 'pspId');
    },
  },
  {
    title: 'a required request field is renamed',
    breaks: everybody,
    edit: (c) => {
      c.move(`${request} properties pspId`, `${request} properties mppId`);
      c.without(`${request} required`, 'pspId');
      c.list(`${request} required`).push('mppId');
    },
  },
  {
    title: 'unknown request fields are refused',
    breaks: callers,
    edit: (c) => {
      c.set(`${request} additionalProperties`, false);
    },
  },
  {
    title: 'a request enum gets a value',
    breaks: mpps,
    edit: (c) => {
      c.list('$VerifyType enum').push('VOICE');
    },
  },
  {
    title: 'a request enum loses a value',
    breaks: callers,
    edit: (c) => {
      c.without('$VerifyType enum', 'EMAIL');
    },
  },
  {
    title: 'a request enum is opened',
    breaks: mpps,
    edit: (c) => {
      c.remove('$VerifyType enum');
    },
  },
  {
    title: 'null is not accepted any more',
    breaks: callers,
    edit: (c) => {
      c.set('$VerifyType type', 'string');
      c.without('$VerifyType enum', null);
    },
  },
  {
    title: 'null is left out of the type only',
    breaks: callers,
    edit: (c) => {
      c.set('$VerifyType type', 'string');
    },
  },
  {
    title: 'null is accepted where it was not',
    breaks: mpps,
    edit: (c) => {
      c.set(`${request} properties pspId type`, ['string', 'null']);
    },
  },
  {
    title: 'a default changes',
    breaks: everybody,
    edit: (c) => {
      c.set('$VerifyType default', 'EMAIL');
    },
  },
  {
    title: 'a default is removed',
    breaks: everybody,
    edit: (c) => {
      c.remove('$VerifyType default');
    },
  },
  {
    title: 'the request body becomes optional',
    breaks: mpps,
    edit: (c) => {
      c.set('@ requestBody required', false);
    },
  },
  {
    title: 'another request media type is allowed',
    breaks: mpps,
    edit: (c) => {
      c.set('@ requestBody content application/xml', { schema: { type: 'string' } });
    },
  },

  // Request headers.
  {
    title: 'an optional header becomes required',
    breaks: callers,
    edit: (c) => {
      c.set('components parameters AgentToken required', true);
    },
  },
  {
    title: 'a required header becomes optional',
    breaks: mpps,
    edit: (c) => {
      c.set('components parameters RequestTime required', false);
    },
  },
  {
    title: 'a required header is removed',
    breaks: everybody,
    edit: (c) => {
      c.remove('@ parameters 0');
    },
  },
  {
    title: 'a required header is added',
    breaks: callers,
    edit: (c) => {
      c.list('@ parameters').push({
        name: 'Trace-Id',
        in: 'header',
        required: true,
        schema: { type: 'string' },
      });
    },
  },
  {
    title: 'a header may be longer',
    breaks: mpps,
    edit: (c) => {
      c.set('components parameters ClientId schema maxLength', 256);
    },
  },
  {
    title: 'the pattern of a header changes',
    breaks: everybody,
    edit: (c) => {
      c.set('components parameters ClientId schema pattern', '^[A-Z]+$');
    },
  },

  // Responses: the other way round.
  {
    title: 'a response field may be longer',
    breaks: callers,
    edit: (c) => {
      c.set('$OtpSent properties verifyRequestId maxLength', 128);
    },
  },
  {
    title: 'a response field may be shorter only',
    breaks: mpps,
    edit: (c) => {
      c.set('$OtpSent properties verifyRequestId maxLength', 32);
    },
  },
  {
    title: 'a response field becomes optional',
    breaks: callers,
    edit: (c) => {
      c.without('$OtpSent required', 'verifyRequestId');
    },
  },
  {
    title: 'a response field becomes required',
    breaks: mpps,
    edit: (c) => {
      for (const name of ['S', 'F', 'U']) c.list(`$Result${name} required`).push('resultMessage');
    },
  },
  {
    title: 'a required response field is added',
    breaks: mpps,
    edit: (c) => {
      c.set('$OtpSent properties expiresAt', { type: 'string' });
      c.list('$OtpSent required').push('expiresAt');
    },
  },
  {
    title: 'a response field is removed',
    breaks: callers,
    edit: (c) => {
      c.remove('$OtpSent properties verifyRequestId');
      c.without('$OtpSent required', 'verifyRequestId');
    },
  },
  {
    title: 'a response field may be null',
    breaks: callers,
    edit: (c) => {
      c.set('$OtpSent properties verifyRequestId type', ['string', 'null']);
    },
  },
  {
    title: 'a response variant is added',
    breaks: callers,
    edit: (c) => {
      c.set('$OtpPending', {
        type: 'object',
        required: ['result'],
        properties: { result: { type: 'object', properties: { resultStatus: { const: 'A' } } } },
      });
      c.list('$SendOtpResponse oneOf').push({ $ref: '#/components/schemas/OtpPending' });
    },
  },
  {
    title: 'a response variant is removed',
    breaks: mpps,
    edit: (c) => {
      c.remove('$SendOtpResponse oneOf 2');
    },
  },
  {
    title: 'the constant that tells a variant apart changes',
    breaks: everybody,
    edit: (c) => {
      c.set('$ResultU properties resultStatus const', 'A');
    },
  },
  {
    title: 'a failure may have the id of an OTP',
    breaks: callers,
    edit: (c) => {
      c.remove('$OtpNotSent not');
    },
  },
  {
    title: 'what a failure must not have changes',
    breaks: everybody,
    edit: (c) => {
      c.set('$OtpNotSent not required', ['verifyRequestId', 'result']);
    },
  },
  {
    title: 'a success must not have another field',
    breaks: mpps,
    edit: (c) => {
      c.set('$OtpSent not', { required: ['otp'] });
    },
  },
  {
    title: 'a code enum of the response is opened',
    breaks: callers,
    edit: (c) => {
      c.remove(codeF);
    },
  },
  {
    title: 'a response header is removed',
    breaks: callers,
    edit: (c) => {
      c.remove('@ responses 200 headers Client-Id');
    },
  },
  {
    title: 'a response header becomes optional',
    breaks: callers,
    edit: (c) => {
      c.set('components headers Signature required', false);
    },
  },
  {
    title: 'a required response header is added',
    breaks: mpps,
    edit: (c) => {
      c.set('@ responses 200 headers Trace-Id', { required: true, schema: { type: 'string' } });
    },
  },
  {
    title: 'a response with another HTTP status is added',
    breaks: callers,
    edit: (c) => {
      c.set('@ responses 400', { description: 'Refused.' });
    },
  },
  {
    title: 'the response has another media type',
    breaks: everybody,
    edit: (c) => {
      c.move('@ responses 200 content application/json', '@ responses 200 content text/plain');
    },
  },

  // Result codes and the order of checks.
  {
    title: 'a code is moved to another status',
    breaks: everybody,
    edit: (c) => {
      c.set('x-result-codes PROCESS_FAIL status', 'U');
      c.without(codeF, 'PROCESS_FAIL');
      c.list('$ResultU properties resultCode enum').push('PROCESS_FAIL');
    },
  },
  {
    title: 'a code gets another message',
    breaks: mpps,
    edit: (c) => {
      c.set('x-result-codes INVALID_TOKEN message', 'Token invalid.');
    },
  },
  {
    title: "an operation's own code gets another status",
    breaks: everybody,
    edit: (c) => {
      c.set('@ x-result-codes own OTP_SEND_TIMES_EXCEED_LIMIT status', 'U');
    },
  },
  {
    title: 'a code may be retried with the same bytes only, where a new request was safe',
    breaks: everybody,
    edit: (c) => {
      c.set('x-result-codes REQUEST_TRAFFIC_EXCEED_LIMIT retry', 'same-bytes');
    },
  },
  {
    title: 'a code must not be retried any more',
    breaks: callers,
    edit: (c) => {
      c.set('x-result-codes UNKNOWN_EXCEPTION retry', 'never');
    },
  },
  {
    title: 'a code is removed',
    breaks: mpps,
    edit: (c) => {
      c.without('@ x-result-codes common', 'PROCESS_FAIL');
      c.without(codeF, 'PROCESS_FAIL');
      c.without('@ x-order-of-checks 4 codes', 'PROCESS_FAIL');
    },
  },
  {
    title: 'two checks of every operation change places',
    breaks: mpps,
    edit: (c) => {
      const checks = c.list('x-order-of-checks');
      checks.splice(0, 2, c.get('x-order-of-checks 1'), c.get('x-order-of-checks 0'));
    },
  },
  {
    title: 'two checks with the same code change places',
    breaks: mpps,
    edit: (c) => {
      const checks = c.list('x-order-of-checks');
      const [size, schema] = [c.get('x-order-of-checks 3'), c.get('x-order-of-checks 11')];
      checks[3] = schema;
      checks[11] = size;
    },
  },
  {
    title: 'two checks of the operation change places',
    breaks: mpps,
    edit: (c) => {
      const checks = c.list('@ x-order-of-checks');
      checks.splice(1, 2, c.get('@ x-order-of-checks 2'), c.get('@ x-order-of-checks 1'));
    },
  },
  {
    title: 'a check is removed',
    breaks: mpps,
    edit: (c) => {
      c.remove('x-order-of-checks 2');
    },
  },
  {
    title: 'a check with a known code is inserted',
    breaks: mpps,
    edit: (c) => {
      c.list('@ x-order-of-checks').unshift({ check: 'device', codes: ['ACCESS_DENIED'] });
    },
  },
  {
    title: 'a check leads to another known code',
    breaks: mpps,
    edit: (c) => {
      c.set('x-order-of-checks 3 codes', ['PROCESS_FAIL']);
    },
  },

  // The operation and what is around it.
  {
    title: 'the path changes',
    breaks: everybody,
    edit: (c) => {
      c.move('paths /aps/api/v1/users/sendOTP', 'paths /aps/api/v2/users/sendOTP');
    },
  },
  {
    title: 'the method changes',
    breaks: everybody,
    edit: (c) => {
      c.move('@', 'paths /aps/api/v1/users/sendOTP put');
    },
  },
  {
    title: 'the operationId changes',
    breaks: everybody,
    edit: (c) => {
      c.set('@ operationId', 'requestOTP');
    },
  },
  {
    title: 'the operation is removed',
    breaks: callers,
    edit: (c) => {
      c.set('paths', {});
    },
  },
  {
    title: 'a field becomes a secret',
    breaks: everybody,
    edit: (c) => {
      c.list('@ x-secrets').push('pspId');
    },
  },
  {
    title: 'a field must not be logged any more',
    breaks: everybody,
    edit: (c) => {
      c.without('@ x-loggable', 'pspId');
    },
  },
  {
    title: 'a name of the sandbox changes',
    breaks: everybody,
    edit: (c) => {
      c.set('x-sandbox clientId', 'SANDBOX_2');
    },
  },
  {
    title: 'a security scheme is demanded',
    breaks: everybody,
    edit: (c) => {
      c.set('components securitySchemes', { key: { type: 'apiKey', in: 'header', name: 'X-Key' } });
      c.set('security', [{ key: [] }]);
    },
  },
  {
    title: 'the path in front of every path changes',
    breaks: callers,
    edit: (c) => {
      c.set('servers 0 url', 'https://{host}/v2{prefix}');
    },
  },
  {
    title: 'the default path prefix changes',
    breaks: callers,
    edit: (c) => {
      c.set('servers 0 variables prefix default', '/mpp');
    },
  },
  {
    title: 'the document is OpenAPI 3.0',
    breaks: everybody,
    edit: (c) => {
      c.set('openapi', '3.0.3');
    },
  },
  {
    title: 'a keyword that the gate does not know appears in a request',
    breaks: everybody,
    edit: (c) => {
      c.set(`${request} dependentRequired`, { verifyType: ['pspId'] });
    },
  },
];
