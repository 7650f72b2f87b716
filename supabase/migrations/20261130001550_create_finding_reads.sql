-- What everyone reads of findings: the page, the list, the map, a project's, and how disclosures stand.

create function public.finding_page(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  f public.findings;
  history jsonb;
begin
  select * into f from public.findings x where x.slug = finding_page.slug;
  if f.finding_id is null or (f.published_at is null and f.state <> 'withheld') then return null; end if;
  history := coalesce((select jsonb_agg(jsonb_build_object('seq', j.seq, 'kind', j.kind, 'version', j.version, 'facts', private.told_facts(j), 'supersedes', j.supersedes,
      'division_code', j.division_code, 'project_id', j.project_id, 'subject_type', j.subject_type, 'subject_id', j.subject_id,
      'occurred_at', private.iso_time(j.occurred_at), 'recorded_at', private.iso_time(j.recorded_at)) order by j.seq desc)
    from public.journal j where (j.subject_type in ('finding', 'rectification') and j.subject_id = f.finding_id::text)
      or (j.subject_type in ('finding', 'rectification') and j.subject_id = any (array(
        select f.finding_id || '/' || r.position from public.rectifications r where r.finding_id = f.finding_id)))), '[]');
  if f.state = 'withheld' then
    return jsonb_build_object('slug', f.slug, 'number', f.number, 'state', f.state, 'withheld', private.finding_withheld(f), 'demo', f.demo,
      'project', private.project_place(f.project_id), 'history', history,
      'developer', (select jsonb_build_object('slug', g.slug, 'name', g.name) from public.organizations g where g.organization_id = f.developer_id));
  end if;
  return private.finding_whole(f, false) || jsonb_build_object('history', history);
end $$;
comment on function public.finding_page(text) is
  'A public finding with lines, reply, decision, rectifications and the entries of the journal; of a withheld one its stub; null while it is not public. Names no finder but by a number that the finder chose to show.';

create function private.matching_findings(filters jsonb) returns setof public.findings
language sql stable
as $$
  select f.* from public.findings f
  where f.published_at is not null and f.state <> 'withheld'
    and (filters ->> 'division' is null or f.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'city' is null or f.division_code like private.division_prefix(filters ->> 'city') || '%')
    and (filters ->> 'district' is null or f.division_code like private.division_prefix(filters ->> 'district') || '%')
    and (filters ->> 'project' is null or f.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project'))
    and (filters ->> 'open_day' is null or f.open_day_id = (select o.open_day_id from public.open_days o where o.slug = filters ->> 'open_day'))
    and (filters ->> 'developer' is null or f.developer_id = (select o.organization_id from public.organizations o where o.slug = filters ->> 'developer'))
    and (filters ->> 'item' is null or exists (select from public.finding_items x where x.finding_id = f.finding_id and x.item = filters ->> 'item'))
    and (filters ->> 'category' is null or f.category = filters ->> 'category')
    and (not coalesce((filters ->> 'urgent')::boolean, false) or f.urgent)
    and (filters ->> 'from' is null or private.day_of(f.published_at) >= (filters ->> 'from')::date)
    and (filters ->> 'to' is null or private.day_of(f.published_at) <= (filters ->> 'to')::date)
    and (filters ->> 'rectification' is null or case filters ->> 'rectification' when 'overdue' then f.rect_overdue > 0
      when 'open' then f.rect_total > f.rect_closed else f.rect_total > 0 and f.rect_total = f.rect_closed end)
    and (filters ->> 'q' is null or f.number = upper(filters ->> 'q')
      or f.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p))
$$;
comment on function private.matching_findings(jsonb) is
  'Public findings that pass every filter but the outcome: division, city, district (codes), project, developer, open_day (slugs), item, category, urgent, from, to (days of publication), rectification (open, overdue, closed), q. Without `set search_path`, or it could not be inlined; every name in it is qualified.';

create function public.browse_findings(filters jsonb default '{}', sort text default 'published', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 10000) - 1) * size;
  wanted text := filters ->> 'outcome';
  counts jsonb;
  found uuid[];
begin
  select jsonb_build_object('total', coalesce(sum(t.n) filter (where wanted is null or t.outcome = wanted), 0), 'outcomes', coalesce(jsonb_object_agg(t.outcome, t.n), '{}'))
  into counts from (select coalesce(m.outcome, 'unverified') as outcome, count(*) as n from private.matching_findings(filters) m group by 1) t;
  if sort = '-due' then
    found := array(select m.finding_id from private.matching_findings(filters) m where wanted is null or coalesce(m.outcome, 'unverified') = wanted
      order by m.due_on nulls last, m.finding_id limit size offset skip);
  elsif sort = 'changed' then
    found := array(select m.finding_id from private.matching_findings(filters) m where wanted is null or coalesce(m.outcome, 'unverified') = wanted
      order by m.changed_at desc, m.finding_id limit size offset skip);
  else
    found := array(select m.finding_id from private.matching_findings(filters) m where wanted is null or coalesce(m.outcome, 'unverified') = wanted
      order by m.published_at desc, m.finding_id limit size offset skip);
  end if;
  return counts || jsonb_build_object('rows', coalesce((select jsonb_agg(private.finding_card(f) order by x.n)
    from unnest(found) with ordinality x (id, n) join public.findings f on f.finding_id = x.id), '[]'));
end $$;
comment on function public.browse_findings(jsonb, text, int, int) is
  'A page of the list of public findings: {total, outcomes, rows}. outcomes counts with every filter but the outcome. sort: published (newest first), -due, changed. At most 100 rows.';

create function public.map_findings(filters jsonb default '{}', box float8[] default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  -- in plpgsql it is planned for what is asked
  return (select coalesce(jsonb_agg(jsonb_build_object('slug', m.slug, 'number', m.number, 'lat', m.lat, 'lng', m.lng, 'outcome', coalesce(m.outcome, 'unverified'),
    'urgent', m.urgent, 'published_at', private.iso_time(m.published_at), 'project', m.name,
    'rectification', case when m.rect_total = 0 then null when m.rect_overdue > 0 then 'overdue' when m.rect_total > m.rect_closed then 'open' else 'closed' end)
    order by m.published_at desc, m.finding_id), '[]')
  from (select f.*, p.lat, p.lng, p.name from private.matching_findings(filters) f join public.projects p on p.project_id = f.project_id
    where p.lat is not null and (filters ->> 'outcome' is null or coalesce(f.outcome, 'unverified') = filters ->> 'outcome')
      and (box is null or (p.lng >= box[1] and p.lat >= box[2] and p.lng < box[3] and p.lat < box[4]))
    order by f.published_at desc, f.finding_id limit 2000) m);
end $$;
comment on function public.map_findings(jsonb, float8[]) is 'Public findings with a place, newest first, within a box [west, south, east, north] in WGS84 degrees; at most 2000. filters as browse_findings.';

create function private.verification_card(d public.disclosures) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('disclosure', d.slug, 'version', d.version, 'status', coalesce(v.status, 'unverified'), 'confirmed', coalesce(v.confirmed, 0),
    'disputed', coalesce(v.disputed, 0), 'resolved', coalesce(v.resolved, 0), 'pending', coalesce(v.pending, 0), 'categories', coalesce(v.categories, '{}'),
    'last_at', private.iso_time(v.last_at),
    'findings', case when v.disclosure_id is null then '[]' else coalesce((select jsonb_agg(jsonb_build_object('slug', x.slug, 'number', x.number,
        'verdict', x.verdict, 'decision', x.decision, 'published_at', private.iso_time(x.published_at)) order by x.published_at desc, x.slug)
      from (select f.slug, f.number, i.verdict, i.decision, f.published_at from public.finding_items i join public.findings f on f.finding_id = i.finding_id
        where i.disclosure_id = d.disclosure_id and i.version = d.version and i.verdict in ('matched', 'differs') and f.published_at is not null and f.state <> 'withheld'
        order by f.published_at desc, f.slug limit 10) x), '[]') end)
  from (select) one left join public.disclosure_verifications v on v.disclosure_id = d.disclosure_id and v.version = d.version
$$;
comment on function private.verification_card(public.disclosures) is 'How the version of a disclosure that is public now stands, with the newest findings about it.';

create function public.disclosure_verifications(slugs text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_object_agg(d.slug, private.verification_card(d)), '{}') from public.disclosures d
  where d.slug = any (slugs[:200])
$$;
comment on function public.disclosure_verifications(text[]) is 'How disclosures stand after what visitors found, by slug, at most 200: {slug: verification}.';

create function public.finding_rules() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'steps', (select jsonb_agg(jsonb_build_object('item', s.item, 'name', s.name, 'name_en', s.name_en, 'rule', private.rule_of(r.deadline_rule_id)) order by s.n)
      from (values (1, 'triage', '分办', 'Triage'), (2, 'reply', '申辩答复', 'Right of reply'), (3, 'verify', '核实', 'Verification'), (4, 'publish', '公开', 'Publication'),
        (5, 'plan', '整改计划', 'Plan'), (6, 'fix', '整改', 'Putting it right'), (7, 'reinspect', '复查', 'Re-inspection')) s (n, item, name, name_en)
      left join lateral private.deadline_rules_for('finding', s.item, '420000', private.today()) r on true),
    'transitions', (select jsonb_agg(jsonb_build_object('subject', t.subject, 'from_state', t.from_state, 'act', t.act, 'choice', t.choice, 'capacity', t.capacity,
      'to_state', t.to_state, 'needs_reason', t.needs_reason) order by t.sort) from public.finding_transitions t))
$$;
comment on function public.finding_rules() is 'The steps of a finding with the deadlines that hold in the province today, and which step may follow which.';
