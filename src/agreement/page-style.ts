/**
 * The look of a printed agreement, on screens and on A4 or Letter paper: which of the two is the printer's business, so that no page has a size
 * of its own.
 */
export const PAGE_STYLE: string = `
:root { --ink: #23302f; --soft: #5d6b69; --line: #d5dcd9; --accent: #1d6a63; --tint: #e9f2f0; --warm: #b4622a; }
* { box-sizing: border-box; }
html { background: #f3f4f1; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); font: 400 16px/1.5 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; }
main { max-width: 52rem; margin: 2.5rem auto; padding: 3.5rem 4rem; background: #fff; box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 12px 40px rgb(0 0 0 / 6%); overflow-wrap: anywhere; }
header { margin-bottom: 2.5rem; padding-bottom: 1.75rem; border-bottom: 1px solid var(--line); }
.mark { float: inline-end; width: 4.5rem; margin-inline-start: 1.5rem; }
h1, h2, h3 { font-weight: 600; line-height: 1.2; text-wrap: balance; break-after: avoid; }
h1 { margin: .3rem 0 .8rem; font-size: 2.1rem; letter-spacing: -.01em; }
h2 { margin: 0 0 .9rem; font-size: 1.25rem; color: var(--accent); }
h3 { margin: 0; font-size: 1.05rem; }
p { margin: 0 0 .6rem; }
section { margin-bottom: 2.4rem; }
.label, th[scope=col], .times, footer { font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.label, th[scope=col] { font-size: .72rem; font-weight: 600; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); }
header .label { margin: 0; color: var(--accent); letter-spacing: .12em; }
.lead { margin: 0; color: var(--soft); font-size: 1.05rem; }
.people { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1.25rem; }
.person { padding: 1.1rem 1.25rem; border-inline-start: 3px solid var(--accent); background: var(--tint); break-inside: avoid; }
.person:nth-child(even) { border-color: var(--warm); background: #f9f0e9; }
.person .aim { margin: .4rem 0 .8rem; font-style: italic; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: 0; align-items: baseline; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums lining-nums; }
@media screen { .wide { overflow-x: auto; } }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: .5rem .8rem .5rem 0; text-align: start; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-inline-end: 0; }
th[scope=col] { overflow-wrap: normal; vertical-align: bottom; border-bottom: 1px solid var(--ink); }
th[scope=col] small { display: block; font-size: .8rem; font-weight: 400; letter-spacing: 0; text-transform: none; }
th[scope=row] { font-weight: 600; }
.plan th[scope=row] { width: 2.5rem; color: var(--soft); }
.plan .day, .plan .clock { white-space: nowrap; }
.plan ul, .skipped ul, .reviews { margin: 0; padding: 0; list-style: none; }
.times { color: var(--soft); font-size: .78rem; white-space: nowrap; }
.looks td, .looks th { border-bottom: 2px solid var(--warm); }
.number { text-align: end; }
th.number { text-align: end; }
.note { margin: .8rem 0 0; color: var(--soft); }
.skipped { margin-top: .8rem; color: var(--soft); break-before: avoid; }
.skipped ul { display: inline; }
.skipped li { display: inline; }
.skipped li + li::before { content: "; "; }
.goal { display: grid; grid-template-columns: 1.6rem 1fr; padding: .9rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.goals { margin: 0; padding: 0; list-style: none; }
.goal:first-child { padding-top: 0; }
.goal:last-child { padding-bottom: 0; border-bottom: 0; }
.tick { width: 1rem; height: 1rem; margin-top: .2rem; border: 1.5px solid var(--ink); border-radius: .2rem; }
.goal p { margin: .15rem 0 0; }
.goal .facts { color: var(--soft); }
.dots { display: inline-block; margin-inline-end: .5rem; white-space: nowrap; }
.dots i { display: inline-block; width: .6rem; height: .6rem; margin-inline-end: .2rem; border: 1.5px solid var(--accent); border-radius: 50%; }
.dots .known { background: var(--accent); }
.dots .gain { background: linear-gradient(135deg, var(--accent) 50%, #fff 50%); }
.dots .rest { border-color: var(--line); }
.months { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1.6rem 2rem; align-items: start; }
.month { width: auto; table-layout: fixed; break-inside: avoid; }
.month caption { padding-bottom: .35rem; font-weight: 600; text-align: start; }
.month th, .month td { width: 14.28%; height: 2.05em; padding: 0; border: 0; text-align: center; vertical-align: middle; font-size: .85rem; }
.month th { color: var(--soft); font-size: .62rem; letter-spacing: 0; }
.month .date { position: relative; display: inline-block; width: 1.75em; height: 1.75em; line-height: 1.75em; border-radius: 50%; }
.month .session { background: var(--accent); color: #fff; font-weight: 600; }
.month .review { box-shadow: 0 0 0 2px #fff, 0 0 0 3.5px var(--warm); }
.month .goal-due::after { content: ""; position: absolute; top: -.1em; inset-inline-end: -.2em; width: .6em; height: .6em; border: 1.5px solid #fff; border-radius: 50%; background: var(--warm); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: 1.1rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .88rem; }
.legend .date { position: relative; display: inline-block; width: .95em; height: .95em; margin-inline-end: .55em; border-radius: 50%; vertical-align: -.1em; }
.legend .session { background: var(--accent); }
.legend .review { box-shadow: inset 0 0 0 2px var(--warm); }
.legend .goal-due { width: .6em; height: .6em; background: var(--warm); vertical-align: .05em; }
.reviews li { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; padding: .6rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.rules { margin: 0; padding-inline-start: 1.4rem; }
.rules li { padding-inline-start: .3rem; margin-bottom: .45rem; break-inside: avoid; }
.rules li::marker { color: var(--accent); font-weight: 600; }
.treat { padding: 1.1rem 1.4rem; border: 1px dashed var(--warm); border-radius: .5rem; break-inside: avoid; }
.treat p { margin: 0; font-size: 1.1rem; font-style: italic; }
.whole { break-inside: avoid; }
.lines { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .5rem 2.5rem; }
.line { break-inside: avoid; }
.line .rule { display: block; height: 3.2rem; border-bottom: 1px solid var(--ink); }
.line p { display: flex; justify-content: space-between; gap: 1rem; margin: .3rem 0 .8rem; }
footer { color: var(--soft); font-size: .72rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  main { margin: 0; padding: 1.5rem 1.25rem; }
  .reviews li { display: block; }
}
@page { margin: 17mm 16mm 18mm; }
@media print {
  html { background: none; }
  body { font-size: 10.5pt; line-height: 1.42; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  header { margin-bottom: 1.4rem; padding-bottom: 1rem; }
  section { margin-bottom: 1.35rem; }
  h1 { font-size: 1.8rem; }
  h2 { margin-bottom: .6rem; }
  .person { padding: .8rem 1rem; }
  .goal { padding: .6rem 0; }
  th, td { padding-block: .3rem; }
  .months { grid-template-columns: repeat(4, 1fr); gap: .9rem 1.5rem; }
  .month th, .month td { font-size: .76rem; }
  .month th { font-size: .54rem; }
  .reviews li { padding: .4rem 0; }
  .rules li { margin-bottom: .25rem; }
  .treat { padding: .8rem 1.1rem; }
  .line .rule { height: 2.6rem; }
  p, li { orphans: 3; widows: 3; }
}
`
