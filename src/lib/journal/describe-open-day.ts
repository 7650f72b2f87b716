import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { z } from 'zod';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';

type Day = z.infer<typeof facts.openDay>;

const telling = [
  'announced',
  'changed',
  'cancelled',
  'held',
  'not_held',
  'overdue',
  'rescheduled',
  'reported',
  'scheduled',
  'dropped',
  'revised'
] as const;

/** What happened to an open day; null for a kind that this version does not know. Entries name no persons. */
export function tellOpenDay(entry: Pick<Entry, 'kind' | 'facts'>, t: T): Told | null {
  const event = telling.find((one) => entry.kind === `open_day.${one}`);
  if (!event) return null;
  const day = facts.openDay.catch({}).parse(entry.facts);
  const milestone = t.lang === 'zh' ? day.milestone_name : day.milestone_name_en;
  const title = day.title ?? milestone ?? t('journal.value.openDay');
  return {
    title: t(`journal.headline.open_day.${event}`, { name: day.name ?? '', title }),
    lines: lines[event](day, t)
  };
}

const fact = (label: string, value: string | undefined, t: T): string[] =>
  value ? [t('journal.line.fact', { label, value })] : [];

/** 两代表一委员 4 人、住户 10 人 */
const counted = (people: Record<string, number> | undefined, t: T): string =>
  Object.entries(people ?? {})
    .filter(([, count]) => count > 0)
    .map(([category, count]) =>
      t('journal.line.people', {
        category: t.of(`journal.value.category.${category}`, {}, 'journal.value.category.other'),
        count
      })
    )
    .join(t('journal.line.list'));

function hours({ starts_at, ends_at }: Day, t: T): string[] {
  const fmt = formats(t);
  if (!starts_at || !ends_at) return [];
  return [t('journal.line.when', { from: fmt.dateTime(starts_at), until: fmt.dateTime(ends_at) })];
}

const meeting = ({ meeting_point: place }: Day, t: T): string[] =>
  place ? [t('journal.line.meet', { place })] : [];

function announced(day: Day, t: T): string[] {
  const seats = counted(day.seats, t);
  const fmt = formats(t);
  const when = day.booking_closes_at && fmt.dateTime(day.booking_closes_at);
  return [
    ...(day.instead_of ? [t('journal.line.insteadOf', { when: fmt.dateTime(day.instead_of) })] : []),
    ...hours(day, t),
    ...meeting(day, t),
    ...(seats ? [t('journal.line.seats', { seats })] : []),
    ...(when ? [t('journal.line.bookBy', { when })] : [])
  ];
}

/** Fields that read well in one line; the page of the day tells the rest. */
const short = ['title', 'starts_at', 'ends_at', 'booking_closes_at', 'meeting_point', 'capacity'] as const;

function changed(day: Day, t: T): string[] {
  const fmt = formats(t);
  const shown = (value: unknown): string =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
      ? fmt.dateTime(value)
      : typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : t('journal.value.none');
  const rows = short.flatMap((name) => {
    const change = day.changes?.[name];
    if (!change) return [];
    const label = t(`journal.field.${name}`);
    return [t('journal.line.change', { label, from: shown(change.from), to: shown(change.to) })];
  });
  return [...fact(t('journal.field.reason'), day.reason, t), ...rows];
}

function cancelled(day: Day, t: T): string[] {
  const reason = day.reason
    ? t.of(`journal.value.cancelled.${day.reason}`, {}, 'journal.value.cancelled.other')
    : undefined;
  return [
    ...hours(day, t),
    ...fact(t('journal.field.reason'), reason, t),
    ...fact(t('journal.field.note'), day.note, t)
  ];
}

function came(day: Day, t: T): string[] {
  const people = counted(day.attended, t);
  return [...hours(day, t), people ? t('journal.line.came', { people }) : t('journal.line.nobodyCame')];
}

function deadlines(day: Day, t: T): string[] {
  const fmt = formats(t);
  return [
    ...(day.announce_by ? [t('journal.line.dayAnnounceBy', { day: fmt.dateShort(day.announce_by) })] : []),
    ...(day.due_on ? [t('journal.line.dayHeldBy', { day: fmt.dateShort(day.due_on) })] : [])
  ];
}

function reported({ reports }: Day, t: T): string[] {
  const { host_absent: absent = 0, access_refused: refused = 0 } = reports ?? {};
  return [
    ...(absent > 0 ? [t('journal.line.reportedAbsent', { count: absent })] : []),
    ...(refused > 0 ? [t('journal.line.reportedRefused', { count: refused })] : [])
  ];
}

const lines: Record<(typeof telling)[number], (day: Day, t: T) => string[]> = {
  announced,
  changed,
  cancelled,
  held: came,
  not_held: came,
  overdue: deadlines,
  rescheduled: (day, t) => [t('journal.line.dayReset'), ...deadlines(day, t)],
  reported,
  scheduled: deadlines,
  dropped: () => [],
  revised: hours
};
