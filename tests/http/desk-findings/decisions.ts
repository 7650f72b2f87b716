import { describe, expect, it } from 'vitest';
import type { Visitor } from '#tests/support/browserless.ts';
import { hidden, report } from '#tests/support/disclosing.ts';
import { n, type DeskOfFindings } from '#tests/support/findings-at-desk.ts';

/** From a report to its decision, at the desks of bureau and company. */
export function decisionsOnFindings(desk: () => DeskOfFindings): void {
  const numberOf = (at: number) => desk().found[at]?.number ?? '';
  const pathOf = (at: number) => `/desk/findings/${desk().found[at]?.slug ?? ''}`;
  const tick = (at: number) => `${desk().found[at]?.slug ?? ''} ${numberOf(at)}`;
  const edits = async (who: Visitor, path: string) => hidden(await desk().page(who, path), 'edits');
  const pdf = (text: string) => new File([new Uint8Array(report(text))], `${text}.pdf`);

  type Pairs = [string, string | File][];
  function send(who: Visitor, path: string, pairs: Pairs) {
    const body = new FormData();
    for (const [name, value] of pairs) body.append(name, value);
    return who.send(path, body, { accept: 'text/html' });
  }

  /** One step of a case, with the number that its page was made from. */
  async function act(
    who: Visitor,
    at: number,
    deed: string,
    fields: Record<string, string>,
    more: Pairs = []
  ) {
    const path = pathOf(at);
    const pairs: Pairs = Object.entries({ edits: await edits(who, path), ...fields });
    return send(who, `${path}?/${deed}`, [...pairs, ...more]);
  }
  const donePath = (at: number, deed: string) => `${pathOf(at)}?done=${deed}`;

  describe('the pages', () => {
    it('are for officers and companies that have to do with it', async () => {
      for (const path of [
        '/desk/findings',
        '/en/desk/findings',
        '/desk/findings?queue=triage&urgent=yes&q=x'
      ]) {
        for (const name of ['intake', 'developer', 'xiangyang'] as const)
          expect((await desk().as(name).get(path)).status, `${name} ${path}`).toBe(200);
        expect((await desk().guest(desk().expert).get(path)).status).toBe(403);
      }
      const stranger = await desk().someone().get('/desk/findings');
      expect(stranger.headers.get('location')).toContain('/account/sign-in');
      expect((await desk().as('intake').get(pathOf(n.fresh))).status).toBe(200);
      // not yet the developer's, never another city's
      expect((await desk().as('developer').get(pathOf(n.fresh))).status).toBe(404);
      expect((await desk().as('xiangyang').get(pathOf(n.fresh))).status).toBe(404);
      expect((await desk().guest(desk().expert).get(pathOf(n.fresh))).status).toBe(403);
    });

    it('say what waits, until when, and why then', async () => {
      const queue = await desk().page(desk().as('intake'), '/desk/findings?queue=triage');
      expect(queue).toContain(numberOf(n.fresh));
      expect(queue).not.toContain(numberOf(n.closed));
      expect(queue).toMatch(/还有 \d+ 天/);
      expect(queue).toContain('各承办人手上的件数');
      expect(await desk().page(desk().as('intake'), '/desk')).toMatch(/办理中 10 件，其中 0 件逾期/);
      const found = await desk().page(desk().as('intake'), pathOf(n.fresh));
      expect(found).toContain('2 个工作日');
      expect(found).toContain('GJ-2026-001 至 GJ-2026-034');
      expect(found).toContain('现场抽查的接头与报告编号对不上');
      const english = await desk().page(desk().as('intake'), `/en${pathOf(n.fresh)}`);
      expect(english).toContain('As disclosed then (version 1)');
    });
  });

  describe('many at once', () => {
    it('need one that is ticked, and a reason where it will be read', async () => {
      const who = desk().as('intake');
      const none = await send(who, '/desk/findings?/triage', [['outcome', 'accept']]);
      expect(none.status).toBe(400);
      expect(await none.text()).toContain('请先勾选至少一件');
      const silent: Pairs = [
        ['pick', tick(n.bulk)],
        ['outcome', 'out_of_scope']
      ];
      const refused = await send(who, '/desk/findings?/triage', silent);
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('href="#bulk-reason"');
      for (const deed of ['triage', 'assign'])
        expect((await send(desk().as('developer'), `/desk/findings?/${deed}`, silent)).status).toBe(403);
    });

    it('are each done on its own, and a bad one stays with its reason', async () => {
      const who = desk().as('intake');
      const done = await send(who, '/desk/findings?/triage&queue=triage', [
        ...[n.bulk, n.closed, n.bulkToo].map((at): [string, string] => ['pick', tick(at)]),
        ['outcome', 'accept']
      ]);
      expect(done.status).toBe(200);
      const text = await done.text();
      expect(text).toContain('2 件已办理，1 件没有办理');
      expect(text).toMatch(new RegExp(`${numberOf(n.bulk)}</a>\\s*已办理：待申辩答复`));
      expect(text).toMatch(new RegExp(`${numberOf(n.closed)}</a>\\s*没有办理：`));
      const assigned = await send(who, '/desk/findings?/assign', [
        ['pick', tick(n.bulk)],
        ['pick', tick(n.bulkToo)],
        ['officer', desk().handler.id]
      ]);
      expect(await assigned.text()).toContain('2 件已办理，0 件没有办理');
      const mine = await desk().page(desk().as('handler'), '/desk/findings?mine=yes');
      expect(mine).toContain(numberOf(n.bulk));
      expect(mine).not.toContain(numberOf(n.stale));
    });
  });

  describe('triage', () => {
    it('names what a finding repeats, once', async () => {
      const who = desk().as('intake');
      const outcome = { outcome: 'duplicate', reason: '与前一件相同' };
      const other = await act(who, n.repeats, 'triage', outcome);
      expect(other.status).toBe(400);
      expect(await other.text()).toContain('href="#act-triage-duplicate_of"');
      const same = { ...outcome, duplicate_of: desk().found[n.fresh]?.slug ?? '' };
      expect(await desk().page(who, pathOf(n.repeats))).toContain(`value="${same.duplicate_of}"`);
      const done = await act(who, n.repeats, 'triage', same);
      expect(done.headers.get('location')).toBe(donePath(n.repeats, 'triage'));
      expect((await act(who, n.repeats, 'triage', { outcome: 'accept', edits: '2' })).status).toBe(409);
      expect((await desk().as('developer').get(pathOf(n.repeats))).status).toBe(404);
    });

    it('is for those with the duty, and told when somebody was faster', async () => {
      const stale = await act(desk().as('intake'), n.stale, 'triage', { outcome: 'accept', edits: '99' });
      expect(stale.status).toBe(409);
      expect(await stale.text()).toContain('别人刚刚办理过这一件');
      const accept = { outcome: 'accept', edits: '1' };
      expect((await act(desk().as('handler'), n.stale, 'triage', accept)).status).toBe(403);
      expect(
        (
          await desk()
            .guest(desk().expert)
            .post(`${pathOf(n.stale)}?/triage`, accept)
        ).status
      ).toBe(403);
      const urgent = { outcome: 'urgent', reason: '临边没有防护' };
      expect((await act(desk().as('intake'), n.stale, 'triage', urgent)).status).toBe(303);
      expect(await desk().page(desk().as('developer'), '/account/inbox')).toContain('紧急');
    });
  });

  describe('a reply', () => {
    it('is given once, with evidence, by the developer, who never learns who found it', async () => {
      expect((await act(desk().as('intake'), n.fresh, 'triage', { outcome: 'accept' })).status).toBe(303);
      const company = desk().as('developer');
      const text = await desk().page(company, pathOf(n.fresh));
      expect(text).toContain('请答复');
      expect(text).not.toContain('测试监督员');
      expect(await desk().page(desk().as('intake'), pathOf(n.fresh))).toContain('测试监督员');
      const short = await act(company, n.fresh, 'reply', { stance: 'contests', reply: '不对' });
      expect(short.status).toBe(400);
      expect(await short.text()).toContain('href="#act-reply-reply"');
      const personal = { stance: 'contests', reply: '编号一致，见检测报告，联系 13800001111' };
      const pointedOut = await act(company, n.fresh, 'reply', personal);
      expect(pointedOut.status).toBe(422);
      expect(await pointedOut.text()).toContain('138****1111');

      const reply = { stance: 'contests', reply: '编号一致，见所附检测报告' };
      const evidence: Pairs = [['evidence.files', pdf('evidence')]];
      expect((await act(desk().as('handler'), n.fresh, 'reply', reply)).status).toBe(403);
      const kept = await act(company, n.fresh, 'reply', reply, [...evidence, ['evidence.arrange', 'upload']]);
      const document = hidden(await kept.text(), 'evidence.document');
      expect(document).toMatch(/^[0-9a-f-]{36}$/);
      const done = await act(company, n.fresh, 'reply', reply, [['evidence.document', document]]);
      expect(done.headers.get('location')).toBe(donePath(n.fresh, 'reply'));
      const after = await desk().page(desk().as('handler'), pathOf(n.fresh));
      expect(after).toContain(reply.reply);
      expect(after).toContain('evidence.pdf');
      expect((await act(company, n.fresh, 'reply', { ...reply, edits: '3' })).status).toBe(409);
    });
  });

  describe('a decision', () => {
    const fields = {
      'decision.1': 'substantiated',
      'reason.1': '复核报告编号，确有两处不符',
      'decision.2': 'partly',
      'reason.2': '照片显示部分没有防护'
    };
    const lines: Pairs = [
      ['position', '1'],
      ['position', '2']
    ];

    it('waits for an expert where it is contested', async () => {
      const early = await act(desk().as('handler'), n.contested, 'decide', fields, lines);
      expect(early.status).toBe(409);
      const unknown = await act(desk().as('handler'), n.contested, 'expert', { number: '420000-2026-0000' });
      expect(await unknown.text()).toContain('href="#act-expert-number"');
      const asked = await act(desk().as('handler'), n.contested, 'expert', { number: desk().expertNumber });
      expect(asked.headers.get('location')).toBe(donePath(n.contested, 'expert'));
    });

    it('is another officer’s, for every line with a reason; nothing written is lost', async () => {
      expect((await act(desk().as('developer'), n.heard, 'decide', fields, lines)).status).toBe(403);
      expect((await act(desk().as('intake'), n.heard, 'decide', fields, lines)).status).toBe(403);
      const short = await act(
        desk().as('handler'),
        n.heard,
        'decide',
        { ...fields, 'reason.2': '短' },
        lines
      );
      expect(short.status).toBe(400);
      const text = await short.text();
      expect(text).toContain('href="#act-decide-reason.2"');
      expect(text).toContain(fields['reason.1']);
      const fewer = await act(desk().as('handler'), n.heard, 'decide', fields, lines.slice(1));
      expect(fewer.status).toBe(422);
      const done = await act(desk().as('handler'), n.heard, 'decide', fields, lines);
      expect(done.headers.get('location')).toBe(donePath(n.heard, 'decide'));
      expect(await desk().page(desk().as('developer'), pathOf(n.heard))).toContain('照片显示部分没有防护');
    });
  });
}
