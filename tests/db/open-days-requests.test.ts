import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskOpenDay, requests } from '#lib/open-days/desk-schema.ts';
import type { Client } from '#lib/server/client.ts';
import { openOpenDays, type Guest, type OpenDays } from '#tests/support/open-days.ts';

let days: OpenDays;
let next: () => Guest;

beforeAll(async () => {
  days = await openOpenDays();
  next = await days.newcomers(4);
});
afterAll(() => days.hub.close());

const atDesk = async (slug: string) =>
  deskOpenDay.parse(await days.must(days.developer.db, 'desk_open_day', { slug }));

describe('a day that is asked for', () => {
  it('reaches the developer without who asked, and comes back with an answer', async () => {
    const who = next();
    const other = next();
    const facts = { category: 'resident', wish: '想看卫生间防水施工' };
    const request = await days.must(who.db, 'request_open_day', { project: days.address, facts });
    expect(await days.ask(who.db, 'request_open_day', { project: days.address, facts })).toMatch(
      /open_day_requests_one_open_key/
    );
    const expert = { ...facts, category: 'expert' };
    expect(await days.ask(other.db, 'request_open_day', { project: days.address, facts: expert })).toBe(
      'registration_required'
    );
    const seen = requests.parse(await days.must(days.developer.db, 'browse_open_day_requests', {}));
    expect(seen.rows).toMatchObject([{ wish: facts.wish, mine: false, state: 'open' }]);
    expect(JSON.stringify(seen)).not.toContain(who.id);
    expect(requests.parse(await days.must(other.db, 'browse_open_day_requests', {})).total).toBe(0);
    const answer = { request, accept: true, answer: '下周安排' };
    expect(await days.ask(days.company.db, 'answer_open_day_request', answer)).toBe('host_required');
    const { slug } = z
      .object({ slug: z.string() })
      .parse(await days.must(days.developer.db, 'answer_open_day_request', answer));
    expect((await atDesk(slug)).origin).toBe('request');
    expect(await days.ask(days.developer.db, 'answer_open_day_request', answer)).toBe(
      'open_day_request_answered'
    );
    expect(await days.toldTo(who)).toEqual(['open_day.answered']);
    // of a day that was not announced only the host has a page, and who asked is told of the announcement
    const answered = async (db: Client) =>
      requests.parse(await days.must(db, 'browse_open_day_requests', {})).rows[0]?.open_day;
    expect(await answered(who.db)).toBeNull();
    expect(await answered(days.developer.db)).toBe(slug);
    await days.must(days.developer.db, 'save_open_day', { slug, facts: days.basics({ resident: 2 }) });
    await days.must(days.developer.db, 'announce_open_day', { slug });
    expect(await days.toldTo(who)).toEqual(['open_day.answered', 'open_day.announced']);
    expect(await answered(who.db)).toBe(slug);
  });

  it('may be one that is planned already', async () => {
    const who = next();
    const facts = { category: 'public', wish: '想看外墙保温施工' };
    const request = await days.must(who.db, 'request_open_day', { project: days.address, facts });
    const planned = await days.day({ public: 3 });
    const over = await days.day({ public: 3 });
    await days.must(days.developer.db, 'cancel_open_day', { slug: over, reason: 'weather' });
    const offered = async (db: Client) =>
      requests
        .parse(await days.must(db, 'browse_open_day_requests', { filters: { state: 'open' } }))
        .rows.flatMap((one) => one.days.map(({ slug }) => slug));
    expect(await offered(days.developer.db)).toContain(planned);
    expect(await offered(days.developer.db)).not.toContain(over);
    expect(await offered(who.db)).toEqual([]);
    const answer = { request, accept: true, answer: '就在这一场' };
    expect(await days.ask(days.developer.db, 'answer_open_day_request', { ...answer, open_day: over })).toBe(
      'open_day_not_found'
    );
    expect(
      await days.must(days.developer.db, 'answer_open_day_request', { ...answer, open_day: planned })
    ).toEqual({ slug: planned, state: 'accepted' });
    const [told] = await days.hub.sql.query(
      `select path from public.notifications where user_id = $1 and kind = 'open_day.answered'`,
      [who.id]
    );
    expect(told?.path).toBe(`/open-days/${planned}`);
  });
});
