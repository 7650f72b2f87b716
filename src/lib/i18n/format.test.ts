import { describe, expect, it } from 'vitest';
import { formats, machineTime } from './format.ts';
import { translator } from './index.ts';

const zh = formats(translator('zh'));
const en = formats(translator('en'));

describe('dates', () => {
  it('are written as people read them', () => {
    expect(zh.date('2026-11-22')).toBe('2026年11月22日（周日）');
    expect(zh.dateShort('2026-01-05')).toBe('2026年1月5日');
    expect(zh.month('2026-11-22')).toBe('2026年11月');
    expect(zh.dateTime('2026-11-22T06:00:00Z')).toBe('2026年11月22日（周日）14:00');
    expect(en.date('2026-11-22')).toBe('Sunday 22 November 2026');
    expect(en.dateTime('2026-11-22T06:00:00Z')).toBe('Sunday 22 November 2026, 14:00');
  });

  it('are in Shanghai whatever the machine thinks', () => {
    expect(zh.dateTime('2026-12-31T16:00:00Z')).toBe('2027年1月1日（周五）00:00');
    expect(zh.time(new Date('2026-06-01T15:59:00Z'))).toBe('23:59');
  });

  it('say so when there is none', () => {
    expect(zh.date(null)).toBe('未填写');
    expect(zh.date('not a day')).toBe('未填写');
    expect(en.date(undefined)).toBe('not given');
  });

  it('have a form for machines', () => {
    expect(machineTime('2026-11-22')).toBe('2026-11-22');
    expect(machineTime('2026-11-22T14:00:00+08:00')).toBe('2026-11-22T06:00:00.000Z');
  });
});

describe('relative time', () => {
  const now = '2026-11-22T06:00:00Z';
  it.each([
    ['2026-11-22T05:59:40Z', '刚刚', 'just now'],
    ['2026-11-22T05:55:00Z', '5 分钟前', '5 minutes ago'],
    ['2026-11-22T07:00:00Z', '1 小时后', 'in 1 hour'],
    ['2026-11-22', '今天', 'today'],
    ['2026-11-21T15:00:00Z', '昨天', 'yesterday'],
    ['2026-11-23', '明天', 'tomorrow'],
    ['2026-11-19', '3 天前', '3 days ago'],
    ['2026-12-04', '12 天后', 'in 12 days'],
    ['2026-08-22', '3 个月前', '3 months ago'],
    ['2020-11-22', '6 年前', '6 years ago']
  ])('%s', (when, chinese, english) => {
    expect(zh.relative(when, now)).toBe(chinese);
    expect(en.relative(when, now)).toBe(english);
  });
});

describe('numbers', () => {
  it('are grouped and carry units', () => {
    expect(zh.number(1234567)).toBe('1,234,567');
    expect(zh.number(1234.5, 2)).toBe('1,234.5');
    expect(zh.number(-0.2)).toBe('0');
    expect(zh.number(-1200)).toBe('−1,200');
    expect(zh.area(123_456)).toBe('12.35 万㎡');
    expect(zh.area(860.5)).toBe('860.5 ㎡');
    expect(en.area(123_456)).toBe('123,456 m²');
    expect(zh.distance(950)).toBe('950 米');
    expect(en.distance(1234)).toBe('1.2 km');
    expect(zh.percent(11, 12)).toBe('91.7%');
    expect(zh.percent(1, 0)).toBe('无');
    expect(zh.bytes(1536)).toBe('1.5 KB');
  });
});
