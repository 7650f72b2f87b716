import { z } from 'zod';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Facts, Tell, Told } from './describe.ts';

// One fact of another shape must not hide the rest.
const text = z.string().optional().catch(undefined);
const yes = z.boolean().optional().catch(undefined);
const known = z.object({
  number: text,
  project: text,
  due_on: text,
  until: text,
  reason: text,
  note: text,
  outcome: text,
  stance: text,
  step: text,
  by: text,
  urgent: yes,
  contested: yes,
  declined: yes,
  late: yes
});
type Known = z.infer<typeof known>;

type Step =
  | 'submitted'
  | 'to_verify'
  | 'contested'
  | 'opinion_given'
  | 'opinion_declined'
  | 'assigned'
  | 'to_sign'
  | 'overdue'
  | 'to_answer'
  | 'decided'
  | 'to_plan'
  | 'reopened'
  | 'verified'
  | 'due_soon'
  | 'triaged'
  | 'answered'
  | 'concluded'
  | 'published'
  | 'withheld'
  | 'claimed'
  | 'opinion_asked'
  | 'opinion_due'
  | 'opinion_overdue'
  | 'opinion_late'
  | 'opinion_lapsed';

/** What it came to, in words; nothing where the code is not known here. */
function results({ outcome, stance, by, step }: Known, kind: string, t: T): string[] {
  const group = kind === 'finding.triaged' ? 'triage' : 'outcome';
  const said = (key: string): string[] => (t.has(key) ? [t.of(key)] : []);
  return [
    ...(outcome ? said(`findings.${group}.${outcome}`) : []),
    ...(stance ? said(`findings.stance.${stance}`) : []),
    ...(step ? said(`findings.step.${step}`) : []).map((name) =>
      t('notifications.told.finding.step', { step: name })
    ),
    ...(by ? said(`findings.by.${by}`) : []).map((name) => t('notifications.told.finding.by', { by: name }))
  ];
}

function about(facts: Known, t: T): string[] {
  const { date } = formats(t);
  const { project, due_on, until, reason, note, urgent } = facts;
  const why = reason ?? note;
  return [
    ...(project ? [t('notifications.told.project', { name: project })] : []),
    ...(urgent ? [t('notifications.told.finding.urgent')] : []),
    ...(due_on ? [t('notifications.told.finding.dueOn', { day: date(due_on) })] : []),
    ...(until ? [t('notifications.told.finding.until', { day: date(until) })] : []),
    ...(why ? [t('notifications.told.reason', { reason: why })] : [])
  ];
}

/** The title names the finding; then project, days, result and reason where they are known, then what to do. */
const teller =
  (kind: string, stepOf: (facts: Known) => Step): Tell =>
  (given: Facts, t: T): Told => {
    const facts = known.parse(given);
    const step = stepOf(facts);
    const number = facts.number ?? t('notifications.told.finding.some');
    const next = `notifications.told.finding.next.${step}`;
    return {
      title: t(`notifications.told.finding.${step}`, { number }),
      lines: [...about(facts, t), ...results(facts, kind, t), ...(t.has(next) ? [t.of(next)] : [])]
    };
  };

const steps: Record<string, Step | ((facts: Known) => Step)> = {
  'finding.submitted': 'submitted',
  'finding.to_verify': ({ contested }) => (contested ? 'contested' : 'to_verify'),
  'finding.opinion_given': ({ declined }) => (declined ? 'opinion_declined' : 'opinion_given'),
  'finding.assigned': 'assigned',
  'finding.to_sign': 'to_sign',
  'finding.overdue': 'overdue',
  'finding.to_answer': 'to_answer',
  'finding.decided': 'decided',
  'finding.due_soon': 'due_soon',
  'finding.triaged': 'triaged',
  'finding.answered': 'answered',
  'finding.concluded': 'concluded',
  'finding.published': 'published',
  'finding.withheld': 'withheld',
  'finding.opinion_asked': 'opinion_asked',
  'finding.opinion_due': ({ late }) => (late ? 'opinion_overdue' : 'opinion_due'),
  'finding.opinion_late': 'opinion_late',
  'finding.opinion_lapsed': 'opinion_lapsed',
  'rectification.to_plan': 'to_plan',
  'rectification.claimed': 'claimed',
  'rectification.reopened': 'reopened',
  'rectification.verified': 'verified',
  'rectification.overdue': 'overdue'
};

export const findings: Record<string, Tell> = Object.fromEntries(
  Object.entries(steps).map(([kind, step]) => [
    kind,
    teller(kind, typeof step === 'function' ? step : () => step)
  ])
);
