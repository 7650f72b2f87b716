import { describe, expect, it } from 'vitest';
import { canary, type ComplaintsName } from '#tests/support/complaints-desk.ts';
import { because, reply, type StagedDesk } from '#tests/support/complaints-staged.ts';
import { hidden } from '#tests/support/disclosing.ts';

/** Who sees which page, and each step with its form. */
export function pagesOfTheDesk(desk: () => StagedDesk): void {
  describe('the pages', () => {
    it('are for officers, and the pages of extracts for companies', async () => {
      const pages = [
        '/desk/complaints',
        '/en/desk/complaints?queue=intake&clock=new&urgent=yes&q=x',
        '/desk/complaints/list.csv',
        '/desk/complaints/map.json',
        '/desk/complaints/templates',
        '/en/desk/complaints/routes',
        '/desk/complaints/deadlines'
      ];
      for (const path of pages) {
        for (const name of ['intake', 'province', 'abroad'] as const)
          expect((await desk().as(name).get(path)).status, `${name} ${path}`).toBe(200);
        expect((await desk().as('developer').get(path)).status, path).toBe(403);
      }
      for (const path of ['/desk/extracts', '/en/desk/extracts?state=open']) {
        expect((await desk().as('developer').get(path)).status).toBe(200);
        expect((await desk().as('intake').get(path)).status).toBe(403);
      }
    });

    it('hold a case for those in charge and above, and for nobody else', async () => {
      for (const path of [
        desk().pathOf('fresh'),
        `/en${desk().pathOf('fresh')}`,
        `${desk().pathOf('fresh')}/print`
      ]) {
        for (const name of ['intake', 'handler', 'province'] as const) {
          const text = await desk().page(desk().as(name), path);
          expect(text, `${name} ${path}`).toContain(canary.description);
          expect(text).not.toContain(canary.phone);
        }
        expect((await desk().as('abroad').get(path)).status).toBe(404);
        expect((await desk().as('developer').get(path)).status).toBe(403);
      }
    });

    it('say until when and why then, and nothing of a person in lists', async () => {
      const list = await desk().page(desk().as('intake'), '/desk/complaints');
      expect(list).toContain(desk().numbers.fresh);
      expect(list).toMatch(/还有 \d+ 天/);
      for (const word of Object.values(canary)) expect(list).not.toContain(word);
      const one = await desk().page(desk().as('intake'), desk().pathOf('fresh'));
      expect(one).toContain('《信访工作条例》第二十三条');
      expect(one).toContain('投诉人会在查询页和邮件中收到“已受理”');
      const start = await desk().page(desk().as('intake'), '/desk');
      expect(start).toMatch(/逾期 0 件，即将到期 0 件，新到 \d+ 件/);
      expect(await desk().page(desk().as('developer'), '/desk')).toContain('待说明 1 件，其中 0 件逾期');
    });
  });

  describe('the file of the list', () => {
    it('is the filtered list, without a person, and runs nothing in a spreadsheet', async () => {
      const response = await desk().as('intake').get('/desk/complaints/list.csv?category=other');
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(response.headers.get('cache-control')).toContain('no-store');
      const text = await response.text();
      expect(text).toContain(desk().numbers.formula);
      expect(text).not.toContain(desk().numbers.fresh);
      expect(text).toContain("'=1+1");
      expect(text).not.toMatch(/(^|,)=1/m);
      const all = await desk().page(desk().as('intake'), '/desk/complaints/list.csv');
      for (const word of Object.values(canary)) expect(all).not.toContain(word);
    });
  });

  describe('a step', () => {
    it('asks for what is missing at its field', async () => {
      for (const [step, fields, field] of [
        ['not_accept', { reason: '不属于', channel: '' }, 'reason'],
        ['not_accept', { reason: because, channel: '' }, 'channel'],
        ['transfer', { reason: because, bureau: '' }, 'bureau'],
        ['note', { text: '短' }, 'text'],
        ['ask', { text: '' }, 'text'],
        ['recuse', { reason: '' }, 'reason'],
        ['publish', { as: 'public', title: '', text: '' }, 'title'],
        ['merge', { reason: because, into: '' }, 'into'],
        ['mark_urgent', { reason: '' }, 'reason'],
        ['keep_private', { reason: '' }, 'reason']
      ] as const) {
        const response = await desk().act('intake', 'fresh', step, fields);
        expect(response.status, step).toBe(400);
        expect(await response.text(), step).toContain(`href="#act-${step}-${field}"`);
      }
    });

    it('is refused to whoever has no duty for it', async () => {
      const wrong: [ComplaintsName, string, Record<string, string>][] = [
        ['handler', 'accept', {}],
        ['intake', 'investigate', {}],
        ['intake', 'supervise', { reason: because }],
        ['handler', 'close', { reason: because, reached: 'yes' }],
        ['intake', 'extend', { reason: because, days: '10' }],
        ['follower', 'reply', { ...reply }],
        ['handler', 'decide_review', { reason: because, outcome: 'upheld' }],
        ['handler', 'decide_final', { reason: because, outcome: 'upheld' }],
        ['handler', 'hold_hearing', { reason: because, days: '5' }],
        ['intake', 'order_acceptance', { reason: because }],
        ['intake', 'appoint', { reason: because, bureau: desk().wuhan }]
      ];
      for (const [name, step, fields] of wrong)
        expect((await desk().act(name, 'fresh', step, fields)).status, `${name} ${step}`).toBe(403);
      const abroad = desk().as('abroad');
      expect((await desk().send(abroad, `${desk().pathOf('fresh')}?/accept`, [['edits', '1']])).status).toBe(
        404
      );
      const company = desk().as('developer');
      expect((await desk().send(company, `${desk().pathOf('fresh')}?/accept`, [['edits', '1']])).status).toBe(
        403
      );
      for (const [step, fields] of [
        ['reopen', { reason: because }],
        ['take_back', {}],
        ['object', { reason: because }]
      ] as const)
        expect([403, 409], step).toContain((await desk().act('intake', 'fresh', step, fields)).status);
    });

    it('tells when somebody was faster, and keeps what was typed', async () => {
      const response = await desk().act('intake', 'stale', 'accept', { edits: '99', text: '我写的话' });
      expect(response.status).toBe(409);
      const text = await response.text();
      expect(text).toContain('有人办理过这件投诉');
      expect(text).toContain('我写的话');
    });

    it('leads back to the case, in the list it was opened from', async () => {
      const who = desk().as('intake');
      const edits = hidden(await desk().page(who, desk().pathOf('fresh')), 'edits');
      const note = await desk().send(who, `${desk().pathOf('fresh')}?/note&queue=intake`, [
        ['edits', edits],
        ['text', '请先核对合同约定']
      ]);
      expect(note.status).toBe(303);
      expect(note.headers.get('location')).toBe(`${desk().pathOf('fresh')}?queue=intake&done=note`);
      const text = await desk().page(who, `${desk().pathOf('fresh')}?queue=intake&done=note`);
      expect(text).toContain('已办理：内部备注。');
      expect(text).toContain('请先核对合同约定');
    });

    it.each<[ComplaintsName, string, string, Record<string, string>, string]>([
      ['intake', 'fresh', 'ask', { text: '请问是哪一间卫生间？', asks: 'yes' }, '等待投诉人回复'],
      ['intake', 'fresh', 'tag', { tags: '渗漏，专项' }, '专项'],
      ['intake', 'fresh', 'mark_urgent', { reason: because }, '紧急'],
      ['intake', 'fresh', 'publish', { as: 'stub', title: '', text: '' }, '只公开类别和进度'],
      ['intake', 'fresh', 'keep_private', { reason: '涉及住户隐私' }, '涉及住户隐私'],
      ['province', 'fresh', 'supervise', { reason: because }, '督办'],
      ['intake', 'fresh', 'accept', { text: '' }, '已受理'],
      ['handler', 'fresh', 'investigate', { reason: '' }, '调查中'],
      ['leader', 'fresh', 'extend', { reason: because, days: '10' }, '延长 10 天'],
      ['handler', 'fresh', 'rectify', { reason: because }, '整改中'],
      ['handler', 'fresh', 'reply', reply, reply.public_text],
      ['follower', 'fresh', 'reopen', { reason: because }, '重新办理'],
      ['intake', 'refuse', 'not_accept', { reason: because, channel: '人民法院' }, '不予受理'],
      ['province', 'refuse', 'order_acceptance', { reason: because }, '上级责令受理'],
      ['follower', 'replied', 'close', { reason: because, reached: 'no' }, '已办结']
    ])('%s, %s: %s', async (name, at, step, fields, expected) => {
      const response = await desk().act(name, at, step, fields);
      expect(response.status, await response.clone().text()).toBe(303);
      expect(response.headers.get('location')).toBe(`${desk().pathOf(at)}?done=${step}`);
      expect(await desk().page(desk().as(name), desk().pathOf(at))).toContain(expected);
    });

    it('of assigning, merging and transferring offers who and where to', async () => {
      const page = await desk().page(desk().as('intake'), desk().pathOf('merge'));
      expect(page).toContain(`value="${desk().slugs.stale ?? ''}"`);
      expect(page).toContain(`value="${desk().xiangyang}"`);
      expect(page).toContain(`value="${desk().handler.id}"`);
      expect((await desk().act('intake', 'merge', 'assign', { officer: desk().handler.id })).status).toBe(
        303
      );
      const unknown = await desk().act('intake', 'merge', 'merge', { reason: because, into: 'nothere000' });
      expect(unknown.status).toBe(422);
      const merged = await desk().act('intake', 'merge', 'merge', {
        reason: because,
        into: desk().slugs.stale ?? ''
      });
      expect(merged.status).toBe(303);
      expect(await desk().page(desk().as('intake'), desk().pathOf('stale'))).toContain(desk().numbers.merge);

      const sent = await desk().act('intake', 'sent', 'transfer', {
        reason: because,
        bureau: desk().xiangyang
      });
      expect(sent.status).toBe(303);
      expect((await desk().act('abroad', 'sent', 'object', { reason: because })).status).toBe(303);
      const waiting = await desk().page(desk().as('intake'), '/desk/complaints?queue=objection');
      expect(waiting).toContain(desk().numbers.sent);
      expect(
        (await desk().act('province', 'sent', 'appoint', { reason: because, bureau: desk().wuhan })).status
      ).toBe(303);
    });

    it('of recusing oneself leads out of the case for good', async () => {
      const response = await desk().act('handler', 'recuse', 'recuse', { reason: '与投诉人是亲属' });
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe('/desk/complaints?done=recuse');
      expect((await desk().as('handler').get(desk().pathOf('recuse'))).status).toBe(404);
      expect((await desk().as('intake').get(desk().pathOf('recuse'))).status).toBe(200);
    });
  });
}
