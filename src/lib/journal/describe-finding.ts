import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { z } from 'zod';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';

type Finding = z.infer<typeof facts.finding>;
type Rectification = z.infer<typeof facts.rectification>;

const telling = ['published', 'answered', 'decided', 'withheld', 'overdue', 'revised', 'released'] as const;
const fixing = ['claimed', 'verified', 'reopened', 'overdue', 'planned', 'revised'] as const;

/** What happened to a finding, or to what it asks to put right; null for a kind that this version does not know. */
export function tellFinding(entry: Pick<Entry, 'kind' | 'facts'>, t: T): Told | null {
  const event = telling.find((one) => entry.kind === `finding.${one}`);
  if (event) {
    const finding = facts.finding.catch({}).parse(entry.facts);
    const values = { name: finding.name ?? '', number: finding.number ?? '' };
    return {
      title:
        event === 'published' || event === 'decided'
          ? t(`journal.headline.finding.${event}`, { ...values, outcome: outcomeText(finding, t) })
          : t(`journal.headline.finding.${event}`, values),
      lines: lines[event](finding, t)
    };
  }
  const step = fixing.find((one) => entry.kind === `rectification.${one}`);
  if (!step) return null;
  const fix = facts.rectification.catch({}).parse(entry.facts);
  return {
    title: t(`journal.headline.rectification.${step}`, { name: fix.name ?? '', item: itemOf(fix, t) }),
    lines: fixes[step](fix, t)
  };
}

const outcomeText = ({ outcome, as, withheld }: Finding, t: T): string =>
  withheld
    ? t('findings.state.withheld')
    : as === 'unverified' && !outcome
      ? t('findings.outcome.unverified')
      : t.of(`findings.outcome.${outcome ?? 'unverified'}`, {}, 'findings.outcome.unverified');

/** The name of the item, or what a line outside the list is called. */
const itemOf = ({ item_name: zh, item_name_en: en }: { item_name?: string; item_name_en?: string }, t: T) =>
  (t.lang === 'zh' ? zh : (en ?? zh)) ?? t('journal.value.finding');

const fact = (label: string, value: string | undefined, t: T): string[] =>
  value ? [t('journal.line.fact', { label, value })] : [];

const visited = ({ category, visited_on }: Finding, t: T): string[] =>
  visited_on
    ? [
        t('journal.line.visited', {
          day: formats(t).dateShort(visited_on),
          who: t.of(`findings.category.${category ?? ''}`, {}, 'findings.category.public')
        })
      ]
    : [];

const by = ({ decided_by: names }: Finding, t: T): string[] =>
  fact(t('journal.field.decided_by'), [names ?? []].flat().join(t('journal.line.list')), t);

function said(line: facts.FindingLine, t: T): string {
  const what =
    line.kind === undefined || line.kind === 'item'
      ? itemOf(line, t)
      : t.of(`findings.lineKind.${line.kind}`, {}, 'findings.lineKind.free');
  const verdict = line.verdict && t.of(`findings.verdict.${line.verdict}`, {}, 'journal.value.other');
  const decision = line.decision && t.of(`findings.decision.${line.decision}`, {}, 'journal.value.other');
  const out = line.out_of_tolerance ?? 0;
  return [
    [what, verdict].filter((part) => part).join(t('journal.line.colon')),
    ...(line.note ? [line.note] : []),
    ...(out > 0 ? [t('findingsPublic.card.outOfTolerance', { count: out })] : []),
    ...(decision ? [t('journal.line.decided', { decision })] : []),
    ...(line.decision_reason ? [line.decision_reason] : [])
  ].join(t('journal.line.and'));
}

/** The company's words are told in full, and so is that there are none. */
function reply({ reply: stance, reply_text: words }: Finding, t: T): string[] {
  if (stance === 'none') return [t('journal.line.noReply')];
  return stance ? fact(t(`journal.line.${stance === 'contests' ? 'contests' : 'accepts'}`), words, t) : [];
}

function told(finding: Finding, t: T): string[] {
  if (finding.withheld) return [t('journal.line.withheldSince')];
  const photos = finding.photos ?? 0;
  return [
    ...visited(finding, t),
    ...(finding.lines ?? []).map((line) => said(line, t)),
    ...(photos > 0 ? [t('findingsPublic.card.photos', { count: photos })] : []),
    ...reply(finding, t),
    ...by(finding, t)
  ];
}

const lines: Record<(typeof telling)[number], (finding: Finding, t: T) => string[]> = {
  published: told,
  decided: told,
  answered: (finding, t) => [
    ...fact(t(`journal.line.${finding.stance === 'contests' ? 'contests' : 'accepts'}`), finding.text, t),
    ...(finding.late ? [t('findingsPublic.reply.late')] : [])
  ],
  withheld: (finding, t) => [
    ...fact(
      t('journal.field.ground'),
      finding.ground && t.of(`findings.groundArticle.${finding.ground}`, {}, 'journal.value.other'),
      t
    ),
    ...fact(t('journal.field.reason'), finding.reason, t),
    ...fact(t('journal.field.until'), finding.until && formats(t).dateShort(finding.until), t),
    ...by(finding, t)
  ],
  overdue: (finding, t) => [
    ...visited(finding, t),
    ...(finding.due_on ? [t('journal.line.verifyBy', { day: formats(t).dateShort(finding.due_on) })] : [])
  ],
  revised: visited,
  released: visited
};

const numbered = ({ number }: Finding, t: T): string[] => fact(t('findings.finding'), number, t);
const whose = (fix: Rectification, t: T): string[] =>
  fact(t('journal.field.by'), t.of(`findings.by.${fix.by ?? ''}`, {}, 'journal.value.other'), t);

const fixes: Record<(typeof fixing)[number], (fix: Rectification, t: T) => string[]> = {
  claimed: (fix, t) => [...numbered(fix, t), ...fact(t('journal.field.note'), fix.note, t)],
  verified: (fix, t) => [
    ...numbered(fix, t),
    ...whose(fix, t),
    ...(fix.days === undefined ? [] : [t('findingsPublic.fix.took', { count: fix.days })]),
    ...fact(t('journal.field.reason'), fix.reason, t)
  ],
  reopened: (fix, t) => [
    ...numbered(fix, t),
    ...whose(fix, t),
    ...fact(t('journal.field.note'), fix.note, t)
  ],
  overdue: (fix, t) => [
    ...numbered(fix, t),
    ...fact(
      t.of(`findings.step.${fix.step ?? ''}`, {}, 'findings.step.fix'),
      fix.due_on && t('journal.line.overdueSince', { day: formats(t).dateShort(fix.due_on) }),
      t
    )
  ],
  planned: (fix, t) => [
    ...numbered(fix, t),
    ...(fix.due_on ? [t('journal.line.fixPlanned', { day: formats(t).dateShort(fix.due_on) })] : []),
    ...fact(t('journal.field.note'), fix.note, t)
  ],
  revised: numbered
};
