import { describe, expect, it } from 'vitest';
import {
  carried,
  emptyDraft,
  fieldsOf,
  firstProblem,
  hasContent,
  problemsOf,
  readDraft,
  steps,
  valuesOf,
  withoutPerson,
  type Draft
} from './draft.ts';
import { warrantyOf } from './warranty.ts';

const whole: Draft = {
  ...emptyDraft('8c2f4a5e-0000-4000-8000-000000000000'),
  ...{ project: 'abc', category: 'seepage', description: '卫生间顶板漏水', spot: '3 栋 1102' },
  ...{
    naming: 'bureau_only',
    name: '李某',
    phone: '13800000000',
    email: 'li@example.org',
    address: '一元路 1 号'
  },
  ...{ urgent: true, coarse_place: true, wants_mail: true }
};

describe('a draft', () => {
  it('travels through hidden and shown fields of every step without loss', () => {
    for (const step of steps) {
      const values = valuesOf(whole);
      const shown = fieldsOf[step].flatMap((name) => {
        const value = values[name];
        return typeof value === 'string' ? [[name, value] as const] : [];
      });
      const hidden = carried({ ...whole, step }).map(({ name, value }) => [name, value] as const);
      const sent = new Map<string, string>([...shown, ...hidden, ['step', step]]);
      expect(sent.size).toBe(shown.length + hidden.length + 1);
      expect(readDraft((name) => sent.get(name) ?? null)).toEqual({ ...whole, step });
    }
  });

  it('takes anything for text and makes nothing of what is none', () => {
    const odd: Record<string, unknown> = {
      q: 7,
      project: ['a'],
      description: 'a\r\nb\0c',
      urgent: 'on',
      step: 'x'
    };
    expect(readDraft((name) => odd[name])).toEqual({ ...emptyDraft(''), description: 'a\nbc' });
  });

  it('is kept on a device without who writes it', () => {
    const kept = JSON.stringify(withoutPerson({ ...whole, shown_name: '李女士' }));
    for (const own of ['李某', '13800000000', 'li@example.org', '一元路', '李女士'])
      expect(kept).not.toContain(own);
    expect(withoutPerson(whole)).toMatchObject({ description: whole.description, naming: 'bureau_only' });
  });

  it('is worth keeping once somebody wrote, not before', () => {
    expect(hasContent(emptyDraft('x'))).toBe(false);
    expect(hasContent({ ...emptyDraft('x'), q: '花园', phone: '1' })).toBe(false);
    expect(hasContent({ ...emptyDraft('x'), division: '420102' })).toBe(true);
  });
});

describe('what has to be mended', () => {
  const errors = (more: Partial<Draft>, step: Draft['step']) =>
    Object.keys(problemsOf({ ...whole, ...more }, step));

  it('is told step by step', () => {
    expect(firstProblem(whole)).toBeNull();
    expect(errors({ project: '' }, 'where')).toEqual(['division']);
    expect(errors({ project: '', division: '420102' }, 'where')).toEqual([]);
    expect(errors({ project: '', finding: 'f' }, 'where')).toEqual([]);
    expect(errors({ category: '', description: '漏' }, 'what')).toEqual(['category', 'description']);
    // who joins need not write
    expect(errors({ category: '', description: '', join: 'x' }, 'what')).toEqual([]);
    expect(errors({ name: ' ' }, 'who')).toEqual(['name']);
    expect(errors({ naming: 'named' }, 'who')).toEqual(['shown_name']);
    expect(errors({ naming: 'anonymous', name: '' }, 'who')).toEqual([]);
    expect(errors({ naming: 'somebody' }, 'who')).toEqual(['naming']);
    expect(errors({ email: '' }, 'who')).toEqual(['email']);
    expect(errors({ email: 'li' }, 'who')).toEqual(['email']);
    expect(firstProblem({ ...whole, category: '', name: '' })?.step).toBe('what');
  });

  it('counts letters, not halves of them', () => {
    expect(errors({ description: '𠮷'.repeat(4000) }, 'what')).toEqual([]);
    expect(errors({ description: '𠮷'.repeat(4001) }, 'what')).toEqual(['description']);
  });
});

describe('the warranty that is shown', () => {
  const category = {
    ...{ category: 'seepage', name: '', name_en: '', examples: '', examples_en: '' },
    ...{ kind: 'quality' as const, warranty: 'waterproofing' as const, danger: false }
  };

  const waterproofing = {
    ...{ kind: 'waterproofing' as const, accepted_on: '2026-01-01', until: '2031-01-01' },
    standing: 'in_warranty' as const
  };
  const project = {
    ...{ slug: 'abc', name: '小区', address: null, zone: null, division_code: '420102', division: '江岸区' },
    ...{
      division_en: "Jiang'an District",
      city_code: null,
      city: null,
      city_en: null,
      pilot: false,
      demo: false
    },
    ...{
      housing_type: 'commodity' as const,
      stage: 'completion' as const,
      floor_area_m2: null,
      unit_count: null
    },
    ...{ lat: null, lng: null, updated_at: '', developer: null }
  };
  const other = { ...waterproofing, kind: 'structure' as const };
  const warranties = {
    ...{ waterproofing, structure: other },
    ...{ heating_cooling: other, pipes_wiring_fit_out: other }
  };
  const here = { place: { project, finding: null, warranties }, others: [] };

  it('is that of the kind of problem, and none without a project or for what has none', () => {
    expect(warrantyOf(here, [category], 'seepage')).toEqual(waterproofing);
    expect(warrantyOf(here, [category], 'cracks')).toBeNull();
    expect(warrantyOf(here, [{ ...category, warranty: null }], 'seepage')).toBeNull();
    expect(warrantyOf({ place: null, others: [] }, [category], 'seepage')).toBeNull();
  });
});
