import { describe, expect, it } from 'vitest';
import { answerFieldsOf, fromAnswer, resolved } from '../../../conformance/exchange/changes.js';
import { partsOf, withoutParts } from '../../../conformance/exchange/change-parts.js';

const header = () => 'x';

describe('the parts of changes', () => {
  it('are each parameter, header and signed part, and each other change; those about the signature first', () => {
    const parts = partsOf({
      method: 'PUT',
      parameters: { pspId: 'P', acquirerId: undefined },
      headers: { Accept: '*/*' },
      signedInstead: { time: header, body: header },
      scheme: 'PSS',
      signature: header,
      until: () => true,
    });
    expect(parts).toEqual([
      ['signedInstead', 'time'],
      ['signedInstead', 'body'],
      ['scheme'],
      ['signature'],
      ['parameters', 'pspId'],
      ['parameters', 'acquirerId'],
      ['headers', 'Accept'],
      ['method'],
    ]);
  });

  it.each([
    ['content', { content: header }],
    ['signedAs', { signedAs: 'caller' }],
  ] as const)('%s is about the signature, too', (key, change) => {
    expect(partsOf({ method: 'PUT', ...change })).toEqual([[key], ['method']]);
  });

  it('are none of no changes', () => {
    expect(partsOf({})).toEqual([]);
  });
});

describe('changes without some of their parts', () => {
  const changes = {
    method: 'PUT',
    parameters: { pspId: 'P', acquirerId: 'A' },
    headers: { Accept: '*/*' },
    signature: header,
    until: () => true,
  };

  it('keep all others', () => {
    expect(withoutParts(changes, [])).toEqual(changes);
    expect(withoutParts(changes, [['method']])).toEqual({ ...changes, method: undefined });
    expect(withoutParts(changes, [['method']])).not.toHaveProperty('method');
    expect(withoutParts(changes, [['parameters', 'pspId']])).toEqual({
      ...changes,
      parameters: { acquirerId: 'A' },
    });
    expect(withoutParts(changes, [['parameters', 'other']])).toEqual(changes);
  });

  it('lose what has no member left, and what goes as a whole', () => {
    const { headers: _, ...others } = changes;
    expect(withoutParts(changes, [['headers', 'Accept']])).toEqual(others);
    expect(withoutParts(changes, [['headers', 'Accept']])).not.toHaveProperty('headers');
    const { parameters: __, ...rest } = changes;
    const all = [
      ['parameters', 'pspId'],
      ['parameters', 'acquirerId'],
    ] as const;
    expect(withoutParts(changes, all)).toEqual(rest);
    expect(withoutParts(changes, [['parameters']])).toEqual(rest);
    expect(withoutParts(changes, [['parameters']])).not.toHaveProperty('parameters');
  });

  it('wait for no signature when there is none to wait for', () => {
    const { signature: _, until: __, ...rest } = changes;
    const left = withoutParts(changes, [['signature']]);
    expect(left).toEqual(rest);
    expect(left).not.toHaveProperty('until');
  });
});

describe('the fields of earlier answers', () => {
  it('are found among the parameters, and replaced by their values', () => {
    const id = fromAnswer(2, 'verifyRequestId');
    const changes = { method: 'POST', parameters: { verifyRequestId: id, pspId: 'P', code: null } };
    expect(answerFieldsOf(changes)).toEqual([{ step: 2, field: 'verifyRequestId' }]);
    expect(resolved(changes, ({ step, field }) => `${field} of ${step}`)).toEqual({
      method: 'POST',
      parameters: { verifyRequestId: 'verifyRequestId of 2', pspId: 'P', code: null },
    });
  });

  it('are none where there are no parameters', () => {
    expect(answerFieldsOf({ method: 'PUT' })).toEqual([]);
    expect(resolved({ method: 'PUT' }, () => 'x')).toEqual({ method: 'PUT' });
    expect(resolved({ method: 'PUT' }, () => 'x')).not.toHaveProperty('parameters');
  });
});
