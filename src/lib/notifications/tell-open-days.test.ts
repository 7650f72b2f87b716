import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe, kinds } from './describe.ts';

const zh = translator('zh');
const en = translator('en');
const ofOpenDays = kinds.filter((kind) => kind.startsWith('open_day.'));

group('a message about an open day', () => {
  const day = {
    open_day: 'a1b2c3d4e5',
    title: '主体验收开放日',
    project: '江岸小区',
    starts_at: '2026-11-22T06:00:00Z',
    meeting_point: '北门',
    code: 'k7q2',
    party_size: 2,
    until: '2026-11-20T06:00:00Z',
    reason: 'weather',
    days: 7,
    accepted: true,
    refuse_token: 'f'.repeat(64)
  };

  it.each(ofOpenDays)('of the kind %s is told in both languages, by its name or its project', (kind) => {
    const chinese = describe({ kind, facts: day }, zh);
    const english = describe({ kind, facts: { ...day, title: 'Frame', project: 'Estate' } }, en);
    expect(chinese.title).toMatch(/主体验收开放日|江岸小区/);
    expect(english.title).toMatch(/Frame|Estate/);
    expect(chinese.lines).toContain('时间：2026年11月22日（周日）14:00');
    expect(chinese.lines).toContain('原因：天气');
    for (const text of [chinese.title, ...chinese.lines]) expect(text).not.toMatch(/weather|undefined|\{\{/);
    for (const text of [english.title, ...english.lines.slice(0, 2)])
      expect(text).not.toMatch(/\p{Script=Han}|undefined|\{\{/u);
  });

  it.each(ofOpenDays)('of the kind %s can do without its facts, or with facts of another shape', (kind) => {
    for (const facts of [
      {},
      { title: 5, days: 'soon', starts_at: null, reason: {}, kind: 'x', refuse_token: '"><' }
    ]) {
      const told = describe({ kind, facts }, zh);
      expect(told.title).toContain('一场工地开放日');
      expect(told.aside?.path).toBe(kind === 'open_day.thanks' ? '/account/visits' : undefined);
      for (const text of [told.title, ...told.lines]) expect(text).not.toMatch(/undefined|NaN|\{\{|object/);
    }
  });

  it('says how near it is, and what a host wrote', () => {
    const told = (facts: Record<string, unknown>, kind = 'open_day.reminder') =>
      describe({ kind, facts }, zh);
    expect(told({ ...day, days: 1 }).title).toBe('明天就是：主体验收开放日');
    expect(told(day).title).toBe('还有 7 天：主体验收开放日');
    const other = told({ ...day, reason: 'other', note: '道路封闭' }, 'open_day.cancelled');
    expect(other.lines).toContain('原因：道路封闭');
    expect(told({ ...day, reason: '电梯检修' }, 'open_day.changed').lines).toContain('原因：电梯检修');
    expect(told({ project: '江岸小区', accepted: false }, 'open_day.answered').title).toMatch(/没有被接受/);
  });

  it('offers a seat with a link that lets the next one have it', () => {
    expect(describe({ kind: 'open_day.offer', facts: day }, zh).aside).toEqual({
      text: '不去了，让给下一位',
      path: `/open-days/refuse?token=${'f'.repeat(64)}`
    });
  });
});
