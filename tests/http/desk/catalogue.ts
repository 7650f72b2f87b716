import { beforeAll, describe, expect, it } from 'vitest';
import { visitor, type Visitor } from '#tests/support/browserless.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** What has to be disclosed, as cities change it. */
export function theCatalogue(server: () => RunningServer): void {
  let wuhan: Visitor;
  let xiangyang: Visitor;
  let province: Visitor;
  let anyone: Visitor;

  async function signIn(name: string): Promise<Visitor> {
    const who = visitor(server().url, '198.51.107.1');
    const fields = { email: `${name}@example.org`, password: 'sunlit-demo-2026' };
    expect((await who.post('/account/sign-in', fields)).status).toBe(303);
    return who;
  }

  beforeAll(async () => {
    anyone = visitor(server().url, '198.51.107.2');
    wuhan = await signIn('wuhan');
    xiangyang = await signIn('xiangyang');
    province = await signIn('province');
  });

  const read = async (who: Visitor, path: string, status = 200): Promise<string> => {
    const response = await who.get(path);
    expect(response.status, path).toBe(status);
    return (await response.text()).replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');
  };

  /** The form of an item, as a browser without scripts sends it. */
  const item = {
    item: 'wuhan_warranty_contact',
    division_code: '420100',
    name: '保修联系方式',
    name_en: 'Warranty contact',
    stage: 'completion',
    sort: '120',
    provider_roles: 'developer',
    confirmer_roles: 'supervising_engineer',
    milestone_kind: 'completion_acceptance',
    applies_when: 'commodity',
    valid_from: '2024-01-01',
    basis: '武汉市住宅工程公示办法',
    basis_en: '',
    what: '谁负责保修，怎么联系。',
    what_en: 'Who does the warranty work.',
    why: '房子出了问题先找它。',
    why_en: 'The first to turn to.',
    how: '看电话是否为单位电话。',
    how_en: 'See whether it is the unit’s phone.',
    rows: '3',
    'fields.0.label': '保修单位',
    'fields.0.label_en': 'Warranty unit',
    'fields.0.name': 'unit_name',
    'fields.0.kind': 'text',
    'fields.0.required': 'yes',
    'fields.1.kind': 'integer',
    'fields.1.required': 'yes'
  };
  const rule = {
    division_code: '420100',
    days: '7',
    day_kind: 'working',
    nature: 'policy',
    basis: '武汉市住宅工程公示办法 第三条',
    basis_en: '',
    valid_from: '2024-01-01',
    valid_until: ''
  };
  const path = '/disclosures/catalogue/wuhan_warranty_contact';

  /** How many items the catalogue tells of with these filters. */
  const count = async (filters: string): Promise<number> =>
    Number(/共 (\d+) 项/.exec(await read(anyone, `/disclosures/catalogue?${filters}`))?.[1]);

  describe('the public catalogue', () => {
    it('tells eleven items by stage, who does what, and what follows, in both languages', async () => {
      const html = await read(anyone, '/disclosures/catalogue?need=mandatory');
      expect(html).toContain('共 11 项，其中必须公示 11 项');
      for (const words of [
        '竣工验收备案后 20 个工作日内',
        '平台默认',
        '责任矩阵',
        '列入重点监控名单',
        '全装修住宅'
      ])
        expect(html).toContain(words);
      expect(html).not.toMatch(/ style=/);
      const english = await read(anyone, '/en/disclosures/catalogue?stage=completion&need=mandatory');
      expect(english).toContain('5 items, 5 of them mandatory');
      expect(english).toContain('Within 20 working days after completion filing');
      expect(english).not.toContain('责任矩阵');
    });

    it('works out a deadline over National Day, and has no page for what is no item', async () => {
      const example = await read(
        anyone,
        '/disclosures/catalogue/completion_filing?division=420100&on=2026-09-18'
      );
      expect(example).toContain('应在 2026年10月22日（周四）或之前公示');
      const early = await read(anyone, '/disclosures/catalogue/completion_filing?on=2019-01-01');
      expect(early).toContain('这一项在 2019年1月1日（周二）不适用于湖北省');
      await read(anyone, '/disclosures/catalogue/nothing', 404);
    });
  });

  describe('a city', () => {
    it('adds an item with its rule, which the public sees at once, whatever was kept', async () => {
      await read(anyone, path, 404);
      const [there, elsewhere] = [await count('division=420100'), await count('division=420600')];
      const before = await anyone.get('/disclosures/catalogue');
      const refused = await wuhan.post('/desk/catalogue/new?/save', { ...item, 'fields.0.name': '保修' });
      expect(refused.status).toBe(400);
      const again = await refused.text();
      expect(again).toContain('代号只能用小写英文字母');
      expect(again).toContain('value="保修联系方式"');
      const foreign = await xiangyang.post('/desk/catalogue/new?/save', item);
      expect(foreign.status).toBe(403);
      expect(await foreign.text()).toContain('您只能增加和修改本辖区的事项');

      const saved = await wuhan.post('/desk/catalogue/new?/save', item);
      expect(saved.status).toBe(303);
      expect(saved.headers.get('location')).toBe('/desk/catalogue/wuhan_warranty_contact?saved=new');
      expect(await read(anyone, path)).toContain('武汉市增加');
      expect(await read(anyone, path)).toContain('现在没有规定期限');

      const added = await wuhan.post('/desk/catalogue/wuhan_warranty_contact?/rule', rule);
      expect(added.status).toBe(200);
      expect(await added.text()).toContain('期限规则已增加');
      expect(await read(anyone, path)).toContain('竣工验收后 7 个工作日内');
      const after = await anyone.get('/disclosures/catalogue', {
        'if-none-match': before.headers.get('etag') ?? ''
      });
      expect(after.status).toBe(200);
      expect(await count('division=420600')).toBe(elsewhere);
      expect(await count('division=420100')).toBe(there + 1);
    });

    it('changes it, is told when somebody was faster, and leaves its history to be read', async () => {
      const change = { ...item, version: '1', why: '房子出了问题，第一个就找它。' };
      const save = (fields: Record<string, string>) =>
        wuhan.post('/desk/catalogue/wuhan_warranty_contact?/save', fields);
      expect((await save(change)).status).toBe(303);
      const late = await save({ ...change, name: '保修负责单位' });
      expect(late.status).toBe(409);
      expect(await late.text()).toContain('已被别人修改');
      const html = await read(anyone, path);
      expect(html).toMatch(/第 2 版.*修改：为什么重要.*第 1 版.*首次发布/);
    });

    it('may not change what is of the province, but sets a deadline of its own for it', async () => {
      const page = await read(wuhan, '/desk/catalogue/completion_filing');
      expect(page).toContain('这个事项由湖北省管理');
      expect(page).not.toContain('name="what"');
      const forced = await wuhan.post('/desk/catalogue/completion_filing?/save', {
        ...item,
        item: 'completion_filing',
        version: '1'
      });
      expect(forced.status).toBe(403);
      const twice = [rule, { ...rule, days: '3' }];
      const answers = [];
      for (const one of twice) answers.push(await wuhan.post('/desk/catalogue/completion_filing?/rule', one));
      expect(answers.map(({ status }) => status)).toEqual([200, 422]);
      expect(await answers[1]?.text()).toContain('已有一条在这段时间内有效的期限规则');
      const tried = await read(wuhan, '/desk/catalogue/preview?division=420102&on=2026-09-18');
      expect(tried).toContain('竣工验收备案后 7 个工作日内');
      const elsewhere = await read(
        anyone,
        '/disclosures/catalogue/completion_filing?division=420600&on=2026-09-18'
      );
      expect(elsewhere).toContain('应在 2026年10月22日（周四）或之前公示');
    });

    it('ends a rule, which stays to be read', async () => {
      const page = await read(wuhan, '/desk/catalogue/wuhan_warranty_contact');
      const id = /name="rule" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
      const end = (on: string) =>
        wuhan.post('/desk/catalogue/wuhan_warranty_contact?/endRule', { rule: id, on });
      expect((await end('2023-12-30')).status).toBe(422);
      expect(await (await end('2099-12-31')).text()).toContain('期限规则已设定最后一天');
      expect(await read(anyone, path)).toContain('2024年1月1日至2099年12月31日');
    });
  });

  describe('the calendar', () => {
    const festival = {
      day: '2027-02-05',
      last: '2027-02-11',
      works: 'no',
      name: '春节',
      name_en: '',
      basis: '国办发明电〔2026〕1号'
    };
    const example = '/disclosures/catalogue/completion_report?on=2027-02-01';

    it('says that a year is not known yet, until the province enters it', async () => {
      expect(await read(wuhan, '/desk/calendar?year=2027')).toContain('2027年的放假安排尚未录入');
      expect(await read(wuhan, '/desk/calendar?year=2026')).not.toContain('尚未录入');
      expect((await wuhan.post('/desk/calendar?/set', festival)).status).toBe(403);
      expect(await read(anyone, example)).toContain('应在 2027年3月1日（周一）或之前公示');
      expect(await (await province.post('/desk/calendar?/set', festival)).text()).toContain('日历已调整');
      expect(await read(province, '/desk/calendar?year=2027')).not.toContain('尚未录入');
      expect(await read(anyone, example)).toContain('应在 2027年3月8日（周一）或之前公示');
      const cleared = await province.post('/desk/calendar?/clear', { day: '2027-02-05' });
      expect(await cleared.text()).toContain('已取消这一天的人工调整');
      expect(await read(anyone, example)).toContain('应在 2027年3月5日（周五）或之前公示');
    });

    it('tells at the field what is wrong', async () => {
      const refused = await province.post('/desk/calendar?/set', { ...festival, last: '2027-01-01' });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('一次最多设置连续 31 天');
    });
  });
}
