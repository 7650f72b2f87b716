import { inLanguage } from '#lib/catalogue/catalogue.ts';
import type { Mark } from '#lib/disclosures/standing.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Finding, FindingCard, Line, Rectification, Verification } from '../schema.ts';
import type { Decision, Outcome, Verdict } from '../words.ts';

/** The shape beside the word. */
const outcomeShapes: Record<Outcome, Mark> = {
  substantiated: 'differs',
  partly: 'due_soon',
  not_substantiated: 'not_applicable',
  could_not_verify: 'ahead',
  matched: 'matched',
  unverified: 'unverified'
};

const verdictShapes: Record<Verdict, Mark> = {
  matched: 'matched',
  differs: 'differs',
  not_accessible: 'withdrawn',
  not_seen: 'unverified'
};

type Said = Pick<Line, 'kind' | 'verdict'>;

/** What the finder said of a line: only items of the checklist have a verdict, the rest says that something is wrong. */
export const lineShape = ({ verdict }: Said): Mark => (verdict ? verdictShapes[verdict] : 'differs');
export const lineText = ({ kind, verdict }: Said, t: T): string =>
  verdict ? t(`findings.verdict.${verdict}`) : t(`findings.lineKind.${kind}`);

/** The same decision means the opposite where the finder said that all is well. */
export const decisionShape = (decision: Decision, { verdict }: Pick<Line, 'verdict'>): Mark =>
  decision === 'substantiated' && verdict === 'matched' ? 'matched' : outcomeShapes[decision];

export function lineTitle(line: Line, t: T): string {
  if (line.item_name === null) return t(`findings.lineKind.${line.kind}`);
  return t.lang === 'zh' ? line.item_name : (line.item_name_en ?? line.item_name);
}

/** How a finding stands in one word: what came of it, or that it waits. */
export function markOf({ outcome, state }: Pick<FindingCard, 'outcome' | 'state'>, t: T) {
  return outcome
    ? { status: outcomeShapes[outcome], text: t(`findings.outcome.${outcome}`) }
    : { status: 'unverified' as const, text: t(`findings.state.${state}`) };
}

/** How far the putting right of a line is. */
export function rectificationMark({ state, overdue }: Pick<Rectification, 'state' | 'overdue'>, t: T) {
  const text = t(`findings.rectification.${state}`);
  if (overdue)
    return { status: 'overdue' as const, text: t('findingsPublic.fix.overdueIn', { state: text }) };
  const shapes = {
    awaiting_plan: 'ahead',
    planned: 'due_soon',
    claimed_fixed: 'due_soon',
    closed: 'on_time',
    reopened: 'differs'
  } as const;
  return { status: shapes[state], text };
}

/** 3 处须整改，1 处已销号，1 处逾期; null where nothing is to be put right. */
export function fixText(
  { rectification: { total, closed, overdue } }: Pick<FindingCard, 'rectification'>,
  t: T
): string | null {
  if (total === 0) return null;
  const all = t('findingsPublic.fix.toFix', { count: total });
  const parts = [
    closed === total
      ? t('findingsPublic.fix.allClosed')
      : closed > 0
        ? t('findingsPublic.fix.closed', { count: closed })
        : null,
    overdue > 0 ? t('findingsPublic.fix.overdue', { count: overdue }) : null
  ].filter((part) => part !== null);
  return [all, ...parts].join(t('findingsPublic.comma'));
}

/** The finding in a sentence: what was looked at, what was found. */
export function summaryOf(finding: FindingCard, t: T): string {
  const day = formats(t).dateShort(finding.visited_on);
  const who = t(`findings.category.${finding.category}`);
  const values = { day, who, count: finding.lines };
  if (finding.kind === 'turned_away') return t('findingsPublic.summary.turnedAway', { day, who });
  if (finding.differs === 0) return t('findingsPublic.summary.matched', values);
  return t('findingsPublic.summary.differs', { ...values, number: finding.differs });
}

/** What the company said, and that it said nothing. */
export const replyText = ({ reply }: Pick<FindingCard, 'reply'>, t: T): string | null =>
  reply === null ? null : reply === 'none' ? t('findingsPublic.reply.none') : t(`findings.stance.${reply}`);

const verificationShapes = { unverified: 'unverified', confirmed: 'matched', disputed: 'differs' } as const;
export const verificationShape = ({ status }: Pick<Verification, 'status'>): Mark =>
  verificationShapes[status];

/** 两代表一委员 2 次、行业专家 1 次 */
export const byWhom = ({ categories }: Pick<Verification, 'categories'>, t: T): string =>
  Object.entries(categories)
    .filter(([, count]) => count > 0)
    .map(([category, count]) =>
      t('findingsPublic.verification.times', {
        category: t.of(`findings.category.${category}`, {}, 'findings.category.public'),
        count
      })
    )
    .join(t('journal.line.list'));

/** How many versions that are public now were looked at on site. */
export const verifiedCount = (all: readonly Pick<Verification, 'status'>[]): number =>
  all.filter(({ status }) => status !== 'unverified').length;

export const ruleText = (rule: NonNullable<Finding['rule']>, t: T): string =>
  t('findings.rule.basis', {
    days:
      rule.day_kind === 'working'
        ? t('findings.rule.working', { count: rule.days })
        : t('findings.rule.natural', { count: rule.days }),
    nature: t(`findings.rule.nature.${rule.nature}`),
    basis: inLanguage({ basis: rule.basis, basis_en: rule.basis_en ?? rule.basis }, 'basis', t.lang)
  });
