import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeHub } from '#lib/server/hub.ts';
import { visitor, type Visitor } from '#tests/support/browserless.ts';
import { icalendar, icaljs } from '#tests/support/calendar-readers.ts';
import { person, testPassword } from '#tests/support/database.ts';
import { openOpenDays } from '#tests/support/open-days.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

const origin = 'https://hub.example';
let server: RunningServer;
const slugs = { moved: '', cancelled: '', booked: '', proposed: '', project: '' };
const uid = (slug: string) => `open-day-${slug}@sunlit`;

/** One day that was moved, one called off, one that a guest booked, and one that is not announced yet. */
async function fill(): Promise<string> {
  const days = await openOpenDays();
  const guest = await person(days.hub, { email: 'guest@x.cn' });
  slugs.project = days.address;
  slugs.moved = await days.day({ public: 5 }, { title: '改期的, “开放日”; 第一场' });
  slugs.cancelled = await days.day({ public: 5 });
  slugs.booked = await days.day({ public: 5 });
  const { developer, must } = days;
  const facts = { starts_at: days.inDays(12), ends_at: days.inDays(12, 2) };
  await must(developer.db, 'change_open_day', { slug: slugs.moved, facts, reason: '塔吊检修' });
  await must(developer.db, 'cancel_open_day', { slug: slugs.cancelled, reason: 'weather' });
  const asked = { slug: slugs.booked, category: 'public', party_size: 1, party: [], declaration: {} };
  await must(guest.db, 'book_open_day', { ...asked, key: randomUUID() });
  const proposed = { project: slugs.project, ...days.basics({ public: 5 }, { title: '还没有公告' }) };
  await must(developer.db, 'save_open_day', { slug: null, facts: proposed });
  const { dataDir } = days.hub.config;
  await closeHub();
  return dataDir;
}

beforeAll(async () => {
  server = await startServer({
    dataDir: await fill(),
    env: { HUB_DEMO: 'off', ORIGIN: origin, ADDRESS_HEADER: 'x-forwarded-for' }
  });
});
afterAll(() => server.stop());

let machines = 0;
const get = (path: string, headers: Record<string, string> = {}) => {
  machines += 1;
  return fetch(server.url + path, {
    redirect: 'manual',
    headers: { 'x-forwarded-for': `198.51.105.${String(machines % 250)}`, ...headers }
  });
};
const textOf = async (path: string) => (await get(path)).text();
const paths = () => [
  '/calendar/all.ics',
  '/calendar/divisions/420000.ics',
  '/calendar/divisions/420102.ics',
  `/calendar/projects/${slugs.project}.ics`
];

describe('a public calendar', () => {
  it('holds each announced day, moved and cancelled ones as such, for two readers alike', async (context) => {
    const python = icalendar(context);
    for (const path of paths()) {
      const text = await textOf(path);
      const read = icaljs(text);
      expect(read.method).toBe('PUBLISH');
      const { errors, events } = python(text);
      expect(errors).toEqual([]);
      expect(events, path).toEqual(read.events);
      expect(read.events.map((one) => one.uid).sort(), path).toEqual(
        [slugs.moved, slugs.cancelled, slugs.booked].map(uid).sort()
      );
      const of = (slug: string) => read.events.find((one) => one.uid === uid(slug));
      expect(of(slugs.moved)).toMatchObject({ sequence: 1, status: 'CONFIRMED' });
      expect(of(slugs.moved)?.summary).toContain('改期的, “开放日”; 第一场');
      expect(of(slugs.cancelled)).toMatchObject({ sequence: 1, status: 'CANCELLED' });
      expect(of(slugs.cancelled)?.summary).toMatch(/^已取消：/);
      expect(of(slugs.booked)).toMatchObject({ sequence: 0, status: 'CONFIRMED' });
      expect(text).not.toContain('还没有公告');
      expect(text).not.toContain('预约码');
    }
    expect(icaljs(await textOf('/calendar/divisions/420600.ics')).events).toEqual([]);
  });

  it('speaks the language of its address, and leads to the page of the day', async () => {
    const text = (await textOf('/en/calendar/all.ics')).replaceAll('\r\n ', '');
    expect(text).toContain(`${origin}/en/open-days/${slugs.booked}`);
    expect(text).toMatch(/SUMMARY:Cancelled: /);
    expect(await textOf('/calendar/all.ics')).toContain(`URL;VALUE=URI:${origin}/open-days/${slugs.booked}`);
  });

  it('may be kept and asked for again, from anywhere', async () => {
    for (const path of [...paths(), `/open-days/${slugs.booked}/event.ics`]) {
      const first = await get(path);
      expect(first.status, path).toBe(200);
      expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH');
      expect(first.headers.get('cache-control')).toMatch(/^public/);
      expect(first.headers.get('access-control-allow-origin')).toBe('*');
      const etag = first.headers.get('etag') ?? '';
      const again = await get(path, { 'if-none-match': etag });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
    }
  });

  it('of one day is a file with that day alone; cancelled, it says so', async () => {
    expect(icaljs(await textOf(`/open-days/${slugs.cancelled}/event.ics`)).events).toMatchObject([
      { uid: uid(slugs.cancelled), status: 'CANCELLED' }
    ]);
  });

  it('that there is none of is a problem', async () => {
    for (const path of [
      '/calendar/divisions/429999.ics',
      '/calendar/projects/none.ics',
      '/open-days/none/event.ics',
      '/calendar/me/none.ics',
      `/calendar/me/${'A'.repeat(43)}.ics`
    ]) {
      const answer = await get(path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    }
  });

  it('is explained on a page, with the addresses that calendar programs take', async () => {
    for (const prefix of ['', '/en']) {
      const page = await textOf(`${prefix}/calendar`);
      expect(page).toContain(`webcal://hub.example${prefix}/calendar/all.ics`);
      const links = [...page.matchAll(/href="([^"]*\/calendar\/[^"]+\.ics)"/g)].flatMap(([, href = '']) =>
        href.startsWith('/') ? [href] : []
      );
      expect(links).toHaveLength(1 + 17);
      for (const href of links) expect((await get(href)).status, href).toBe(200);
    }
  });
});

describe('a private calendar', () => {
  let guest: Visitor;
  const addressIn = (page: string) =>
    /https:\/\/hub\.example(\/calendar\/me\/[\w-]{43}\.ics)/.exec(page)?.[1] ?? '';
  const press = async (what: string) =>
    (await guest.post(`/account/calendar?/${what}`, {}, { origin })).text();

  beforeAll(async () => {
    guest = visitor(server.url, '198.51.106.1');
    const given = { email: 'guest@x.cn', password: testPassword };
    const signedIn = await guest.post('/account/sign-in', given, { origin });
    expect(signedIn.status).toBe(303);
  });

  it('is for who is signed in', async () => {
    expect((await get('/account/calendar')).status).toBe(303);
  });

  it('has a secret address that is shown once, and holds the own bookings alone', async () => {
    expect(addressIn(await (await guest.get('/account/calendar')).text())).toBe('');
    const made = await press('make');
    const address = addressIn(made);
    expect(made).toContain(`webcal://hub.example${address}`);
    expect(addressIn(await (await guest.get('/account/calendar')).text())).toBe('');

    const first = await get(address);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const text = await first.text();
    expect(icaljs(text).events).toMatchObject([{ uid: uid(slugs.booked), status: 'CONFIRMED' }]);
    expect(icaljs(text).events[0]?.summary).toMatch(/^已预约：/);
    expect(text).toContain('预约码');
    const again = await get(address, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await get(`/en${address}`)).status).toBe(200);
  });

  it('ends when its address is renewed or stopped', async () => {
    const first = addressIn(await press('make'));
    const second = addressIn(await press('make'));
    expect(second).not.toBe(first);
    expect((await get(first)).status).toBe(404);
    expect((await get(second)).status).toBe(200);
    await press('stop');
    expect((await get(second)).status).toBe(404);
  });
});
