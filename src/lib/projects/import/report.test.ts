import { describe, expect, it } from 'vitest';
import { fileOf, GOOD, parseText } from '#lib/projects/import/fixtures.ts';
import { correctionCsv, summarize, textReport } from '#lib/projects/import/report.ts';
import { isExample, template } from '#lib/projects/import/template.ts';
import { guard, writeCsv } from '#lib/projects/import/write.ts';

const BAD = {
  ...GOOD,
  permit_no: '420102202006010201',
  name: '=HYPERLINK("http://x","y")',
  housing_type: '别墅'
};

describe('guard', () => {
  it('stops formulas and keeps long numbers from being rounded', () => {
    for (const cell of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '＝1', '420102202006010101']) {
      expect(guard(cell).startsWith("'")).toBe(true);
    }
    for (const cell of ['甲', '2020-06-01', '12345', '']) expect(guard(cell)).toBe(cell);
  });

  it('is quoted as CSV needs', () => {
    expect(writeCsv([['a,b', 'c"d', 'e\nf']])).toBe('\uFEFF"a,b","c""d","e\nf"\r\n');
  });
});

describe('the file to be corrected', () => {
  it('holds the bad rows, their columns and what is wrong in both languages', () => {
    const parse = parseText(fileOf(GOOD, BAD));
    const [header, row, ...rest] = correctionCsv(parse).split('\r\n');
    expect(header).toBe('\uFEFF施工许可证号,项目名称,行政区划代码,项目地址,住房类型,建设单位,错误,errors');
    expect(row).toContain(`'420102202006010201,"'=HYPERLINK(""http://x"",""y"")"`);
    expect(row).toContain('住房类型：可填：商品住宅、');
    expect(row).toContain('住房类型: Use one of: commodity housing, ');
    expect(rest).toEqual(['']);
  });

  it('comes back with the same cells, and corrected it is imported', () => {
    const first = parseText(fileOf(GOOD, BAD));
    const again = parseText(correctionCsv(first));
    expect(again.warnings).toEqual([]);
    expect(again.bad.map(({ code, value }) => [code, value])).toEqual([['choice_unknown', '别墅']]);
    expect(correctionCsv(again)).toBe(correctionCsv(first));
    const corrected = parseText(correctionCsv(again).replace('别墅', '商品住宅'));
    expect(corrected.rows.map(({ row }) => row.name)).toEqual(['=HYPERLINK("http://x","y")']);
  });

  it('keeps what stood beyond the header', () => {
    const parse = parseText(fileOf(GOOD).trimEnd() + ',多余\n');
    expect(correctionCsv(parse)).toContain('示范建设有限公司 多余');
  });
});

describe('reports', () => {
  const parse = parseText(fileOf(GOOD, BAD, { ...BAD, permit_no: '420106202006010301' }));

  it('read well in both languages', () => {
    expect(textReport(parse, 'zh')).toBe(
      [
        '共 3 个项目：1 个可导入，2 个有错误。',
        '',
        '错误',
        '  第 3 行 · 住房类型：「别墅」可填：商品住宅、公租房、政策性租赁住房、棚改房、其他保障性住房。',
        '  第 4 行 · 住房类型：「别墅」可填：商品住宅、公租房、政策性租赁住房、棚改房、其他保障性住房。',
        '',
        '提示（不影响导入）',
        '  第 4 行 · 施工许可证号：「420106202006010301」许可证号前六位与行政区划代码 420102 不一致。'
      ].join('\n')
    );
    expect(textReport(parse, 'en', 1)).toContain('Line 3 · 住房类型: “别墅” Use one of: commodity housing');
    expect(textReport(parse, 'en', 1)).toContain('… and 1 more.');
    expect(textReport(parseText(''), 'zh')).toContain('文件：文件是空的。');
  });

  it('are plain data for a page, capped', () => {
    const summary = summarize(parse, 1);
    expect(summary).toMatchObject({ total: 3, good: 1, badRows: 2, unusable: false, problemsLeftOut: 1 });
    expect(summary.kinds.map(({ code, count }) => [code, count])).toEqual([['choice_unknown', 2]]);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summarize(parseText('')).unusable).toBe(true);
  });
});

describe('the template', () => {
  it.each(['zh', 'en'] as const)('in %s names every column and its example is passed over', (language) => {
    const parse = parseText(template(language));
    expect(parse.columns.ignored).toEqual([]);
    expect(parse.columns.used).toHaveLength(51);
    expect(parse.fileErrors.map(({ code }) => code)).toEqual(['file_no_rows']);
    expect(parse.warnings.map(({ code }) => code)).toEqual(['example_row']);
  });

  it.each(['zh', 'en'] as const)('in %s shows a row that would be imported', (language) => {
    const parse = parseText(template(language).replace(/【示例】|\[Example\] /, ''));
    expect([...parse.fileErrors, ...parse.bad, ...parse.warnings]).toEqual([]);
    expect(parse.rows[0]?.row).toMatchObject({
      permit_no: '420102202006010101',
      pilot: true,
      fit_out: 'fitted_out'
    });
  });

  it('knows its own mark', () => {
    expect(isExample('【示例】甲')).toBe(true);
    expect(isExample('示例小区')).toBe(false);
  });
});
