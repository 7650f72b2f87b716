import { describe, expect, it } from 'vitest';
import type { Editable } from './edit-schema.ts';
import { differences, formOf, rowsOf } from './edit.ts';
import { readProject, type ReadContext } from './read-form.ts';
import { DIVISIONS } from './import/fixtures.ts';

const context: ReadContext = {
  divisions: DIVISIONS,
  today: '2021-07-01',
  kinds: [
    { kind: 'permit', division_code: '420000' },
    { kind: 'structure_acceptance', division_code: '420000' },
    { kind: 'wuhan_roof', division_code: '420100' }
  ],
  lang: 'zh'
};

const good = {
  permit_no: '420102202006010101',
  name: '江岸小区',
  division_code: '420102',
  address: '一元路1号',
  housing_type: 'commodity',
  pilot: 'yes',
  'developer.name': '示范建设有限公司',
  'developer.uscc': '',
  'developer.leader': '张三'
};

function read(change: Record<string, string> = {}) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...good, ...change })) data.set(name, value);
  return readProject(data, context);
}

const problems = (change: Record<string, string>) => {
  const result = read(change);
  return result.ok ? [] : Object.keys(result.errors);
};

describe('readProject', () => {
  it('reads a form as the importer reads a row, with what files do not have', () => {
    const result = read({
      'third_party.name': '示范咨询有限公司',
      'wuhan_roof.reached': '2021-06-01',
      'building.0.name': '1号楼',
      'building.0.floors_above': '18',
      lng: '114.3068',
      lat: '30.6089',
      crs: 'WGS84'
    });
    expect(result).toMatchObject({
      ok: true,
      facts: {
        permit_no: '420102202006010101',
        pilot: true,
        zone: null,
        lat: 30.6089,
        parties: {
          developer: { name: '示范建设有限公司', uscc: null, leader: '张三' },
          contractor: { name: null },
          third_party: { name: '示范咨询有限公司', leader: null }
        },
        milestones: {
          permit: { planned: null, reached: null },
          wuhan_roof: { planned: null, reached: '2021-06-01' }
        }
      },
      buildings: [{ name: '1号楼', floors_above: 18, floors_below: null, unit_count: null }]
    });
  });

  it('moves a place of another coordinate system to WGS84', () => {
    const result = read({ lng: '114.3123', lat: '30.6065', crs: 'GCJ02' });
    expect(result.ok && result.facts.lng).toBeCloseTo(114.3068, 3);
  });

  it('tells each wrong field in words', () => {
    const result = read({ permit_no: '42', address: '', 'developer.uscc': '123' });
    expect(result.ok).toBe(false);
    expect(problems({ permit_no: '42', address: '', 'developer.uscc': '123' }).sort()).toEqual([
      'address',
      'developer.uscc',
      'permit_no'
    ]);
    expect(result.ok ? null : result.errors).toMatchObject({
      address: 'errors.required',
      'developer.uscc': { key: 'imports.cell', values: { text: '统一社会信用代码应为 18 位。' } }
    });
  });

  it('refuses a day to come, also of a kind that a city added', () => {
    expect(problems({ 'permit.reached': '2021-07-02' })).toEqual(['permit.reached']);
    expect(problems({ 'wuhan_roof.reached': '2021-07-02' })).toEqual(['wuhan_roof.reached']);
  });

  it('leaves a kind of another city alone, unless a day is given for it', () => {
    const there = { division_code: '420502', permit_no: '420502202006010101' };
    const result = read({ ...there, 'wuhan_roof.planned': '' });
    expect(result.ok && Object.keys(result.facts.milestones)).toEqual(['permit', 'structure_acceptance']);
    expect(problems({ ...there, 'wuhan_roof.planned': '2021-09-01' })).toEqual(['wuhan_roof.planned']);
  });

  it('refuses two buildings of one name, and one without', () => {
    expect(problems({ 'building.0.name': '1号楼', 'building.2.name': '1号楼' })).toEqual(['building.2.name']);
    expect(problems({ 'building.1.unit_count': '20' })).toEqual(['building.1.name']);
    expect(problems({ 'building.0.name': '1号楼', 'building.0.floors_above': '-3' })).toEqual([
      'building.0.floors_above'
    ]);
  });

  it('asks for one of the two numbers', () => {
    expect(problems({ permit_no: '' })).toEqual(['permit_no']);
    expect(problems({ permit_no: '', project_code: '2020-420102-47-03-012345' })).toEqual([]);
  });
});

const stored: Editable = {
  project_id: 'p',
  version: 3,
  slug: 's',
  name: '江岸小区',
  address: null,
  zone: null,
  division_code: '420102',
  division: '江岸区',
  division_en: 'Jiang’an',
  city_code: '420100',
  city: '武汉市',
  city_en: 'Wuhan',
  housing_type: 'commodity',
  stage: 'permitting',
  pilot: true,
  demo: false,
  floor_area_m2: 1200.5,
  unit_count: 12,
  lat: null,
  lng: null,
  updated_at: '2021-01-01T00:00:00.000Z',
  developer: null,
  permit_no: '420102202006010101',
  project_code: null,
  building_count: null,
  structure: null,
  fit_out: null,
  location_quality: null,
  registered_at: '2021-01-01T00:00:00.000Z',
  parties: [{ role: 'developer', leader: '张三', name: '甲', slug: 'x', uscc: null }],
  buildings: [{ name: '1号楼', floors_above: 18, floors_below: null, unit_count: 0 }],
  milestones: [
    {
      kind: 'permit',
      name: '施工许可',
      name_en: 'permit',
      stage: 'permitting',
      planned_on: null,
      reached_on: '2020-06-01'
    }
  ],
  bureau: null,
  entries: []
};

describe('formOf', () => {
  it('writes what is stored as a form holds it', () => {
    expect(formOf(stored)).toMatchObject({
      version: '3',
      name: '江岸小区',
      address: '',
      floor_area_m2: '1200.5',
      pilot: 'yes',
      'developer.leader': '张三',
      'developer.uscc': '',
      'permit.reached': '2020-06-01',
      'building.0.floors_above': '18',
      'building.0.unit_count': '0',
      rows: '5'
    });
  });

  it('differs from what is typed field by field', () => {
    const typed = { ...formOf(stored), name: '江岸花园', version: '2' };
    expect(differences(formOf(stored), typed)).toEqual([
      { name: 'name', stored: '江岸小区', typed: '江岸花园' }
    ]);
  });
});

describe('rowsOf', () => {
  it('grows by five and stays within reason', () => {
    expect(rowsOf(undefined)).toBe(5);
    expect(rowsOf('5', true)).toBe(10);
    expect(rowsOf('-4')).toBe(5);
    expect(rowsOf('299', true)).toBe(300);
  });
});
