import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { card, published } from './fixtures.ts';
import { dayText, markText, shapeOf, shortText } from './standing.ts';
import { figures, verdict } from './verdict.ts';

const zh = translator('zh');
const en = translator('en');
const today = '2026-11-24';

describe('a project in one line', () => {
  it('tells what is overdue, the longest first, before anything else', () => {
    const cards = [
      published(0),
      card({ status: 'overdue', due_on: '2026-11-12', name: '混凝土' }),
      card({ status: 'overdue', due_on: '2026-11-20' }),
      card({ status: 'due', due_on: '2026-11-26' }),
      card({ status: 'withheld' })
    ];
    expect(verdict(cards, today, zh)).toBe(
      '应公示 4 项，已公示 1 项；2 项逾期未公示，最久的是混凝土，已逾期 12 天；1 项依法不予公开。'
    );
    expect(verdict(cards.slice(0, 2), today, en)).toBe(
      '2 items to disclose, 1 disclosed; Summary of reinforcement tests is 12 days overdue.'
    );
  });

  it('tells what comes next while nothing is overdue, and what was withdrawn', () => {
    const cards = [published(3), card({ due_on: '2026-11-26' }), card({ status: 'withdrawn' })];
    expect(verdict(cards, today, zh)).toBe(
      '应公示 3 项，已公示 1 项；钢筋检验试验汇总评价应在 2026年11月26日前公示；1 项已被撤回。'
    );
    expect(verdict([], today, zh)).toBe('还没有应公示的事项。');
  });
});

describe('the figures', () => {
  it('have what is due or published below, not what is still ahead or withheld', () => {
    const cards = [
      published(0),
      published(4),
      published(null),
      card({ status: 'overdue' }),
      card({ status: 'withdrawn' }),
      card({ status: 'due' }),
      card({ status: 'ahead' }),
      card({ status: 'withheld' })
    ];
    expect(figures(cards)).toEqual({ owed: 7, published: 3, due: 5, timed: 2, timely: 1 });
  });
});

describe('how one stands', () => {
  it.each([
    ['due', '2026-12-01', 'due_soon', '还有 7 天', '剩 7 天'],
    ['due', '2026-12-02', 'ahead', '还有 8 天', '剩 8 天'],
    ['due', today, 'due_soon', '今天到期', '今天'],
    // after midnight, before the day's reckoning
    ['due', '2026-11-23', 'overdue', '逾期 1 天', '逾期 1 天'],
    ['overdue', '2026-11-12', 'overdue', '逾期 12 天', '逾期 12 天'],
    ['ahead', null, 'ahead', '未到公示时间', '未到'],
    ['withheld', '2026-11-12', 'withheld', '不予公开', '不公开'],
    ['withdrawn', '2026-11-12', 'withdrawn', '已撤回', '撤回']
  ] as const)('%s, last day %s', (status, due_on, shape, text, short) => {
    const one = card({ status, due_on });
    expect([shapeOf(one, today), markText(one, today, zh), shortText(one, today, zh)]).toEqual([
      shape,
      text,
      short
    ]);
  });

  it('is late by its shape and in words', () => {
    expect([shapeOf(published(0), today), markText(published(0), today, zh)]).toEqual([
      'on_time',
      '按时公示'
    ]);
    expect([shapeOf(published(2), today), markText(published(2), today, en)]).toEqual([
      'late',
      'disclosed 2 days late'
    ]);
    expect(markText(published(null), today, zh)).toBe('已公示');
  });

  it('has the day that matters', () => {
    expect(dayText(published(0), zh)).toBe('2026年11月10日公示');
    expect(dayText(card({ status: 'ahead', due_on: null, expected_on: '2027-01-02' }), zh)).toBe(
      '预计应在 2027年1月2日前公示'
    );
    expect(dayText(card({ status: 'withheld', withheld_until: '2027-01-02' }), zh)).toBe(
      '不予公开至 2027年1月2日'
    );
  });
});
