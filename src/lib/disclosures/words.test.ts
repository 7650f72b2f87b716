import { describe, expect, it } from 'vitest';
import type { FactField } from '#lib/catalogue/catalogue.ts';
import { translator } from '#lib/i18n/index.ts';
import { wrap } from './card.ts';
import { dayIn } from './days.ts';
import { differences } from './differences.ts';
import { feedOf } from './list-feed.ts';
import { listOf, shareOf } from './shares.ts';

const zh = translator('zh');

const fields: FactField[] = [
  {
    name: 'groups',
    kind: 'integer',
    label: '原材料检验',
    label_en: 'Material tests',
    unit: '组',
    unit_en: 'groups',
    required: true
  },
  {
    name: 'conclusion',
    kind: 'choice',
    label: '结论',
    label_en: 'Conclusion',
    required: true,
    choices: [{ value: 'qualified', label: '符合要求', label_en: 'meets it' }]
  }
];

describe('differences between versions', () => {
  it('are told by the labels of the fields, in their order, documents last', () => {
    const changes = {
      'documents.ff': { to: '复检报告.pdf' },
      'documents.aa': { from: '旧报告.pdf' },
      note: { from: '说明' },
      'facts.conclusion': { to: 'qualified' },
      'facts.groups': { from: 24, to: 26 },
      'facts.gone': { from: 'x' }
    };
    expect(differences(changes, fields, zh)).toEqual([
      { kind: 'changed', key: 'facts.groups', label: '原材料检验', from: '24 组', to: '26 组' },
      { kind: 'changed', key: 'facts.conclusion', label: '结论', from: '未填写', to: '符合要求' },
      { kind: 'changed', key: 'note', label: '说明', from: '说明', to: '未填写' },
      { kind: 'removed', key: 'documents.aa', name: '旧报告.pdf' },
      { kind: 'added', key: 'documents.ff', name: '复检报告.pdf' },
      { kind: 'changed', key: 'facts.gone', label: '其他内容', from: 'x', to: '未填写' }
    ]);
  });
});

describe('the feed of a filtered list', () => {
  it('is of the place, and of what happened where the list is of one thing', () => {
    expect(
      feedOf({ city: '420100', district: '420102', status: 'overdue' }, { place: '江岸区', item: null }, zh)
    ).toEqual({
      name: '江岸区逾期未公示',
      mail: '/subscribe?division=420102'
    });
    expect(feedOf({ item: 'rebar_tests', stage: 'construction' }, { place: null, item: '钢筋' }, zh)).toEqual(
      {
        name: '全省最新动态：钢筋',
        mail: '/subscribe?division=420000&item=rebar_tests&stage=construction'
      }
    );
  });
});

describe('shares of a place', () => {
  const totals = [
    { item: 'a', status: 'published', late: false, n: 3 },
    { item: 'a', status: 'published', late: true, n: 1 },
    { item: 'a', status: 'overdue', late: false, n: 2 },
    { item: 'b', status: 'withdrawn', late: false, n: 1 },
    { item: 'b', status: 'ahead', late: false, n: 9 }
  ] as const;
  it('count what is due or published', () => {
    expect(shareOf(totals, 'a')).toEqual({ published: 4, due: 6, overdue: 2 });
    expect(shareOf(totals, null)).toEqual({ published: 4, due: 7, overdue: 2 });
  });

  it.each([
    ['420000', '/disclosures?item=a'],
    ['420100', '/disclosures?city=420100&item=a'],
    ['420102', '/disclosures?city=420100&district=420102&item=a'],
    ['429004', '/disclosures?city=429004&item=a']
  ])('of %s lead to the list', (code, path) => {
    expect(listOf(code, { item: 'a' })).toBe(path);
  });
});

describe('words on a card', () => {
  it('break where Chinese may, and end in an ellipsis where there is no room', () => {
    expect(wrap('钢筋检验试验汇总评价', 6, 2)).toEqual(['钢筋检验试验', '汇总评价']);
    expect(wrap('钢筋检验试验汇总评价', 4, 2)).toEqual(['钢筋检验', '试验汇…']);
    expect(wrap('钢筋检验，试验', 4, 2)).toEqual(['钢筋检验，', '试验']);
  });

  it('keep Latin words whole', () => {
    expect(wrap('Summary of tests', 6, 3)).toEqual(['Summary ', 'of tests']);
    expect(wrap('C30 混凝土', 3, 3)).toEqual(['C30 ', '混凝土']);
  });
});

it('a moment lies on the day of Shanghai', () => {
  expect(dayIn('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
  expect(dayIn('2026-11-23T15:59:59.000Z')).toBe('2026-11-23');
});
