import { calendarDay } from '#lib/server/calendar-day.ts';
import type { FormValues } from '#lib/ui/form.ts';
import type { OpenDayFacts } from '../desk-schema.ts';
import { categories } from '../open-days.ts';
import type { OpenDayPage } from '../schema.ts';

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', timeStyle: 'short' });
const dayOf = (moment: string | null) => (moment ? calendarDay(new Date(moment)) : '');
const timeOf = (moment: string | null) => (moment ? clock.format(new Date(moment)) : '');
const text = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

type Seats = OpenDayFacts['seats'];

/** What a day says, as the fields of its form hold it. */
export function dayValues(day: OpenDayPage, proposed: Seats): FormValues {
  const { safety } = day;
  return {
    title: day.title,
    day: dayOf(day.starts_at),
    start: timeOf(day.starts_at),
    end: timeOf(day.ends_at),
    closes_day: dayOf(day.booking_closes_at),
    closes_time: timeOf(day.booking_closes_at),
    meeting_point: text(day.meeting_point),
    lat: text(day.lat),
    lng: text(day.lng),
    shown: text(day.shown),
    route: text(day.route),
    items: day.items.map(({ item }) => item),
    min_age: text(day.min_age),
    max_party: text(day.max_party),
    offer_hours: text(day.offer_hours),
    gear: [...(safety.helmet ? ['helmet'] : []), ...(safety.shoes ? ['shoes'] : [])],
    clothing: safety.clothing,
    briefing: safety.briefing,
    accessibility: safety.accessibility,
    ...seatValues(
      // what the rule asks for is where a day begins
      day.state === 'proposed' && day.capacity === 0
        ? { ...day.minimum, ...proposed }
        : Object.fromEntries(day.seats.map(({ category, capacity }) => [category, capacity]))
    )
  };
}

const seatValues = (seats: Record<string, number | undefined>): FormValues =>
  Object.fromEntries(categories.map((category) => [`seats.${category}`, text(seats[category] ?? 0)]));

/** What a template says; what it leaves out is left as it is. */
export function templateValues(facts: OpenDayFacts): FormValues {
  const { safety, seats, items, title, meeting_point, shown, route, min_age, max_party, offer_hours } = facts;
  const plain = { title, meeting_point, shown, route, min_age, max_party, offer_hours };
  return {
    ...Object.fromEntries(
      Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, text(value)]]))
    ),
    ...(items ? { items } : {}),
    ...(seats ? seatValues(seats) : {}),
    ...(safety
      ? {
          gear: [...(safety.helmet ? ['helmet'] : []), ...(safety.shoes ? ['shoes'] : [])],
          clothing: safety.clothing,
          briefing: safety.briefing,
          accessibility: safety.accessibility
        }
      : {})
  };
}

/** A day as a template keeps it. */
export function factsOf(day: OpenDayPage): OpenDayFacts {
  return {
    title: day.title,
    meeting_point: day.meeting_point ?? undefined,
    shown: day.shown ?? undefined,
    route: day.route ?? undefined,
    items: day.items.map(({ item }) => item),
    seats: Object.fromEntries(day.seats.map(({ category, capacity }) => [category, capacity])),
    min_age: day.min_age,
    safety: day.safety,
    max_party: day.max_party,
    offer_hours: day.offer_hours
  };
}
