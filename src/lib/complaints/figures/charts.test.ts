import { describe, expect, it } from 'vitest';
import { formats } from '#lib/i18n/format.ts';
import { translator } from '#lib/i18n/index.ts';
import { countText } from '#lib/ui/bar-chart.ts';
import type { FigureRow, Figures } from '../reading/schema.ts';
import { bars, funnelColumns, medianText, monthRows, placeRows } from './charts.ts';
import { csvOf } from './csv.ts';

const row: FigureRow = {
  ...{ filed: 40, accepted: 30, answered: 20, verified: 10, could_not_verify: 0, fixed: null, reopened: 5 },
  ...{ overdue: null, rated: 10, solved: null, withdrawn: 6, rating: 3.5 },
  to_decision: { days: 3, longest: 20 },
  to_reply: { days: null, longest: 61 }
};
const figures: Figures = {
  ...{ from: '2025-11-01', to: '2026-11-30', counted_at: null, division_code: '420000', level: 'province' },
  total: row,
  by_place: [{ ...row, key: '420100', name: '武汉市', name_en: 'Wuhan', filed: null, accepted: null }],
  by_category: [{ ...row, key: 'seepage', name: '渗漏', name_en: 'Leaks and damp' }],
  by_month: [{ ...row, key: '2026-11' }]
};
const zh = translator('zh');
const fmt = formats(zh);

describe('figures of complaints', () => {
  it('say what each share is of, and that a count is not told', () => {
    const shown = bars(row, funnelColumns, zh);
    expect(shown.map(({ count, of }) => [count, of])).toEqual([
      [40, undefined],
      [30, 40],
      [20, 30],
      [10, 20],
      [0, 20],
      [null, 10]
    ]);
    expect(shown.map((bar) => countText(bar, zh, fmt))).toEqual([
      '40',
      '30 / 40（75%）',
      '20 / 30（66.7%）',
      '10 / 20（50%）',
      '0 / 20（0%）',
      '不显示*'
    ]);
    // no share of what is not told
    expect(
      placeRows(figures, zh)[0]
        ?.bars.map((bar) => countText(bar, zh, fmt))
        .slice(0, 3)
    ).toEqual(['不显示*', '不显示*', '20']);
  });

  it('say how long it takes, or that it is longer than anybody has waited', () => {
    expect(medianText(row.to_decision, zh)).toBe('中位数 3 天');
    expect(medianText(row.to_reply, zh)).toBe('还不到一半有结果，已超过 61 天');
    expect(medianText(null, zh)).toBe('不足 5 件，不计算');
    expect(monthRows(figures, (month) => month, zh)[0]?.name).toBe('2026-11');
  });

  it('come as a file, a figure a line with its denominator, in both languages', () => {
    const lines = csvOf(figures, zh).trim().split('\r\n');
    expect(lines[0]).toContain('部分,名称,指标,数量,分母');
    expect(lines).toContain('合计,,答复,20,30');
    expect(lines).toContain('合计,,已经整改,不显示*,10');
    expect(lines).toContain('合计,,第一次答复天数中位数,>61,');
    expect(lines).toContain('各地区,武汉市,答复,20,不显示*');
    expect(lines).toContain('各月,2026-11,平均满意度,3.5,10');
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([5]));
    expect(csvOf(figures, translator('en'))).toContain('Wuhan');
  });
});
