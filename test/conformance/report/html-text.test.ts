import { describe, expect, it } from 'vitest';
import { familiesOf } from '../../../conformance/report/case-family.js';
import { markup, raw } from '../../../conformance/report/html-text.js';

describe('HTML that is put together', () => {
  it('has every value escaped that is not HTML itself, in whatever list', () => {
    const evil = `<b>&"'</b>`;
    const escaped = '&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;';
    expect(markup`<p>${evil}</p>${raw('<i>')}${[evil, raw('<u>'), [7, evil]]}${0}`.text).toBe(
      `<p>${escaped}</p><i>${escaped}<u>7${escaped}0`,
    );
    expect(markup`${markup`<p>${evil}</p>`}`.text).toBe(`<p>${escaped}</p>`);
    expect(markup`a\n`.text).toBe('a\\n'.replace('\\n', '\n'));
  });
});

describe('families of cases', () => {
  it('stand in the order of their first members, under the names that people know', () => {
    const all = ['RC-2.a', 'CALL-1', 'RC-3', 'every.json', 'other.x', 'CALL-2.b'].map((id) => ({ id }));
    expect(familiesOf(all)).toEqual([
      { id: 'RC', name: 'Result codes', members: [{ id: 'RC-2.a' }, { id: 'RC-3' }] },
      { id: 'CALL', name: 'Call', members: [{ id: 'CALL-1' }, { id: 'CALL-2.b' }] },
      { id: 'every', name: 'Every response', members: [{ id: 'every.json' }] },
      { id: 'other', name: 'other', members: [{ id: 'other.x' }] },
    ]);
    expect(familiesOf([])).toEqual([]);
  });
});
