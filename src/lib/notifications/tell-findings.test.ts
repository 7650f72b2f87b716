import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import { findings } from './tell-findings.ts';

const zh = translator('zh');
const en = translator('en');
const kinds = Object.keys(findings);
const facts = { finding: 'abcdefghij', number: 'HC-2026-0007', project: '江岸小区', due_on: '2026-12-04' };

group('a notification about findings', () => {
  it.each(kinds)('%s is told in both languages', (kind) => {
    const chinese = describe({ kind, facts }, zh);
    const english = describe({ kind, facts: { ...facts, project: 'A' } }, en);
    expect(chinese.title).toContain('HC-2026-0007');
    expect(chinese.lines).toEqual(expect.arrayContaining(['项目：江岸小区']));
    expect(chinese.lines.join()).toContain('2026年12月4日');
    expect([english.title, ...english.lines].join()).not.toMatch(/\p{Script=Han}|undefined|\{\{/u);
  });

  it.each(kinds)('%s can do without its facts, or with facts of another shape', (kind) => {
    for (const given of [
      {},
      { number: 5, outcome: 'unheard_of', step: [], by: 3, urgent: 'yes', until: {} }
    ]) {
      const told = describe({ kind, facts: given }, zh);
      expect([told.title, ...told.lines].join()).not.toMatch(
        /undefined|NaN|\{\{|object|unheard|有一条新提醒/
      );
    }
  });

  it('says what it came to, and why', () => {
    const said = (kind: string, more: object) => describe({ kind, facts: { ...facts, ...more } }, zh);
    expect(said('finding.triaged', { outcome: 'out_of_scope', reason: '与工程质量无关' }).lines).toEqual(
      expect.arrayContaining(['不属核查范围', '原因：与工程质量无关'])
    );
    expect(said('finding.concluded', { outcome: 'partly' }).lines).toContain('部分属实');
    expect(said('finding.answered', { stance: 'contests' }).lines).toContain('有异议');
    expect(said('finding.to_verify', { contested: true }).title).toContain('有异议');
    expect(said('finding.opinion_given', { declined: true }).title).toContain('谢绝');
    expect(said('finding.opinion_due', {}).title).toContain('快到期');
    expect(said('finding.opinion_due', { late: true }).title).toContain('已过期限');
    expect(said('rectification.overdue', { step: 'plan' }).lines).toContain('步骤：提出整改方案');
    expect(said('rectification.verified', { by: 'finder' }).lines).toContain('确认方：核查人');
    expect(said('finding.to_answer', { urgent: true }).lines.join()).toContain('紧急');
  });
});
