import { smsLength } from './sms-segment.js';

/** What phones look for at the end of an SMS, to enter its code by themselves. */
export interface SmsEnding {
  /** The host of the page that the code is entered on: the last line is `@host #code` (WebOTP, and iOS). */
  readonly webOtpHost?: string;
  /** The hash of the Android app that reads the message: 11 characters, on a line of their own (SMS Retriever). */
  readonly retrieverHash?: string;
}

const host = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const hash = /^[A-Za-z0-9+/]{11}$/;

/** @throws RangeError */
export function checkSmsEnding({ webOtpHost, retrieverHash }: SmsEnding): SmsEnding {
  if (webOtpHost !== undefined && !host.test(webOtpHost))
    throw new RangeError('the host of WebOTP must be a host name in lower case, such as pay.example.com');
  if (retrieverHash !== undefined && !hash.test(retrieverHash))
    throw new RangeError('the hash of the SMS Retriever must be 11 characters of base64');
  return {
    ...(webOtpHost === undefined ? {} : { webOtpHost }),
    ...(retrieverHash === undefined ? {} : { retrieverHash }),
  };
}

/** The SMS Retriever reads no message of more bytes. */
const mostRetrieved = 140;

/** Whether a whole message is one segment, and short enough for whoever reads its ending. */
export function isShortEnough(text: string, { retrieverHash }: SmsEnding): boolean {
  const { length, most } = smsLength(text);
  return length <= most && (retrieverHash === undefined || Buffer.byteLength(text) <= mostRetrieved);
}

/** The lines after the text; empty when nothing is set. */
export function endingOf({ webOtpHost, retrieverHash }: SmsEnding, code: string): string {
  const lines = [
    ...(retrieverHash === undefined ? [] : [retrieverHash]),
    // Has to be the last line.
    ...(webOtpHost === undefined ? [] : [`@${webOtpHost} #${code}`]),
  ];
  return lines.map((line) => `\n${line}`).join('');
}
