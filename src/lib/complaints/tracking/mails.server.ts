import { z } from 'zod';
import { translator } from '#lib/i18n/index.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { ToComplaint } from '#lib/notifications/outbox.ts';
import { siteOrigin } from '#lib/server/config.ts';
import type { Hub } from '#lib/server/hub.ts';
import { write } from '#lib/server/letter.ts';
import type { Mail } from '#lib/server/mail.ts';
import { openContact } from '../protection.server.ts';

const facts = z.object({ number: z.string() });

/**
 * That there is news of a complaint, and its number: whoever else reads the mailbox learns no more. The address is opened
 * here, for as long as the mail takes.
 */
export function compose({ config, secrets }: Pick<Hub, 'config' | 'secrets'>, mail: ToComplaint): Mail {
  const { email } = openContact(secrets, mail.complaint_id, mail.sealed_contact);
  if (!email) throw new Error('There is no address.');
  const t = translator(mail.locale);
  const title = t('complaintTracking.mail.title', facts.parse(mail.facts));
  return {
    ...write({
      lang: t.lang,
      title,
      lead: [t('complaintTracking.mail.lead')],
      action: {
        text: t('complaintTracking.mail.open'),
        href: siteOrigin(config) + localise(mail.path, t.lang)
      },
      footer: [{ text: t('complaintTracking.mail.why') }, { text: t('complaintTracking.mail.stop') }]
    }),
    subject: t('notifications.mail.subject', { title }),
    to: email
  };
}
