import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usccCheckCharacter } from '#lib/projects/codes.ts';
import { checkCharacter, find, findInPages } from './personal-data.ts';

const two = (n: number) => String(n).padStart(2, '0');
const fullWidth = (text: string) =>
  text.replace(/[0-9X]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const division = fc.constantFrom('420102', '420106', '110105', '310115', '440305', '650102', '810000');
const day = (from: number, to: number) =>
  fc
    .tuple(
      fc.integer({ min: from, max: to }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 })
    )
    .map(([y, m, d]) => `${String(y)}${two(m)}${two(d)}`);
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const numberOf = (from: number, to: number) =>
  fc.tuple(division, day(from, to), digits(3)).map(([where, born, serial]) => {
    const body = where + born + serial;
    return body + checkCharacter(body);
  });
const card = numberOf(1930, 1999);
/** Words as they stand around a number in such papers, never ending or beginning with what would be part of it. */
const words = fc.constantFrom(
  '',
  '项目经理：',
  '，见证人',
  '（复印件附后）',
  '检测人 ',
  '。\n',
  '混凝土强度C30 '
);

describe('numbers of identity cards', () => {
  it('are found in any words, in full width and in groups', () => {
    const write = fc.constantFrom<(n: string) => string>(
      (n) => n,
      fullWidth,
      (n) => n.toLowerCase(),
      (n) => `${n.slice(0, 6)} ${n.slice(6, 14)} ${n.slice(14)}`,
      (n) => Array.from(n).join(' ')
    );
    fc.assert(
      fc.property(card, words, words, write, (number, head, tail, as) => {
        const sample = `${number.slice(0, 4)}**********${number.slice(-4)}`;
        expect(find(head + as(number) + tail)).toContainEqual({ kind: 'id_number', sample });
      })
    );
  });

  it('are let pass with any digit changed', () => {
    const change = fc.tuple(card, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(change, ([number, at, by]) => {
        const digit = (Number(number.charAt(at)) + by) % 10;
        const other = number.slice(0, at) + String(digit) + number.slice(at + 1);
        expect(find(other).filter(({ kind }) => kind === 'id_number')).toEqual([]);
      })
    );
  });

  it('never come out whole', () => {
    fc.assert(
      fc.property(card, (number) => {
        expect(JSON.stringify(find(`${number} 13871234567`))).not.toContain(number.slice(4, 14));
      })
    );
  });

  it('of 15 digits are found where the text names them, and only there', () => {
    expect(find('身份证号 420106750812451')).toEqual([{ kind: 'id_number', sample: '4201*******2451' }]);
    expect(find('账号 420106750812451')).toEqual([]);
    expect(find('身份证号 420106751312451')).toEqual([]);
  });

  it('of people born in this century are found where the text names them', () => {
    const young = numberOf(2000, 2010);
    fc.assert(
      fc.property(young, (number) => {
        expect(find(`身份证号：${number}`)).toHaveLength(1);
      })
    );
  });
});

describe('what is no personal number', () => {
  const nothing = (text: string) => {
    expect(find(text), text).toEqual([]);
  };

  it('numbers of construction permits', () => {
    const permit = fc
      .tuple(division, day(2000, 2026), fc.integer({ min: 1, max: 99 }), fc.constantFrom('01', '02'))
      .map(([where, on, serial, kind]) => where + on + two(serial) + kind);
    fc.assert(
      fc.property(permit, words, (number, head) => {
        nothing(head + number);
        nothing(`${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`);
      }),
      { numRuns: 2000 }
    );
  });

  it('any permit where the text says so, of any year and kind', () => {
    fc.assert(
      fc.property(card, (number) => {
        nothing(`施工许可证号：${number}`);
      })
    );
  });

  it('credit codes, with letters or without', () => {
    const code = fc
      .tuple(fc.constantFrom('91', '12', '52', '11'), division, digits(9))
      .map(([kind, where, organization]) => kind + where + organization)
      .map((body) => body + (usccCheckCharacter(body) ?? ''));
    fc.assert(fc.property(code, nothing), { numRuns: 5000 });
    nothing('91420100MA4KXXXX1Y');
  });

  it('project codes', () => {
    const code = fc
      .tuple(fc.integer({ min: 2015, max: 2026 }), division, digits(6))
      .map(([year, where, serial]) => `${String(year)}-${where}-47-03-${serial}`);
    fc.assert(
      fc.property(code, (text) => {
        nothing(text);
        nothing(text.replaceAll('-', ''));
      })
    );
  });

  it.each([
    '钢筋力学性能 150 2000 3000 4000',
    '抗压强度 32.1 33.513812345678 MPa',
    'JGJ/T 23-2011 GB 50204-2015',
    '报告编号 WH-2026-13912345678-1',
    '2026-11-22 14:00 至 2026-11-23',
    '监督热线 12345，全国客服 400-820-8820',
    '坐标 114.305392, 30.593099',
    '试件编号 0120200605'
  ])('%s', nothing);
});

describe('telephones', () => {
  const mobile = fc
    .tuple(fc.integer({ min: 130, max: 199 }), digits(8))
    .map(([head, rest]) => String(head) + rest);

  it('are found with and without separators, country code and full width', () => {
    const write = fc.constantFrom<(n: string) => string>(
      (n) => n,
      fullWidth,
      (n) => `${n.slice(0, 3)}-${n.slice(3, 7)}-${n.slice(7)}`,
      (n) => `${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)}`,
      (n) => `+86 ${n}`,
      (n) => `0086${n}`
    );
    fc.assert(
      fc.property(
        mobile,
        write,
        fc.constantFrom('电话', '手机：', '联系人 张三 ', ''),
        (number, as, head) => {
          const sample = `${number.slice(0, 3)}****${number.slice(7)}`;
          expect(find(head + as(number))).toEqual([{ kind: 'phone', sample }]);
        }
      )
    );
  });

  it.each([
    ['027-88881234', '027-****1234'],
    ['（027）8888 1234', '027-****1234'],
    ['0710-3511234', '0710-****1234'],
    ['010 62221234', '010-****1234'],
    ['027-88881234-801', '027-****1234']
  ])('of a desk: %s', (text, sample) => {
    expect(find(`联系电话 ${text}`)).toEqual([{ kind: 'phone', sample }]);
  });
});

describe('a document', () => {
  it('tells the page, each number once a page, and stops at its limit', () => {
    const pages = ['第一页', '电话 13871234567，手机 13871234567', '电话 13871234567'];
    const sample = '138****4567';
    expect(findInPages(pages)).toEqual([
      { kind: 'phone', sample, page: 2 },
      { kind: 'phone', sample, page: 3 }
    ]);
    expect(findInPages(pages, 1)).toHaveLength(1);
  });

  it('of a million characters is read in one go', () => {
    const text = '4201 0619 8001 0112 '.repeat(50_000);
    expect(find(text).length).toBeLessThan(100);
  });
});
