import { describe, expect, it } from 'vitest';
import { businessCases, type ProfileInput } from '@sendotp-contract/conformance';
import { contract, operations } from '@sendotp-contract/spec';
import { contractCases } from '../../../conformance/cases/contract-cases.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { PlantedFaults, WrongCase } from '../../../conformance/exchange/planted-faults.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { standings } from '../standings.js';
import { tokens } from '../variant-server.js';
import { profileOf } from '../world.js';

const url = 'http://127.0.0.1:1';
const plain = profileOf(url);
const withTokens = (write: (token: string) => string): ProfileInput['accessTokens'] =>
  Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, write(token)]));

/** Profiles that tempt a case into planting something else than it names. */
const profiles: Readonly<Record<string, ProfileInput>> = {
  sandbox: standings.sandbox.profile(url),
  'ids with what JSON, headers and trimming split at': standings.hostile.profile(url),
  'ids of 64 characters and tokens of 128': {
    ...plain,
    clientId: 'C'.repeat(64),
    acquirerId: 'x'.repeat(64),
    pspId: '🔑'.repeat(64),
    accessTokens: withTokens((token) => token.padEnd(128, 'X')),
  },
  'ids of one character, another prefix where it is signed, a tolerance of two minutes': {
    ...plain,
    baseUrl: `${url}/gateway`,
    signedPathPrefix: '',
    clientId: 'X',
    acquirerId: 'x',
    pspId: ' ',
    accessTokens: withTokens((token) => `${token}X`),
    toleranceMinutes: 2,
  },
  'one id of digits for both, a key version that is nearly a number, a tolerance of a day': {
    ...plain,
    clientId: '2188120000000000',
    acquirerId: '1022172000000000001',
    pspId: '1022172000000000001',
    keyVersion: '01',
    toleranceMinutes: 1440,
  },
  'ids that look like patterns, a prefix that looks like more than a path': {
    ...plain,
    baseUrl: `${url}/a=b;c/X%20Y`,
    clientId: 'A_%',
    acquirerId: '%',
    pspId: 'PSP ',
    accessTokens: withTokens((token) => `${token}%`),
  },
};

describe('what a step plants is in its message and nothing else, as the independent reader sees it', () => {
  it.each(Object.entries(profiles))('for every step of every case: %s', async (_, input) => {
    const profile = parseProfile(input);
    const opened = await openProfile(profile);
    const planted = new PlantedFaults(opened);
    const plan = new MessagePlan(opened, 'run');
    const cases = contractCases({
      contract,
      operations: Object.values(operations),
      businessCases,
      toleranceMinutes: profile.toleranceMinutes,
    });
    const wrong: string[] = [];
    let steps = 0;
    for (const aCase of cases) {
      const operation = Object.values(operations).find(({ operationId }) => operationId === aCase.operation);
      if (operation === undefined) throw new Error(`${aCase.id} has no operation`);
      for (const step of aCase.steps) {
        if (!('send' in step)) continue;
        const messages = [step, ...(step.premises ?? [])];
        for (const { send, ...what } of messages) {
          steps += 1;
          try {
            planted.check(await plan.make(operation, send), what);
          } catch (error) {
            if (!(error instanceof WrongCase)) throw error;
            wrong.push(`${aCase.id}: ${step.label ?? ''}: ${error.message}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(steps).toBeGreaterThan(600);
  });
});
