import { describe, expect, it } from 'vitest';
import { factsOf } from '#lib/projects/import/facts.ts';
import { fileOf, GOOD, parseText } from '#lib/projects/import/fixtures.ts';
import type { ImportRow } from '#lib/projects/import/schema.ts';

const plain = {
  permit_no: '420102202006010101',
  name: '江岸小区',
  division_code: '420102',
  address: '一元路1号',
  housing_type: 'commodity'
} as const;

function facts(parts: Pick<ImportRow, 'parties' | 'milestones'>) {
  return factsOf({ ...plain, ...parts });
}

describe('factsOf', () => {
  it('names units by role and days by kind, and keeps the plain fields', () => {
    const row = facts({
      parties: [{ role: 'developer', name: '甲', uscc: null, leader: '张三' }],
      milestones: [{ kind: 'permit', planned: null, reached: '2020-06-01' }]
    });
    expect(row).toEqual({
      ...plain,
      parties: { developer: { name: '甲', uscc: null, leader: '张三' } },
      milestones: { permit: { planned: null, reached: '2020-06-01' } }
    });
  });

  it('says nothing where the file says nothing', () => {
    const row = facts({
      parties: [{ role: 'developer', name: '甲' }],
      milestones: [{ kind: 'permit', reached: '2020-06-01' }]
    });
    expect(row.parties).toEqual({ developer: { name: '甲' } });
    expect(Object.keys(row.milestones.permit ?? {})).toEqual(['reached']);
    expect('contractor' in row.parties).toBe(false);
    expect(facts({ parties: [], milestones: [] })).toEqual({ ...plain, parties: {}, milestones: {} });
  });

  it('keeps a unit that is emptied apart from one that is not told', () => {
    const row = facts({ parties: [{ role: 'designer', name: null }], milestones: [] });
    expect(row.parties).toEqual({ designer: { name: null } });
  });

  it('takes what the parser gives', () => {
    const [parsed] = parseText(fileOf({ ...GOOD, 'designer.name': '', 'permit.reached': '2020-06-01' })).rows;
    expect(parsed && factsOf(parsed.row)).toMatchObject({
      permit_no: '420102202006010101',
      parties: { developer: { name: '示范建设有限公司' }, designer: { name: null } },
      milestones: { permit: { reached: '2020-06-01' } }
    });
  });
});
