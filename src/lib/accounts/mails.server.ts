import { translator } from '#lib/i18n/index.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Key, Lang } from '#lib/i18n/types.ts';
import { isLoopback, siteOrigin } from '#lib/server/config.ts';
import { hub } from '#lib/server/hub.ts';
import { log } from '#lib/server/log.ts';
import { sendMail } from '#lib/server/mail.ts';

/** Where a request came in, and in which language. */
export interface Place {
  lang: Lang;
  url: URL;
}

type Kind = 'reset' | 'confirm' | 'known' | 'changed';

const texts: Record<Kind, { subject: Key; text: Key }> = {
  reset: { subject: 'accounts.mail.resetSubject', text: 'accounts.mail.reset' },
  confirm: { subject: 'accounts.mail.confirmSubject', text: 'accounts.mail.confirm' },
  known: { subject: 'accounts.mail.knownSubject', text: 'accounts.mail.known' },
  changed: { subject: 'accounts.mail.changedSubject', text: 'accounts.mail.changed' }
};

/**
 * The start of links in mails. Without ORIGIN the name comes from the request, and whoever writes the request chooses
 * it: only names of this machine are taken from there, else a mail would carry its token to a stranger's site.
 */
export function linkOrigin(url: URL): string {
  const { config } = hub();
  return !config.ORIGIN && isLoopback(url.hostname) ? url.origin : siteOrigin(config);
}

/** Both languages, the one of the page first: who reads the mailbox may not be who filled in the form. */
export function compose(kind: Kind, place: Place, path: string): { subject: string; text: string } {
  const order: Lang[] = place.lang === 'en' ? ['en', 'zh'] : ['zh', 'en'];
  const parts = order.map((lang) => {
    const t = translator(lang);
    const link = linkOrigin(place.url) + localise(path, lang);
    return { subject: t.of(texts[kind].subject), text: t.of(texts[kind].text, { link }) };
  });
  return {
    subject: parts.map(({ subject }) => subject).join(' · '),
    text: parts.map(({ text }) => text).join('\n\n————\n\n')
  };
}

/** Not waited for: whether a mail goes out must not be told by the time of an answer. */
export function post(kind: Kind, to: string, place: Place, path: string): void {
  sendMail(hub().config, { to, ...compose(kind, place, path) }).catch((error: unknown) => {
    log.error({ name: error instanceof Error ? error.name : 'unknown', kind }, 'a mail could not be sent');
  });
}
