import type { T } from '#lib/i18n/types.ts';
import type { Bar, Row } from '#lib/ui/bar-chart.ts';
import type { Figures } from '../desk-schema.ts';
import { outcomes } from '../words.ts';

type Fix = Pick<
  Figures['fix'],
  'substantiated' | 'claimed' | 're_inspected' | 'finder_confirmed' | 'overdue' | 'median_days'
>;

/** From what was handed in to what was borne out. */
export function funnel(figures: Figures, t: T): Bar[] {
  const { submitted, duplicate, out_of_scope, decided, published } = figures;
  const borneOut = (figures.outcomes.substantiated ?? 0) + (figures.outcomes.partly ?? 0);
  return [
    { label: t('findingFigures.submitted'), count: submitted, of: undefined, tone: 'secondary' },
    {
      label: t('findingFigures.accepted'),
      count: submitted - duplicate - out_of_scope,
      of: submitted,
      tone: 'secondary'
    },
    { label: t('findingFigures.decided'), count: decided, of: submitted, tone: 'primary' },
    { label: t('findingFigures.published'), count: published, of: submitted, tone: 'primary' },
    { label: t('findingFigures.borneOut'), count: borneOut, of: published, tone: 'error' }
  ];
}

export const outcomeBars = ({ outcomes: counts, published }: Figures, t: T): Bar[] =>
  outcomes.map((outcome) => ({
    label: t(`findings.outcome.${outcome}`),
    count: counts[outcome] ?? 0,
    of: published,
    tone: outcome === 'matched' ? 'success' : outcome === 'substantiated' ? 'error' : 'secondary'
  }));

/** Three grades, each asking more than the one before: said by the company, looked at again, borne out by who found it. */
export const fixBars = (fix: Fix, t: T): Bar[] => [
  { label: t('findingFigures.claimed'), count: fix.claimed, of: fix.substantiated, tone: 'secondary' },
  { label: t('findingFigures.reInspected'), count: fix.re_inspected, of: fix.substantiated, tone: 'primary' },
  {
    label: t('findingFigures.finderConfirmed'),
    count: fix.finder_confirmed,
    of: fix.substantiated,
    tone: 'success'
  },
  { label: t('findingFigures.overdue'), count: fix.overdue, of: fix.substantiated, tone: 'error' }
];

export const medianText = ({ median_days }: Pick<Fix, 'median_days'>, t: T): string =>
  median_days === null ? t('findingFigures.noMedian') : t('findingFigures.median', { count: median_days });

/** Who answers when, and how often a step came too late. */
export const lateBars = ({ late, submitted }: Figures, t: T): Bar[] =>
  (['triage', 'reply', 'verify'] as const).map((step) => ({
    label: t('findingFigures.lateStep', { step: t(`findings.step.${step}`) }),
    count: late[step],
    of: submitted,
    tone: 'error'
  }));

export const replyBars = ({ replied, no_reply }: Figures, t: T): Bar[] => [
  { label: t('findingFigures.replied'), count: replied, of: replied + no_reply, tone: 'primary' },
  { label: t('findingFigures.noReply'), count: no_reply, of: replied + no_reply, tone: 'error' }
];

type Placed = Fix & { published: number };
const fixRow = (key: string, name: string, one: Placed, t: T): Row => ({
  ...{ key, name, bars: fixBars(one, t) },
  note: t('findingFigures.rowNote', {
    published: one.published,
    count: one.substantiated,
    median: medianText(one, t)
  })
});

export const cityRows = ({ by_city }: Figures, t: T): Row[] =>
  by_city.map((one) => fixRow(one.division_code, t.lang === 'zh' ? one.name : one.name_en, one, t));
export const developerRows = ({ by_developer }: Figures, t: T): Row[] =>
  by_developer.map((one) => fixRow(one.slug, one.name, one, t));

export const monthRows = ({ by_month }: Figures, nameOf: (month: string) => string, t: T): Row[] =>
  by_month.map(({ month, published, substantiated }) => ({
    key: month,
    name: nameOf(month),
    bars: [
      { label: t('findingFigures.published'), count: published, of: undefined, tone: 'primary' },
      { label: t('findingFigures.borneOut'), count: substantiated, of: published, tone: 'error' }
    ]
  }));

export const itemRows = ({ by_item }: Figures, t: T): Row[] =>
  by_item.map(({ item, name, name_en, matched, differs }) => ({
    key: item,
    name: t.lang === 'zh' ? name : name_en,
    bars: [
      { label: t('findings.verdict.matched'), count: matched, of: matched + differs, tone: 'success' },
      { label: t('findings.verdict.differs'), count: differs, of: matched + differs, tone: 'error' }
    ]
  }));
