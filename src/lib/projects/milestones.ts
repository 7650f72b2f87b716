import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { daysBetween } from '#lib/ui/time-scale.ts';

export interface Milestone {
  kind: string;
  name: string;
  name_en: string;
  planned_on: string | null;
  reached_on: string | null;
}

export type Standing =
  | { is: 'reached'; late: number | null }
  | { is: 'overdue'; days: number }
  | { is: 'due_soon' | 'ahead'; days: number }
  | { is: 'open' };

const soon = 30;

/** How a milestone stands on a day: reached (so many days late), overdue, due within thirty days, ahead, or without a plan. */
export function standing({ planned_on, reached_on }: Milestone, today: string): Standing {
  if (reached_on) return { is: 'reached', late: planned_on ? daysBetween(planned_on, reached_on) : null };
  if (!planned_on) return { is: 'open' };
  const days = daysBetween(today, planned_on);
  if (days < 0) return { is: 'overdue', days: -days };
  return { is: days <= soon ? 'due_soon' : 'ahead', days };
}

export const milestoneName = ({ name, name_en }: Milestone, t: T): string =>
  t.lang === 'zh' ? name : name_en;

/** How a milestone stands, in words. */
export function standingText(at: Standing, t: T): string {
  switch (at.is) {
    case 'reached':
      if (at.late === null) return t('projects.page.standing.reached');
      if (at.late > 0) return t('projects.page.standing.late', { count: at.late });
      if (at.late < 0) return t('projects.page.standing.early', { count: -at.late });
      return t('projects.page.standing.asPlanned');
    case 'overdue':
      return t('projects.page.standing.overdue', { count: at.days });
    case 'due_soon':
    case 'ahead':
      return at.days === 0
        ? t('projects.page.standing.today')
        : t('projects.page.standing.ahead', { count: at.days });
    default:
      return t('projects.page.standing.open');
  }
}

/** The page in one line: how many are reached, and what matters most now — overdue, else how the last one went. */
export function verdict(milestones: Milestone[], today: string, t: T): string {
  const dated = milestones.filter((m) => m.planned_on ?? m.reached_on);
  if (dated.length === 0) return t('projects.page.verdict.none');
  const reached = dated.filter((m) => m.reached_on);
  const parts = [
    t('projects.page.verdict.counts', { total: dated.length, reached: reached.length }),
    ...matter(dated, today, t)
  ];
  return t('projects.page.verdict.sentence', { text: parts.join(t('projects.page.verdict.join')) });
}

function matter(dated: Milestone[], today: string, t: T): string[] {
  const stands = dated.map((m) => ({ m, at: standing(m, today) }));
  const overdue = stands
    .flatMap(({ m, at }) => (at.is === 'overdue' ? [{ milestone: milestoneName(m, t), count: at.days }] : []))
    .sort((a, b) => b.count - a.count);
  const [worst] = overdue;
  if (worst && overdue.length === 1) return [t('projects.page.verdict.overdue', worst)];
  if (worst) return [t('projects.page.verdict.severalOverdue', { ...worst, number: overdue.length })];

  const last = stands
    .filter(({ m }) => m.reached_on)
    .sort((a, b) => order(a.m, b.m))
    .at(-1);
  const next = stands.find(({ at }) => at.is === 'due_soon' || at.is === 'ahead');
  const went = last?.at.is === 'reached' && last.at.late !== null ? [howItWent(last.m, last.at.late, t)] : [];
  const day = next?.m.planned_on;
  if (!next || !day) return went;
  const comes = { milestone: milestoneName(next.m, t), day: formats(t).dateShort(day) };
  return [...went, t('projects.page.verdict.next', comes)];
}

const order = (a: Milestone, b: Milestone): number => (a.reached_on ?? '').localeCompare(b.reached_on ?? '');

function howItWent(m: Milestone, late: number, t: T): string {
  const milestone = milestoneName(m, t);
  if (late > 0) return t('projects.page.verdict.late', { milestone, count: late });
  if (late < 0) return t('projects.page.verdict.early', { milestone, count: -late });
  return t('projects.page.verdict.asPlanned', { milestone });
}
