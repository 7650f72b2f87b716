import type { T } from '#lib/i18n/types.ts';
import type { Bar, Row, Tone } from '#lib/ui/bar-chart.ts';
import type { City } from './schema.ts';

type Count = Exclude<keyof City, 'key' | 'name' | 'name_en'>;

/** A figure of quality: what is wrong, of what, and where the very cases can be read. */
interface Measure {
  part: Count;
  of: Count;
  tone: Tone;
  /** The page that lists these cases; null where no list can be narrowed to them. */
  list: string | null;
}

/** The figures in their sections, each a chart. Complaints come from figures of their own, which guard small counts. */
export const sections = {
  places: [
    { part: 'no_place', of: 'projects', tone: 'primary', list: '/projects?place=none' },
    { part: 'doubtful_place', of: 'placed', tone: 'secondary', list: null }
  ],
  numbers: [
    { part: 'no_permit', of: 'begun', tone: 'primary', list: null },
    { part: 'no_code', of: 'projects', tone: 'secondary', list: null }
  ],
  disclosures: [
    { part: 'missing', of: 'owed', tone: 'error', list: '/disclosures?status=overdue' },
    { part: 'late', of: 'published', tone: 'primary', list: '/disclosures?status=late' },
    { part: 'unchecked', of: 'published', tone: 'secondary', list: '/disclosures?status=published' }
  ],
  findings: [
    { part: 'unverified', of: 'findings', tone: 'primary', list: '/findings?outcome=unverified' },
    {
      part: 'rectifications_overdue',
      of: 'rectifications',
      tone: 'error',
      list: '/findings?rectification=overdue'
    }
  ]
} as const satisfies Record<string, readonly Measure[]>;
export type Section = keyof typeof sections;
export const sectionNames = [
  'places',
  'numbers',
  'disclosures',
  'findings'
] as const satisfies readonly Section[];

/** Complaints of a place: null is what is not told, since it is small. */
export interface Complaints {
  key: string;
  filed: number | null;
  overdue: number | null;
}

/** The province: the sum of its cities. */
export function sumOf(cities: readonly City[], count: Count): number {
  return cities.reduce((sum, one) => sum + one[count], 0);
}

const bar = (part: Count, count: number, of: number, tone: Tone, t: T): Bar => ({
  label: t(`openQuality.measure.${measureKey(part)}`),
  count,
  of,
  tone
});

type MeasureKey = (typeof sections)[Section][number]['part'];
const isMeasure = (part: Count): part is MeasureKey =>
  Object.values(sections).some((all) => all.some((one) => one.part === part));
function measureKey(part: Count): MeasureKey {
  if (!isMeasure(part)) throw new Error(`no measure ${part}`);
  return part;
}

export const complaintBar = ({ filed, overdue }: Omit<Complaints, 'key'>, t: T): Bar => ({
  label: t('openQuality.measure.complaints_overdue'),
  count: overdue,
  of: filed,
  tone: 'error'
});

/** The whole province, a row a section. */
export function wholeRows(cities: readonly City[], complaints: Omit<Complaints, 'key'>, t: T): Row[] {
  return [
    ...sectionNames.map((section) => ({
      key: section,
      name: t(`openQuality.section.${section}`),
      bars: sections[section].map(({ part, of, tone }) =>
        bar(part, sumOf(cities, part), sumOf(cities, of), tone, t)
      )
    })),
    { key: 'complaints', name: t('openQuality.section.complaints'), bars: [complaintBar(complaints, t)] }
  ];
}

/** Each city that has anything to count in a section. */
export function cityRows(cities: readonly City[], section: Section, t: T): Row[] {
  return cities
    .filter((one) => sections[section].some(({ of }) => one[of] > 0))
    .map((one) => ({
      key: one.key,
      name: t.lang === 'zh' ? one.name : one.name_en,
      bars: sections[section].map(({ part, of, tone }) => bar(part, one[part], one[of], tone, t))
    }));
}

export function complaintRows(cities: readonly City[], complaints: readonly Complaints[], t: T): Row[] {
  const nameOf = new Map(cities.map((one) => [one.key, t.lang === 'zh' ? one.name : one.name_en]));
  return complaints
    .filter(({ filed }) => filed !== 0)
    .map((one) => ({ key: one.key, name: nameOf.get(one.key) ?? '', bars: [complaintBar(one, t)] }))
    .filter(({ name }) => name !== '');
}
