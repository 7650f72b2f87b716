import { z } from 'zod';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';
import { todos } from '../desk-schema.ts';
import { cancelReasons, categories, frequencies, requestStates, statuses } from '../open-days.ts';

const slug = z.string().regex(/^[a-z0-9]{4,40}$/);

/** What the desk's list reads from its address. */
export const list = listQuery({
  filters: {
    todo: pick(z.enum(todos)),
    q: words(),
    status: pick(z.enum(statuses)),
    project: pick(slug)
  },
  sorts: ['due']
});
export type ListQuery = ReturnType<typeof list.parse>;

export const deeds = [
  'save',
  'announce',
  'change',
  'cancel',
  'close',
  'replace',
  'series',
  'kept',
  'removed'
] as const;
export type Deed = (typeof deeds)[number];

/** What a case reads from its address. */
export const shown = z.object({
  done: pick(z.enum(deeds)),
  /** How many were told, or made. */
  count: pick(z.coerce.number().int().min(0).max(100_000)),
  template: pick(z.uuid())
});

const text = (max: number) => z.string().trim().max(max, 'errors.tooLong').default('');
const empty = z.literal('');
const day = z.union([empty, z.iso.date('openDayDesk.wrong.day')], 'openDayDesk.wrong.day').default('');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/);
const time = z.union([empty, clock], 'openDayDesk.wrong.time').default('');
const whole = (min: number, max: number) =>
  z
    .union(
      [empty.transform(() => null), z.coerce.number().int().min(min).max(max)],
      'openDayDesk.wrong.number'
    )
    .default(null);
const degrees = (min: number, max: number) =>
  z
    .union([empty.transform(() => null), z.coerce.number().min(min).max(max)], 'openDayDesk.wrong.place')
    .default(null);
const several = <S extends z.ZodType>(one: S) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(one));

/** A time on a clock in Shanghai, where there is no summer time. */
const moment = (on: string, at: string): string =>
  on === '' || at === '' ? '' : `${on}T${at.slice(0, 5)}:00+08:00`;

const fields = {
  title: z.string().trim().min(2, 'openDayDesk.wrong.title').max(100, 'openDayDesk.wrong.title'),
  day,
  start: time,
  end: time,
  closes_day: day,
  closes_time: time,
  meeting_point: text(200),
  lat: degrees(-90, 90),
  lng: degrees(-180, 180),
  shown: text(2000),
  route: text(2000),
  items: several(z.string().regex(/^[a-z][a-z0-9_]{1,39}$/)),
  min_age: whole(0, 99),
  max_party: whole(1, 50),
  offer_hours: whole(1, 168),
  gear: several(z.enum(['helmet', 'shoes'])),
  clothing: text(300),
  briefing: text(1000),
  accessibility: text(500)
};
const seat = whole(0, 2000);
const seats = Object.fromEntries(categories.map((category) => [`seats.${category}`, seat]));

const form = z.object({ ...fields, ...seats });
type Form = z.output<typeof form>;

function seatsOf(given: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    categories.map((category) => {
      const number = given[`seats.${category}`];
      return [category, typeof number === 'number' ? number : 0];
    })
  );
}

/** What the form says, as the verbs take it; null and '' take away what was there. */
function factsOf(given: Form): Record<string, unknown> {
  const { closes_day, closes_time, gear, clothing, briefing, accessibility } = given;
  return {
    title: given.title,
    starts_at: moment(given.day, given.start),
    ends_at: moment(given.day, given.end),
    booking_closes_at: moment(closes_day, closes_time),
    meeting_point: given.meeting_point,
    lat: given.lat,
    lng: given.lng,
    shown: given.shown,
    route: given.route,
    items: given.items,
    seats: seatsOf(given),
    min_age: given.min_age,
    max_party: given.max_party,
    offer_hours: given.offer_hours,
    safety: {
      helmet: gear.includes('helmet'),
      shoes: gear.includes('shoes'),
      clothing,
      briefing,
      accessibility
    }
  };
}

/** A new day lies where its project does, unless the form says where. */
const placed = ({ lat, lng, ...rest }: Record<string, unknown>): Record<string, unknown> =>
  lat === null ? rest : { ...rest, lat, lng };

const problem = (path: string, message: string) => ({ code: 'custom' as const, path: [path], message });

/** The fields that only make sense together. */
function checkTogether(given: Form, issues: { addIssue: (issue: ReturnType<typeof problem>) => void }) {
  if ((given.start !== '' || given.end !== '') && given.day === '')
    issues.addIssue(problem('day', 'openDayDesk.wrong.both'));
  if ((given.start === '') !== (given.end === ''))
    issues.addIssue(problem(given.start === '' ? 'start' : 'end', 'openDayDesk.wrong.time'));
  if ((given.closes_day === '') !== (given.closes_time === ''))
    issues.addIssue(
      problem(given.closes_day === '' ? 'closes_day' : 'closes_time', 'openDayDesk.wrong.both')
    );
  if ((given.lat === null) !== (given.lng === null))
    issues.addIssue(problem('lat', 'openDayDesk.wrong.place'));
}

const edits = z.coerce.number().int();

export const save = z
  .object({ ...form.shape, edits })
  .superRefine(checkTogether)
  .transform((given) => ({ facts: factsOf(given), edits: given.edits }));

const reason = z.string().trim().min(2, 'openDayDesk.wrong.reason').max(500, 'openDayDesk.wrong.reason');

export const change = z
  .object({ ...form.shape, edits, reason })
  .superRefine(checkTogether)
  .transform((given) => ({ facts: factsOf(given), edits: given.edits, reason: given.reason }));
export type Change = z.output<typeof change>;

export const propose = z
  .object({
    ...form.shape,
    project: z.string('errors.required').regex(/^[a-z0-9]{4,40}$/, 'errors.required'),
    frequency: z.union([empty, z.enum(frequencies)]).default(''),
    until: day
  })
  .superRefine(checkTogether)
  .superRefine((given, issues) => {
    if (given.frequency !== '' && given.until === '')
      issues.addIssue(problem('until', 'openDayDesk.wrong.until'));
  })
  .transform((given) => ({
    facts: placed(factsOf(given)),
    project: given.project,
    frequency: given.frequency,
    until: given.until
  }));

export const cancel = z.object({
  reason: z.enum(cancelReasons, 'openDayDesk.wrong.cancel'),
  note: text(500)
});
/** A form with nothing to fill in. */
export const removal = z.object({});

export const keep = z.object({
  name: z.string().trim().min(2, 'openDayDesk.wrong.template').max(60, 'openDayDesk.wrong.template')
});
export const template = z.object({ template: z.uuid() });

export const requestList = listQuery({
  filters: { state: pick(z.enum(requestStates)), project: pick(slug) },
  sorts: ['open']
});
export type RequestQuery = ReturnType<typeof requestList.parse>;

export const answer = z.object({
  request: z.uuid(),
  decision: z.enum(['accept', 'decline'], 'errors.required'),
  open_day: z.union([empty.transform(() => null), slug]).default(null),
  answer: z.string().trim().min(2, 'openDayDesk.wrong.answer').max(500, 'openDayDesk.wrong.answer')
});
