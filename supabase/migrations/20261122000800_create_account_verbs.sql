-- Verbs on accounts, organizations and memberships.

create function public.whoami() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'user_id', p.user_id, 'display_name', p.display_name, 'locale', p.locale,
    'email', (select u.email from auth.users u where u.id = p.user_id),
    'totp_enabled', p.totp_enabled,
    'stands', private.session_stands(),
    'factor_passed', exists (select from private.session_factors f where f.session_id = private.session_id() and f.user_id = p.user_id),
    'factor_required', private.setting('staff_totp_required') = 'on' and exists (
      select from public.memberships m where m.user_id = p.user_id and m.role in ('officer', 'administrator')
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')),
    'administrator', private.is_administrator(),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object('membership_id', m.membership_id, 'role', m.role, 'duties', m.duties,
        'organization_id', o.organization_id, 'organization', o.name, 'organization_slug', o.slug, 'kind', o.kind,
        'division_code', o.division_code, 'valid_until', m.valid_until) order by m.created_at)
      from private.current_memberships() m left join public.organizations o using (organization_id)), '[]'))
  from public.profiles p
  where p.user_id = auth.uid() and exists (select from auth.sessions s where s.id = private.session_id() and s.user_id = p.user_id)
$$;
comment on function public.whoami() is
  'The signed-in person with the memberships in force, or null when the session was signed out. memberships is empty until a required second factor is passed.';
revoke execute on function public.whoami() from public, anon;
grant execute on function public.whoami() to authenticated;

create function public.save_profile(display_name text, locale text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles p set display_name = trim(save_profile.display_name), locale = save_profile.locale
  where p.user_id = auth.uid() and private.session_stands();
  if not found then raise exception 'sign_in_required' using errcode = '42501'; end if;
end $$;
comment on function public.save_profile(text, text) is 'The person changes name and language. Raises 42501 sign_in_required, 23514.';
revoke execute on function public.save_profile(text, text) from public, anon;
grant execute on function public.save_profile(text, text) to authenticated;

create function private.is_last_administrator(person uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.memberships m where m.user_id = person and m.role = 'administrator'
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity'))
    and not exists (select from public.memberships m where m.user_id <> person and m.role = 'administrator'
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity'))
$$;
comment on function private.is_last_administrator(uuid) is 'Whether nobody else administers the hub.';

create function public.delete_my_account() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  if private.is_last_administrator(auth.uid()) then raise exception 'last_administrator' using errcode = '55000'; end if;
  perform private.audit('account.deleted', auth.uid()::text);
  delete from auth.users u where u.id = auth.uid();
end $$;
comment on function public.delete_my_account() is
  'Deletes the caller''s account with its profile, memberships and second factor. What the person did in an office stays in the audit trail under a bare number. Raises 42501, 55000 last_administrator.';
revoke execute on function public.delete_my_account() from public, anon;
grant execute on function public.delete_my_account() to authenticated;

-- Second factors: the server keeps the key; SQL keeps the ciphertext and that a code works once ---------------------

create function public.begin_totp(person uuid, secret text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.totp_secrets as t (user_id, secret) values (person, begin_totp.secret)
  on conflict on constraint totp_secrets_pkey do update set secret = excluded.secret, last_step = 0
  where t.confirmed_at is null;
  if not found then raise exception 'totp_already_enabled' using errcode = '55000'; end if;
end $$;
comment on function public.begin_totp(uuid, text) is 'Starts to enrol a second factor. Raises 55000 totp_already_enabled. Service role only.';

create function public.read_totp(person uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('secret', t.secret, 'confirmed', t.confirmed_at is not null, 'last_step', t.last_step)
  from private.totp_secrets t where t.user_id = person
$$;
comment on function public.read_totp(uuid) is 'The ciphertext and state of a second factor, or null. Service role only.';

create function public.accept_totp(person uuid, session uuid, step bigint) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update private.totp_secrets t set last_step = step, confirmed_at = coalesce(t.confirmed_at, now())
  where t.user_id = person and t.last_step < step;
  if not found then return false; end if;
  update public.profiles p set totp_enabled = true where p.user_id = person and not p.totp_enabled;
  insert into private.session_factors (session_id, user_id) values (session, person)
  on conflict on constraint session_factors_pkey do nothing;
  return true;
end $$;
comment on function public.accept_totp(uuid, uuid, bigint) is
  'Records that a session gave the code of a time step. False when a code of that step was used before. Service role only.';

create function public.disable_totp(person uuid) returns void
language sql security definer set search_path = ''
as $$
  delete from private.totp_secrets t where t.user_id = person;
  delete from private.session_factors f where f.user_id = person;
  update public.profiles p set totp_enabled = false where p.user_id = person;
  select private.audit('second_factor.removed', person::text);
$$;
comment on function public.disable_totp(uuid) is 'Removes a second factor. Service role only.';

create function public.find_account(email text) returns uuid
language sql stable security definer set search_path = ''
as $$ select u.id from auth.users u where lower(u.email) = lower(trim(find_account.email)) limit 1 $$;
comment on function public.find_account(text) is 'The account of an address, or null. Service role only: it would tell who has an account.';

create function public.grant_administrator(person uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.memberships (user_id, role) values (person, 'administrator')
  on conflict (user_id, organization_id, role) do update set valid_until = null;
  perform private.audit('administrator.granted', person::text);
end $$;
comment on function public.grant_administrator(uuid) is 'Makes an account an administrator. Service role only: the operator''s command.';

revoke execute on function public.begin_totp(uuid, text), public.read_totp(uuid), public.accept_totp(uuid, uuid, bigint),
  public.disable_totp(uuid), public.find_account(text), public.grant_administrator(uuid) from public, anon, authenticated;
grant execute on function public.begin_totp(uuid, text), public.read_totp(uuid), public.accept_totp(uuid, uuid, bigint),
  public.disable_totp(uuid), public.find_account(text), public.grant_administrator(uuid) to service_role;

-- Organizations and memberships: administrators --------------------------------------------------------------------

create function public.save_organization(facts jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  o public.organizations;
begin
  perform private.require_administrator();
  if facts ->> 'organization_id' is null then
    insert into public.organizations (kind, name, uscc, division_code, contact)
    values (facts ->> 'kind', facts ->> 'name', facts ->> 'uscc', facts ->> 'division_code', facts ->> 'contact') returning * into o;
  else
    -- what an organization is does not change: a bureau that became a company would keep its officers
    update public.organizations x set name = facts ->> 'name', uscc = facts ->> 'uscc',
      division_code = facts ->> 'division_code', contact = facts ->> 'contact', updated_at = private.now()
    where x.organization_id = (facts ->> 'organization_id')::uuid returning * into o;
    if o.organization_id is null then raise exception 'organization_not_found' using errcode = 'P0002'; end if;
  end if;
  perform private.audit('organization.saved', o.organization_id::text, jsonb_build_object('name', o.name));
  return jsonb_build_object('organization_id', o.organization_id, 'slug', o.slug);
end $$;
comment on function public.save_organization(jsonb) is 'Adds or changes an organization {organization_id?, kind, name, uscc, division_code, contact}. Administrators. Raises 42501, P0002, 23505, 23514.';
revoke execute on function public.save_organization(jsonb) from public, anon;
grant execute on function public.save_organization(jsonb) to authenticated;

create function public.browse_organizations(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  with matching as (
    select o.* from public.organizations o
    where (filters ->> 'kind' is null or o.kind = filters ->> 'kind')
      and (filters ->> 'q' is null or strpos(lower(o.name), lower(filters ->> 'q')) > 0 or o.uscc = upper(filters ->> 'q'))
  )
  select jsonb_build_object('total', (select count(*) from matching), 'rows', coalesce((
    select jsonb_agg(jsonb_build_object('organization_id', x.organization_id, 'slug', x.slug, 'kind', x.kind, 'name', x.name,
      'uscc', x.uscc, 'division_code', x.division_code, 'contact', x.contact, 'demo', x.demo,
      'projects', (select count(distinct pp.project_id) from public.project_parties pp where pp.organization_id = x.organization_id))
      order by x.name, x.organization_id)
    from (select * from matching order by name, organization_id
      limit least(greatest(page_size, 1), 100) offset (greatest(page_number, 1) - 1) * least(greatest(page_size, 1), 100)) x), '[]'))
$$;
comment on function public.browse_organizations(jsonb, int, int) is 'A page of organizations by name: {total, rows}. filters: kind, q (part of the name or the whole code). At most 100 rows.';
revoke execute on function public.browse_organizations(jsonb, int, int) from public;
grant execute on function public.browse_organizations(jsonb, int, int) to anon, authenticated, service_role;

create function public.browse_people(q text default null, page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 100);
begin
  perform private.require_administrator();
  return jsonb_build_object(
    'total', (select count(*) from public.profiles p join auth.users u on u.id = p.user_id
      where q is null or strpos(lower(p.display_name || ' ' || u.email), lower(q)) > 0),
    'rows', coalesce((select jsonb_agg(jsonb_build_object(
        'user_id', x.user_id, 'display_name', x.display_name, 'email', x.email, 'totp_enabled', x.totp_enabled, 'created_at', x.created_at,
        'memberships', coalesce((
          select jsonb_agg(jsonb_build_object('membership_id', m.membership_id, 'role', m.role, 'duties', m.duties,
            'organization', o.name, 'organization_slug', o.slug, 'valid_from', m.valid_from, 'valid_until', m.valid_until) order by m.created_at)
          from public.memberships m left join public.organizations o using (organization_id) where m.user_id = x.user_id), '[]'))
        order by x.created_at desc, x.user_id)
      from (select p.*, u.email from public.profiles p join auth.users u on u.id = p.user_id
        where q is null or strpos(lower(p.display_name || ' ' || u.email), lower(q)) > 0
        order by p.created_at desc, p.user_id limit size offset (greatest(page_number, 1) - 1) * size) x), '[]'));
end $$;
comment on function public.browse_people(text, int, int) is 'A page of accounts with their memberships: {total, rows}. Administrators only; raises 42501.';
revoke execute on function public.browse_people(text, int, int) from public, anon;
grant execute on function public.browse_people(text, int, int) to authenticated;

create function public.grant_membership(facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  person uuid;
  id uuid;
  kind text;
begin
  perform private.require_administrator();
  person := coalesce((facts ->> 'user_id')::uuid, public.find_account(facts ->> 'email'));
  if not exists (select from public.profiles p where p.user_id = person) then
    raise exception 'account_not_found' using errcode = 'P0002';
  end if;
  select o.kind into kind from public.organizations o where o.organization_id = (facts ->> 'organization_id')::uuid;
  if (facts ->> 'role' = 'officer' and kind is distinct from 'bureau') or (facts ->> 'role' = 'company_member' and kind is distinct from 'company') then
    raise exception 'role_does_not_fit_organization' using errcode = '23514';
  end if;
  insert into public.memberships (user_id, organization_id, role, duties, valid_until, granted_by)
  values (person, (facts ->> 'organization_id')::uuid, facts ->> 'role',
    array(select jsonb_array_elements_text(coalesce(facts -> 'duties', '[]'))), (facts ->> 'valid_until')::date, auth.uid())
  on conflict (user_id, organization_id, role) do update set
    duties = excluded.duties, valid_until = excluded.valid_until, granted_by = excluded.granted_by
  returning membership_id into id;
  perform private.audit('membership.granted', id::text, facts - 'email');
  return id;
end $$;
comment on function public.grant_membership(jsonb) is
  'Grants or changes a membership {user_id or email, organization_id, role, duties, valid_until}. Administrators. Raises 42501, P0002 account_not_found, 23514 role_does_not_fit_organization.';
revoke execute on function public.grant_membership(jsonb) from public, anon;
grant execute on function public.grant_membership(jsonb) to authenticated;

create function public.end_membership(membership uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  m public.memberships;
begin
  perform private.require_administrator();
  select * into m from public.memberships x where x.membership_id = membership for update;
  if m.membership_id is null then raise exception 'membership_not_found' using errcode = 'P0002'; end if;
  if m.role = 'administrator' and private.is_last_administrator(m.user_id) then
    raise exception 'last_administrator' using errcode = '55000';
  end if;
  -- ends at once: yesterday is its last day, or it never began
  if m.valid_from < private.today() then
    update public.memberships x set valid_until = private.today() - 1 where x.membership_id = membership;
  else
    delete from public.memberships x where x.membership_id = membership;
  end if;
  perform private.audit('membership.ended', membership::text);
end $$;
comment on function public.end_membership(uuid) is 'Ends a membership at once. Administrators. Raises 42501, P0002 membership_not_found, 55000 last_administrator.';
revoke execute on function public.end_membership(uuid) from public, anon;
grant execute on function public.end_membership(uuid) to authenticated;

create function public.read_audit(page_number int default 1, page_size int default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_administrator();
  return jsonb_build_object('total', (select count(*) from public.audit_entries), 'rows', coalesce((
    select jsonb_agg(jsonb_build_object('at', a.at, 'action', a.action, 'subject', a.subject, 'facts', a.facts,
      'actor', (select p.display_name from public.profiles p where p.user_id = a.actor)) order by a.audit_entry_id desc)
    from (select * from public.audit_entries order by audit_entry_id desc
      limit least(page_size, 200) offset (greatest(page_number, 1) - 1) * least(page_size, 200)) a), '[]'));
end $$;
comment on function public.read_audit(int, int) is 'A page of the audit trail, newest first: {total, rows}. Administrators only; raises 42501.';
revoke execute on function public.read_audit(int, int) from public, anon;
grant execute on function public.read_audit(int, int) to authenticated;
