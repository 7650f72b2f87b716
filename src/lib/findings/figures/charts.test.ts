import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import type { Figures } from '../desk-schema.ts';
import { fixBars, funnel, medianText, monthRows } from './charts.ts';
import { csvOf } from './csv.ts';
import { projectSummary } from './summary.ts';

const fix = {
  ...{ substantiated: 8, claimed: 6, re_inspected: 4, finder_confirmed: 3, overdue: 1, median_days: 12 },
  ...{ reopened: 2, overridden: 1 }
};
const figures: Figures = {
  ...{ submitted: 20, duplicate: 2, out_of_scope: 3, published: 12, unverified: 1, withheld: 1, decided: 11 },
  ...{ replied: 9, no_reply: 2, outcomes: { substantiated: 5, partly: 2, matched: 4 }, fix },
  late: { triage: 0, reply: 2, verify: 1 },
  by_city: [{ division_code: '420100', name: '武汉市', name_en: 'Wuhan', published: 12, ...fix }],
  by_developer: [{ slug: 'a', name: '甲公司', published: 12, ...fix }],
  by_month: [{ month: '2026-11', published: 12, substantiated: 7 }],
  by_item: [{ item: 'rebar_tests', name: '钢筋', name_en: 'Reinforcement', matched: 3, differs: 4 }],
  supervisor: null
};
const zh = translator('zh');

describe('figures of findings', () => {
  it('say what each share is of', () => {
    expect(funnel(figures, zh).map(({ count, of }) => [count, of])).toEqual([
      [20, undefined],
      [15, 20],
      [11, 20],
      [12, 20],
      [7, 12]
    ]);
    expect(fixBars(fix, zh).map(({ count, of }) => [count, of])).toEqual([
      [6, 8],
      [4, 8],
      [3, 8],
      [1, 8]
    ]);
    expect(medianText(fix, zh)).toContain('12 天');
    expect(medianText({ median_days: null }, zh)).toContain('没有中位数');
    expect(monthRows(figures, (month) => month, zh)[0]?.name).toBe('2026-11');
  });

  it('come as a file, a figure a line with its denominator, in both languages', () => {
    const lines = csvOf(figures, zh).trim().split('\r\n');
    expect(lines[0]).toContain('部分,名称,指标,数量,分母');
    expect(lines).toContain('整改率（三级）,合计,经复查合格,4,8');
    expect(lines).toContain('整改率（三级）,合计,整改天数中位数,12,');
    expect(lines).toContain('整改率（三级）,合计,主管部门直接认定,1,8');
    expect(lines).toContain('各地区的整改,武汉市,整改逾期,1,8');
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([5]));
    expect(csvOf(figures, translator('en'))).toContain('Wuhan');
  });

  it('are a project in one line', () => {
    expect(projectSummary(figures, { published: 9, verified: 6 }, zh)).toBe(
      '已公示 9 项，6 项经现场核验，公布核查发现 12 件，8 处须整改，4 处已复查合格，1 处整改逾期。'
    );
  });
});
