import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { daysBetween } from '#lib/ui/time-scale.ts';
import type { DisclosureStatus } from './disclosures.ts';

/** What of a disclosure says how it stands. */
export interface Standing {
  status: DisclosureStatus | 'not_applicable';
  due_on: string | null;
  days_late: number | null;
}

/** Shapes of StatusMark. */
export type Shape =
  | 'on_time'
  | 'late'
  | 'due_soon'
  | 'overdue'
  | 'ahead'
  | 'withheld'
  | 'withdrawn'
  | 'not_applicable';

/** Shapes of what was looked at on site beside them. */
export type Mark = Shape | 'matched' | 'differs' | 'unverified';

/** From this many days before the last one it is due soon. */
const soon = 7;

export const daysLeft = (due_on: string, today: string): number => daysBetween(today, due_on);

export function shapeOf({ status, due_on, days_late }: Standing, today: string): Shape {
  if (status === 'published') return (days_late ?? 0) > 0 ? 'late' : 'on_time';
  if (status !== 'due') return status;
  const left = due_on === null ? null : daysLeft(due_on, today);
  if (left === null || left > soon) return 'ahead';
  // past midnight, before the day's reckoning
  return left < 0 ? 'overdue' : 'due_soon';
}

/** 按时公示, 晚 3 天公示, 逾期 12 天, 还有 5 天 */
export function markText(of: Standing, today: string, t: T): string {
  const { status, due_on, days_late } = of;
  if (status === 'published') {
    if (days_late === null) return t('disclosures.mark.published');
    return days_late > 0 ? t('disclosures.mark.late', { count: days_late }) : t('disclosures.mark.onTime');
  }
  if (status === 'overdue' || status === 'due') return clock(due_on, today, t);
  return t(`disclosures.mark.${status}`);
}

function clock(due_on: string | null, today: string, t: T): string {
  if (due_on === null) return t('disclosures.mark.ahead');
  const count = daysLeft(due_on, today);
  if (count < 0) return t('disclosures.mark.overdue', { count: -count });
  return count === 0 ? t('disclosures.mark.today') : t('disclosures.mark.due', { count });
}

/** The same for the cell of a table: 按时, 晚 3 天, 剩 5 天. */
export function shortText(of: Standing, today: string, t: T): string {
  const { status, due_on, days_late } = of;
  if (status === 'published') {
    if (days_late === null) return t('disclosures.matrix.short.published');
    return days_late > 0
      ? t('disclosures.matrix.short.late', { count: days_late })
      : t('disclosures.matrix.short.onTime');
  }
  if ((status === 'overdue' || status === 'due') && due_on) {
    const count = daysLeft(due_on, today);
    if (count < 0) return t('disclosures.matrix.short.overdue', { count: -count });
    return count > 0 ? t('disclosures.matrix.short.due', { count }) : t('disclosures.matrix.short.today');
  }
  return status === 'overdue' || status === 'due'
    ? t('disclosures.matrix.short.ahead')
    : t(`disclosures.matrix.short.${status}`);
}

/** What a card says of its days. */
export interface Dated extends Standing {
  expected_on: string | null;
  published_at: string | null;
  withheld_until: string | null;
  changed_at: string;
}

/** 2026年11月3日公示; 公示期限 2026年11月20日; 不予公开至 … */
export function dayText(of: Dated, t: T): string {
  const fmt = formats(t);
  switch (of.status) {
    case 'published':
      return t('disclosures.line.published', { day: fmt.dateShort(of.published_at) });
    case 'withheld':
      return t('disclosures.line.until', { day: fmt.dateShort(of.withheld_until) });
    case 'withdrawn':
      return t('disclosures.line.withdrawnOn', { day: fmt.dateShort(of.changed_at) });
    case 'overdue':
    case 'due':
      return of.due_on ? t('disclosures.line.dueBefore', { day: fmt.dateShort(of.due_on) }) : '';
    default:
      return of.expected_on ? t('disclosures.line.expected', { day: fmt.dateShort(of.expected_on) }) : '';
  }
}
