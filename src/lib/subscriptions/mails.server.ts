import { z } from 'zod';
import { translator } from '#lib/i18n/index.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Lang, T } from '#lib/i18n/types.ts';
import { describe } from '#lib/journal/describe.ts';
import { entries } from '#lib/journal/entry.ts';
import type { Names } from '#lib/journal/words.ts';
import type { ToSubscription } from '#lib/notifications/outbox.ts';
import { siteOrigin } from '#lib/server/config.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { write, type Letter } from '#lib/server/letter.ts';
import type { Mail } from '#lib/server/mail.ts';
import { limitsOf, nameOf, pageOf } from './scope.ts';
import * as tokens from './tokens.server.ts';

/** Entries that one mail tells in full; the others are on the page. */
const mostEntries = 30;

/** Names of divisions and milestones in a language, asked for once for many mails. */
export type NamesIn = (lang: Lang) => Promise<Names>;

/** What every mail to a subscription needs. */
interface Post {
  hub: Hub;
  namesIn: NamesIn;
  mail: ToSubscription;
  /** Of the site's page, in a language. */
  address: (path: string, lang?: Lang) => string;
  manage: string;
}

function name({ mail }: Post, t: T): string {
  return mail.subject ? nameOf(mail.subject, t) : t('common.site');
}

const limits = ({ mail }: Post, t: T) => limitsOf(mail.scope, mail.subject, t);

/** To a mailbox whose owner may not be the one who asked: in both languages. */
function inBoth(post: Post, letter: (t: T) => Letter): Omit<Mail, 'to'> {
  const first = post.mail.locale;
  return write(letter(translator(first)), letter(translator(first === 'zh' ? 'en' : 'zh')));
}

const asked = (post: Post) =>
  inBoth(post, (t) => {
    const token = tokens.confirmToken(post.hub.secrets, post.mail.subscription_id);
    return {
      lang: t.lang,
      title: t('subscriptions.mail.askedTitle', { name: name(post, t) }),
      lead: [t('subscriptions.mail.asked', { name: name(post, t) }), ...limits(post, t)],
      action: {
        text: t('subscriptions.mail.askedAction'),
        href: post.address(`/subscribe/confirm?token=${token}`, t.lang)
      },
      footer: [{ text: t('subscriptions.mail.askedFooter') }]
    };
  });

const known = (post: Post) =>
  inBoth(post, (t) => ({
    lang: t.lang,
    title: t('subscriptions.mail.knownTitle', { name: name(post, t) }),
    lead: [t('subscriptions.mail.known', { name: name(post, t) })],
    action: { text: t('subscriptions.mail.knownAction'), href: post.address(post.manage, t.lang) },
    footer: [{ text: t('subscriptions.manage.keep') }]
  }));

const span = z.object({ after_seq: z.number(), through_seq: z.number(), entries: z.number() });

/** RFC 8058: mail programs show a button that ends the subscription by one POST, without a page. */
export function unsubscribeHeaders(origin: string, token: string): Record<string, string> {
  const headers: Record<string, string> = {
    'List-Unsubscribe': `<${origin}/subscribe/one-click?token=${token}>`
  };
  if (origin.startsWith('https:')) headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  return headers;
}

async function news(post: Post): Promise<Omit<Mail, 'to'>> {
  const { hub, mail, address, namesIn } = post;
  const t = translator(mail.locale);
  const { after_seq, through_seq, entries: count } = span.parse(mail.facts);
  const args = { subscription: mail.subscription_id, after_seq, through_seq, max_rows: mostEntries };
  const found = unwrap(await hub.service.rpc('read_subscription_news', args), entries);
  const names = { ...(await namesIn(t.lang)), fields: (item: string) => found.fields[item] };
  const parts = found.entries.map((one) => {
    const { title, lines, path } = describe(one, t, names);
    return { title: { text: title, href: address(path) }, lines };
  });
  const of = { name: name(post, t) };
  const more = count - parts.length;
  const [only] = parts;
  const title = only && count === 1 ? only.title.text : t('subscriptions.mail.news', { ...of, count });
  const page = mail.subject ? pageOf(mail.subject) : '/';
  return {
    ...write({
      lang: t.lang,
      title: t('subscriptions.mail.news', { ...of, count }),
      lead: [
        ...limits(post, t),
        ...(more > 0 ? [t('subscriptions.mail.more', { shown: parts.length, count: more })] : [])
      ],
      parts,
      action: { text: t('subscriptions.mail.newsAction', of), href: address(page) },
      footer: [
        { text: t('subscriptions.mail.why', of) },
        { text: t('subscriptions.mail.manage'), href: address(post.manage) },
        { text: t('subscriptions.mail.stop'), href: address(post.manage) },
        { text: t('subscriptions.manage.keep') }
      ]
    }),
    subject: t('subscriptions.mail.site', { title }),
    headers: unsubscribeHeaders(siteOrigin(hub.config), tokens.manageToken(hub.secrets, mail.subscription_id))
  };
}

const kinds: Record<string, (post: Post) => Omit<Mail, 'to'> | Promise<Omit<Mail, 'to'>>> = {
  'subscription.asked': asked,
  'subscription.known': known,
  'subscription.news': news
};

/** A mail to a subscription, with the address opened for as long as it is being sent. */
export async function compose(hub: Hub, mail: ToSubscription, namesIn: NamesIn): Promise<Mail> {
  const { secrets, config } = hub;
  const token = tokens.manageToken(secrets, mail.subscription_id);
  const write = kinds[mail.kind];
  if (!write) throw new Error('a kind of mail that this version does not know');
  const written = await write({
    hub,
    namesIn,
    mail,
    address: (path, lang = mail.locale) => siteOrigin(config) + localise(path, lang),
    manage: `/subscribe/manage?token=${token}`
  });
  return { ...written, to: tokens.openAddress(secrets, mail.subscription_id, mail.sealed_address) };
}
