import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import type { Bar } from '#lib/ui/bar-chart.ts';
import { columns, type Figures, type FigureRow } from '../reading/schema.ts';
import { bars } from './charts.ts';

/** One figure a line with its denominator, so that a program reads what the page draws without knowing its parts. */
export function csvOf(figures: Figures, t: T): string {
  const nameOf = (one: { name: string; name_en: string }) => (t.lang === 'zh' ? one.name : one.name_en);
  const cell = (n: number | null | undefined) =>
    n === undefined ? '' : n === null ? t('common.chart.small') : String(n);
  const line = (section: string, name: string, { label, count, of }: Bar) => [
    ...[section, name, label, cell(count)],
    cell(of)
  ];
  function lines(section: string, name: string, row: FigureRow): string[][] {
    const medians = [
      [t('complaintFigures.toDecision'), row.to_decision],
      [t('complaintFigures.toReply'), row.to_reply]
    ] as const;
    return [
      ...bars(row, columns, t).map((bar) => line(section, name, bar)),
      ...medians.flatMap(([what, median]) =>
        median === null
          ? []
          : [
              [
                ...[section, name, t('complaintFigures.csv.median', { what })],
                median.days === null ? `>${String(median.longest)}` : String(median.days),
                ''
              ]
            ]
      ),
      ...(row.rating === null
        ? []
        : [[section, name, t('complaintFigures.csv.rating'), String(row.rating), cell(row.rated)]])
    ];
  }
  return writeCsv([
    (['section', 'name', 'figure', 'count', 'of'] as const).map((key) => t(`complaintFigures.csv.${key}`)),
    ...lines(t('complaintFigures.csv.total'), '', figures.total),
    ...figures.by_place.flatMap((one) => lines(t('complaintFigures.byPlace'), nameOf(one), one)),
    ...figures.by_category.flatMap((one) => lines(t('complaintFigures.byCategory'), nameOf(one), one)),
    ...figures.by_month.flatMap((one) => lines(t('complaintFigures.byMonth'), one.key, one))
  ]);
}
