-- Verbs on projects. One function decides what a row of facts means for a project; forms and imports both call it.

-- 1. What is known of a project, in the shape that forms and files send -------------------------------------------

-- What an import calls for each of ten thousand rows is plpgsql: it keeps its plans, where sql plans anew at each call.
create function private.project_facts(project_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if project_facts.project_id is null then return null; end if;
  return (select jsonb_build_object(
    'permit_no', p.permit_no, 'project_code', p.project_code, 'name', p.name, 'division_code', p.division_code,
    'zone', p.zone, 'address', p.address, 'housing_type', p.housing_type, 'floor_area_m2', p.floor_area_m2,
    'unit_count', p.unit_count, 'building_count', p.building_count, 'structure', p.structure, 'fit_out', p.fit_out,
    'pilot', p.pilot, 'lat', p.lat, 'lng', p.lng,
    'parties', coalesce((
      select jsonb_object_agg(t.role, t.facts) from (
        select distinct on (pp.role) pp.role,
          jsonb_build_object('name', o.name, 'uscc', o.uscc, 'leader', pp.leader_name) as facts
        -- offset 0: one look-up a party, whatever the planner thinks of a table that was never analyzed
        from public.project_parties pp cross join lateral (
          select x.name, x.uscc from public.organizations x where x.organization_id = pp.organization_id offset 0) o
        where pp.project_id = p.project_id order by pp.role, pp.project_party_id) t), '{}'),
    'milestones', coalesce((
      select jsonb_object_agg(m.kind, jsonb_build_object('planned', m.planned_on, 'reached', m.reached_on))
      from public.milestones m where m.project_id = p.project_id), '{}'))
  from public.projects p where p.project_id = project_facts.project_id);
end $$;
comment on function private.project_facts(uuid) is
  'A project as forms and files know it: flat fields, parties by role {name, uscc, leader}, milestones by kind {planned, reached}.';

create function private.organization_for(name text, uscc text, demo boolean) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  found uuid;
begin
  if uscc is not null then
    select o.organization_id into found from public.organizations o where o.uscc = organization_for.uscc;
    if found is not null then return found; end if;
    update public.organizations o set uscc = organization_for.uscc, updated_at = private.now()
    where o.name = organization_for.name and o.uscc is null and o.kind = 'company'
    returning o.organization_id into found;
  else
    select o.organization_id into found from public.organizations o
    where o.name = organization_for.name and o.kind = 'company' order by o.uscc nulls last limit 1;
  end if;
  if found is null then
    insert into public.organizations (kind, name, uscc, demo)
    values ('company', organization_for.name, organization_for.uscc, organization_for.demo)
    returning organization_id into found;
  end if;
  return found;
end $$;
comment on function private.organization_for(text, text, boolean) is
  'The company with this code, else with this name, else a new one. A company known by name only takes on its code when it comes.';

create function private.party_names(project_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object(
    'role', pp.role, 'name', o.name, 'uscc', o.uscc, 'leader', pp.leader_name) order by pp.project_party_id), '[]')
  from public.project_parties pp cross join lateral (
    select x.name, x.uscc from public.organizations x where x.organization_id = pp.organization_id offset 0) o
  where pp.project_id = party_names.project_id);
end $$;
comment on function private.party_names(uuid) is 'Parties of a project as the journal tells them.';

-- 2. The one rule of what a row of facts changes ------------------------------------------------------------------

create function private.find_project(facts jsonb) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce(
    (select p.project_id from public.projects p where p.project_id = (facts ->> 'project_id')::uuid),
    (select p.project_id from public.projects p where p.permit_no = facts ->> 'permit_no'),
    (select p.project_id from public.projects p where p.project_code = facts ->> 'project_code' and p.permit_no is null));
end $$;
comment on function private.find_project(jsonb) is
  'The project a row is about: by id, else by permit number, else by project code while it has no permit.';

create function private.compare_project(before jsonb, facts jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  return (select coalesce(jsonb_object_agg(c.field, jsonb_build_object('from', c.old, 'to', c.new)), '{}')
  from (
    select f.key as field, nullif(before -> f.key, 'null') as old, nullif(f.value, 'null') as new
    from jsonb_each(facts) f
    where f.key in ('permit_no', 'project_code', 'name', 'division_code', 'zone', 'address', 'housing_type',
      'floor_area_m2', 'unit_count', 'building_count', 'structure', 'fit_out', 'pilot', 'lat', 'lng')
    union all
    select 'parties.' || f.key, before -> 'parties' -> f.key,
      case when f.value ->> 'name' is null then null
        -- a row without the code says nothing about it while the company stays the same; an empty leader empties it
        when before -> 'parties' -> f.key ->> 'name' = f.value ->> 'name'
          then (before -> 'parties' -> f.key) || jsonb_strip_nulls(f.value - 'leader') || t.leader
        -- the same code is the same company, however the file spells its name
        when before -> 'parties' -> f.key ->> 'uscc' = f.value ->> 'uscc'
          then (before -> 'parties' -> f.key) || t.leader
        else jsonb_build_object('name', f.value ->> 'name', 'uscc', f.value ->> 'uscc', 'leader', f.value ->> 'leader') end
    from jsonb_each(coalesce(facts -> 'parties', '{}')) f,
      lateral (select case when f.value ? 'leader' then jsonb_build_object('leader', f.value -> 'leader') else '{}' end as leader) t
    union all
    select 'milestones.' || f.key, before -> 'milestones' -> f.key,
      case when t.merged ->> 'planned' is null and t.merged ->> 'reached' is null then null else t.merged end
    from jsonb_each(coalesce(facts -> 'milestones', '{}')) f,
      lateral (select jsonb_build_object('planned', null, 'reached', null)
        || coalesce(before -> 'milestones' -> f.key, '{}') || f.value as merged) t
  ) c
  where c.old is distinct from c.new);
end $$;
comment on function private.compare_project(jsonb, jsonb) is
  'Fields that a row would change: {field: {from, to}}. A key that the row does not have says nothing; null empties the field.';

create function private.stage_of(project_id uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select case
    when bool_or(k.stage = 'completion') then 'completion'
    when count(*) > 0 then 'construction'
    else 'permitting' end
  from public.milestones m join public.milestone_kinds k using (kind)
  where m.project_id = stage_of.project_id and m.reached_on is not null);
end $$;
comment on function private.stage_of(uuid) is
  'Stage by the milestones reached: none → permitting, one of completion → completion, else construction.';

create function private.write_project(facts jsonb, changes jsonb, project_id uuid, demo boolean) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  id uuid := project_id;
  is_new boolean := project_id is null;
  merged jsonb := coalesce(private.project_facts(project_id), '{}') || facts;
  -- as stage_of will find it, so that a new row is written once
  stage_now text := (
    select case when bool_or(k.stage = 'completion') then 'completion' when count(*) > 0 then 'construction' else 'permitting' end
    from jsonb_each(changes) c join public.milestone_kinds k on c.key = 'milestones.' || k.kind
    where c.value -> 'to' ->> 'reached' is not null);
begin
  if id is null then
    insert into public.projects (permit_no, project_code, name, division_code, zone, address, housing_type,
      floor_area_m2, unit_count, building_count, structure, fit_out, pilot, stage, lat, lng, location_quality, demo)
    select x.permit_no, x.project_code, x.name, x.division_code, x.zone, x.address, x.housing_type,
      x.floor_area_m2, x.unit_count, x.building_count, x.structure, x.fit_out, coalesce(x.pilot, false),
      stage_now, x.lat, x.lng, case when x.lat is not null then 'reported' end, write_project.demo
    from jsonb_populate_record(null::public.projects, merged) x
    returning projects.project_id into id;
  else
    update public.projects p set
      permit_no = x.permit_no, project_code = x.project_code, name = x.name, division_code = x.division_code,
      zone = x.zone, address = x.address, housing_type = x.housing_type, floor_area_m2 = x.floor_area_m2,
      unit_count = x.unit_count, building_count = x.building_count, structure = x.structure, fit_out = x.fit_out,
      pilot = coalesce(x.pilot, false), lat = x.lat, lng = x.lng,
      location_quality = case when x.lat is null then null
        when (x.lat, x.lng) is not distinct from (p.lat, p.lng) then p.location_quality else 'reported' end,
      version = p.version + 1, updated_at = private.now()
    from jsonb_populate_record(null::public.projects, merged) x
    where p.project_id = id;
  end if;

  if not is_new then
    delete from public.project_parties pp using jsonb_each(changes) c
    where pp.project_id = id and c.key = 'parties.' || pp.role;
    delete from public.milestones m using jsonb_each(changes) c
    where m.project_id = id and c.key = 'milestones.' || m.kind and jsonb_typeof(c.value -> 'to') = 'null';
  end if;
  insert into public.project_parties (project_id, role, organization_id, leader_name)
  select id, substr(c.key, 9), private.organization_for(c.value -> 'to' ->> 'name', c.value -> 'to' ->> 'uscc', demo),
    c.value -> 'to' ->> 'leader'
  from jsonb_each(changes) c where c.key like 'parties.%' and jsonb_typeof(c.value -> 'to') = 'object';
  insert into public.milestones as m (project_id, kind, planned_on, reached_on)
  select id, substr(c.key, 12), (c.value -> 'to' ->> 'planned')::date, (c.value -> 'to' ->> 'reached')::date
  from jsonb_each(changes) c where c.key like 'milestones.%' and jsonb_typeof(c.value -> 'to') = 'object'
  on conflict on constraint milestones_once_per_kind_key
    do update set planned_on = excluded.planned_on, reached_on = excluded.reached_on;

  if not is_new then
    stage_now := private.stage_of(id);
    update public.projects p set stage = stage_now where p.project_id = id and p.stage <> stage_now;
  end if;
  return id;
end $$;
comment on function private.write_project(jsonb, jsonb, uuid, boolean) is 'Writes the fields named in `changes`; called by apply_project alone.';

create function private.journal_project(project_id uuid, changes jsonb, is_new boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects;
  organizations uuid[];
  common jsonb;
  r record;
begin
  select * into p from public.projects x where x.project_id = journal_project.project_id;
  select coalesce(array_agg(distinct pp.organization_id), '{}') into organizations
  from public.project_parties pp where pp.project_id = p.project_id;
  common := jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng,
    'demo', case when p.demo then true end);

  if is_new then
    perform private.append_journal('project.registered', 'project', p.project_id::text,
      common || jsonb_build_object(
        'permit_no', p.permit_no, 'project_code', p.project_code, 'address', p.address, 'zone', p.zone,
        'housing_type', p.housing_type, 'floor_area_m2', p.floor_area_m2, 'unit_count', p.unit_count,
        'building_count', p.building_count, 'structure', p.structure, 'fit_out', p.fit_out, 'pilot', p.pilot,
        'parties', private.party_names(p.project_id),
        'milestones', (select jsonb_agg(jsonb_build_object('kind', m.kind, 'planned', m.planned_on, 'reached', m.reached_on)
          order by k.sort) from public.milestones m join public.milestone_kinds k using (kind) where m.project_id = p.project_id)),
      p.project_id, organizations, p.division_code, p.version);
    return;
  end if;

  if exists (select from jsonb_each(changes) c
    where c.key not like 'milestones.%' or c.value -> 'from' ->> 'planned' is distinct from c.value -> 'to' ->> 'planned'
      -- a reached day that is taken back is news too; one that is new or moved is told as milestone.reached
      or (c.value -> 'from' ->> 'reached' is not null and c.value -> 'to' ->> 'reached' is null)) then
    perform private.append_journal('project.updated', 'project', p.project_id::text,
      common || jsonb_build_object('changes', changes), p.project_id, organizations, p.division_code, p.version);
  end if;
  for r in
    select k.kind, k.name, k.name_en, (c.value -> 'to' ->> 'reached')::date as reached,
      (c.value -> 'to' ->> 'planned')::date as planned
    from jsonb_each(changes) c join public.milestone_kinds k on c.key = 'milestones.' || k.kind
    where c.value -> 'to' ->> 'reached' is not null
      and c.value -> 'from' ->> 'reached' is distinct from c.value -> 'to' ->> 'reached'
    order by k.sort
  loop
    perform private.append_journal('milestone.reached', 'milestone', p.project_id || '/' || r.kind,
      common || jsonb_build_object('milestone', r.kind, 'milestone_name', r.name, 'milestone_name_en', r.name_en,
        'reached_on', r.reached, 'planned_on', r.planned),
      p.project_id, organizations, p.division_code, p.version, (r.reached + time '12:00') at time zone 'Asia/Shanghai',
      -- another day for the same milestone corrects what was told before
      (select max(j.seq) from public.journal j where j.project_id = p.project_id
        and j.kind = 'milestone.reached' and j.subject_id = p.project_id || '/' || r.kind));
  end loop;
end $$;
comment on function private.journal_project(uuid, jsonb, boolean) is
  'Appends project.registered, or project.updated and one milestone.reached for each milestone newly reached. What a project had reached when it was registered stands in project.registered.';

create function private.apply_project(facts jsonb, write boolean, demo boolean default false) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  id uuid := private.find_project(facts);
  is_new boolean := id is null;
  changes jsonb := private.compare_project(coalesce(private.project_facts(id), '{}'), facts);
  problem text;
begin
  problem := case
    when coalesce(facts ->> 'division_code', case when is_new then '' end) = '' and is_new then 'division_missing'
    when facts ? 'division_code' and not exists (
      select from public.divisions d where d.division_code = facts ->> 'division_code' and d.level <> 'province')
      then 'division_unknown'
    when exists (select from jsonb_object_keys(coalesce(facts -> 'milestones', '{}')) k
      where not exists (select from public.milestone_kinds mk where mk.kind = k
        and starts_with(coalesce(facts ->> 'division_code', (select p.division_code from public.projects p where p.project_id = id)),
          private.division_prefix(mk.division_code)))) then 'milestone_kind_unknown'
    when exists (select from jsonb_each(coalesce(facts -> 'milestones', '{}')) m where (m.value ->> 'reached')::date > private.today())
      then 'reached_in_future'
    when facts ->> 'permit_no' is not null and exists (
      select from public.projects p where p.permit_no = facts ->> 'permit_no' and p.project_id is distinct from id) then 'permit_no_taken'
    -- the constraints say so too, but a preview should not promise what cannot be written
    when length(facts ->> 'name') not between 2 and 120 then 'projects_name_length'
    when exists (select from jsonb_each(coalesce(facts -> 'parties', '{}')) c
      where length(c.value ->> 'name') not between 2 and 120) then 'organizations_name_length'
  end;
  if problem is not null then
    return jsonb_build_object('outcome', 'refused', 'reason', problem);
  end if;
  if not is_new and changes = '{}' then
    return jsonb_build_object('outcome', 'unchanged', 'project_id', id);
  end if;
  if write then
    id := private.write_project(facts, changes, id, demo);
    perform private.journal_project(id, changes, is_new);
  end if;
  return jsonb_build_object('outcome', case when is_new then 'new' else 'changed' end, 'project_id', id,
    'changes', case when is_new then null else changes end);
end $$;
comment on function private.apply_project(jsonb, boolean, boolean) is
  'What a row of facts does to the projects, done when `write`: {outcome: new|changed|unchanged|refused, project_id, changes, reason}. The same row twice changes nothing.';

create function private.may_write_project(facts jsonb) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  stands_in text;
begin
  if auth.role() = 'service_role' then return true; end if;
  select p.division_code into stands_in from public.projects p where p.project_id = private.find_project(facts);
  -- a project may not be pulled over from another bureau's jurisdiction
  return private.oversees(coalesce(facts ->> 'division_code', stands_in, ''))
    and (stands_in is null or private.oversees(stands_in));
end $$;
comment on function private.may_write_project(jsonb) is 'Whether the caller oversees the division the project is in and the one it would move to.';

-- 3. The verb of the desk's form ----------------------------------------------------------------------------------

create function private.building_names(project_id uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_array(b.name, b.floors_above, b.floors_below, b.unit_count) order by b.name), '[]')
  from public.buildings b where b.project_id = building_names.project_id
$$;
comment on function private.building_names(uuid) is 'Buildings of a project as [[name, floors above, floors below, units]], to tell whether they changed.';

create function private.save_buildings(project_id uuid, buildings jsonb, is_new boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  before jsonb := private.building_names(project_id);
  after jsonb;
begin
  delete from public.buildings b where b.project_id = save_buildings.project_id
    and not exists (select from jsonb_array_elements(buildings) x where x ->> 'name' = b.name);
  insert into public.buildings as b (project_id, name, floors_above, floors_below, unit_count)
  select save_buildings.project_id, x.name, x.floors_above, x.floors_below, x.unit_count
  from jsonb_to_recordset(buildings) as x (name text, floors_above int, floors_below int, unit_count int)
  on conflict on constraint buildings_name_key do update set
    floors_above = excluded.floors_above, floors_below = excluded.floors_below, unit_count = excluded.unit_count;
  after := private.building_names(project_id);
  if after <> before and not is_new then
    update public.projects p set version = p.version + 1, updated_at = private.now() where p.project_id = save_buildings.project_id;
    perform private.journal_project(save_buildings.project_id,
      jsonb_build_object('buildings', jsonb_build_object('from', before, 'to', after)), false);
  end if;
end $$;
comment on function private.save_buildings(uuid, jsonb, boolean) is
  'Replaces the buildings of a project, and journals it when that changed any.';

create function public.save_project(facts jsonb, expected_version int default null, buildings jsonb default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  result jsonb;
  id uuid := private.find_project(facts);
begin
  if not private.may_write_project(facts) then
    raise exception 'outside_jurisdiction' using errcode = '42501';
  end if;
  if facts ? 'project_id' and id is null then
    raise exception 'project_not_found' using errcode = 'P0002';
  end if;
  if id is not null and not facts ? 'project_id' then
    raise exception 'project_exists' using errcode = '23505',
      detail = (select p.slug from public.projects p where p.project_id = id);
  end if;
  if id is not null then
    perform from public.projects p where p.project_id = id and (expected_version is null or p.version = expected_version) for update;
    if not found then raise exception 'project_changed_meanwhile' using errcode = '40001'; end if;
  end if;
  result := private.apply_project(facts, true);
  if result ->> 'outcome' = 'refused' then
    raise exception '%', result ->> 'reason' using errcode = '23514';
  end if;
  if buildings is not null then
    perform private.save_buildings((result ->> 'project_id')::uuid, buildings, result ->> 'outcome' = 'new');
  end if;
  perform private.audit('project.saved', result ->> 'project_id', jsonb_build_object('outcome', result ->> 'outcome'));
  return result || (select jsonb_build_object('slug', p.slug, 'version', p.version)
    from public.projects p where p.project_id = (result ->> 'project_id')::uuid);
end $$;
comment on function public.save_project(jsonb, int, jsonb) is
  'Registers or changes a project. Raises 42501 outside_jurisdiction, P0002 project_not_found, 23505 project_exists (detail: its slug), 40001 project_changed_meanwhile, 23514 with a reason.';
revoke execute on function public.save_project(jsonb, int, jsonb) from public, anon;
grant execute on function public.save_project(jsonb, int, jsonb) to authenticated, service_role;

create function public.set_location_quality(project uuid, quality text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.may_write_project(jsonb_build_object('project_id', project)) then
    raise exception 'outside_jurisdiction' using errcode = '42501';
  end if;
  update public.projects p set location_quality = quality, updated_at = private.now(), version = p.version + 1
  where p.project_id = project and p.lat is not null and p.location_quality <> quality;
  if found then
    perform private.journal_project(project, jsonb_build_object('location_quality', jsonb_build_object('to', quality)), false);
    perform private.audit('project.place_judged', project::text, jsonb_build_object('quality', quality));
  end if;
end $$;
comment on function public.set_location_quality(uuid, text) is 'An officer says whether the place is verified or doubtful. Raises 42501 outside_jurisdiction.';
revoke execute on function public.set_location_quality(uuid, text) from public, anon;
grant execute on function public.set_location_quality(uuid, text) to authenticated, service_role;

create function public.add_milestone_kind(facts jsonb) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  if not (private.is_administrator() or private.oversees(facts ->> 'division_code')) then
    raise exception 'outside_jurisdiction' using errcode = '42501';
  end if;
  insert into public.milestone_kinds (kind, division_code, name, name_en, stage, sort)
  values (facts ->> 'kind', facts ->> 'division_code', facts ->> 'name', facts ->> 'name_en', facts ->> 'stage', (facts ->> 'sort')::int);
  perform private.audit('milestone_kind.added', facts ->> 'kind', facts);
  return facts ->> 'kind';
end $$;
comment on function public.add_milestone_kind(jsonb) is 'A city adds a kind of milestone: {kind, division_code, name, name_en, stage, sort}. Raises 42501, 23505, 23514.';
revoke execute on function public.add_milestone_kind(jsonb) from public, anon;
grant execute on function public.add_milestone_kind(jsonb) to authenticated, service_role;
