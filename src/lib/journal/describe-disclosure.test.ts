import { describe as group, expect, it } from 'vitest';
import type { FactField } from '#lib/catalogue/catalogue.ts';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import { kinds, type Entry } from './entry.ts';

const zh = translator('zh');
const en = translator('en');

const groups: FactField = {
  name: 'groups',
  kind: 'integer',
  label: '原材料检验',
  label_en: 'Material tests',
  unit: '组',
  unit_en: 'groups',
  required: true
};
const names = { fields: () => [groups] };

const entry = (kind: string, facts: Record<string, unknown>, more: Partial<Entry> = {}): Entry => ({
  seq: 7,
  kind,
  version: 1,
  facts: {
    slug: 'prj',
    name: '江湾花园',
    disclosure: 'dsc',
    item: 'rebar_tests',
    item_name: '钢筋检验试验汇总评价',
    item_name_en: 'Summary of reinforcement tests',
    item_stage: 'construction',
    due_on: '2026-11-20',
    ...facts
  },
  supersedes: null,
  division_code: '420106',
  project_id: null,
  subject_type: 'disclosure',
  subject_id: 'x',
  occurred_at: '2026-11-20T04:00:00.000Z',
  recorded_at: '2026-11-22T01:00:00.000Z',
  ...more
});

const published = {
  version: 1,
  facts: { groups: 24 },
  days_late: 0,
  supplied_by: '施工公司',
  confirmed_by: '监理公司',
  published_by: '开发公司',
  documents: [{ name: '报告.pdf', sha256: 'ab' }]
};

group('a disclosure', () => {
  it('is told with its facts by label, who answers for it, and leads to its page', () => {
    const told = describe(entry('disclosure.published', published), zh, names);
    expect(told.title).toBe('江湾花园：公示钢筋检验试验汇总评价');
    expect(told.path).toBe('/disclosures/dsc');
    expect(told.lines).toEqual([
      '公示期限为 2026年11月20日，按时公示',
      '提供：施工公司；复核确认：监理公司；公示：开发公司',
      '原材料检验：24 组',
      '公示文件：报告.pdf'
    ]);
  });

  it('says how late it is, and does without the names of fields', () => {
    const { lines } = describe(entry('disclosure.published', { ...published, days_late: 3 }), en);
    expect(lines[0]).toBe('The last day was 20 November 2026: 3 days late');
    expect(lines.join()).not.toContain('groups');
  });

  it('tells nothing more of a version that was withdrawn', () => {
    const kept = { ...published, withdrawn: true };
    for (const kind of ['disclosure.published', 'disclosure.corrected'])
      expect(describe(entry(kind, kept), zh, names).lines).toEqual(['这一版已由主管部门撤回，内容不再公开']);
  });
});

group('what follows', () => {
  it('a correction begins with the word, and tells old and new', () => {
    const changes = { 'facts.groups': { from: 24, to: 26 }, 'documents.cd': { to: '复检.pdf' } };
    const told = describe(
      entry(
        'disclosure.corrected',
        { ...published, version: 2, reason: '漏填两组', changes },
        { version: 2, supersedes: 3 }
      ),
      zh,
      names
    );
    expect(told.title).toBe('更正：江湾花园：钢筋检验试验汇总评价（第 2 版）');
    expect(told.lines.slice(0, 3)).toEqual([
      '理由：漏填两组',
      '原材料检验：24 组 → 26 组',
      '增加文件：复检.pdf'
    ]);
  });

  it.each([
    ['disclosure.withdrawn', '江湾花园：撤回钢筋检验试验汇总评价'],
    ['disclosure.rescheduled', '江湾花园：钢筋检验试验汇总评价不再逾期'],
    ['disclosure.released', '江湾花园：钢筋检验试验汇总评价恢复为应公示']
  ])('%s takes an earlier entry’s place, and is no correction', (kind, title) => {
    expect(describe(entry(kind, { reason: '理由在此' }, { supersedes: 3 }), zh).title).toBe(title);
  });

  it('overdue says since when', () => {
    expect(describe(entry('disclosure.overdue', { days: 1 }), zh).lines).toEqual([
      '应在 2026年11月20日前公示，到记录时已逾期 1 天，没有公示'
    ]);
  });

  it('withheld names the law, the reason, the day and who decided', () => {
    const facts = { ground: 'third_party', reason: '商业秘密', until: '2027-01-02', decided_by: '市住建局' };
    expect(describe(entry('disclosure.withheld', facts), zh).lines).toEqual([
      expect.stringMatching(/^法律依据：《政府信息公开条例》第十五条/),
      '理由：商业秘密',
      '不予公开至：2027年1月2日',
      '决定机关：市住建局'
    ]);
  });

  it('a plan tells what it leaves out before what it promises', () => {
    const items = [
      { name: '施工许可证', planned_on: '2026-12-01' },
      { name: '钢筋', left_out_reason: '没有钢筋工程' }
    ];
    const told = describe(
      entry('plan.confirmed', { confirmed_by: '开发公司', items, disclosure: undefined }),
      zh
    );
    expect(told.path).toBe('/projects/prj/disclosures');
    expect(told.lines).toEqual([
      '开发公司确认公示 1 项',
      '不列入计划：钢筋（没有钢筋工程）',
      '施工许可证：2026年12月1日'
    ]);
    expect(describe(entry('plan.confirmed', { items }, { supersedes: 2, version: 2 }), zh).title).toBe(
      '江湾花园：修改公示计划（第 2 版）'
    );
  });

  it('no kind shows its code, whatever its facts', () => {
    for (const kind of kinds)
      for (const t of [zh, en]) {
        const { title, lines } = describe(
          entry(kind, { facts: 3, changes: [], ground: 'x', documents: 'y' }),
          t
        );
        expect([title, ...lines].join()).not.toMatch(/[a-z]+[._][a-z]+|undefined/);
      }
  });
});
