import { describe, expect, it } from 'vitest';
import type { Visitor } from '#tests/support/browserless.ts';
import { hidden } from '#tests/support/disclosing.ts';
import { bookForm } from '#tests/support/open-day-server.ts';
import type { OpenDaySite } from '#tests/support/open-day-story.ts';

/** What hosts and bureaus do with open days, as a browser without scripts does it. */
export function whoHosts(site: () => OpenDaySite): void {
  let used = 0;
  /** Somebody who has booked nothing yet. */
  function guest(): Visitor {
    used += 1;
    const one = site().wishing.at(-used);
    if (!one) throw new Error('no guest left');
    return site().as(one);
  }

  describe('the desk', () => {
    const inDays = (days: number) =>
      new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    const form = (): Record<string, string> => ({
      title: '自愿开放日',
      day: inDays(15),
      start: '14:00',
      end: '16:00',
      meeting_point: '项目北门',
      'seats.resident': '4',
      max_party: '2',
      offer_hours: '12'
    });

    it('is for those who take part', async () => {
      const path = `/desk/open-days/${site().hosted}`;
      for (const name of ['developer', 'reviewer'] as const)
        expect((await site().member(name).get(path)).status, name).toBe(200);
      expect((await guest().get(path)).status).toBe(403);
      for (const act of ['save', 'announce', 'change', 'cancel', 'close', 'replace'])
        expect((await guest().post(`${path}?/${act}`)).status, act).toBe(403);
      expect((await site().member('reviewer').get('/desk/open-day-kinds')).status).toBe(200);
      expect((await site().member('developer').get('/desk/open-day-kinds')).status).toBe(403);
    });

    it('proposes, announces, changes with a preview, and cancels with a reason', async () => {
      const host = site().member('developer');
      const nothing = await host.post('/desk/open-days/new', { ...form(), title: '', start: '' });
      expect(nothing.status).toBe(400);
      expect(await nothing.text()).toContain('href="#day-title"');
      const made = await host.post('/desk/open-days/new', {
        ...form(),
        project: site().address,
        meeting_point: ''
      });
      const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
      expect(path).toMatch(/^\/desk\/open-days\/\w+$/);
      const slug = path.replace(/^.*\//, '');
      expect((await site().someone().get(`/open-days/${slug}`)).status).toBe(404);

      const edits = hidden(await site().page(host, path), 'edits');
      const early = await host.post(`${path}?/announce`, { ...form(), meeting_point: '', edits });
      expect(early.status).toBe(422);
      const refused = await early.text();
      expect(refused).toContain('href="#day-meeting_point"');
      expect(refused).toContain('value="自愿开放日"');
      const announced = await host.post(`${path}?/announce`, { ...form(), edits: hidden(refused, 'edits') });
      expect(announced.headers.get('location')).toBe(`${path}?done=announce`);
      expect(await site().page(site().someone(), `/open-days/${slug}`)).toContain('项目北门');

      const who = guest();
      await who.post(`/open-days/${slug}?/book`, bookForm());
      const now = hidden(await site().page(host, path), 'edits');
      const moved = { ...form(), day: inDays(16), edits: now, reason: '塔吊检修' };
      const unsaid = await host.post(`${path}?/preview`, { ...moved, reason: '' });
      expect(await unsaid.text()).toContain('href="#change-reason"');
      const preview = await (await host.post(`${path}?/preview`, moved)).text();
      expect(preview).toContain('1 位预约者和候补者会看到');
      expect(preview).toContain('有变动：塔吊检修');
      const changed = await host.post(`${path}?/change`, moved);
      expect(changed.headers.get('location')).toBe(`${path}?done=change&count=1`);
      const seen = await site().page(site().someone(), `/open-days/${slug}`);
      expect(seen).toContain('变动原因：塔吊检修');

      const silent = await host.post(`${path}?/cancel`, { note: '' });
      expect(await silent.text()).toContain('href="#cancel-reason"');
      const cancelled = await host.post(`${path}?/cancel`, { reason: 'weather', note: '暴雨红色预警' });
      expect(cancelled.headers.get('location')).toBe(`${path}?done=cancel&count=1`);
      expect(await site().page(who, `/open-days/${slug}/booking`)).toContain('这场开放日已经取消');
      expect(await site().page(site().someone(), `/open-days/${slug}`)).toContain('天气原因：暴雨红色预警');

      // another date, where those who had booked come first
      const instead = await host.post(`${path}?/replace`);
      const next = (instead.headers.get('location') ?? '').replace(/\?.*/, '');
      expect(instead.headers.get('location')).toBe(`${next}?done=replace`);
      expect(next).not.toBe(path);
      const draft = await site().page(host, next);
      expect(draft).toContain('value="项目北门"');
      expect(draft).toContain('公告后，原来预约的人先得到名额');
      const given = { ...form(), day: inDays(20), edits: hidden(draft, 'edits') };
      const again = await host.post(`${next}?/announce`, given);
      expect(again.headers.get('location')).toBe(`${next}?done=announce&count=1`);
      const address = next.replace('/desk', '');
      const shown = await site().page(site().someone(), address);
      expect(shown).toContain('原预约者优先：在');
      expect(shown).toContain(`href="/open-days/${slug}"`);
      expect(await site().page(site().someone(), `/open-days/${slug}`)).toContain(`href="${address}"`);
      expect(await site().page(who, `${address}/booking`)).toContain('有名额了');
      expect(await site().page(who, '/account/inbox')).toContain('您有优先权');
    });

    it('answers what somebody asked for', async () => {
      const who = guest();
      const path = `/projects/${site().address}/open-days`;
      const short = await who.post(`${path}?/ask`, { category: 'resident', wish: '看' });
      expect(await short.text()).toContain('href="#ask-wish"');
      const asked = await who.post(`${path}?/ask`, { category: 'resident', wish: '想看屋面防水施工' });
      expect(await asked.text()).toContain('申请已送出');
      const host = site().member('developer');
      const queue = await site().page(host, '/desk/open-days/requests');
      expect(queue).toContain('想看屋面防水施工');
      const request = hidden(queue, 'request');
      expect(queue).toContain(`<option value="${site().hosted}"`);
      const answered = await host.post('/desk/open-days/requests', {
        request,
        decision: 'accept',
        open_day: site().hosted,
        answer: '下月安排'
      });
      expect(answered.headers.get('location')).toBe('/desk/open-days/requests?done=answer');
      expect(await site().page(who, path)).toContain('答复：下月安排');
      expect(await site().page(who, '/account/inbox')).toContain(`/open-days/${site().hosted}`);
    });

    it('keeps the days of the rules, ends one where another begins, and shows what was', async () => {
      const path = '/desk/open-day-kinds/deadlines';
      expect((await site().member('developer').get(path)).status).toBe(403);
      const officer = site().member('reviewer');
      const shown = await site().page(officer, path);
      expect(shown).toContain('主体结构分部验收：最晚举行');
      expect(shown).toContain('主体结构分部验收：最晚公告');
      const rule = {
        subject: 'open_day',
        item: 'structure_acceptance',
        division_code: '420102',
        days: '12',
        day_kind: 'working',
        nature: 'policy',
        basis: '江岸区开放日通知',
        valid_from: inDays(0),
        replaces: 'yes'
      };
      const wrong = await officer.post(`${path}?/rule`, { ...rule, days: '900', subject: '' });
      expect(wrong.status).toBe(400);
      const told = await wrong.text();
      expect(told).toContain('href="#rule-subject"');
      expect(told).toContain('href="#rule-days"');
      expect((await officer.post(`${path}?/rule`, rule)).status).toBe(200);
      expect(
        (await officer.post(`${path}?/rule`, { ...rule, days: '9', valid_from: inDays(1) })).status
      ).toBe(200);
      const after = await site().page(officer, path);
      expect(after).toContain('主体结构分部验收后 12 个工作日内');
      expect(after).toContain('主体结构分部验收后 9 个工作日内');
      expect(after.split(/江岸区开放日通知\s*<\/td>/)).toHaveLength(3);
      const far = await officer.post(`${path}?/rule`, { ...rule, division_code: '420600' });
      expect(far.status).toBe(403);
      expect(await far.text()).toContain('href="#rule-division_code"');
    });
  });
}
