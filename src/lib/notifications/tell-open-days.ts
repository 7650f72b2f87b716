import { z } from 'zod';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Facts, Tell, Told } from './describe.ts';

// One fact of another shape must not hide the rest.
const text = z.string().min(1).optional().catch(undefined);
const number = z.number().int().optional().catch(undefined);
const known = z.object({
  title: text,
  project: text,
  starts_at: text,
  meeting_point: text,
  code: text,
  party_size: number,
  until: text,
  instead_of: text,
  days: number,
  reason: text,
  note: text,
  answer: text,
  announce_by: text,
  due_on: text,
  refuse_token: z
    .string()
    .regex(/^[\w-]{20,100}$/)
    .optional()
    .catch(undefined),
  accepted: z.boolean().optional().catch(undefined),
  kind: z.enum(['host_absent', 'access_refused']).optional().catch(undefined)
});
type Known = z.infer<typeof known>;

const reasonOf = ({ reason }: Known, t: T): string | undefined =>
  reason === 'weather' || reason === 'safety' ? t(`notifications.told.openDay.reason.${reason}`) : reason;

function lines(facts: Known, t: T): string[] {
  const fmt = formats(t);
  // the reason "other" says nothing beside the note
  const reason = facts.reason === 'other' ? undefined : reasonOf(facts, t);
  const said = [reason, facts.note].filter((part) => part !== undefined).join(' · ');
  return [
    facts.project && t('notifications.told.project', { name: facts.project }),
    facts.starts_at && t('notifications.told.openDay.when', { when: fmt.dateTime(facts.starts_at) }),
    facts.meeting_point && t('notifications.told.openDay.meet', { place: facts.meeting_point }),
    facts.code && t('notifications.told.openDay.party', { code: facts.code, count: facts.party_size ?? 1 }),
    facts.announce_by && t('notifications.told.openDay.announceBy', { day: fmt.date(facts.announce_by) }),
    facts.due_on && t('notifications.told.openDay.heldBy', { day: fmt.date(facts.due_on) }),
    facts.kind && t(`notifications.told.openDay.kind.${facts.kind}`),
    said && t('notifications.told.reason', { reason: said }),
    facts.answer && t('notifications.told.openDay.answer', { answer: facts.answer }),
    facts.instead_of && t('notifications.told.openDay.insteadOf', { when: fmt.dateTime(facts.instead_of) }),
    facts.until && t('notifications.told.openDay.until', { when: fmt.dateTime(facts.until) })
  ].flatMap((line) => (line ? [line] : []));
}

/** The title asks for the day, or its project; what is known follows, then what to do. */
const teller =
  (title: (day: string, facts: Known, t: T) => string, next: (t: T) => string): Tell =>
  (given: Facts, t: T): Told => {
    const facts = known.parse(given);
    const day = facts.title ?? t('notifications.told.openDay.someDay');
    return { title: title(day, facts, t), lines: [...lines(facts, t), next(t)] };
  };

/** Those whose title asks for nothing but the day. */
const plain = [
  'confirmed',
  'waiting',
  'expired',
  'lapsed',
  'given_up',
  'handed_on',
  'transferred',
  'announced',
  'replaced',
  'changed',
  'cancelled',
  'owed',
  'overdue',
  'reported'
] as const;

const projectOf = ({ project }: Known, t: T) => project ?? t('notifications.told.openDay.someDay');

const offer = teller(
  (day, _, t) => t('notifications.told.openDay.offer', { day }),
  (t) => t('notifications.told.openDay.offerNext')
);

const thanks = teller(
  (day, _, t) => t('notifications.told.openDay.thanks', { day }),
  (t) => t('notifications.told.openDay.thanksNext')
);

export const openDays: Record<string, Tell> = {
  ...Object.fromEntries(
    plain.map((event) => [
      `open_day.${event}`,
      teller(
        (day, _, t) => t(`notifications.told.openDay.${event}`, { day }),
        (t) => t(`notifications.told.openDay.${event}Next`)
      )
    ])
  ),
  'open_day.offer': (given, t) => {
    const { refuse_token: token } = known.parse(given);
    const told = offer(given, t);
    if (token === undefined) return told;
    return {
      ...told,
      aside: { text: t('notifications.told.openDay.refuse'), path: `/open-days/refuse?token=${token}` }
    };
  },
  'open_day.thanks': (given, t) => ({
    ...thanks(given, t),
    aside: { text: t('notifications.told.openDay.thanksVisit'), path: '/account/visits' }
  }),
  'open_day.reminder': teller(
    (day, { days = 1 }, t) =>
      days > 1
        ? t('notifications.told.openDay.reminder', { count: days, day })
        : t('notifications.told.openDay.reminderTomorrow', { day }),
    (t) => t('notifications.told.openDay.reminderNext')
  ),
  'open_day.requested': teller(
    (_, facts, t) => t('notifications.told.openDay.requested', { project: projectOf(facts, t) }),
    (t) => t('notifications.told.openDay.requestedNext')
  ),
  'open_day.answered': teller(
    (_, facts, t) =>
      t(`notifications.told.openDay.${facts.accepted === false ? 'declined' : 'accepted'}`, {
        project: projectOf(facts, t)
      }),
    (t) => t('notifications.told.openDay.answeredNext')
  )
};
