import { z } from 'zod';
import { translator } from '#lib/i18n/index.ts';
import { siteOrigin, type Config } from '#lib/server/config.ts';
import { addressOf } from '#lib/server/mail.ts';
import type { ToPerson } from '#lib/notifications/outbox.ts';
import { writeCalendar } from './ics.ts';
import { cancelReasons } from './open-days.ts';

const text = z.string().catch('');
const facts = z.object({
  open_day: z.string(),
  title: z.string(),
  project: text,
  starts_at: z.string(),
  ends_at: z.string(),
  meeting_point: z.string().nullable().catch(null),
  sequence: z.number().int(),
  code: z.string().optional().catch(undefined),
  party_size: z.number().int().catch(1),
  reason: z.enum(cancelReasons).nullable().catch(null),
  /** Of the guest's own booking, where all who booked are told. */
  state: z.string().optional().catch(undefined)
});

/**
 * What a message does to the guest's own calendar: an entry where the seat is theirs, the same entry anew when the day
 * changes, gone when the day is off or the seat given up or handed on. Whoever waits has no entry yet.
 */
function methodOf(kind: string, state: string | undefined): 'request' | 'cancel' | null {
  if (kind === 'open_day.confirmed') return 'request';
  const seated = state === undefined || state === 'confirmed';
  if (kind === 'open_day.changed' || kind === 'open_day.transferred') return seated ? 'request' : null;
  if (kind === 'open_day.handed_on') return seated ? 'cancel' : null;
  return kind === 'open_day.cancelled' || kind === 'open_day.given_up' ? 'cancel' : null;
}

/** The calendar file of a mail, by its kind; null where it has none, or where facts are missing. */
export function calendarOf(
  config: Pick<Config, 'HUB_MAIL_FROM' | 'ORIGIN' | 'PORT'>,
  mail: ToPerson,
  now = new Date()
) {
  const known = facts.safeParse(mail.facts);
  const method = known.success ? methodOf(mail.kind, known.data.state) : null;
  if (!known.success || !method) return null;
  const { open_day: slug, code, party_size, reason, project, state: _, ...day } = known.data;
  const cancelled = mail.kind === 'open_day.cancelled';
  const content = writeCalendar(
    [
      {
        ...day,
        slug,
        state: cancelled ? 'cancelled' : 'announced',
        lat: null,
        lng: null,
        changed_at: now.toISOString(),
        demo: false,
        project: { name: project, division: '', division_en: '' },
        cancelled_reason: cancelled ? reason : null,
        booking:
          code === undefined
            ? null
            : { code, state: method === 'cancel' ? 'cancelled' : 'confirmed', party_size }
      }
    ],
    {
      name: '',
      origin: siteOrigin(config),
      method,
      t: translator(mail.locale),
      organizer: addressOf(config),
      guest: mail.address
    }
  );
  return { method, content };
}
