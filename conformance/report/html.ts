import { familiesOf } from './case-family.js';
import { style } from './html-style.js';
import { type Html, markup, raw } from './html-text.js';
import { otpsInWords } from './otps-in-words.js';
import {
  type CaseResult,
  type Finding,
  type Report,
  type RuleResult,
  type ShownExchange,
  unshown,
} from './report.js';
import { type ReportSection, sectionsOf } from './report-sections.js';
import { operationsOf, ruleText } from './rule-text.js';

const verdicts = {
  conforms: { word: 'Kept', mark: '✓' },
  broken: { word: 'Broken', mark: '✗' },
  'not-judged': { word: 'Not judged', mark: '?' },
} as const;

const ruleWords = {
  held: 'holds',
  broken: 'broken',
  'partly-tried': 'partly tried',
  'not-tried': 'not tried',
  'not-visible': 'not visible from outside',
} as const;

/** The report as one HTML file that needs no other and runs no script. */
export function toHtml(report: Report): string {
  const { obstacle, secretsShown } = report;
  const { failed, recommended, untried, passedInPart, passed } = sectionsOf(report);
  const failure = failureOf(report);
  const secrecy = secretsShown
    ? markup`<strong>Access tokens are not masked: keep this file to yourself.</strong>`
    : 'Access tokens are masked, unless they are the sandbox’s.';
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${operationsOf(report)} conformance: ${verdicts[report.verdict].word} – ${report.target.baseUrl}</title>
<style>${raw(style)}</style>
</head>
<body class="${report.verdict}">
${header(report)}
<main>
${causesSection(report.causes)}
${obstacle === undefined ? ruleMap(report.rules, failed.cases) : obstacleSection(obstacle)}
${section(failed, 'articles', failure)}
${section(recommended, 'articles', failure)}
${section(untried, 'rows', row)}
${section(passedInPart, 'rows', row)}
${section(passed, 'closed', row)}
</main>
<footer>Made by <code>npx sendotp-contract check</code>. ${secrecy}</footer>
</body>
</html>
`.text;
}

function header(report: Report): Html {
  const { target, counts, otps, fuzz, only } = report;
  const { word, mark } = verdicts[report.verdict];
  const seconds = (report.durationMs / 1000).toFixed(1);
  const facts: readonly (readonly [string, string])[] = [
    ['Target', target.baseUrl],
    ['Client-Id', target.clientId],
    ['When', `${report.startedAt.replace('T', ' ').slice(0, 19)} UTC`],
    ['Sent', `${report.requests} requests in ${seconds} s; ${otpsInWords(otps)}`],
    ...(only === undefined ? [] : [['Only', only.join(', ')] as const]),
    ...(fuzz === undefined ? [] : [['Generated', `${fuzz.runs} requests, seed ${fuzz.seed}`] as const]),
  ];
  const tallies = [
    ['passed', counts.passed, 'passed'],
    ['failed', counts.failed - counts.shouldFailed, 'failed'],
    ['should', counts.shouldFailed, 'recommended'],
    ['untried', counts['not-tried'], 'not tried'],
  ] as const;
  const bar = tallies.map(([kind, count]) =>
    count === 0 ? '' : markup`<span class="${kind}" style="flex-grow:${count}"></span>`,
  );
  const words = tallies.map(([, count, name]) => `${count} ${name}`).join(', ');
  return markup`<header>
<p class="kind">${operationsOf(report)} conformance</p>
<h1><span class="mark" aria-hidden="true">${mark}</span>${word}</h1>
<p class="summary">${whole(report.summary)}</p>
<div class="bar" role="img" aria-label="${words}">${bar}</div>
<ul class="tallies">${tallies.map(([kind, count, name]) => markup`<li class="${kind}"><b>${count}</b> ${name}</li>`)}<li><b>${report.cases.length}</b> cases</li></ul>
<dl>${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

/** What lies behind many answers: the first thing to look at. */
function causesSection(causes: Report['causes']): Html | '' {
  if (causes.length === 0) return '';
  const list = causes.map(
    ({ summary, remedy, exchange }) => markup`<article class="obstacle"><p class="lead">${summary}</p>
<ul>${remedy.map((line) => markup`<li>${line}</li>`)}</ul>${exchange === undefined ? '' : exchanged(exchange)}</article>`,
  );
  return markup`<section><h2>First</h2>${list}</section>`;
}

function obstacleSection({ summary, advice, exchange }: NonNullable<Report['obstacle']>): Html {
  return markup`<section><h2>Why it could not be judged</h2>
<article class="obstacle"><p class="lead">${summary}</p><ul>${advice.map((line) => markup`<li>${line}</li>`)}</ul>
${exchange === undefined ? '' : exchanged(exchange)}</article></section>`;
}

/** Rule ids are not split at the end of a line. */
function whole(text: string): string {
  return text.replaceAll(/\b([A-Z]+)-(\d+)\b/g, '$1\u2011$2');
}

/** Every rule as one tile, by family. */
function ruleMap(all: readonly RuleResult[], breaches: readonly CaseResult[]): Html {
  const tile = ({ id, text, verdict, passed, failed, notTried }: RuleResult): Html => {
    const counts = `${passed} passed, ${failed} failed, ${notTried} not tried`;
    const at = breaches.find((aCase) => aCase.rules.includes(id));
    const name = at === undefined ? markup`${id}` : markup`<a href="#${at.id}">${id}</a>`;
    return markup`<li class="tile ${verdict}" title="${`${id}, ${ruleWords[verdict]} (${counts}): ${text}`}">${name}<span class="said"> ${ruleWords[verdict]}</span></li>`;
  };
  const count = (verdict: RuleResult['verdict']) => all.filter((rule) => rule.verdict === verdict).length;
  const legend = (Object.keys(ruleWords) as RuleResult['verdict'][]).map(
    (verdict) =>
      markup`<li class="tile ${verdict}">${count(verdict)} ${verdict === 'held' ? 'hold' : ruleWords[verdict]}</li>`,
  );
  const hidden = all.filter(({ why }) => why !== undefined);
  return markup`<section class="rules"><h2>Rules</h2>
${familiesOf(all).map(
  ({ name, members }) =>
    markup`<div class="family"><h3>${name}</h3><ul class="tiles">${members.map(tile)}</ul></div>`,
)}
<div class="family"><h3></h3><ul class="tiles legend">${legend}</ul></div>
<p class="note">Not visible from outside: ${hidden.map(({ id, why }) => `${id}, ${why ?? ''}`).join('; ')}.</p></section>`;
}

function section(
  { title, cases }: ReportSection,
  kind: 'articles' | 'rows' | 'closed',
  show: (result: CaseResult) => Html,
): Html | '' {
  if (cases.length === 0) return '';
  const list = cases.map(show);
  const heading = markup`<h2>${title} <small>${cases.length}</small></h2>`;
  switch (kind) {
    case 'articles':
      return markup`<section>${heading}${list}</section>`;
    case 'rows':
      return markup`<section>${heading}<ul class="rows">${list}</ul></section>`;
    case 'closed':
      // Nothing to do: closed, except on paper.
      return markup`<section><details><summary>${heading}</summary><ul class="rows">${list}</ul></details></section>`;
  }
}

const failureOf =
  (report: Report) =>
  ({ id, title, severity, rules: ids, findings, failures, reasons, leftOut, hint }: CaseResult): Html => {
    const sentences = ids.map(
      (rule) => markup`<blockquote><b>${rule}</b> ${ticked(ruleText(report, rule))}</blockquote>`,
    );
    const more = unshown({ findings, failures });
    return markup`<article class="${severity}" id="${id}">
<h3><code>${id}</code> ${title}</h3>
${sentences}
${reasons.map((reason) => markup`<p class="note">${reason}</p>`)}
${leftOut.map((why) => markup`<p class="note">Left out: ${why}</p>`)}
${findings.map(found)}
${more > 0 ? markup`<p class="note">… and ${more} more</p>` : ''}
${hint === undefined ? '' : markup`<p class="hint"><b>Usual cause</b> ${hint}</p>`}
</article>`;
  };

function found({ label, expected, actual, exchange }: Finding): Html {
  return markup`<div class="finding">${label === undefined ? '' : markup`<p class="label">${label}</p>`}
<dl><div><dt>expected</dt><dd>${expected}</dd></div><div class="actual"><dt>actual</dt><dd>${actual}</dd></div></dl>
${exchanged(exchange)}</div>`;
}

function exchanged({ request, response, failure: reason, curl }: ShownExchange): Html {
  const sent = [
    markup`${request.method} ${request.url}`,
    ...request.headers.map(headerLine),
    markup`\n${request.body}`,
  ];
  const received =
    response === undefined
      ? [markup`${reason ?? 'no response'}`]
      : [markup`HTTP ${response.status}`, ...response.headers.map(headerLine), markup`\n${response.body}`];
  return markup`<details><summary>Sent and received</summary>
<div class="exchange"><figure><figcaption>sent</figcaption><pre>${lines(sent)}</pre></figure>
<figure><figcaption>received</figcaption><pre>${lines(received)}</pre></figure>
<figure class="curl"><figcaption>repeat it, while its Request-Time is in tolerance</figcaption><pre>${curl}</pre></figure></div></details>`;
}

const headerLine = ([name, value]: readonly [string, string]): Html =>
  markup`<span class="name">${name}:</span> ${value}`;

const lines = (all: readonly Html[]): Html => raw(all.map(({ text }) => text).join('\n'));

/** A case in one line. */
function row({ id, title, reasons, leftOut, severity }: CaseResult): Html {
  const kind = severity === 'should' ? ' (should)' : '';
  return markup`<li><code>${id}</code> ${title}${kind}<small>${[...reasons, ...leftOut].join('; ')}</small></li>`;
}

/** A rule's sentence, with its code between backticks. */
function ticked(text: string): Html[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));
}
