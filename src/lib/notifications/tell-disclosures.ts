import { z } from 'zod';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Facts, Tell, Told } from './describe.ts';

// One fact of another shape must not hide the rest.
const text = z.string().optional().catch(undefined);
const known = z.object({
  item_name: text,
  item_name_en: text,
  project: text,
  due_on: text,
  days: z.number().int().optional().catch(undefined),
  reason: text
});

type Known = z.infer<typeof known>;

/** The title asks for the item; the project, the day and the reason follow where they are known, then what to do. */
const teller =
  (title: (item: string, facts: Known, t: T) => string, next?: (t: T) => string): Tell =>
  (given: Facts, t: T): Told => {
    const facts = known.parse(given);
    const english = t.lang === 'en' ? facts.item_name_en : undefined;
    const item = english ?? facts.item_name ?? t('notifications.told.someItem');
    // a reason is what a person wrote, or the code of a refusal
    const reason = facts.reason && t.has(`errors.${facts.reason}`) ? t.of(facts.reason) : facts.reason;
    return {
      title: title(item, facts, t),
      lines: [
        ...(facts.project ? [t('notifications.told.project', { name: facts.project })] : []),
        ...(facts.due_on ? [t('notifications.told.dueOn', { day: formats(t).date(facts.due_on) })] : []),
        ...(reason ? [t('notifications.told.reason', { reason })] : []),
        ...(next ? [next(t)] : [])
      ]
    };
  };

export const disclosures: Record<string, Tell> = {
  'disclosure.due_soon': teller(
    (item, { days = 0 }, t) =>
      days > 0
        ? t('notifications.told.disclosure.due_soon', { count: days, item })
        : t('notifications.told.disclosure.dueToday', { item }),
    (t) => t('notifications.told.disclosure.dueSoonNext')
  ),
  'disclosure.overdue': teller(
    (item, { days = 1 }, t) => t('notifications.told.disclosure.overdue', { count: days, item }),
    (t) => t('notifications.told.disclosure.overdueNext')
  ),
  'disclosure.submitted': teller(
    (item, _, t) => t('notifications.told.disclosure.submitted', { item }),
    (t) => t('notifications.told.disclosure.submittedNext')
  ),
  'disclosure.returned': teller(
    (item, _, t) => t('notifications.told.disclosure.returned', { item }),
    (t) => t('notifications.told.disclosure.returnedNext')
  ),
  'disclosure.confirmed': teller(
    (item, _, t) => t('notifications.told.disclosure.confirmed', { item }),
    (t) => t('notifications.told.disclosure.confirmedNext')
  ),
  'disclosure.published': teller((item, _, t) => t('notifications.told.disclosure.published', { item })),
  'disclosure.withdrawn': teller(
    (item, _, t) => t('notifications.told.disclosure.withdrawn', { item }),
    (t) => t('notifications.told.disclosure.withdrawnNext')
  ),
  'disclosure.withheld': teller(
    (item, _, t) => t('notifications.told.disclosure.withheld', { item }),
    (t) => t('notifications.told.disclosure.withheldNext')
  ),
  'disclosure.publish_failed': teller(
    (item, _, t) => t('notifications.told.disclosure.publish_failed', { item }),
    (t) => t('notifications.told.disclosure.publishFailedNext')
  )
};
