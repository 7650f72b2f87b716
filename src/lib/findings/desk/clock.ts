import type { T } from '#lib/i18n/types.ts';
import { daysBetween } from '#lib/ui/time-scale.ts';

export interface Due {
  due_on: string | null;
  overdue: boolean;
}

/** From this many days before the last one it is due soon: the shortest steps take two. */
const soon = 2;

/** Shape of the mark of a deadline. */
export function shapeOf({ due_on, overdue }: Due, today: string) {
  if (due_on === null) return 'not_applicable';
  const left = daysBetween(today, due_on);
  if (overdue || left < 0) return 'overdue';
  return left <= soon ? 'due_soon' : 'ahead';
}

/** 逾期 3 天, 今天到期, 还有 5 天 */
export function clockText({ due_on }: Pick<Due, 'due_on'>, today: string, t: T): string {
  if (due_on === null) return t('findingsDesk.clock.none');
  const count = daysBetween(today, due_on);
  if (count < 0) return t('findingsDesk.clock.overdue', { count: -count });
  return count === 0 ? t('findingsDesk.clock.today') : t('findingsDesk.clock.left', { count });
}
