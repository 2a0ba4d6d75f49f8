/** The families of rules and cases, by the beginning of their ids. */
const names: Readonly<Record<string, string>> = {
  CALL: 'Call',
  HDR: 'Header',
  SIG: 'Signature',
  REQ: 'Request body',
  RES: 'Response body',
  RC: 'Result codes',
  order: 'Order of checks',
  every: 'Every response',
  fuzz: 'Generated requests',
};

export interface Family<T> {
  readonly id: string;
  readonly name: string;
  readonly members: readonly T[];
}

/** Cases or rules by family, in the order of their first members. */
export function familiesOf<T extends { readonly id: string }>(all: readonly T[]): Family<T>[] {
  const ids = new Set(all.map(({ id }) => familyId(id)));
  return [...ids].map((family) => ({
    id: family,
    name: names[family] ?? family,
    members: all.filter(({ id }) => familyId(id) === family),
  }));
}

const familyId = (id: string): string => id.split(/[-.]/, 1)[0] ?? id;
