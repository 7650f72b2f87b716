import { calendarDay } from '#lib/projects/import/dates.ts';

/** Codes that name a unit, a permit or a project. Pure: the same checks run in the browser, the importer and the CLI. */
export type CodeCheck<Reason extends string> = { ok: true; value: string } | { ok: false; reason: Reason };

export type UsccReason = 'empty' | 'scientific' | 'length' | 'character' | 'division' | 'check';
export type PermitReason =
  | 'empty'
  | 'scientific'
  | 'digits'
  | 'length'
  | 'division'
  | 'date'
  | 'rounded'
  | 'sequence';
export type ProjectCodeReason = 'empty' | 'scientific' | 'digits' | 'groups' | 'length' | 'year';

const DASHES = /[‐‑‒–—―−﹣]/g;
const SCIENTIFIC = /^\d(\.\d+)?E\+?\d+$/;

function normalize(input: string): string {
  return input
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(DASHES, '-')
    .toUpperCase();
}

/** GB 32100-2015 leaves out I, O, S, V and Z, which are read as digits or as one another. */
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_BODY = /^[0-9A-HJ-NPQRTUWXY]{17}$/;

/** The 18th character for the first 17; null when they cannot begin a code. */
export function usccCheckCharacter(body: string): string | null {
  if (!USCC_BODY.test(body)) return null;
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** 统一社会信用代码. */
export function checkUscc(input: string): CodeCheck<UsccReason> {
  const value = normalize(input).replaceAll('-', '');
  if (value === '') return { ok: false, reason: 'empty' };
  if (SCIENTIFIC.test(value)) return { ok: false, reason: 'scientific' };
  if (value.length !== 18) return { ok: false, reason: 'length' };
  const check = usccCheckCharacter(value.slice(0, 17));
  if (check === null || !USCC_ALPHABET.includes(value.charAt(17))) return { ok: false, reason: 'character' };
  if (!/^\d{6}$/.test(value.slice(2, 8))) return { ok: false, reason: 'division' };
  return check === value.charAt(17) ? { ok: true, value } : { ok: false, reason: 'check' };
}

/** 施工许可证号: 6 division + 8 date + 2 sequence + 2 specialty. `prefix` is the province whose permits are taken. */
export function checkPermitNo(input: string, prefix = '42'): CodeCheck<PermitReason> {
  const value = normalize(input).replaceAll('-', '');
  if (value === '') return { ok: false, reason: 'empty' };
  if (SCIENTIFIC.test(value)) return { ok: false, reason: 'scientific' };
  if (!/^\d+$/.test(value)) return { ok: false, reason: 'digits' };
  if (value.length !== 18) return { ok: false, reason: 'length' };
  if (!value.startsWith(prefix)) return { ok: false, reason: 'division' };
  if (permitDay(value) === null) return { ok: false, reason: 'date' };
  // A spreadsheet keeps 15 digits and writes zeros for the rest: such a number names another permit.
  if (value.endsWith('000')) return { ok: false, reason: 'rounded' };
  if (value.slice(14, 16) === '00') return { ok: false, reason: 'sequence' };
  return { ok: true, value };
}

/** The day inside a permit number, as YYYY-MM-DD. */
export function permitDay(permitNo: string): string | null {
  return calendarDay(
    Number(permitNo.slice(6, 10)),
    Number(permitNo.slice(10, 12)),
    Number(permitNo.slice(12, 14))
  );
}

/** 项目代码: year 4, division 6, trade 2, kind 2, serial 6, written with hyphens: 24 characters. */
export function checkProjectCode(input: string): CodeCheck<ProjectCodeReason> {
  const value = normalize(input);
  if (value === '') return { ok: false, reason: 'empty' };
  if (SCIENTIFIC.test(value)) return { ok: false, reason: 'scientific' };
  if (!/^[\d-]+$/.test(value)) return { ok: false, reason: 'digits' };
  const digits = value.replaceAll('-', '');
  if (digits.length !== 20) return { ok: false, reason: 'length' };
  const grouped = digits.replace(/^(\d{4})(\d{6})(\d{2})(\d{2})(\d{6})$/, '$1-$2-$3-$4-$5');
  if (value !== digits && value !== grouped) return { ok: false, reason: 'groups' };
  const year = Number(digits.slice(0, 4));
  if (year < 1990 || year > 2100) return { ok: false, reason: 'year' };
  return { ok: true, value: grouped };
}
