import { describe, expect, it } from 'vitest';
import type { Visitor } from '#tests/support/browserless.ts';
import { hidden, report } from '#tests/support/disclosing.ts';
import { n, type DeskOfFindings } from '#tests/support/findings-at-desk.ts';

/** From a decision to a closed rectification, at the desks of bureau and company. */
export function rectificationsOfFindings(desk: () => DeskOfFindings): void {
  const pathOf = (at: number) => `/desk/findings/${desk().found[at]?.slug ?? ''}`;
  const path = () => pathOf(n.mended);
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const pdf = (text: string) => new File([new Uint8Array(report(text))], `${text}.pdf`);

  type Pairs = [string, string | File][];
  async function act(
    who: Visitor,
    deed: string,
    fields: Record<string, string>,
    more: Pairs = [],
    at: number = n.mended
  ) {
    const body = new FormData();
    const edits = hidden(await desk().page(who, pathOf(at)), 'edits');
    for (const [name, value] of [...Object.entries({ edits, ...fields }), ...more]) body.append(name, value);
    return who.send(`${pathOf(at)}?/${deed}`, body, { accept: 'text/html' });
  }
  const done = (deed: string) => `${path()}?done=${deed}`;

  describe('withholding', () => {
    it('takes a ground, a reason, a day within a year, and two reviewers', async () => {
      const facts = { ground: 'investigation', reason: '正在立案调查', until: inDays(30) };
      const groundless = await act(desk().as('reviewer'), 'withhold', { ...facts, ground: '' });
      expect(groundless.status).toBe(400);
      expect(await groundless.text()).toContain('href="#act-withhold-ground"');
      const endless = await act(desk().as('reviewer'), 'withhold', { ...facts, until: inDays(500) });
      expect(await endless.text()).toContain('href="#act-withhold-until"');
      expect((await act(desk().as('intake'), 'withhold', { ...facts, edits: '1' })).status).toBe(403);
      const first = await act(desk().as('reviewer'), 'withhold', facts);
      expect(first.headers.get('location')).toBe(done('withhold'));

      expect(await desk().page(desk().as('reviewer'), path())).toContain('您已签字');
      expect((await act(desk().as('reviewer'), 'sign', { agree: 'yes' })).status).toBe(403);
      expect((await act(desk().as('second'), 'sign', { agree: 'no' })).status).toBe(400);
      expect(await desk().page(desk().as('second'), '/desk/findings?queue=sign')).toContain('请签署意见');
      const second = await act(desk().as('second'), 'sign', { agree: 'yes' });
      expect(second.headers.get('location')).toBe(done('sign'));
      expect(await desk().page(desk().as('handler'), path())).toContain('《政府信息公开条例》第十六条第二款');
    });

    it('ends early with a reason; what was decided is public at once', async () => {
      expect((await act(desk().as('reviewer'), 'release', { reason: '短' })).status).toBe(400);
      expect((await act(desk().as('handler'), 'release', { reason: '调查已经结束' })).status).toBe(403);
      const released = await act(desk().as('reviewer'), 'release', { reason: '调查已经结束' });
      expect(released.headers.get('location')).toBe(done('release'));
      expect(await desk().page(desk().as('developer'), path())).toContain('请提出整改方案');
    });
  });

  describe('a rectification', () => {
    it('is planned by the developer, with a day within what the rule allows', async () => {
      const plan = { position: '1', plan: '更正报告编号并补检两组接头', fix_by: inDays(5) };
      expect((await act(desk().as('handler'), 'plan', plan)).status).toBe(403);
      const short = await act(desk().as('developer'), 'plan', { ...plan, plan: '补检' });
      expect(short.status).toBe(400);
      expect(await short.text()).toContain('href="#act-plan-1-plan"');
      const late = await act(desk().as('developer'), 'plan', { ...plan, fix_by: inDays(300) });
      expect(await late.text()).toContain('href="#act-plan-1-fix_by"');
      const stale = await act(desk().as('developer'), 'plan', { ...plan, edits: '1' });
      expect(stale.status).toBe(409);
      const text = await stale.text();
      expect(text).toContain('别人刚刚办理过这一件');
      expect(text).toContain(plan.plan);
      const kept = await act(desk().as('developer'), 'plan', plan);
      expect(kept.headers.get('location')).toBe(done('plan'));
      expect(await desk().page(desk().as('handler'), path())).toContain(plan.plan);
    });

    it('is claimed with what it was before and is after; neither is lost when the other lacks', async () => {
      const claim = { position: '1', note: '已更正编号，补检合格' };
      const half = await act(desk().as('developer'), 'claim', claim, [
        ['before.files', pdf('before')],
        ['before.arrange', 'upload']
      ]);
      const before = hidden(await half.text(), 'before.document');
      expect(before).toMatch(/^[0-9a-f-]{36}$/);
      const lacking = await act(desk().as('developer'), 'claim', claim, [['before.document', before]]);
      expect(lacking.status).toBe(400);
      const text = await lacking.text();
      expect(text).toContain('href="#act-claim-1-after"');
      expect(hidden(text, 'before.document')).toBe(before);
      expect((await act(desk().as('contractor'), 'claim', claim)).status).toBe(404);
      const whole = await act(desk().as('developer'), 'claim', claim, [
        ['before.document', before],
        ['after.files', pdf('after')]
      ]);
      expect(whole.headers.get('location'), await whole.text()).toBe(done('claim'));
      const shown = await desk().page(desk().as('handler'), path());
      expect(shown).toContain('before.pdf');
      expect(shown).toContain('after.pdf');
    });

    it('is settled by a reviewer, with a reason that the public reads', async () => {
      const settle = { position: '1', outcome: 'closed', reason: '现场复查，编号与报告一致' };
      expect((await act(desk().as('handler'), 'override', settle)).status).toBe(403);
      const silent = await act(desk().as('reviewer'), 'override', { ...settle, reason: '' });
      expect(silent.status).toBe(400);
      expect(await silent.text()).toContain('href="#act-override-1-reason"');
      const settled = await act(desk().as('reviewer'), 'override', settle);
      expect(settled.headers.get('location'), await settled.text()).toBe(done('override'));
      expect(await desk().page(desk().as('developer'), path())).toContain(
        `主管部门认定的理由：${settle.reason}`
      );
      expect(await desk().page(desk().as('developer'), '/account/inbox')).toContain('整改已销号');
    });
  });

  describe('the officer of a site', () => {
    const site = () => `/desk/projects/${desk().address}/site-officers`;
    const facts = () => ({ officer: desk().handler.id, from_day: inDays(-1), until_day: '' });

    it('is named by a reviewer of the city', async () => {
      expect((await desk().as('developer').get(site())).status).toBe(403);
      expect((await desk().as('developer').post(site(), facts())).status).toBe(403);
      expect((await desk().as('xiangyang').post(site(), facts())).status).toBe(403);
      expect(
        (
          await desk()
            .as('reviewer')
            .post(site(), { ...facts(), officer: '' })
        ).status
      ).toBe(400);
      const named = await desk().as('reviewer').post(site(), facts());
      expect(named.headers.get('location')).toBe(`${site()}?done=site`);
      expect(await desk().page(desk().as('reviewer'), site())).toMatch(/handler[\s\S]*起/);
    });

    it('may not verify what is found there, and is told why', async () => {
      const fields = { 'decision.1': 'substantiated', 'reason.1': '经现场复核属实' };
      const refused = await act(desk().as('handler'), 'decide', fields, [['position', '1']], n.onSite);
      expect(refused.status).toBe(403);
      expect(await desk().page(desk().as('handler'), pathOf(n.onSite))).toContain('这一件不能由您核实认定');
    });
  });
}
