import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { daysBetween } from '#lib/ui/time-scale.ts';
import type { Status } from '#lib/ui/StatusMark.svelte';
import { categories, type BookingState, type Category, type OpenDayStatus } from './open-days.ts';
import type { OpenDayCard } from './schema.ts';

/** The shape beside the word. */
const shapes: Record<OpenDayStatus, Status> = {
  ahead: 'ahead',
  owed: 'due_soon',
  overdue: 'overdue',
  announced: 'on_time',
  full: 'late',
  closed: 'unverified',
  today: 'due_soon',
  held: 'matched',
  cancelled: 'withdrawn',
  not_held: 'differs'
};
export const shapeOf = ({ status }: Pick<OpenDayCard, 'status'>): Status => shapes[status];

const bookingShapes: Record<BookingState, Status> = {
  confirmed: 'on_time',
  waiting: 'unverified',
  offered: 'due_soon',
  cancelled: 'withdrawn',
  refused: 'withdrawn',
  expired: 'not_applicable',
  lapsed: 'not_applicable',
  attended: 'matched',
  no_show: 'differs'
};
export const bookingShape = (state: BookingState): Status => bookingShapes[state];

export const milestoneOf = (day: OpenDayCard, t: T): string | null =>
  t.lang === 'zh' ? day.milestone_name : (day.milestone_name_en ?? day.milestone_name);

/** Titles that nobody wrote are told in the reader's language. */
export function titleOf(
  day: Pick<OpenDayCard, 'title' | 'milestone_name' | 'milestone_name_en'>,
  t: T
): string {
  const plain = '工地开放日';
  if (t.lang === 'zh') return day.title;
  if (day.title === plain) return t('openDays.oneTitle');
  const made = day.milestone_name !== null && day.title === day.milestone_name + plain;
  return made ? t('openDays.milestoneTitle', { milestone: day.milestone_name_en ?? '' }) : day.title;
}

/** How it stands, with by how many days it is late. */
export function markText(
  { status, due_on }: Pick<OpenDayCard, 'status' | 'due_on'>,
  today: string,
  t: T
): string {
  return status === 'overdue' && due_on
    ? t('openDays.card.overdue', { count: daysBetween(due_on, today) })
    : t(`openDays.status.${status}`);
}

/** 2026年11月22日（周日）14:00–16:00; with both days where it ends on another. */
export function whenText(
  { starts_at, ends_at }: Pick<OpenDayCard, 'starts_at' | 'ends_at'>,
  t: T
): string | null {
  if (!starts_at) return null;
  const fmt = formats(t);
  const start = fmt.dateTime(starts_at);
  if (!ends_at) return start;
  const sameDay = fmt.date(starts_at) === fmt.date(ends_at);
  return t('openDays.card.times', { start, end: sameDay ? fmt.time(ends_at) : fmt.dateTime(ends_at) });
}

/** The line under the name: its hours, or by when they are to be set. */
export function dayText(day: OpenDayCard, t: T): string {
  const when = whenText(day, t);
  if (when) return when;
  return day.due_on
    ? t('openDays.card.dueOn', { day: formats(t).date(day.due_on) })
    : t('openDays.card.noTime');
}

export const free = ({ capacity, taken }: { capacity: number; taken: number }): number =>
  Math.max(0, capacity - taken);

/** How many seats are left, for a day that can be booked. */
export function seatsText(day: OpenDayCard, t: T): string | null {
  if (day.status === 'announced') return t('openDays.card.seats', { count: free(day) });
  if (day.status !== 'full') return null;
  const waiting = day.seats.reduce((sum, seat) => sum + seat.waiting, 0);
  return waiting > 0 ? t('openDays.card.full', { count: waiting }) : t('openDays.card.fullNone');
}

/** What stands for each category, in words: 两代表一委员 2 人、专家 1 人. */
export const listed = (numbers: Partial<Record<Category, number>>, t: T): string =>
  categories
    .flatMap((category) => {
      const number = numbers[category] ?? 0;
      const name = t(`openDays.category.${category}`);
      return number > 0 ? [t('openDays.page.minimumOf', { category: name, number })] : [];
    })
    .join(t('openDays.join'));

/** Nothing more comes of it. */
export const isOver = ({ state }: Pick<OpenDayCard, 'state'>): boolean =>
  state === 'held' || state === 'cancelled' || state === 'not_held';

/** The open days of a project in one line. */
export function projectVerdict(days: OpenDayCard[], t: T): string {
  const open = days.filter(({ status }) => status === 'announced' || status === 'full');
  const overdue = days.filter(({ status }) => status === 'overdue').length;
  const next = open
    .map(({ starts_at }) => starts_at ?? '')
    .sort()
    .at(0);
  const parts = [
    next ? t('openDays.project.verdict', { count: open.length, day: formats(t).date(next) }) : null,
    overdue > 0 ? t('openDays.project.verdictOverdue', { count: overdue }) : null
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(t.lang === 'zh' ? '' : ' ') : t('openDays.project.verdictNone');
}
