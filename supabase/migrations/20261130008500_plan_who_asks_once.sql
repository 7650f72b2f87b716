-- Who asks is asked for each page of a signed-in person. A function in SQL is planned anew at each call, which took three
-- times as long as what it reads; the plan of one in PL/pgSQL is kept for the session. What they answer stays the same.

create or replace function public.whoami() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object(
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
  where p.user_id = auth.uid() and exists (select from auth.sessions s where s.id = private.session_id() and s.user_id = p.user_id));
end $$;

create or replace function private.is_administrator() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from private.current_memberships() m where m.role = 'administrator');
end $$;
