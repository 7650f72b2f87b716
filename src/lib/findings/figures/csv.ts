import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import type { Bar, Row } from '#lib/ui/bar-chart.ts';
import type { Figures } from '../desk-schema.ts';
import {
  cityRows,
  developerRows,
  fixBars,
  funnel,
  itemRows,
  lateBars,
  monthRows,
  outcomeBars,
  replyBars
} from './charts.ts';

/** One figure a line with its denominator, so that a program reads what the page draws without knowing its parts. */
export function csvOf(figures: Figures, t: T): string {
  const total = t('findingFigures.csv.total');
  const lines = (section: string, name: string, bars: Bar[]) =>
    bars.map(({ label, count, of }) => [
      section,
      name,
      label,
      String(count),
      of === undefined ? '' : String(of)
    ]);
  const each = (section: string, rows: Row[]) => rows.flatMap(({ name, bars }) => lines(section, name, bars));
  const days = (section: string, name: string, { median_days }: { median_days: number | null }) =>
    median_days === null ? [] : [[section, name, t('findingFigures.csv.median'), String(median_days), '']];
  const fix = t('findingFigures.fixTitle');
  const byCity = t('findingFigures.byCity');
  const byDeveloper = t('findingFigures.byDeveloper');
  return writeCsv([
    (['section', 'name', 'figure', 'count', 'of'] as const).map((key) => t(`findingFigures.csv.${key}`)),
    ...lines(t('findingFigures.funnel'), total, funnel(figures, t)),
    ...lines(t('findingFigures.outcomes'), total, outcomeBars(figures, t)),
    ...lines(t('findingFigures.replies'), total, replyBars(figures, t)),
    ...lines(t('findingFigures.late'), total, lateBars(figures, t)),
    ...lines(fix, total, fixBars(figures.fix, t)),
    [
      fix,
      total,
      t('findingFigures.overridden'),
      String(figures.fix.overridden),
      String(figures.fix.substantiated)
    ],
    [
      fix,
      total,
      t('findingFigures.reopened'),
      String(figures.fix.reopened),
      String(figures.fix.substantiated)
    ],
    ...days(fix, total, figures.fix),
    ...each(byCity, cityRows(figures, t)),
    ...figures.by_city.flatMap((one) => days(byCity, t.lang === 'zh' ? one.name : one.name_en, one)),
    ...each(byDeveloper, developerRows(figures, t)),
    ...figures.by_developer.flatMap((one) => days(byDeveloper, one.name, one)),
    ...each(
      t('findingFigures.byMonth'),
      monthRows(figures, (month) => month.slice(0, 7), t)
    ),
    ...each(t('findingFigures.byItem'), itemRows(figures, t))
  ]);
}
