import { describe, expect, it } from 'vitest';
import * as cells from '#lib/projects/import/cells.ts';
import * as labels from '#lib/projects/import/labels.ts';
import { FIT_OUTS, HOUSING_TYPES, STRUCTURES } from '#lib/projects/import/schema.ts';
import { clean, cut, isNothing } from '#lib/projects/import/text.ts';

const area = cells.area(10_000_000, false);
const units = cells.count(100_000, ['套', '户'], { zh: '套', en: 'units' });

describe('clean', () => {
  it('makes digits, letters and spaces half-width and leaves Chinese punctuation', () => {
    expect(clean('　ＡＢＣ１２３（一期）：甲，乙。　')).toBe('ABC123（一期）：甲，乙。');
  });

  it('takes off what keeps a spreadsheet from changing a cell', () => {
    for (const raw of [
      '="420102202006010101"',
      "'420102202006010101",
      '\t420102202006010101',
      '420102202006010101 '
    ]) {
      expect(clean(raw)).toBe('420102202006010101');
    }
    expect(clean("'=1+1")).toBe('=1+1');
    expect(clean("O'Neill")).toBe("O'Neill");
  });

  it('removes control and invisible characters', () => {
    expect(clean('江岸\r\n小区\u0007')).toBe('江岸 小区');
    expect(clean('\u200B\uFEFF江\u00AD岸\u202E')).toBe('江岸');
    expect(clean('a \u00A0 b')).toBe('a b');
  });
});

it('isNothing knows the marks for an empty cell', () => {
  for (const mark of ['', '/', '-', '——', '无', '暂无', 'N/A', 'NULL']) expect(isNothing(mark)).toBe(true);
  for (const value of ['0', '否', '无锡', '#N/A']) expect(isNothing(value)).toBe(false);
});

it('cut never halves a character', () => {
  expect(cut('𬭎'.repeat(5), 5)).toBe('𬭎'.repeat(5));
  expect(cut('𬭎'.repeat(6), 5)).toBe(`${'𬭎'.repeat(4)}…`);
});

describe('text and persons', () => {
  it('has a limit in characters', () => {
    expect(cells.text(3)('𬭎𬭎𬭎').ok).toBe(true);
    expect(cells.text(3)('甲乙丙丁')).toEqual({ ok: false, code: 'too_long', detail: '3' });
  });

  it('keeps phone and identity numbers out of names', () => {
    expect(cells.person(40)('张三、李四').ok).toBe(true);
    for (const leak of ['张三 13800000000', '张三027-8800 1234', '420102199001011234']) {
      expect(cells.person(40)(leak)).toEqual({ ok: false, code: 'leader_number' });
    }
  });

  it('sees error values and lost characters', () => {
    for (const value of ['#REF!', '#N/A', '########', '#DIV/0!'])
      expect(cells.spoiled(value)).toBe('excel_error');
    expect(cells.spoiled('\uFFFD江小区')).toBe('character_lost');
    expect(cells.spoiled('#1 楼')).toBeNull();
  });
});

describe('numbers', () => {
  it.each([
    ['86500.5', 86_500.5],
    ['86,500.50', 86_500.5],
    ['８６，５００．５', 86_500.5],
    ['86 500.5', 86_500.5],
    ['86500㎡', 86_500],
    ['86500 m²', 86_500],
    ['86500平方米', 86_500],
    ['8.65万㎡', 86_500],
    ['8.65万平方米', 86_500],
    ['12.3456万', 123_456],
    ['1,234,567.891', 1_234_567.89]
  ])('reads the area %j', (written, value) => {
    expect(area(written)).toEqual({ ok: true, value });
  });

  it('takes the header’s unit unless the cell has one', () => {
    const inTenThousands = cells.area(10_000_000, true);
    expect(inTenThousands('8.65')).toEqual({ ok: true, value: 86_500 });
    expect(inTenThousands('86500㎡')).toEqual({ ok: true, value: 86_500 });
    expect(inTenThousands('8.65万㎡')).toEqual({ ok: true, value: 86_500 });
  });

  it.each([
    ['约86500', 'number_form'],
    ['8,65', 'number_form'],
    ['1.234,5', 'number_form'],
    ['1,2345', 'number_form'],
    ['12..5', 'number_form'],
    ['86500亩', 'number_unit'],
    ['-5', 'number_range'],
    ['0', 'number_range'],
    ['99999999', 'number_range'],
    ['一百', 'number_form']
  ])('refuses the area %j: %s', (written, code) => {
    expect(area(written)).toMatchObject({ ok: false, code });
  });

  it('counts whole things', () => {
    expect(units('1,234 套')).toEqual({ ok: true, value: 1234 });
    expect(units('６４２户')).toEqual({ ok: true, value: 642 });
    expect(units('642.0')).toEqual({ ok: true, value: 642 });
    expect(units('642.5')).toMatchObject({ code: 'number_whole' });
    expect(units('642栋')).toMatchObject({ code: 'number_unit' });
    expect(units('100001')).toMatchObject({ code: 'number_range' });
  });
});

describe('flags and choices', () => {
  it('reads yes and no', () => {
    for (const yes of ['是', 'Y', 'yes', '1', 'TRUE', '√', '全装修', '１'])
      expect(cells.flag(yes)).toEqual({ ok: true, value: true });
    for (const no of ['否', 'N', '0', 'false', '×', '毛坯', 'No'])
      expect(cells.flag(no)).toEqual({ ok: true, value: false });
    expect(cells.flag('也许')).toEqual({ ok: false, code: 'flag_form' });
  });

  it('knows each choice by its key', () => {
    for (const key of HOUSING_TYPES) expect(labels.housingType(key)).toEqual({ ok: true, value: key });
    for (const key of STRUCTURES) expect(labels.structure(key)).toEqual({ ok: true, value: key });
    for (const key of FIT_OUTS) expect(labels.fitOut(key)).toEqual({ ok: true, value: key });
  });

  it.each([
    ['商品房', 'commodity'],
    ['公共租赁住房', 'public_rental'],
    ['Policy rental housing', 'policy_rental'],
    ['棚改安置房', 'redevelopment'],
    ['其他保障性住房', 'affordable_other']
  ])('housing %j is %s', (written, value) => {
    expect(labels.housingType(written)).toEqual({ ok: true, value });
  });

  it.each([
    ['框架结构', 'frame'],
    ['框架-剪力墙', 'frame_shear_wall'],
    ['框架—剪力墙结构', 'frame_shear_wall'],
    ['框架剪力墙', 'frame_shear_wall'],
    ['剪力墙', 'shear_wall'],
    ['砌体结构', 'masonry'],
    ['钢结构', 'steel'],
    ['装配式混凝土结构', 'prefabricated']
  ])('structure %j is %s', (written, value) => {
    expect(labels.structure(written)).toEqual({ ok: true, value });
  });

  it.each([
    ['精装修', 'fitted_out'],
    ['是', 'fitted_out'],
    ['否', 'shell'],
    ['毛坯', 'shell'],
    ['部分装修', 'partly']
  ])('fit-out %j is %s', (written, value) => {
    expect(labels.fitOut(written)).toEqual({ ok: true, value });
  });

  it('lists what it would take', () => {
    const refused = labels.housingType('别墅');
    expect(refused).toMatchObject({ ok: false, code: 'choice_unknown' });
    expect(JSON.stringify(refused)).toContain('公租房');
    expect(JSON.stringify(refused)).toContain('public rental');
  });
});

it('codes carry their own reason', () => {
  expect(cells.permitNo('4.20102E+17')).toEqual({ ok: false, code: 'code_scientific' });
  expect(cells.projectCode('2020')).toEqual({ ok: false, code: 'project_code_form' });
  expect(cells.uscc('914403001922038217')).toEqual({ ok: false, code: 'uscc_check' });
});
