import { readAloud } from '../../apps/api/group-link/read-aloud.ts';

/** What is wrong with a page of HTML: whether it is whole, and whether anything of what was typed has become a part of it. */

const lonely = new Set(['meta', 'input', 'br', 'link', 'img', 'hr', 'path', 'rect', 'doctype']);
const tag = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*)\s*\/?>/;

/** Elements and attributes that no page of ours has, but for the one script that reads aloud. */
const strange = /^(script|img|iframe|object|embed|base|math|template)$/;
const strangeAttribute = /\s(on\w+|srcdoc|style)(=|\s|$)/i;
const runs = /\s(href|action|src|formaction)="\s*(javascript|data|vbscript):/i;

export function pageFaults(text: string): string[] {
  if (!/^<!doctype html>/i.test(text)) return ['the page does not begin as one'];
  if (!/<\/html>\s*$/.test(text)) return ['the page does not end as one'];
  const open: string[] = [];
  let left = text
    .replace(/^<!doctype html>/i, '')
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(`<script>${readAloud}</script>`, '');
  for (let at = left.indexOf('<'); at >= 0; at = left.indexOf('<')) {
    left = left.slice(at);
    const [all, closing, name, attributes = ''] = tag.exec(left) ?? [];
    if (all === undefined || name === undefined) return [`the page has a tag that is none: ${left.slice(0, 80)}`];
    left = left.slice(all.length);
    if (strange.test(name) || strangeAttribute.test(attributes.replace(/="[^"]*"/g, '=')) || runs.test(attributes))
      return [`the page has what no page of ours has: ${all.slice(0, 200)}`];
    if (lonely.has(name)) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return [`the page closes ${name} where it is not open`];
  }
  return open.length > 0 ? [`the page leaves ${open.join(' ')} open`] : [];
}
