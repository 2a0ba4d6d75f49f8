import { isoTime, signatureParts } from '../variant-server.js';
import type { Permitted } from './permitted-response.js';
import type { Change } from './variant.js';

/** What is read leniently where the contract says nothing. */
export const permittedReadings: readonly Permitted[] = [
  {
    name: 'reads the names of pairs in any case',
    change: (good) => ({
      signatureHeader: (text) =>
        good.signatureHeader(
          text.replaceAll(/(?<=^|,\s*)(algorithm|keyversion|signature)(?==)/gi, (name) =>
            name.toLowerCase() === 'keyversion' ? 'keyVersion' : name.toLowerCase(),
          ),
        ),
    }),
  },
  {
    name: 'ignores pairs that it does not know',
    change: (good) => ({
      signatureHeader: (text) =>
        good.signatureHeader(text.replace(/,\s*(?!algorithm|keyVersion|signature)\w+=[^,]*/g, '')),
    }),
  },
  {
    name: 'ignores empty elements of its lists',
    change: (good) => ({
      signatureHeader: (text) => good.signatureHeader(text.replaceAll(/,\s*(?=,|$)/g, '')),
    }),
  },
  {
    name: 'takes blanks around the equals sign',
    change: () => ({
      signatureHeader: (text) => {
        const parts = signatureParts(text.replaceAll(/\s*=\s*(?=[\w%+/-])/g, '='));
        return parts === undefined || (parts.algorithm ?? 'RSA256').toUpperCase() !== 'RSA256'
          ? undefined
          : parts;
      },
    }),
  },
  {
    name: 'knows leap seconds',
    change: () => ({ time: (text) => isoTime(text.replace(/:60(?=[.Z+-])/, ':59')) }),
  },
  {
    name: 'knows the hour 24',
    change: () => ({ time: (text) => isoTime(text.replace('T24:00:00', 'T23:59:59')) }),
  },
  {
    name: 'ends its tolerance half a minute late',
    change: () => ({ toleranceMs: 630_000 }),
  },
  {
    name: 'ends its tolerance half a minute early',
    change: () => ({ toleranceMs: 570_000 }),
  },
  { name: 'reads bodies of 16 KiB at most', change: () => ({ bodyLimit: 16_384 }) },
  {
    name: 'reads 32 levels of JSON and no more',
    change: (good) => ({
      json: (body) => {
        if (/(\[[^\]]*){33}/.test(body.toString())) throw new RangeError('too deep');
        return good.json(body);
      },
    }),
  },
  {
    name: 'refuses a name that comes twice',
    change: (good) => ({
      json: (body) => {
        if ((body.toString().match(/"pspId":/g) ?? []).length > 1) throw new RangeError('twice');
        return good.json(body);
      },
    }),
  },
  {
    name: 'takes a charset that is called utf8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType({
          ...headers,
          ...(headers['content-type'] === undefined
            ? {}
            : { 'content-type': headers['content-type'].replace(/utf8/i, 'utf-8') }),
        }),
    }),
  },
  {
    name: 'refuses an Agent-Token of more than 1 KiB',
    change: (good) => ({
      mediaType: (headers) => String(headers['agent-token'] ?? '').length < 1024 && good.mediaType(headers),
    }),
  },
  {
    name: 'takes a signature whose base64 is of both alphabets',
    change: (good) => ({
      decodeSignature: (value) => good.decodeSignature(value.replaceAll('-', '+').replaceAll('_', '/')),
    }),
  },
  {
    name: 'has a second operation',
    change: (good) => ({
      path: (path, request) => good.path(path, request) || path.endsWith('/users/verifyOTP'),
    }),
  },
  {
    name: 'answers for more agreements than one',
    change: (good) => ({
      agreement: (body) =>
        good.agreement(body) || (body['acquirerId'] === 'OTHER' && body['pspId'] === 'MORE'),
    }),
  },
  {
    name: 'answers at a page for its health',
    change: (good) => ({ path: (path, request) => good.path(path, request) || path === '/healthz' }),
  },
];

/** One OTP to each user, as by an MPP that allows one a minute. */
const oneEach: Change = (good, { tokens }) => {
  const sent = new Set<string>();
  return {
    outcome: (token, type, asked) => {
      const code = good.outcome(token, type, asked);
      const isSecond = code === 'SUCCESS' && sent.has(token);
      if (code === 'SUCCESS') sent.add(token);
      return isSecond && token !== tokens.cancelled ? 'OTP_SEND_TIMES_EXCEED_LIMIT' : code;
    },
  };
};

export const permittedBusinesses: readonly Permitted[] = [
  { name: 'sends one OTP to each user', change: oneEach },
  {
    name: 'sends three OTPs in all',
    change: (good) => {
      let count = 0;
      return {
        outcome: (token, type, asked) => {
          const code = good.outcome(token, type, asked);
          if (code === 'SUCCESS') count += 1;
          return count > 3 && code === 'SUCCESS' ? 'OTP_SEND_TIMES_EXCEED_LIMIT' : code;
        },
      };
    },
  },
  {
    name: 'takes any agreement, as its profile says',
    change: () => ({ agreement: () => true }),
    profile: { lacks: ['agreements'] },
  },
  {
    name: 'remembers messages in capitals',
    change: (good) => ({
      replayKey: (content, signature, request) =>
        good.replayKey(content, signature, request)?.replace('POST', 'post'),
    }),
  },
  {
    name: 'answers a copy when the first is done, a little later',
    change: (good) => ({
      respond: (response, written) => {
        setImmediate(() => {
          good.respond(response, written);
        });
      },
    }),
  },
];
