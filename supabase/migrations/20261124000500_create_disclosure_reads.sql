-- What pages ask of disclosures. Functions that run with the owner's rights choose what they tell: versions that are public,
-- organizations, never persons; drafts go to those who take part.

-- 1. Plans --------------------------------------------------------------------------------------------------------

-- plpgsql keeps the plan of a reckoning, which takes longer to plan than to run for one project
create function private.proposed_plan(project_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('item', i.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'mandatory', i.mandatory,
    'due_on', r.due_on, 'expected_on', r.expected_on, 'planned_on', coalesce(r.due_on, r.expected_on),
    'provider_roles', i.provider_roles, 'confirmer_roles', i.confirmer_roles,
    -- a role that the project has, before the first that the catalogue names
    'provider_role', coalesce((select x.role from unnest(i.provider_roles) with ordinality as x (role, n)
      where exists (select from public.project_parties pp where pp.project_id = proposed_plan.project_id and pp.role = x.role) order by x.n limit 1),
      i.provider_roles[1]),
    'confirmer_role', coalesce((select x.role from unnest(i.confirmer_roles) with ordinality as x (role, n)
      where exists (select from public.project_parties pp where pp.project_id = proposed_plan.project_id and pp.role = x.role) order by x.n limit 1),
      i.confirmer_roles[1]),
    'channels', jsonb_build_array('wechat', 'board')) order by i.sort, i.item), '[]')
  from private.reckon_disclosures(array[proposed_plan.project_id]) r join public.disclosure_items i on i.item = r.item
  where r.applies);
end $$;
comment on function private.proposed_plan(uuid) is 'The plan that the hub proposes from the catalogue, the rules and the milestones of a project.';

create function private.plan_shortfalls() returns table (project_id uuid, item text, deviation text, days int)
language sql stable
as $$
  select p.project_id, d.item, v.deviation, pl.planned_on - coalesce(d.due_on, d.expected_on)
  from public.disclosure_plans p
  join public.disclosures d on d.project_id = p.project_id and d.status <> 'not_applicable'
  left join public.disclosure_plan_items pl on pl.project_id = d.project_id and pl.item = d.item
  cross join lateral (values
    ('not_planned', pl.item is null),
    ('left_out', pl.left_out_reason is not null),
    ('late', pl.left_out_reason is null and pl.planned_on > coalesce(d.due_on, d.expected_on)),
    ('no_day', pl.item is not null and pl.left_out_reason is null and pl.planned_on is null and coalesce(d.due_on, d.expected_on) is not null),
    ('no_channel', pl.left_out_reason is null and pl.channels = '{}')) as v (deviation, has)
  where v.has
$$;
comment on function private.plan_shortfalls() is
  'Lines in which confirmed plans fall short of what is owed, as the hub last reckoned it: not_planned, left_out, late (days), no_day, no_channel. Without `set search_path`, so that a list inlines it; every name in it is qualified.';

-- One meaning for the page of a plan, its entry in the journal and the list.
create function private.plan_deviations(project_id uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('item', x.item, 'deviation', x.deviation, 'days', x.days) order by i.sort, x.item, x.deviation), '[]')
  from private.plan_shortfalls() x join public.disclosure_items i on i.item = x.item
  where x.project_id = plan_deviations.project_id
$$;
comment on function private.plan_deviations(uuid) is
  'Where a confirmed plan falls short of catalogue and rules: not_planned, left_out, late (days), no_day, no_channel. Empty while there is no plan.';

create function private.plan_of(project_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('version', p.version, 'confirmed_at', private.iso_time(p.confirmed_at),
    'confirmed_by', (select o.name from public.organizations o where o.organization_id = p.confirmed_by),
    'items', coalesce((select jsonb_agg(jsonb_build_object('item', x.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'planned_on', x.planned_on, 'provider_role', x.provider_role,
      'confirmer_role', x.confirmer_role, 'channels', x.channels, 'left_out_reason', x.left_out_reason) order by i.sort, i.item)
      from public.disclosure_plan_items x join public.disclosure_items i on i.item = x.item where x.project_id = p.project_id), '[]'),
    'deviations', private.plan_deviations(p.project_id))
  from public.disclosure_plans p where p.project_id = plan_of.project_id);
end $$;
comment on function private.plan_of(uuid) is 'The confirmed plan of a project with its deviations, or null.';

create function public.project_plan(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.projects;
begin
  select * into p from public.projects x where x.slug = project_plan.slug;
  if p.project_id is null or not private.takes_part(p.project_id) then return null; end if;
  return jsonb_build_object('project_id', p.project_id, 'slug', p.slug, 'name', p.name, 'division_code', p.division_code,
    'proposal', private.proposed_plan(p.project_id), 'plan', private.plan_of(p.project_id),
    'parties', private.party_names(p.project_id),
    'may_confirm', exists (select from private.duties_on_project(p.project_id) x where x.role = 'developer' and x.duty = 'edit'));
end $$;
comment on function public.project_plan(text) is
  'The proposal and the confirmed plan of a project, for those who take part: {proposal, plan, parties, may_confirm}; null for others.';
revoke execute on function public.project_plan(text) from public, anon;
grant execute on function public.project_plan(text) to authenticated;

create function public.confirm_plan(slug text, items jsonb, expected_version int default null) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects;
  org uuid;
  now_version int;
begin
  perform pg_advisory_xact_lock(4206, 1);
  select * into p from public.projects x where x.slug = confirm_plan.slug for update;
  select x.organization_id into org from private.duties_on_project(p.project_id) x where x.role = 'developer' and x.duty = 'edit' limit 1;
  if org is null then raise exception 'developer_required' using errcode = '42501'; end if;
  select x.version into now_version from public.disclosure_plans x where x.project_id = p.project_id;
  if now_version is distinct from expected_version then raise exception 'plan_changed_meanwhile' using errcode = '40001'; end if;
  if exists (select from private.reckon_disclosures(array[p.project_id]) r where r.applies
    and not exists (select from jsonb_array_elements(items) e where e ->> 'item' = r.item)) then
    raise exception 'plan_item_missing' using errcode = '23514';
  end if;
  if exists (select from jsonb_array_elements(items) e left join public.disclosure_items i on i.item = e ->> 'item'
    where i.item is null or not (e ->> 'provider_role' = 'developer' or e ->> 'provider_role' = any (i.provider_roles))
      or not e ->> 'confirmer_role' = any (i.confirmer_roles)) then
    raise exception 'plan_role_unknown' using errcode = '23514';
  end if;
  insert into public.disclosure_plans as x (project_id, confirmed_by, confirmed_at) values (p.project_id, org, private.now())
  on conflict on constraint disclosure_plans_pkey do update set version = x.version + 1, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at
  returning x.version into now_version;
  delete from public.disclosure_plan_items x where x.project_id = p.project_id;
  insert into public.disclosure_plan_items (project_id, item, planned_on, provider_role, confirmer_role, channels, left_out_reason)
  select p.project_id, e.item, e.planned_on, e.provider_role, e.confirmer_role, coalesce(e.channels, '{}'), nullif(trim(e.left_out_reason), '')
  from jsonb_to_recordset(items) as e (item text, planned_on date, provider_role text, confirmer_role text, channels text[], left_out_reason text);
  perform private.append_journal('plan.confirmed', 'plan', p.project_id::text,
    jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng, 'demo', case when p.demo then true end,
      'confirmed_by', (select o.name from public.organizations o where o.organization_id = org),
      'items', (private.plan_of(p.project_id) -> 'items'), 'deviations', private.plan_deviations(p.project_id)),
    p.project_id, private.parties_of(p.project_id), p.division_code, now_version, null,
    (select max(j.seq) from public.journal j where j.project_id = p.project_id and j.kind = 'plan.confirmed'));
  return now_version;
end $$;
comment on function public.confirm_plan(text, jsonb, int) is
  'The developer confirms the plan: [{item, planned_on, provider_role, confirmer_role, channels, left_out_reason}], one line for each item that applies. Appends plan.confirmed; returns the version. Raises 42501 developer_required, 40001 plan_changed_meanwhile, 23514 plan_item_missing or plan_role_unknown.';
revoke execute on function public.confirm_plan(text, jsonb, int) from public, anon;
grant execute on function public.confirm_plan(text, jsonb, int) to authenticated;

-- 2. Cards and lists ----------------------------------------------------------------------------------------------

create function private.disclosure_card(d public.disclosures) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', d.slug, 'item', d.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'mandatory', i.mandatory,
    'what', i.what, 'what_en', i.what_en, 'status', d.status, 'due_on', d.due_on, 'expected_on', d.expected_on, 'trigger_on', d.trigger_on,
    'version', d.version, 'first_published_at', private.iso_time(d.first_published_at), 'days_late', d.days_late,
    'changed_at', private.iso_time(d.changed_at), 'withheld_until', d.withheld_until, 'withheld_ground', d.withheld_ground,
    'published_at', private.iso_time(v.published_at),
    'confirmed_by', (select o.name from public.organizations o where o.organization_id = v.confirmed_by),
    'documents', (select count(*) from public.disclosure_documents dd where dd.disclosure_id = d.disclosure_id and dd.version = d.version))
  from public.disclosure_items i
  left join public.disclosure_versions v on v.disclosure_id = d.disclosure_id and v.version = d.version
  where i.item = d.item
$$;
comment on function private.disclosure_card(public.disclosures) is 'A disclosure as lists and the page of its project show it.';
grant execute on function private.disclosure_card(public.disclosures) to anon, authenticated, service_role;

create function public.project_disclosures(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.disclosure_card(d) order by i.sort, i.item), '[]')
  from public.projects p join public.disclosures d on d.project_id = p.project_id join public.disclosure_items i on i.item = d.item
  where p.slug = project_disclosures.slug and d.status <> 'not_applicable'
$$;
comment on function public.project_disclosures(text) is 'What a project discloses and owes, along the life of the project; cards without their project.';
revoke execute on function public.project_disclosures(text) from public;
grant execute on function public.project_disclosures(text) to anon, authenticated, service_role;

create function private.matching_disclosures(filters jsonb) returns setof public.disclosures
language sql stable
as $$
  select d.* from public.disclosures d
  where d.status <> 'not_applicable'
    and (filters ->> 'division' is null or d.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'item' is null or d.item = filters ->> 'item')
    and (filters ->> 'stage' is null or d.stage = filters ->> 'stage')
    and (case when filters ->> 'status' is null then d.status in ('published', 'withdrawn', 'withheld', 'overdue')
      when filters ->> 'status' = 'late' then d.status = 'published' and d.days_late > 0
      when filters ->> 'status' = 'all' then true
      else d.status = filters ->> 'status' end)
    and (filters ->> 'organization' is null or exists (select from public.project_parties pp
      where pp.project_id = d.project_id and pp.organization_id = (filters ->> 'organization')::uuid))
    and (filters -> 'projects' is null
      or d.project_id = any (array(select (jsonb_array_elements_text(filters -> 'projects'))::uuid)))
$$;
comment on function private.matching_disclosures(jsonb) is
  'Disclosures that pass the filters: division (with all inside), item, stage, status (one of disclosures.status, late, all; without it whatever became public), organization (id), projects (ids). Without `set search_path`, or it could not be inlined; every name in it is qualified.';
grant execute on function private.matching_disclosures(jsonb) to anon, authenticated, service_role;

create function private.with_projects(filters jsonb) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
begin
  if not filters ? 'q' then return filters; end if;
  return filters - 'q' || jsonb_build_object('projects', (
    select coalesce(jsonb_agg(p.project_id), '[]') from private.matching_projects(jsonb_build_object('q', filters -> 'q')) p));
end $$;
comment on function private.with_projects(jsonb) is
  'Filters of disclosures with the text looked up once: the ids of the projects that hold it, by which the index finds their disclosures, instead of a look at every disclosure.';
grant execute on function private.with_projects(jsonb) to anon, authenticated, service_role;

create function private.disclosure_totals(filters jsonb) returns table (item text, status text, late boolean, n bigint)
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
begin
  if filters ? 'projects' or filters ? 'organization' then
    return query select m.item, m.status, coalesce(m.days_late > 0, false), count(*)
      from private.matching_disclosures(filters || '{"status": "all"}') m group by 1, 2, 3;
    return;
  end if;
  return query select c.item, c.status, c.late, sum(c.n)::bigint from private.disclosure_counts c
    join public.disclosure_items i on i.item = c.item
    where c.n > 0 and c.status <> 'not_applicable'
      and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
      and (filters ->> 'item' is null or c.item = filters ->> 'item')
      and (filters ->> 'stage' is null or i.stage = filters ->> 'stage')
    group by 1, 2, 3;
end $$;
comment on function private.disclosure_totals(jsonb) is 'How many disclosures pass the filters but that of status, by item and status: from the kept counts where they serve.';
grant execute on function private.disclosure_totals(jsonb) to anon, authenticated, service_role;

create function public.browse_disclosures(filters jsonb default '{}', sort text default 'changed', page_number int default 1, page_size int default 20)
returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 10000) - 1) * size;
  filters jsonb := private.with_projects(browse_disclosures.filters);
  counts jsonb;
  found uuid[];
begin
  with t as materialized (select * from private.disclosure_totals(filters)),
  wanted as (select * from t where case
    when filters ->> 'status' is null then t.status in ('published', 'withdrawn', 'withheld', 'overdue')
    when filters ->> 'status' = 'late' then t.status = 'published' and t.late
    when filters ->> 'status' = 'all' then true
    else t.status = filters ->> 'status' end)
  select jsonb_build_object(
    'total', coalesce((select sum(w.n) from wanted w), 0),
    'items', coalesce((select jsonb_object_agg(x.item, x.n) from (select w.item, sum(w.n) as n from wanted w group by 1) x), '{}'),
    'statuses', coalesce((select jsonb_object_agg(x.status, x.n) from (select t.status, sum(t.n) as n from t group by 1) x), '{}')
      || jsonb_build_object('late', coalesce((select sum(t.n) from t where t.status = 'published' and t.late), 0)))
  into counts;

  if sort = 'due' then
    found := array(select m.disclosure_id from private.matching_disclosures(filters) m
      order by m.due_on nulls last, m.disclosure_id limit size offset skip);
  else
    found := array(select m.disclosure_id from private.matching_disclosures(filters) m
      order by m.changed_at desc, m.disclosure_id limit size offset skip);
  end if;

  return counts || jsonb_build_object('rows', coalesce((
    select jsonb_agg(private.disclosure_card(d) || jsonb_build_object('project', private.project_card(p)) order by f.position)
    from unnest(found) with ordinality as f (id, position)
    join public.disclosures d on d.disclosure_id = f.id join public.projects p on p.project_id = d.project_id), '[]'));
end $$;
comment on function public.browse_disclosures(jsonb, text, int, int) is
  'A page of the list of disclosures, those that became public unless a status is asked for: {total, items, statuses, rows}. statuses counts with every filter but the status. sort: changed, due. At most 100 rows.';
revoke execute on function public.browse_disclosures(jsonb, text, int, int) from public;
grant execute on function public.browse_disclosures(jsonb, text, int, int) to anon, authenticated, service_role;

-- 3. The heat map of a division -----------------------------------------------------------------------------------

grant execute on function private.today() to anon, authenticated, service_role;

create function public.disclosure_matrix(code text, page_number int default 1, page_size int default 50) returns jsonb
language sql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  with inside as (
    select p.* from public.projects p where p.division_code like private.division_prefix(code) || '%'
    -- the province is compared by its cities: nobody reads a hundred thousand rows
    order by p.name, p.project_id limit case when code like '__0000' then 0 else least(greatest(page_size, 1), 100) end
    offset (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)
  )
  select jsonb_build_object(
    'division_code', d.division_code, 'name', d.name, 'name_en', d.name_en, 'level', d.level,
    'items', (select jsonb_agg(jsonb_build_object('item', i.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage) order by i.sort, i.item)
      from public.disclosure_items i where (i.division_code = '420000' or starts_with(d.division_code, private.division_prefix(i.division_code)))
        and private.today() between i.valid_from and coalesce(i.valid_until, 'infinity')),
    'totals', coalesce((select jsonb_agg(jsonb_build_object('item', t.item, 'status', t.status, 'late', t.late, 'n', t.n))
      from private.disclosure_totals(jsonb_build_object('division', code)) t), '[]'),
    'children', coalesce((
      select jsonb_agg(jsonb_build_object('division_code', x.division_code, 'name', x.name, 'name_en', x.name_en,
        'totals', x.totals) order by x.division_code)
      from (select c.division_code, c.name, c.name_en,
          (select jsonb_agg(jsonb_build_object('item', t.item, 'status', t.status, 'late', t.late, 'n', t.n))
            from private.disclosure_totals(jsonb_build_object('division', c.division_code)) t) as totals
        from public.divisions c where c.parent_code = d.division_code) x where x.totals is not null), '[]'),
    'total', coalesce((select sum(m.n) from private.matching_counts(jsonb_build_object('division', code)) m), 0),
    'projects', coalesce((
      select jsonb_agg(jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage,
        'cells', (select jsonb_object_agg(x.item, jsonb_build_object('slug', x.slug, 'status', x.status, 'due_on', x.due_on, 'days_late', x.days_late))
          from public.disclosures x where x.project_id = p.project_id)) order by p.name, p.project_id)
      from inside p), '[]'))
  from public.divisions d where d.division_code = code
$$;
comment on function public.disclosure_matrix(text, int, int) is
  'Projects × items of a division: {items, totals, children [{division, totals}], total, projects [{slug, name, cells {item: {slug, status, due_on, days_late}}}]}, a page of projects, at most 100 and none for the province. Null for a code that no division has.';
revoke execute on function public.disclosure_matrix(text, int, int) from public;
grant execute on function public.disclosure_matrix(text, int, int) to anon, authenticated, service_role;
