import type { T } from '#lib/i18n/types.ts';
import { daysBetween } from '#lib/ui/time-scale.ts';
import type { DeskCase } from './replies.ts';

/** From this many days before the last one it is due soon; as the database counts it. */
const soon = 2;

/** Shape of the mark of a deadline: ▲ overdue, ◐ due soon. */
export function shapeOf(due_on: string | null, today: string) {
  if (due_on === null) return 'not_applicable';
  const left = daysBetween(today, due_on);
  if (left < 0) return 'overdue';
  return left <= soon ? 'due_soon' : 'ahead';
}

/** 逾期 3 天, 今天到期, 还有 5 天 */
export function clockText(due_on: string | null, today: string, t: T): string {
  if (due_on === null) return t('complaintDesk.clock.none');
  const count = daysBetween(today, due_on);
  if (count < 0) return t('complaintDesk.clock.overdue', { count: -count });
  return count === 0 ? t('complaintDesk.clock.today') : t('complaintDesk.clock.left', { count });
}

/** 999+ rather than a number that nobody counted. */
export const capped = (count: number | undefined, written: (n: number) => string): string =>
  (count ?? 0) >= 1000 ? '999+' : written(count ?? 0);

/** A photo that came with the reply has its time. */
export const isOfReply = (
  { by, at }: Pick<DeskCase['photos'][number], 'by' | 'at'>,
  { replied_at }: Pick<DeskCase, 'replied_at'>
): boolean => by === 'bureau' && at === replied_at;
