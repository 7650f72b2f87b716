import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import type { Entry } from './entry.ts';

const entry = (kind: string, subject_type: string, facts: Record<string, unknown>): Entry => ({
  ...{ seq: 9, kind, version: 1, supersedes: null, division_code: '420106', project_id: null },
  ...{
    subject_type,
    subject_id: 'x',
    occurred_at: '2026-11-20T00:00:00Z',
    recorded_at: '2026-11-20T00:00:00Z',
    facts
  }
});
const zh = translator('zh');
const en = translator('en');

group('what changed without a step of its own', () => {
  it('tells until when a project owes what, from when it was moved, and what it owes no more', () => {
    const told = entry('disclosure.scheduled', 'schedule', {
      ...{ slug: 'work-1', name: '示范小区' },
      items: [
        { item: 'a', name: '施工许可', name_en: 'Permit', status: 'due', due_on: '2026-12-04' },
        {
          item: 'b',
          name: '主体验收',
          name_en: 'Structure',
          status: 'due',
          due_on: '2026-12-09',
          from: '2026-12-08'
        },
        { item: 'c', name: '竣工备案', name_en: 'Filing', status: 'ahead', from: '2026-12-08' }
      ]
    });
    expect(describe(told, zh)).toEqual({
      title: '示范小区：公示期限有变',
      lines: [
        '施工许可：应在 2026年12月4日前公示',
        '主体验收：期限由 2026年12月8日改为 2026年12月9日',
        '竣工备案：不再应公示'
      ],
      path: '/projects/work-1/disclosures'
    });
    expect(describe(told, en).lines).toHaveLength(3);
  });

  it('tells a new name with the old one, and leads to the page of the company', () => {
    const told = entry('organization.renamed', 'organization', {
      organization: 'abc',
      name: '新公司',
      from: '旧公司',
      uscc: '91420000MA4DEM603K'
    });
    expect(describe(told, zh)).toMatchObject({
      lines: ['原名称：旧公司', '统一社会信用代码：91420000MA4DEM603K'],
      path: '/organizations/abc'
    });
  });

  it('tells of the catalogue, and shows no code name where facts are missing', () => {
    const told = entry('item.revised', 'item', {
      item: 'rebar_tests',
      item_name: '钢筋检测',
      valid_until: '2027-01-01'
    });
    expect(describe(told, zh)).toMatchObject({
      title: '公示事项目录变更：钢筋检测',
      path: '/disclosures/catalogue/rebar_tests'
    });
    for (const t of [zh, en])
      expect(describe(entry('item.revised', 'item', {}), t).title).not.toMatch(/item\.|undefined|\{\{/);
  });

  it('tells how far a complaint is', () => {
    const told = entry('complaint.revised', 'complaint', {
      complaint: 'c1',
      title: '外墙渗漏',
      name: '示范小区',
      state: 'investigating'
    });
    expect(describe(told, zh)).toMatchObject({
      title: '示范小区：投诉“外墙渗漏”有进展',
      path: '/complaints/c1'
    });
    expect(describe(told, zh).lines).toContain('调查中');
  });
});
