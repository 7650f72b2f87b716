import { z } from 'zod';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Facts, Tell, Told } from './describe.ts';

// One fact of another shape must not hide the rest.
const text = z.string().optional().catch(undefined);
const known = z.object({
  name: text,
  number: text,
  supervisor_kind: text,
  project: text,
  developer: text,
  valid_until: text,
  reason: text,
  accepted: z.boolean().optional().catch(undefined),
  days: z.number().int().optional().catch(undefined)
});
type Known = z.infer<typeof known>;

/** The title, then what is known of number, term, project and reason, then what to do. */
const teller =
  (title: (facts: Known, t: T) => string, next?: (t: T) => string): Tell =>
  (given: Facts, t: T): Told => {
    const facts = known.parse(given);
    const { project, number, reason } = facts;
    const until = facts.valid_until ? formats(t).date(facts.valid_until) : undefined;
    return {
      title: title(facts, t),
      lines: [
        ...(project ? [t('notifications.told.project', { name: project })] : []),
        ...(number ? [t('notifications.told.supervisor.number', { number })] : []),
        ...(until ? [t('notifications.told.supervisor.until', { until })] : []),
        ...(reason ? [t('notifications.told.reason', { reason })] : []),
        ...(next ? [next(t)] : [])
      ]
    };
  };

/** Who it is about, as officers and developers are told. */
const who = ({ name, supervisor_kind }: Known, t: T): string =>
  t('notifications.told.supervisor.who', {
    name: name ?? t('notifications.told.supervisor.someone'),
    capacity: t.of(`supervisors.kind.${supervisor_kind ?? ''}`, {}, 'supervisors.title')
  });

const own = (
  event:
    | 'registered'
    | 'renewed'
    | 'refused'
    | 'renewal_refused'
    | 'suspended'
    | 'resumed'
    | 'dismissed'
    | 'expired'
): Tell => teller((_, t) => t(`notifications.told.supervisor.${event}`));

export const supervisors: Record<string, Tell> = {
  'supervisor.applied': teller(
    (facts, t) => t('notifications.told.supervisor.applied', { who: who(facts, t) }),
    (t) => t('notifications.told.supervisor.appliedNext')
  ),
  'supervisor.renewal_asked': teller(
    (facts, t) => t('notifications.told.supervisor.renewal_asked', { who: who(facts, t) }),
    (t) => t('notifications.told.supervisor.appliedNext')
  ),
  'supervisor.registered': own('registered'),
  'supervisor.renewed': own('renewed'),
  'supervisor.refused': own('refused'),
  'supervisor.renewal_refused': own('renewal_refused'),
  'supervisor.suspended': own('suspended'),
  'supervisor.resumed': own('resumed'),
  'supervisor.dismissed': own('dismissed'),
  'supervisor.expired': own('expired'),
  'supervisor.ends_soon': teller(
    ({ days = 0 }, t) => t('notifications.told.supervisor.ends_soon', { count: days }),
    (t) => t('notifications.told.supervisor.endsSoonNext')
  ),
  'supervisor.appointed': teller(
    ({ developer }, t) =>
      t('notifications.told.supervisor.appointed', { developer: developer ?? t('journal.role.developer') }),
    (t) => t('notifications.told.supervisor.appointedNext')
  ),
  'supervisor.answered': teller((facts, t) =>
    t(`notifications.told.supervisor.${facts.accepted ? 'accepted' : 'declined'}`, {
      name: facts.name ?? t('notifications.told.supervisor.someone')
    })
  ),
  'supervisor.appointment_ended': teller((_, t) => t('notifications.told.supervisor.appointment_ended'))
};
