import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe, kinds as all } from './describe.ts';

const zh = translator('zh');
const en = translator('en');
const kinds = all.filter((kind) => kind.startsWith('disclosure.'));
const facts = {
  item: 'rebar_test',
  item_name: '钢筋检测',
  item_name_en: 'Rebar tests',
  project: '江岸小区',
  due_on: '2026-11-12',
  days: 1
};

group('a notification', () => {
  it.each(kinds)('of the kind %s is told in both languages, with the item by name', (kind) => {
    const chinese = describe({ kind, facts }, zh);
    const english = describe({ kind, facts }, en);
    expect(chinese.title).toContain('钢筋检测');
    expect(english.title).toContain('Rebar tests');
    expect(chinese.lines).toContain('项目：江岸小区');
    for (const text of [chinese.title, ...chinese.lines]) expect(text).not.toMatch(/rebar|undefined|\{\{/);
    expect(english.title).not.toMatch(/\p{Script=Han}|undefined|\{\{/u);
  });

  it.each(kinds)('of the kind %s can do without its facts, or with facts of another shape', (kind) => {
    for (const given of [{}, { item_name: 5, days: 'soon', due_on: null, reason: {} }]) {
      const told = describe({ kind, facts: given }, zh);
      expect(told.title).toContain('一个公示事项');
      for (const text of [told.title, ...told.lines]) expect(text).not.toMatch(/undefined|NaN|\{\{|object/);
    }
  });

  it('counts days as people do', () => {
    const told = (days: number, kind = 'disclosure.due_soon') =>
      describe({ kind, facts: { ...facts, days } }, en).title;
    expect(told(0)).toBe('Due today: Rebar tests');
    expect(told(1)).toBe('Due in 1 day: Rebar tests');
    expect(told(3)).toBe('Due in 3 days: Rebar tests');
    expect(told(1, 'disclosure.overdue')).toBe('1 day overdue: Rebar tests');
  });

  it('gives the reason in the words of who wrote it, and a refusal of the database in ours', () => {
    const lines = (reason: string, kind = 'disclosure.publish_failed') =>
      describe({ kind, facts: { ...facts, reason } }, zh).lines.join('\n');
    expect(lines('第 3 页没有盖章', 'disclosure.returned')).toContain('原因：第 3 页没有盖章');
    expect(lines('project_not_found')).toContain('原因：没有找到这个项目。');
  });

  it.each(['later.happened', '__proto__.x', 'constructor', 'toString'])(
    'that nobody knows (%s) is neutral',
    (kind) => {
      expect(describe({ kind, facts: { secret: 'x' } }, zh)).toEqual({
        title: '有一条新提醒',
        lines: ['请打开查看。']
      });
    }
  );
});
