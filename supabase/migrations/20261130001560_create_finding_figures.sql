-- Figures of findings: counts over what was received, and how far what was substantiated was put right, in three grades.

create function public.finding_figures(scope jsonb default '{}', from_day date default null, to_day date default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  today date := private.today();
  told jsonb;
begin
  -- in plpgsql it is planned for what is asked
  with chosen as materialized (
    select f.finding_id, f.state, f.outcome, f.stance, f.needs_reply, f.decided_at, f.published_at, f.published_as, f.developer_id,
      f.published_at is not null and f.state <> 'withheld' as is_public, to_char(private.day_of(f.submitted_at), 'YYYY-MM') as month,
      case when d.level = 'county' then d.parent_code else d.division_code end as city
    from public.findings f join public.divisions d on d.division_code = f.division_code
    -- what nobody has sorted yet is between finder and bureau
    where f.state <> 'submitted' and not (scope ? 'supervisor')
      and (scope ->> 'division' is null or f.division_code like private.division_prefix(scope ->> 'division') || '%')
      and (scope ->> 'organization' is null or f.developer_id = (select o.organization_id from public.organizations o where o.slug = scope ->> 'organization'))
      and (scope ->> 'project' is null or f.project_id = (select p.project_id from public.projects p where p.slug = scope ->> 'project'))
      and (from_day is null or private.day_of(f.submitted_at) >= from_day) and (to_day is null or private.day_of(f.submitted_at) <= to_day)
  ), fixes as materialized (
    select c.city, c.developer_id, c.month, r.state, r.closed_by, r.claimed_at, r.closed_at is not null as is_closed,
      r.state <> 'closed' and r.due_on < today as is_overdue, private.day_of(r.closed_at) - private.day_of(r.opened_at) as days,
      exists (select from public.rectification_events e where e.finding_id = r.finding_id and e.position = r.position and e.event = 'reopened') as was_reopened
    from chosen c join public.rectifications r on r.finding_id = c.finding_id where c.is_public
  ), grades as (
    select grouping(x.city, x.developer_id, x.month) as level, x.city, x.developer_id, x.month, jsonb_build_object(
      'substantiated', count(*), 'claimed', count(*) filter (where x.claimed_at is not null or x.is_closed),
      're_inspected', count(*) filter (where x.closed_by in ('finder', 'owner')), 'finder_confirmed', count(*) filter (where x.closed_by = 'finder'),
      'overridden', count(*) filter (where x.closed_by = 'bureau'), 'overdue', count(*) filter (where x.is_overdue),
      'reopened', count(*) filter (where x.was_reopened), 'median_days', percentile_cont(0.5) within group (order by x.days)) as fix
    from fixes x group by grouping sets ((), (x.city), (x.developer_id), (x.month))
  ), nothing as (
    select '{"substantiated": 0, "claimed": 0, "re_inspected": 0, "finder_confirmed": 0, "overridden": 0, "overdue": 0, "reopened": 0, "median_days": null}'::jsonb as fix
  ), published as (
    select grouping(c.city, c.developer_id, c.month) as level, c.city, c.developer_id, c.month, count(*) filter (where c.is_public) as n
    from chosen c group by grouping sets ((), (c.city), (c.developer_id), (c.month))
  ), late as (
    select count(*) filter (where e.event = 'triaged' and e.by = 'clock') as triage, count(*) filter (where e.event = 'passed') as reply,
      count(*) filter (where e.event = 'escalated') as verify
    from chosen c join public.finding_events e on e.finding_id = c.finding_id
  ), person as (
    select s.supervisor_id, (select count(*) from public.visits v where v.supervisor_id = s.supervisor_id and v.void_reason is null) as visits
    from public.supervisors s where s.number = scope ->> 'supervisor'
  )
  select (select jsonb_build_object('submitted', count(*), 'duplicate', count(*) filter (where c.state = 'duplicate'),
      'out_of_scope', count(*) filter (where c.state = 'out_of_scope'), 'published', count(*) filter (where c.is_public),
      'unverified', count(*) filter (where c.is_public and c.published_as = 'unverified'), 'withheld', count(*) filter (where c.state = 'withheld'),
      'decided', count(*) filter (where c.decided_at is not null), 'replied', count(*) filter (where c.stance is not null),
      'no_reply', count(*) filter (where c.stance is null and c.needs_reply and c.state not in ('awaiting_reply', 'duplicate', 'out_of_scope'))) from chosen c)
    || jsonb_build_object(
    'outcomes', coalesce((select jsonb_object_agg(o.outcome, o.n) from (select coalesce(c.outcome, 'unverified') as outcome, count(*) as n
      from chosen c where c.is_public group by 1) o), '{}'),
    'fix', coalesce((select g.fix from grades g where g.level = 7), (select n.fix from nothing n)),
    'late', (select to_jsonb(l) from late l),
    'by_city', coalesce((select jsonb_agg(jsonb_build_object('division_code', d.division_code, 'name', d.name, 'name_en', d.name_en, 'published', p.n)
        || coalesce(g.fix, n.fix) order by d.division_code)
      from published p cross join nothing n join public.divisions d on d.division_code = p.city left join grades g on g.level = 3 and g.city = p.city
      where p.level = 3), '[]'),
    -- by name, which says nothing of anybody: this is no table of ranks
    'by_developer', coalesce((select jsonb_agg(jsonb_build_object('slug', x.slug, 'name', x.name, 'published', x.n) || x.fix order by x.name, x.slug)
      from (select o.slug, o.name, p.n, coalesce(g.fix, n.fix) as fix from published p cross join nothing n
        join public.organizations o on o.organization_id = p.developer_id left join grades g on g.level = 5 and g.developer_id = p.developer_id
        where p.level = 5 and p.n > 0 order by o.name, o.slug limit 50) x), '[]'),
    'by_month', coalesce((select jsonb_agg(jsonb_build_object('month', p.month, 'published', p.n, 'substantiated', coalesce(g.fix -> 'substantiated', '0')) order by p.month)
      from published p left join grades g on g.level = 6 and g.month = p.month where p.level = 6), '[]'),
    'by_item', coalesce((select jsonb_agg(jsonb_build_object('item', i.item, 'name', i.name, 'name_en', i.name_en, 'matched', x.matched, 'differs', x.differs) order by i.sort, i.item)
      from (select l.item, count(*) filter (where l.verdict = 'matched') as matched, count(*) filter (where l.verdict = 'differs') as differs
        from chosen c join public.finding_items l on l.finding_id = c.finding_id
        where c.is_public and l.decision in ('substantiated', 'partly') and l.verdict in ('matched', 'differs') group by 1) x
      join public.disclosure_items i on i.item = x.item), '[]'),
    -- fewer than five visits would tell of single ones
    'supervisor', (select jsonb_build_object('visits', case when p.visits >= 5 then p.visits end,
        'findings', case when p.visits >= 5 then (select count(*) from public.visits v join public.findings f on f.visit_id = v.visit_id
          where v.supervisor_id = p.supervisor_id and f.published_at is not null and f.state <> 'withheld') end,
        'substantiated', case when p.visits >= 5 then (select count(*) from public.visits v join public.findings f on f.visit_id = v.visit_id
          where v.supervisor_id = p.supervisor_id and f.published_at is not null and f.state <> 'withheld' and f.outcome in ('substantiated', 'partly')) end) from person p))
  into told;
  return told;
end $$;
comment on function public.finding_figures(jsonb, date, date) is
  'Counts over findings that were sorted, received between two days, of a division, an organization (slug of a developer), a project (slug): what became of them; of lines to be put right how many are claimed, re-inspected (by finder or owner), confirmed by the finder, closed by the bureau alone, overdue, ever reopened, with the median of days; what was late; by city, developer, month, item. scope.supervisor (number): of that person visits, public findings and those substantiated, and nothing under five visits.';

create function public.project_findings(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'total', (select count(*) from public.findings f where f.project_id = p.project_id and f.published_at is not null and f.state <> 'withheld'),
    'rows', coalesce((select jsonb_agg(private.finding_card(f) order by f.published_at desc, f.finding_id) from (
      select x.* from public.findings x where x.project_id = p.project_id and x.published_at is not null and x.state <> 'withheld'
      order by x.published_at desc, x.finding_id limit 50) f), '[]'),
    'verifications', coalesce((select jsonb_agg(private.verification_card(d) || jsonb_build_object('item', d.item) order by i.sort, i.item)
      from public.disclosures d join public.disclosure_items i on i.item = d.item where d.project_id = p.project_id and d.version is not null), '[]'),
    'figures', public.finding_figures(jsonb_build_object('project', p.slug), null, null))
  from public.projects p where p.slug = project_findings.slug
$$;
comment on function public.project_findings(text) is 'Findings of a project for its page: {total, rows (the newest 50), verifications (of each disclosure that is public, with its item), figures}; null for an unknown one.';

revoke execute on function public.finding_page(text), public.browse_findings(jsonb, text, int, int), public.map_findings(jsonb, float8[]),
  public.disclosure_verifications(text[]), public.project_findings(text), public.finding_rules(), public.finding_figures(jsonb, date, date) from public;
grant execute on function public.finding_page(text), public.browse_findings(jsonb, text, int, int), public.map_findings(jsonb, float8[]),
  public.disclosure_verifications(text[]), public.project_findings(text), public.finding_rules(), public.finding_figures(jsonb, date, date)
  to anon, authenticated, service_role;
