import { join } from 'node:path';
import { people } from '../service-files.js';
import type { Effects } from './effect.js';

/** The text of the messages, and the channels that carry them. */
export const messageEffects = {
  MESSAGES_FILE: {
    values: [['messages.yaml', true]],
    look: async ({ files, askedOfGateway }, _, value) => {
      files.write(value, 'en:\n  text: "Spell of the tests: {code}, {validFor}"\n');
      const asked = await askedOfGateway({ MESSAGES_FILE: join(files.folder, value) });
      return asked.body.includes('Spell of the tests: ');
    },
  },
  WEBOTP_HOST: { file: 'test/e2e/processes-message.test.ts', title: 'ends with WEBOTP_HOST and' },
  SMS_RETRIEVER_HASH: {
    file: 'test/e2e/processes-message.test.ts',
    title: 'WEBOTP_HOST and SMS_RETRIEVER_HASH',
  },
  SMTP_URL: { file: 'test/e2e/processes-channels.test.ts', title: 'SMTP_URL' },
  MAIL_FROM: { file: 'test/e2e/processes-channels.test.ts', title: 'MAIL_FROM' },
  SMS_GATEWAY_URL: {
    values: [['', 'SUCCESS']],
    look: async ({ askedOfGateway }) => (await askedOfGateway({})).outcome,
  },
  SMS_GATEWAY_METHOD: {
    values: [
      ['PUT', 'PUT'],
      ['POST', 'POST'],
    ],
    look: async ({ askedOfGateway }, environment) => (await askedOfGateway(environment)).method,
  },
  SMS_GATEWAY_HEADERS: {
    values: [['{"x-of-the-tests":"7"}', '7']],
    look: async ({ askedOfGateway }, environment) =>
      (await askedOfGateway(environment)).header('x-of-the-tests'),
  },
  SMS_GATEWAY_BODY: {
    values: [['{"number":"{to}","otp":"{code}"}', `{"number":"${people.phone}","otp":"000000"}`]],
    look: async ({ askedOfGateway }, environment) =>
      (await askedOfGateway(environment)).body.replace(/\d{6}(?="}$)/, '000000'),
  },
  SMS_GATEWAY_CONTENT_TYPE: {
    values: [['application/x-www-form-urlencoded', encodeURIComponent(people.phone)]],
    look: async ({ askedOfGateway }, environment) => {
      const body = 'otp={code}&to={to}';
      return (await askedOfGateway({ ...environment, SMS_GATEWAY_BODY: body })).body.split('to=')[1];
    },
  },
  SMS_GATEWAY_ACCEPTED: {
    values: [
      ['"ok":1', 'SUCCESS'],
      ['"ok":2', 'UNKNOWN_EXCEPTION'],
    ],
    look: async ({ askedOfGateway }, environment) => (await askedOfGateway(environment)).outcome,
  },
  SMS_GATEWAY_REFUSED: {
    values: [
      ['"ok":1', 'PROCESS_FAIL'],
      ['"ok":2', 'SUCCESS'],
    ],
    look: async ({ askedOfGateway }, environment) => (await askedOfGateway(environment)).outcome,
  },
} satisfies Effects;
