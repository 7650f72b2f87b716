-- Jobs that app nodes share, notifications to people, and the outbox of mails.

-- 1. Jobs ---------------------------------------------------------------------------------------------------------

create table private.jobs (
  job text not null,
  runs_every interval not null,
  next_run_at timestamptz not null default now(),
  claimed_by text,
  claimed_until timestamptz,
  last_started_at timestamptz,
  last_finished_at timestamptz,
  last_outcome jsonb,
  last_error text,
  constraint jobs_pkey primary key (job),
  constraint jobs_name_form check (job ~ '^[a-z][a-z_]{1,39}$'),
  constraint jobs_period check (runs_every >= interval '1 second'),
  constraint jobs_claim_is_whole check ((claimed_by is null) = (claimed_until is null))
);
comment on table private.jobs is 'Work that is done again and again, by one app node at a time: who claimed it and until when, and how it went last.';
comment on column private.jobs.job is 'Name of the job.';
comment on column private.jobs.runs_every is 'Time from the end of one run to the next.';
comment on column private.jobs.next_run_at is 'Not before this time.';
comment on column private.jobs.claimed_by is 'The node that does it now; null while nobody does.';
comment on column private.jobs.claimed_until is 'When another node may take it over: a node that lives moves this on.';
comment on column private.jobs.last_started_at is 'When it was claimed last.';
comment on column private.jobs.last_finished_at is 'When it last ended well.';
comment on column private.jobs.last_outcome is 'What the last good run did, in numbers; never personal data.';
comment on column private.jobs.last_error is 'Name of the error that ended the last run; null when it ended well.';

create function public.register_jobs(jobs jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into private.jobs as j (job, runs_every)
  select e.key, make_interval(secs => e.value::text::float8) from jsonb_each(jobs) e order by e.key
  on conflict on constraint jobs_pkey do update set runs_every = excluded.runs_every,
    next_run_at = least(j.next_run_at, now() + excluded.runs_every)
  where j.runs_every <> excluded.runs_every
$$;
comment on function public.register_jobs(jsonb) is 'Makes jobs known: {name: seconds between runs}. Service role only.';

create function public.claim_job(job text, node text, seconds int, early boolean default false) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  -- one statement: of two nodes that try at once, the second sees what the first wrote
  update private.jobs j set claimed_by = node, claimed_until = now() + make_interval(secs => seconds), last_started_at = now()
  where j.job = claim_job.job and (early or j.next_run_at <= now()) and (j.claimed_until is null or j.claimed_until < now());
  return found;
end $$;
comment on function public.claim_job(text, text, int, boolean) is
  'Takes a job that is due (or, with early, any) for some seconds. False when it is not due or another claim stands; a claim that expired may be taken over. Service role only.';

create function public.keep_job(job text, node text, seconds int) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update private.jobs j set claimed_until = now() + make_interval(secs => seconds)
  where j.job = keep_job.job and j.claimed_by = node;
  return found;
end $$;
comment on function public.keep_job(text, text, int) is 'Holds on to a claimed job. False when another node has taken it over. Service role only.';

create function public.finish_job(job text, node text, outcome jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update private.jobs j set claimed_by = null, claimed_until = null, last_finished_at = now(), last_outcome = outcome,
    last_error = null, next_run_at = now() + j.runs_every
  where j.job = finish_job.job and j.claimed_by = node;
  return found;
end $$;
comment on function public.finish_job(text, text, jsonb) is 'Ends a run that went well. False, and nothing changes, when another node has taken it over. Service role only.';

create function public.fail_job(job text, node text, error text) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update private.jobs j set claimed_by = null, claimed_until = null, last_error = left(error, 200), next_run_at = now() + j.runs_every
  where j.job = fail_job.job and j.claimed_by = node;
  return found;
end $$;
comment on function public.fail_job(text, text, text) is 'Ends a run that failed; it is tried again when its time has passed. Service role only.';

revoke execute on function public.register_jobs(jsonb), public.claim_job(text, text, int, boolean), public.keep_job(text, text, int),
  public.finish_job(text, text, jsonb), public.fail_job(text, text, text) from public, anon, authenticated;
grant execute on function public.register_jobs(jsonb), public.claim_job(text, text, int, boolean), public.keep_job(text, text, int),
  public.finish_job(text, text, jsonb), public.fail_job(text, text, text) to service_role;

-- 2. Notifications ------------------------------------------------------------------------------------------------

create table public.notifications (
  notification_id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  kind text not null,
  facts jsonb not null default '{}',
  path text not null,
  dedupe text,
  created_at timestamptz not null default private.now(),
  read_at timestamptz,
  constraint notifications_pkey primary key (notification_id),
  constraint notifications_once_key unique (user_id, dedupe),
  constraint notifications_kind_form check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  constraint notifications_path_form check (path ~ '^/([^/\\]|$)'),
  constraint notifications_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.notifications is 'What a person is told: the inbox. Each row is seen by that person alone.';
comment on column public.notifications.notification_id is 'UUIDv7.';
comment on column public.notifications.user_id is 'The person told.';
comment on column public.notifications.kind is '<subject>.<event>; its words stand in the dictionaries.';
comment on column public.notifications.facts is 'What the words need.';
comment on column public.notifications.path is 'Where to act: a path of this site without its language.';
comment on column public.notifications.dedupe is 'A person is told once and for ever of what bears the same text; null for what may come again.';
comment on column public.notifications.created_at is 'When the person was told.';
comment on column public.notifications.read_at is 'When the person marked it as read; null until then.';
create index notifications_user_id_idx on public.notifications (user_id, created_at desc, notification_id desc);
create index notifications_unread_idx on public.notifications (user_id) where read_at is null;

alter table public.notifications enable row level security;
create policy "People can read their own notifications" on public.notifications for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.notifications to authenticated;

alter table public.profiles add column mail_notifications boolean not null default true;
comment on column public.profiles.mail_notifications is 'Whether the person wants notifications by mail too.';

-- 3. The outbox ---------------------------------------------------------------------------------------------------

create table private.mails (
  mail_id uuid not null default private.uuid_v7(),
  to_user uuid,
  to_subscription uuid,
  kind text not null,
  facts jsonb not null default '{}',
  path text,
  locale text not null,
  state text not null default 'queued',
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  claimed_by text,
  claimed_until timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  dedupe text not null,
  constraint mails_pkey primary key (mail_id),
  constraint mails_dedupe_key unique (dedupe),
  constraint mails_one_recipient check ((to_user is null) <> (to_subscription is null)),
  constraint mails_state_known check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
  constraint mails_locale_known check (locale in ('zh', 'en')),
  constraint mails_user_fkey foreign key (to_user) references auth.users (id) on delete cascade
);
comment on table private.mails is 'The outbox: mails to persons and to subscriptions. Addresses are looked up when a mail is sent, never stored here.';
comment on column private.mails.mail_id is 'UUIDv7. The Message-ID is made of it, so that a mail has the same at each attempt.';
comment on column private.mails.to_user is 'The account it goes to, or null.';
comment on column private.mails.to_subscription is 'The subscription it goes to, or null.';
comment on column private.mails.kind is 'What it says: the kind of a notification, or subscription.*.';
comment on column private.mails.facts is 'What the words need.';
comment on column private.mails.path is 'Where to act: a path of this site without its language.';
comment on column private.mails.locale is 'Language: zh or en.';
comment on column private.mails.state is
  'queued; sending (a node has it); sent; failed (given up); unknown (may have been sent, so it is not sent again); skipped (not to be sent: no mail server, no confirmed address, or the subscription ended).';
comment on column private.mails.attempts is 'How often a node took it to send.';
comment on column private.mails.next_attempt_at is 'Not before this time.';
comment on column private.mails.claimed_by is 'The node that took it last.';
comment on column private.mails.claimed_until is 'When a mail still in sending counts as unknown.';
comment on column private.mails.last_error is 'Code of the last failure, never the server''s words: they quote addresses.';
comment on column private.mails.created_at is 'When it was queued.';
comment on column private.mails.sent_at is 'When the mail server took it.';
comment on column private.mails.dedupe is 'What a mail is about: there is one mail for it, for as long as the row is kept.';
create index mails_due_idx on private.mails (next_attempt_at) where state = 'queued';
create index mails_state_idx on private.mails (state, created_at);
create index mails_to_user_idx on private.mails (to_user);
create index mails_to_subscription_idx on private.mails (to_subscription);

-- 4. Telling people -----------------------------------------------------------------------------------------------

create function private.notify_people(people uuid[], kind text, facts jsonb, path text, dedupe text default null) returns void
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
begin
  if coalesce(cardinality(people), 0) = 0 then return; end if;
  with told as (
    insert into public.notifications as n (user_id, kind, facts, path, dedupe)
    select p.user_id, notify_people.kind, coalesce(notify_people.facts, '{}'), notify_people.path, notify_people.dedupe
    from public.profiles p where p.user_id = any (people)
    on conflict on constraint notifications_once_key do nothing
    returning n.notification_id, n.user_id)
  insert into private.mails (to_user, kind, facts, path, locale, dedupe)
  select t.user_id, notify_people.kind, coalesce(notify_people.facts, '{}'), notify_people.path, p.locale,
    'notification:' || t.notification_id
  from told t join public.profiles p on p.user_id = t.user_id
  -- what the loader of demonstration data dates months back is nobody's mail
  where p.mail_notifications and private.setting('clock') is null;
end $$;
comment on function private.notify_people(uuid[], text, jsonb, text, text) is
  'Tells each of these persons, once for ever where dedupe is given: a row in the inbox, and a mail for those who want mails.';

create function private.notify(user_id uuid, kind text, facts jsonb, path text, dedupe text default null) returns void
language sql security definer set search_path = ''
as $$ select private.notify_people(array[notify.user_id], notify.kind, notify.facts, notify.path, notify.dedupe) $$;
comment on function private.notify(uuid, text, jsonb, text, text) is
  'Tells a person {kind <subject>.<event>, facts for its words, path where to act}; once for ever where dedupe is given.';

create function private.notify_duty(organization uuid, duty text, kind text, facts jsonb, path text, dedupe text default null) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.notify_people(array(
    select distinct m.user_id from public.memberships m
    where m.organization_id = notify_duty.organization and m.role = 'company_member'
      and (notify_duty.duty is null or m.duties @> array[notify_duty.duty])
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')
  ), notify_duty.kind, notify_duty.facts, notify_duty.path, notify_duty.dedupe);
end $$;
comment on function private.notify_duty(uuid, text, text, jsonb, text, text) is
  'Tells every member of a company who has the duty today (null: every member), as notify does.';

create function private.notify_officers(division_code text, duty text, kind text, facts jsonb, path text, dedupe text default null) returns void
language sql security definer set search_path = ''
as $$
  select private.notify_people(array(
    select distinct m.user_id from public.memberships m
    join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau'
      and starts_with(notify_officers.division_code, private.division_prefix(o.division_code))
      and (notify_officers.duty is null or m.duties @> array[notify_officers.duty])
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')
  ), notify_officers.kind, notify_officers.facts, notify_officers.path, notify_officers.dedupe)
$$;
comment on function private.notify_officers(text, text, text, jsonb, text, text) is
  'Tells every officer whose jurisdiction holds the division and who has the duty today (null: every one), as notify does.';

-- 5. The inbox ----------------------------------------------------------------------------------------------------

create function public.browse_notifications(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  with mine as (
    select n.* from public.notifications n where n.user_id = auth.uid()
  ), matching as (
    select m.* from mine m
    where not coalesce((filters ->> 'unread')::boolean, false) or m.read_at is null
  )
  select jsonb_build_object('total', (select count(*) from matching),
    'unread', (select count(*) from mine where read_at is null),
    'rows', coalesce((
      select jsonb_agg(jsonb_build_object('notification_id', x.notification_id, 'kind', x.kind, 'facts', x.facts, 'path', x.path,
        'created_at', x.created_at, 'read_at', x.read_at) order by x.created_at desc, x.notification_id desc)
      from (select * from matching order by created_at desc, notification_id desc
        limit least(greatest(page_size, 1), 100) offset (greatest(page_number, 1) - 1) * least(greatest(page_size, 1), 100)) x), '[]'))
$$;
comment on function public.browse_notifications(jsonb, int, int) is
  'A page of the caller''s notifications, newest first: {total, unread, rows}. filters: unread (true). At most 100 rows.';
revoke execute on function public.browse_notifications(jsonb, int, int) from public, anon;
grant execute on function public.browse_notifications(jsonb, int, int) to authenticated;

create function public.mark_notifications_read(ids uuid[] default null) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  marked int;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  update public.notifications n set read_at = now()
  where n.user_id = auth.uid() and n.read_at is null and (ids is null or n.notification_id = any (ids));
  get diagnostics marked = row_count;
  return marked;
end $$;
comment on function public.mark_notifications_read(uuid[]) is
  'Marks notifications of the caller as read (null: all) and returns how many were unread. Raises 42501 sign_in_required.';
revoke execute on function public.mark_notifications_read(uuid[]) from public, anon;
grant execute on function public.mark_notifications_read(uuid[]) to authenticated;

-- 6. The person's own settings and count --------------------------------------------------------------------------

drop function public.save_profile(text, text);
create function public.save_profile(display_name text, locale text, mail_notifications boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles p set display_name = trim(save_profile.display_name), locale = save_profile.locale,
    mail_notifications = save_profile.mail_notifications
  where p.user_id = auth.uid() and private.session_stands();
  if not found then raise exception 'sign_in_required' using errcode = '42501'; end if;
end $$;
comment on function public.save_profile(text, text, boolean) is
  'The person changes name, language and whether notifications come by mail too. Raises 42501 sign_in_required, 23514.';
revoke execute on function public.save_profile(text, text, boolean) from public, anon;
grant execute on function public.save_profile(text, text, boolean) to authenticated;

create or replace function public.whoami() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'user_id', p.user_id, 'display_name', p.display_name, 'locale', p.locale, 'mail_notifications', p.mail_notifications,
    'email', (select u.email from auth.users u where u.id = p.user_id),
    'totp_enabled', p.totp_enabled,
    'stands', private.session_stands(),
    'factor_passed', exists (select from private.session_factors f where f.session_id = private.session_id() and f.user_id = p.user_id),
    'factor_required', private.setting('staff_totp_required') = 'on' and exists (
      select from public.memberships m where m.user_id = p.user_id and m.role in ('officer', 'administrator')
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')),
    'administrator', private.is_administrator(),
    -- counted to a hundred: the bell of each page asks, and more than 99 are not told apart
    'unread', case when private.session_stands() then (
      select count(*) from (select from public.notifications n where n.user_id = p.user_id and n.read_at is null limit 100) counted)
      else 0 end,
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object('membership_id', m.membership_id, 'role', m.role, 'duties', m.duties,
        'organization_id', o.organization_id, 'organization', o.name, 'organization_slug', o.slug, 'kind', o.kind,
        'division_code', o.division_code, 'valid_until', m.valid_until) order by m.created_at)
      from private.current_memberships() m left join public.organizations o using (organization_id)), '[]'))
  from public.profiles p
  where p.user_id = auth.uid() and exists (select from auth.sessions s where s.id = private.session_id() and s.user_id = p.user_id)
$$;
comment on function public.whoami() is
  'The signed-in person with the memberships in force and the number of unread notifications (at most 100), or null when the session was signed out. memberships is empty until a required second factor is passed.';
