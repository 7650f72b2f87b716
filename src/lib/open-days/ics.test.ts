import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { clean } from '#lib/journal/feed.ts';
import { calendarType, uidOf, writeCalendar, type CalendarDay } from './ics.ts';

const zh = translator('zh');
const en = translator('en');
const origin = 'https://hub.example';

const day: CalendarDay = {
  slug: 'a1b2c3d4e5',
  state: 'announced',
  title: '主体结构验收开放日',
  starts_at: '2026-11-22T06:00:00+00:00',
  ends_at: '2026-11-22T08:30:00+00:00',
  meeting_point: '北门，保安亭旁; 请带身份证\\件',
  lat: 30.5,
  lng: 114.3,
  sequence: 0,
  changed_at: '2026-11-01T01:02:03.456+00:00',
  demo: false,
  project: {
    name: '江岸小区',
    division: '江岸区',
    division_en: 'Jiang’an'
  },
  cancelled_reason: null,
  booking: null
};

const write = (days: CalendarDay[], method: 'publish' | 'request' | 'cancel' = 'publish', t = zh) =>
  writeCalendar(days, { name: '湖北省, 工地; 开放日', origin, method, t });

/** What ical.js, which Thunderbird uses, reads. */
function read(text: string) {
  const calendar = ICAL.Component.fromString(text);
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)) };
}

const property = (event: ICAL.Event | undefined, name: string) =>
  event?.component.getFirstPropertyValue(name)?.toString();

describe('a calendar of open days', () => {
  it('says when in the zone of the site, whatever the zone of the reader', () => {
    const text = write([day]);
    expect(text).toContain('\r\nDTSTART;TZID=Asia/Shanghai:20261122T140000\r\n');
    expect(text).toContain('\r\nDTEND;TZID=Asia/Shanghai:20261122T163000\r\n');
    const { events } = read(text);
    expect(events[0]?.startDate.zone.tzid).toBe('Asia/Shanghai');
    expect(events[0]?.startDate.toJSDate().toISOString()).toBe('2026-11-22T06:00:00.000Z');
    expect(events[0]?.endDate.toJSDate().toISOString()).toBe('2026-11-22T08:30:00.000Z');
  });

  it('names the day for ever, and counts its changes', () => {
    const { calendar, events } = read(write([{ ...day, sequence: 3 }]));
    expect(events[0]?.uid).toBe('open-day-a1b2c3d4e5@sunlit');
    expect(events[0]?.sequence).toBe(3);
    expect(property(events[0], 'dtstamp')).toBe('2026-11-01T01:02:03Z');
    expect(property(events[0], 'last-modified')).toBe('2026-11-01T01:02:03Z');
    expect(property(events[0], 'status')).toBe('CONFIRMED');
    expect(property(events[0], 'url')).toBe(`${origin}/open-days/${day.slug}`);
    expect(property(events[0], 'geo')).toBe('30.5,114.3');
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(write([day])).toContain('\r\nNAME:湖北省\\, 工地\\; 开放日\r\n');
    expect(write([day])).toBe(write([day]));
  });

  it('keeps a cancelled day, and says so with the reason', () => {
    const gone: CalendarDay = { ...day, state: 'cancelled', cancelled_reason: 'weather', sequence: 4 };
    const { events } = read(write([gone]));
    expect(events[0]?.uid).toBe(uidOf(day.slug));
    expect(property(events[0], 'status')).toBe('CANCELLED');
    expect(events[0]?.summary).toBe('已取消：工地开放日：主体结构验收开放日（江岸小区）');
    expect(events[0]?.description).toContain('取消原因：天气');
    const english = read(write([gone], 'publish', en)).events[0];
    expect(english?.summary).toMatch(/^Cancelled: /);
    expect(property(english, 'url')).toBe(`${origin}/en/open-days/${day.slug}`);
  });

  it('tells a guest about their own booking, and takes one guest off without cancelling the day', () => {
    const booking = { code: 'K7Q2', state: 'waiting', party_size: 2 } as const;
    const waiting = read(write([{ ...day, booking }])).events[0];
    expect(property(waiting, 'status')).toBe('TENTATIVE');
    expect(waiting?.description).toContain('预约码：K7Q2，2 人');
    const invited = writeCalendar([{ ...day, booking: { ...booking, state: 'confirmed' } }], {
      name: '',
      origin,
      method: 'request',
      t: zh,
      organizer: { name: '阳光工地', email: 'hub@hub.example' },
      guest: 'guest@example.org'
    });
    const { calendar, events } = read(invited);
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(events[0]?.organizer).toBe('mailto:hub@hub.example');
    const [guest, ...others] = events[0]?.attendees ?? [];
    expect(guest?.getFirstValue()).toBe('MAILTO:guest@example.org');
    expect(guest?.getParameter('partstat')).toBe('ACCEPTED');
    expect(others).toEqual([]);
    const removed = read(write([{ ...day, booking: { ...booking, state: 'cancelled' } }], 'cancel'));
    expect(removed.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(property(removed.events[0], 'status')).toBeUndefined();
    expect(calendarType('cancel')).toBe('text/calendar; charset=utf-8; method=CANCEL');
  });

  it('is a whole file without any day', () => {
    const text = write([]);
    expect(read(text).events).toEqual([]);
    expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    expect(text.endsWith('\r\nEND:VCALENDAR\r\n')).toBe(true);
  });

  it('holds any words in any script: CRLF alone, 75 octets a line, read back as they were', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 120 });
    const chinese = fc.stringMatching(/^[\u4e00-\u9fff，。；：\\;,"^\n]{0,90}$/);
    const any = fc.oneof(words, chinese);
    fc.assert(
      fc.property(any, any, any, fc.nat(99), (title, place, name, sequence) => {
        const given = { ...day, title, meeting_point: place, sequence, project: { ...day.project, name } };
        const text = write([given]);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        // a line is broken between characters
        expect(text.isWellFormed()).toBe(true);
        expect(Buffer.from(text).toString()).toBe(text);
        const [event] = read(text).events;
        expect(event?.sequence).toBe(sequence);
        expect(lines(event?.summary)).toBe(lines(`工地开放日：${title}（${name}）`));
      }),
      { numRuns: 60 }
    );
  });
});

/** What no calendar may hold is left out, and each kind of line break is one. */
const lines = (text = '') => clean(text.replace(/\r\n?/g, '\n'));
