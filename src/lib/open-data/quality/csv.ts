import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import type { Row } from '#lib/ui/bar-chart.ts';
import { cityRows, complaintRows, sectionNames, wholeRows } from './measures.ts';
import type { Quality } from './quality.server.ts';

/** One figure a line with its denominator, so that a program reads what the page draws without knowing its parts. */
export function csvOf({ cities, complaints }: Quality, t: T): string {
  const cell = (n: number | null | undefined) =>
    n === undefined ? '' : n === null ? t('common.chart.small') : String(n);
  const lines = (section: string, rows: readonly Row[]) =>
    rows.flatMap(({ name, bars }) =>
      bars.map(({ label, count, of }) => [section, name, label, cell(count), cell(of)])
    );
  const province = t('openQuality.province');
  return writeCsv([
    (['section', 'place', 'figure', 'count', 'of'] as const).map((key) => t(`openQuality.csv.${key}`)),
    ...wholeRows(cities, complaints.total, t).flatMap(({ name, bars, key }) =>
      lines(name, [{ key, name: province, bars }])
    ),
    ...sectionNames.flatMap((section) =>
      lines(t(`openQuality.section.${section}`), cityRows(cities, section, t))
    ),
    ...lines(t('openQuality.section.complaints'), complaintRows(cities, complaints.places, t))
  ]);
}
