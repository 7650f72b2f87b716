-- Which projects have no plan of what they will disclose, or one that falls short: the bureaus' list, and the companies' own.

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
