import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Visitor } from '#tests/support/browserless.ts';
import { hidden } from '#tests/support/disclosing.ts';
import { bookForm } from '#tests/support/open-day-server.ts';
import type { OpenDaySite } from '#tests/support/open-day-story.ts';

/** Open days as a browser without scripts uses them: reading, booking, waiting. */
export function whoVisits(site: () => OpenDaySite): void {
  let used = 0;
  /** Somebody who has booked nothing yet. */
  function guest(): Visitor {
    used += 1;
    const one = site().visitors.at(-used);
    if (!one) throw new Error('no guest left');
    return site().as(one);
  }
  const book = (who: Visitor, slug: string, more: Record<string, string> = {}) =>
    who.post(`/open-days/${slug}?/book`, bookForm(more));
  const own = (slug: string) => `/open-days/${slug}/booking`;

  describe('a visitor', () => {
    it('reads the list, the month, the day, the project and the figures, in both languages', async () => {
      const who = site().someone();
      const list = await site().page(who, '/open-days');
      expect(list).toContain(`/open-days/${site().open}`);
      expect(list).toContain('/calendar/lists/open-days.ics');
      const day = await site().page(who, `/open-days/${site().open}`);
      expect(day).toContain('已约 0，共 2，余 2');
      expect(day).toContain('登录后预约');
      expect(day).toContain('工地南门');
      for (const path of [
        '/open-days?view=month',
        `/projects/${site().address}/open-days`,
        `/projects/${site().address}/open-days/figures`,
        '/open-days/figures',
        '/open-days?seats=expert&city=420100&status=announced'
      ])
        for (const address of [path, `/en${path}`])
          expect((await who.get(address)).status, address).toBe(200);
      expect((await who.get('/open-days/nothing12')).status).toBe(404);
      const home = await site().page(who, '/');
      expect(home).toContain('即将举行的开放日');
    });

    it('gets the figures as a file and the days of the map', async () => {
      const file = await site().someone().get('/open-days/figures.csv');
      expect(file.headers.get('content-type')).toContain('text/csv');
      expect(await file.text()).toMatch(/合计,合计,已公告,\d+/);
      // those of one project, which are its own alone
      const path = `/projects/${site().address}/open-days`;
      expect(await site().page(site().someone(), path)).toContain(`href="${path}/figures"`);
      const own = await site().someone().get(`${path}/figures.csv`);
      expect(own.headers.get('content-type')).toContain('text/csv');
      expect(await own.text()).toMatch(/合计,合计,已公告,[1-9]/);
      const before = await site().someone().get(`${path}/figures.csv?to=2020-01-01`);
      expect(await before.text()).toContain('合计,合计,已公告,0');
      expect((await site().someone().get('/projects/nothing123/open-days/figures')).status).toBe(404);
      const points: unknown = await (await site().someone().get('/map/open-days')).json();
      expect(z.array(z.object({ slug: z.string(), lat: z.number() })).parse(points).length).toBeGreaterThan(
        0
      );
    });

    it('reads from memory for some seconds; who is signed in reads what is so now', async () => {
      const path = `/open-days/${site().open}`;
      const who = site().someone();
      let second: Response | null = null;
      // the seconds may be over between the first and the second
      for (let tries = 0; tries < 4 && second?.headers.get('x-cache') !== 'hit'; tries += 1) {
        await (await who.get(path)).text();
        second = await who.get(path);
      }
      expect(second?.headers.get('x-cache')).toBe('hit');
      expect(second?.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=10');
      const signedIn = await guest().get(path);
      expect(signedIn.headers.get('x-cache')).toBeNull();
      expect(signedIn.headers.get('cache-control')).toContain('no-store');
    });

    it('books nothing, and is led to sign in', async () => {
      const who = site().someone();
      expect((await book(who, site().open)).status).toBe(401);
      expect((await who.post(`/projects/${site().address}/open-days?/ask`, { wish: '看防水' })).status).toBe(
        401
      );
      for (const path of [own(site().open), '/account/bookings', '/desk/open-days'])
        expect((await who.get(path)).headers.get('location'), path).toContain('/account/sign-in?next=');
    });
  });

  describe('the form that books', () => {
    it('tells what is wrong at its field and keeps what was typed, the key too', async () => {
      const who = guest();
      const key = randomUUID();
      const refused = await book(who, site().open, {
        key,
        agree: 'no',
        'shoe.1': '99',
        note: '我在施工单位工作',
        declared: 'employer'
      });
      expect(refused.status).toBe(400);
      const text = await refused.text();
      expect(text).toContain('href="#book-agree"');
      expect(text).toContain('href="#book-shoe.1"');
      expect(text).toContain('value="我在施工单位工作"');
      expect(hidden(text, 'key')).toBe(key);
    });

    it('says why a category is not open to somebody', async () => {
      const stranger = await book(guest(), site().open, { category: 'expert' });
      expect(stranger.status).toBe(403);
      expect(await stranger.text()).toContain('href="#book-category"');
      const expert = site().as(site().expert);
      const conflict = await book(expert, site().open, { category: 'expert', declared: 'kin', note: '兄弟' });
      expect(conflict.status).toBe(422);
      expect(await conflict.text()).toContain('href="#book-declared"');
      const large = await book(expert, site().open, { category: 'expert', party_size: '3' });
      expect(await large.text()).toContain('href="#book-party_size"');
      expect((await book(expert, site().open, { category: 'expert' })).status).toBe(303);
    });

    it('sent twice is one booking, and another form of the same person none', async () => {
      const who = guest();
      const key = randomUUID();
      const form = { category: 'public', key, 'helmet.1': 'l', 'shoe.1': '42' };
      const first = await book(who, site().open, form);
      expect(first.headers.get('location')).toBe(`${own(site().open)}?done=book`);
      expect((await book(who, site().open, form)).status).toBe(303);
      expect((await book(who, site().open, { category: 'public' })).status).toBe(409);
      const list = await site().page(who, '/account/bookings');
      expect(list).toContain('共 1 条');
      expect(list).toContain('预约成功');
    });
  });

  describe('one’s own booking', () => {
    it('waits, is offered the freed seat, and is confirmed', async () => {
      const [holder, waiting] = [guest(), guest()];
      await book(holder, site().open);
      await book(waiting, site().open);
      const line = await site().page(waiting, own(site().open));
      expect(line).toContain('您在住户代表候补队列的第 1 位');
      expect(line).toContain('保留 24 小时');
      const holding = await site().page(holder, own(site().open));
      const cancelled = await holder.post(`${own(site().open)}?/cancel`, { code: hidden(holding, 'code') });
      expect(cancelled.headers.get('location')).toBe(`${own(site().open)}?done=cancel`);
      const told = await site().page(waiting, own(site().open));
      expect(told).toContain('有名额了');
      const confirmed = await waiting.post(`${own(site().open)}?/confirm`, { code: hidden(told, 'code') });
      expect(confirmed.headers.get('location')).toBe(`${own(site().open)}?done=confirm`);
      expect(await site().page(waiting, own(site().open))).toContain('预约成功，请按时到场');
      // nobody acts on another's booking
      const foreign = await holder.post(`${own(site().open)}?/cancel`, { code: hidden(told, 'code') });
      expect(foreign.status).toBe(404);
    });

    it('changes its party while there are seats, and keeps it where there are not', async () => {
      const who = guest();
      await book(who, site().open, { category: 'public', party_size: '2' });
      const code = hidden(await site().page(who, own(site().open)), 'code');
      const smaller = await who.post(`${own(site().open)}?/change`, {
        code,
        party_size: '1',
        'age.1': 'senior'
      });
      expect(smaller.status).toBe(303);
      const larger = await who.post(`${own(site().open)}?/change`, { code, party_size: '5' });
      expect(larger.status).toBe(422);
      expect(await larger.text()).toContain('href="#change-party_size"');
      const nobody = await who.post(`${own(site().open)}?/transfer`, { code, email: 'nobody@x.cn' });
      expect(nobody.status).toBe(422);
    });

    it('is given up by the link of the mail, by a press alone', async () => {
      const path = `/open-days/refuse?token=${site().offer.token}`;
      const shown = await site().page(site().someone(), path);
      expect(shown).toContain('放弃这个名额');
      expect(await site().page(site().as(site().offer.next), own(site().offer.slug))).toContain('有名额了');
      const pressed = await site()
        .someone()
        .post('/open-days/refuse', { token: hidden(shown, 'token') });
      expect(await pressed.text()).toContain('已放弃，谢谢');
      expect(await site().page(site().as(site().offer.next), own(site().offer.slug))).toContain('已放弃名额');
      const again = await site().someone().post('/open-days/refuse', { token: site().offer.token });
      expect(again.status).toBe(409);
      expect(await site().page(site().someone(), '/open-days/refuse')).toContain('链接不完整或已经失效');
    });
  });
}
