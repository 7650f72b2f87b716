import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { canary } from '#tests/support/complaints-desk.ts';
import { reply, type Pairs, type StagedDesk } from '#tests/support/complaints-staged.ts';
import { hidden } from '#tests/support/disclosing.ts';

/** What leaves the desk of complaints, what is done to many at once, and what a bureau keeps for it. */
export function whatTheDeskKeeps(desk: () => StagedDesk): void {
  describe('publication and extracts', () => {
    it('begin empty, and stop at what looks like the person', async () => {
      const page = await desk().page(desk().as('intake'), desk().pathOf('bulkA'));
      const form = page.slice(page.indexOf('id="act-publish"'));
      expect(form.slice(0, form.indexOf('</form>'))).not.toContain(canary.description);
      for (const text of [`联系 ${canary.phone} 反映`, `${canary.name}反映漏水`]) {
        const stopped = await desk().act('intake', 'bulkA', 'publish', {
          as: 'public',
          title: '卫生间渗漏',
          text
        });
        expect(stopped.status).toBe(422);
        expect(await stopped.text()).toContain('已核对');
      }
      const told = { organization: desk().organization, text: `请说明情况，电话 ${canary.phone}` };
      expect((await desk().act('handler', 'handled', 'extract', told)).status).toBe(422);
      const ticked = await desk().act('handler', 'handled', 'extract', {
        organization: desk().organization,
        text: '请说明，检测编号 13800001111',
        checked: 'yes'
      });
      expect(ticked.status).toBe(303);
      const stranger = { organization: desk().xiangyang, text: '请说明卫生间防水情况，谢谢' };
      expect((await desk().act('handler', 'handled', 'extract', stranger)).status).toBe(404);
      const words = { as: 'public', title: '卫生间渗漏', text: '住户反映卫生间顶板渗水' };
      expect((await desk().act('intake', 'bulkA', 'publish', words)).status).toBe(303);
    });
  });

  describe('photos with a reply', () => {
    const path = () => `${desk().pathOf('pictured')}?/reply`;
    async function answer(files: File[], fields: Record<string, string> = {}) {
      const who = desk().as('handler');
      const body = new FormData();
      const edits = hidden(await desk().page(who, desk().pathOf('pictured')), 'edits');
      for (const [name, value] of Object.entries({ edits, ...reply, ...fields })) body.append(name, value);
      for (const file of files) body.append('files', file);
      return who.send(path(), body, { accept: 'text/html' });
    }

    it('are told by name where one is none, and nothing is sent; else they stand with it, without what they carry', async () => {
      const form = await desk().page(desk().as('handler'), desk().pathOf('pictured'));
      expect(form).toMatch(/id="act-reply"[^>]*enctype="multipart\/form-data"/);
      const bad = await answer([new File(['no photo'], 'x.jpg', { type: 'image/jpeg' })]);
      expect(bad.status).toBe(422);
      const refused = await bad.text();
      expect(refused).toContain('x.jpg');
      expect(refused).toContain('href="#act-reply-files"');
      expect(refused, 'what was written stays').toContain(reply.text);

      const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0f5c63' } })
        .withExif({ IFD0: { Make: 'CanaryPhone' } })
        .jpeg()
        .toBuffer();
      const photo = new File([new Uint8Array(bytes)], 'mended.jpg', { type: 'image/jpeg' });
      const sent = await answer([photo], { show_photos: 'yes' });
      expect(sent.status, await sent.clone().text()).toBe(303);
      const page = await desk().page(desk().as('handler'), desk().pathOf('pictured'));
      expect(page).toContain('答复所附照片');
      const [src = ''] = /\/complaints\/photos\/[0-9a-f]{64}/.exec(page) ?? [];
      const kept = await desk().as('handler').get(src);
      expect(Buffer.from(await kept.arrayBuffer()).includes('CanaryPhone')).toBe(false);
      // it is public with the reply, since the complaint is
      const open = await desk().page(desk().someone(), desk().pathOf('pictured').replace('/desk', ''));
      expect(open).toContain(src);
      expect((await desk().someone().get(src)).status).toBe(200);
    });
  });

  describe('contact data', () => {
    it('are opened with a reason, once, and the reading is written down', async () => {
      const who = desk().as('handler');
      const path = `${desk().pathOf('handled')}?/contact`;
      expect((await desk().send(who, path, [['reason', '']])).status).toBe(400);
      const opened = await desk().send(who, path, [['reason', '电话核实渗漏位置']]);
      expect(opened.status).toBe(200);
      expect(opened.headers.get('cache-control')).toContain('no-store');
      const text = await opened.text();
      expect(text).toContain(canary.phone);
      expect(text).toContain(canary.address);
      const after = await desk().page(who, desk().pathOf('handled'));
      expect(after).not.toContain(canary.phone);
      expect(after).toContain('电话核实渗漏位置');
      expect((await desk().send(desk().as('abroad'), path, [['reason', '电话核实渗漏位置']])).status).toBe(
        404
      );
      expect((await desk().send(desk().as('developer'), path, [['reason', '电话核实渗漏位置']])).status).toBe(
        403
      );
      const none = await desk().send(desk().as('intake'), `${desk().pathOf('mute')}?/contact`, [
        ['reason', '电话核实渗漏位置']
      ]);
      expect(none.status).toBe(404);
      expect(desk().log()).not.toContain(canary.phone);
    });
  });

  describe('many at once', () => {
    it('need one that is ticked, and what the step asks for', async () => {
      const who = desk().as('intake');
      const path = '/desk/complaints?/many';
      const none = await desk().send(who, path, [['act', 'accept']]);
      expect(none.status).toBe(400);
      expect(await none.text()).toContain('请先勾选至少一件');
      const silent = await desk().send(who, path, [
        ['pick', desk().tick('bulkA')],
        ['act', 'transfer']
      ]);
      expect(silent.status).toBe(400);
      expect(await silent.text()).toContain('href="#bulk-bureau"');
      expect((await desk().send(desk().as('developer'), path, [['pick', desk().tick('bulkA')]])).status).toBe(
        403
      );
    });

    it('are each done on its own, and a bad one stays with its reason', async () => {
      const done = await desk().send(desk().as('intake'), '/desk/complaints?/many&queue=intake', [
        ...['bulkA', 'replied', 'bulkB'].map((name): [string, string] => ['pick', desk().tick(name)]),
        ['act', 'accept']
      ]);
      expect(done.status).toBe(200);
      const text = await done.text();
      expect(text).toContain('2 件已办理，1 件没有办理');
      expect(text).toMatch(new RegExp(`${desk().numbers.bulkA ?? ''}</a>\\s*已办理：已受理`));
      expect(text).toMatch(new RegExp(`${desk().numbers.replied ?? ''}</a>\\s*没有办理：`));
    });
  });

  describe('what an officer keeps', () => {
    it('is a filter under a name', async () => {
      const who = desk().as('intake');
      const empty = await desk().send(who, '/desk/complaints?/save', [['name', '']]);
      expect(empty.status).toBe(400);
      const saved = await desk().send(who, '/desk/complaints?/save&queue=handle&page=2', [
        ['name', '我在办的']
      ]);
      expect(saved.status).toBe(200);
      const text = await desk().page(who, '/desk/complaints');
      expect(text).toContain('href="/desk/complaints?queue=handle"');
      const id = /name="id" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
      expect((await desk().send(who, '/desk/complaints?/remove', [['id', id]])).status).toBe(303);
      expect(await desk().page(who, '/desk/complaints')).not.toContain('我在办的');
    });

    it('are standard texts, for those with the duty', async () => {
      const facts: Pairs = [
        ['template', ''],
        ['bureau', desk().wuhan],
        ['act', 'reply'],
        ['category', ''],
        ['title', '渗漏答复'],
        ['body', '经现场核查，情况属实。']
      ];
      const path = '/desk/complaints/templates';
      expect((await desk().send(desk().as('intake'), `${path}?/save`, facts)).status).toBe(403);
      expect((await desk().send(desk().as('handler'), `${path}?/save`, facts)).status).toBe(200);
      expect((await desk().send(desk().as('handler'), `${path}?/save`, facts)).status).toBe(409);
      const text = await desk().page(desk().as('handler'), path);
      const template = /id="remove-([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
      expect(await desk().page(desk().as('handler'), desk().pathOf('handled'))).toContain(
        '经现场核查，情况属实。'
      );
      const changed = facts.map(([name, value]): [string, string] =>
        name === 'template' ? [name, template] : name === 'title' ? [name, '渗漏答复二'] : [name, value]
      );
      expect((await desk().send(desk().as('leader'), `${path}?/save`, changed)).status).toBe(200);
      expect((await desk().send(desk().as('abroad'), `${path}?/remove`, [['id', template]])).status).toBe(
        403
      );
      expect((await desk().send(desk().as('handler'), `${path}?/remove`, [['id', template]])).status).toBe(
        200
      );
    });

    it('are rules of who gets what, and deadlines with their basis', async () => {
      const route: Pairs = [
        ['division', '420100'],
        ['category', 'cracks'],
        ['bureau', desk().wuhan]
      ];
      const path = '/desk/complaints/routes';
      expect((await desk().send(desk().as('handler'), `${path}?/save`, route)).status).toBe(403);
      expect((await desk().send(desk().as('leader'), `${path}?/save`, [['division', '']])).status).toBe(400);
      expect((await desk().send(desk().as('leader'), `${path}?/save`, route)).status).toBe(200);
      const text = await desk().page(desk().as('leader'), path);
      const id = /name="id" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
      expect((await desk().send(desk().as('abroad'), `${path}?/remove`, [['id', id]])).status).toBe(403);
      expect((await desk().send(desk().as('leader'), `${path}?/remove`, [['id', id]])).status).toBe(200);

      const rule: Pairs = [
        ['item', 'answer'],
        ['division_code', '420100'],
        ['days', '30'],
        ['day_kind', 'natural'],
        ['nature', 'policy'],
        ['basis', '《武汉市投诉办理办法》第八条'],
        ['valid_from', '2026-12-01'],
        ['replaces', 'yes']
      ];
      const deadlines = '/desk/complaints/deadlines';
      expect((await desk().send(desk().as('abroad'), `${deadlines}?/rule`, rule)).status).toBe(403);
      expect((await desk().send(desk().as('leader'), `${deadlines}?/rule`, rule.slice(1))).status).toBe(400);
      expect((await desk().send(desk().as('leader'), `${deadlines}?/rule`, rule)).status).toBe(200);
      expect(await desk().page(desk().as('leader'), deadlines)).toContain('《武汉市投诉办理办法》第八条');
    });
  });

  describe('a company', () => {
    it('reads what it is asked and answers once, and learns nothing else', async () => {
      const company = desk().as('developer');
      const path = `/desk/extracts/${desk().extract}`;
      const list = await desk().page(company, '/desk/extracts');
      expect(list).toContain(path);
      const text = await desk().page(company, path);
      expect(text).toContain('请说明卫生间防水的施工和检测情况');
      expect(text).toContain('企业 5 个工作日内说明情况');
      const told = [...Object.values(canary), desk().slugs.handled ?? '', desk().numbers.handled ?? ''];
      for (const word of told) {
        expect(text).not.toContain(word);
        expect(list).not.toContain(word);
      }
      for (const name of ['contractor'] as const) expect((await desk().as(name).get(path)).status).toBe(404);
      expect((await desk().as('handler').get(path)).status).toBe(403);
      expect((await desk().send(company, `${path}?/answer`, [['text', '']])).status).toBe(400);
      expect(
        (await desk().send(desk().as('contractor'), `${path}?/answer`, [['text', '不是我们']])).status
      ).toBe(404);
      const answered = await desk().send(company, `${path}?/answer`, [['text', '防水层已返工，附检测报告']]);
      expect(answered.status).toBe(303);
      expect(answered.headers.get('location')).toBe(`${path}?done=answer`);
      expect((await desk().send(company, `${path}?/answer`, [['text', '再说一次']])).status).toBe(409);
      expect(await desk().page(desk().as('handler'), desk().pathOf('handled'))).toContain(
        '防水层已返工，附检测报告'
      );
    });
  });
}
