import { describe, expect, it } from 'vitest';
import type { Tolerance } from '../visit-schema.ts';
import * as change from './changes.ts';
import { freeLine, gateLine, itemLine, newDraft, sealedHashes, withLine, type Draft } from './draft.ts';
import { factsOf, flawsOf } from './facts.ts';
import { judge, readNumbers } from './measure.ts';
import { facts as schema } from './submission.ts';

const hash = (n: number) => n.toString(16).padStart(64, '0');
const tolerance = (more: Partial<Tolerance> = {}): Tolerance => ({
  code: 'wall_flatness',
  quantity: '墙面平整度',
  quantity_en: 'Flatness of walls',
  unit: 'mm',
  mode: 'deviation',
  lower: -5,
  upper: 8,
  basis: 'GB 50204',
  basis_en: null,
  ...more
});

const item = (code: string, n: number) => ({
  ...{ position: n, item: code, name: code, name_en: code, stage: 'construction', disclosure: 'abc' },
  ...{ version: n, content_hash: hash(n), published_at: '2026-11-20T00:00:00Z', facts: {}, fields: [] },
  ...{ look_at: null, look_at_en: null, documents: [], tolerances: [tolerance()] }
});
const list = {
  items: [item('concrete', 1), item('rebar', 2)],
  tolerances: [],
  limits: { findings: 10, lines: 60, photos_per_line: 2, photos: 3, note: 2000, photo_bytes: 1000 }
};
const [concrete, rebar] = list.items.map(itemLine);
if (!concrete || !rebar) throw new Error('no items');

const empty = newDraft({ owner: 'o', open_day: 'd', title: 't' }, 'id', Date.UTC(2026, 10, 22));
const photo = (n: number) => ({ sha256: hash(n), caption: '', bytes: 1 });

describe('a report', () => {
  it('is made of what was written, in the order of the list, as the server takes it', () => {
    let draft: Draft = withLine(empty, { ...freeLine('x'), note: ' 楼梯间堆放易燃物 ' });
    draft = change.withPart(draft, rebar, { verdict: 'differs', note: '间距比公示的大' });
    draft = change.withPart(draft, concrete, { verdict: 'matched' });
    draft = change.withPhoto(draft, rebar, photo(7));
    draft = change.withCaption(draft, rebar.key, hash(7), '三层梁');
    draft = change.withMeasure(draft, rebar, {
      code: 'wall_flatness',
      values: '203，195 ９',
      design: '200',
      place: ''
    });
    const read = factsOf(draft, list);
    if (!read.ok) throw new Error(JSON.stringify(read.flaws));
    expect(schema.parse(read.facts)).toEqual(read.facts);
    expect(read.facts).toEqual({
      show_number: false,
      urgent: false,
      began_at: '2026-11-22T00:00:00.000Z',
      lines: [
        { kind: 'item', item: 'concrete', version: 1, content_hash: hash(1), verdict: 'matched' },
        {
          ...{ kind: 'item', item: 'rebar', version: 2, content_hash: hash(2) },
          ...{ verdict: 'differs', note: '间距比公示的大' },
          measured: [{ code: 'wall_flatness', values: [203, 195, 9], design: 200 }],
          photos: [{ sha256: hash(7), caption: '三层梁' }]
        },
        { kind: 'free', note: '楼梯间堆放易燃物' }
      ]
    });
    expect(sealedHashes({ sealed: read.facts })).toEqual([hash(7)]);
  });

  it('of nothing is none, whatever was opened and left', () => {
    const opened = withLine(empty, freeLine('x'));
    expect(factsOf(opened, list)).toEqual({ ok: false, flaws: [{ key: null, problem: 'nothing' }] });
  });

  it.each([
    ['a note without a verdict', change.withPart(empty, rebar, { note: '看了一圈' }), ['verdict']],
    ['differs without a note', change.withPart(empty, rebar, { verdict: 'differs', note: '大' }), ['note']],
    ['refused without a note', withLine(empty, gateLine('access_refused')), ['note']],
    [
      'an item that was not frozen',
      change.withPart(empty, { ...rebar, key: 'item:gone', item: 'gone' }, { verdict: 'matched' }),
      ['gone']
    ],
    [
      'words for numbers',
      change.withMeasure(change.withPart(empty, rebar, { verdict: 'matched' }), rebar, {
        ...{ code: 'wall_flatness', values: '约五', design: '', place: '' }
      }),
      ['measured']
    ],
    [
      'two design values',
      change.withMeasure(change.withPart(empty, rebar, { verdict: 'matched' }), rebar, {
        ...{ code: 'wall_flatness', values: '5', design: '1 2', place: '' }
      }),
      ['measured']
    ]
  ])('says what is missing: %s', (_, draft, flaws) => {
    expect(draft.lines.flatMap((line) => flawsOf(line, list))).toEqual(flaws);
    expect(factsOf(draft, list).ok).toBe(false);
  });

  it('knows when there are enough photos, of a line and of all', () => {
    let draft = change.withPhoto(change.withPhoto(empty, rebar, photo(1)), rebar, photo(2));
    expect(change.isFull(draft, rebar.key, list.limits)).toBe(true);
    expect(change.isFull(draft, concrete.key, list.limits)).toBe(false);
    draft = change.withPhoto(draft, concrete, photo(1));
    expect(change.isFull(draft, concrete.key, list.limits)).toBe(true);
    expect(change.hasPhoto(draft, concrete.key, hash(1))).toBe(true);
    expect(change.hasPhoto(change.withoutPhoto(draft, concrete.key, hash(1)), concrete.key, hash(1))).toBe(
      false
    );
  });
});

describe('a measurement', () => {
  it('is read as people type it, or not at all', () => {
    expect(readNumbers(' 12.5，−3、+4;５\n6 ')).toEqual([12.5, -3, 4, 5, 6]);
    expect(readNumbers('')).toEqual([]);
    for (const wrong of ['1.2.3', '5mm', '1e3', 'NaN', '--1']) expect(readNumbers(wrong), wrong).toBeNull();
  });

  it('is judged by its mode; bounds are allowed', () => {
    expect(judge(tolerance(), [-5, 8, 8.1, -5.1], null).out).toBe(2);
    expect(judge(tolerance(), [195, 208, 209], 200)).toEqual({ judged: [-5, 8, 9], out: 1, points: 3 });
    // 0.1 + 0.2
    expect(judge(tolerance({ lower: -0.3, upper: 0.3 }), [0.3], 0).out).toBe(0);
    expect(judge(tolerance({ lower: null, upper: 0.3 }), [1.1], 0.8).out).toBe(0);
    expect(judge(tolerance({ mode: 'absolute', lower: 2.8, upper: null }), [2.79, 2.8], 9).out).toBe(1);
    expect(judge(tolerance({ mode: 'range', lower: null, upper: 10 }), [2795, 2800, 2806], null)).toEqual({
      ...{ judged: [11], out: 1, points: 3 }
    });
    expect(judge(tolerance(), [], null)).toEqual({ judged: [], out: 0, points: 0 });
  });
});
