import type { Cell } from '#lib/projects/import/messages.ts';

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** YYYY-MM-DD for a day that exists and is in the range a project can have; null for any other. */
export function calendarDay(year: number, month: number, day: number): string | null {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/**
 * The day of a serial number of the 1900 date system. That system holds 1900-02-29 (serial 60), a day that never
 * was, so every later serial is one too high when counted from 1899-12-31.
 */
export function excelSerialDay(serial: number): { year: number; month: number; day: number } | null {
  const whole = Math.floor(serial);
  if (whole < 1 || whole === 60) return null;
  const date = new Date(Date.UTC(1899, 11, 31) + (whole > 60 ? whole - 1 : whole) * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const TIME = String.raw`(?:[T ]*(?:上午|下午|AM|PM)?\s*\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?\s*(?:AM|PM)?)?`;
const SEPARATED = new RegExp(String.raw`^(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})${TIME}$`, 'i');
const CHINESE = new RegExp(String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?${TIME}$`, 'i');
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}$`, 'i');
const SERIAL = /^\d{5}(\.\d+)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

function parts(text: string): [number, number, number] | null {
  const separated = SEPARATED.exec(text);
  if (separated) return [Number(separated[1]), Number(separated[3]), Number(separated[4])];
  const other = CHINESE.exec(text) ?? COMPACT.exec(text);
  if (other) return [Number(other[1]), Number(other[2]), Number(other[3])];
  if (INSTANT.test(text)) {
    // An instant with its zone belongs to the day it had in Shanghai, not to the day its digits show.
    const local = new Date(Date.parse(text) + SHANGHAI_OFFSET_MS);
    if (Number.isNaN(local.getTime())) return null;
    return [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  }
  if (!SERIAL.test(text)) return null;
  const serial = excelSerialDay(Number(text));
  return serial === null ? null : [serial.year, serial.month, serial.day];
}

/** A day as offices write it. The text has been cleaned; an empty one never comes here. */
export function day(text: string): Cell<string> {
  const plain = text.normalize('NFKC').replaceAll('。', '.');
  const found = parts(plain);
  if (found === null) {
    const dayless = /^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(plain);
    return { ok: false, code: dayless ? 'date_without_day' : 'date_form' };
  }
  const value = calendarDay(...found);
  if (value !== null) return { ok: true, value };
  const [year] = found;
  return { ok: false, code: year < FIRST_YEAR || year > LAST_YEAR ? 'date_range' : 'date_unreal' };
}
