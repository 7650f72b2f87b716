import type { DisclosureCard } from './schema.ts';

/** A card for tests: due, unless told otherwise. */
export const card = (more: Partial<DisclosureCard> = {}): DisclosureCard => ({
  slug: 'abc',
  item: 'rebar_tests',
  name: '钢筋检验试验汇总评价',
  name_en: 'Summary of reinforcement tests',
  stage: 'construction',
  mandatory: true,
  what: '是什么',
  what_en: 'What it is',
  status: 'due',
  due_on: '2026-11-30',
  expected_on: null,
  trigger_on: '2026-11-01',
  version: null,
  first_published_at: null,
  published_at: null,
  days_late: null,
  changed_at: '2026-11-20T04:00:00.000Z',
  withheld_until: null,
  withheld_ground: null,
  confirmed_by: null,
  documents: 0,
  ...more
});

export const published = (days_late: number | null, more: Partial<DisclosureCard> = {}) =>
  card({
    status: 'published',
    version: 1,
    first_published_at: '2026-11-10T04:00:00.000Z',
    published_at: '2026-11-10T04:00:00.000Z',
    days_late,
    confirmed_by: '监理公司',
    documents: 2,
    ...more
  });
