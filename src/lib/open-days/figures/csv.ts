import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import type { Figures } from '../desk-schema.ts';

type Counts = Pick<Figures, 'owed' | 'announced' | 'held' | 'cancelled' | 'overdue'>;
const counted = ['owed', 'announced', 'held', 'cancelled', 'overdue'] as const;
const guests = ['notified', 'seats', 'booked', 'attended', 'no_show', 'minimum'] as const;

/** One figure a line, so that a program reads what the page draws without knowing its parts. */
export function csvOf(figures: Figures, t: T): string {
  const days = (section: string, name: string, counts: Counts) =>
    counted.map((key) => [section, name, t(`openDays.figures.${key}`), String(counts[key])]);
  const total = t('openDays.figures.csv.total');
  return writeCsv([
    [
      t('openDays.figures.csv.section'),
      t('openDays.figures.csv.name'),
      t('openDays.figures.csv.figure'),
      t('openDays.figures.csv.count')
    ],
    ...days(total, total, figures),
    ...figures.by_city.flatMap((city) =>
      days(t('openDays.figures.byCity'), t.lang === 'zh' ? city.name : city.name_en, city)
    ),
    ...figures.by_month.flatMap((month) =>
      days(t('openDays.figures.byMonth'), month.month.slice(0, 7), month)
    ),
    ...figures.by_category.flatMap((one) =>
      guests.map((key) => [
        t('openDays.figures.byCategory'),
        t(`openDays.category.${one.category}`),
        t(`openDays.figures.${key === 'no_show' ? 'noShow' : key}`),
        String(one[key])
      ])
    )
  ]);
}
