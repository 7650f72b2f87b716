import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pack } from '#lib/disclosures/import/fixtures.ts';
import { csv } from '#lib/projects/import/fixtures.ts';
import { openDesk, type Desk, type DeskName } from '#tests/support/desk.ts';
import { hidden, newPermit, report } from '#tests/support/disclosing.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** The desk of disclosures: plans, batches, and what is looked at twice. */
export function batchesAtTheDesk(server: () => RunningServer): void {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk(server(), '198.51.106', '江岸批量小区');
  });
  const as: Desk['as'] = (name) => desk.as(name);
  const page: Desk['page'] = (name, path) => desk.page(name, path);
  const send: Desk['send'] = (...sent) => desk.send(...sent);
  const caseOf: Desk['caseOf'] = (item, name) => desk.caseOf(item, name);
  const stranger: Desk['stranger'] = () => desk.stranger();

  describe('personal data', () => {
    const phone = '13912345678';

    it('have to be looked at before anyone else reads them, by each who passes them on', async () => {
      const path = await caseOf('foundation_acceptance');
      const form = await page('company', path);
      const names = [...form.matchAll(/name="(facts\.[a-z_]+)"/g)].map(([, name = '']) => name);
      expect(names.length).toBeGreaterThan(3);
      const part = { field: 'files', name: 'minutes.pdf', content: report(`call ${phone}`) };
      const saved = await send('company', `${path}?/save`, { edits: '', note: `联系电话 ${phone}` }, [part]);
      expect(saved.status).toBe(303);
      const shown = await page('company', path);
      expect(shown).toContain('139****5678');
      expect(shown).not.toContain('name="checked" value="yes" checked');

      // the box counts for what was shown, not for what was added since
      const sent = {
        edits: hidden(shown, 'edits'),
        document: hidden(shown, 'document'),
        note: `联系电话 ${phone}，或 13800001111`,
        checked: 'yes',
        seen: hidden(shown, 'seen')
      };
      const complete = await complement(path, names);
      const more = await send('company', `${path}?/submit`, { ...complete, ...sent });
      expect(more.status).toBe(422);
      const text = await more.text();
      expect(text).toContain('又发现了新的疑似个人信息');
      const passed = await send('company', `${path}?/submit`, {
        ...complete,
        ...sent,
        seen: hidden(text, 'seen')
      });
      expect(passed.status).toBe(303);

      const now = await page('supervisor', path);
      const act = { act: 'confirm', edits: hidden(now, 'edits') };
      const refused = await as('supervisor').post(`${path}?/advance`, act);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('请核对下列内容');
      const done = await as('supervisor').post(`${path}?/advance`, {
        ...act,
        checked: 'yes',
        seen: hidden(now, 'seen')
      });
      expect(done.status).toBe(303);
    });

    /** Something for every field of a form. */
    async function complement(path: string, names: string[]): Promise<Record<string, string>> {
      const text = await page('company', path);
      const value = (name: string): string => {
        const field = name.replaceAll('.', '\\.');
        const radio = new RegExp(`type="radio"[^>]*name="${field}"[^>]*value="([^"]+)"`).exec(text);
        if (radio) return radio[1] ?? '';
        if (new RegExp(`<select[^>]*name="${field}"`).test(text)) {
          const options = new RegExp(`name="${field}"[\\s\\S]*?</select>`).exec(text)?.[0] ?? '';
          return /<option value="([^"]+)"/.exec(options)?.[1] ?? '';
        }
        const input = new RegExp(`<input[^>]*name="${field}"[^>]*>`).exec(text)?.[0] ?? '';
        if (input.includes('type="date"')) return '2026-03-01';
        return /inputmode="(numeric|decimal)"/.test(input) ? '1' : '合格';
      };
      return Object.fromEntries(names.map((name) => [name, value(name)]));
    }
  });

  describe('a plan', () => {
    const address = () => `/desk/projects/${desk.project}/plan`;

    it('is proposed, confirmed by the developer, and listed where it falls short', async () => {
      expect((await as('xiangyang').get(address())).status).toBe(404);
      const form = await page('company', address());
      const fields = Object.fromEntries(
        [...form.matchAll(/name="([a-z_]+)\.planned_on"[^>]*value="([^"]*)"/g)].map(
          ([, item = '', day = '']) => [item, day]
        )
      );
      expect(Object.keys(fields)).toContain('rebar_tests');
      const lines = Object.entries(fields).flatMap(([item, day]) => [
        [`${item}.planned_on`, item === 'rebar_tests' ? '2027-12-31' : day],
        [`${item}.provider_role`, 'developer'],
        [`${item}.confirmer_role`, 'supervising_engineer'],
        [`${item}.channels`, 'wechat']
      ]);
      const all = z.record(z.string(), z.string()).parse(Object.fromEntries(lines));
      expect((await as('supervisor').post(address(), { ...all, version: '' })).status).toBe(403);
      const unreasoned = await as('company').post(address(), {
        ...all,
        version: '',
        'rebar_tests.leave_out': 'yes'
      });
      expect(unreasoned.status).toBe(400);
      expect(await unreasoned.text()).toContain('href="#form-rebar_tests.left_out_reason"');
      expect((await as('company').post(address(), { ...all, version: '' })).status).toBe(303);
      expect((await as('company').post(address(), { ...all, version: '' })).status).toBe(409);
      expect(await page('wuhan', address())).toMatch(/比期限晚 \d+ 天/);
      const listed = await page('wuhan', `/desk/plans?plan=deviating&q=${encodeURIComponent(desk.estate)}`);
      expect(listed).toContain(desk.estate);
      expect(listed).toMatch(/钢筋检验试验汇总评价：比期限晚 \d+ 天/);
    });
  });

  describe('an import', () => {
    const header = [
      '施工许可证号',
      '事项',
      '设计强度等级',
      '标准养护试件（组）',
      '同条件养护试件（组）',
      '抗渗试件',
      '文件',
      '文字说明'
    ];
    const row = (grade: string, groups: string, file = '报告/混凝土.pdf') => [
      desk.permit,
      '混凝土检验试验汇总评定',
      grade,
      groups,
      '10 组',
      '',
      file,
      '混凝土检测报告'
    ];
    const zip = async (...rows: string[][]) =>
      pack([
        { name: '批次/清单.csv', content: csv([header, ...rows]) },
        { name: '批次/报告/混凝土.pdf', content: report('concrete'), compress: false }
      ]);
    const upload = async (
      content: Uint8Array,
      fields: Record<string, string> = {},
      name: DeskName = 'testing'
    ) =>
      send(name, '/desk/disclosures/import?/upload', fields, [{ field: 'files', name: '批次.zip', content }]);

    it('tells what is wrong cell by cell and keeps nothing', async () => {
      const refused = await upload(
        await zip(row('C30', '三十'), [...row('C30', '30'), '多'], row('C35', '30'))
      );
      expect(refused.status).toBe(422);
      const text = await refused.text();
      expect(text).toContain('没有写入任何内容');
      expect(text).toContain('请填写数字');
      expect(text).toContain('与第 2 行是同一项公示');
      const bad = /href="([^"]*bad\.csv\?id=[^"]+)"/.exec(text)?.[1] ?? '';
      expect(await (await as('testing').get(bad)).text()).toContain('三十');
      expect((await as('company').get(bad)).status).toBe(404);
      const missing = await upload(await zip(row('C35', '30', '没有.pdf')));
      expect(await missing.text()).toContain('没有“没有.pdf”');
    });

    it('shows what it would do, writes drafts, and the same file a second time changes nothing', async () => {
      const content = await zip(row('C30、C40', '36'));
      const shown = await upload(content);
      expect(shown.status).toBe(200);
      const text = await shown.text();
      expect(text).toContain('新草稿');
      const path = await caseOf('concrete_tests', 'testing');
      expect(await page('testing', path)).not.toContain('C30、C40');
      const written = await as('testing').post('/desk/disclosures/import?/write', {
        payload: hidden(text, 'payload')
      });
      expect(await written.text()).toContain('1 份草稿已写入');
      const draft = await page('testing', path);
      expect(draft).toContain('value="C30、C40"');
      expect(draft).toContain('value="混凝土检测报告"');
      const again = await (await upload(content)).text();
      expect(again).toContain('没有变化');
      expect(again).toContain('没有需要写入的');
    });

    it('refuses what only an attack has, as a whole', async () => {
      const evil = await pack([
        { name: '清单.csv', content: csv([header, row('C30', '36')]) },
        { name: 'link.pdf', content: '/etc/passwd', mode: 0o120777 }
      ]);
      const refused = await upload(evil);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('快捷链接');
    });

    it('writes nothing for others', async () => {
      const foreign = await upload(await zip([newPermit(), ...row('C30', '36').slice(1)]));
      expect(await foreign.text()).toContain('平台上没有这个施工许可证号');
      const confirmer = await upload(await zip(row('C30', '36')), {}, 'supervisor');
      expect(await confirmer.text()).toContain('您不能填报这一项');
    });

    it('has a template for each item, whose example it passes over', async () => {
      const answer = await as('testing').get('/desk/disclosures/import/template.csv?item=concrete_tests');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
      const list = await answer.text();
      expect(list).toContain('标准养护试件（组）');
      const refused = await upload(await pack([{ name: 'list.csv', content: list }]));
      expect(await refused.text()).toContain('清单只有表头');
    });
  });

  describe('a document of a draft', () => {
    it('is served to those who take part, and to nobody else', async () => {
      const path = await caseOf('concrete_tests', 'testing');
      const id = hidden(await page('testing', path), 'document');
      const hash = createHash('sha256').update(report('concrete')).digest('hex');
      const at = `/documents/${id}/x.pdf`;
      const served = await as('supervisor').get(at);
      expect(
        createHash('sha256')
          .update(new Uint8Array(await served.arrayBuffer()))
          .digest('hex')
      ).toBe(hash);
      expect((await stranger().get(at)).status).toBe(404);
    });
  });
}
