import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import { supervisors } from './tell-supervisors.ts';

const zh = translator('zh');
const en = translator('en');
const kinds = Object.keys(supervisors);
const facts = {
  number: '420100-2026-0007',
  supervisor_kind: 'expert',
  valid_until: '2027-12-31',
  project: '江岸小区',
  reason: '材料不全',
  days: 7
};

group('a notification about supervisors', () => {
  it.each(kinds)('%s is told in both languages', (kind) => {
    const chinese = describe({ kind, facts }, zh);
    const english = describe({ kind, facts: { ...facts, project: 'A', reason: 'B' } }, en);
    expect(chinese.lines).toEqual(expect.arrayContaining(['项目：江岸小区', '原因：材料不全']));
    expect(chinese.lines.join()).toContain('420100-2026-0007');
    expect([english.title, ...english.lines].join()).not.toMatch(/\p{Script=Han}|undefined|\{\{/u);
  });

  it.each(kinds)('%s can do without its facts, or with facts of another shape', (kind) => {
    for (const given of [{}, { name: 5, days: 'soon', valid_until: null, reason: {}, accepted: 'no' }]) {
      const told = describe({ kind, facts: given }, zh);
      expect([told.title, ...told.lines].join()).not.toMatch(/undefined|NaN|\{\{|object|有一条新提醒/);
    }
  });

  it('tells officers who asks, and developers how the supervisor answered', () => {
    const named = { ...facts, name: '周工' };
    expect(describe({ kind: 'supervisor.applied', facts: named }, zh).title).toBe(
      '新的登记申请：周工（行业专家）'
    );
    expect(
      describe({ kind: 'supervisor.answered', facts: { ...named, accepted: true } }, zh).title
    ).toContain('接受');
    expect(
      describe({ kind: 'supervisor.answered', facts: { ...named, accepted: false } }, zh).title
    ).toContain('谢绝');
  });
});
