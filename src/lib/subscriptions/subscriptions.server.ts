import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import * as limits from '#lib/accounts/limits.server.ts';
import { limited, refused, type Refusal } from '#lib/accounts/refusal.ts';
import type { Lang, T } from '#lib/i18n/types.ts';
import * as narrow from '#lib/journal/narrow.server.ts';
import * as subjects from '#lib/journal/subjects.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { wake } from '#lib/server/jobs.ts';
import { rows, token as tokenShape, type Ask } from './schema.ts';
import { limitsOf, nameOf, pageOf, type Scope } from './scope.ts';
import * as tokens from './tokens.server.ts';

/**
 * What an address asks to follow, by name, narrowed by kind, item and stage as the address of a feed is; null when it
 * names nothing. 404 or 400 for what there is not.
 */
export async function wanted(db: Client, params: URLSearchParams, t: T) {
  const find = async () => {
    const [project, division, organization] = ['project', 'division', 'organization'].map((name) =>
      params.get(name)
    );
    if (project) return subjects.findProject(db, project);
    if (division) return subjects.findDivision(db, division, t);
    return organization ? subjects.findOrganization(db, organization) : null;
  };
  const found = await find();
  if (!found) return null;
  const { title, page, scope } = await narrow.apply(db, found, params, t);
  const { kind, ...rest } = scope;
  const wanted: Scope = kind ? { ...rest, kinds: [kind] } : rest;
  return { name: title, page, scope: wanted };
}

/** Queues a mail to the owner of the address. The answer is the same whether it follows this already or not. */
export async function ask(lang: Lang, network: string, scope: Scope, input: Ask): Promise<Refusal | null> {
  const wait =
    (await limits.use('subscribe_address', limits.network(network))) ||
    (await limits.use('subscribe_account', input.email));
  if (wait > 0) return limited(wait);
  const { secrets, service } = hub();
  const id = randomUUID();
  const facts = {
    subscription_id: id,
    sealed_address: tokens.sealAddress(secrets, id, input.email),
    address_hash: tokens.addressHash(secrets, input.email),
    // in one order, so that the same choice is the same subscription
    scope: input.kinds ? { ...scope, kinds: [...input.kinds].sort() } : scope,
    locale: lang,
    frequency: input.frequency,
    confirm_token_hash: tokens.hashOf(tokens.confirmToken(secrets, id)),
    unsubscribe_token_hash: tokens.hashOf(tokens.manageToken(secrets, id))
  };
  unwrap(await service.rpc('request_subscription', { facts }), z.unknown());
  wake('mails');
  return null;
}

/** The button behind the link of the first mail. Returns the token that manages the subscription from then on. */
export async function confirm(
  network: string,
  token: string
): Promise<{ refusal: Refusal } | { manage: string }> {
  const wait = await limits.use('link_address', limits.network(network));
  if (wait > 0) return { refusal: limited(wait) };
  const { secrets, service } = hub();
  const args = { token_hash: tokens.hashOf(token) };
  const id = unwrap(await service.rpc('confirm_subscription', args), z.string().nullable());
  return id === null
    ? { refusal: refused('subscriptions.link.broken') }
    : { manage: tokens.manageToken(secrets, id) };
}

/** a…e@example.org: who was forwarded a mail should not learn whose it was. */
const masked = (address: string): string =>
  address.replace(
    /^(.)(.*?)(.?)@/u,
    (_, first: string, _middle: string, last: string) => `${first}…${last}@`
  );

/** What the link of a mail manages: its subscription first, then the others of the address; null for a link gone bad. */
export async function read(token: string, t: T) {
  if (!tokenShape.safeParse(token).success) return null;
  const { secrets, service } = hub();
  const args = { token_hash: tokens.hashOf(token) };
  const found = unwrap(await service.rpc('read_subscriptions', args), rows.nullable());
  const [own] = found ?? [];
  if (!found || !own) return null;
  const { subscription_id: id, sealed_address: sealed } = own;
  return {
    state: own.state,
    address: sealed === null ? null : masked(tokens.openAddress(secrets, id, sealed)),
    rows: found.map(({ subscription_id, scope, subject, locale, frequency, confirmed_at, ...row }) => ({
      id: subscription_id,
      name: subject ? nameOf(subject, t) : t('subscriptions.title'),
      page: subject ? pageOf(subject) : '/',
      limits: limitsOf(scope, subject, t),
      locale,
      frequency,
      confirmed_at,
      this: row.this
    }))
  };
}

interface Change {
  token: string;
  subscription: string;
  frequency: 'immediate' | 'daily';
  locale: 'zh' | 'en';
}

export async function change({ token, ...facts }: Change): Promise<Refusal | null> {
  const args = { token_hash: tokens.hashOf(token), ...facts };
  const changed = unwrap(await hub().service.rpc('change_subscription', args), z.boolean());
  return changed ? null : refused('subscriptions.link.broken');
}

/** Ends the subscription of a link, another of the same address, or all of them. Safe to repeat. */
export async function end(token: string, which: { id?: string; all?: boolean } = {}): Promise<boolean> {
  const args = {
    token_hash: tokens.hashOf(token),
    subscription: which.id ?? null,
    everything: which.all ?? false
  };
  return unwrap(await hub().service.rpc('end_subscription', args), z.boolean());
}
