-- Which projects have no plan of what they will disclose, or one that falls short: the bureaus' list, and the companies' own.

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
create or replace function private.plan_deviations(project_id uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('item', x.item, 'deviation', x.deviation, 'days', x.days) order by i.sort, x.item, x.deviation), '[]')
  from private.plan_shortfalls() x join public.disclosure_items i on i.item = x.item
  where x.project_id = plan_deviations.project_id
$$;

create function public.browse_plans(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  with mine as materialized (
    select distinct pp.project_id from private.current_memberships() m
    join public.project_parties pp on pp.organization_id = m.organization_id where m.role = 'company_member'
  ), bureaus as materialized (
    select private.division_prefix(o.division_code) as prefix
    from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau'
  ), short as materialized (
    select x.project_id, count(*)::int as n from private.plan_shortfalls() x group by 1
  ), seen as (
    select p.*, pl.version as plan_version, pl.confirmed_at, coalesce(s.n, 0) as deviations,
      case when pl.project_id is null then 'none' when s.n > 0 then 'deviating' else 'complete' end as plan
    from private.matching_projects(filters - 'plan') p
    left join public.disclosure_plans pl on pl.project_id = p.project_id
    left join short s on s.project_id = p.project_id
    where p.project_id in (select x.project_id from mine x)
      or exists (select from bureaus b where p.division_code like b.prefix || '%')
  ), wanted as (
    select * from seen s where filters ->> 'plan' is null or s.plan = filters ->> 'plan'
  ), page as (
    -- those without a plan first, then those that fall short most
    select w.*, row_number() over (order by array_position(array['none', 'deviating', 'complete'], w.plan), w.deviations desc, w.name, w.project_id) as n
    from wanted w order by n
    limit least(greatest(page_size, 1), 100) offset (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)
  )
  select jsonb_build_object(
    'total', (select count(*) from wanted),
    'plans', coalesce((select jsonb_object_agg(t.plan, t.n) from (select s.plan, count(*) as n from seen s group by 1) t), '{}'),
    'rows', coalesce((select jsonb_agg(private.project_card(p) || jsonb_build_object('plan', w.plan, 'version', w.plan_version,
        'confirmed_at', private.iso_time(w.confirmed_at),
        'deviations', case when w.deviations > 0 then private.plan_deviations(w.project_id) else '[]' end) order by w.n)
      from page w join public.projects p on p.project_id = w.project_id), '[]'))
$$;
comment on function public.browse_plans(jsonb, int, int) is
  'Projects of the caller''s jurisdiction or company by their plan: {total, plans {none, deviating, complete}, rows: cards with plan, version, confirmed_at, deviations}. filters: those of matching_projects, plan (none, deviating, complete). At most 100 rows.';
revoke execute on function public.browse_plans(jsonb, int, int) from public, anon;
grant execute on function public.browse_plans(jsonb, int, int) to authenticated;
