import { TZDate } from '@date-fns/tz';
import ical, {
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalCalendar
} from 'ical-generator';
import { formats } from '#lib/i18n/format.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { T } from '#lib/i18n/types.ts';
import { clean } from '#lib/journal/feed.ts';
import type { CalendarRow } from './schema.ts';

const zone = 'Asia/Shanghai';

/** The whole zone since 1991: no summer time. Given with each calendar, so that no client has to guess what is meant. */
const zoneText = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE'
].join('\r\n');

const methods = {
  publish: ICalCalendarMethod.PUBLISH,
  request: ICalCalendarMethod.REQUEST,
  cancel: ICalCalendarMethod.CANCEL
};

/** An open day with its hours: one without has no place in a calendar. */
export type CalendarDay = Pick<
  CalendarRow,
  'slug' | 'state' | 'title' | 'lat' | 'lng' | 'meeting_point' | 'sequence' | 'changed_at' | 'demo'
> & {
  starts_at: string;
  ends_at: string;
  project: Pick<CalendarRow['project'], 'name' | 'division' | 'division_en'>;
  cancelled_reason: CalendarRow['cancelled_reason'];
  booking: CalendarRow['booking'];
};

interface Options {
  name: string;
  /** Of links: `https://hub.example`. */
  origin: string;
  method: keyof typeof methods;
  t: T;
  /** Of an invitation, which without both is none. The guest alone: a calendar must not tell who else comes. */
  organizer?: { name: string; email: string };
  guest?: string;
}

/**
 * The same in each calendar and mail for ever, so that a client knows the entry again. The slug is never reused; the host
 * is not in it, since a hub may move.
 */
export const uidOf = (slug: string): string => `open-day-${slug}@sunlit`;

const isCancelled = ({ state }: CalendarDay) => state === 'cancelled' || state === 'not_held';

function statusOf(day: CalendarDay, method: Options['method']): ICalEventStatus | undefined {
  if (isCancelled(day)) return ICalEventStatus.CANCELLED;
  // RFC 5546, 3.2.5: one guest taken off the list; the event itself goes on and has no status here
  if (method === 'cancel') return undefined;
  return day.booking && day.booking.state !== 'confirmed' && day.booking.state !== 'attended'
    ? ICalEventStatus.TENTATIVE
    : ICalEventStatus.CONFIRMED;
}

function titleOf(day: CalendarDay, t: T): string {
  const title = t('calendars.event.title', { title: day.title, project: day.project.name });
  if (isCancelled(day))
    return t(`calendars.event.${day.state === 'not_held' ? 'notHeld' : 'cancelled'}`, { title });
  return day.booking
    ? t(`calendars.event.${day.booking.state === 'confirmed' ? 'mine' : 'waiting'}`, { title })
    : title;
}

function textOf(day: CalendarDay, address: string, t: T): string {
  const lines = [
    isCancelled(day) && day.cancelled_reason
      ? t('calendars.event.reason', { reason: t(`calendars.reason.${day.cancelled_reason}`) })
      : '',
    t('calendars.event.project', { name: day.project.name }),
    day.meeting_point ? t('calendars.event.meet', { place: day.meeting_point }) : '',
    t('calendars.event.when', { when: formats(t).dateTime(day.starts_at) }),
    day.booking ? t('calendars.event.code', { code: day.booking.code, count: day.booking.party_size }) : '',
    t('calendars.event.more', { address }),
    day.demo ? t('calendars.event.demo') : ''
  ];
  return clean(lines.filter((line) => line !== '').join('\n'));
}

function add(calendar: ICalCalendar, day: CalendarDay, options: Options): void {
  const { t, origin, method } = options;
  const address = origin + localise(`/open-days/${day.slug}`, t.lang);
  const changed = new Date(day.changed_at);
  const area = t.lang === 'en' ? day.project.division_en : day.project.division;
  calendar.createEvent({
    id: uidOf(day.slug),
    sequence: day.sequence,
    // when it was last revised: the same bytes until it changes again
    stamp: changed,
    lastModified: changed,
    start: new TZDate(day.starts_at, zone),
    end: new TZDate(day.ends_at, zone),
    timezone: zone,
    summary: clean(titleOf(day, t)),
    description: textOf(day, address, t),
    location: {
      title: clean(
        [area, day.project.name, day.meeting_point ?? ''].filter((part) => part !== '').join(' · ')
      ),
      ...(day.lat !== null && day.lng !== null ? { geo: { lat: day.lat, lon: day.lng } } : {})
    },
    url: address,
    status: statusOf(day, method),
    // the time of those who only follow a calendar stays free
    transparency: day.booking ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    busystatus: day.booking && !isCancelled(day) ? ICalEventBusyStatus.BUSY : ICalEventBusyStatus.FREE,
    ...(options.organizer ? { organizer: options.organizer } : {}),
    ...(options.guest
      ? { attendees: [{ email: options.guest, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }] }
      : {})
  });
}

/** Names of calendars are written as they come by the library, and are TEXT all the same (RFC 7986, 5.1). */
const escaped = (text: string): string =>
  clean(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/[\r\n]+/g, ' ');

/**
 * A calendar (RFC 5545) with CRLF, folded at 75 octets. `publish` is for feeds and files; `request` and `cancel` are for
 * mails to one guest, whose client then keeps its entry in step.
 */
export function writeCalendar(days: CalendarDay[], options: Options): string {
  const calendar = ical({
    prodId: `//Sunlit//Open days//${options.t.lang.toUpperCase()}`,
    method: methods[options.method],
    name: options.method === 'publish' ? escaped(options.name) : null,
    timezone: { name: null, generator: () => zoneText },
    ttl: options.method === 'publish' ? 3600 : null
  });
  for (const day of days) add(calendar, day, options);
  return `${calendar.toString()}\r\n`;
}

export const calendarType = (method: Options['method']): string =>
  `text/calendar; charset=utf-8; method=${methods[method]}`;
