import type { Edit } from './edits.js';

const breaks: Edit['breaks'] = [];
const request = '$SendOtpRequest';
const codeF = '$ResultF properties resultCode enum';
const newRow = {
  rule: 'RC-18',
  status: 'F',
  message: 'The device is unknown.',
  when: 'New device.',
  retry: 'never',
  advice: 'Ask.',
};

/** Edits that break nobody. */
export const harmlessEdits: readonly Edit[] = [
  { title: 'nothing changes', breaks, edit: () => undefined },
  // Texts.
  {
    title: 'the description of the document',
    breaks,
    edit: (c) => {
      c.set('info description', 'New text.');
    },
  },
  {
    title: 'the version of the contract',
    breaks,
    edit: (c) => {
      c.set('info version', '1.0.1');
    },
  },
  {
    title: 'the summary of the operation',
    breaks,
    edit: (c) => {
      c.set('@ summary', 'Sends an OTP');
    },
  },
  {
    title: 'the description of a field',
    breaks,
    edit: (c) => {
      c.set(`${request} properties pspId description`, 'The MPP.');
    },
  },
  {
    title: 'the title of a variant',
    breaks,
    edit: (c) => {
      c.set('$OtpSent title', 'Sent');
    },
  },
  {
    title: 'the description of a header',
    breaks,
    edit: (c) => {
      c.set('components headers Signature description', 'Signature.');
    },
  },
  {
    title: 'an example in a schema',
    breaks,
    edit: (c) => {
      c.set(`${request} properties pspId examples`, ['1']);
    },
  },
  {
    title: 'the value of a request example',
    breaks,
    edit: (c) => {
      c.set('components examples MOBILE value acquirerId', 'ANOTHER');
    },
  },
  {
    title: 'a request example is added',
    breaks,
    edit: (c) => {
      c.set('@ requestBody content application/json examples SECOND', { value: {} });
    },
  },
  {
    title: 'a request example is removed',
    breaks,
    edit: (c) => {
      c.remove('@ requestBody content application/json examples UNKNOWN_PARAMETER');
    },
  },
  {
    title: 'the plain example is another one',
    breaks,
    edit: (c) => {
      c.set('@ x-plain-example', 'EMAIL');
    },
  },
  {
    title: 'the text of a rule',
    breaks,
    edit: (c) => {
      c.set('x-rules REQ-11 text', 'Length counts code points.');
    },
  },
  {
    title: 'the source of a rule',
    breaks,
    edit: (c) => {
      c.set('x-rules REQ-11 source', ['overview']);
    },
  },
  {
    title: 'a rule is added',
    breaks,
    edit: (c) => {
      c.set('x-rules REQ-12', { text: 'New.', source: ['ours'] });
    },
  },
  {
    title: 'a schema cites another rule',
    breaks,
    edit: (c) => {
      c.set('$VerifyType x-rule', ['REQ-8']);
    },
  },
  {
    title: 'the advice of a code',
    breaks,
    edit: (c) => {
      c.set('x-result-codes INVALID_TOKEN advice', 'Bind again.');
    },
  },
  {
    title: 'when a code is returned, in other words',
    breaks,
    edit: (c) => {
      c.set('x-result-codes INVALID_TOKEN when', 'Not valid.');
    },
  },
  {
    title: 'a tag',
    breaks,
    edit: (c) => {
      c.set('tags 0 description', 'OTPs.');
    },
  },
  {
    title: 'an extension that nobody reads',
    breaks,
    edit: (c) => {
      c.set('@ x-owner', 'team');
    },
  },
  // What callers and MPPs need not know.
  {
    title: 'an optional request field is added',
    breaks,
    edit: (c) => {
      c.set(`${request} properties sceneCode`, { type: 'string', minLength: 1, maxLength: 8 });
    },
  },
  {
    title: 'an optional header is added',
    breaks,
    edit: (c) => {
      c.list('@ parameters').push({ name: 'Trace-Id', in: 'header', schema: { type: 'string' } });
    },
  },
  {
    title: 'an optional response field is added',
    breaks,
    edit: (c) => {
      c.set('$OtpSent properties expiresAt', { type: 'string' });
    },
  },
  {
    title: 'an optional response header is added',
    breaks,
    edit: (c) => {
      c.set('@ responses 200 headers Trace-Id', { schema: { type: 'string' } });
    },
  },
  {
    title: 'a code is added to the response (RES-9)',
    breaks,
    edit: (c) => {
      c.set('x-result-codes DEVICE_UNKNOWN', newRow);
      c.list('@ x-result-codes common').push('DEVICE_UNKNOWN');
      c.list(codeF).push('DEVICE_UNKNOWN');
      c.list('@ x-order-of-checks 2 codes').push('DEVICE_UNKNOWN');
    },
  },
  {
    title: "an operation's own code is added (RES-9)",
    breaks,
    edit: (c) => {
      c.set('@ x-result-codes own DEVICE_UNKNOWN', newRow);
      c.list(codeF).push('DEVICE_UNKNOWN');
    },
  },
  {
    title: 'a second code of success is added (RES-9)',
    breaks,
    edit: (c) => {
      c.remove('$ResultS properties resultCode const');
      c.set('$ResultS properties resultCode enum', ['SUCCESS', 'ALREADY_SENT']);
    },
  },
  {
    title: 'a common code that no operation returns is added',
    breaks,
    edit: (c) => {
      c.set('x-result-codes DEVICE_UNKNOWN', newRow);
    },
  },
  {
    title: 'a check has another name',
    breaks,
    edit: (c) => {
      c.set('x-order-of-checks 7 check', 'known key');
    },
  },
  {
    title: 'the codes of one check are written in another order',
    breaks,
    edit: (c) => {
      c.list('@ x-order-of-checks 1 codes').reverse();
    },
  },
  {
    title: 'an operation is added',
    breaks,
    edit: (c) => {
      c.set('paths /aps/api/v1/users/verifyOTP', {
        post: { operationId: 'verifyOTP', responses: { 200: { description: 'Done.' } } },
      });
    },
  },
  {
    title: 'the operation is deprecated',
    breaks,
    edit: (c) => {
      c.set('@ deprecated', true);
    },
  },
  {
    title: 'a server is added',
    breaks,
    edit: (c) => {
      c.list('servers').push({ url: 'http://127.0.0.1:9090' });
    },
  },
  {
    title: 'the description of a server',
    breaks,
    edit: (c) => {
      c.set('servers 1 description', 'Sandbox.');
    },
  },
  {
    title: 'the contact is removed',
    breaks,
    edit: (c) => {
      c.remove('info contact');
    },
  },
  {
    title: 'the example host',
    breaks,
    edit: (c) => {
      c.set('servers 0 variables host default', 'mpp.example.com');
    },
  },
  {
    title: 'a secret may be logged',
    breaks,
    edit: (c) => {
      c.without('@ x-secrets', 'accessToken');
    },
  },
  {
    title: 'a field may be logged',
    breaks,
    edit: (c) => {
      c.list('@ x-loggable').push('verifyType');
    },
  },
  {
    title: 'a name of the sandbox is added',
    breaks,
    edit: (c) => {
      c.set('x-sandbox region', 'XX');
    },
  },
  // Written in another way.
  {
    title: 'a reference is written out',
    breaks,
    edit: (c) => {
      c.set(`${request} properties verifyType`, structuredClone(c.get('$VerifyType')));
    },
  },
  {
    title: 'a schema is moved to a component',
    breaks,
    edit: (c) => {
      c.move(`${request} properties pspId`, '$PspId');
      c.set(`${request} properties pspId`, { $ref: '#/components/schemas/PspId' });
    },
  },
  {
    title: 'a reference stands in an allOf with a description',
    breaks,
    edit: (c) => {
      c.set(`${request} properties verifyType`, {
        allOf: [{ $ref: '#/components/schemas/VerifyType' }],
        description: 'Channel.',
      });
    },
  },
  {
    title: 'a component has another name',
    breaks,
    edit: (c) => {
      c.move('$VerifyType', '$Channel');
      c.set(`${request} properties verifyType $ref`, '#/components/schemas/Channel');
    },
  },
  {
    title: 'a constant is written as an enum',
    breaks,
    edit: (c) => {
      c.remove('$ResultS properties resultStatus const');
      c.set('$ResultS properties resultStatus enum', ['S']);
    },
  },
  {
    title: 'the variants have another order',
    breaks,
    edit: (c) => {
      c.list('$SendOtpResponse oneOf').reverse();
    },
  },
  {
    title: 'the values of an enum have another order',
    breaks,
    edit: (c) => {
      c.list(codeF).reverse();
    },
  },
  {
    title: 'the required fields have another order',
    breaks,
    edit: (c) => {
      c.list(`${request} required`).reverse();
    },
  },
  {
    title: 'the headers have another order',
    breaks,
    edit: (c) => {
      c.list('@ parameters').reverse();
    },
  },
  {
    title: 'the types have another order',
    breaks,
    edit: (c) => {
      c.set('$VerifyType type', ['null', 'string']);
    },
  },
  {
    title: 'null is written as 3.0 does',
    breaks,
    edit: (c) => {
      c.set('$VerifyType type', 'string');
      c.set('$VerifyType nullable', true);
    },
  },
  {
    title: 'minLength 0 is left out',
    breaks,
    edit: (c) => {
      c.remove('components parameters AgentToken schema minLength');
    },
  },
  {
    title: 'additional properties are allowed explicitly',
    breaks,
    edit: (c) => {
      c.set(`${request} additionalProperties`, true);
    },
  },
  {
    title: 'a response header name in lower case',
    breaks,
    edit: (c) => {
      c.move('@ responses 200 headers Client-Id', '@ responses 200 headers client-id');
    },
  },
  {
    title: 'a header name in lower case',
    breaks,
    edit: (c) => {
      c.set('components parameters ClientId name', 'client-id');
    },
  },
  {
    title: 'a patch version of OpenAPI',
    breaks,
    edit: (c) => {
      c.set('openapi', '3.1.1');
    },
  },
  {
    title: 'a list of parameters is moved to the path',
    breaks,
    edit: (c) => {
      c.move('@ parameters', 'paths /aps/api/v1/users/sendOTP parameters');
    },
  },
  {
    title: 'a component that nobody uses is added',
    breaks,
    edit: (c) => {
      c.set('$Unused', { type: 'string' });
    },
  },
  {
    title: 'an own code becomes a common one',
    breaks,
    edit: (c) => {
      c.move(
        '@ x-result-codes own OTP_SEND_TIMES_EXCEED_LIMIT',
        'x-result-codes OTP_SEND_TIMES_EXCEED_LIMIT',
      );
      c.list('@ x-result-codes common').push('OTP_SEND_TIMES_EXCEED_LIMIT');
    },
  },
];
