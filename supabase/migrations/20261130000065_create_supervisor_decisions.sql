-- What officers decide on supervisors, what the calendar ends, and what developers appoint.

-- 1. Numbers and terms --------------------------------------------------------------------------------------------

create function private.next_supervisor_number(bureau uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  run text := (select o.division_code from public.organizations o where o.organization_id = bureau)
    || to_char(private.today(), '-YYYY');
  n int;
begin
  insert into private.supervisor_numbers as x (series, last) values (run, 1)
  on conflict on constraint supervisor_numbers_pkey do update set last = x.last + 1 returning x.last into n;
  return run || '-' || case when n > 9999 then n::text else lpad(n::text, 4, '0') end;
end $$;
comment on function private.next_supervisor_number(uuid) is
  'The next number of a bureau: its division, the year, a running number of at least four digits (420100-2026-0001). Two at once wait for each other.';

create function private.terms_before(person uuid) returns int
language sql stable security definer set search_path = ''
as $$
  -- a year without one breaks the row; otherwise applying anew would get around the limit
  select coalesce((select s.terms from public.supervisors s where s.user_id = person and s.number is not null
    and s.valid_until > private.today() - 365 order by s.valid_until desc limit 1), 0)
$$;
comment on function private.terms_before(uuid) is 'Terms in a row that a person has served in a registration that ended less than a year ago.';

create function private.check_term(s public.supervisors, first date, last date, terms int) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  rule public.supervisor_rules := private.supervisor_rule(s.division_code);
begin
  if terms > rule.most_terms then raise exception 'supervisor_terms_used' using errcode = '55000'; end if;
  if last is null or last < first or last > (first + make_interval(months => rule.term_months))::date - 1 then
    raise exception 'supervisor_term_range' using errcode = '23514', detail = rule.term_months::text;
  end if;
end $$;
comment on function private.check_term(public.supervisors, date, date, int) is
  'Raises 55000 supervisor_terms_used or 23514 supervisor_term_range (detail: months allowed) where the rule on terms does not allow a term.';

-- 2. Decisions ----------------------------------------------------------------------------------------------------

create function public.decide_supervisor(slug text, act text, expected_edits int, valid_until date default null, reason text default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors := private.lock_supervisor(slug, expected_edits);
  allowed text := case act when 'register' then 'applied' when 'refuse' then 'applied' when 'renew' then 'registered'
    when 'refuse_renewal' then 'registered' when 'suspend' then 'registered' when 'resume' then 'suspended'
    when 'dismiss' then 'registered suspended' else '' end;
  why text := nullif(trim(reason), '');
  before date := s.valid_until;
begin
  s.bureau_id := private.bureau_over(s);
  if not s.state = any (string_to_array(allowed, ' ')) or (act = 'refuse_renewal' and s.renewal_asked_at is null) then
    raise exception 'step_not_possible' using errcode = '55000', detail = s.state;
  end if;
  if act in ('refuse', 'refuse_renewal', 'suspend', 'resume', 'dismiss') and coalesce(length(why), 0) < 5 then
    raise exception 'reason_missing' using errcode = '23514';
  end if;
  if act in ('suspend', 'resume', 'renew') and s.valid_until < private.today() then
    raise exception 'supervisor_term_over' using errcode = '55000';
  end if;
  if act = 'register' then
    s.terms := private.terms_before(s.user_id) + 1;
    perform private.check_term(s, private.today(), decide_supervisor.valid_until, s.terms);
    s.number := private.next_supervisor_number(s.bureau_id);
  elsif act = 'renew' then
    s.terms := s.terms + 1;
    if private.today() < before - (private.supervisor_rule(s.division_code)).ask_days then
      raise exception 'supervisor_renewal_too_early' using errcode = '55000';
    end if;
    perform private.check_term(s, before + 1, decide_supervisor.valid_until, s.terms);
  elsif act = 'dismiss' then
    perform private.close_registration(s, 'dismiss', why);
    perform private.tell_supervisor(s, 'dismissed', jsonb_build_object('reason', why));
    return jsonb_build_object('state', 'dismissed', 'number', s.number);
  end if;
  update public.supervisors x set
    state = case act when 'register' then 'registered' when 'refuse' then 'refused' when 'suspend' then 'suspended'
      when 'resume' then 'registered' else x.state end,
    number = s.number, terms = s.terms, bureau_id = s.bureau_id,
    valid_from = case act when 'register' then private.today() else x.valid_from end,
    valid_until = case when act in ('register', 'renew') then decide_supervisor.valid_until else x.valid_until end,
    registered_at = case act when 'register' then private.now() else x.registered_at end,
    renewal_asked_at = case when act in ('renew', 'refuse_renewal') then null else x.renewal_asked_at end,
    reason = case when act in ('refuse', 'suspend') then why when act = 'resume' then null else x.reason end,
    edits = x.edits + 1, changed_at = private.now()
  where x.supervisor_id = s.supervisor_id returning * into s;
  perform private.record_decision(s, act, why);
  if act in ('register', 'renew', 'suspend', 'resume') then
    perform private.append_supervisor(s, case act when 'register' then 'registered' when 'renew' then 'renewed'
      when 'suspend' then 'suspended' else 'resumed' end, why);
  end if;
  perform private.tell_supervisor(s, case act when 'register' then 'registered' when 'renew' then 'renewed'
    when 'suspend' then 'suspended' when 'resume' then 'resumed' when 'refuse' then 'refused' else 'renewal_refused' end,
    jsonb_strip_nulls(jsonb_build_object('reason', why)));
  return jsonb_build_object('state', s.state, 'number', s.number);
end $$;
comment on function public.decide_supervisor(text, text, int, date, text) is
  'A reviewer of the bureau in charge decides: register and renew (valid_until), refuse, refuse_renewal, suspend, resume and dismiss (reason). Reasons of suspend, resume and dismiss are public. Returns {state, number}. Raises P0002 supervisor_not_found; 42501 reviewer_required, supervisor_own_case; 40001 supervisor_changed_meanwhile; 55000 step_not_possible, supervisor_terms_used, supervisor_renewal_too_early, supervisor_term_over; 23514 reason_missing, supervisor_term_range.';
revoke execute on function public.decide_supervisor(text, text, int, date, text) from public, anon;
grant execute on function public.decide_supervisor(text, text, int, date, text) to authenticated;

-- 3. What time ends -----------------------------------------------------------------------------------------------

create function private.kept_days() returns int
language sql stable security definer set search_path = ''
as $$ select 90 $$;
comment on function private.kept_days() is 'Days for which name, contact, evidence and conflicts are kept once an application or registration ended. The page to apply on names it too.';

create function public.sweep_supervisors(max_rows int default 200) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors;
  days int;
  expired int := 0;
  forgotten int := 0;
begin
  for s in select x.* from public.supervisors x where x.state in ('registered', 'suspended') and x.valid_until < private.today()
    order by x.valid_until limit max_rows for no key update skip locked
  loop
    perform private.close_registration(s, 'expire');
    perform private.tell_supervisor(s, 'expired');
    expired := expired + 1;
  end loop;
  for s in select x.* from public.supervisors x
    where x.state = 'registered' and x.renewal_asked_at is null
      and x.valid_until between private.today() and private.today() + (private.supervisor_rule(x.division_code)).ask_days
  loop
    days := (select min(d) from unnest(array[7, 30, (private.supervisor_rule(s.division_code)).ask_days]) d
      where d >= s.valid_until - private.today());
    -- the inbox keeps a message with the same text from coming twice
    perform private.tell_supervisor(s, 'ends_soon', jsonb_build_object('days', s.valid_until - private.today()),
      'supervisor/' || s.supervisor_id || '/' || s.valid_until || '/' || days);
  end loop;
  for s in select x.* from public.supervisors x where x.state in ('refused', 'withdrawn', 'expired', 'dismissed')
      and x.changed_at < private.now() - make_interval(days => private.kept_days())
      and exists (select from private.supervisor_persons p where p.supervisor_id = x.supervisor_id)
    limit max_rows for no key update skip locked
  loop
    perform private.forget_supervisor(s.supervisor_id);
    forgotten := forgotten + 1;
  end loop;
  delete from private.supervisor_evidence e where e.supervisor_id is null and e.kept_at < now() - interval '1 day';
  return jsonb_build_object('expired', expired, 'forgotten', forgotten, 'more', expired = max_rows or forgotten = max_rows,
    'leftovers', coalesce((select jsonb_agg(l.sha256) from (select x.sha256 from private.evidence_leftovers x
      where not exists (select from private.supervisor_evidence e where e.sha256 = x.sha256) limit max_rows) l), '[]'));
end $$;
comment on function public.sweep_supervisors(int) is
  'Ends registrations whose last day has passed, reminds of those that end soon, deletes what is personal of those that ended long ago: {expired, forgotten, more, leftovers [hashes of files to remove]}. Only the service role may call it.';
revoke execute on function public.sweep_supervisors(int) from public, anon, authenticated;
grant execute on function public.sweep_supervisors(int) to service_role;

create function public.settle_evidence_leftovers(hashes text[]) returns void
language sql security definer set search_path = ''
as $$ delete from private.evidence_leftovers l where l.sha256 = any (hashes) $$;
comment on function public.settle_evidence_leftovers(text[]) is 'Says that these files were removed. Only the service role may call it.';
revoke execute on function public.settle_evidence_leftovers(text[]) from public, anon, authenticated;
grant execute on function public.settle_evidence_leftovers(text[]) to service_role;

-- 4. Appointments -------------------------------------------------------------------------------------------------

create function private.has_conflict(supervisor_id uuid, project_id uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from private.supervisor_conflicts c where c.supervisor_id = has_conflict.supervisor_id
      and (c.project_id = has_conflict.project_id or c.organization_id in (
        select pp.organization_id from public.project_parties pp where pp.project_id = has_conflict.project_id)))
    or exists (select from public.supervisors s join public.memberships m on m.user_id = s.user_id
      join public.project_parties pp on pp.organization_id = m.organization_id
      where s.supervisor_id = has_conflict.supervisor_id and pp.project_id = has_conflict.project_id
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity'));
end $$;
comment on function private.has_conflict(uuid, uuid) is
  'Whether a supervisor declared a conflict with a project or one of its parties, or acts for one of them here.';

create function private.developer_of(project_id uuid) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select d.organization_id from private.duties_on_project(developer_of.project_id) d
    where d.role = 'developer' and d.duty = 'edit' order by d.organization_id limit 1);
end $$;
comment on function private.developer_of(uuid) is 'The developer of a project for which the caller may act; null for everyone else.';

create function public.appoint_supervisor(project text, number text, note text default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects;
  s public.supervisors;
  developer uuid;
  id uuid;
begin
  select * into p from public.projects x where x.slug = appoint_supervisor.project;
  if p.project_id is null then raise exception 'project_not_found' using errcode = 'P0002'; end if;
  developer := private.developer_of(p.project_id);
  if developer is null then raise exception 'developer_required' using errcode = '42501'; end if;
  select * into s from public.supervisors x where x.number = trim(appoint_supervisor.number) for key share;
  if s.supervisor_id is null then raise exception 'supervisor_number_unknown' using errcode = 'P0002'; end if;
  if s.state <> 'registered' or not private.today() between s.valid_from and s.valid_until then
    raise exception 'supervisor_not_registered' using errcode = '55000';
  end if;
  if private.has_conflict(s.supervisor_id, p.project_id) then raise exception 'supervisor_conflict' using errcode = '55000'; end if;
  if exists (select from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id and a.project_id = p.project_id
    and a.state in ('offered', 'accepted')) then
    raise exception 'supervisor_appointed_already' using errcode = '23505';
  end if;
  insert into public.supervisor_appointments (supervisor_id, project_id, organization_id, note, offered_at, demo)
  values (s.supervisor_id, p.project_id, developer, nullif(trim(note), ''), private.now(), private.setting('clock') is not null)
  returning appointment_id into id;
  perform private.audit('supervisor.appointed', id::text, jsonb_build_object('number', s.number, 'project', p.slug));
  perform private.tell_supervisor(s, 'appointed', jsonb_build_object('project', p.name,
    'developer', (select o.name from public.organizations o where o.organization_id = developer)));
  return id;
end $$;
comment on function public.appoint_supervisor(text, text, text) is
  'The developer (duty edit) offers a registered supervisor an appointment for a project. Returns its id. Raises P0002 project_not_found, supervisor_number_unknown; 42501 developer_required; 55000 supervisor_not_registered, supervisor_conflict; 23505 supervisor_appointed_already.';
revoke execute on function public.appoint_supervisor(text, text, text) from public, anon;
grant execute on function public.appoint_supervisor(text, text, text) to authenticated;

create function public.answer_appointment(appointment uuid, accept boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors := private.own_supervisor();
  a public.supervisor_appointments;
begin
  select * into a from public.supervisor_appointments x
  where x.appointment_id = answer_appointment.appointment and x.supervisor_id = s.supervisor_id for update;
  if a.appointment_id is null then raise exception 'appointment_not_found' using errcode = 'P0002'; end if;
  if not (a.state = 'offered' or (a.state = 'accepted' and not accept)) then
    raise exception 'step_not_possible' using errcode = '55000', detail = a.state;
  end if;
  if accept and (s.state <> 'registered' or not private.today() between s.valid_from and s.valid_until) then
    raise exception 'supervisor_not_registered' using errcode = '55000';
  end if;
  if accept and private.has_conflict(s.supervisor_id, a.project_id) then raise exception 'supervisor_conflict' using errcode = '55000'; end if;
  update public.supervisor_appointments x set
    state = case when accept then 'accepted' when a.state = 'offered' then 'declined' else 'ended' end,
    answered_at = coalesce(x.answered_at, private.now()), ended_at = case when a.state = 'accepted' then private.now() end
  where x.appointment_id = a.appointment_id;
  perform private.audit('supervisor.answered', a.appointment_id::text, jsonb_build_object('accepted', accept));
  perform private.notify_duty(a.organization_id, 'edit', 'supervisor.answered', (select jsonb_build_object('number', s.number,
    'name', s.shown_name, 'project', p.name, 'accepted', accept) from public.projects p where p.project_id = a.project_id),
    (select '/desk/projects/' || p.slug || '/supervisors' from public.projects p where p.project_id = a.project_id));
end $$;
comment on function public.answer_appointment(uuid, boolean) is
  'The supervisor accepts or declines an appointment, or lays an accepted one down. Raises 42501 sign_in_required; P0002 supervisor_not_found, appointment_not_found; 55000 step_not_possible, supervisor_not_registered, supervisor_conflict.';
revoke execute on function public.answer_appointment(uuid, boolean) from public, anon;
grant execute on function public.answer_appointment(uuid, boolean) to authenticated;

create function public.end_appointment(appointment uuid, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  a public.supervisor_appointments;
  s public.supervisors;
begin
  select * into a from public.supervisor_appointments x where x.appointment_id = end_appointment.appointment for update;
  if a.appointment_id is null or not exists (select from private.duties_on_project(a.project_id) d
    where d.organization_id = a.organization_id and d.role = 'developer' and d.duty = 'edit') then
    raise exception 'developer_required' using errcode = '42501';
  end if;
  if a.state not in ('offered', 'accepted') then raise exception 'step_not_possible' using errcode = '55000', detail = a.state; end if;
  if coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  update public.supervisor_appointments x set state = 'ended', ended_at = private.now(), end_reason = trim(reason)
  where x.appointment_id = a.appointment_id;
  select * into s from public.supervisors x where x.supervisor_id = a.supervisor_id;
  perform private.audit('supervisor.appointment_ended', a.appointment_id::text, jsonb_build_object('number', s.number));
  perform private.tell_supervisor(s, 'appointment_ended', (select jsonb_build_object('project', p.name, 'reason', trim(end_appointment.reason))
    from public.projects p where p.project_id = a.project_id));
end $$;
comment on function public.end_appointment(uuid, text) is
  'The developer ends an appointment, with a public reason. It touches neither the registration nor anything the supervisor found. Raises 42501 developer_required, 55000 step_not_possible, 23514 reason_missing.';
revoke execute on function public.end_appointment(uuid, text) from public, anon;
grant execute on function public.end_appointment(uuid, text) to authenticated;
