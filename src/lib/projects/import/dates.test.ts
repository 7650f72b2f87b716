import { describe, expect, it } from 'vitest';
import { calendarDay, day, excelSerialDay } from '#lib/projects/import/dates.ts';

describe('day', () => {
  it.each([
    '2020-06-01',
    '2020-6-1',
    '2020/6/1',
    '2020/06/01',
    '2020.6.1',
    '2020.06.01',
    '20200601',
    '2020年6月1日',
    '2020年06月01日',
    '2020 年 6 月 1 日',
    '2020年6月1号',
    '２０２０年６月１日',
    '２０２０－０６－０１',
    '2020-06-01 00:00:00',
    '2020-06-01 8:30',
    '2020/6/1 上午 8:30:15',
    '2020年6月1日 23:59',
    '2020-06-01T23:59:59',
    '2020-06-01T23:59:59.123',
    '43983',
    '43983.75',
    '2020-06-01T00:00:00+08:00',
    '2020-05-31T16:00:00.000Z'
  ])('reads %j as 2020-06-01', (written) => {
    expect(day(written)).toEqual({ ok: true, value: '2020-06-01' });
  });

  it.each([
    ['2020-02-30', 'date_unreal'],
    ['2021年2月29日', 'date_unreal'],
    ['2020/13/1', 'date_unreal'],
    ['2020-00-01', 'date_unreal'],
    ['20201301', 'date_unreal'],
    ['1989-12-31', 'date_range'],
    ['2101-01-01', 'date_range'],
    ['10000', 'date_range'],
    ['99999', 'date_range'],
    ['2020-06', 'date_without_day'],
    ['2020年6月', 'date_without_day'],
    ['01/06/2020', 'date_form'],
    ['20-6-1', 'date_form'],
    ['2020-06/01', 'date_form'],
    ['2020', 'date_form'],
    ['439831', 'date_form'],
    ['六月一日', 'date_form'],
    ['2020-06-01 ~ 2020-07-01', 'date_form'],
    ['2020-06-01T25:99:00Z', 'date_form']
  ])('refuses %j: %s', (written, code) => {
    expect(day(written)).toEqual({ ok: false, code });
  });

  it('agrees with itself in every form for every day of a leap year and its neighbours', () => {
    for (let at = Date.UTC(2019, 11, 1); at < Date.UTC(2021, 2, 2); at += 86_400_000) {
      const date = new Date(at);
      const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const value = date.toISOString().slice(0, 10);
      const serial = String(at / 86_400_000 + 25_569);
      for (const written of [
        `${y}-${m}-${d}`,
        `${y}/${m}/${d}`,
        `${y}年${m}月${d}日`,
        value.replaceAll('-', ''),
        serial
      ]) {
        expect(day(written)).toEqual({ ok: true, value });
      }
    }
  });
});

describe('Excel serial numbers', () => {
  it('count from 1900-01-01 with the day that never was', () => {
    expect(excelSerialDay(1)).toEqual({ year: 1900, month: 1, day: 1 });
    expect(excelSerialDay(59)).toEqual({ year: 1900, month: 2, day: 28 });
    expect(excelSerialDay(60)).toBeNull();
    expect(excelSerialDay(61)).toEqual({ year: 1900, month: 3, day: 1 });
    expect(excelSerialDay(44_197)).toEqual({ year: 2021, month: 1, day: 1 });
    expect(excelSerialDay(0)).toBeNull();
  });
});

it('calendarDay knows its range', () => {
  expect(calendarDay(1990, 1, 1)).toBe('1990-01-01');
  expect(calendarDay(2100, 12, 31)).toBe('2100-12-31');
  expect(calendarDay(2100, 2, 29)).toBeNull();
  expect(calendarDay(Number.NaN, 1, 1)).toBeNull();
});
