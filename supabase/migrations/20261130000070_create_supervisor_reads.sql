-- What the public, the supervisor, the desk and developers read of the registry.

-- 1. The public directory -----------------------------------------------------------------------------------------

create function private.supervisor_state(s public.supervisors) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- the day decides, also before the sweep has come by
  return case when s.state in ('registered', 'suspended') and s.valid_until < private.today() then 'expired' else s.state end;
end $$;
comment on function private.supervisor_state(public.supervisors) is 'The state of a registration today.';

create function private.supervisor_card(s public.supervisors) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('number', s.number, 'name', s.shown_name, 'category', s.category, 'kind', s.kind, 'fields', s.fields,
    'division_code', s.division_code, 'division', d.name, 'division_en', d.name_en, 'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en,
    'state', private.supervisor_state(s), 'valid_from', s.valid_from, 'valid_until', s.valid_until, 'demo', s.demo)
  from public.divisions d join public.divisions c
    on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
  where d.division_code = s.division_code
$$;
comment on function private.supervisor_card(public.supervisors) is
  'What is public of a registered supervisor: number, shown name, category, fields, place, state and term. Nothing of the person behind it.';

create function private.matching_supervisors(filters jsonb) returns setof public.supervisors
language sql stable security definer set search_path = ''
as $$
  select s.* from public.supervisors s
  where s.number is not null
    and (filters ->> 'city' is null or starts_with(s.division_code, private.division_prefix(filters ->> 'city')))
    and (filters ->> 'category' is null or s.category = filters ->> 'category')
    and (case when filters ->> 'state' is null then private.supervisor_state(s) in ('registered', 'suspended')
      when filters ->> 'state' = 'all' then true
      else private.supervisor_state(s) = filters ->> 'state' end)
    and (filters ->> 'q' is null or strpos(lower(s.shown_name), lower(filters ->> 'q')) > 0
      or starts_with(s.number, trim(filters ->> 'q')))
$$;
comment on function private.matching_supervisors(jsonb) is
  'Registrations that pass the filters: city (a division with all inside), category, state (registered, suspended, expired, dismissed, all; without it those of today), q (part of the shown name, beginning of the number).';

create function public.browse_supervisors(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with matching as materialized (select m.* from private.matching_supervisors(filters) m),
  everything as (select private.supervisor_state(m) as state, m.category from private.matching_supervisors(filters - 'state' - 'category' || '{"state": "all"}') m)
  select jsonb_build_object('total', (select count(*) from matching),
    'states', coalesce((select jsonb_object_agg(x.state, x.n) from (select e.state, count(*) as n from everything e group by 1) x), '{}'),
    -- by number, which says nothing of a person: the directory is no table of ranks
    'rows', coalesce((select jsonb_agg(private.supervisor_card(p) order by p.number)
      from (select m.* from matching m order by m.number
        limit least(greatest(page_size, 1), 100)
        offset (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)) p), '[]'))
$$;
comment on function public.browse_supervisors(jsonb, int, int) is
  'A page of the public directory by number: {total, states, rows}. filters: city, category, state (all; without it registered and suspended), q. states counts with city and q alone. At most 100 rows.';
revoke execute on function public.browse_supervisors(jsonb, int, int) from public;
grant execute on function public.browse_supervisors(jsonb, int, int) to anon, authenticated, service_role;

create function private.appointment_card(a public.supervisor_appointments) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('appointment_id', a.appointment_id, 'state', a.state, 'offered_at', private.iso_time(a.offered_at),
    'answered_at', private.iso_time(a.answered_at), 'ended_at', private.iso_time(a.ended_at), 'end_reason', a.end_reason,
    'developer', (select o.name from public.organizations o where o.organization_id = a.organization_id),
    'project', jsonb_build_object('slug', p.slug, 'name', p.name))
  from public.projects p where p.project_id = a.project_id
$$;
comment on function private.appointment_card(public.supervisor_appointments) is 'An appointment with its project and developer.';

create function public.supervisor_page(number text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.supervisor_card(s) || jsonb_build_object('today', private.today(), 'terms', s.terms,
    'registered_at', private.iso_time(s.registered_at), 'changed_at', private.iso_time(s.changed_at),
    'reason', case when s.state in ('suspended', 'dismissed') then s.reason end,
    'bureau', (select jsonb_build_object('name', o.name, 'slug', o.slug) from public.organizations o where o.organization_id = s.bureau_id),
    'appointments', coalesce((select jsonb_agg(private.appointment_card(a) order by a.answered_at desc, a.appointment_id)
      from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id
        and (a.state = 'accepted' or (a.state = 'ended' and a.end_reason is not null and a.answered_at is not null))), '[]'),
    'history', coalesce((select jsonb_agg(jsonb_build_object('seq', j.seq, 'kind', j.kind, 'version', j.version, 'facts', j.facts,
        'supersedes', j.supersedes, 'division_code', j.division_code, 'project_id', j.project_id, 'subject_type', j.subject_type,
        'subject_id', j.subject_id, 'occurred_at', private.iso_time(j.occurred_at), 'recorded_at', private.iso_time(j.recorded_at))
        order by j.seq desc)
      from public.journal j where j.subject_type = 'supervisor' and j.subject_id = s.supervisor_id::text), '[]'))
  from public.supervisors s where s.number = supervisor_page.number
$$;
comment on function public.supervisor_page(text) is
  'The certificate of a registration, or null: the card with today, terms, bureau, the public reason of a suspension or dismissal, accepted appointments and those a developer ended, and the entries of the journal. Nothing of the person behind it.';
revoke execute on function public.supervisor_page(text) from public;
grant execute on function public.supervisor_page(text) to anon, authenticated, service_role;
create index journal_supervisor_idx on public.journal (subject_id, seq) where subject_type = 'supervisor';

-- 2. The person's own ---------------------------------------------------------------------------------------------

create function private.supervisor_file(s public.supervisors) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', s.slug, 'edits', s.edits, 'terms', s.terms, 'applied_at', private.iso_time(s.created_at),
    'changed_at', private.iso_time(s.changed_at), 'renewal_asked_at', private.iso_time(s.renewal_asked_at), 'reason', s.reason,
    'bureau', (select o.name from public.organizations o where o.organization_id = s.bureau_id),
    'person', (select jsonb_build_object('real_name', p.real_name, 'phone', p.phone, 'work_unit', p.work_unit, 'statement', p.statement)
      from private.supervisor_persons p where p.supervisor_id = s.supervisor_id),
    'evidence', coalesce((select jsonb_agg(jsonb_build_object('evidence_id', e.evidence_id, 'file_name', e.file_name, 'bytes', e.bytes,
        'media_type', e.media_type) order by e.evidence_id) from private.supervisor_evidence e where e.supervisor_id = s.supervisor_id), '[]'),
    'conflicts', coalesce((select jsonb_agg(jsonb_build_object('relation', c.relation, 'name', c.name, 'note', c.note,
        'known', c.organization_id is not null or c.project_id is not null) order by c.conflict_id)
      from private.supervisor_conflicts c where c.supervisor_id = s.supervisor_id), '[]'),
    'rule', (select to_jsonb(r) from private.supervisor_rule(s.division_code) r))
$$;
comment on function private.supervisor_file(public.supervisors) is 'The whole case, personal data included, for those who may read it.';

create function public.my_supervisor() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  s public.supervisors;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into s from public.supervisors x where x.user_id = auth.uid()
  order by x.state in ('applied', 'registered', 'suspended') desc, x.created_at desc limit 1;
  if s.supervisor_id is null then return null; end if;
  return private.supervisor_card(s) || private.supervisor_file(s) || jsonb_build_object('today', private.today(),
    'appointments', coalesce((select jsonb_agg(private.appointment_card(a) || jsonb_build_object('note', a.note) order by a.offered_at desc)
      from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id and a.state in ('offered', 'accepted')), '[]'));
end $$;
comment on function public.my_supervisor() is
  'The caller''s open application or registration, else the last one, else null: the whole case with appointments. Raises 42501 sign_in_required.';
revoke execute on function public.my_supervisor() from public, anon;
grant execute on function public.my_supervisor() to authenticated;

create function public.read_evidence(evidence uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  e private.supervisor_evidence;
  s public.supervisors;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into e from private.supervisor_evidence x where x.evidence_id = read_evidence.evidence;
  if e.evidence_id is null then return null; end if;
  if e.user_id <> auth.uid() then
    select * into s from public.supervisors x where x.supervisor_id = e.supervisor_id;
    -- to everyone else it does not exist
    if s.supervisor_id is null or private.bureau_over(s) is null then return null; end if;
    insert into private.supervisor_reads (supervisor_id, user_id, what) values (s.supervisor_id, auth.uid(), 'evidence');
  end if;
  return jsonb_build_object('sha256', e.sha256, 'media_type', e.media_type, 'bytes', e.bytes, 'file_name', e.file_name);
end $$;
comment on function public.read_evidence(uuid) is
  'Where a file of evidence is kept, for the person and for reviewers of the bureau in charge, whose reading is recorded; null for everyone else. Raises 42501 sign_in_required.';
revoke execute on function public.read_evidence(uuid) from public, anon;
grant execute on function public.read_evidence(uuid) to authenticated;

-- 3. The desk of officers -----------------------------------------------------------------------------------------

create function private.waits_for(s public.supervisors) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return case when s.state = 'applied' then 'applied'
    when s.state = 'registered' and s.renewal_asked_at is not null then 'renewals'
    when s.state in ('registered', 'suspended') and s.valid_until between private.today()
      and private.today() + (private.supervisor_rule(s.division_code)).ask_days then 'ending' end;
end $$;
comment on function private.waits_for(public.supervisors) is 'The list of the desk a case stands in: applied, renewals, ending (the term ends soon), or null.';

create function public.browse_desk_supervisors(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with inside as materialized (
    select s.*, private.waits_for(s) as waits from public.supervisors s
    where exists (select from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
      where m.role = 'officer' and o.kind = 'bureau' and 'reviewer' = any (m.duties)
        and starts_with(s.division_code, private.division_prefix(o.division_code)))
  ), matching as (
    select i.* from inside i
    where (filters ->> 'list' is null or filters ->> 'list' = 'all' or i.waits = filters ->> 'list')
      and (filters ->> 'category' is null or i.category = filters ->> 'category')
      and (filters ->> 'state' is null or i.state = filters ->> 'state')
      and (filters ->> 'q' is null or strpos(lower(i.shown_name), lower(filters ->> 'q')) > 0 or starts_with(i.number, trim(filters ->> 'q')))
  )
  select jsonb_build_object('total', (select count(*) from matching),
    'counts', jsonb_build_object('applied', 0, 'renewals', 0, 'ending', 0, 'all', (select count(*) from inside))
      || coalesce((select jsonb_object_agg(x.waits, x.n) from (select i.waits, count(*) as n from inside i where i.waits is not null group by 1) x), '{}'),
    'rows', coalesce((select jsonb_agg(private.supervisor_card(s) || jsonb_build_object('slug', s.slug, 'waits', p.waits,
        'applied_at', private.iso_time(s.created_at), 'renewal_asked_at', private.iso_time(s.renewal_asked_at)) order by p.position)
      from (select m.supervisor_id, m.waits, row_number() over (order by array_position(array['applied', 'renewals', 'ending'], m.waits) nulls last,
          case m.waits when 'applied' then m.created_at when 'renewals' then m.renewal_asked_at when 'ending' then m.valid_until::timestamptz end,
          m.number desc nulls last, m.supervisor_id) as position
        from matching m order by position limit least(greatest(page_size, 1), 100)
        offset (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)) p
      join public.supervisors s on s.supervisor_id = p.supervisor_id), '[]'))
$$;
comment on function public.browse_desk_supervisors(jsonb, int, int) is
  'Cases in the jurisdiction of the caller, a reviewer: {total, counts, rows}, oldest first in what waits. filters: list (applied, renewals, ending, all), category, state, q. Tells shown names alone. Empty for everyone else.';
revoke execute on function public.browse_desk_supervisors(jsonb, int, int) from public, anon;
grant execute on function public.browse_desk_supervisors(jsonb, int, int) to authenticated;

create function public.desk_supervisor(slug text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  s public.supervisors;
begin
  select * into s from public.supervisors x where x.slug = desk_supervisor.slug;
  -- to everyone else it does not exist
  if s.supervisor_id is null or private.bureau_over(s) is null then return null; end if;
  if s.user_id is distinct from auth.uid() then
    insert into private.supervisor_reads (supervisor_id, user_id, what) values (s.supervisor_id, auth.uid(), 'case');
  end if;
  return private.supervisor_card(s) || private.supervisor_file(s) || jsonb_build_object('today', private.today(),
    'own', s.user_id is not distinct from auth.uid(),
    'terms_before', private.terms_before(s.user_id),
    'works_for', coalesce((select jsonb_agg(distinct o.name) from public.memberships m join public.organizations o using (organization_id)
      where m.user_id = s.user_id and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')), '[]'),
    'appointments', coalesce((select jsonb_agg(private.appointment_card(a) order by a.offered_at desc)
      from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id), '[]'),
    'decisions', coalesce((select jsonb_agg(jsonb_build_object('act', d.act, 'at', private.iso_time(d.at), 'reason', d.reason,
        'valid_until', d.valid_until, 'by', (select o.name from public.organizations o where o.organization_id = d.organization_id),
        'person', (select p.display_name from public.profiles p where p.user_id = d.user_id and d.organization_id is not null))
        order by d.decision_id desc)
      from private.supervisor_decisions d where d.supervisor_id = s.supervisor_id), '[]'));
end $$;
comment on function public.desk_supervisor(text) is
  'A whole case for a reviewer of the bureau in charge, whose reading is recorded; null for everyone else.';
revoke execute on function public.desk_supervisor(text) from public, anon;
grant execute on function public.desk_supervisor(text) to authenticated;

-- 4. The developer's page -----------------------------------------------------------------------------------------

create function public.project_supervisors(slug text, q text default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.projects;
  city text;
begin
  select * into p from public.projects x where x.slug = project_supervisors.slug;
  if p.project_id is null or not private.takes_part(p.project_id) then return null; end if;
  city := case when p.division_code like '4290__' then p.division_code else left(p.division_code, 4) || '00' end;
  return jsonb_build_object('project', jsonb_build_object('slug', p.slug, 'name', p.name), 'city', city,
    'may_appoint', private.developer_of(p.project_id) is not null,
    'appointments', coalesce((select jsonb_agg(private.appointment_card(a) || jsonb_build_object('supervisor', private.supervisor_card(s))
        order by a.state in ('accepted', 'offered') desc, a.offered_at desc)
      from public.supervisor_appointments a join public.supervisors s using (supervisor_id) where a.project_id = p.project_id), '[]'),
    'candidates', coalesce((select jsonb_agg(private.supervisor_card(c) order by c.number)
      from (select m.* from private.matching_supervisors(jsonb_strip_nulls(jsonb_build_object('city', city, 'state', 'registered', 'q', nullif(trim(q), '')))) m
        where not exists (select from public.supervisor_appointments a where a.supervisor_id = m.supervisor_id
          and a.project_id = p.project_id and a.state in ('offered', 'accepted'))
        order by m.number limit 20) c), '[]'));
end $$;
comment on function public.project_supervisors(text, text) is
  'For those who take part in a project: its appointments and, by number, up to 20 registered supervisors of its city whom the developer may appoint, narrowed by q; null for everyone else.';
revoke execute on function public.project_supervisors(text, text) from public, anon;
grant execute on function public.project_supervisors(text, text) to authenticated;
