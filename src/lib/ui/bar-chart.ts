import type { T } from '#lib/i18n/types.ts';

export type Tone = 'primary' | 'secondary' | 'success' | 'error';

/** A bar with what it is measured against, which is written beside it. Null: not told, since it is small. */
export interface Bar {
  label: string;
  count: number | null;
  /** Undefined: of nothing. Null: of what is not told. */
  of: number | null | undefined;
  tone: Tone;
}
export interface Row {
  key: string;
  name: string;
  bars: Bar[];
  /** What no bar can show: medians. */
  note?: string;
}

/** The denominator is written: 3 / 5（60%）; what is not told is told as that. */
export function countText(
  { count, of }: Bar,
  t: T,
  fmt: { number: (n: number) => string; percent: (part: number, of: number) => string }
): string {
  if (count === null) return t('common.chart.small');
  if (of === undefined || of === null) return fmt.number(count);
  const part = fmt.number(count);
  return of === 0
    ? t('common.chart.ofNone', { part })
    : t('common.chart.of', { part, of: fmt.number(of), share: fmt.percent(count, of) });
}
