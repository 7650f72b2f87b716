-- How good the data is: what is missing, late or unchecked, by city, each with what it is a part of.

create function public.data_quality() returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return (with places as materialized (
      select d.division_code, case when d.level = 'county' then d.parent_code else d.division_code end as city from public.divisions d
    ), works as (
      select z.city, count(*) as projects, count(*) filter (where p.lat is null) as no_place,
        count(*) filter (where p.lat is not null) as placed, count(*) filter (where p.location_quality = 'doubtful') as doubtful_place,
        count(*) filter (where p.stage <> 'permitting') as begun, count(*) filter (where p.stage <> 'permitting' and p.permit_no is null) as no_permit,
        count(*) filter (where p.project_code is null) as no_code
      from public.projects p join places z on z.division_code = p.division_code group by 1
    ), owed as (
      -- the kept counts, which lists show too
      select z.city, sum(d.n) filter (where d.status in ('published', 'overdue')) as owed, sum(d.n) filter (where d.status = 'published') as published,
        sum(d.n) filter (where d.status = 'published' and d.late) as late, sum(d.n) filter (where d.status = 'overdue') as missing
      from private.disclosure_counts d join places z on z.division_code = d.division_code group by 1
    ), checked as (
      select z.city, count(*) as checked from public.disclosure_verifications v
      join public.disclosures d on d.disclosure_id = v.disclosure_id and d.version = v.version and d.status = 'published'
      join places z on z.division_code = d.division_code where v.status in ('confirmed', 'disputed') group by 1
    ), found as (
      select z.city, count(*) as findings, count(*) filter (where f.outcome is null) as unverified,
        sum(f.rect_total) as rectifications, sum(f.rect_overdue) as rectifications_overdue
      from private.matching_findings('{}') f join places z on z.division_code = f.division_code group by 1
    )
    select jsonb_agg(jsonb_build_object('key', c.division_code, 'name', c.name, 'name_en', c.name_en,
      'projects', coalesce(w.projects, 0), 'no_place', coalesce(w.no_place, 0), 'placed', coalesce(w.placed, 0), 'doubtful_place', coalesce(w.doubtful_place, 0),
      'begun', coalesce(w.begun, 0), 'no_permit', coalesce(w.no_permit, 0), 'no_code', coalesce(w.no_code, 0),
      'owed', coalesce(o.owed, 0), 'missing', coalesce(o.missing, 0), 'published', coalesce(o.published, 0), 'late', coalesce(o.late, 0),
      'unchecked', coalesce(o.published, 0) - coalesce(k.checked, 0),
      'findings', coalesce(f.findings, 0), 'unverified', coalesce(f.unverified, 0),
      'rectifications', coalesce(f.rectifications, 0), 'rectifications_overdue', coalesce(f.rectifications_overdue, 0)) order by c.division_code)
    from public.divisions c left join works w on w.city = c.division_code left join owed o on o.city = c.division_code
      left join checked k on k.city = c.division_code left join found f on f.city = c.division_code
    where c.level in ('prefecture', 'county_direct'));
end $$;
comment on function public.data_quality() is
  'Each city with counts of its projects (without a place, with a doubtful one, begun without a permit number, without a project code), disclosures (owed by today, missing, published, late, not compared with the site), public findings (not verified) and rectifications (overdue). All of it is of rows that everyone can read, so that no small count tells of a person; complaints are counted by complaint_figures, which guards theirs.';
revoke execute on function public.data_quality() from public;
grant execute on function public.data_quality() to anon, authenticated, service_role;
