/** Full-width digits, Latin letters and spaces become half-width; Chinese punctuation such as （） stays as written. */
export function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\p{Zs}/gu, ' ');
}

const PLAIN = /^[\w.\-一-鿿]+$/;
const TEXT_FORMULA = /^="(.*)"$/s;
const GUARDED = /^'(?=[=+\-@＝＋－＠\d])/;

/**
 * What a person sees in a cell: without the wrappers that keep a spreadsheet from changing it (="420…", '420…, a tab),
 * without control and invisible characters, with single spaces.
 */
export function clean(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return halfWidth(raw.replace(TEXT_FORMULA, '$1'))
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .replace(GUARDED, '');
}

const NOTHING = new Set([
  '',
  '/',
  '／',
  '\\',
  '-',
  '--',
  '－',
  '—',
  '——',
  '无',
  '暂无',
  'n/a',
  'null',
  'none'
]);

/** Offices write a stroke or 无 where there is nothing to say. */
export function isNothing(text: string): boolean {
  return text.length <= 4 && NOTHING.has(text.toLowerCase());
}

/** At most `max` characters, never half of one. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** Two ways to write one word become equal: width, case, spaces and joining marks do not count. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Cc}_\-‐‑–—·・.。:：;；?？*＊、/\\'"“”#№]+/gu, '');
}
