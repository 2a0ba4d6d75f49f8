import type { Contract, Operation } from '@sendotp-contract/spec';
import type { CallStep, ConformanceCase } from '../cases/conformance-case.js';
import { accepted, each, refused } from '../cases/declare.js';
import { headerCases } from '../cases/header.js';
import { signatureCases, toleranceCases } from '../cases/signature.js';
import { codeOfFault } from '../exchange/fault-reader.js';
import { resent } from '../exchange/message.js';
import type { MessagePlan } from '../exchange/message-plan.js';
import { PlantedFaults } from '../exchange/planted-faults.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Vectors } from './vector-schema.js';

type RequestVector = Vectors['requests'][number];

/** The requests of the cases about headers and signatures, signed, and those that are sent again. */
export async function requestVectors(
  opened: OpenedProfile,
  plan: MessagePlan,
): Promise<Pick<Vectors, 'requests' | 'pairs'>> {
  const [operation] = opened.operations;
  if (operation === undefined) throw new Error('the contract has no operation');
  const requests: RequestVector[] = [];
  const planted = new PlantedFaults(opened);
  for (const aCase of casesOf(opened.contract, opened.profile.toleranceMinutes))
    for (const step of aCase.steps) {
      // PSS has a random salt: no two such signatures are the same.
      if (!('send' in step) || step.send.scheme === 'PSS' || step.send.absoluteForm === true) continue;
      const message = await plan.make(operation, step.send);
      const { faults } = planted.read(message);
      const [fault] = faults;
      requests.push({
        ...vectorHead(aCase, step),
        method: message.method,
        path: message.path,
        headers: message.headers.map(([name, value]) => [name, value] as const),
        body: Buffer.from(message.body).toString('base64'),
        ...(fault === undefined ? {} : { code: codeOfFault[fault] }),
      });
    }
  const again = await pairVectors(operation, plan);
  return { requests: [...requests, ...again.requests], pairs: again.pairs };
}

/** What the cases leave to others: a right one and a wrong one for each rule. */
const more: readonly ConformanceCase[] = [
  accepted('SIG-1.content', 'POST, path with query, Client-Id, Request-Time and body are signed', {}),
  refused(
    'HDR-4.other-type',
    'another Content-Type is answered MEDIA_TYPE_NOT_ACCEPTABLE',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    each({ text: 'text/plain', 'another charset': 'application/json; charset=ISO-8859-1' }, (type) => ({
      headers: { 'Content-Type': type },
    })),
  ),
  refused(
    'HDR-5.signed',
    'the Agent-Token is not part of the content to be signed',
    'INVALID_SIGNATURE',
    { headers: { 'Agent-Token': 'agent-7' }, content: (content) => `${content}agent-7` },
    ['signature verifies'],
  ),
];

/** The cases that must pass and are about one message's headers and signature. */
function casesOf({ rules }: Contract, toleranceMinutes: number): readonly ConformanceCase[] {
  return [...more, ...headerCases, ...signatureCases, ...toleranceCases(toleranceMinutes)].filter(
    ({ severity, rules: [rule] }) => severity === 'must' && Object.hasOwn(rules, rule),
  );
}

function vectorHead(
  { id, title, rules: [rule] }: ConformanceCase,
  { label }: CallStep,
): Pick<RequestVector, 'name' | 'rule' | 'why'> {
  const named = label === undefined ? '' : `: ${label}`;
  return { name: `${id}${named}`, rule, why: `${title}${named}` };
}

/** SIG-9: what makes two requests the same message. */
async function pairVectors(
  operation: Operation,
  plan: MessagePlan,
): Promise<Pick<Vectors, 'requests' | 'pairs'>> {
  const first = await plan.make(operation, {});
  const inBase64 = resent(first, {
    signature: (bytes, version) =>
      `signature=${bytes.toString('base64')},keyVersion=${version},algorithm=RSA256`,
    headers: { 'Agent-Token': 'agent-7' },
  });
  const all = {
    'SIG-9: a message': first,
    'SIG-9: the same, written another way': inBase64,
    'SIG-9: another, a millisecond later': await plan.make(operation, {}),
    'SIG-9: another, with a query': await plan.make(operation, { path: `${operation.path}?again=1` }),
  };
  const requests = Object.entries(all).map(([name, { method, path, headers, body }]): RequestVector => ({
    name,
    rule: 'SIG-9',
    why: 'a message that is right by itself',
    method,
    path,
    headers: headers.map(([header, value]) => [header, value] as const),
    body: Buffer.from(body).toString('base64'),
  }));
  const [one = '', ...others] = Object.keys(all);
  const whys = [
    'the content to be signed is the same: neither the form of the signature nor another header counts',
    'Request-Time is part of the content to be signed',
    'the path with its query is part of the content to be signed',
  ];
  const pairs = others.map((second, index) => ({
    name: `${second} as ${one}`,
    rule: 'SIG-9',
    why: whys[index] ?? '',
    first: one,
    second,
    same: index === 0,
  }));
  return { requests, pairs };
}
