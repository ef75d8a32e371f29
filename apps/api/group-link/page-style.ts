/** What the pages of a group's link look like beside what all pages do: paths in steps, large print, paper. */
export const linkStyle = `
h1 .of::first-letter, .outcome::first-letter { text-transform: uppercase; }
.of { display: block; color: var(--soft); font-size: 1rem; font-weight: 400; }
h3 { margin: 0 0 .5rem; font-size: 1.1875rem; line-height: 1.3; text-wrap: balance; }
h3 a, .onward a, .leads a { display: inline-block; padding: .625rem 0; }
.fate h3 { margin: -.625rem 0 0; }
main { overflow-wrap: anywhere; }
main > .box:last-child { margin-bottom: 0; }
[dir] { white-space: pre-line; }
.box, .fate { margin: 0 0 1.25rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; }
.box > :last-child, .fate > :last-child { margin-bottom: 0; }
.box h2, .box h3 { margin-top: 0; }
.fates { margin: 0; padding: 0; list-style: none; }
.now { font-weight: 700; }
.next { padding-inline-start: .875rem; border-inline-start: 4px solid var(--deed); }
.label { margin: 0 0 .125rem; color: var(--soft); font-size: 1rem; }
.written { margin: 0 0 .25rem; }
.made { margin: 0; color: var(--soft); font-size: 1rem; }
.part { margin: 0 0 1rem; }
.part:last-child { margin-bottom: 0; }
.path { margin: 0 0 1rem; padding: 0; list-style: none; }
.path li { position: relative; padding: 0 0 .75rem; padding-inline-start: 2.125rem; }
.path li::before { content: ''; position: absolute; inset-inline-start: .25rem; top: .3125rem; width: .9375rem; height: .9375rem; border: 2px solid var(--edge); border-radius: 50%; background: var(--paper); box-sizing: border-box; z-index: 1; }
.path li::after { content: ''; position: absolute; inset-inline-start: .6875rem; top: 1rem; bottom: -.3125rem; border-inline-start: 2px solid var(--line); }
.path li:last-child { padding-bottom: 0; }
.path li:last-child::after { content: none; }
.path .done::before { border-color: var(--good); background: var(--good); }
.path .awaited::before { border: 4px solid var(--deed); }
.path .unknown::before { border-style: dashed; }
.path h3, .path .step { margin: 0; font-size: 1.125rem; font-weight: 700; }
.path .state { margin: 0 0 .5rem; }
.brief .step { font-size: 1rem; }
.brief .state { margin: 0; font-size: 1rem; }
.brief li { padding-bottom: .5rem; }
.field textarea { display: block; width: 100%; min-height: 7rem; margin: .25rem 0 0; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: .375rem; background: var(--paper); color: inherit; font: inherit; }
.field textarea[aria-invalid] { border: 2px solid var(--wrong); }
.choice label { padding: .5625rem 0; }
details.box > summary { display: list-item; padding: .625rem 0; color: var(--deed); text-decoration: none; cursor: pointer; }
details.box:not([open]) > summary { margin: 0; }
details.box { margin: 0; }
summary h2, summary h3 { display: inline; margin: 0; }
.leads { margin: 0 0 1rem; padding: 0; list-style: none; }
.words { margin: 0 0 1.25rem; }
.words p { margin: 0; color: var(--soft); font-size: 1rem; }
.aloud { margin: 0 0 1rem; }
[hidden] { display: none; }
nav a, nav span { min-height: 2.75rem; }
.onward { margin-bottom: 0; }
main > .onward:first-child { margin-top: -.75rem; }
section.box { margin-top: 1.75rem; }
@media (min-width: 40rem) {
  .brief { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem 1rem; }
  .brief li { padding-bottom: 0; }
  .brief li::after { content: none; }
}
@media (prefers-contrast: more) {
  :root { --soft: var(--ink); --line: var(--ink); --edge: var(--ink); }
}
@media (prefers-reduced-motion: reduce) {
  * { scroll-behavior: auto; transition: none; animation: none; }
}
.sheet { text-align: center; }
.sheet h1 { font-size: 2.25rem; }
.sheet .qr svg { margin: 1rem auto; width: 18rem; border: 0; }
.sheet .steps { padding: 0; list-style-position: inside; }
.sheet [lang] + [lang] { border-top: 1px solid var(--line); padding-top: .75rem; }
.large { font-size: 1.5rem; }
.large h2, .large h3 { font-size: 1.625rem; }
.large .fate { break-inside: avoid; }
.paper p.line { height: 2.5rem; margin: 0; border-bottom: 1px solid var(--edge); }
.paper .tick { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.paper .tick li::before { content: ''; display: inline-block; width: 1.125rem; height: 1.125rem; margin-inline-end: .5rem; border: 2px solid currentcolor; vertical-align: -.125rem; }
@media print {
  @page { size: A4; margin: 16mm; }
  :root { color-scheme: light; --ink: #000; --soft: #000; --paper: #fff; --ground: #fff; --line: #777; --edge: #000; --deed: #000; --good: #000; }
  header, nav, form, .screen, .aloud, .onward, .leads, footer .links { display: none !important; }
  body, main { margin: 0; padding: 0; border: 0; max-width: none; }
  .fate, .box, .path li { break-inside: avoid; }
  .brief { grid-template-columns: repeat(3, 1fr); }
  h2, h3 { break-after: avoid; }
  .sheet { font-size: 20pt; break-after: page; }
  .sheet h1 { font-size: 38pt; margin-bottom: 10mm; }
  .sheet .qr svg { width: 95mm; }
  .sheet .other { font-size: 13pt; }
  .large { font-size: 16pt; }
  .large h2 { margin-top: 0; font-size: 24pt; }
  .large h3 { font-size: 20pt; }
  .paper { font-size: 14pt; }
  .paper h2 { margin-top: 7mm; margin-bottom: 1mm; }
  .paper p.line { height: 10mm; }
  main:has(.paper) + footer { display: none; }
}
`;
