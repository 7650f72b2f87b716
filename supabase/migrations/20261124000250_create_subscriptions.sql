-- Subscriptions by e-mail: double opt-in, sent from the journal, ended by one click.

-- 1. Table --------------------------------------------------------------------------------------------------------

create table private.subscriptions (
  subscription_id uuid not null,
  sealed_address text,
  address_hash text,
  scope jsonb not null,
  locale text not null,
  frequency text not null,
  state text not null default 'pending',
  confirm_token_hash text not null,
  unsubscribe_token_hash text not null,
  sent_seq bigint not null default 0,
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  ended_at timestamptz,
  constraint subscriptions_pkey primary key (subscription_id),
  constraint subscriptions_confirm_token_key unique (confirm_token_hash),
  constraint subscriptions_unsubscribe_token_key unique (unsubscribe_token_hash),
  constraint subscriptions_state_known check (state in ('pending', 'active', 'ended')),
  constraint subscriptions_frequency_known check (frequency in ('immediate', 'daily')),
  constraint subscriptions_locale_known check (locale in ('zh', 'en')),
  constraint subscriptions_forget_the_address check ((state = 'ended') = (sealed_address is null) and (state = 'ended') = (address_hash is null)),
  constraint subscriptions_scope_has_one_subject check (
    (scope ? 'project_id')::int + (scope ? 'division_code')::int + (scope ? 'organization_id')::int = 1
    and scope - array['project_id', 'division_code', 'organization_id', 'kinds', 'item', 'stage'] = '{}')
);
comment on table private.subscriptions is 'Who asked for news by e-mail, and of what. The address cannot be read from the database: the server holds the key.';
comment on column private.subscriptions.subscription_id is 'Chosen by the server, which seals the address and makes the tokens with it.';
comment on column private.subscriptions.sealed_address is 'AES-256-GCM ciphertext of the address; null as soon as the subscription has ended.';
comment on column private.subscriptions.address_hash is 'HMAC of the address, which tells whether two are the same; null as soon as the subscription has ended.';
comment on column private.subscriptions.scope is 'What is followed: one of project_id, division_code, organization_id; kinds, and of disclosures item and stage, narrow it.';
comment on column private.subscriptions.locale is 'Language of the mails: zh or en.';
comment on column private.subscriptions.frequency is 'immediate (within minutes) or daily (one mail at eight in the morning).';
comment on column private.subscriptions.state is 'pending (the owner of the address has not confirmed it), active or ended.';
comment on column private.subscriptions.confirm_token_hash is 'SHA-256 of the token that confirms it.';
comment on column private.subscriptions.unsubscribe_token_hash is 'SHA-256 of the token that ends and changes it.';
comment on column private.subscriptions.sent_seq is 'Entries of the journal up to this one are in a mail or do not concern it.';
comment on column private.subscriptions.next_at is 'No news before this time.';
comment on column private.subscriptions.created_at is 'When it was asked for, the last time. What stays pending goes after three days.';
comment on column private.subscriptions.confirmed_at is 'When the owner of the address confirmed it.';
comment on column private.subscriptions.ended_at is 'When it ended.';
create unique index subscriptions_once_key on private.subscriptions (address_hash, scope) where state <> 'ended';
create index subscriptions_next_at_idx on private.subscriptions (next_at) where state = 'active';

alter table private.mails add constraint mails_subscription_fkey
  foreign key (to_subscription) references private.subscriptions (subscription_id) on delete cascade;

-- 2. Scopes -------------------------------------------------------------------------------------------------------

create function private.in_scope(scope jsonb, entry public.journal) returns boolean
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return (scope ->> 'project_id' is null or entry.project_id = (scope ->> 'project_id')::uuid)
    and (scope ->> 'division_code' is null or starts_with(entry.division_code, private.division_prefix(scope ->> 'division_code')))
    and (scope ->> 'organization_id' is null or entry.organization_ids @> array[(scope ->> 'organization_id')::uuid])
    and (scope -> 'kinds' is null or scope -> 'kinds' ? entry.kind)
    and (scope ->> 'item' is null or entry.facts ->> 'item' = scope ->> 'item')
    and (scope ->> 'stage' is null or entry.facts ->> 'item_stage' = scope ->> 'stage');
end $$;
comment on function private.in_scope(jsonb, public.journal) is
  'Whether an entry belongs to what is followed: {project_id | division_code | organization_id, kinds?, item?, stage?}.';

create function private.scope_subject(scope jsonb) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case
    when scope ? 'project_id' then (
      select jsonb_build_object('type', 'project', 'name', p.name, 'slug', p.slug)
      from public.projects p where p.project_id = (scope ->> 'project_id')::uuid)
    when scope ? 'organization_id' then (
      select jsonb_build_object('type', 'organization', 'name', o.name, 'slug', o.slug)
      from public.organizations o where o.organization_id = (scope ->> 'organization_id')::uuid)
    else (
      select jsonb_build_object('type', 'division', 'name', coalesce(c.name, '') || d.name,
        'name_en', d.name_en || coalesce(', ' || c.name_en, ''), 'slug', d.division_code)
      from public.divisions d
      left join public.divisions c on c.division_code = d.parent_code and c.level = 'prefecture'
      where d.division_code = scope ->> 'division_code')
  end || coalesce((
    select jsonb_build_object('item', i.name, 'item_en', i.name_en)
    from public.disclosure_items i where i.item = scope ->> 'item'), '{}')
$$;
comment on function private.scope_subject(jsonb) is 'What a scope follows, by name: {type, name, name_en?, slug, item?, item_en?}; null when there is no such thing.';

create function private.next_news_at(frequency text) returns timestamptz
language sql stable set search_path = ''
as $$
  select case frequency when 'immediate' then now()
    else (date_trunc('day', now() at time zone 'Asia/Shanghai' + interval '16 hours') + interval '8 hours') at time zone 'Asia/Shanghai' end
$$;
comment on function private.next_news_at(text) is 'When the next news may go out: now, or with daily the next eight in the morning in Asia/Shanghai.';

-- 3. Asking, confirming, changing, ending -------------------------------------------------------------------------

create function public.request_subscription(facts jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  wanted jsonb := jsonb_strip_nulls(facts -> 'scope');
  s private.subscriptions;
begin
  if private.scope_subject(wanted) is null or (wanted ? 'item' and not private.scope_subject(wanted) ? 'item') then raise exception 'subscription_scope_unknown' using errcode = 'P0002'; end if;
  insert into private.subscriptions as x (subscription_id, sealed_address, address_hash, scope, locale, frequency,
    confirm_token_hash, unsubscribe_token_hash)
  values ((facts ->> 'subscription_id')::uuid, facts ->> 'sealed_address', facts ->> 'address_hash', wanted,
    facts ->> 'locale', facts ->> 'frequency', facts ->> 'confirm_token_hash', facts ->> 'unsubscribe_token_hash')
  -- one that is active is changed by its owner's link alone
  on conflict (address_hash, scope) where state <> 'ended' do update set
    locale = case x.state when 'pending' then excluded.locale else x.locale end,
    frequency = case x.state when 'pending' then excluded.frequency else x.frequency end,
    created_at = case x.state when 'pending' then now() else x.created_at end
  returning * into s;
  insert into private.mails (to_subscription, kind, locale, dedupe)
  values (s.subscription_id, case s.state when 'pending' then 'subscription.asked' else 'subscription.known' end, s.locale,
    -- a button pressed twice is one mail
    'subscription:' || s.subscription_id || ':' || s.state || ':' || floor(extract(epoch from now()) / 60))
  on conflict on constraint mails_dedupe_key do nothing;
end $$;
comment on function public.request_subscription(jsonb) is
  'Notes that news were asked for, or that they were asked for again, and queues a mail to the owner of the address, which alone tells which of the two. facts: {subscription_id, sealed_address, address_hash, scope, locale, frequency, confirm_token_hash, unsubscribe_token_hash}. Raises P0002 subscription_scope_unknown. Service role only.';

create function public.confirm_subscription(token_hash text) returns uuid
language plpgsql security definer set search_path = ''
as $$
begin
  update private.subscriptions s set state = 'active', confirmed_at = now(), next_at = private.next_news_at(s.frequency),
    -- news begin with the confirmation
    sent_seq = coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0)
  where s.confirm_token_hash = confirm_subscription.token_hash and s.state = 'pending' and s.created_at > now() - interval '3 days';
  return (select s.subscription_id from private.subscriptions s
    where s.confirm_token_hash = confirm_subscription.token_hash and s.state = 'active');
end $$;
comment on function public.confirm_subscription(text) is
  'Starts what was asked for in the last three days, and returns its id also when it had started before; null when the link is good for nothing. Service role only.';

create function private.subscriptions_of(token_hash text) returns setof private.subscriptions
language sql stable security definer set search_path = ''
as $$
  select s.* from private.subscriptions s, private.subscriptions own
  where own.unsubscribe_token_hash = subscriptions_of.token_hash
    and (s.subscription_id = own.subscription_id or (s.address_hash = own.address_hash and s.state = 'active'))
$$;
comment on function private.subscriptions_of(text) is 'The subscription of a token, and the active ones of the same address.';

create function public.read_subscriptions(token_hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('subscription_id', s.subscription_id, 'scope', s.scope, 'subject', private.scope_subject(s.scope),
      'locale', s.locale, 'frequency', s.frequency, 'state', s.state, 'sealed_address', s.sealed_address,
      'confirmed_at', s.confirmed_at, 'this', s.unsubscribe_token_hash = read_subscriptions.token_hash)
    order by s.unsubscribe_token_hash = read_subscriptions.token_hash desc, s.confirmed_at, s.subscription_id)
  from private.subscriptions_of(read_subscriptions.token_hash) s
$$;
comment on function public.read_subscriptions(text) is
  'The subscription that a link belongs to, first, and the active ones of the same address; null when the link is unknown. Service role only.';

create function public.change_subscription(token_hash text, subscription uuid, frequency text, locale text) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update private.subscriptions s set frequency = change_subscription.frequency, locale = change_subscription.locale,
    next_at = case when s.frequency = change_subscription.frequency then s.next_at
      else private.next_news_at(change_subscription.frequency) end
  where s.subscription_id = subscription and s.state = 'active'
    and exists (select from private.subscriptions_of(change_subscription.token_hash) o where o.subscription_id = subscription);
  return found;
end $$;
comment on function public.change_subscription(text, uuid, text, text) is
  'Changes how often and in which language, with the link of a subscription of the same address. False when there is none. Service role only.';

create function public.end_subscription(token_hash text, subscription uuid default null, everything boolean default false) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  ending uuid[] := array(
    select o.subscription_id from private.subscriptions_of(end_subscription.token_hash) o
    where everything or o.subscription_id = subscription
      or (subscription is null and o.unsubscribe_token_hash = end_subscription.token_hash));
begin
  update private.subscriptions s set state = 'ended', ended_at = now(), sealed_address = null, address_hash = null
  where s.subscription_id = any (ending) and s.state <> 'ended';
  update private.mails m set state = 'skipped' where m.to_subscription = any (ending) and m.state = 'queued';
  return cardinality(ending) > 0;
end $$;
comment on function public.end_subscription(text, uuid, boolean) is
  'Ends the subscription of a link, another of the same address, or all of them, and forgets the address at once. True also when it had ended before. Service role only.';

-- 4. News ---------------------------------------------------------------------------------------------------------

create function public.claim_subscription_batch(max_rows int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  head bigint := coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0);
  result jsonb;
begin
  -- one statement in one transaction: the mail is queued and sent_seq moves on, or neither
  with due as (
    select s.* from private.subscriptions s
    where s.state = 'active' and s.sent_seq < head and s.next_at <= now()
    order by s.next_at, s.subscription_id limit max_rows for update skip locked
  ), fresh as (
    select d.subscription_id, d.locale, d.sent_seq, count(*) as entries
    from due d join public.journal j on j.seq > d.sent_seq and j.seq <= head and private.in_scope(d.scope, j)
    group by d.subscription_id, d.locale, d.sent_seq
  ), queued as (
    insert into private.mails (to_subscription, kind, facts, locale, dedupe)
    select f.subscription_id, 'subscription.news',
      jsonb_build_object('after_seq', f.sent_seq, 'through_seq', head, 'entries', f.entries), f.locale,
      'subscription:' || f.subscription_id || ':' || head
    from fresh f
    on conflict on constraint mails_dedupe_key do nothing
    returning 1
  ), moved as (
    update private.subscriptions s set sent_seq = head, next_at = private.next_news_at(s.frequency)
    from due d where s.subscription_id = d.subscription_id
    returning 1
  )
  select jsonb_build_object('looked', (select count(*) from moved), 'queued', (select count(*) from queued)) into result;
  return result;
end $$;
comment on function public.claim_subscription_batch(int) is
  'Queues one mail for each of some active subscriptions that the journal has news for, and notes how far it looked, in one transaction: {looked, queued}. Call until looked is less than asked for. Service role only.';

revoke execute on function public.request_subscription(jsonb), public.confirm_subscription(text), public.read_subscriptions(text),
  public.change_subscription(text, uuid, text, text), public.end_subscription(text, uuid, boolean),
  public.claim_subscription_batch(int) from public, anon, authenticated;
grant execute on function public.request_subscription(jsonb), public.confirm_subscription(text), public.read_subscriptions(text),
  public.change_subscription(text, uuid, text, text), public.end_subscription(text, uuid, boolean),
  public.claim_subscription_batch(int) to service_role;
