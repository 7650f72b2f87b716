import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';

interface Bounds {
  lower: number | null;
  upper: number | null;
  unit: string;
}

export const isOut = (value: number | undefined, { lower, upper }: Bounds): boolean =>
  value !== undefined && ((lower !== null && value < lower) || (upper !== null && value > upper));

/** -5 至 8 mm; 不大于 4 mm */
export function toleranceText({ lower, upper, unit }: Bounds, t: T): string {
  const { number } = formats(t);
  const write = (bound: number) => number(bound, 3);
  if (lower !== null && upper !== null)
    return t('findings.measured.between', { lower: write(lower), upper: write(upper), unit });
  if (upper !== null) return t('findings.measured.atMost', { upper: write(upper), unit });
  return lower === null ? '' : t('findings.measured.atLeast', { lower: write(lower), unit });
}
