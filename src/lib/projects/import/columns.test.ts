import { describe, expect, it } from 'vitest';
import { COLUMNS } from '#lib/projects/import/catalogue.ts';
import { columnOf, matchColumns } from '#lib/projects/import/columns.ts';
import { fold } from '#lib/projects/import/text.ts';

const REQUIRED = ['项目名称', '施工许可证号', '区划代码', '地址', '住房类型', '建设单位'];

describe('the catalogue', () => {
  it('gives no name to two columns', () => {
    const owner = new Map<string, string>();
    for (const { key, aliases } of COLUMNS) {
      for (const alias of aliases) {
        expect(owner.get(fold(alias)) ?? key, alias).toBe(key);
        owner.set(fold(alias), key);
      }
    }
  });

  it('finds each column by its own names in both languages', () => {
    for (const { key, zh, en } of COLUMNS) {
      expect(columnOf(zh)).toBe(key);
      expect(columnOf(en)).toBe(key);
      expect(columnOf(en.toUpperCase())).toBe(key);
      expect(columnOf(` ${zh} *`)).toBe(key);
      expect(columnOf(`${zh}（必填）`)).toBe(key);
      expect(columnOf(key.replace('.', '_'))).toBe(key);
    }
  });
});

describe('columnOf', () => {
  it.each([
    ['建筑面积(㎡)', 'floor_area_m2'],
    ['建筑面积（万平方米）', 'floor_area_m2'],
    ['总建筑面积/㎡', 'floor_area_m2'],
    ['建 筑\n面 积', 'floor_area_m2'],
    ['ｐｅｒｍｉｔ＿ｎｏ', 'permit_no'],
    ['Permit No.', 'permit_no'],
    ['施工许可证号（18位）', 'permit_no'],
    ['区（县）', 'district'],
    ['区/县', 'district'],
    ['项目负责人（施工）', null],
    ['施工单位（项目负责人）', 'contractor.leader'],
    ['总监理工程师', 'supervising_engineer.leader'],
    ['施工项目经理', 'contractor.leader'],
    ['监理单位名称', 'supervising_engineer.name'],
    ['勘察单位 统一社会信用代码', 'surveyor.uscc'],
    ['developer_uscc', 'developer.uscc'],
    ['主体结构验收计划日期', 'structure_acceptance.planned'],
    ['主体结构验收日期', 'structure_acceptance.reached'],
    ['主体结构验收日期（计划）', 'structure_acceptance.planned'],
    ['计划竣工日期', 'completion_acceptance.planned'],
    ['实际竣工时间', 'completion_acceptance.reached'],
    ['竣工验收备案日期', 'completion_filing.reached'],
    ['发证日期', 'permit.reached'],
    ['structure_acceptance_planned', 'structure_acceptance.planned'],
    ['经度(GCJ02)', 'lng'],
    ['建筑面积（地上）', null],
    ['备用', null],
    ['', null]
  ])('%j is %s', (header, key) => {
    expect(columnOf(header)).toBe(key);
  });
});

describe('matchColumns', () => {
  it('finds columns in any order and reports what it does not know', () => {
    const header = [...REQUIRED, '序号', '容积率', '', '错误'];
    const map = matchColumns(header, 3, 'WGS84');
    expect(map.errors).toEqual([]);
    expect(map.at.get('developer.name')).toBe(5);
    expect(map.ignored).toEqual(['序号', '容积率', '错误']);
    expect(map.warnings.map(({ column, code, line }) => [column, code, line])).toEqual([
      ['容积率', 'column_ignored', 3]
    ]);
  });

  it('names every missing column', () => {
    const map = matchColumns(['项目名称', '经度', '监理项目负责人'], 1, 'WGS84');
    expect(map.errors.map(({ message }) => message.en)).toEqual([
      'The column is missing: Permit number or Project code.',
      'The column is missing: Division code or District.',
      'The column is missing: Address.',
      'The column is missing: Housing type.',
      'The column is missing: Developer.',
      'The column is missing: Latitude.',
      'The column is missing: Supervising engineer.'
    ]);
  });

  it('refuses two columns of one meaning', () => {
    const [error] = matchColumns([...REQUIRED, '工程名称'], 1, 'WGS84').errors;
    expect(error).toMatchObject({ code: 'column_twice', column: '工程名称' });
    expect(error?.message.zh).toContain('项目名称');
  });

  it('sees the unit and the coordinate system in a header', () => {
    const map = matchColumns([...REQUIRED, '建筑面积（万㎡）', '经度（百度）', '纬度（百度）'], 1, 'GCJ02');
    expect(map.areaInTenThousands).toBe(true);
    expect(map.warnings.map(({ code }) => code)).toEqual(['crs_differs', 'crs_differs']);
    expect(matchColumns([...REQUIRED, '经度（BD-09）', '纬度（BD-09）'], 1, 'BD09').warnings).toEqual([]);
  });
});
