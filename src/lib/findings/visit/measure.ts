import type { Tolerance } from '../visit-schema.ts';

/** A line of numbers as people type it: 12.5，13 −4；full-width too. null where one of them is none. */
export function readNumbers(text: string): number[] | null {
  const words = text
    .normalize('NFKC')
    .replaceAll('−', '-')
    .split(/[\s,、;]+/)
    .filter((word) => word !== '');
  const numbers = words.map((word) => (/^[+-]?\d{1,7}(\.\d{1,4})?$/.test(word) ? Number(word) : Number.NaN));
  return numbers.some(Number.isNaN) ? null : numbers;
}

/** Sums of decimals are not exact in binary; nobody measures a millionth. */
const exact = (value: number) => Math.round(value * 1e6) / 1e6;

export interface Judgement {
  /** What is held against the bounds. */
  judged: number[];
  out: number;
  points: number;
}

/**
 * As the database judges it again: of deviations each less the design value, of ranges the largest less the smallest.
 * Bounds are themselves allowed.
 */
export function judge(
  { mode, lower, upper }: Pick<Tolerance, 'mode' | 'lower' | 'upper'>,
  values: number[],
  design: number | null
): Judgement {
  const points = values.length;
  if (points === 0) return { judged: [], out: 0, points };
  const isOut = (value: number) => (lower !== null && value < lower) || (upper !== null && value > upper);
  const judged =
    mode === 'range'
      ? [exact(Math.max(...values) - Math.min(...values))]
      : values.map((value) => exact(mode === 'deviation' && design !== null ? value - design : value));
  return { judged, out: judged.filter(isOut).length, points };
}
