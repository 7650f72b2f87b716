import { translator } from '#lib/i18n/index.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Hub } from '#lib/server/hub.ts';
import { write } from '#lib/server/letter.ts';
import type { Mail } from '#lib/server/mail.ts';
import { siteOrigin } from '#lib/server/config.ts';
import { calendarOf } from '#lib/open-days/mail-calendar.ts';
import { describe } from './describe.ts';
import type { ToPerson } from './outbox.ts';

/** A notification as a mail, in the language of the person. */
export function compose({ config }: Pick<Hub, 'config'>, mail: ToPerson): Mail {
  const t = translator(mail.locale);
  const { title, lines, aside } = describe(mail, t);
  const address = (path: string) => siteOrigin(config) + localise(path, t.lang);
  const calendar = calendarOf(config, mail);
  return {
    ...write({
      lang: t.lang,
      title,
      lead: lines,
      action: { text: t('notifications.mail.open'), href: address(mail.path) },
      footer: [
        ...(aside ? [{ text: aside.text, href: address(aside.path) }] : []),
        { text: t('notifications.mail.why') },
        { text: t('notifications.mail.stop'), href: address('/account/profile') }
      ]
    }),
    subject: t('notifications.mail.subject', { title }),
    to: mail.address,
    ...(calendar ? { calendar } : {})
  };
}
