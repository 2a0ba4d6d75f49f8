// 3GPP TS 23.038: the default alphabet of 7 bits, and its extension table, whose characters take two places.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('\f^{}\\[~]|€');

/** How long a text is as an SMS. */
export interface SmsLength {
  /** UCS-2 as soon as one character is not in GSM-7. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly length: number;
  /** The most that one segment holds; more is sent, and paid, as several. */
  readonly most: number;
}

/** Counts a text as a gateway does. */
export function smsLength(text: string): SmsLength {
  const characters = Array.from(text);
  if (!characters.every((character) => basic.has(character) || extended.has(character)))
    return { encoding: 'UCS-2', length: text.length, most: 70 };
  const length = characters.reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0);
  return { encoding: 'GSM-7', length, most: 160 };
}
