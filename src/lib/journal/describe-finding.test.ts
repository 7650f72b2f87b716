import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import { kinds, type Entry } from './entry.ts';

const common = {
  ...{ slug: 'work-1', name: '示范小区', finding: 'f-1', number: 'F420100-2026-00001', category: 'deputy' },
  visited_on: '2026-11-05'
};

const entry = (kind: string, facts: Record<string, unknown>): Entry => ({
  ...{ seq: 9, kind, version: 1, supersedes: null, division_code: '420106', project_id: null },
  ...{ subject_type: 'finding', subject_id: 'x', occurred_at: '2026-11-20T00:00:00Z' },
  recorded_at: '2026-11-20T00:00:00Z',
  facts: { ...common, ...facts }
});

const published = entry('finding.published', {
  as: 'decided',
  outcome: 'substantiated',
  lines: [
    {
      ...{ position: 1, kind: 'item', item_name: '主体结构验收', item_name_en: 'Structure acceptance' },
      ...{ verdict: 'differs', note: '楼梯踏步高差 14 mm', out_of_tolerance: 2 },
      ...{ decision: 'substantiated', decision_reason: '现场复测一致' }
    },
    { position: 2, kind: 'free', note: '临边没有栏杆' }
  ],
  ...{ reply: 'none', photos: 3, decided_by: '示范市住建局' }
});

group('findings in the journal', () => {
  it('tell each line, the decision with its reason, and that nobody replied', () => {
    const { title, lines, path } = describe(published, translator('zh'));
    expect(title).toBe('示范小区：公布核查发现 F420100-2026-00001（属实）');
    expect(lines).toEqual([
      '2026年11月5日，两代表一委员现场核查',
      '主体结构验收：不符；楼梯踏步高差 14 mm；2 个测点超出允许偏差；认定属实；现场复测一致',
      '其他发现；临边没有栏杆',
      '照片 3 张',
      '建设单位未在期限内答复',
      '决定机关：示范市住建局'
    ]);
    expect(path).toBe('/findings/f-1');
  });

  it('read in English too', () => {
    const { title, lines } = describe(published, translator('en'));
    expect(title).toBe('示范小区: finding F420100-2026-00001 published (Substantiated)');
    expect(lines[1]).toContain('Structure acceptance: Differs');
  });

  it('say why, by what article and until when one is withheld, and nothing of its lines', () => {
    const { lines } = describe(
      entry('finding.withheld', {
        ...{ ground: 'third_party', reason: '照片中有邻户室内', until: '2027-01-31' },
        decided_by: ['示范市住建局', '示范省住建厅']
      }),
      translator('zh')
    );
    expect(lines.join('\n')).toContain('第十五条');
    expect(lines).toContain('理由：照片中有邻户室内');
    expect(lines).toContain('决定机关：示范市住建局、示范省住建厅');
  });

  it('no longer tell what was withheld later', () => {
    const { title, lines } = describe(
      entry('finding.published', { as: 'decided', withheld: true }),
      translator('zh')
    );
    expect(title).toContain('不予公开');
    expect(lines).toEqual(['现已决定暂不公开，内容不再显示']);
  });

  it('tell who looked again at what was put right', () => {
    const fix = { position: 1, item_name: '主体结构验收', item_name_en: 'Structure acceptance', round: 1 };
    const verified = describe(
      entry('rectification.verified', { ...fix, by: 'finder', days: 12 }),
      translator('zh')
    );
    expect(verified.title).toBe('示范小区：主体结构验收整改经复查合格');
    expect(verified.lines).toContain('复查：核查人');
    expect(verified.path).toBe('/findings/f-1');
    const overdue = describe(
      entry('rectification.overdue', { ...fix, step: 'plan', due_on: '2026-11-18' }),
      translator('en')
    );
    expect(overdue.title).toContain('repair overdue');
    expect(overdue.lines.join()).toContain('18');
  });

  it.each(kinds.filter((kind) => /^(finding|rectification)\./.test(kind)))(
    '%s never shows a code name, whatever facts it lacks',
    (kind) => {
      for (const lang of ['zh', 'en'] as const) {
        const { title, lines } = describe(
          { ...published, kind, facts: { name: '示范小区' } },
          translator(lang)
        );
        expect([title, ...lines].join(' ')).not.toMatch(/finding\.|rectification\.|undefined|\{\{/);
      }
    }
  );
});
