import type { Habits, SignatureParts } from './habits.js';

export const isoTime = (text: string): number | undefined => {
  const form = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const colon = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${colon}`);
  const exists = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return Number.isNaN(at) || !exists ? undefined : at;
};

export const signatureParts = (text: string): SignatureParts | undefined => {
  const pairs = new Map<string, string>();
  for (const part of text.split(',')) {
    const [, key, value] = /^[ \t]*(algorithm|keyVersion|signature)=(.+?)[ \t]*$/.exec(part) ?? [];
    if (key === undefined || value === undefined || pairs.has(key)) return undefined;
    pairs.set(key, value);
  }
  const signature = pairs.get('signature');
  if (signature === undefined) return undefined;
  return { algorithm: pairs.get('algorithm'), keyVersion: pairs.get('keyVersion'), signature };
};

export const decodeSignature = (value: string): Buffer | undefined => {
  let text = value;
  try {
    if (value.includes('%')) text = decodeURIComponent(value);
  } catch {
    return undefined;
  }
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
};

export const length = (value: string): number => Array.from(value).length;

export const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value !== '' && length(value) <= most;

export const mediaTypeFits: Habits['mediaType'] = ({
  accept,
  'content-type': type,
  'content-encoding': encoding,
}) => {
  const takesJson =
    accept === undefined ||
    (accept
      .split(',')
      .some((range) => /^\s*(\*\/\*|application\/(\*|json))\s*(;|$)/i.test(range) && !/q=0$/.test(range)) &&
      !/application\/json;q=0(,|$)/.test(accept));
  return (
    takesJson &&
    (encoding === undefined || encoding === 'identity') &&
    (type === undefined || /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
  );
};

export const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
