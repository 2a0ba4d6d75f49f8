import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareContracts } from '../../scripts/diff/compare.js';
import { Document } from '../../scripts/diff/document.js';
import { rulesOf } from '../../scripts/diff/report.js';
import { breakingEdits } from './breaking-edits.js';
import { Contract } from './edits.js';
import type { Edit } from './edits.js';
import { harmlessEdits } from './harmless-edits.js';

const text = readFileSync('spec/openapi.yaml', 'utf8');
const root = parse(text) as Contract['root'];
const base = new Document(text, 'base');

/** Each edit is looked at by several tests. */
const documents = new Map<Edit['edit'], Document>();

function edited(edit: Edit['edit']): Document {
  const known = documents.get(edit);
  if (known !== undefined) return known;
  const contract = new Contract(structuredClone(root));
  edit(contract);
  const document = new Document(JSON.stringify(contract.root), 'edited');
  documents.set(edit, document);
  return document;
}

const changesBy = (edit: Edit['edit']) => compareContracts(base, edited(edit));

const brokenBy = (edit: Edit['edit']): string[] =>
  [...new Set(changesBy(edit).flatMap(({ breaks }) => breaks))].sort();

describe('the labelled set', () => {
  it('has at least 60 edits, and 30 of each kind', () => {
    expect(breakingEdits.length).toBeGreaterThanOrEqual(30);
    expect(harmlessEdits.length).toBeGreaterThanOrEqual(30);
  });

  it.each(breakingEdits)('breaking: $title', ({ edit, breaks }) => {
    expect(brokenBy(edit)).toEqual([...breaks]);
  });

  it.each(harmlessEdits)('harmless: $title', ({ edit }) => {
    expect(changesBy(edit).filter(({ breaks }) => breaks.length > 0)).toEqual([]);
  });

  it.each([...harmlessEdits.slice(1), ...breakingEdits])('reported: $title', ({ edit }) => {
    expect(changesBy(edit)).not.toEqual([]);
  });

  it.each(breakingEdits)('the way back: $title', ({ edit, title }) => {
    const back = compareContracts(edited(edit), base).some(({ breaks }) => breaks.length > 0);
    expect(back).toBe(!oneWay.has(title));
  });
});

/** Their way back breaks nobody: what was added optionally, or what is a text. */
const oneWay: ReadonlySet<string> = new Set([
  'an optional request field is removed',
  'a code is removed',
  'the operation is removed',
  'a field becomes a secret',
  'a field must not be logged any more',
]);

describe('what a change says', () => {
  const one = (edit: Edit['edit']) => changesBy(edit)[0];

  it('has the place as a JSON pointer, the values, who breaks and the bump', () => {
    expect(
      one((c) => {
        c.set('$SendOtpRequest properties accessToken maxLength', 256);
      }),
    ).toEqual({
      place: '#/components/schemas/SendOtpRequest/properties/accessToken/maxLength',
      change: 'maxLength 128 → 256',
      breaks: ['mpps'],
      bump: 'major',
    });
  });

  it('needs a minor bump for what is new, and a patch for a text', () => {
    expect(
      one((c) => {
        c.list('$ResultF properties resultCode enum').push('NEW');
      })?.bump,
    ).toBe('minor');
    expect(
      one((c) => {
        c.set('info title', 'New');
      })?.bump,
    ).toBe('patch');
  });

  it('names the rule of the nearest node that cites one', () => {
    const after = edited((c) => {
      c.set('$SendOtpRequest properties accessToken maxLength', 256);
    });
    const [change] = compareContracts(base, after);
    expect(change && rulesOf(change, [after, base])).toEqual(['REQ-7']);
  });

  it('reports what several variants share once', () => {
    expect(
      changesBy((c) => {
        c.set('$ResultMessage maxLength', 10);
      }).filter(({ breaks }) => breaks.length > 0),
    ).toHaveLength(1);
  });
});
