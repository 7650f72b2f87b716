import { checkUscc } from '#lib/projects/codes.ts';

/**
 * Points out what should rarely be published: numbers of identity cards and telephones. A reminder for the person who
 * publishes, not a filter, so it must not cry wolf at permit numbers, credit codes, project codes and columns of figures,
 * which these records are full of. Pure: the same rules run in the browser, the server and the reader of PDFs.
 */
export interface Finding {
  kind: 'id_number' | 'phone';
  /** Masked: enough to find the place, too little to pass on. */
  sample: string;
}

export interface PageFinding extends Finding {
  page?: number;
}

/** First two digits of a division: provinces, and 81–83 for residents from Hong Kong, Macao and Taiwan. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' '
  )
);
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

const oldest = '1890';
/** Numbers of construction permits begin with this year (建设部令第71号); their last two digits name the kind of work. */
const firstPermits = '1999-12-01';
const permitEnds = new Set(['01', '02', '03']);

const space = '[ \\t\\u00a0\\u3000]';
/** 18 characters, as one or in groups; what stands beside must not make it part of something longer. */
const long = new RegExp(`(?<![0-9A-Za-z])\\d(?:${space}?\\d){16}${space}?[\\dXx](?![0-9A-Za-z])`, 'g');
const short = /(?<![0-9A-Za-z.])\d{15}(?![0-9A-Za-z])/g;
const mobile =
  /(?<![0-9A-Za-z.-])(?:(?:\+|00)86[ -]?|86-)?(1[3-9]\d)(-?)(\d{4})\2(\d{4})(?![0-9A-Za-z]|-\d)/g;
/** In groups with spaces. Three columns of a table look the same, so neighbours that are numbers speak against it. */
const spaced = new RegExp(
  `(?<![0-9A-Za-z.-])(?<!\\d${space}+)(1[3-9]\\d)${space}(\\d{4})${space}(\\d{4})(?![0-9A-Za-z.]|${space}+\\d)`,
  'g'
);
const areaCode = '0(?:10|2\\d|[3-9]\\d{2})';
const landline = new RegExp(
  `(?<![0-9A-Za-z.-])(?:\\((${areaCode})\\)${space}?|(${areaCode})[- ])([2-9]\\d{2,3}[- ]?\\d{4})(?![0-9A-Za-z]|-\\d{5,})`,
  'g'
);

const namesCard = /身份证|身份號|身份号|证件号|公民身份|identity|\bID\b/i;
const namesPermit = /许可证|permit/i;

/** Full-width digits and signs become plain ones, each in its place. */
const plain = (text: string): string =>
  text
    .replace(/[０-９Ｘｘ（）－＋．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[‐‑–—]/g, '-');

const before = (text: string, index: number): string => text.slice(Math.max(0, index - 20), index);

/** A day of the calendar that has been, as YYYY-MM-DD. */
function birthday(digits: string): string | null {
  const born = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  const moment = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== born) return null;
  return moment.getTime() < Date.now() && born >= oldest ? born : null;
}

/** The last of 18 characters, for the first 17 (ISO 7064 MOD 11-2). */
export function checkCharacter(body: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body.charAt(i)), 0);
  return checkCharacters.charAt(sum % 11);
}

/** The check alone passes one card in thirty: what registers (GB 32100) and the division after it must fit as well. */
const isCreditCode = (value: string): boolean =>
  /^(1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19])/.test(value) &&
  provinces.has(value.slice(2, 4)) &&
  checkUscc(value).ok;

/** 18 characters: a division, a day of birth that was, and the check character (GB 11643). */
function isCard(value: string, context: string): boolean {
  if (!provinces.has(value.slice(0, 2)) || checkCharacter(value) !== value.charAt(17)) return false;
  const born = birthday(value.slice(6, 14));
  if (born === null) return false;
  if (namesCard.test(context)) return true;
  if (namesPermit.test(context) || isCreditCode(value)) return false;
  return born < firstPermits || !permitEnds.has(value.slice(16));
}

/** 15 digits have no check character and many things are 15 digits long: only where the text says what it is. */
const isOldCard = (value: string, context: string): boolean =>
  provinces.has(value.slice(0, 2)) && birthday(`19${value.slice(6, 12)}`) !== null && namesCard.test(context);

const mask = (value: string, first: number, last: number): string =>
  value.slice(0, first) + '*'.repeat(value.length - first - last) + value.slice(value.length - last);

interface Place extends Finding {
  at: number;
}

function cards(text: string): Place[] {
  const found: Place[] = [];
  long.lastIndex = 0;
  for (let match = long.exec(text); match; match = long.exec(text)) {
    const value = match[0].replace(/\s/g, '').toUpperCase();
    if (isCard(value, before(text, match.index)))
      found.push({ kind: 'id_number', sample: mask(value, 4, 4), at: match.index });
    // the number may begin inside of what was no number
    else long.lastIndex = match.index + 1;
  }
  for (const { 0: value, index } of text.matchAll(short)) {
    if (isOldCard(value, before(text, index)))
      found.push({ kind: 'id_number', sample: mask(value, 4, 4), at: index });
  }
  return found;
}

function phones(text: string): Place[] {
  const found: Place[] = [];
  const add = (at: number, start: string, end: string) =>
    found.push({ kind: 'phone', sample: `${start}****${end}`, at });
  for (const { 1: head = '', 4: end = '', index } of text.matchAll(mobile)) add(index, head, end);
  for (const { 1: head = '', 3: end = '', index } of text.matchAll(spaced)) add(index, head, end);
  for (const { 1: inside, 2: area, 3: number = '', index } of text.matchAll(landline))
    add(index, `${inside ?? area ?? ''}-`, number.slice(-4));
  return found;
}

/** Each number once, in the order of the text. */
export function find(text: string): Finding[] {
  const flat = plain(text);
  const seen = new Set<string>();
  return [...cards(flat), ...phones(flat)]
    .sort((a, b) => a.at - b.at)
    .filter(({ kind, sample }) => !seen.has(kind + sample) && seen.add(kind + sample))
    .map(({ kind, sample }) => ({ kind, sample }));
}

/** The same over the pages of a document, at most `limit`, each with the number of its page. */
export function findInPages(pages: string[], limit = 50): PageFinding[] {
  const found: PageFinding[] = [];
  for (const [index, text] of pages.entries()) {
    found.push(...find(text).map((one) => ({ ...one, page: index + 1 })));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}
