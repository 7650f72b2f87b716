import type { T } from '#lib/i18n/types.ts';
import type { Bar, Row, Tone } from '#lib/ui/bar-chart.ts';
import type { Column, FigureRow, Figures, Median } from '../reading/schema.ts';

/** What each count is a part of. */
export const wholes: Record<Column, Column | null> = {
  filed: null,
  accepted: 'filed',
  answered: 'accepted',
  verified: 'answered',
  could_not_verify: 'answered',
  fixed: 'verified',
  reopened: 'accepted',
  overdue: 'filed',
  rated: 'answered',
  solved: 'rated',
  withdrawn: null
};

const tones: Partial<Record<Column, Tone>> = {
  verified: 'error',
  overdue: 'error',
  fixed: 'success',
  solved: 'success',
  filed: 'secondary',
  withdrawn: 'secondary',
  could_not_verify: 'secondary'
};

export const funnelColumns = [
  'filed',
  'accepted',
  'answered',
  'verified',
  'could_not_verify',
  'fixed'
] as const;
export const qualityColumns = ['overdue', 'reopened', 'rated', 'solved', 'withdrawn'] as const;
const placeColumns = ['filed', 'accepted', 'answered', 'verified', 'fixed', 'overdue'] as const;

export function bars(row: FigureRow, names: readonly Column[], t: T): Bar[] {
  return names.map((name) => {
    const whole = wholes[name];
    return {
      label: t(`complaintFigures.column.${name}`),
      count: row[name],
      of: whole === null ? undefined : row[whole],
      tone: tones[name] ?? 'primary'
    };
  });
}

/** 中位数 12 天; that it is beyond what anybody has waited; nothing where it is of too few. */
export function medianText(median: Median, t: T): string {
  if (median === null) return t('complaintFigures.noMedian');
  if (median.days !== null) return t('complaintFigures.days', { count: median.days });
  return t('complaintFigures.beyond', { count: median.longest ?? 0 });
}

export const medianNote = (row: Pick<FigureRow, 'to_decision' | 'to_reply'>, t: T): string =>
  [
    [t('complaintFigures.toDecision'), medianText(row.to_decision, t)].join(t('complaintsPublic.colon')),
    [t('complaintFigures.toReply'), medianText(row.to_reply, t)].join(t('complaintsPublic.colon'))
  ].join(t('journal.line.and'));

type Named = Figures['by_place'][number];
const named = (one: Named, t: T): Row => ({
  key: one.key,
  name: t.lang === 'zh' ? one.name : one.name_en,
  bars: bars(one, placeColumns, t),
  note: medianNote(one, t)
});

export const placeRows = ({ by_place }: Figures, t: T): Row[] => by_place.map((one) => named(one, t));
export const categoryRows = ({ by_category }: Figures, t: T): Row[] =>
  by_category.map((one) => named(one, t));
export const monthRows = ({ by_month }: Figures, nameOf: (month: string) => string, t: T): Row[] =>
  by_month.map((one) => ({
    ...{ key: one.key, name: nameOf(one.key) },
    bars: bars(one, ['filed', 'answered', 'verified', 'overdue'], t)
  }));
