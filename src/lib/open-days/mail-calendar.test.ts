import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarOf } from './mail-calendar.ts';

const config = { HUB_MAIL_FROM: '阳光工地 <hub@hub.example>', ORIGIN: 'https://hub.example', PORT: 3000 };
const facts = {
  open_day: 'a1b2c3d4e5',
  title: '主体验收开放日',
  project: '江岸小区',
  starts_at: '2026-11-22T06:00:00Z',
  ends_at: '2026-11-22T08:00:00Z',
  meeting_point: '北门',
  sequence: 2,
  code: 'k7q2',
  party_size: 2
};
const mail = (kind: string, more: Record<string, unknown> = {}) =>
  calendarOf(config, {
    mail_id: '1',
    kind: `open_day.${kind}`,
    facts: { ...facts, ...more },
    locale: 'zh',
    path: '/',
    address: 'guest@example.org',
    subscription_id: null
  });

function entry(content = '') {
  const calendar = ICAL.Component.fromString(content);
  const event = calendar.getFirstSubcomponent('vevent');
  const text = (name: string) => event?.getFirstPropertyValue(name)?.toString();
  return { method: calendar.getFirstPropertyValue('method'), text, event };
}

describe('the calendar file of a mail', () => {
  it('puts a confirmed day into the calendar of one guest, and a changed one in its place', () => {
    const first = entry(mail('confirmed')?.content);
    const later = entry(
      mail('changed', {
        sequence: 3,
        starts_at: '2026-11-23T06:00:00Z',
        ends_at: '2026-11-23T08:00:00Z',
        code: undefined
      })?.content
    );
    expect(first.method).toBe('REQUEST');
    expect(later.method).toBe('REQUEST');
    expect(later.text('uid')).toBe(first.text('uid'));
    expect([first.text('sequence'), later.text('sequence')]).toEqual(['2', '3']);
    expect(later.text('dtstart')).toBe('2026-11-23T14:00:00');
    expect(first.text('organizer')).toBe('mailto:hub@hub.example');
    expect(first.event?.getAllProperties('attendee')).toHaveLength(1);
    expect(first.text('attendee')).toBe('MAILTO:guest@example.org');
  });

  it('takes a cancelled day away, with the status; and a seat that was given up, without', () => {
    const cancelled = entry(mail('cancelled', { sequence: 3, reason: 'weather' })?.content);
    expect([cancelled.method, cancelled.text('status')]).toEqual(['CANCEL', 'CANCELLED']);
    expect(cancelled.text('description')).toContain('天气');
    const left = entry(mail('given_up')?.content);
    expect([left.method, left.text('status')]).toEqual(['CANCEL', undefined]);
  });

  it('is none where nothing stands in the calendar, and where facts are missing', () => {
    for (const kind of ['waiting', 'offer', 'reminder', 'thanks', 'announced', 'owed'])
      expect(mail(kind)).toBeNull();
    expect(mail('changed', { state: 'waiting' })).toBeNull();
    expect(mail('changed', { state: 'confirmed' })).not.toBeNull();
    expect(mail('confirmed', { starts_at: null })).toBeNull();
  });
});
