import { z } from 'zod';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Facts, Tell, Told } from './describe.ts';

// One fact of another shape must not hide the rest.
const text = z.string().optional().catch(undefined);
const known = z.object({
  number: text,
  project: text,
  due_on: text,
  clock: text,
  text,
  channel: text,
  bureau: text,
  into: text,
  outcome: text,
  result: text,
  days: z.number().optional().catch(undefined),
  urgent: z.boolean().optional().catch(undefined)
});
type Known = z.infer<typeof known>;

/** What the person of a complaint is told; some of it officers too. */
export const toPerson = [
  'registered',
  'joined',
  'accepted',
  'not_accepted',
  'transferred',
  'merged',
  'investigating',
  'rectification',
  'extended',
  'asked',
  'replied',
  'closed',
  'reopened',
  'supervised',
  'overdue',
  'published',
  'kept_private',
  'review_requested',
  'review_decided',
  'final_requested',
  'hearing_held',
  'final_decided'
] as const;
/** What officers are told, and (extract) a company. */
export const toOfficers = [
  'arrived',
  'objected',
  'disputed',
  'acceptance_ordered',
  'to_review',
  'to_follow_up',
  'look_again',
  'written',
  'withdrawn',
  'due_soon',
  'assigned',
  'recused',
  'extract_answered',
  'extract_overdue',
  'extract'
] as const;
const all = [...toPerson, ...toOfficers];
type Kind = (typeof all)[number];

/** What is known of it, in words; a code that is not known here is left out. */
function about(facts: Known, kind: Kind, t: T): string[] {
  const { date } = formats(t);
  const said = (key: string): string[] => (t.has(key) ? [t.of(key)] : []);
  const outcomes = kind.startsWith('review') || kind.startsWith('final') ? 'review' : 'outcome';
  const [clock] = facts.clock ? said(`complaints.clock.${facts.clock}`) : [];
  return [
    ...(facts.project ? [t('notifications.told.project', { name: facts.project })] : []),
    ...(facts.urgent ? [t('notifications.told.complaint.urgent')] : []),
    ...(facts.bureau ? [t('notifications.told.complaint.bureau', { name: facts.bureau })] : []),
    ...(facts.into ? [t('notifications.told.complaint.into', { number: facts.into })] : []),
    ...(facts.outcome ? said(`complaints.${outcomes}.${facts.outcome}`) : []),
    ...(facts.result ? said(`complaints.result.${facts.result}`) : []),
    ...(facts.days ? [t('notifications.told.complaint.days', { count: facts.days })] : []),
    ...(clock ? [t('notifications.told.complaint.clock', { clock })] : []),
    ...(facts.due_on ? [t('notifications.told.complaint.dueOn', { day: date(facts.due_on) })] : []),
    ...(facts.text ? [t('notifications.told.complaint.said', { text: facts.text })] : []),
    ...(facts.channel ? [t('notifications.told.complaint.channel', { text: facts.channel })] : [])
  ];
}

const teller =
  (kind: Kind): Tell =>
  (given: Facts, t: T): Told => {
    const facts = known.parse(given);
    const number = facts.number ?? t('notifications.told.complaint.some');
    const next = `notifications.told.complaint.next.${kind}`;
    return {
      title: t(`notifications.told.complaint.${kind}`, { number }),
      lines: [...about(facts, kind, t), ...(t.has(next) ? [t.of(next)] : [])]
    };
  };

export const complaints: Record<string, Tell> = Object.fromEntries(
  all.map((kind) => [`complaint.${kind}`, teller(kind)])
);
