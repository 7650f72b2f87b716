import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { FactField } from '#lib/catalogue/catalogue.ts';
import { translator } from '#lib/i18n/index.ts';
import { csv } from '#lib/projects/import/fixtures.ts';
import { correctionCsv } from '#lib/projects/import/report.ts';
import type { ImportItem } from './columns.ts';
import { MAX_ROWS, parseManifest, type Manifest } from './parse.ts';
import { template } from './template.ts';

const field = (
  name: string,
  kind: FactField['kind'],
  label: string,
  more: Partial<FactField> = {}
): FactField => ({
  name,
  kind,
  label,
  label_en: `${name} in English`,
  required: true,
  ...more
});

const steel: ImportItem = {
  item: 'rebar_tests',
  name: '钢筋检验试验汇总评价',
  name_en: 'Summary of reinforcement tests',
  fields: [
    field('groups', 'integer', '原材料检验', { unit: '组', unit_en: 'groups' }),
    field('share', 'number', '见证取样比例', { unit: '%' }),
    field('testing_body', 'text', '检测机构'),
    field('disposal', 'long_text', '不合格情况的处置', { required: false }),
    field('tested_on', 'date', '检测日期'),
    field('retested', 'yes_no', '是否复检'),
    field('conclusion', 'choice', '结论', {
      choices: [
        { value: 'qualified', label: '合格', label_en: 'qualified' },
        { value: 'not_qualified', label: '不合格', label_en: 'not qualified' }
      ]
    })
  ]
};
const concrete: ImportItem = {
  item: 'concrete_tests',
  name: '混凝土检验试验汇总评定',
  name_en: 'Summary of concrete tests',
  fields: [field('grades', 'text', '设计强度等级'), field('body', 'text', '检测机构')]
};
const items = [steel, concrete];
const permit = '420102202006010101';

const read = (records: string[][]): Manifest => parseManifest(Buffer.from(csv(records)), items);
const codes = ({ bad, fileErrors }: Manifest) =>
  [...fileErrors, ...bad].map(({ code, line, column }) => [code, line, column]);

describe('a list of disclosures', () => {
  it('is read in any order of columns, by labels in both languages, with units or without, or by names', () => {
    const headers = [
      ['原材料检验（组）', '检测机构', '结论', '事项', '施工许可证号'],
      ['*原材料检验', '检测机构', 'conclusion in English', 'Item', '施工许可证号或项目代码'],
      ['groups', 'testing_body', 'conclusion', '公示事项', 'Project permit number']
    ];
    for (const header of headers) {
      const manifest = read([header, ['24', '甲检测公司', '合格', '钢筋检验试验汇总评价', permit]]);
      expect(codes(manifest), header.join()).toEqual([]);
      expect(manifest.rows[0]).toMatchObject({
        line: 2,
        permit_no: permit,
        facts: { groups: 24, testing_body: '甲检测公司', conclusion: 'qualified' }
      });
    }
  });

  it('reads cells as offices write them', () => {
    const header = [
      '施工许可证号',
      '事项',
      '原材料检验',
      '见证取样比例',
      '检测日期',
      '是否复检',
      '结论',
      '不合格情况的处置'
    ];
    const { rows } = read([
      header,
      [
        `'${permit}`,
        'rebar_tests',
        '１，２００ 组',
        '98.5%',
        '2026年6月1日',
        '√',
        'Not qualified',
        '第一行\n第二行'
      ]
    ]);
    expect(rows[0]?.facts).toEqual({
      groups: 1200,
      share: 98.5,
      tested_on: '2026-06-01',
      retested: true,
      conclusion: 'not_qualified',
      disposal: '第一行\n第二行'
    });
  });

  it('says nothing of what it has no column for, and empties what it has an empty cell for', () => {
    const { rows } = read([
      ['施工许可证号', '事项', '原材料检验', '说明'],
      [permit, 'rebar_tests', '/', '']
    ]);
    expect(rows[0]).toMatchObject({ facts: { groups: null }, note: '' });
    expect(rows[0]).toHaveProperty('files', undefined);
    expect(rows[0]).toHaveProperty('reason', undefined);
  });

  it('may hold several items, each in its own columns', () => {
    const manifest = read([
      ['施工许可证号', '事项', '原材料检验', '设计强度等级', '检测机构'],
      [permit, 'rebar_tests', '24', '', '甲'],
      [permit, 'concrete_tests', '', 'C30', '乙'],
      [permit, 'concrete_tests', '24', 'C30', '丙']
    ]);
    expect(manifest.rows.map(({ facts }) => facts)).toEqual([
      { groups: 24, testing_body: '甲' },
      { grades: 'C30', body: '乙' }
    ]);
    expect(codes(manifest)).toEqual([['fact_of_another', 4, '原材料检验']]);
  });

  it('names files and their captions, one for each or one for all', () => {
    const header = ['施工许可证号', '事项', '文件', '文字说明'];
    const manifest = read([
      header,
      [permit, 'rebar_tests', '报告.pdf；照片/1.jpg; ', '报告；照片'],
      [permit, 'rebar_tests', '报告.pdf;照片.jpg', '都一样'],
      [permit, 'rebar_tests', '报告.pdf;照片.jpg;二.jpg', '一;二']
    ]);
    expect(manifest.rows[0]).toMatchObject({ files: ['报告.pdf', '照片/1.jpg'], captions: ['报告', '照片'] });
    expect(manifest.rows[1]).toMatchObject({ captions: ['都一样'] });
    expect(codes(manifest)).toEqual([['captions_count', 4, '文字说明']]);
  });

  it('tells all that is wrong with a row at once', () => {
    const manifest = read([
      ['施工许可证号', '事项', '检测日期', '结论', '是否复检'],
      ['123', '没有这一项', '', '', ''],
      ['', 'rebar_tests', '2026年6月', '差不多', '也许']
    ]);
    expect(codes(manifest)).toEqual([
      ['item_unknown', 2, '事项'],
      ['permit_length', 2, '施工许可证号'],
      ['key_missing', 3, ''],
      ['date_without_day', 3, '检测日期'],
      ['fact_choice', 3, '结论'],
      ['flag_form', 3, '是否复检']
    ]);
    expect(manifest.rows).toEqual([]);
    expect(manifest.badLines).toEqual([2, 3]);
  });

  it.each([
    [
      'manifest_columns',
      [
        ['原材料检验', '事项'],
        ['1', 'rebar_tests']
      ]
    ],
    ['manifest_empty', [['施工许可证号', '事项']]],
    [
      'column_twice',
      [
        ['施工许可证号', '许可证号', '事项'],
        [permit, permit, 'rebar_tests']
      ]
    ],
    [
      'column_twice',
      [
        ['施工许可证号', '事项', '原材料检验', 'groups'],
        [permit, 'rebar_tests', '1', '2']
      ]
    ]
  ])('as a whole is refused: %s', (code, records) => {
    const manifest = read(records);
    expect(manifest.fileErrors.map((cell) => cell.code)).toEqual([code]);
    expect(manifest.rows).toEqual([]);
  });

  it('has limits, and tells an Excel workbook from a list', () => {
    const rows = Array.from({ length: MAX_ROWS + 1 }, () => [permit, 'rebar_tests']);
    expect(codes(read([['施工许可证号', '事项'], ...rows]))[0]?.[0]).toBe('manifest_rows');
    expect(codes(parseManifest(Buffer.from('PK\x03\x04'), items))[0]?.[0]).toBe('file_xlsx');
  });

  it('may be in GB18030, with semicolons and a title above the header', () => {
    const text = `公示清单;;\n施工许可证号;事项;检测机构\n${permit};rebar_tests;甲检测公司\n`;
    const manifest = parseManifest(iconv.encode(text, 'gb18030'), items);
    expect(manifest.rows[0]).toMatchObject({ line: 3, facts: { testing_body: '甲检测公司' } });
  });

  it('comes back with its bad rows to be corrected, and is read again with what was added', () => {
    const bad = correctionCsv(
      read([
        ['施工许可证号', '事项', '结论'],
        [permit, 'rebar_tests', '差不多']
      ])
    );
    expect(bad).toContain('可填：合格、不合格');
    const corrected = parseManifest(Buffer.from(bad.replaceAll('差不多', '合格')), items);
    expect(codes(corrected)).toEqual([]);
    expect(corrected.warnings).toEqual([]);
    expect(corrected.rows[0]?.facts).toEqual({ conclusion: 'qualified' });
  });
});

describe('a template', () => {
  it.each(['zh', 'en'] as const)(
    'is known to the importer in %s: every column, and the example is none',
    (lang) => {
      for (const item of items) {
        const manifest = parseManifest(Buffer.from(template(item, translator(lang))), items);
        expect(manifest.fileErrors.map(({ code }) => code)).toEqual(['manifest_empty']);
        expect(manifest.warnings).toEqual([]);
        expect(manifest.columns.facts.flatMap(({ fields }) => fields.get(item.item))).toEqual(
          expect.arrayContaining(item.fields.map(({ name }) => name))
        );
      }
    }
  );
});
