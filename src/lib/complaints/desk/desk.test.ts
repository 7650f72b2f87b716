import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { officerActs } from '../words.ts';
import { keyedActs, mainAct, templateActs, wordsOf } from './acts.ts';
import { capped, clockText, shapeOf } from './clock.ts';
import { boxOf, placesOf, readCases } from './points.ts';
import { actForms, bulkForm, list } from './schema.ts';

const t = translator('zh');

describe('a clock', () => {
  it('is overdue from the day after its last, and due soon two days before', () => {
    const shapes = ['2026-11-29', '2026-11-30', '2026-12-02', '2026-12-03'].map((day) =>
      shapeOf(day, '2026-11-30')
    );
    expect(shapes).toEqual(['overdue', 'due_soon', 'due_soon', 'ahead']);
    expect(shapeOf(null, '2026-11-30')).toBe('not_applicable');
    const texts = ['2026-11-29', '2026-11-30', '2026-12-02'].map((day) => clockText(day, '2026-11-30', t));
    expect(texts).toEqual(['逾期 1 天', '今天到期', '还有 2 天']);
  });

  it('has counts that nobody took for exact', () => {
    expect([undefined, 12, 999, 1000].map((n) => capped(n, String))).toEqual(['0', '12', '999', '999+']);
  });
});

describe('steps', () => {
  it('have a form each, and words go into its text', () => {
    expect(Object.keys(actForms).sort()).toEqual([...officerActs].sort());
    for (const act of templateActs) expect(wordsOf(act), act).not.toBeNull();
    expect(mainAct(['note', 'reply', 'accept'])).toBe('accept');
    expect(mainAct(['note'])).toBeNull();
    expect(keyedActs.map(([key]) => key)).toEqual(['a', 'r', 't', 'n']);
  });

  it('that promise to fix say until when', () => {
    const given = {
      text: '十个字以上的答复内容',
      public_text: '十个字以上的公开答复',
      outcome: 'partly',
      edits: '1'
    };
    const parse = (more: object) => actForms.reply.safeParse({ ...given, ...more }).success;
    expect(parse({ result: 'will_fix' })).toBe(false);
    expect(parse({ result: 'will_fix', fix_by: '2026-12-30' })).toBe(true);
    expect(parse({ result: 'explained', fix_by: '' })).toBe(true);
  });

  it('split tags by any comma', () => {
    expect(actForms.tag.parse({ tags: '渗漏，专项、 二次 ,,', edits: '3' })).toEqual({
      tags: ['渗漏', '专项', '二次'],
      edits: 3
    });
    const pick = 'abcd2345ef C420100-2026-000001';
    expect(bulkForm.safeParse({ act: 'transfer', pick, reason: '不属本部门' }).success).toBe(false);
    expect(bulkForm.safeParse({ act: 'accept', pick }).success).toBe(true);
  });
});

describe('the list', () => {
  it('takes a wrong filter as none', () => {
    const { filters } = list.parse(
      new URLSearchParams('queue=nope&clock=overdue&assignee=mine&division=1&urgent=yes')
    );
    expect(filters).toMatchObject({ clock: 'overdue', assignee: 'mine', urgent: true });
    expect(filters.queue).toBeUndefined();
    expect(filters.division).toBeUndefined();
  });

  it('is one mark for a place on the map, as grave as the gravest', () => {
    const at = { lat: 30.5, lng: 114.3, project: '甲', due_on: null };
    const points = readCases([
      { ...at, slug: 'a', number: '1', tone: 'fine' },
      { ...at, slug: 'b', number: '2', tone: 'overdue' },
      { ...at, lat: 31, slug: 'c', number: '3', tone: 'due_soon' },
      { slug: 'broken' }
    ]);
    expect(placesOf(points).map(({ tone, cases }) => [tone, cases.length])).toEqual([
      ['wrong', 2],
      ['open', 1]
    ]);
    expect(() => readCases({})).toThrow(TypeError);
  });

  it('is looked at from near enough to tell its places apart', () => {
    expect(boxOf([])).toBeNull();
    const { west, south, east, north } = boxOf([
      { lat: 30.5, lng: 114.3 },
      { lat: 31, lng: 114.1 }
    ]) ?? { west: 0, south: 0, east: 0, north: 0 };
    expect([west < 114.1, east > 114.3, south < 30.5, north > 31]).toEqual([true, true, true, true]);
    expect(Math.max(east - west, north - south)).toBeLessThan(1);
  });
});
