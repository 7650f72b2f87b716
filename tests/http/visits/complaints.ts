import { describe, expect, it } from 'vitest';
import type { VisitStory } from '#tests/support/visit-story.ts';

/** A finding carried over into a complaint, on pages without scripts. */
export function complaintsOfVisits(s: () => VisitStory): void {
  const valueOf = (html: string, name: string) =>
    new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1] ??
    new RegExp(`value="([^"]*)"[^>]* name="${name}"`).exec(html)?.[1] ??
    '';

  describe('a finding', () => {
    it('becomes a complaint with its words and photos, once, and leads back', async () => {
      const who = s().as(s().carried.finder);
      const page = `/account/findings/${s().carried.slug}/complaint`;
      expect(await (await who.get(`/account/findings/${s().carried.slug}`)).text()).toContain(page);
      const form = await (await who.get(page)).text();
      expect(form).toContain('现场炉批号与公示的报告不一致');
      expect(form).toContain('标牌照片');
      expect(form).toMatch(/<option value="false_disclosure" selected/);
      const fields = {
        attempt: valueOf(form, 'attempt'),
        category: 'false_disclosure',
        description: '现场炉批号与公示的报告不一致，一直没有处理',
        public: 'yes',
        photos: s().carried.copy
      };
      const empty = await who.post(page, { ...fields, description: '' });
      expect(empty.status).toBe(400);
      expect(await empty.text()).toContain(fields.attempt);

      const filed = await (await who.post(page, fields)).text();
      // Between tags: five groups of four stand in many an identifier too.
      const code = />([2-9a-z]{4}(?:-[2-9a-z]{4}){4})</.exec(filed)?.[1] ?? '';
      const [number = ''] = /C420\d{3}-\d{4}-\d{6}/.exec(filed) ?? [];
      const [path = ''] = /\/account\/complaints\/[a-z0-9]{10}/.exec(filed) ?? [];
      expect(code).not.toBe('');
      expect(number).not.toBe('');
      const again = await (await who.post(page, fields)).text();
      expect(again, 'pressed twice, it is one').toContain(number);

      const own = await (await who.get(path)).text();
      expect(own).toContain('一直没有处理');
      expect(own).toMatch(/来自核查发现 F/);
      const photo = await who.get(`${path}/photos/${s().carried.copy}`);
      expect(await photo.text()).toBe('a copy without metadata');
      expect(await (await who.get(page)).text(), 'what was filed is told').toContain(number);
      const entered = await who.post('/complaints/track?/enter', { code });
      expect(entered.status).toBe(303);
    });

    it('is nobody else’s to carry over', async () => {
      const other = s().as(s().carried.other);
      const page = `/account/findings/${s().carried.slug}/complaint`;
      expect((await other.get(page)).status).toBe(404);
      const attempt = '3f1d6f5e-1f0a-4c1c-9a53-6a1f0a4c1c9a';
      const fields = { attempt, category: 'other', description: '冒名', public: 'no' };
      expect((await other.post(page, fields)).status).toBe(404);
    });
  });

  describe('a visit', () => {
    it('is carried over from its own page', async () => {
      const who = s().as(s().carried.other);
      const page = `/account/visits/${s().slug}/complaint`;
      expect(await (await who.get(`/account/visits/${s().slug}`)).text()).toContain(page);
      const form = await (await who.get(page)).text();
      expect(form).toContain('主体结构开放日');
      const fields = {
        attempt: valueOf(form, 'attempt'),
        category: 'retaliation',
        description: '被威胁',
        public: 'no'
      };
      expect(await (await who.post(page, fields)).text()).toMatch(/C420\d{3}-\d{4}-\d{6}/);
    });
  });
}
