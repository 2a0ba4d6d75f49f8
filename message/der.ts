/** One element of a DER structure. */
interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Where the next element begins. */
  readonly end: number;
}

const tags = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, sequence: 0x30 } as const;

function elementAt(bytes: Uint8Array, offset: number): Element | undefined {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) return undefined;
  let length = first;
  let start = offset + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count < 1 || count > 3) return undefined;
    length = 0;
    for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte;
    start += count;
  }
  const end = start + length;
  return end > bytes.length ? undefined : { tag, content: bytes.subarray(start, end), end };
}

function children(content: Uint8Array): Element[] | undefined {
  const elements: Element[] = [];
  let offset = 0;
  while (offset < content.length) {
    const element = elementAt(content, offset);
    if (element === undefined) return undefined;
    elements.push(element);
    offset = element.end;
  }
  return elements;
}

/** The algorithms that keys in the wild have, by the bytes of their object identifiers. */
const algorithms: Readonly<Record<string, string>> = {
  '2a864886f70d010101': 'RSA',
  '2a864886f70d01010a': 'RSASSA-PSS',
  '2a8648ce3d0201': 'EC',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
  '2b656e': 'X25519',
  '2b656f': 'X448',
  '2a8648ce380401': 'DSA',
};

function algorithmOf(identifier: Element): string {
  const oid = elementAt(identifier.content, 0);
  if (oid?.tag !== tags.oid) return 'unknown';
  const hex = Array.from(oid.content, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return algorithms[hex] ?? 'unknown';
}

/** What a key's bytes are, told from their structure and not from what a label says. */
export type DerKind =
  | { readonly kind: 'private' | 'public'; readonly algorithm: string }
  | {
      readonly kind:
        'pkcs1-private' | 'pkcs1-public' | 'ec-private' | 'certificate' | 'encrypted' | 'unknown';
    };

/** Tells PKCS#8, SubjectPublicKeyInfo and what people take for them apart. Reads nothing beyond the outer structure. */
export function classifyDer(bytes: Uint8Array): DerKind {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== tags.sequence || outer.end !== bytes.length) return { kind: 'unknown' };
  const parts = children(outer.content) ?? [];
  const [first, second, third] = parts;
  if (first === undefined || second === undefined) return { kind: 'unknown' };
  if (first.tag === tags.integer) {
    if (second.tag === tags.sequence && third?.tag === tags.octetString)
      return { kind: 'private', algorithm: algorithmOf(second) };
    if (second.tag === tags.octetString) return { kind: 'ec-private' };
    if (second.tag === tags.integer) return { kind: parts.length === 2 ? 'pkcs1-public' : 'pkcs1-private' };
  }
  if (first.tag === tags.sequence) {
    if (second.tag === tags.bitString && parts.length === 2)
      return { kind: 'public', algorithm: algorithmOf(first) };
    if (second.tag === tags.octetString) return { kind: 'encrypted' };
    if (second.tag === tags.sequence && third?.tag === tags.bitString) return { kind: 'certificate' };
  }
  return { kind: 'unknown' };
}
