-- Organizations, profiles, memberships, second factors, limits and the audit trail.
-- Roles come from memberships through auth.uid(), never from the token's metadata.

-- 1. Organizations ------------------------------------------------------------------------------------------------

create table public.organizations (
  organization_id uuid not null default private.uuid_v7(),
  slug text not null default private.short_code(),
  kind text not null,
  name text not null,
  uscc text,
  division_code text,
  contact text,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint organizations_pkey primary key (organization_id),
  constraint organizations_slug_key unique (slug),
  constraint organizations_uscc_key unique (uscc),
  constraint organizations_kind_known check (kind in ('bureau', 'company')),
  constraint organizations_name_length check (length(name) between 2 and 120),
  constraint organizations_contact_length check (length(contact) <= 500),
  constraint organizations_uscc_form check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  constraint organizations_bureau_has_division check (kind <> 'bureau' or division_code is not null),
  constraint organizations_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.organizations is 'Bureaus (housing authorities) and companies. All of it is public.';
comment on column public.organizations.organization_id is 'UUIDv7.';
comment on column public.organizations.slug is 'Short code in public addresses, never reused.';
comment on column public.organizations.kind is 'bureau or company. What a company does on a project is said by project_parties.';
comment on column public.organizations.name is 'Full registered name.';
comment on column public.organizations.uscc is '统一社会信用代码: 18 characters with a check character (GB 32100-2015).';
comment on column public.organizations.division_code is 'For a bureau: its jurisdiction is this division and all inside it. For a company: its seat, where known.';
comment on column public.organizations.contact is 'Public contact of the organization (not of a person).';
comment on column public.organizations.demo is 'Demonstration data.';
comment on column public.organizations.created_at is 'When the row was written.';
comment on column public.organizations.updated_at is 'When the row last changed.';
create unique index organizations_company_name_without_uscc_key on public.organizations (name) where uscc is null and kind = 'company';
create index organizations_name_idx on public.organizations (name);
create index organizations_division_code_idx on public.organizations (division_code);

alter table public.organizations enable row level security;
create policy "Everyone can read organizations" on public.organizations for select to anon, authenticated using (true);
grant select on public.organizations to anon, authenticated;

-- 2. Profiles -----------------------------------------------------------------------------------------------------

create table public.profiles (
  user_id uuid not null,
  display_name text not null,
  locale text not null default 'zh',
  totp_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  constraint profiles_pkey primary key (user_id),
  constraint profiles_user_fkey foreign key (user_id) references auth.users (id) on delete cascade,
  constraint profiles_display_name_length check (length(display_name) between 1 and 60),
  constraint profiles_locale_known check (locale in ('zh', 'en'))
);
comment on table public.profiles is 'One row a signed-up person. Seen by the person and by administrators only.';
comment on column public.profiles.user_id is 'The account (auth.users).';
comment on column public.profiles.display_name is 'The name the person chose to be called by.';
comment on column public.profiles.locale is 'Language of messages to the person: zh or en.';
comment on column public.profiles.totp_enabled is 'Whether a second factor is confirmed for the account.';
comment on column public.profiles.created_at is 'When the account was made.';

create function private.create_profile() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  wanted text := nullif(trim(new.raw_user_meta_data::jsonb ->> 'display_name'), '');
begin
  insert into public.profiles (user_id, display_name, locale)
  values (new.id, left(coalesce(wanted, split_part(new.email, '@', 1), '—'), 60),
    case when new.raw_user_meta_data::jsonb ->> 'locale' = 'en' then 'en' else 'zh' end)
  on conflict on constraint profiles_pkey do nothing;
  return new;
end $$;
comment on function private.create_profile() is 'Gives each new account its profile. Metadata of the token decides the name and language only, never a right.';
create trigger create_profile after insert on auth.users for each row execute function private.create_profile();

-- 3. Memberships --------------------------------------------------------------------------------------------------

create table public.memberships (
  membership_id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  organization_id uuid,
  role text not null,
  duties text[] not null default '{}',
  valid_from date not null default private.today(),
  valid_until date,
  granted_by uuid,
  created_at timestamptz not null default now(),
  constraint memberships_pkey primary key (membership_id),
  constraint memberships_role_known check (role in ('administrator', 'officer', 'company_member')),
  constraint memberships_organization_unless_administrator check ((role = 'administrator') = (organization_id is null)),
  constraint memberships_duties_fit_role check (
    case role
      when 'officer' then duties <@ array['intake', 'handler', 'follow_up', 'reviewer', 'publisher']
      when 'company_member' then duties <@ array['edit', 'confirm', 'reply']
      else duties = '{}'
    end),
  constraint memberships_period check (valid_until is null or valid_until >= valid_from),
  constraint memberships_user_fkey foreign key (user_id) references auth.users (id) on delete cascade,
  constraint memberships_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint memberships_granted_by_fkey foreign key (granted_by) references auth.users (id) on delete set null
);
comment on table public.memberships is 'Who acts for which organization, in which role and duties, from when until when. The only source of rights.';
comment on column public.memberships.membership_id is 'UUIDv7.';
comment on column public.memberships.user_id is 'The person.';
comment on column public.memberships.organization_id is 'The organization; null for an administrator of the hub.';
comment on column public.memberships.role is 'administrator, officer (of a bureau; its jurisdiction is the bureau''s division) or company_member.';
comment on column public.memberships.duties is 'officer: intake, handler, follow_up, reviewer, publisher. company_member: edit, confirm, reply.';
comment on column public.memberships.valid_from is 'First day (Asia/Shanghai).';
comment on column public.memberships.valid_until is 'Last day; null while open.';
comment on column public.memberships.granted_by is 'Who granted it; null when by the operator''s command or when that account is gone.';
comment on column public.memberships.created_at is 'When the row was written.';
create unique index memberships_one_per_role_key on public.memberships (user_id, organization_id, role) nulls not distinct;
create index memberships_organization_id_idx on public.memberships (organization_id);

-- 4. Second factors and sessions ----------------------------------------------------------------------------------

create table private.totp_secrets (
  user_id uuid not null,
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  constraint totp_secrets_pkey primary key (user_id),
  constraint totp_secrets_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table private.totp_secrets is 'Second factors (RFC 6238). The secret is encrypted by the server with a key that is not in the database.';
comment on column private.totp_secrets.user_id is 'The account.';
comment on column private.totp_secrets.secret is 'AES-256-GCM ciphertext, base64.';
comment on column private.totp_secrets.confirmed_at is 'When the person proved to have it; null while enrolling.';
comment on column private.totp_secrets.last_step is 'The last time step accepted, so that a code works once.';

create table private.session_factors (
  session_id uuid not null,
  user_id uuid not null,
  verified_at timestamptz not null default now(),
  constraint session_factors_pkey primary key (session_id),
  constraint session_factors_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table private.session_factors is 'Sessions that passed the second factor.';
comment on column private.session_factors.session_id is 'The session_id claim of the token.';
comment on column private.session_factors.user_id is 'The account.';
comment on column private.session_factors.verified_at is 'When the code was accepted.';

create function private.session_id() returns uuid
language sql stable set search_path = ''
as $$ select nullif(auth.jwt() ->> 'session_id', '')::uuid $$;
comment on function private.session_id() is 'The session of the caller''s token, or null.';
grant execute on function private.session_id() to anon, authenticated, service_role;

-- What every right asks first is plpgsql: it keeps its plans, where sql plans anew at each call.
create function private.session_stands() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  person uuid := auth.uid();
  session uuid := private.session_id();
begin
  return exists (select from auth.sessions s where s.id = session and s.user_id = person)
    and (not exists (select from private.totp_secrets t where t.user_id = person and t.confirmed_at is not null)
      or exists (select from private.session_factors f where f.session_id = session and f.user_id = person));
end $$;
comment on function private.session_stands() is
  'Whether the caller''s session was not signed out and, where the account has a second factor, passed it. A token outlives its session by up to 15 minutes; no right does.';
grant execute on function private.session_stands() to authenticated;

create function private.staff_session_stands() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.session_stands() and (
    private.setting('staff_totp_required') is distinct from 'on'
    or exists (select from private.session_factors f where f.session_id = private.session_id() and f.user_id = auth.uid()));
end $$;
comment on function private.staff_session_stands() is 'Like session_stands, and with a second factor wherever HUB_STAFF_TOTP=required.';
grant execute on function private.staff_session_stands() to authenticated;

create function private.current_memberships() returns setof public.memberships
language plpgsql stable security definer set search_path = ''
as $$
declare
  person uuid := auth.uid();
  today date;
begin
  if person is null or not private.staff_session_stands() then return; end if;
  today := private.today();
  return query select m.* from public.memberships m
    where m.user_id = person and today between m.valid_from and coalesce(m.valid_until, 'infinity');
end $$;
comment on function private.current_memberships() is 'Memberships in force today of a caller whose session stands.';

create function private.is_administrator() returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from private.current_memberships() m where m.role = 'administrator') $$;
comment on function private.is_administrator() is 'Whether the caller administers the hub.';
grant execute on function private.is_administrator() to authenticated;

create function private.oversees(division_code text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.current_memberships() m
    join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau'
      and starts_with(oversees.division_code, private.division_prefix(o.division_code)))
$$;
comment on function private.oversees(text) is 'Whether the caller is an officer of a bureau whose jurisdiction holds the division.';
grant execute on function private.oversees(text) to authenticated;

create function private.require_administrator() returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.is_administrator() then
    raise exception 'administrator_required' using errcode = '42501';
  end if;
end $$;
comment on function private.require_administrator() is 'Raises 42501 administrator_required unless the caller administers the hub.';

alter table public.profiles enable row level security;
create policy "People can read their own profile" on public.profiles for select to authenticated
  using (user_id = (select auth.uid()));
create policy "Administrators can read profiles" on public.profiles for select to authenticated
  using ((select private.is_administrator()));
grant select on public.profiles to authenticated;

alter table public.memberships enable row level security;
create policy "People can read their own memberships" on public.memberships for select to authenticated
  using (user_id = (select auth.uid()));
create policy "Administrators can read memberships" on public.memberships for select to authenticated
  using ((select private.is_administrator()));
grant select on public.memberships to authenticated;

-- 5. Audit --------------------------------------------------------------------------------------------------------

create table public.audit_entries (
  audit_entry_id bigint generated always as identity,
  at timestamptz not null default now(),
  actor uuid,
  action text not null,
  subject text,
  facts jsonb not null default '{}',
  constraint audit_entries_pkey primary key (audit_entry_id)
);
comment on table public.audit_entries is 'Who did what behind the desk. Appended by verbs, read by administrators, never changed.';
comment on column public.audit_entries.audit_entry_id is 'Order of entry.';
comment on column public.audit_entries.at is 'When.';
comment on column public.audit_entries.actor is 'The account; null for the operator''s commands. Kept as a bare number when the account is deleted.';
comment on column public.audit_entries.action is '<subject>.<past participle>.';
comment on column public.audit_entries.subject is 'What it was done to (an id).';
comment on column public.audit_entries.facts is 'Further facts, without personal data.';
create index audit_entries_at_idx on public.audit_entries (at desc);

create function private.refuse_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
end $$;
comment on function private.refuse_change() is 'Trigger of append-only tables: update, delete and truncate fail for everyone, the service role included.';

create trigger audit_entries_are_append_only before update or delete on public.audit_entries
  for each row execute function private.refuse_change();
create trigger audit_entries_are_never_emptied before truncate on public.audit_entries
  for each statement execute function private.refuse_change();

alter table public.audit_entries enable row level security;
create policy "Administrators can read the audit trail" on public.audit_entries for select to authenticated
  using ((select private.is_administrator()));
grant select on public.audit_entries to authenticated;

create function private.audit(action text, subject text, facts jsonb default '{}') returns void
language sql security definer set search_path = ''
as $$ insert into public.audit_entries (actor, action, subject, facts) values (auth.uid(), action, subject, facts) $$;
comment on function private.audit(text, text, jsonb) is 'Appends one audit entry in the name of the caller.';

-- 6. Limits -------------------------------------------------------------------------------------------------------

create table private.limits (
  key text not null,
  window_start timestamptz not null,
  used int not null,
  constraint limits_pkey primary key (key)
);
comment on table private.limits is 'Counters of tries (sign-in, codes, sign-up), shared by all app nodes and kept over restarts.';
comment on column private.limits.key is 'What is limited: a purpose and an HMAC of the address or account, never the address itself.';
comment on column private.limits.window_start is 'Start of the running window.';
comment on column private.limits.used is 'Tries within it.';

create function public.use_limit(key text, allowed int, window_seconds int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  row private.limits;
begin
  insert into private.limits as l (key, window_start, used) values (use_limit.key, now(), 1)
  on conflict on constraint limits_pkey do update set
    used = case when l.window_start < now() - make_interval(secs => window_seconds) then 1 else l.used + 1 end,
    window_start = case when l.window_start < now() - make_interval(secs => window_seconds) then now() else l.window_start end
  returning * into row;
  if random() < 0.01 then
    delete from private.limits l where l.window_start < now() - interval '2 days';
  end if;
  if row.used <= allowed then return 0; end if;
  return greatest(1, ceil(extract(epoch from row.window_start + make_interval(secs => window_seconds) - now())));
end $$;
comment on function public.use_limit(text, int, int) is
  'Counts one try against a key. Returns 0 while at most `allowed` tries fell into the window, else the seconds to wait. Only the service role may call it.';
revoke execute on function public.use_limit(text, int, int) from public, anon, authenticated;
grant execute on function public.use_limit(text, int, int) to service_role;

create function public.clear_limit(key text) returns void
language sql security definer set search_path = ''
as $$ delete from private.limits l where l.key = clear_limit.key $$;
comment on function public.clear_limit(text) is 'Forgets the tries of a key, after a success. Only the service role may call it.';
revoke execute on function public.clear_limit(text) from public, anon, authenticated;
grant execute on function public.clear_limit(text) to service_role;
