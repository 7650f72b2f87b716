import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { z } from 'zod';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';

type Complaint = z.infer<typeof facts.complaint>;

/** What the journal says of complaints, beside `complaint.`. */
export const complaintEvents = [
  'published',
  'accepted',
  'not_accepted',
  'transferred',
  'extended',
  'answered',
  'closed',
  'reopened',
  'overdue',
  'supervised',
  'review_requested',
  'final_requested',
  'reviewed',
  'withdrawn',
  'withheld',
  'merged',
  'revised'
] as const;
type Event = (typeof complaintEvents)[number];

/** What happened to a complaint; null for a kind that this version does not know. */
export function tellComplaint(
  entry: Pick<Entry, 'kind' | 'facts' | 'division_code'>,
  t: T,
  divisionName: (code: string) => string | undefined = () => undefined
): Told | null {
  const event = complaintEvents.find((one) => entry.kind === `complaint.${one}`);
  if (!event) return null;
  const told = facts.complaint.catch({}).parse(entry.facts);
  // the project where it is told, else the district
  const name = told.name ?? divisionName(entry.division_code ?? '') ?? t('complaints.complaint');
  const values = {
    name,
    title: titleOf(told, t),
    number: told.number ?? '',
    outcome: outcomeOf(event, told, t)
  };
  return {
    title: t(
      `journal.headline.complaint.${event === 'reviewed' && told.final ? 'finalReviewed' : event}`,
      values
    ),
    lines: told.withheld
      ? [t('journal.line.complaint.withheldSince')]
      : [...common(told, t), ...lines[event](told, t)]
  };
}

/** Its title as an officer wrote it; of a stub its kind. */
function titleOf({ title, category_name: zh, category_name_en: en }: Complaint, t: T): string {
  return title ?? (t.lang === 'zh' ? zh : (en ?? zh)) ?? t('complaints.complaint');
}

const word = (group: string, code: string | undefined, t: T): string =>
  t.of(`complaints.${group}.${code ?? ''}`, {}, 'journal.value.other');

function outcomeOf(event: Event, { outcome, result }: Complaint, t: T): string {
  if (event === 'reviewed') return word('review', outcome, t);
  const parts = [outcome && word('outcome', outcome, t), result && word('result', result, t)];
  return parts.filter((part) => part).join(t('journal.line.list')) || t('journal.value.other');
}

const line = (key: 'said' | 'reply' | 'channel', text: string | undefined, t: T): string[] =>
  text ? [t(`journal.line.complaint.${key}`, { text })] : [];
const reason = ({ reason: text }: Complaint, t: T): string[] =>
  text ? [t('journal.line.fact', { label: t('journal.field.reason'), value: text })] : [];
const superior = ({ superior: name }: Complaint, t: T): string[] =>
  name ? [t('journal.line.complaint.superior', { name })] : [];
const fixBy = ({ fix_by: day }: Complaint, t: T): string[] =>
  day ? [t('journal.line.complaint.fixBy', { day: formats(t).dateShort(day) })] : [];
const agrees = ({ solved }: Complaint, t: T): string[] =>
  solved === undefined
    ? []
    : [t(solved ? 'journal.line.complaint.solved' : 'journal.line.complaint.unsolved')];
const when = (text: string, t: T): string =>
  /^\d{4}-\d{2}$/.test(text) ? formats(t).month(`${text}-01`) : formats(t).dateShort(text);

function common({ number, filed, bureau, urgent }: Complaint, t: T): string[] {
  return [
    ...(number ? [t('journal.line.complaint.numbered', { number })] : []),
    ...(filed ? [t('journal.line.complaint.filed', { when: when(filed, t) })] : []),
    ...(bureau ? [t('journal.line.complaint.bureau', { name: bureau })] : []),
    ...(urgent ? [t('journal.line.complaint.urgent')] : [])
  ];
}

/** Until when which step has to be done, and the article that says so. */
function due({ due_on, clock, basis, basis_en: english }: Complaint, t: T, passed = false): string[] {
  if (!due_on) return [];
  const values = { clock: word('clock', clock, t), day: formats(t).dateShort(due_on) };
  const text = t.lang === 'zh' ? basis : (english ?? basis);
  return [
    t(passed ? 'journal.line.complaint.wasDue' : 'journal.line.complaint.due', values),
    ...(text ? [t('journal.line.complaint.basis', { text })] : [])
  ];
}

function asked({ by }: Complaint, t: T): string[] {
  if (by === 'superior') return [t('journal.line.complaint.bySuperior')];
  if (by === 'person') return [t('journal.line.complaint.byPerson')];
  return by === 'bureau' ? [t('journal.line.complaint.byBureau')] : [];
}

function published(told: Complaint, t: T): string[] {
  const found = told.outcome ? [outcomeOf('answered', told, t)] : [];
  return [
    ...(told.as === 'stub' ? [t('journal.line.complaint.stub')] : []),
    ...line('said', told.text, t),
    ...(['accepted', 'overdue', 'supervised'] as const)
      .filter((one) => told[one])
      .map((one) => t(`journal.line.complaint.was.${one}`)),
    ...found,
    ...line('reply', told.reply_text, t),
    ...due(told, t)
  ];
}

const lines: Record<Event, (told: Complaint, t: T) => string[]> = {
  published,
  accepted: due,
  not_accepted: (told, t) => [...reason(told, t), ...line('channel', told.channel, t)],
  transferred: (told, t) => [
    ...(told.from ? [t('journal.line.complaint.from', { name: told.from })] : []),
    ...reason(told, t),
    ...due(told, t)
  ],
  extended: (told, t) => [
    ...(told.days ? [t('journal.line.complaint.days', { count: told.days })] : []),
    ...(told.hearing ? [t('journal.line.complaint.hearing')] : []),
    ...reason(told, t),
    ...due(told, t)
  ],
  answered: (told, t) => [...line('reply', told.reply_text, t), ...fixBy(told, t)],
  closed: (told, t) => [...reason(told, t), ...agrees(told, t)],
  reopened: (told, t) => [
    ...asked(told, t),
    ...(told.times ? [t('journal.line.complaint.times', { count: told.times })] : []),
    ...reason(told, t),
    ...due(told, t)
  ],
  overdue: (told, t) => due(told, t, true),
  supervised: (told, t) => [
    ...(told.by === 'clock' ? [t('journal.line.complaint.byClock')] : []),
    ...superior(told, t),
    ...reason(told, t),
    ...due(told, t)
  ],
  review_requested: due,
  final_requested: due,
  reviewed: (told, t) => [...superior(told, t), ...line('said', told.text, t)],
  withdrawn: ({ ex_officio }, t) => (ex_officio ? [t('journal.line.complaint.exOfficio')] : []),
  withheld: () => [],
  merged: () => [],
  revised: (told, t) => [word('state', told.state, t), ...due(told, t)]
};
