-- What applicants, supervisors, officers and developers do with registrations.
-- Lock order: the row of the supervisor, then the journal.

-- 1. What all verbs need ------------------------------------------------------------------------------------------

create function private.bureau_over(s public.supervisors) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  bureau uuid;
begin
  select m.organization_id into bureau from private.current_memberships() m
  join public.organizations o on o.organization_id = m.organization_id
  where m.role = 'officer' and o.kind = 'bureau' and 'reviewer' = any (m.duties)
    and starts_with(s.division_code, private.division_prefix(o.division_code))
  -- the nearest bureau of a person who serves two
  order by length(private.division_prefix(o.division_code)) desc, o.organization_id limit 1;
  return bureau;
end $$;
comment on function private.bureau_over(public.supervisors) is 'The bureau for which the caller, as its reviewer, may decide on a supervisor; null for everyone else.';

create function private.lock_supervisor(slug text, expected_edits int) returns public.supervisors
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors;
begin
  select * into s from public.supervisors x where x.slug = lock_supervisor.slug for no key update;
  if s.supervisor_id is null then raise exception 'supervisor_not_found' using errcode = 'P0002'; end if;
  if private.bureau_over(s) is null then raise exception 'reviewer_required' using errcode = '42501'; end if;
  if s.user_id = auth.uid() then raise exception 'supervisor_own_case' using errcode = '42501'; end if;
  if s.edits is distinct from expected_edits then raise exception 'supervisor_changed_meanwhile' using errcode = '40001'; end if;
  return s;
end $$;
comment on function private.lock_supervisor(text, int) is
  'A case, locked until commit, for an officer who may decide on it. Raises P0002 supervisor_not_found, 42501 reviewer_required or supervisor_own_case, 40001 supervisor_changed_meanwhile.';

create function private.record_decision(s public.supervisors, act text, reason text default null) returns void
language sql security definer set search_path = ''
as $$
  insert into private.supervisor_decisions (supervisor_id, act, user_id, organization_id, valid_until, reason, at)
  values (s.supervisor_id, act, auth.uid(),
    case when act in ('register', 'refuse', 'renew', 'refuse_renewal', 'suspend', 'resume', 'dismiss') then s.bureau_id end,
    case when act in ('register', 'renew') then s.valid_until end, reason, private.now())
$$;
comment on function private.record_decision(public.supervisors, text, text) is 'Appends a step of a case in the name of the caller.';

create function private.append_supervisor(s public.supervisors, event text, reason text default null) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  return private.append_journal('supervisor.' || event, 'supervisor', s.supervisor_id::text,
    jsonb_build_object('number', s.number, 'name', s.shown_name, 'category', s.category, 'supervisor_kind', s.kind,
      'valid_from', s.valid_from, 'valid_until', s.valid_until, 'reason', reason,
      'decided_by', case when event <> 'expired' then (select o.name from public.organizations o where o.organization_id = s.bureau_id) end,
      'demo', case when s.demo then true end),
    organization_ids => array[s.bureau_id], division_code => s.division_code, version => s.edits);
end $$;
comment on function private.append_supervisor(public.supervisors, text, text) is
  'Tells the journal supervisor.registered, renewed, suspended, resumed, dismissed or expired: what is public of a supervisor, and no more.';

create function private.tell_supervisor(s public.supervisors, event text, facts jsonb default '{}', dedupe text default null) returns void
language sql security definer set search_path = ''
as $$
  select private.notify(s.user_id, 'supervisor.' || event, jsonb_build_object('number', s.number, 'category', s.category,
    'supervisor_kind', s.kind, 'valid_until', s.valid_until) || facts, '/account/supervisor', dedupe)
$$;
comment on function private.tell_supervisor(public.supervisors, text, jsonb, text) is 'Notifies the person, leading to the own registration.';

create function private.tell_bureau(s public.supervisors, event text) returns void
language sql security definer set search_path = ''
as $$
  select private.notify_officers(s.division_code, 'reviewer', 'supervisor.' || event, jsonb_build_object('name', s.shown_name,
    'number', s.number, 'category', s.category, 'supervisor_kind', s.kind, 'valid_until', s.valid_until), '/desk/supervisors/' || s.slug)
$$;
comment on function private.tell_bureau(public.supervisors, text) is 'Notifies the officers who may decide, leading to the case.';

create function private.end_appointments(s public.supervisors) returns void
language sql security definer set search_path = ''
as $$
  update public.supervisor_appointments a set state = 'ended', ended_at = private.now()
  where a.supervisor_id = s.supervisor_id and a.state in ('offered', 'accepted')
$$;
comment on function private.end_appointments(public.supervisors) is 'With a registration its appointments end.';

-- 2. Applying -----------------------------------------------------------------------------------------------------

create function public.keep_evidence(uploader uuid, facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  id uuid;
begin
  if (select count(*) from private.supervisor_evidence e where e.user_id = uploader and e.supervisor_id is null) >= 12 then
    raise exception 'too_many_files' using errcode = '23514';
  end if;
  insert into private.supervisor_evidence (user_id, sha256, media_type, bytes, file_name)
  values (uploader, facts ->> 'sha256', facts ->> 'media_type', (facts ->> 'bytes')::int, facts ->> 'file_name')
  returning evidence_id into id;
  return id;
end $$;
comment on function public.keep_evidence(uuid, jsonb) is
  'Enters a file that the server has checked, hashed and stored, as evidence of a person''s application to come. Only the service role may call it, since it vouches for hash and type. Raises 23514 too_many_files.';
revoke execute on function public.keep_evidence(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.keep_evidence(uuid, jsonb) to service_role;

create function private.declare_conflicts(supervisor_id uuid, conflicts jsonb) returns void
language sql security definer set search_path = ''
as $$
  delete from private.supervisor_conflicts c where c.supervisor_id = declare_conflicts.supervisor_id;
  insert into private.supervisor_conflicts (supervisor_id, relation, name, organization_id, project_id, note)
  select declare_conflicts.supervisor_id, c ->> 'relation', trim(c ->> 'name'),
    (select o.organization_id from public.organizations o where o.name = trim(c ->> 'name') order by o.organization_id limit 1),
    (select p.project_id from public.projects p where p.name = trim(c ->> 'name') order by p.project_id limit 1),
    nullif(trim(c ->> 'note'), '')
  from jsonb_array_elements(coalesce(conflicts, '[]')) c limit 20
$$;
comment on function private.declare_conflicts(uuid, jsonb) is
  'Replaces the declared conflicts: [{relation, name, note}], at most 20. A name that is exactly that of an organization or a project is tied to it.';

create function public.apply_supervisor(facts jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors;
  files uuid[] := array(select e::uuid from jsonb_array_elements_text(coalesce(facts -> 'evidence', '[]')) e);
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  -- the unique index decides between two at once; this says it in words
  if exists (select from public.supervisors x where x.user_id = auth.uid() and x.state in ('applied', 'registered', 'suspended')) then
    raise exception 'supervisor_open_already' using errcode = '23505';
  end if;
  if coalesce(facts ->> 'division_code', '') like '__0000' then raise exception 'supervisor_division_too_wide' using errcode = '23514'; end if;
  if not coalesce((facts ->> 'honest')::boolean, false) then raise exception 'supervisor_declaration_missing' using errcode = '23514'; end if;
  insert into public.supervisors (user_id, category, kind, division_code, shown_name, fields, demo, created_at, changed_at)
  values (auth.uid(), facts ->> 'category', facts ->> 'kind', facts ->> 'division_code', trim(facts ->> 'shown_name'),
    array(select f from jsonb_array_elements_text(coalesce(facts -> 'fields', '[]')) f),
    -- only the loader of demonstration data sets the clock
    private.setting('clock') is not null, private.now(), private.now())
  returning * into s;
  insert into private.supervisor_persons (supervisor_id, real_name, phone, work_unit, statement)
  values (s.supervisor_id, trim(facts ->> 'real_name'), trim(facts ->> 'phone'), nullif(trim(facts ->> 'work_unit'), ''), trim(facts ->> 'statement'));
  update private.supervisor_evidence e set supervisor_id = s.supervisor_id
  where e.evidence_id = any (files) and e.user_id = auth.uid() and e.supervisor_id is null;
  if not found then raise exception 'supervisor_evidence_missing' using errcode = '23514'; end if;
  perform private.declare_conflicts(s.supervisor_id, facts -> 'conflicts');
  perform private.record_decision(s, 'apply');
  perform private.tell_bureau(s, 'applied');
  return jsonb_build_object('slug', s.slug);
end $$;
comment on function public.apply_supervisor(jsonb) is
  'A person applies: {category, kind, division_code, shown_name, fields, real_name, phone, work_unit, statement, conflicts [{relation, name, note}], evidence [evidence_id], honest}. Returns {slug}. Raises 42501 sign_in_required; 23505 supervisor_open_already; 23514 supervisor_evidence_missing, supervisor_declaration_missing, supervisor_division_too_wide.';
revoke execute on function public.apply_supervisor(jsonb) from public, anon;
grant execute on function public.apply_supervisor(jsonb) to authenticated;

create function private.own_supervisor() returns public.supervisors
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into s from public.supervisors x where x.user_id = auth.uid() and x.state in ('applied', 'registered', 'suspended')
  for no key update;
  if s.supervisor_id is null then raise exception 'supervisor_not_found' using errcode = 'P0002'; end if;
  return s;
end $$;
comment on function private.own_supervisor() is 'The caller''s open application or registration, locked until commit. Raises 42501 sign_in_required, P0002 supervisor_not_found.';

create function public.save_supervisor_conflicts(conflicts jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors := private.own_supervisor();
begin
  perform private.declare_conflicts(s.supervisor_id, conflicts);
end $$;
comment on function public.save_supervisor_conflicts(jsonb) is
  'The person declares conflicts anew: [{relation, name, note}]. Raises 42501 sign_in_required, P0002 supervisor_not_found, 23514.';
revoke execute on function public.save_supervisor_conflicts(jsonb) from public, anon;
grant execute on function public.save_supervisor_conflicts(jsonb) to authenticated;

-- 3. Ends ---------------------------------------------------------------------------------------------------------

create function private.close_registration(s public.supervisors, act text, reason text default null) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.supervisors x set state = case act when 'dismiss' then 'dismissed' else 'expired' end,
    reason = close_registration.reason, bureau_id = s.bureau_id, renewal_asked_at = null,
    -- what ends before its last day ends today
    valid_until = greatest(x.valid_from, least(x.valid_until, private.today())),
    edits = x.edits + 1, changed_at = private.now()
  where x.supervisor_id = s.supervisor_id returning * into s;
  perform private.record_decision(s, act, reason);
  perform private.end_appointments(s);
  perform private.append_supervisor(s, case act when 'dismiss' then 'dismissed' else 'expired' end, reason);
end $$;
comment on function private.close_registration(public.supervisors, text, text) is
  'Ends a registration: dismiss (by the bureau), expire (by the calendar) or leave (by the person); appends supervisor.dismissed or supervisor.expired.';

create function public.leave_supervisors() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors := private.own_supervisor();
begin
  if s.state = 'applied' then
    update public.supervisors x set state = 'withdrawn', edits = x.edits + 1, changed_at = private.now()
    where x.supervisor_id = s.supervisor_id;
    perform private.record_decision(s, 'withdraw');
  else
    perform private.close_registration(s, 'leave');
  end if;
end $$;
comment on function public.leave_supervisors() is
  'The person takes the application back, or lays the registration down. Raises 42501 sign_in_required, P0002 supervisor_not_found.';
revoke execute on function public.leave_supervisors() from public, anon;
grant execute on function public.leave_supervisors() to authenticated;

create function private.forget_supervisor(supervisor_id uuid) returns void
language sql security definer set search_path = ''
as $$
  delete from private.supervisor_persons p where p.supervisor_id = forget_supervisor.supervisor_id;
  delete from private.supervisor_evidence e where e.supervisor_id = forget_supervisor.supervisor_id;
  delete from private.supervisor_conflicts c where c.supervisor_id = forget_supervisor.supervisor_id;
$$;
comment on function private.forget_supervisor(uuid) is 'Deletes what is personal of an application or registration: name, contact, evidence, conflicts.';

create function private.part_with_supervisor() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.user_id is not null or old.user_id is null then return null; end if;
  perform private.forget_supervisor(old.supervisor_id);
  if old.state = 'applied' then
    update public.supervisors x set state = 'withdrawn', edits = x.edits + 1, changed_at = private.now()
    where x.supervisor_id = old.supervisor_id;
  elsif old.state in ('registered', 'suspended') then
    perform private.close_registration(new, 'leave');
  end if;
  return null;
end $$;
comment on function private.part_with_supervisor() is 'Trigger: with the account the registration ends, and what is personal goes.';
create trigger supervisors_part_with_account after update of user_id on public.supervisors
  for each row execute function private.part_with_supervisor();

create function public.ask_supervisor_renewal() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors := private.own_supervisor();
  rule public.supervisor_rules;
begin
  rule := private.supervisor_rule(s.division_code);
  if s.state <> 'registered' or s.renewal_asked_at is not null then raise exception 'step_not_possible' using errcode = '55000'; end if;
  if s.terms >= rule.most_terms then raise exception 'supervisor_terms_used' using errcode = '55000'; end if;
  if private.today() < s.valid_until - rule.ask_days then raise exception 'supervisor_renewal_too_early' using errcode = '55000'; end if;
  update public.supervisors x set renewal_asked_at = private.now(), edits = x.edits + 1 where x.supervisor_id = s.supervisor_id;
  perform private.record_decision(s, 'ask_renewal');
  perform private.tell_bureau(s, 'renewal_asked');
end $$;
comment on function public.ask_supervisor_renewal() is
  'The person asks for a further term. Raises 42501 sign_in_required, P0002 supervisor_not_found, 55000 step_not_possible, supervisor_terms_used, supervisor_renewal_too_early.';
revoke execute on function public.ask_supervisor_renewal() from public, anon;
grant execute on function public.ask_supervisor_renewal() to authenticated;
