-- What pages, lists and the map ask. Each answers a whole page in one round trip, as the caller (security invoker).

-- 1. One meaning of a filter --------------------------------------------------------------------------------------

create function private.matching_projects(filters jsonb) returns setof public.projects
language sql stable
as $$
  select p.* from public.projects p
  where (filters ->> 'division' is null or p.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'type' is null or p.housing_type = filters ->> 'type')
    and (filters ->> 'stage' is null or p.stage = filters ->> 'stage')
    and (filters ->> 'pilot' is null or p.pilot = (filters ->> 'pilot' = 'yes'))
    and (filters ->> 'place' is null or (p.lat is null) = (filters ->> 'place' = 'none'))
    and (filters ->> 'organization' is null or exists (
      select from public.project_parties pp
      where pp.project_id = p.project_id and pp.organization_id = (filters ->> 'organization')::uuid))
    and (filters ->> 'q' is null or strpos(p.search_text, lower(filters ->> 'q')) > 0)
    -- only narrows: fewer than two characters have no pair, and the index would hand out every row
    and (filters ->> 'q' is null or private.bigrams(filters ->> 'q') = '{}'
      or private.bigrams(p.search_text) @> private.bigrams(filters ->> 'q'))
$$;
comment on function private.matching_projects(jsonb) is
  'Projects that pass the filters: division (with all inside), type, stage, pilot (yes|no), place (none|any), organization (id), q (text). The list, the map, the counts and the dumps all use it, so that they agree. Without `set search_path`, or it could not be inlined; every name in it is qualified.';
grant execute on function private.matching_projects(jsonb) to anon, authenticated, service_role;

-- Without this the planner may take the pairs of each row anew (0.5 ms a row) instead of asking the index for them.
alter function private.bigrams(text) cost 20000;

-- Counts are kept, since counting 100,000 rows for each answer of the map takes longer than all the rest of it.
create table private.project_counts (
  division_code text not null,
  housing_type text not null,
  stage text not null,
  pilot boolean not null,
  placed boolean not null,
  n int not null,
  constraint project_counts_pkey primary key (division_code, housing_type, stage, pilot, placed)
);
comment on table private.project_counts is 'How many projects there are of each combination that lists and the map filter by. Kept by triggers on projects.';
comment on column private.project_counts.division_code is 'County or district.';
comment on column private.project_counts.housing_type is 'As in projects.';
comment on column private.project_counts.stage is 'As in projects.';
comment on column private.project_counts.pilot is 'As in projects.';
comment on column private.project_counts.placed is 'Whether they have a place.';
comment on column private.project_counts.n is 'Number of projects; 0 where there were some once.';
grant select on private.project_counts to anon, authenticated, service_role;

create function private.count_projects() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- the journal's lock: writers are one at a time anyway, and two of them must not wait for each other's counts
  perform pg_advisory_xact_lock(4206, 1);
  -- A statement sees the tables of its own event only. Three statements rather than one put together: their plans are
  -- kept, which an import of thousands of rows feels.
  if tg_op = 'INSERT' then
    insert into private.project_counts as c (division_code, housing_type, stage, pilot, placed, n)
    select y.division_code, y.housing_type, y.stage, y.pilot, y.lat is not null, count(*) from come y group by 1, 2, 3, 4, 5
    on conflict on constraint project_counts_pkey do update set n = c.n + excluded.n;
  elsif tg_op = 'DELETE' then
    insert into private.project_counts as c (division_code, housing_type, stage, pilot, placed, n)
    select x.division_code, x.housing_type, x.stage, x.pilot, x.lat is not null, -count(*) from gone x group by 1, 2, 3, 4, 5
    on conflict on constraint project_counts_pkey do update set n = c.n + excluded.n;
  else
    insert into private.project_counts as c (division_code, housing_type, stage, pilot, placed, n)
    select t.division_code, t.housing_type, t.stage, t.pilot, t.placed, sum(t.change)
    from (
      select y.division_code, y.housing_type, y.stage, y.pilot, y.lat is not null as placed, 1 as change from come y
      union all
      select x.division_code, x.housing_type, x.stage, x.pilot, x.lat is not null, -1 from gone x
    ) t group by 1, 2, 3, 4, 5 having sum(t.change) <> 0
    on conflict on constraint project_counts_pkey do update set n = c.n + excluded.n;
  end if;
  return null;
end $$;
comment on function private.count_projects() is 'Keeps project_counts in step, once a statement.';

create trigger projects_count_insert after insert on public.projects
  referencing new table as come for each statement execute function private.count_projects();
create trigger projects_count_update after update on public.projects
  referencing old table as gone new table as come for each statement execute function private.count_projects();
create trigger projects_count_delete after delete on public.projects
  referencing old table as gone for each statement execute function private.count_projects();

create function private.matching_counts(filters jsonb)
returns table (division_code text, housing_type text, stage text, pilot boolean, placed boolean, n bigint)
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
begin
  if filters ? 'q' or filters ? 'organization' then
    return query select m.division_code, m.housing_type, m.stage, m.pilot, m.lat is not null, count(*)
      from private.matching_projects(filters) m group by 1, 2, 3, 4, 5;
    return;
  end if;
  return query select c.division_code, c.housing_type, c.stage, c.pilot, c.placed, c.n::bigint
    from private.project_counts c
    where c.n > 0
      and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
      and (filters ->> 'type' is null or c.housing_type = filters ->> 'type')
      and (filters ->> 'stage' is null or c.stage = filters ->> 'stage')
      and (filters ->> 'pilot' is null or c.pilot = (filters ->> 'pilot' = 'yes'))
      and (filters ->> 'place' is null or c.placed = (filters ->> 'place' <> 'none'));
end $$;
comment on function private.matching_counts(jsonb) is
  'How many projects pass the filters, by combination: from the kept counts, or counted where the filter is by text or organization.';
grant execute on function private.matching_counts(jsonb) to anon, authenticated, service_role;

create index projects_name_idx on public.projects (name, project_id);
create index projects_floor_area_idx on public.projects (floor_area_m2 desc nulls last, project_id);

create function private.project_card(p public.projects) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'slug', p.slug, 'name', p.name, 'address', p.address, 'zone', p.zone,
    'division_code', p.division_code, 'division', d.name, 'division_en', d.name_en,
    'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en,
    'housing_type', p.housing_type, 'stage', p.stage, 'pilot', p.pilot, 'demo', p.demo,
    'floor_area_m2', p.floor_area_m2, 'unit_count', p.unit_count,
    'lat', p.lat, 'lng', p.lng, 'updated_at', private.iso_time(p.updated_at),
    'developer', (select o.name from public.project_parties pp join public.organizations o using (organization_id)
      where pp.project_id = p.project_id and pp.role = 'developer' order by pp.project_party_id limit 1))
  from public.divisions d left join public.divisions c
    on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
  where d.division_code = p.division_code
$$;
comment on function private.project_card(public.projects) is 'A project as lists show it.';
grant execute on function private.project_card(public.projects) to anon, authenticated, service_role;

-- 2. The list -----------------------------------------------------------------------------------------------------

create function public.browse_projects(
  filters jsonb default '{}', sort text default 'updated', page_number int default 1, page_size int default 20
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 10000) - 1) * size;
  counts jsonb;
  found uuid[];
begin
  -- counts per county leave the division filter aside: the chips and the tile grid show where else to look
  with everywhere as materialized (
    select m.* from private.matching_counts(filters - 'division') m
  ), inside as (
    select e.* from everywhere e
    where filters ->> 'division' is null or e.division_code like private.division_prefix(filters ->> 'division') || '%'
  )
  select jsonb_build_object(
    'total', coalesce(sum(i.n), 0), 'without_location', coalesce(sum(i.n) filter (where not i.placed), 0),
    'pilots', coalesce(sum(i.n) filter (where i.pilot), 0),
    'stages', coalesce((select jsonb_object_agg(t.stage, t.n) from (select x.stage, sum(x.n) as n from inside x group by 1) t), '{}'),
    'types', coalesce((select jsonb_object_agg(t.housing_type, t.n)
      from (select x.housing_type, sum(x.n) as n from inside x group by 1) t), '{}'),
    'divisions', coalesce((select jsonb_object_agg(t.division_code, t.n)
      from (select x.division_code, sum(x.n) as n from everywhere x group by 1) t), '{}'))
  into counts from inside i;

  if sort = 'name' then
    found := array(select m.project_id from private.matching_projects(filters) m
      order by m.name, m.project_id limit size offset skip);
  elsif sort = 'area' then
    found := array(select m.project_id from private.matching_projects(filters) m
      order by m.floor_area_m2 desc nulls last, m.project_id limit size offset skip);
  else
    found := array(select m.project_id from private.matching_projects(filters) m
      order by m.updated_at desc, m.project_id limit size offset skip);
  end if;

  return counts || jsonb_build_object('rows', coalesce((
    select jsonb_agg(private.project_card(p) order by f.position)
    from unnest(found) with ordinality as f (id, position) join public.projects p on p.project_id = f.id), '[]'));
end $$;
comment on function public.browse_projects(jsonb, text, int, int) is
  'A page of the list: {total, without_location, pilots, stages, types, divisions, rows}. divisions counts per county with every filter but the division. sort: updated, name, area. At most 100 rows.';
revoke execute on function public.browse_projects(jsonb, text, int, int) from public;
grant execute on function public.browse_projects(jsonb, text, int, int) to anon, authenticated, service_role;

-- 3. The map ------------------------------------------------------------------------------------------------------

create function public.map_projects(filters jsonb, west float8, south float8, east float8, north float8, zoom int) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  -- a cell is about 64 pixels of a web-mercator tile
  cell float8 := 360.0 / (2 ^ zoom) / 4;
  totals jsonb;
  shapes jsonb;
begin
  select jsonb_build_object('total', coalesce(sum(m.n), 0), 'without_location', coalesce(sum(m.n) filter (where not m.placed), 0))
  into totals from private.matching_counts(filters) m;

  if zoom <= 8 then
    select coalesce(jsonb_agg(jsonb_build_array(d.division_code, d.lat, d.lng, t.n) order by t.n desc), '[]') into shapes
    from (
      select case when zoom <= 7 and d0.level = 'county' then d0.parent_code else d0.division_code end as code, sum(g.n) as n
      from (select m.division_code, sum(m.n) as n from private.matching_counts(filters) m where m.placed group by 1) g
      join public.divisions d0 on d0.division_code = g.division_code group by 1
    ) t join public.divisions d on d.division_code = t.code;
    return totals || jsonb_build_object('divisions', shapes);
  elsif zoom >= 16 then
    select coalesce(jsonb_agg(jsonb_build_array(x.slug, x.lat, x.lng, x.name, x.stage)), '[]') into shapes
    from (select m.slug, m.lat, m.lng, m.name, m.stage from private.matching_projects(filters) m
      where m.lat between south and north and m.lng between west and east order by m.project_id limit 500) x;
    return totals || jsonb_build_object('points', shapes);
  end if;

  -- [count, lat, lng] for a cluster, [slug, lat, lng, name, stage] for a single work, which is where its cell's mean is
  with cells as materialized (
    -- a sum is a third faster than avg, which keeps a variance too
    select count(*) as n, sum(m.lat) / count(*) as lat, sum(m.lng) / count(*) as lng
    from private.matching_projects(filters) m
    where m.lat between south and north and m.lng between west and east
    group by floor(m.lng / cell), floor(m.lat / (cell * 0.86))
    order by 1 desc limit 1500
  )
  select coalesce(jsonb_agg(case when c.n = 1
    then jsonb_build_array(x.slug, x.lat, x.lng, x.name, x.stage)
    else jsonb_build_array(c.n, round(c.lat::numeric, 5), round(c.lng::numeric, 5)) end order by c.n desc, c.lat, c.lng), '[]') into shapes
  from cells c left join lateral (
    select m.slug, m.lat, m.lng, m.name, m.stage from private.matching_projects(filters) m
    where c.n = 1 and m.lat = c.lat and m.lng = c.lng limit 1) x on true;
  return totals || jsonb_build_object('points', shapes);
end $$;
comment on function public.map_projects(jsonb, float8, float8, float8, float8, int) is
  'What the map shows in a box (WGS84 degrees) at a zoom: {total, without_location} of the filter as in the list, and divisions [code, lat, lng, count] up to zoom 8, else points: clusters [count, lat, lng] and works [slug, lat, lng, name, stage]; from zoom 16 works only, at most 500.';
revoke execute on function public.map_projects(jsonb, float8, float8, float8, float8, int) from public;
grant execute on function public.map_projects(jsonb, float8, float8, float8, float8, int) to anon, authenticated, service_role;

create function public.nearby_projects(lat float8, lng float8, radius_m int default 5000, max_rows int default 20) returns jsonb
language sql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  select coalesce(jsonb_agg(private.project_card(near.p) || jsonb_build_object('distance_m', round(near.distance))
    order by near.distance), '[]')
  from (
    select p, 2 * 6371008.8 * asin(least(1, sqrt(
      sin(radians(p.lat - nearby_projects.lat) / 2) ^ 2
      + cos(radians(nearby_projects.lat)) * cos(radians(p.lat)) * sin(radians(p.lng - nearby_projects.lng) / 2) ^ 2))) as distance
    from public.projects p
    where p.lat between nearby_projects.lat - radius_m / 111195.0 and nearby_projects.lat + radius_m / 111195.0
      and p.lng between nearby_projects.lng - radius_m / (111195.0 * cos(radians(nearby_projects.lat)))
        and nearby_projects.lng + radius_m / (111195.0 * cos(radians(nearby_projects.lat)))
    order by 2 limit least(max_rows, 100)
  ) near
  where near.distance <= radius_m
$$;
comment on function public.nearby_projects(float8, float8, int, int) is
  'Works within a radius (metres, great circle) of a WGS84 point, nearest first, each with distance_m. At most 100.';
revoke execute on function public.nearby_projects(float8, float8, int, int) from public;
grant execute on function public.nearby_projects(float8, float8, int, int) to anon, authenticated, service_role;

-- 4. Pages --------------------------------------------------------------------------------------------------------

create function public.project_page(slug text) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select private.project_card(p) || jsonb_build_object(
    'project_id', p.project_id, 'permit_no', p.permit_no, 'project_code', p.project_code,
    'building_count', p.building_count, 'structure', p.structure, 'fit_out', p.fit_out,
    'location_quality', p.location_quality, 'version', p.version, 'registered_at', private.iso_time(p.registered_at),
    'parties', coalesce((
      select jsonb_agg(jsonb_build_object('role', pp.role, 'leader', pp.leader_name, 'name', o.name, 'slug', o.slug, 'uscc', o.uscc)
        order by array_position(array['developer', 'contractor', 'supervising_engineer', 'surveyor', 'designer', 'testing_body', 'third_party'], pp.role), pp.project_party_id)
      from public.project_parties pp join public.organizations o using (organization_id) where pp.project_id = p.project_id), '[]'),
    'buildings', coalesce((
      select jsonb_agg(jsonb_build_object('name', b.name, 'floors_above', b.floors_above, 'floors_below', b.floors_below, 'unit_count', b.unit_count)
        order by length(b.name), b.name) from public.buildings b where b.project_id = p.project_id), '[]'),
    'milestones', coalesce((
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'name', k.name, 'name_en', k.name_en, 'stage', k.stage,
        'planned_on', m.planned_on, 'reached_on', m.reached_on) order by k.sort, k.kind)
      from public.milestone_kinds k left join public.milestones m on m.kind = k.kind and m.project_id = p.project_id
      where m.milestone_id is not null
        or (k.active and starts_with(p.division_code, private.division_prefix(k.division_code)))), '[]'),
    'bureau', (select jsonb_build_object('name', o.name, 'slug', o.slug, 'contact', o.contact)
      from public.organizations o
      where o.kind = 'bureau' and starts_with(p.division_code, private.division_prefix(o.division_code))
      order by length(private.division_prefix(o.division_code)) desc limit 1),
    'entries', public.read_journal(jsonb_build_object('project_id', p.project_id), null, 10) -> 'entries')
  from public.projects p where p.slug = project_page.slug
$$;
comment on function public.project_page(text) is 'Everything the page of a project shows, or null when there is none.';
revoke execute on function public.project_page(text) from public;
grant execute on function public.project_page(text) to anon, authenticated, service_role;

create function public.division_page(code text) returns jsonb
language sql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  with inside as (
    select p.division_code, p.stage, p.housing_type, p.pilot, p.lat, p.floor_area_m2, p.unit_count
    from private.matching_projects(jsonb_build_object('division', code)) p
  ), grouped as (
    select i.division_code, i.stage, i.housing_type, i.pilot, count(*) as n,
      count(*) filter (where i.lat is null) as without, sum(i.floor_area_m2) as area, sum(i.unit_count) as units
    from inside i group by 1, 2, 3, 4
  )
  select jsonb_build_object(
    'division_code', d.division_code, 'name', d.name, 'name_en', d.name_en, 'level', d.level, 'pilot', d.pilot,
    'lat', d.lat, 'lng', d.lng,
    'parent', (select jsonb_build_object('division_code', u.division_code, 'name', u.name, 'name_en', u.name_en)
      from public.divisions u where u.division_code = d.parent_code),
    'total', coalesce((select sum(g.n) from grouped g), 0),
    'without_location', coalesce((select sum(g.without) from grouped g), 0),
    'pilots', coalesce((select sum(g.n) from grouped g where g.pilot), 0),
    'under_construction', coalesce((select sum(g.n) from grouped g where g.stage = 'construction'), 0),
    'pilots_under_construction', coalesce((select sum(g.n) from grouped g where g.stage = 'construction' and g.pilot), 0),
    'floor_area_m2', coalesce((select sum(g.area) from grouped g), 0),
    'unit_count', coalesce((select sum(g.units) from grouped g), 0),
    'stages', coalesce((select jsonb_object_agg(t.stage, t.n) from (select g.stage, sum(g.n) as n from grouped g group by 1) t), '{}'),
    'types', coalesce((select jsonb_object_agg(t.housing_type, t.n) from (select g.housing_type, sum(g.n) as n from grouped g group by 1) t), '{}'),
    'children', coalesce((
      select jsonb_agg(jsonb_build_object('division_code', c.division_code, 'name', c.name, 'name_en', c.name_en, 'pilot', c.pilot,
        'total', coalesce(t.n, 0), 'pilots', coalesce(t.pilots, 0)) order by c.division_code)
      from public.divisions c left join lateral (
        select sum(g.n) as n, sum(g.n) filter (where g.pilot) as pilots from grouped g
        where g.division_code like private.division_prefix(c.division_code) || '%') t on true
      where c.parent_code = d.division_code), '[]'),
    'bureaus', coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'slug', o.slug, 'contact', o.contact))
      from public.organizations o where o.kind = 'bureau' and o.division_code = d.division_code), '[]'),
    'entries', public.read_journal(jsonb_build_object('division_code', d.division_code), null, 10) -> 'entries')
  from public.divisions d where d.division_code = code
$$;
comment on function public.division_page(text) is
  'Everything the page of a division shows, or null. under_construction counts works in the stage of construction; participation = pilots_under_construction ÷ under_construction (seed, part two).';
revoke execute on function public.division_page(text) from public;
grant execute on function public.division_page(text) to anon, authenticated, service_role;

create function public.organization_page(slug text) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'organization_id', o.organization_id, 'slug', o.slug, 'kind', o.kind, 'name', o.name, 'uscc', o.uscc,
    'contact', o.contact, 'demo', o.demo,
    'division', (select jsonb_build_object('division_code', d.division_code, 'name', d.name, 'name_en', d.name_en)
      from public.divisions d where d.division_code = o.division_code),
    'roles', coalesce((select jsonb_object_agg(t.role, t.n) from (
      select pp.role, count(*) as n from public.project_parties pp where pp.organization_id = o.organization_id group by 1) t), '{}'),
    'total', (select count(distinct pp.project_id) from public.project_parties pp where pp.organization_id = o.organization_id),
    'projects', coalesce((
      select jsonb_agg(private.project_card(p) || jsonb_build_object('roles', t.roles) order by p.updated_at desc)
      from (select pp.project_id, jsonb_agg(pp.role) as roles from public.project_parties pp
        where pp.organization_id = o.organization_id group by 1 order by 1 desc limit 50) t
      join public.projects p using (project_id)), '[]'),
    'entries', public.read_journal(jsonb_build_object('organization_id', o.organization_id), null, 10) -> 'entries')
  from public.organizations o where o.slug = organization_page.slug
$$;
comment on function public.organization_page(text) is 'Everything the page of an organization shows (its 50 newest works), or null.';
revoke execute on function public.organization_page(text) from public;
grant execute on function public.organization_page(text) to anon, authenticated, service_role;
