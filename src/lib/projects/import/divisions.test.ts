import { describe, expect, it } from 'vitest';
import { byCode, byNames, indexDivisions, permitAgrees } from '#lib/projects/import/divisions.ts';
import { DIVISIONS } from '#lib/projects/import/fixtures.ts';

const index = indexDivisions(DIVISIONS);

describe('byNames', () => {
  it.each([
    ['武汉市', '江岸区', '420102'],
    ['武汉', '江岸', '420102'],
    [null, '江岸区', '420102'],
    [null, '武汉市江岸区', '420102'],
    ['武汉市', '湖北省武汉市江岸区', '420102'],
    ['武汉市', '420106', '420106'],
    ['十堰市', '房县', '420325'],
    ['仙桃市', null, '429004'],
    ['仙桃市', '仙桃市', '429004'],
    ['省直辖县级行政单位', '仙桃', '429004'],
    ['武汉市', null, '420100'],
    ['荆州', '荆州', '421003'],
    ['荆州市', '荆州区', '421003'],
    ['荆州', null, '421000'],
    ['恩施州', '恩施市', '422801'],
    ['恩施州', null, '422800'],
    ['恩施土家族苗族自治州', '恩施市', '422801']
  ])('%s %s is %s', (city, district, code) => {
    const found = byNames(index, city, district);
    expect(found.ok ? found.value.code : null).toBe(code);
  });

  it('says what is wrong', () => {
    expect(byNames(index, '武汉市', '西陵区')).toEqual({
      ok: false,
      code: 'division_not_in_city',
      detail: '宜昌市'
    });
    expect(byNames(index, '武汉市', '东湖高新区')).toMatchObject({ code: 'division_unknown' });
    expect(byNames(index, null, '湖北省')).toMatchObject({ code: 'division_province' });
    expect(byNames(index, null, null)).toMatchObject({ code: 'required' });
  });
});

it('byCode takes only divisions that are known and below the province', () => {
  expect(byCode(index, '420102').ok).toBe(true);
  expect(byCode(index, '420199')).toMatchObject({ code: 'division_unknown' });
  expect(byCode(index, '420000')).toMatchObject({ code: 'division_province' });
});

it('permitAgrees lets a city give permits in its districts', () => {
  const district = byCode(index, '420102');
  if (!district.ok) throw new Error('the fixture lacks 420102');
  expect(permitAgrees('420102202006010101', district.value)).toBe(true);
  expect(permitAgrees('420100202006010101', district.value)).toBe(true);
  expect(permitAgrees('420106202006010101', district.value)).toBe(false);
});
