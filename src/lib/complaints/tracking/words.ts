import type { T } from '#lib/i18n/types.ts';
import type { Status } from '#lib/ui/StatusMark.svelte';
import type { Clock, State } from '../words.ts';
import type { Due, Step, Tracked } from './schema.ts';

/** Days that the person has, rather than the bureau. */
const own = new Set<Clock>(['review_apply', 'final_apply']);

/** From this many days before the last one it is due soon. */
const soon = 3;

export function clockText({ clock, days_left: left }: Due, t: T): string {
  const what = t(`complaints.clock.${clock}`);
  if (own.has(clock))
    return left === 0
      ? t('complaintTracking.clock.yoursToday', { what })
      : t('complaintTracking.clock.yours', { count: left, what });
  if (left < 0) return t('complaintTracking.clock.late', { count: -left, what });
  return left === 0
    ? t('complaintTracking.clock.today', { what })
    : t('complaintTracking.clock.left', { count: left, what });
}

export function clockShape({ days_left: left }: Pick<Due, 'days_left'>): Status {
  if (left < 0) return 'overdue';
  return left <= soon ? 'due_soon' : 'ahead';
}

/** The rule as it is cited: 《信访工作条例》第三十四条; what it says comes after the colon. */
export const articleOf = (basis: string): string => basis.split(/：|: /)[0] ?? basis;

const shapes: Record<State, Status> = {
  registered: 'ahead',
  transferred: 'ahead',
  objected: 'ahead',
  accepted: 'ahead',
  not_accepted: 'not_applicable',
  investigating: 'ahead',
  rectification: 'ahead',
  replied: 'on_time',
  closed: 'on_time',
  review_requested: 'ahead',
  review_decided: 'on_time',
  final_requested: 'ahead',
  final: 'on_time',
  withdrawn: 'withdrawn',
  merged: 'ahead'
};
export const shapeOf = ({ state, due }: Pick<Tracked, 'state' | 'due'>): Status =>
  due && due.days_left < 0 ? 'overdue' : shapes[state];

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same step in other words, where what was decided is worth more than that something was. */
function keyOf({ event, bureau, facts }: Step): string {
  if (event === 'registered' && bureau === null) return 'registeredWaiting';
  if (event === 'published' && facts.as === 'stub') return 'publishedStub';
  if (event === 'withdrawn' && facts.ex_officio === true) return 'withdrawnGoesOn';
  return event;
}

/** One step as a sentence, in the words of the person it is told to. */
export function stepText(step: Step, t: T): string {
  const bureau = step.bureau ?? t('complaintTracking.step.theBureau');
  const { to, from, into, outcome, clock } = step.facts;
  const values = {
    bureau,
    to: word(to) || t('complaintTracking.step.theBureau'),
    from: word(from),
    into: word(into),
    outcome:
      outcome === undefined ? '' : t.of(`complaints.review.${word(outcome)}`, {}, 'complaints.complaint'),
    what: clock === undefined ? '' : t.of(`complaints.clock.${word(clock)}`, {}, 'complaints.complaint'),
    count: step.days ?? 0
  };
  return t.of(`complaintTracking.step.${keyOf(step)}`, values, 'complaintTracking.notice.other');
}

/** The reason that belongs to a step; the reply and the decisions stand in full above. */
export const reasonOf = ({ event, reason }: Step): string | null =>
  ['review_decided', 'final_decided', 'closed', 'not_accepted'].includes(event) ? null : reason;

export const noticeText = (kind: string, t: T): string =>
  t.of(`complaintTracking.notice.${kind.replace(/^complaint\./, '')}`, {}, 'complaintTracking.notice.other');

/** Whether the last letter is a question of the bureau that nobody answered. */
export const isAsked = ({ messages }: Pick<Tracked, 'messages'>): boolean => messages.at(-1)?.asks === true;

/** A photo that came with the reply has its time. */
export const isOfReply = (
  { by, at }: Pick<Tracked['photos'][number], 'by' | 'at'>,
  { reply }: Pick<Tracked, 'reply'>
): boolean => by === 'bureau' && at === reply?.at;
