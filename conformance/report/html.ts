import { rules } from '../../generated/rules.js';
import {
  type CaseResult,
  type Finding,
  isBreach,
  type Report,
  type RuleResult,
  type ShownExchange,
} from '../report.js';
import { html, type Html, raw } from './html-text.js';
import { familiesOf } from './families.js';
import { style } from './html-style.js';
import { otpsInWords } from './terminal.js';

const verdicts = {
  conforms: { word: 'Kept', mark: '✓' },
  broken: { word: 'Broken', mark: '✗' },
  'not-judged': { word: 'Not judged', mark: '?' },
} as const;

/** The report as one HTML file that needs no other and runs no script. */
export function toHtml(report: Report): string {
  const breaches = report.cases.filter(isBreach);
  const advice = report.cases.filter(
    ({ verdict, severity }) => verdict === 'failed' && severity === 'should',
  );
  const untried =
    report.obstacle === undefined ? report.cases.filter(({ verdict }) => verdict === 'not-tried') : [];
  const passed = report.cases.filter(({ verdict }) => verdict === 'passed');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="color-scheme" content="light dark" />
        <title>sendOTP conformance: ${verdicts[report.verdict].word} – ${report.target.baseUrl}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body class="${report.verdict}">
        ${header(report)}
        <main>
          ${report.obstacle === undefined ? '' : obstacle(report.obstacle)}
          ${report.obstacle === undefined ? ruleMap(report.rules) : ''}
          ${section('Failed', 'failed', breaches, failure)}
          ${section('Should be better', 'should', advice, failure)}
          ${section('Not tried', 'untried', untried, notTried)}
          ${section('Passed', 'passed', passed, passedCase)}
        </main>
        <footer>
          Made by <code>sendotp check</code>.
          ${report.secretsShown ? html`<strong>Access tokens stand here as they are: keep this file to yourself.</strong>` : 'Access tokens are masked, unless they are the sandbox’s.'}
        </footer>
      </body>
    </html> `.text;
}

function header(report: Report): Html {
  const { target, counts, otps, fuzz, only } = report;
  const { word, mark } = verdicts[report.verdict];
  const facts: readonly (readonly [string, string])[] = [
    ['Target', target.baseUrl],
    ['Client-Id', target.clientId],
    [
      'When',
      `${report.startedAt.replace('T', ' ').slice(0, 19)} UTC, ${(report.durationMs / 1000).toFixed(1)} s`,
    ],
    ['Requests', String(report.requests)],
    ['OTPs', otpsInWords(otps)],
    ...(only === undefined ? [] : [['Only', only.join(', ')] as const]),
    ...(fuzz === undefined ? [] : [['Generated', `${fuzz.runs} requests, seed ${fuzz.seed}`] as const]),
  ];
  const tallies = [
    ['passed', counts.passed, 'passed'],
    ['failed', counts.failed - counts.shouldFailed, 'failed'],
    ['should', counts.shouldFailed, 'should be better'],
    ['untried', counts['not-tried'], 'not tried'],
  ] as const;
  const all = counts.passed + counts.failed + counts['not-tried'];
  return html`<header>
    <p class="kind">sendOTP conformance</p>
    <h1><span class="mark" aria-hidden="true">${mark}</span>${word}</h1>
    <p class="summary">${report.summary}</p>
    <div
      class="bar"
      role="img"
      aria-label="${tallies.map(([, count, name]) => `${count} ${name}`).join(', ')}"
    >
      ${tallies.map(([kind, count]) =>
        count === 0 ? '' : html`<span class="${kind}" style="flex-grow:${count}"></span>`,
      )}
    </div>
    <ul class="tallies">
      ${tallies.map(([kind, count, name]) => html`<li class="${kind}"><b>${count}</b> ${name}</li>`)}
      <li><b>${all}</b> cases</li>
    </ul>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

function obstacle({ summary, advice, exchange }: NonNullable<Report['obstacle']>): Html {
  return html`<section>
    <h2>Why it could not be judged</h2>
    <article class="obstacle">
      <p class="lead">${summary}</p>
      <ul>
        ${advice.map((line) => html`<li>${line}</li>`)}
      </ul>
      ${exchange === undefined ? '' : exchanged(exchange)}
    </article>
  </section>`;
}

/** Every rule as one tile: what holds and what does not, at a glance. */
function ruleMap(all: readonly RuleResult[]): Html {
  const words = {
    held: 'holds',
    broken: 'broken',
    'not-tried': 'not tried',
    'not-visible': 'not visible from outside',
  };
  const tile = ({ id, text, verdict, passed, failed, notTried: open, why }: RuleResult) =>
    html`<li class="tile ${verdict}" title="${`${id}: ${text}`}">
      <b>${id}</b><span>${words[verdict]}</span
      ><small
        >${
          why ??
          `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}${open > 0 ? `, ${open} not tried` : ''}`
        }</small
      >
    </li>`;
  return html`<section>
    <h2>Rules</h2>
    ${familiesOf(all).map(
      ({ name, members }) =>
        html`<div class="family">
          <h3>${name}</h3>
          <ul class="tiles">
            ${members.map(tile)}
          </ul>
        </div>`,
    )}
  </section>`;
}

function section(
  title: string,
  kind: string,
  results: readonly CaseResult[],
  show: (result: CaseResult) => Html,
): Html | '' {
  if (results.length === 0) return '';
  const list = results.map(show);
  // Long lists that ask for nothing stay closed; printed, they are open.
  return kind === 'passed'
    ? html`<section class="${kind}">
        <details>
          <summary>
            <h2>${title} <small>${results.length}</small></h2>
          </summary>
          <ul class="rows">
            ${list}
          </ul>
        </details>
      </section>`
    : kind === 'untried'
      ? html`<section class="${kind}">
          <h2>${title} <small>${results.length}</small></h2>
          <ul class="rows">
            ${list}
          </ul>
        </section>`
      : html`<section class="${kind}">
          <h2>${title} <small>${results.length}</small></h2>
          ${list}
        </section>`;
}

function failure({ id, title, severity, rules: ids, findings, failures, reasons, hint }: CaseResult): Html {
  return html`<article class="${severity}" id="${id}">
    <h3><code>${id}</code> ${title}</h3>
    ${ids.map((rule) => html`<blockquote><b>${rule}</b> ${ticked(rules[rule].text)}</blockquote>`)}
    ${reasons.map((reason) => html`<p class="note">${reason}</p>`)} ${findings.map(found)}
    ${failures > findings.length ? html`<p class="note">… and ${failures - findings.length} more</p>` : ''}
    ${hint === undefined ? '' : html`<p class="hint"><b>Usual cause</b> ${hint}</p>`}
  </article>`;
}

function found({ label, expected, came, exchange }: Finding): Html {
  return html`<div class="finding">
    ${label === undefined ? '' : html`<p class="label">${label}</p>`}
    <dl>
      <div>
        <dt>expected</dt>
        <dd>${expected}</dd>
      </div>
      <div class="came">
        <dt>came</dt>
        <dd>${came}</dd>
      </div>
    </dl>
    ${exchanged(exchange)}
  </div>`;
}

function exchanged({ request, response, failure: reason, curl }: ShownExchange): Html {
  const lines = (headers: readonly (readonly [string, string])[]) =>
    headers.map(([name, value]) => html`<span class="name">${name}:</span> ${value} `);
  return html`<details>
    <summary>Sent and received</summary>
    <div class="exchange">
      <figure>
        <figcaption>sent</figcaption>
        <pre>
${request.method} ${request.url}
${lines(request.headers)}
${request.body}</pre>
      </figure>
      <figure>
        <figcaption>received</figcaption>
        <pre>
${
            response === undefined
              ? (reason ?? 'nothing')
              : html`HTTP ${response.status} ${lines(response.headers)} ${response.body}`
          }</pre>
      </figure>
      <figure class="curl">
        <figcaption>repeat, while its Request-Time is in tolerance</figcaption>
        <pre>${curl}</pre>
      </figure>
    </div>
  </details>`;
}

function notTried({ id, title, reasons }: CaseResult): Html {
  return html`<li><code>${id}</code> ${title}<small>${reasons.join('; ')}</small></li>`;
}

function passedCase({ id, title, reasons, severity }: CaseResult): Html {
  return html`<li>
    <code>${id}</code> ${title}${severity === 'should' ? ' (should)' : ''}<small>${reasons.join('; ')}</small>
  </li>`;
}

/** A rule's sentence, in which code stands between backticks. */
function ticked(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
