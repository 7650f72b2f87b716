-- A box among the filters of projects, so that a list can follow the map beside it.

-- 1. The meaning of a box -----------------------------------------------------------------------------------------

create or replace function private.matching_projects(filters jsonb) returns setof public.projects
language sql stable
as $$
  select p.* from public.projects p
  where (filters ->> 'division' is null or p.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'type' is null or p.housing_type = filters ->> 'type')
    and (filters ->> 'stage' is null or p.stage = filters ->> 'stage')
    and (filters ->> 'pilot' is null or p.pilot = (filters ->> 'pilot' = 'yes'))
    and (filters ->> 'place' is null or (p.lat is null) = (filters ->> 'place' = 'none'))
    -- without its northern and eastern edge, as the cells of the map: a work lies in one of two boxes side by side
    and (filters -> 'box' is null or (
      p.lat >= (filters -> 'box' ->> 1)::float8 and p.lat < (filters -> 'box' ->> 3)::float8
      and p.lng >= (filters -> 'box' ->> 0)::float8 and p.lng < (filters -> 'box' ->> 2)::float8))
    and (filters ->> 'organization' is null or exists (
      select from public.project_parties pp
      where pp.project_id = p.project_id and pp.organization_id = (filters ->> 'organization')::uuid))
    and (filters ->> 'q' is null or strpos(p.search_text, lower(filters ->> 'q')) > 0)
    -- only narrows: fewer than two characters have no pair, and the index would hand out every row
    and (filters ->> 'q' is null or private.bigrams(filters ->> 'q') = '{}'
      or private.bigrams(p.search_text) @> private.bigrams(filters ->> 'q'))
$$;
comment on function private.matching_projects(jsonb) is
  'Projects that pass the filters: division (with all inside), type, stage, pilot (yes|no), place (none|any), box ([west, south, east, north] in WGS84 degrees), organization (id), q (text). The list, the map, the counts and the dumps all use it, so that they agree. Without `set search_path`, or it could not be inlined; every name in it is qualified.';

-- 2. Counts by cell -----------------------------------------------------------------------------------------------

-- Counting the works in half of the province row by row takes 50 ms and more; the list asks for it at each move.
create table private.project_cells (
  cell_x int not null,
  cell_y int not null,
  division_code text not null,
  housing_type text not null,
  stage text not null,
  pilot boolean not null,
  n int not null,
  constraint project_cells_pkey primary key (cell_x, cell_y, division_code, housing_type, stage, pilot)
);
comment on table private.project_cells is 'How many projects with a place lie in each cell of the map at zoom 10 (0.088° wide, about 8.4 km), by what lists filter by. Kept by triggers on projects.';
comment on column private.project_cells.cell_x is 'Column of the cell: longitude ÷ (360 ÷ 4096), rounded down.';
comment on column private.project_cells.cell_y is 'Row of the cell: latitude ÷ (0.86 × 360 ÷ 4096), rounded down.';
comment on column private.project_cells.division_code is 'County or district that the projects belong to.';
comment on column private.project_cells.housing_type is 'As in projects.';
comment on column private.project_cells.stage is 'As in projects.';
comment on column private.project_cells.pilot is 'As in projects.';
comment on column private.project_cells.n is 'Number of projects; 0 where there were some once.';
grant select on private.project_cells to anon, authenticated, service_role;

create function private.count_project_cells() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- as in count_projects: writers one at a time, and a statement for each event, whose plan is kept
  perform pg_advisory_xact_lock(4206, 1);
  if tg_op = 'INSERT' then
    insert into private.project_cells as c (cell_x, cell_y, division_code, housing_type, stage, pilot, n)
    select floor(y.lng * 4096 / 360), floor(y.lat * 4096 / 309.6), y.division_code, y.housing_type, y.stage, y.pilot, count(*)
    from come y where y.lat is not null group by 1, 2, 3, 4, 5, 6
    on conflict on constraint project_cells_pkey do update set n = c.n + excluded.n;
  elsif tg_op = 'DELETE' then
    insert into private.project_cells as c (cell_x, cell_y, division_code, housing_type, stage, pilot, n)
    select floor(x.lng * 4096 / 360), floor(x.lat * 4096 / 309.6), x.division_code, x.housing_type, x.stage, x.pilot, -count(*)
    from gone x where x.lat is not null group by 1, 2, 3, 4, 5, 6
    on conflict on constraint project_cells_pkey do update set n = c.n + excluded.n;
  else
    insert into private.project_cells as c (cell_x, cell_y, division_code, housing_type, stage, pilot, n)
    select floor(t.lng * 4096 / 360), floor(t.lat * 4096 / 309.6), t.division_code, t.housing_type, t.stage, t.pilot, sum(t.change)
    from (
      select y.lng, y.lat, y.division_code, y.housing_type, y.stage, y.pilot, 1 as change from come y
      union all
      select x.lng, x.lat, x.division_code, x.housing_type, x.stage, x.pilot, -1 from gone x
    ) t where t.lat is not null group by 1, 2, 3, 4, 5, 6 having sum(t.change) <> 0
    on conflict on constraint project_cells_pkey do update set n = c.n + excluded.n;
  end if;
  return null;
end $$;
comment on function private.count_project_cells() is 'Keeps project_cells in step, once a statement.';

create trigger projects_cell_insert after insert on public.projects
  referencing new table as come for each statement execute function private.count_project_cells();
create trigger projects_cell_update after update on public.projects
  referencing old table as gone new table as come for each statement execute function private.count_project_cells();
create trigger projects_cell_delete after delete on public.projects
  referencing old table as gone for each statement execute function private.count_project_cells();

insert into private.project_cells (cell_x, cell_y, division_code, housing_type, stage, pilot, n)
select floor(p.lng * 4096 / 360), floor(p.lat * 4096 / 309.6), p.division_code, p.housing_type, p.stage, p.pilot, count(*)
from public.projects p where p.lat is not null group by 1, 2, 3, 4, 5, 6;

create function private.count_in_box(filters jsonb) returns bigint
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  -- the box in cells
  west float8 := (filters -> 'box' ->> 0)::float8 * 4096 / 360;
  south float8 := (filters -> 'box' ->> 1)::float8 * 4096 / 309.6;
  east float8 := (filters -> 'box' ->> 2)::float8 * 4096 / 360;
  north float8 := (filters -> 'box' ->> 3)::float8 * 4096 / 309.6;
begin
  -- a box of a lower zoom is made of whole cells; one of a higher zoom is small
  if filters ?| array['q', 'organization'] or filters @> '{"place": "none"}'
    or greatest(abs(west - round(west)), abs(south - round(south)), abs(east - round(east)), abs(north - round(north))) > 1e-6 then
    return (select count(*) from private.matching_projects(filters));
  end if;
  return (select coalesce(sum(c.n), 0) from private.project_cells c
    where c.cell_x >= round(west) and c.cell_x < round(east) and c.cell_y >= round(south) and c.cell_y < round(north)
      and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
      and (filters ->> 'type' is null or c.housing_type = filters ->> 'type')
      and (filters ->> 'stage' is null or c.stage = filters ->> 'stage')
      and (filters ->> 'pilot' is null or c.pilot = (filters ->> 'pilot' = 'yes')));
end $$;
comment on function private.count_in_box(jsonb) is
  'How many projects pass the filters, one of which is a box: from the kept counts by cell, or counted where the box is not made of whole cells or the filter is by text or organization.';
grant execute on function private.count_in_box(jsonb) to anon, authenticated, service_role;

create or replace function private.matching_counts(filters jsonb)
returns table (division_code text, housing_type text, stage text, pilot boolean, placed boolean, n bigint)
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
begin
  if filters ?| array['q', 'organization', 'box'] then
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
  'How many projects pass the filters, by combination: from the kept counts, or counted where the filter is by text, organization or box.';

-- 3. The list -----------------------------------------------------------------------------------------------------

create or replace function public.browse_projects(
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
  -- The box narrows what is listed and its total. What is told of the rest leaves it aside, as it shows where else to look;
  -- counts per county, for the chips and the tile grid, leave the division aside as well.
  with everywhere as materialized (
    select m.* from private.matching_counts(filters - 'division' - 'box') m
  ), inside as (
    select e.* from everywhere e
    where filters ->> 'division' is null or e.division_code like private.division_prefix(filters ->> 'division') || '%'
  )
  select jsonb_build_object(
    'total', case when filters ? 'box' then private.count_in_box(filters) else coalesce(sum(i.n), 0) end,
    'everywhere', coalesce(sum(i.n), 0), 'without_location', coalesce(sum(i.n) filter (where not i.placed), 0),
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
  'A page of the list: {total, everywhere, without_location, pilots, stages, types, divisions, rows}. total counts what is listed; the other counts leave the box aside, and divisions, per county, the division too. sort: updated, name, area. At most 100 rows.';
