import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { standing, standingText, verdict, type Milestone } from './milestones.ts';
import { timeScale } from '#lib/ui/time-scale.ts';

const zh = translator('zh');
const en = translator('en');
const today = '2026-11-22';
const m = (name: string, planned_on: string | null, reached_on: string | null = null): Milestone => ({
  kind: name,
  name,
  name_en: name,
  planned_on,
  reached_on
});

describe('standing', () => {
  it.each([
    [m('a', '2026-03-01', '2026-03-13'), '晚 12 天'],
    [m('a', '2026-03-01', '2026-02-27'), '早 2 天'],
    [m('a', '2026-03-01', '2026-03-01'), '按计划'],
    [m('a', null, '2026-03-01'), '已到达'],
    [m('a', '2026-11-21'), '逾期 1 天'],
    [m('a', '2026-11-22'), '计划今天'],
    [m('a', '2027-03-22'), '还有 120 天'],
    [m('a', null), '没有计划日期']
  ])('says how it stands: %o', (milestone, text) => {
    expect(standingText(standing(milestone, today), zh)).toBe(text);
  });

  it('counts a month ahead as soon', () => {
    expect(standing(m('a', '2026-12-22'), today).is).toBe('due_soon');
    expect(standing(m('a', '2026-12-23'), today).is).toBe('ahead');
  });
});

describe('verdict', () => {
  it('tells how the last one went and what comes next', () => {
    const all = [
      m('许可', '2025-01-01', '2025-01-01'),
      m('主体', '2026-03-01', '2026-03-13'),
      m('备案', '2027-01-01')
    ];
    expect(verdict(all, today, zh)).toBe(
      '3 个节点，已到达 2 个；主体比计划晚 12 天；下一个节点是备案，计划 2027年1月1日。'
    );
    expect(verdict(all, today, en)).toBe(
      '2 of 3 milestones reached; 主体 12 days later than planned; next: 备案, planned for 1 January 2027.'
    );
  });

  it('tells the one overdue longest before anything else', () => {
    const late = [m('甲', '2026-11-20'), m('乙', '2026-11-01')];
    expect(verdict(late, today, zh)).toBe('2 个节点，已到达 0 个；2 个节点逾期，最久的是乙，已逾期 21 天。');
    expect(verdict(late.slice(0, 1), today, zh)).toBe('1 个节点，已到达 0 个；甲逾期 2 天。');
  });

  it('says so when nothing is known', () => {
    expect(verdict([m('甲', null)], today, zh)).toBe('还没有节点的计划和完成日期。');
  });
});

describe('time scale', () => {
  it('keeps the order and distances of days, and ticks that fit', () => {
    const { at, ticks } = timeScale(['2024-05-10', '2026-11-22', '2025-08-16']);
    expect(at('2024-05-10')).toBe(4);
    expect(at('2026-11-22')).toBe(96);
    expect(at('2025-08-16')).toBeCloseTo(50, 0);
    expect(ticks).toEqual(['2025-01-01', '2026-01-01']);
  });

  it('stands a single day', () => {
    expect(timeScale(['2026-11-22']).at('2026-11-22')).toBe(4);
  });
});
