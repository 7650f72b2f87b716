import { describe, expect, it } from 'vitest';
import type { DeskCase } from '../schema.ts';
import { decision, possible, termOf } from './decide.ts';

const found: DeskCase = {
  number: '420100-2026-0001',
  name: '测试专家',
  category: 'expert',
  kind: 'expert',
  fields: [],
  division_code: '420100',
  division: '武汉市',
  division_en: 'Wuhan',
  city_code: '420100',
  city: '武汉市',
  city_en: 'Wuhan',
  state: 'registered',
  valid_from: '2025-01-01',
  valid_until: '2026-12-31',
  demo: false,
  slug: 'abc',
  edits: 2,
  terms: 1,
  applied_at: '2024-12-01T00:00:00Z',
  changed_at: '2025-01-01T00:00:00Z',
  renewal_asked_at: null,
  reason: null,
  bureau: null,
  person: null,
  evidence: [],
  conflicts: [],
  rule: {
    division_code: '420000',
    term_months: 24,
    most_terms: 2,
    ask_days: 60,
    basis: '',
    basis_en: '',
    nature: 'default'
  },
  today: '2026-06-01',
  own: false,
  terms_before: 0,
  works_for: [],
  appointments: [],
  decisions: []
};

describe('what an officer may do', () => {
  it('follows the state, the calendar and the terms served', () => {
    expect(possible({ ...found, state: 'applied' })).toEqual(['register', 'refuse']);
    expect(possible({ ...found, state: 'applied', terms_before: 2 })).toEqual(['refuse']);
    expect(possible(found)).toEqual(['suspend', 'dismiss']);
    const late = { ...found, today: '2026-10-31' };
    expect(possible(late)).toEqual(['suspend', 'dismiss']);
    expect(possible({ ...late, today: '2026-11-01' })).toEqual(['renew', 'suspend', 'dismiss']);
    expect(possible({ ...found, today: '2026-12-01', terms: 2 })).toEqual(['suspend', 'dismiss']);
    expect(possible({ ...found, state: 'suspended' })).toEqual(['resume', 'dismiss']);
    expect(possible({ ...found, state: 'dismissed' })).toEqual([]);
  });

  it('is nothing in the own case', () => {
    expect(possible({ ...found, state: 'applied', own: true })).toEqual([]);
  });

  it('gives a term from today, or from the day after the one that runs', () => {
    expect(termOf('register', found)).toEqual({ first: '2026-06-01', last: '2028-05-31' });
    expect(termOf('renew', found)).toEqual({ first: '2027-01-01', last: '2028-12-31' });
  });
});

describe('a decision', () => {
  const problems = (given: object) =>
    decision.safeParse({ edits: '1', ...given }).error?.issues.map(({ path, message }) => [path[0], message]);

  it('asks for the last day where it gives a term, and for a reason where it takes one', () => {
    expect(problems({ act: 'register', until: '' })).toEqual([['until', 'errors.required']]);
    expect(problems({ act: 'dismiss', reason: '不' })).toEqual([['reason', 'errors.reason_missing']]);
    expect(problems({ act: 'renew', until: '2028-12-31' })).toBeUndefined();
    expect(problems({ act: 'suspend', reason: '本人要求暂停' })).toBeUndefined();
  });
});
