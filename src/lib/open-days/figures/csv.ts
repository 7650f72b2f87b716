import type { T } from '#lib/i18n/types.ts';
import { writeCsv } from '#lib/projects/import/write.ts';
import type { Figures } from '../desk-schema.ts';

type Counts = Pick<Figures, 'owed' | 'announced' | 'held' | 'cancelled' | 'overdue'>;
const counted = ['owed', 'announced', 'held', 'cancelled', 'overdue'] as const;
const guests = ['notified', 'seats', 'booked', 'attended', 'no_show', 'minimum'] as const;

/** The figures as one table a section, under one header each: what the page draws, and nothing else. */
export function csvOf(figures: Figures, t: T): string {
  const { lang } = t;
  const row = (section: string, name: string, counts: Counts) => [
    section,
    name,
    ...counted.map((key) => String(counts[key]))
  ];
  const total = t('openDays.figures.csv.total');
  const [byCity, byMonth, byCategory] = [
    t('openDays.figures.byCity'),
    t('openDays.figures.byMonth'),
    t('openDays.figures.byCategory')
  ];
  const head = [t('openDays.figures.csv.section'), t('openDays.figures.csv.name')];
  return writeCsv([
    [...head, ...counted.map((key) => t(`openDays.figures.${key}`))],
    row(total, total, figures),
    ...figures.by_city.map((city) => row(byCity, lang === 'zh' ? city.name : city.name_en, city)),
    ...figures.by_month.map((month) => row(byMonth, month.month, month)),
    [],
    [...head, ...guests.map((key) => t(`openDays.figures.${key === 'no_show' ? 'noShow' : key}`))],
    ...figures.by_category.map((one) => [
      byCategory,
      t(`openDays.category.${one.category}`),
      ...guests.map((key) => String(one[key]))
    ])
  ]);
}
