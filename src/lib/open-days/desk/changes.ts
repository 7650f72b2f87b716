import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { categories } from '../open-days.ts';
import type { OpenDayPage } from '../schema.ts';

export interface Change {
  label: string;
  from: string;
  to: string;
}

type Facts = Record<string, unknown>;

const moments = ['starts_at', 'ends_at', 'booking_closes_at'] as const;
const texts = ['title', 'meeting_point', 'shown', 'route'] as const;
const numbers = ['lat', 'lng', 'min_age', 'max_party', 'offer_hours'] as const;
const words = ['clothing', 'briefing', 'accessibility'] as const;
const gear = ['helmet', 'shoes'] as const;

const same = (a: string | null, b: unknown) =>
  typeof b === 'string' && b !== '' && a !== null
    ? new Date(a).getTime() === new Date(b).getTime()
    : (a ?? '') === b;

const isRecord = (value: unknown): value is Facts => typeof value === 'object' && value !== null;
const record = (value: unknown): Facts => (isRecord(value) ? value : {});

const codes = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];

const capacities = (day: OpenDayPage): Facts =>
  Object.fromEntries(categories.map((c) => [c, day.seats.find((s) => s.category === c)?.capacity ?? 0]));

/**
 * Of what a form says, what differs from the day: a verb is told no more, so that nothing else counts as changed. An announced
 * day keeps the hours that the form leaves empty; booking closes as long before as it did.
 */
export function changed(day: OpenDayPage, facts: Facts): Facts {
  const before = capacities(day);
  const seats = record(facts.seats);
  const safety = record(facts.safety);
  const items = codes(facts.items);
  const found: [string, boolean][] = [
    ...moments.map((name): [string, boolean] => [name, facts[name] !== '' && !same(day[name], facts[name])]),
    ...texts.map((name): [string, boolean] => [name, (day[name] ?? '') !== facts[name]]),
    ...numbers.map((name): [string, boolean] => [name, day[name] !== facts[name]]),
    [
      'items',
      day.items
        .map(({ item }) => item)
        .sort()
        .join() !== items.sort().join()
    ],
    ['seats', categories.some((c) => before[c] !== seats[c])],
    ['safety', [...words, ...gear].some((name) => day.safety[name] !== safety[name])]
  ];
  return Object.fromEntries(found.flatMap(([name, differs]) => (differs ? [[name, facts[name]]] : [])));
}

const plain = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const labelOf = {
  starts_at: 'openDayDesk.form.start',
  ends_at: 'openDayDesk.form.end',
  booking_closes_at: 'openDayDesk.form.closesTime',
  title: 'openDayDesk.form.title',
  meeting_point: 'openDayDesk.form.meeting',
  shown: 'openDayDesk.form.shown',
  route: 'openDayDesk.form.route',
  lat: 'openDayDesk.form.lat',
  lng: 'openDayDesk.form.lng',
  min_age: 'openDayDesk.form.minAge',
  max_party: 'openDayDesk.form.maxParty',
  offer_hours: 'openDayDesk.form.offerHours',
  clothing: 'openDayDesk.form.clothing',
  briefing: 'openDayDesk.form.briefing',
  accessibility: 'openDayDesk.form.accessibility',
  helmet: 'openDayDesk.form.helmet',
  shoes: 'openDayDesk.form.shoes'
} as const;

function ofSeats(day: OpenDayPage, facts: Facts, t: T): Change[] {
  const before = capacities(day);
  const after = record(facts.seats);
  return categories.flatMap((c) =>
    before[c] === after[c]
      ? []
      : [
          {
            label: t('openDayDesk.change.seats', { category: t(`openDays.category.${c}`) }),
            from: plain(before[c]),
            to: plain(after[c])
          }
        ]
  );
}

function ofSafety(day: OpenDayPage, facts: Facts, t: T): Change[] {
  const after = record(facts.safety);
  const say = (value: unknown) => t(value === true ? 'common.form.yes' : 'common.form.no');
  return [
    ...words.map((name) => ({ name, from: day.safety[name], to: plain(after[name]) })),
    ...gear.map((name) => ({ name, from: say(day.safety[name]), to: say(after[name]) }))
  ].flatMap(({ name, from, to }) => (from === to ? [] : [{ label: t(labelOf[name]), from, to }]));
}

/** The differences in words, as everyone who booked and the public are told. */
export function describe(
  day: OpenDayPage,
  facts: Facts,
  items: { item: string; name: string }[],
  t: T
): Change[] {
  const fmt = formats(t);
  const given = changed(day, facts);
  const at = (value: unknown) => (typeof value === 'string' && value !== '' ? fmt.dateTime(value) : '');
  const named = (given: unknown) =>
    codes(given)
      .map((code) => items.find(({ item }) => item === code)?.name ?? '')
      .join(t('openDays.join'));
  return [
    ...moments.flatMap((name) =>
      name in given ? [{ label: t(labelOf[name]), from: at(day[name]), to: at(given[name]) }] : []
    ),
    ...[...texts, ...numbers].flatMap((name) =>
      name in given ? [{ label: t(labelOf[name]), from: plain(day[name]), to: plain(given[name]) }] : []
    ),
    ...('items' in given
      ? [
          {
            label: t('openDayDesk.form.items'),
            from: named(day.items.map(({ item }) => item)),
            to: named(given.items)
          }
        ]
      : []),
    ...('seats' in given ? ofSeats(day, facts, t) : []),
    ...('safety' in given ? ofSafety(day, facts, t) : [])
  ];
}
