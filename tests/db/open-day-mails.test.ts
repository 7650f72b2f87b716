import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mails } from '#lib/notifications/outbox.server.ts';
import { booked } from '#lib/open-days/schema.ts';
import { person, type TestPerson } from '#tests/support/database.ts';
import { openOpenDays, type OpenDays } from '#tests/support/open-days.ts';
import { startMailServer, type MailServer } from '#tests/support/smtp.ts';

let days: OpenDays;
let server: MailServer;
let guest: TestPerson;
let waiter: TestPerson;
beforeAll(async () => {
  days = await openOpenDays();
  server = await startMailServer();
  guest = await person(days.hub, { email: 'guest@example.org' });
  waiter = await person(days.hub, { email: 'waiter@example.org' });
});
afterAll(async () => {
  // with its connections: the mail server waits for each of them
  await days.hub.close();
  await server.close();
});

const send = () =>
  mails.run(
    { ...days.hub, config: { ...days.hub.config, HUB_SMTP_URL: server.url } },
    new AbortController().signal
  );

async function book(who: TestPerson, slug: string, delegation: string | null = null) {
  const key = randomUUID();
  const asked = { slug, category: 'resident', party_size: 1, party: [], declaration: {}, key, delegation };
  return booked.parse(await days.must(who.db, 'book_open_day', asked));
}

/** What the newest mail to an address does to a calendar; null where it carries none. */
function newest(address: string) {
  const calendar = server.to(address).at(-1)?.calendar;
  if (!calendar) return null;
  const read = ICAL.Component.fromString(calendar.content.replaceAll('\n', '\r\n'));
  const event = new ICAL.Event(read.getFirstSubcomponent('vevent') ?? read);
  return {
    type: calendar.type,
    method: read.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    start: event.startDate.toJSDate().toISOString(),
    attendees: event.attendees.map((one) => one.getFirstValue())
  };
}

describe('mails about an open day', () => {
  it('keep the calendar of each guest in step: booked, moved, called off', async () => {
    const slug = await days.day({ resident: 1 });
    const seat = await book(guest, slug);
    const waiting = await book(waiter, slug);
    expect([seat.state, waiting.state]).toEqual(['confirmed', 'waiting']);
    await send();
    const first = newest(guest.email);
    expect(first).toMatchObject({
      method: 'REQUEST',
      uid: `open-day-${slug}@sunlit`,
      sequence: 0,
      attendees: ['MAILTO:guest@example.org']
    });
    expect(first?.type).toMatch(/method=REQUEST/);
    expect(server.to(guest.email).at(-1)?.text).toContain(seat.code);
    expect(newest(waiter.email)).toBeNull();

    const starts_at = days.inDays(12);
    const moved = { starts_at, ends_at: days.inDays(12, 2) };
    await days.must(days.developer.db, 'change_open_day', { slug, facts: moved, reason: '塔吊检修' });
    await send();
    const second = newest(guest.email);
    expect(second).toMatchObject({ method: 'REQUEST', uid: first?.uid, sequence: 1 });
    expect(Date.parse(second?.start ?? '')).toBe(Math.floor(Date.parse(starts_at) / 1000) * 1000);
    expect(server.to(guest.email).at(-1)?.text).toContain('塔吊检修');
    expect(newest(waiter.email)).toBeNull();
    expect(server.to(waiter.email).at(-1)?.text).toContain('塔吊检修');

    await days.must(days.developer.db, 'cancel_open_day', { slug, reason: 'weather' });
    await send();
    expect(newest(guest.email)).toMatchObject({ method: 'CANCEL', uid: first?.uid, sequence: 2 });
    expect(server.to(guest.email).at(-1)?.text).toContain('原因：天气');
  });

  it('offer a freed seat with a link that gives it to the next', async () => {
    const slug = await days.day({ resident: 1 });
    const seat = await book(guest, slug);
    await book(waiter, slug);
    await days.must(guest.db, 'cancel_booking', { code: seat.code });
    await send();
    expect(newest(guest.email)).toMatchObject({ method: 'CANCEL', uid: `open-day-${slug}@sunlit` });
    const offer = server.to(waiter.email).at(-1);
    expect(offer?.subject).toContain('轮到您了');
    expect(offer?.text).toMatch(/\/open-days\/refuse\?token=[\w-]{20,}/);
  });

  it('move the entry from one calendar to the other when a booking is handed on', async () => {
    const slug = await days.day({ resident: 1 });
    const seat = await book(guest, slug, '街道代表团');
    await send();
    await days.must(guest.db, 'transfer_booking', { code: seat.code, to_email: waiter.email });
    await send();
    const uid = `open-day-${slug}@sunlit`;
    expect(newest(guest.email)).toMatchObject({ method: 'CANCEL', uid });
    expect(newest(waiter.email)).toMatchObject({ method: 'REQUEST', uid });
  });
});
