import { existsSync } from 'node:fs';
import type { Chapter, Page } from './pages.js';
import { resultCodesPage } from './result-codes-page.js';
import { rulesPage } from './rules-page.js';
import { versionsPage } from './versions-page.js';

function packagePage(name: string, folder: string, about: string): Page {
  return { name: `packages-${name}`, source: `${folder}/README.md`, label: name, about };
}

/** Every page of the site but the landing page and the reference, in the order of the menu. */
export const chapters: readonly Chapter[] = [
  {
    title: 'Call an MPP',
    pages: [
      {
        name: 'start',
        source: 'docs/start.md',
        label: 'Start here',
        about: 'Five minutes from an empty folder to a first signed call, checked and understood.',
      },
      {
        name: 'calling',
        source: 'docs/calling.md',
        label: 'Call it',
        about:
          'The client: keys, runtimes, proxies, your own fetch, generated clients, hooks, OpenTelemetry.',
      },
      {
        name: 'errors',
        source: 'docs/errors.md',
        label: 'Errors of the client',
        about: 'Every error code of the client: its cause, whether anything was sent, and the remedy.',
      },
      {
        name: 'examples',
        source: 'examples/README.md',
        label: 'Generated clients',
        about:
          'Clients that other tools generate, with signing and checking: openapi-fetch, hey-api, orval, kubb.',
      },
      ...presentPage({
        name: 'generators',
        source: 'docs/generators.md',
        label: 'Generators compared',
        about: 'What clients from generators compile, narrow and keep, tool by tool.',
        isWide: true,
      }),
      {
        name: 'mock',
        source: 'docs/mock.md',
        label: 'Test against the mock',
        about: 'Every result code, sequences and faults on demand, for the tests of a caller.',
      },
    ],
  },
  {
    title: 'Be an MPP',
    pages: [
      {
        name: 'mpp',
        source: 'docs/mpp.md',
        label: 'Be an MPP',
        about: 'Answer the call: with Express, or by the contract alone in any language.',
      },
      {
        name: 'conformance',
        source: 'docs/conformance.md',
        label: 'Check your implementation',
        about: 'The conformance suite judges an MPP in any language over the wire.',
      },
      {
        name: 'running',
        source: 'docs/running.md',
        label: 'Run the reference MPP',
        about: 'From the sandbox to real users: settings, Redis, keys, monitoring, failures, stopping.',
      },
      {
        name: 'settings',
        source: 'docs/settings.md',
        label: 'Settings',
        about: 'Every setting of the reference MPP with its form and its defaults.',
        isWide: true,
      },
      {
        name: 'sms-gateways',
        source: 'docs/sms-gateways.md',
        label: 'Channels',
        about: 'How the reference MPP hands an OTP to SMS gateways and mail servers.',
      },
    ],
  },
  {
    title: 'The contract',
    pages: [
      {
        name: 'signing',
        source: 'docs/signing.md',
        label: 'Sign and verify',
        about: 'The signature step by step with real numbers, and a sample in seven languages.',
      },
      {
        name: 'playground',
        source: 'docs/.vitepress/playground.md',
        label: 'Playground',
        about: 'Sign a request in the browser, send it to a sandbox, have a failing exchange explained.',
      },
      {
        name: 'explain',
        source: 'docs/explain.md',
        label: 'Why a signature does not verify',
        about: 'sendotp-contract explain: names the mistake that was made, or says that none is known.',
      },
      {
        name: 'result-codes',
        source: resultCodesPage,
        label: 'Result codes',
        about: 'Every result code: its cause, who can mend it, what to do, whether to send again.',
      },
      {
        name: 'rules',
        source: rulesPage,
        label: 'Rules',
        about: 'Every rule of the contract: its source, where it is enforced, which cases check it.',
      },
      {
        name: 'versions',
        source: versionsPage,
        label: 'Versions and downloads',
        about:
          'The versions of contract and packages; the OpenAPI document and the test vectors to download.',
      },
    ],
  },
  {
    title: 'The project',
    pages: [
      ...presentPage({
        name: 'security',
        source: 'docs/security.md',
        label: 'Security',
        about: 'What the signature protects, what it does not, and what else an operator has to do.',
      }),
      {
        name: 'reporting',
        source: 'SECURITY.md',
        label: 'Report a vulnerability',
        about: 'How to report a vulnerability, and what counts as one.',
      },
      {
        name: 'performance',
        source: 'docs/performance.md',
        label: 'Performance',
        about: 'What a request costs, measured beside other servers.',
      },
      {
        name: 'changelog',
        source: 'CHANGELOG.md',
        label: 'Changelog',
        about: 'What changed in each version, and what users have to do about it.',
      },
      {
        name: 'dependencies',
        source: 'docs/dependencies.md',
        label: 'Dependencies',
        about: 'Every dependency and the reason for it.',
      },
      {
        name: 'architecture',
        source: 'docs/architecture.md',
        label: 'Architecture',
        about: 'The packages, the rooms, and the way of one request.',
      },
      {
        name: 'testing',
        source: 'docs/testing.md',
        label: 'Testing',
        about: 'How the tests are built, and what mutation testing says of each room.',
      },
      {
        name: 'changing-the-contract',
        source: 'docs/changing-the-contract.md',
        label: 'Change the contract',
        about: 'How a rule is changed and an operation is added, file by file.',
      },
      {
        name: 'releases',
        source: 'docs/releases.md',
        label: 'Releases',
        about: 'Versions, whom a change breaks, and how a release is made.',
      },
      {
        name: 'contributing',
        source: 'CONTRIBUTING.md',
        label: 'Contribute',
        about: 'Set-up, commands and habits of the project.',
      },
    ],
  },
  {
    title: 'Packages',
    pages: [
      packagePage('spec', 'spec', 'The document, and the types, validators and tables made from it.'),
      packagePage('message', 'message', 'One signed message: content to be signed, keys, sign, verify.'),
      packagePage('client', 'client', 'The signing client, with every option.'),
      packagePage('server', 'server/contract', 'The enforcing server, with every option.'),
      packagePage('reference', 'server/reference', 'The parts of the reference MPP.'),
      packagePage('mock', 'server/mock', 'The mock as a library.'),
      packagePage('conformance', 'conformance', 'The conformance suite as a library.'),
      packagePage('cli', 'cli', 'The commands.'),
    ],
  },
];

export const pages: readonly Page[] = chapters.flatMap((chapter) => chapter.pages);

/** A page whose text a branch of the project may not have. */
function presentPage(page: Page & { readonly source: string }): readonly Page[] {
  return existsSync(page.source) ? [page] : [];
}
