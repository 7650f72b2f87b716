import { beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk, type DeskName } from '#tests/support/desk.ts';
import { hidden, rebarForm, report } from '#tests/support/disclosing.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** The desk of disclosures, from a draft to a decision. */
export function disclosuresAtTheDesk(server: () => RunningServer): void {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk(server(), '198.51.105', '江岸公示小区');
  });
  const as: Desk['as'] = (name) => desk.as(name);
  const page: Desk['page'] = (name, path) => desk.page(name, path);
  const send: Desk['send'] = (...sent) => desk.send(...sent);
  const caseOf: Desk['caseOf'] = (item, name) => desk.caseOf(item, name);
  const stranger: Desk['stranger'] = () => desk.stranger();

  /** Fields that a page of a case holds by itself. */
  const edits = async (name: DeskName, path: string) => hidden(await page(name, path), 'edits');

  describe('the pages', () => {
    const forCompanies = ['/desk', '/desk/disclosures', '/desk/plans'];
    it('are open to companies and officers, and to nobody else', async () => {
      for (const path of forCompanies)
        for (const address of [path, `/en${path}`]) {
          expect((await as('company').get(address)).status, address).toBe(200);
          expect((await as('wuhan').get(address)).status, address).toBe(200);
          expect((await as('resident').get(address)).status, address).toBe(403);
        }
      expect((await as('company').get('/desk/disclosures/import')).status).toBe(200);
      expect((await as('wuhan').get('/desk/disclosures/import')).status).toBe(403);
      expect((await stranger().get('/desk/disclosures')).headers.get('location')).toContain(
        '/account/sign-in'
      );
    });

    it('leave the staff’s to the staff', async () => {
      for (const path of [
        '/desk/projects',
        '/desk/milestone-kinds',
        '/desk/catalogue',
        '/desk/calendar',
        '/desk/audit'
      ])
        expect((await as('company').get(path)).status, path).toBe(403);
      const home = await page('company', '/desk');
      expect(home).toContain('/desk/disclosures/import');
      expect(home).not.toContain('/desk/milestone-kinds');
    });

    it('of a case are for those who take part', async () => {
      const path = await caseOf('rebar_tests');
      for (const name of ['company', 'supervisor', 'contractor', 'testing', 'wuhan'] as const)
        expect((await as(name).get(path)).status, name).toBe(200);
      expect((await as('xiangyang').get(path)).status).toBe(404);
      expect((await as('resident').get(path)).status).toBe(403);
      for (const step of ['save', 'submit', 'advance', 'channel', 'withdraw', 'withhold', 'release']) {
        expect((await as('resident').post(`${path}?/${step}`)).status, step).toBe(403);
        expect((await as('xiangyang').post(`${path}?/${step}`)).status, step).toBeGreaterThanOrEqual(400);
      }
    });
  });

  describe('a draft', () => {
    it('is written with a file in one form, tells every wrong fact at its field, and keeps the file', async () => {
      const path = await caseOf('rebar_tests');
      const wrong = { ...rebarForm, 'facts.material_failed': '30', 'facts.joint_groups': 'ten', edits: '' };
      const refused = await send('contractor', `${path}?/submit`, wrong, [
        { field: 'files', name: '检测报告.pdf', content: report('first report') }
      ]);
      expect(refused.status).toBe(400);
      const text = await refused.text();
      expect(text).toContain('href="#draft-facts.material_failed"');
      expect(text).toContain('href="#draft-facts.joint_groups"');
      expect(text).toContain('检测报告.pdf');
      const document = hidden(text, 'document');
      expect(document).toMatch(/^[0-9a-f-]{36}$/);

      const saved = await send('contractor', `${path}?/submit`, {
        ...rebarForm,
        edits: '',
        document,
        [`caption.${document}`]: '钢筋检测报告'
      });
      expect(saved.status).toBe(303);
      expect(saved.headers.get('location')).toBe(`${path}?done=submit`);
      expect(await page('contractor', path)).toContain('钢筋检测报告');
    });

    it('is not submitted without a document', async () => {
      const path = await caseOf('concrete_tests');
      const refused = await send('contractor', `${path}?/submit`, { edits: '' });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('href="#draft-documents"');
    });

    it('that was changed meanwhile is not overwritten unseen, and nothing typed is lost', async () => {
      const path = await caseOf('concrete_tests');
      expect(
        (await send('contractor', `${path}?/save`, { edits: '', 'facts.standard_groups': '30' })).status
      ).toBe(303);
      const seen = await edits('contractor', path);
      expect(
        (await send('testing', `${path}?/save`, { edits: seen, 'facts.standard_groups': '31' })).status
      ).toBe(303);
      const slow = await send('contractor', `${path}?/save`, { edits: seen, 'facts.standard_groups': '32' });
      expect(slow.status).toBe(409);
      const text = await slow.text();
      expect(text).toContain('别人修改了这一版');
      expect(text).toContain('<del class="whitespace-pre-line">31');
      expect(text).toContain('value="32"');
      const again = await send('contractor', `${path}?/save`, {
        edits: hidden(text, 'edits'),
        'facts.standard_groups': '32'
      });
      expect(again.status).toBe(303);
    });
  });

  describe('a submitted version', () => {
    it('is returned once, corrected and confirmed by another person, then published', async () => {
      const path = await caseOf('rebar_tests');
      const before = await edits('supervisor', path);
      const silent = await as('supervisor').post(`${path}?/advance`, { act: 'return', edits: before });
      expect(silent.status).toBe(400);
      const returned = await as('supervisor').post(`${path}?/advance`, {
        act: 'return',
        edits: before,
        reason: '报告编号与附件不一致'
      });
      expect(returned.headers.get('location')).toBe(`${path}?done=return`);
      const draft = await page('contractor', path);
      expect(draft).toContain('报告编号与附件不一致');
      const document = hidden(draft, 'document');
      await send('contractor', `${path}?/submit`, {
        ...rebarForm,
        'facts.report_numbers': 'GJ-2026-001 至 GJ-2026-035',
        edits: hidden(draft, 'edits'),
        document
      });
      const now = await edits('supervisor', path);
      // the author may not confirm, whatever is sent
      expect((await as('contractor').post(`${path}?/advance`, { act: 'confirm', edits: now })).status).toBe(
        403
      );
      expect(
        (await as('supervisor').post(`${path}?/advance`, { act: 'confirm', edits: before })).status
      ).toBe(409);
      const confirmed = await as('supervisor').post(`${path}?/advance`, { act: 'confirm', edits: now });
      expect(confirmed.status).toBe(303);
      expect(
        (await as('contractor').post(`${path}?/advance`, { act: 'publish', edits: String(Number(now) + 1) }))
          .status
      ).toBe(403);
      const published = await as('company').post(`${path}?/advance`, {
        act: 'publish',
        edits: await edits('company', path)
      });
      expect(published.headers.get('location')).toBe(`${path}?done=publish`);
      const seen = await (await stranger().get(path.replace('/desk', ''))).text();
      expect(seen).toContain('GJ-2026-035');
    });

    it('is published on a day and time of Shanghai, which can be called off', async () => {
      const path = await caseOf('construction_permit');
      const facts = {
        'facts.permit_no': desk.permit,
        'facts.issued_on': '2026-01-05',
        'facts.issued_by': '武汉市城乡建设局',
        'facts.floor_area': '86500',
        'facts.parties_as_registered': 'yes'
      };
      const submitted = await send('company', `${path}?/submit`, { ...facts, edits: '' }, [
        { field: 'files', name: 'permit.pdf', content: report('permit') }
      ]);
      expect(submitted.status).toBe(303);
      await as('supervisor').post(`${path}?/advance`, {
        act: 'confirm',
        edits: await edits('supervisor', path)
      });
      const past = await as('company').post(`${path}?/advance`, {
        act: 'schedule',
        edits: await edits('company', path),
        day: '2020-01-01',
        time: '09:00'
      });
      expect(past.status).toBe(422);
      expect(await past.text()).toContain('href="#act-schedule-day"');
      const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
      await as('company').post(`${path}?/advance`, {
        act: 'schedule',
        edits: await edits('company', path),
        day,
        time: '07:30'
      });
      expect(await page('company', path)).toMatch(/定于 .*07:30自动发布/);
      const off = await as('company').post(`${path}?/advance`, {
        act: 'unschedule',
        edits: await edits('company', path)
      });
      expect(off.status).toBe(303);
    });
  });
  describe('a published disclosure', () => {
    it('is recorded elsewhere with an address, and corrected with a reason by a new version', async () => {
      const path = await caseOf('rebar_tests');
      const nothing = await as('company').post(`${path}?/channel`, {
        channel: 'wechat',
        posted_on: '2026-03-03'
      });
      expect(nothing.status).toBe(400);
      const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
      const link = 'https://mp.weixin.qq.com/s/sunlit';
      const recorded = await as('company').post(`${path}?/channel`, {
        channel: 'wechat',
        posted_on: today,
        url: link
      });
      expect(recorded.headers.get('location')).toBe(`${path}?done=channel`);
      expect(await page('company', path)).toContain(link);

      const correction = await page('contractor', `${path}?correct=yes`);
      expect(correction).toContain('value="GJ-2026-001 至 GJ-2026-035"');
      const changed = {
        ...rebarForm,
        'facts.material_groups': '26',
        edits: '',
        document: hidden(correction, 'document')
      };
      const silent = await send('contractor', `${path}?/save&correct=yes`, changed);
      expect(silent.status).toBe(400);
      expect(await silent.text()).toContain('href="#draft-reason"');
      const saved = await send('contractor', `${path}?/submit&correct=yes`, {
        ...changed,
        reason: '补充两组原材料检验'
      });
      expect(saved.status).toBe(303);
      const judged = await page('supervisor', path);
      expect(judged).toContain('与公示中的第 1 版不同之处');
      expect(judged).toMatch(/<del[^>]*>24 组<\/del>/);
      expect(judged).toContain('补充两组原材料检验');
    });

    it('is withdrawn, withheld and released by the bureau with the duty, each time with a reason', async () => {
      const path = await caseOf('rebar_tests');
      expect((await as('company').post(`${path}?/withdraw`, { reason: '检测报告系伪造' })).status).toBe(403);
      expect((await as('wuhan').post(`${path}?/withdraw`, { reason: '假' })).status).toBe(400);
      const withdrawn = await as('wuhan').post(`${path}?/withdraw`, { reason: '检测报告系伪造' });
      expect(withdrawn.headers.get('location')).toBe(`${path}?done=withdraw`);
      const stub = await (await stranger().get(path.replace('/desk', ''))).text();
      expect(stub).toContain('检测报告系伪造');
      expect(stub).not.toContain('GJ-2026-035');

      const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      const decision = { ground: 'third_party', reason: '涉及第三方商业秘密', until };
      const groundless = await as('wuhan').post(`${path}?/withhold`, { ...decision, ground: '' });
      expect(groundless.status).toBe(400);
      expect((await as('wuhan').post(`${path}?/withhold`, decision)).status).toBe(303);
      expect(await page('contractor', path)).toContain('《政府信息公开条例》第十五条');
      expect((await as('wuhan').post(`${path}?/release`, { reason: '理由已经消失' })).status).toBe(303);
    });
  });
}
