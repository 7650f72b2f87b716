import { describe, expect, it } from 'vitest';
import type { Cells } from '#lib/projects/import/fixtures.ts';
import { fileOf, GOOD, headerOf, parseText, problemsOf } from '#lib/projects/import/fixtures.ts';
import type { ImportRow } from '#lib/projects/import/schema.ts';
import { importRowSchema } from '#lib/projects/import/schema.ts';

function rowOf(change: Cells): ImportRow | undefined {
  return parseText(fileOf({ ...GOOD, ...change })).rows[0]?.row;
}

function warningsOf(change: Cells): [string, string][] {
  return parseText(fileOf({ ...GOOD, ...change })).warnings.map(({ column, code }) => [column, code]);
}

describe('a row', () => {
  it('leaves out what is no column', () => {
    expect(rowOf({})).toEqual({
      permit_no: '420102202006010101',
      name: '江岸（示范）小区',
      division_code: '420102',
      address: '武汉市江岸区一元路1号',
      housing_type: 'commodity',
      parties: [{ role: 'developer', name: '示范建设有限公司' }],
      milestones: []
    });
    expect(Object.keys(rowOf({}) ?? {})).not.toContain('zone');
  });

  it('is null where a cell is empty', () => {
    const empty: Cells = {
      project_code: '',
      zone: '/',
      floor_area_m2: '',
      unit_count: '-',
      building_count: '无',
      structure: '',
      fit_out: '',
      pilot: '',
      lng: '',
      lat: '',
      'developer.uscc': '',
      'developer.leader': '',
      'contractor.name': '',
      'contractor.leader': '',
      'permit.planned': '',
      'fire_acceptance.reached': ''
    };
    const row = rowOf(empty);
    expect(row).toMatchObject({
      project_code: null,
      zone: null,
      floor_area_m2: null,
      unit_count: null,
      building_count: null,
      structure: null,
      fit_out: null,
      pilot: false,
      lng: null,
      lat: null
    });
    expect(row?.parties).toEqual([
      { role: 'developer', name: '示范建设有限公司', uscc: null, leader: null },
      { role: 'contractor', name: null, leader: null }
    ]);
    expect(row?.milestones).toEqual([
      { kind: 'permit', planned: null },
      { kind: 'fire_acceptance', reached: null }
    ]);
    expect(importRowSchema.safeParse(row).success).toBe(true);
  });

  it('reads every kind of cell', () => {
    const row = rowOf({
      project_code: '2020-420102-47-03-012345',
      zone: '长江新区',
      floor_area_m2: '8.65万㎡',
      unit_count: '1,234套',
      building_count: '６栋',
      structure: '框架-剪力墙',
      fit_out: '精装修',
      pilot: '√',
      lng: '114°18′25″',
      lat: '30.6089',
      'developer.uscc': '914403001922038216',
      'developer.leader': '张三',
      'testing_body.name': '检测（武汉）公司',
      'permit.reached': '43983',
      'structure_acceptance.planned': '2021年3月15日'
    });
    expect(row).toEqual({
      permit_no: '420102202006010101',
      project_code: '2020-420102-47-03-012345',
      name: '江岸（示范）小区',
      division_code: '420102',
      zone: '长江新区',
      address: '武汉市江岸区一元路1号',
      housing_type: 'commodity',
      floor_area_m2: 86_500,
      unit_count: 1234,
      building_count: 6,
      structure: 'frame_shear_wall',
      fit_out: 'fitted_out',
      pilot: true,
      lng: 114.306944,
      lat: 30.6089,
      parties: [
        { role: 'developer', name: '示范建设有限公司', uscc: '914403001922038216', leader: '张三' },
        { role: 'testing_body', name: '检测（武汉）公司' }
      ],
      milestones: [
        { kind: 'permit', reached: '2020-06-01' },
        { kind: 'structure_acceptance', planned: '2021-03-15' }
      ]
    });
    expect(importRowSchema.safeParse(row).success).toBe(true);
  });

  it('says where each fault is, all at once', () => {
    const problems = problemsOf({
      name: '',
      housing_type: '别墅',
      unit_count: '多',
      'permit.reached': '2020-02-30',
      'developer.leader': '张三 13800000000'
    });
    expect(problems).toEqual([
      ['项目名称', 'required'],
      ['住房类型', 'choice_unknown'],
      ['套数', 'number_form'],
      ['建设单位项目负责人', 'leader_number'],
      ['施工许可日期', 'date_unreal']
    ]);
  });
});

describe('rules across cells', () => {
  it.each<[Cells, [string, string][]]>([
    [{ permit_no: '' }, [['施工许可证号', 'key_missing']]],
    [{ permit_no: '4.20102E+17' }, [['施工许可证号', 'code_scientific']]],
    [{ permit_no: '', project_code: '2020-420102-47-03-012345' }, []],
    [{ division_code: '' }, [['行政区划代码', 'required']]],
    [{ division_code: '999999' }, [['行政区划代码', 'division_unknown']]],
    [{ division_code: '', city: '武汉市', district: '江岸区' }, []],
    [{ division_code: '', city: '武汉市', district: '西陵区' }, [['区县', 'division_not_in_city']]],
    [{ division_code: '', district: '#REF!' }, [['区县', 'excel_error']]],
    [{ 'developer.name': '' }, [['建设单位', 'required']]],
    [{ 'contractor.name': '', 'contractor.leader': '李四' }, [['施工单位项目负责人', 'leader_alone']]],
    [
      { 'contractor.name': '', 'contractor.uscc': '914403001922038216' },
      [['施工单位统一社会信用代码', 'leader_alone']]
    ],
    [
      { 'contractor.name': '甲公司', 'contractor.uscc': '914403001922038217' },
      [['施工单位统一社会信用代码', 'uscc_check']]
    ],
    [{ 'fire_acceptance.reached': '2021-07-02' }, [['消防验收日期', 'date_future']]],
    [{ 'fire_acceptance.reached': '2021-07-01' }, []],
    [{ 'fire_acceptance.planned': '2029-01-01' }, []],
    [{ lng: '114.3', lat: '' }, [['纬度', 'degrees_alone']]],
    [{ lng: '', lat: '30.6' }, [['经度', 'degrees_alone']]],
    [{ lng: '30.6', lat: '114.3' }, [['经度', 'degrees_swapped']]],
    [{ lng: '116.4', lat: '39.9' }, [['经度', 'degrees_outside']]],
    [{ zone: '#REF!' }, [['功能区', 'excel_error']]],
    [{ zone: '�新区' }, [['功能区', 'character_lost']]]
  ])('%j gives %j', (change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });

  it.each<[Cells, [string, string][]]>([
    [{ permit_no: '420106202006010101' }, [['施工许可证号', 'permit_division']]],
    [{ permit_no: '420100202006010101' }, []],
    [{ district: '武昌区' }, [['区县', 'division_names_differ']]],
    [{ city: '武汉市' }, []],
    [{ division_code: '420100' }, [['行政区划代码', 'division_city']]],
    [{ 'fire_acceptance.reached': '2020-05-31' }, [['消防验收日期', 'before_permit']]],
    [
      { 'permit.reached': '2020-07-01', 'fire_acceptance.reached': '2020-06-15' },
      [['消防验收日期', 'before_permit']]
    ],
    [
      { 'structure_acceptance.planned': '2021-05-01', 'completion_acceptance.planned': '2021-04-01' },
      [['竣工验收计划日期', 'before_step']]
    ],
    [
      { 'completion_acceptance.reached': '2021-05-01', 'completion_filing.reached': '2021-04-01' },
      [['竣工验收备案日期', 'before_step']]
    ]
  ])('%j only warns: %j', (change, warnings) => {
    expect(problemsOf(change)).toEqual([]);
    expect(warningsOf(change)).toEqual(warnings);
  });

  it('finds a project that stands in the file twice and names the first line', () => {
    const parse = parseText(
      fileOf(GOOD, { ...GOOD, permit_no: '420102202006010201' }, { ...GOOD, name: '另一名' })
    );
    expect(parse.rows.map(({ line, key }) => [line, key])).toEqual([
      [2, '420102202006010101'],
      [3, '420102202006010201']
    ]);
    expect(parse.bad).toEqual([
      {
        line: 4,
        column: headerOf('permit_no'),
        value: '420102202006010101',
        code: 'key_twice',
        message: { zh: '与第 2 行重复。', en: 'The same project is already on line 2.' }
      }
    ]);
  });

  it('counts a bad row as the first too', () => {
    const parse = parseText(fileOf({ ...GOOD, name: '' }, GOOD));
    expect(parse.bad.map(({ line, code }) => [line, code])).toEqual([
      [2, 'required'],
      [3, 'key_twice']
    ]);
  });
});
