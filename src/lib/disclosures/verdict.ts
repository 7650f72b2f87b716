import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { DisclosureCard } from './schema.ts';
import { daysLeft } from './standing.ts';

type Counted = Pick<DisclosureCard, 'name' | 'name_en' | 'status' | 'due_on' | 'days_late' | 'published_at'>;

export interface Figures {
  /** What the project must disclose, sooner or later; what is withheld is not. */
  owed: number;
  published: number;
  /** Whose last day has passed, or that were published: what completeness is measured by. */
  due: number;
  /** Published, with a last day to be measured by. */
  timed: number;
  timely: number;
}

/** The figures of a project. Withdrawn counts as due and not published: the public has nothing to read. */
export function figures(cards: Counted[]): Figures {
  const count = (test: (card: Counted) => boolean) => cards.filter(test).length;
  const published = count(({ status }) => status === 'published');
  const timed = cards.filter(({ status, days_late }) => status === 'published' && days_late !== null);
  return {
    owed: count(({ status }) => status !== 'withheld'),
    published,
    due: published + count(({ status }) => status === 'overdue' || status === 'withdrawn'),
    timed: timed.length,
    timely: timed.filter(({ days_late }) => days_late === 0).length
  };
}

const nameOf = ({ name, name_en }: Counted, t: T): string => (t.lang === 'zh' ? name : name_en);

/** A project in one line: 应公示 11 项，已公示 9 项；1 项逾期 …；6 项经现场核验. `verified`: of what is public now. */
export function verdict(cards: Counted[], today: string, t: T, verified = 0): string {
  if (cards.length === 0) return t('disclosures.verdict.none');
  const { owed, published } = figures(cards);
  const some = (status: Counted['status']) => cards.filter((card) => card.status === status);
  const withdrawn = some('withdrawn').length;
  const withheld = some('withheld').length;
  const parts = [
    t('disclosures.verdict.counts', { count: owed, published }),
    ...overdue(some('overdue'), today, t),
    ...next(some('due'), some('overdue').length, t),
    ...(withdrawn > 0 ? [t('disclosures.verdict.withdrawn', { count: withdrawn })] : []),
    ...(withheld > 0 ? [t('disclosures.verdict.withheld', { count: withheld })] : []),
    ...(verified > 0 ? [t('findingsPublic.verification.count', { count: verified })] : [])
  ];
  return t('disclosures.sentence', { text: parts.join(t('disclosures.join')) });
}

const byDue = (a: Counted, b: Counted): number => (a.due_on ?? '').localeCompare(b.due_on ?? '');

function overdue(cards: Counted[], today: string, t: T): string[] {
  const [worst] = cards.toSorted(byDue);
  if (!worst?.due_on) return [];
  const values = { item: nameOf(worst, t), count: -daysLeft(worst.due_on, today) };
  return cards.length === 1
    ? [t('disclosures.verdict.overdue', values)]
    : [t('disclosures.verdict.severalOverdue', { ...values, number: cards.length })];
}

/** What comes next is told while nothing is overdue. */
function next(cards: Counted[], overdueOnes: number, t: T): string[] {
  const [first] = cards.toSorted(byDue);
  if (overdueOnes > 0 || !first?.due_on) return [];
  return [t('disclosures.verdict.due', { item: nameOf(first, t), day: formats(t).dateShort(first.due_on) })];
}
