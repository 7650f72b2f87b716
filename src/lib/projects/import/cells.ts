import type { PermitReason, ProjectCodeReason, UsccReason } from '#lib/projects/codes.ts';
import { checkPermitNo, checkProjectCode, checkUscc } from '#lib/projects/codes.ts';
import type { Cell, ProblemCode, Words } from '#lib/projects/import/messages.ts';
import { fold } from '#lib/projects/import/text.ts';

/** Parsers of one cell. The text comes cleaned and is never empty. */

const EXCEL_ERROR = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!)$|^#{3,}$/i;

/** What no column can hold: an error value of the spreadsheet, or a character lost before. */
export function spoiled(text: string): ProblemCode | null {
  if (EXCEL_ERROR.test(text)) return 'excel_error';
  return text.includes('\uFFFD') ? 'character_lost' : null;
}

export function text(max: number): (value: string) => Cell<string> {
  return (value) =>
    value.length > max && Array.from(value).length > max
      ? { ok: false, code: 'too_long', detail: String(max) }
      : { ok: true, value };
}

/** A person's name, which is published: digits in it are a phone or identity number. */
export function person(max: number): (value: string) => Cell<string> {
  const checked = text(max);
  return (value) => (/\d[\d\s-]{5,}/.test(value) ? { ok: false, code: 'leader_number' } : checked(value));
}

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
const GROUPED_NUMBER = /^[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?$/;

/** A number and what is written after it: "1,234.5 万m2" is 1234.5 and "万m2". */
function measured(value: string): { number: number; unit: string } | null {
  const found = /^([+-]?\d[\d,. ]*)(.*)$/.exec(value.normalize('NFKC').replaceAll('，', ','));
  const digits = (found?.[1] ?? '').trim();
  if (!PLAIN_NUMBER.test(digits) && !GROUPED_NUMBER.test(digits)) return null;
  return { number: Number(digits.replace(/[, ]/g, '')), unit: (found?.[2] ?? '').trim().toLowerCase() };
}

function inRange(value: number, max: number): Cell<number> {
  return value > 0 && value <= max
    ? { ok: true, value }
    : { ok: false, code: 'number_range', detail: String(max) };
}

const AREA_UNIT = /^(万)?(m2|m²|平方米|平米|平方|sqm|sq\.?\s?m)?$/;

/** Square metres, to the hundredth. A unit in the cell goes before the one in the header. */
export function area(max: number, headerInTenThousands: boolean): (value: string) => Cell<number> {
  return (value) => {
    const found = measured(value);
    if (found === null) return { ok: false, code: 'number_form' };
    const unit = AREA_UNIT.exec(found.unit);
    if (unit === null) return { ok: false, code: 'number_unit', detail: '㎡' };
    const tenThousands = unit[1] === '万' || (found.unit === '' && headerInTenThousands);
    return inRange(Math.round(found.number * (tenThousands ? 1_000_000 : 100)) / 100, max);
  };
}

/** A whole number of things, each thing named by one of `units`. */
export function count(max: number, units: string[], words: Words): (value: string) => Cell<number> {
  return (value) => {
    const found = measured(value);
    if (found === null) return { ok: false, code: 'number_form' };
    if (found.unit !== '' && !units.includes(found.unit))
      return { ok: false, code: 'number_unit', detail: words };
    if (!Number.isInteger(found.number)) return { ok: false, code: 'number_whole' };
    return inRange(found.number, max);
  };
}

const YES = new Set([
  '是',
  'y',
  'yes',
  '1',
  'true',
  't',
  '√',
  '✓',
  '✔',
  '有',
  '对',
  '全装修',
  '精装修',
  '试点',
  '试点项目'
]);
const NO = new Set([
  '否',
  'n',
  'no',
  '0',
  'false',
  'f',
  '×',
  'x',
  '✗',
  '✘',
  '不是',
  '毛坯',
  '非试点',
  '非试点项目'
]);

export function flag(value: string): Cell<boolean> {
  const folded = fold(value);
  if (YES.has(folded)) return { ok: true, value: true };
  return NO.has(folded) ? { ok: true, value: false } : { ok: false, code: 'flag_form' };
}

const PERMIT_PROBLEMS: Record<PermitReason, ProblemCode> = {
  empty: 'required',
  scientific: 'code_scientific',
  digits: 'permit_digits',
  length: 'permit_length',
  division: 'permit_prefix',
  date: 'permit_date',
  rounded: 'code_rounded',
  sequence: 'permit_sequence'
};

const PROJECT_CODE_PROBLEMS: Record<ProjectCodeReason, ProblemCode> = {
  empty: 'required',
  scientific: 'code_scientific',
  digits: 'project_code_form',
  groups: 'project_code_form',
  length: 'project_code_form',
  year: 'project_code_form'
};

const USCC_PROBLEMS: Record<UsccReason, ProblemCode> = {
  empty: 'required',
  scientific: 'code_scientific',
  length: 'uscc_length',
  character: 'uscc_character',
  division: 'uscc_division',
  check: 'uscc_check'
};

export function permitNo(value: string): Cell<string> {
  const checked = checkPermitNo(value);
  return checked.ok ? checked : { ok: false, code: PERMIT_PROBLEMS[checked.reason] };
}

export function projectCode(value: string): Cell<string> {
  const checked = checkProjectCode(value);
  return checked.ok ? checked : { ok: false, code: PROJECT_CODE_PROBLEMS[checked.reason] };
}

export function uscc(value: string): Cell<string> {
  const checked = checkUscc(value);
  return checked.ok ? checked : { ok: false, code: USCC_PROBLEMS[checked.reason] };
}
