import type { Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { ResendChanges } from '../exchange/message.js';
import { contentOf, type Draft, headersOf, type MessagePlan } from '../exchange/message-plan.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { ByteParts, Recipe, ResendRecipe } from './data-schema.js';
import { signatureTemplateOf } from './signature-template.js';
import { standInPlan, withPlaces } from './stand-ins.js';
import { sampleTimes, type TimeTemplate, timeTemplateOf } from './time-template.js';

/** Stands for `Request-Time` where it is sent and signed alike, and for another that is signed in its place. */
const sentTime = '3000-01-01T00:00:00.111Z';
const signedTime = '3000-02-02T00:00:00.222Z';

/** How many equal characters in a row are padding. */
const padded = 1000;

/** Turns messages into recipes: what is sent, with places for what only a run knows. */
export class RecipeWriter {
  readonly #opened: OpenedProfile;

  /** @param opened a profile whose values are stand-ins */
  constructor(opened: OpenedProfile) {
    this.#opened = opened;
  }

  /** The recipe of the plain call with these changes. */
  async recipeOf(operation: Operation, changes: Changes): Promise<Recipe> {
    const drafts = await this.#drafts(operation, changes);
    const [draft] = drafts;
    if (draft === undefined) throw new Error('there is no time');
    const time = timeOf(drafts.map((one) => one.time));
    const other = timeOf(drafts.map(({ signed }) => signed.time));
    const isSame = other.form === time.form && other.minutes === time.minutes;
    const template = signatureTemplateOf(changes.signature, draft.keyVersion);
    const headers = headersOf(changes, { ...draft, time: sentTime }, template.standIn).map(
      ([name, value]) => [name, template.withPlaces(withTime(withPlaces(value)))] as const,
    );
    const inJson = true;
    const body = partsOf(draft.body, inJson);
    const content = contentOf(changes, { ...draft.signed, time: isSame ? sentTime : signedTime });
    const usual = contentOf(
      {},
      {
        ...draft.signed,
        time: sentTime,
        path: this.#signedPath(draft),
        clientId: draft.clientId,
        body: draft.body,
      },
    );
    return {
      ...(changes.signer === undefined || changes.signer === 'caller' ? {} : { signer: changes.signer }),
      ...(changes.scheme === undefined ? {} : { scheme: changes.scheme }),
      ...(template.needs(changes.until) ? { signatureHas: ['+', '/'] } : {}),
      method: draft.method,
      path: withPlaces(draft.path),
      ...(changes.absoluteForm === true ? { absoluteForm: true } : {}),
      ...(changes.timeOf === undefined ? {} : { timeOf: changes.timeOf }),
      time,
      ...(isSame ? {} : { signedTime: other }),
      headers,
      body,
      ...(Buffer.from(content).equals(Buffer.from(usual))
        ? {}
        : { content: this.#contentParts(content, draft) }),
    };
  }

  /** How a message is written when it is sent again. */
  resendOf({ signature, headers = {}, headerName }: ResendChanges): ResendRecipe {
    const version = this.#opened.caller.keyVersion;
    const template = signatureTemplateOf(signature, version);
    const usual = headersOf(
      { ...(headerName === undefined ? {} : { headerName }) },
      { clientId: '', time: '', keyVersion: version },
      template.standIn,
    );
    const written = signature?.(template.standIn, version);
    return {
      ...(written === undefined ? {} : { signature: template.withPlaces(withPlaces(written)) }),
      ...(headerName === undefined ? {} : { headerNames: usual.map(([name]) => name) }),
      headers: Object.entries(headers).map(
        ([name, value]) => [headerName?.(name) ?? name, withPlaces(value)] as const,
      ),
    };
  }

  #signedPath({ path }: Draft): string {
    return this.#opened.signedPathPrefix + path;
  }

  async #drafts(operation: Operation, changes: Changes): Promise<readonly Draft[]> {
    const plans = sampleTimes.map((now): MessagePlan => standInPlan(this.#opened, now));
    return Promise.all(plans.map((plan) => plan.draft(operation, changes)));
  }

  /** The content to be signed; the body as it is sent is named, not repeated. */
  #contentParts(content: Uint8Array, { body }: Draft): ByteParts {
    const bytes = Buffer.from(content);
    const at = body.length === 0 ? -1 : bytes.indexOf(body);
    if (at === -1) return partsOf(bytes, true);
    return [
      ...partsOf(bytes.subarray(0, at), true),
      '«body»',
      ...partsOf(bytes.subarray(at + body.length), true),
    ];
  }
}

/** The template of a time, from what it is at each of the sample times. */
function timeOf(written: readonly string[]): TimeTemplate {
  const byTime = new Map(sampleTimes.map((now, index) => [now, written[index] ?? '']));
  return timeTemplateOf((now) => byTime.get(now) ?? '');
}

const withTime = (text: string): string =>
  text.replaceAll(sentTime, '«time»').replaceAll(signedTime, '«signedTime»');

/** Bytes as texts with places, as padding, and as hexadecimal digits where they are not UTF-8. */
function partsOf(bytes: Uint8Array, inJson: boolean): ByteParts {
  const whole = Buffer.from(bytes);
  const run = whole.indexOf('x'.repeat(padded));
  if (run === -1) return textsOf(whole, inJson);
  let end = run;
  while (whole[end] === whole[run]) end += 1;
  return [
    ...textsOf(whole.subarray(0, run), inJson),
    { fill: 'x', size: whole.length },
    ...textsOf(whole.subarray(end), inJson),
  ];
}

function textsOf(bytes: Buffer, inJson: boolean): ByteParts {
  return chunksOf(bytes).flatMap((chunk): ByteParts => {
    if (typeof chunk !== 'string') return [{ hex: chunk.toString('hex') }];
    // Before the body the content to be signed has lines of its own, in which nothing is escaped.
    const [, head = '', tail = ''] = /^(POST [^\n]*\n[^.]*\.[^{]*)?(.*)$/s.exec(chunk) ?? [];
    const text = withTime(withPlaces(head) + withPlaces(tail, inJson));
    return text === '' ? [] : [text];
  });
}

/** The longest pieces that are UTF-8, and the bytes in between. */
function chunksOf(bytes: Buffer): readonly (string | Buffer)[] {
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return [text];
  // Byte by byte from the front and from the back: what is left in the middle is not UTF-8.
  let start = 0;
  while (start < bytes.length && isUtf8(bytes.subarray(0, start + 1))) start += 1;
  let end = bytes.length;
  while (end > start && isUtf8(bytes.subarray(end - 1))) end -= 1;
  return [bytes.toString('utf8', 0, start), bytes.subarray(start, end), bytes.toString('utf8', end)];
}

const isUtf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);
