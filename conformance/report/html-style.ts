/** The style of the HTML report: light, dark and on paper. */
export const style = `
:root {
  --ground: #f7f7f5; --sheet: #fff; --ink: #1d1f23; --faint: #6a7079; --line: #e2e3e0; --code: #f2f2ef;
  --good: #1a7f4b; --good-soft: #e3f3ea; --bad: #c0332b; --bad-soft: #fbe9e7;
  --warn: #9a6700; --warn-soft: #fdf3d6; --open: #8a9099; --open-soft: #eeefee; --accent: var(--open);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15171a; --sheet: #1d2024; --ink: #e7e8ea; --faint: #9aa1ab; --line: #30343a; --code: #16181b;
    --good: #56c98b; --good-soft: #17342a; --bad: #ff8278; --bad-soft: #3d211f;
    --warn: #e3b341; --warn-soft: #372c12; --open: #7d858f; --open-soft: #262a2f;
  }
}
.conforms { --accent: var(--good); --accent-soft: var(--good-soft); }
.broken { --accent: var(--bad); --accent-soft: var(--bad-soft); }
.not-judged { --accent: var(--warn); --accent-soft: var(--warn-soft); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
.kind { margin: 0; color: var(--faint); letter-spacing: .02em; }
h1 { margin: .1rem 0 .4rem; font-size: 2.6rem; line-height: 1.15; letter-spacing: -.02em; color: var(--accent); display: flex; align-items: center; gap: .7rem; }
.mark { display: inline-grid; place-items: center; width: 2.6rem; height: 2.6rem; border-radius: 50%; background: var(--accent); color: var(--ground); font-size: 1.5rem; }
.summary { margin: 0 0 1.4rem; font-size: 1.1rem; max-width: 48rem; overflow-wrap: anywhere; }
.bar { display: flex; gap: 3px; height: .7rem; border-radius: .35rem; overflow: hidden; background: var(--open-soft); }
.bar span { min-width: 6px; }
.bar .passed, .tallies .passed::before { background: var(--good); }
.bar .failed, .tallies .failed::before { background: var(--bad); }
.bar .should, .tallies .should::before { background: var(--warn); }
.bar .untried, .tallies .untried::before { background: var(--open); }
.tallies { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: .7rem 0 1.4rem; padding: 0; list-style: none; color: var(--faint); }
.tallies li[class]::before { content: ""; display: inline-block; width: .65rem; height: .65rem; border-radius: 2px; margin-right: .45rem; }
.tallies b { color: var(--ink); font-variant-numeric: tabular-nums; }
.tallies li:last-child { margin-left: auto; }
header dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .8rem 2rem; margin: 0; padding: 1rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
header dt { color: var(--faint); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
section { margin: 2.4rem 0; }
h2 { font-size: 1.25rem; margin: 0 0 .9rem; letter-spacing: -.01em; }
h2 small { color: var(--faint); font-weight: 400; }
.family { display: grid; grid-template-columns: 8.5rem 1fr; gap: 1rem; padding: .5rem 0; border-top: 1px solid var(--line); }
.family h3 { margin: .15rem 0 0; font-size: .95rem; font-weight: 600; }
.tiles { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0; padding: 0; list-style: none; }
.tile { min-width: 4.6rem; padding: .22rem .6rem; border-radius: .3rem; background: var(--open-soft); font-size: .88rem; font-weight: 600; text-align: center; font-variant-numeric: tabular-nums; }
.tile a { color: inherit; } .tile .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.tile.held { background: var(--good-soft); color: var(--good); }
.tile.broken { background: var(--bad); color: var(--ground); }
.tile.partly-tried { background: var(--warn-soft); color: var(--warn); }
.tile.not-tried { background: none; box-shadow: inset 0 0 0 1.5px var(--open); color: var(--faint); }
.tile.not-visible { background: none; color: var(--faint); font-weight: 400; border: 1px dashed var(--line); }
.legend .tile { font-weight: 400; font-size: .8rem; }
.rules .note { margin-top: .8rem; }
article { scroll-margin-top: 1rem; margin: 0 0 1.2rem; padding: 1.1rem 1.3rem 1.2rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
article.must { border-left: 4px solid var(--bad); } article.should, article.obstacle { border-left: 4px solid var(--warn); }
article h3 { margin: 0 0 .6rem; font-size: 1.02rem; line-height: 1.4; }
article h3 code { margin-right: .4rem; }
.lead { margin: 0; font-weight: 600; }
blockquote { margin: .35rem 0; padding-left: .9rem; border-left: 2px solid var(--line); color: var(--faint); font-size: .92rem; }
blockquote b { color: var(--ink); margin-right: .3rem; }
.note { margin: .5rem 0; color: var(--faint); font-size: .92rem; }
.finding { margin: .9rem 0 0; padding-top: .8rem; border-top: 1px solid var(--line); }
.finding .label { margin: 0 0 .25rem; font-weight: 600; }
.finding dl { margin: 0; display: grid; gap: .15rem; }
.finding dl div { display: grid; grid-template-columns: 5.2rem 1fr; }
.finding dt { color: var(--faint); }
.actual dd { color: var(--bad); font-weight: 600; } .should .actual dd { color: var(--warn); }
.hint { margin: 1rem 0 0; padding: .6rem .9rem; border-radius: .35rem; background: var(--open-soft); font-size: .95rem; }
.hint b { margin-right: .4rem; }
details summary { cursor: pointer; color: var(--faint); font-size: .92rem; }
section > details > summary h2 { display: inline; color: var(--ink); }
section > details > ul { margin-top: .9rem; }
article details { margin-top: .55rem; }
.exchange { display: grid; grid-template-columns: 1fr 1fr; gap: .7rem; margin-top: .6rem; }
.exchange .curl { grid-column: 1 / -1; }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--faint); font-size: .82rem; margin-bottom: .15rem; }
pre { margin: 0; padding: .7rem .8rem; background: var(--code); border: 1px solid var(--line); border-radius: .35rem; font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre .name { color: var(--faint); }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.rows { margin: 0; padding: 0; list-style: none; }
.rows li { padding: .4rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.rows code { margin-right: .5rem; }
.rows small { display: block; color: var(--faint); }
footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--faint); font-size: .88rem; }
footer strong { color: var(--bad); }
@media (max-width: 44rem) { .family, .exchange { grid-template-columns: 1fr; } .family { gap: .4rem; } .tallies li:last-child { margin-left: 0; } h1 { font-size: 2rem; } }
@media print {
  :root { --ground: #fff; --sheet: #fff; --ink: #000; --faint: #555; --line: #ccc; --code: #f6f6f6; --good: #1a7f4b; --good-soft: #eaf5ee; --bad: #b3261e; --bad-soft: #fbecea; --warn: #8a5c00; --warn-soft: #fbf3dc; --open: #8a9099; --open-soft: #f1f1f0; }
  body { font-size: 10.5pt; } header { padding-top: 0; } header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  article, .tile, .family, .rows li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  details:not([open])::details-content { content-visibility: visible; display: block; }
  details > summary { list-style: none; } article { border-radius: 0; }
  pre { font-size: 8pt; } .tile { padding: .1rem .4rem; }
}
`;
