-- Open data: one function per data set says what a row is. Dumps, the API, changes and past versions all read it, so that they agree.
-- A record has a key, by which pages are walked and dumps are ordered, and a public id. What belongs to a person or tells when
-- somebody filed something is in neither.

-- 1. Parts --------------------------------------------------------------------------------------------------------

create function private.open_filters(filters jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  given jsonb := coalesce(filters, '{}');
begin
  if jsonb_typeof(given) <> 'object' then raise exception 'invalid' using errcode = '22P02'; end if;
  given := jsonb_strip_nulls(given);
  -- the nearest place that is named holds the others
  if given ?| array['city', 'district'] then
    given := given - array['city', 'district'] || jsonb_build_object('division', coalesce(given -> 'district', given -> 'city'));
  end if;
  if given ? 'project' then
    given := given || jsonb_build_object('project_id', coalesce((select p.project_id from public.projects p where p.slug = given ->> 'project'),
      '00000000-0000-0000-0000-000000000000'));
  end if;
  return given;
end $$;
comment on function private.open_filters(jsonb) is
  'Filters as the functions of rows take them: division out of city and district, project_id beside the slug project. An unknown project is one that has nothing. Raises 22P02 invalid.';

create function private.open_filter_names(dataset text) returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select '{city,district,division,project,project_id}'::text[] || case dataset
    when 'projects' then '{q,type,stage,pilot,place,box,organization}'
    when 'parties' then '{organization,role}'
    when 'milestones' then '{kind,state,from,to}'
    when 'disclosures' then '{q,item,stage,status,organization}'
    when 'documents' then '{disclosure,item,current,type}'
    when 'open_days' then '{q,milestone,kind,month,status,from,to,category,seats}'
    when 'visits' then '{open_day,category}'
    when 'findings' then '{q,open_day,developer,item,outcome,category,rectification,urgent,from,to}'
    when 'rectifications' then '{finding,item,state,overdue}'
    when 'complaints' then '{q,category,group,outcome,organization,bureau,overdue,supervised}'
    when 'deadlines' then '{subject,step,status,from,to,overdue}'
    when 'divisions' then '{level,parent,pilot}'
    when 'catalogue' then '{stage,milestone,mandatory,need,state}'
    else '{}' end::text[]
$$;
comment on function private.open_filter_names(text) is 'What rows of a data set can be narrowed by.';

create function private.open_filters_of(dataset text, filters jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  given jsonb := private.open_filters(filters);
begin
  -- a filter that is not known must not look as if it had been followed
  if exists (select from jsonb_object_keys(given) k where not k = any (private.open_filter_names(dataset))) then
    raise exception 'unknown_filter' using errcode = '23514',
      detail = (select string_agg(k, ', ' order by k) from jsonb_object_keys(given) k where not k = any (private.open_filter_names(dataset)));
  end if;
  return given;
end $$;
comment on function private.open_filters_of(text, jsonb) is 'As open_filters, for one data set. Raises 23514 unknown_filter besides.';

create function private.open_organization(filters jsonb) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case when filters ? 'organization' then filters || jsonb_build_object('organization', coalesce((select o.organization_id from public.organizations o
    where o.slug = filters ->> 'organization'), '00000000-0000-0000-0000-000000000000')) else filters end
$$;
comment on function private.open_organization(jsonb) is 'Filters with the slug of an organization replaced by its id, as lists of projects and disclosures take it.';

-- 2. Projects, parties, milestones --------------------------------------------------------------------------------

create function private.open_project_row(p public.projects) returns jsonb
language sql stable
as $$
  select jsonb_build_object('id', p.slug, 'name', p.name, 'permit_no', p.permit_no, 'project_code', p.project_code,
    'division_code', p.division_code, 'zone', p.zone, 'address', p.address, 'housing_type', p.housing_type, 'stage', p.stage, 'structure', p.structure,
    'fit_out', p.fit_out, 'floor_area_m2', p.floor_area_m2, 'unit_count', p.unit_count, 'building_count', p.building_count, 'pilot', p.pilot,
    'lat', p.lat, 'lng', p.lng, 'location_quality', p.location_quality, 'registered_at', private.iso_time(p.registered_at), 'version', p.version, 'demo', p.demo)
$$;
comment on function private.open_project_row(public.projects) is 'The row of a project. Without `set search_path`, so that it is inlined.';

create function private.open_projects(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  wanted jsonb := private.open_organization(filters);
begin
  return query
  -- whoever counts needs no rows, and the planner then leaves out what they are made of
  select p.project_id::text, case when filters ? 'count' then null else private.open_project_row(p) end
  from private.matching_projects(wanted) p
  where (after is null or p.project_id > after::uuid) and (keys is null or p.project_id = any (keys::uuid[]))
    and (wanted ->> 'project_id' is null or p.project_id = (wanted ->> 'project_id')::uuid)
  order by p.project_id limit n;
end $$;

create function private.open_parties(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select x.project_party_id::text, case when filters ? 'count' then null else jsonb_build_object('id', x.project_party_id, 'project', p.slug, 'role', x.role, 'organization', o.slug,
    'organization_name', o.name, 'uscc', o.uscc, 'leader_name', x.leader_name) end
  from (
    -- the page first, then what belongs to its rows: a join of whole tables would read them from the beginning for each page
    select y.* from public.project_parties y
    where (after is null or y.project_party_id > after::uuid) and (keys is null or y.project_party_id = any (keys::uuid[]))
      and (filters ->> 'project_id' is null or y.project_id = (filters ->> 'project_id')::uuid)
      and (filters ->> 'division' is null or exists (select from public.projects q where q.project_id = y.project_id
        and q.division_code like private.division_prefix(filters ->> 'division') || '%'))
      and (filters ->> 'role' is null or y.role = filters ->> 'role')
      and (filters ->> 'organization' is null or y.organization_id = (select g.organization_id from public.organizations g where g.slug = filters ->> 'organization'))
    order by y.project_party_id limit n) x
  join public.projects p on p.project_id = x.project_id join public.organizations o on o.organization_id = x.organization_id
  order by x.project_party_id;
end $$;

create function private.open_milestones(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select m.milestone_id::text, case when filters ? 'count' then null else jsonb_build_object('id', m.milestone_id, 'project', p.slug, 'kind', m.kind, 'planned_on', m.planned_on, 'reached_on', m.reached_on) end
  from (
    select y.* from public.milestones y
    where (after is null or y.milestone_id > after::uuid) and (keys is null or y.milestone_id = any (keys::uuid[]))
      and (filters ->> 'project_id' is null or y.project_id = (filters ->> 'project_id')::uuid)
      and (filters ->> 'division' is null or exists (select from public.projects q where q.project_id = y.project_id
        and q.division_code like private.division_prefix(filters ->> 'division') || '%'))
      and (filters ->> 'kind' is null or y.kind = filters ->> 'kind')
      and (filters ->> 'state' is null or (y.reached_on is not null) = (filters ->> 'state' = 'reached'))
      and (filters ->> 'from' is null or y.reached_on >= (filters ->> 'from')::date)
      and (filters ->> 'to' is null or y.reached_on <= (filters ->> 'to')::date)
    order by y.milestone_id limit n) m
  join public.projects p on p.project_id = m.project_id
  order by m.milestone_id;
end $$;

-- 3. Disclosures and their documents ------------------------------------------------------------------------------

create function private.open_disclosure_row(d public.disclosures, project text, v public.disclosure_versions, supplied_by text, confirmed_by text, published_by text,
  k public.disclosure_verifications) returns jsonb
language sql stable
as $$
  select jsonb_build_object('id', d.slug, 'project', project, 'division_code', d.division_code, 'item', d.item, 'stage', d.stage, 'status', d.status,
    'trigger_on', d.trigger_on, 'due_on', d.due_on, 'days_late', d.days_late, 'version', d.version, 'first_published_at', private.iso_time(d.first_published_at),
    'published_at', private.iso_time(v.published_at), 'supplied_by', supplied_by, 'confirmed_by', confirmed_by, 'confirmed_role', v.confirmed_role, 'published_by', published_by,
    'facts', v.facts, 'note', v.note, 'reason', v.reason, 'content_hash', v.content_hash, 'journal_seq', v.journal_seq,
    'withheld_ground', case when d.state = 'withheld' then d.withheld_ground end, 'withheld_reason', case when d.state = 'withheld' then d.withheld_reason end,
    'withheld_until', case when d.state = 'withheld' then d.withheld_until end,
    'withdrawn_reason', case when d.state = 'withdrawn' then d.withdrawn_reason end, 'withdrawn_at', case when d.state = 'withdrawn' then private.iso_time(d.withdrawn_at) end,
    'verification', coalesce(k.status, 'unverified'), 'verification_confirmed', coalesce(k.confirmed, 0), 'verification_disputed', coalesce(k.disputed, 0),
    'verification_pending', coalesce(k.pending, 0), 'demo', d.demo)
$$;
comment on function private.open_disclosure_row(public.disclosures, text, public.disclosure_versions, text, text, text, public.disclosure_verifications) is
  'The row of a disclosure, with the version that is public, slugs of organizations and how it stands after visits. Without `set search_path`, so that it is inlined.';

create function private.open_disclosures(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  wanted jsonb := private.with_projects(private.open_organization('{"status": "all"}' || filters));
begin
  return query
  select d.disclosure_id::text, case when filters ? 'count' then null else private.open_disclosure_row(d, p.slug, v, s.slug, c.slug, b.slug, k) end
  from (
    select y.* from private.matching_disclosures(wanted) y
    -- what its milestone has not called for yet is expected, not owed
    where y.status in ('due', 'overdue', 'published', 'withdrawn', 'withheld')
      and (after is null or y.disclosure_id > after::uuid) and (keys is null or y.disclosure_id = any (keys::uuid[]))
      and (wanted ->> 'project_id' is null or y.project_id = (wanted ->> 'project_id')::uuid)
    order by y.disclosure_id limit n) d
  join public.projects p on p.project_id = d.project_id
  left join public.disclosure_versions v on v.disclosure_id = d.disclosure_id and v.version = d.version and v.state = 'published'
  left join public.organizations s on s.organization_id = v.supplied_by
  left join public.organizations c on c.organization_id = v.confirmed_by
  left join public.organizations b on b.organization_id = v.published_by
  left join public.disclosure_verifications k on k.disclosure_id = d.disclosure_id and k.version = d.version
  order by d.disclosure_id;
end $$;

create function private.open_documents(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select x.disclosure_id || '/' || lpad(x.version::text, 4, '0') || '/' || x.document_id,
    case when filters ? 'count' then null else jsonb_build_object('id', x.document_id || '.' || d.slug || '.' || x.version, 'project', p.slug, 'disclosure', d.slug, 'item', d.item, 'version', x.version,
      'current', x.version is not distinct from d.version, 'name', f.file_name, 'media_type', f.media_type, 'bytes', f.bytes, 'sha256', f.sha256,
      'published_at', private.iso_time(v.published_at)) end
  from (
    select y.* from public.disclosure_documents y join public.disclosures q on q.disclosure_id = y.disclosure_id
    where exists (select from public.disclosure_versions w where w.disclosure_id = y.disclosure_id and w.version = y.version and w.state in ('published', 'superseded')
        and (after is null or w.disclosure_id >= split_part(after, '/', 1)::uuid))
      and (after is null or q.disclosure_id >= split_part(after, '/', 1)::uuid)
      and (after is null or (y.disclosure_id, y.version, y.document_id)
        > (split_part(after, '/', 1)::uuid, split_part(after, '/', 2)::int, split_part(after, '/', 3)::uuid))
      and (keys is null or (y.disclosure_id, y.version, y.document_id) in (
        select split_part(k, '/', 1)::uuid, split_part(k, '/', 2)::int, split_part(k, '/', 3)::uuid from unnest(keys) k))
      and (filters ->> 'project_id' is null or q.project_id = (filters ->> 'project_id')::uuid)
      and (filters ->> 'division' is null or q.division_code like private.division_prefix(filters ->> 'division') || '%')
      and (filters ->> 'item' is null or q.item = filters ->> 'item')
      and (filters ->> 'disclosure' is null or q.slug = filters ->> 'disclosure')
      and (filters ->> 'current' is null or (y.version is not distinct from q.version) = (filters ->> 'current' = 'yes'))
      and (filters ->> 'type' is null or exists (select from public.documents t where t.document_id = y.document_id and t.media_type = filters ->> 'type'))
    order by y.disclosure_id, y.version, y.document_id limit n) x
  join public.disclosure_versions v on v.disclosure_id = x.disclosure_id and v.version = x.version
  join public.disclosures d on d.disclosure_id = x.disclosure_id
  join public.projects p on p.project_id = d.project_id
  join public.documents f on f.document_id = x.document_id
  order by x.disclosure_id, x.version, x.document_id;
end $$;

-- 4. Open days and who came ---------------------------------------------------------------------------------------

create function private.open_day_row(o public.open_days) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', o.slug, 'project', p.slug, 'division_code', o.division_code, 'milestone', o.milestone_kind, 'kind', o.origin,
    'title', case when o.announced_at is not null or k.kind is null then o.title else k.name || '工地开放日' end,
    'status', case when o.state <> 'proposed' then o.state when o.overdue_seq is not null then 'overdue' else 'due' end,
    'starts_at', case when o.announced_at is not null then private.iso_time(o.starts_at) end, 'ends_at', case when o.announced_at is not null then private.iso_time(o.ends_at) end,
    'place', case when o.announced_at is not null then o.meeting_point end, 'capacity', case when o.announced_at is not null then o.capacity end,
    'due_on', o.due_on, 'announced_at', private.iso_time(o.announced_at),
    'report', (select case when r ->> 'host_absent' <> '0' or r ->> 'access_refused' <> '0' then 'host_absent ' || (r ->> 'host_absent') || ', access_refused ' || (r ->> 'access_refused') end
      from private.report_counts(o.open_day_id) r),
    'reason', case when o.state = 'cancelled' then coalesce(o.cancelled_note, o.cancelled_reason) when o.announced_at is not null then o.change_reason end,
    'demo', o.demo)
  from public.projects p left join public.milestone_kinds k on k.kind = o.milestone_kind
  where p.project_id = o.project_id
    -- of a day that nobody announced the public learns that it is owed, once its milestone is reached
    and (o.announced_at is not null or (o.origin = 'milestone' and o.state = 'proposed' and o.milestone_reached and o.due_on is not null))
$$;
comment on function private.open_day_row(public.open_days) is 'The row of an open day, or null while it is not public. How full it is and what today is are not in it.';

create function private.open_open_days(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select o.open_day_id::text, case when filters ? 'count' then null else private.open_day_row(o) end from private.matching_open_days(filters - 'project') o
  where (o.announced_at is not null or (o.origin = 'milestone' and o.state = 'proposed' and o.milestone_reached and o.due_on is not null))
    and (after is null or o.open_day_id > after::uuid) and (keys is null or o.open_day_id = any (keys::uuid[]))
    and (filters ->> 'project_id' is null or o.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'kind' is null or o.origin = filters ->> 'kind')
    and (filters ->> 'status' is null or filters ->> 'status' = 'all'
      or filters ->> 'status' = case when o.state <> 'proposed' then o.state when o.overdue_seq is not null then 'overdue' else 'due' end)
  order by o.open_day_id limit n;
end $$;

create function private.open_visits(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select o.open_day_id || '/' || c.category, case when filters ? 'count' then null else jsonb_build_object('id', o.slug || '/' || c.category, 'open_day', o.slug, 'project', p.slug, 'division_code', o.division_code,
    'category', c.category, 'visits', coalesce((o.attended ->> c.category)::int, 0), 'turned_away', f.turned_away, 'findings', f.told) end
  from public.open_days o
  join public.projects p on p.project_id = o.project_id
  cross join unnest('{deputy,expert,media,public,resident}'::text[]) c (category)
  -- who was turned away is told by whoever reports it, and by nobody else
  cross join lateral (select count(*) as told, count(*) filter (where x.kind = 'turned_away') as turned_away from public.findings x
    where x.open_day_id = o.open_day_id and x.category = c.category and x.published_at is not null and x.state <> 'withheld') f
  where o.state in ('held', 'not_held') and o.announced_at is not null and (o.attended ? c.category or f.told > 0)
    and (after is null or (o.open_day_id, c.category collate "C") > (split_part(after, '/', 1)::uuid, split_part(after, '/', 2) collate "C"))
    and (keys is null or (o.open_day_id = any (array(select split_part(k, '/', 1)::uuid from unnest(keys) k)) and o.open_day_id || '/' || c.category = any (keys)))
    and (filters ->> 'project_id' is null or o.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'division' is null or o.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'open_day' is null or o.slug = filters ->> 'open_day')
    and (filters ->> 'category' is null or c.category = filters ->> 'category')
  order by o.open_day_id, c.category collate "C" limit n;
end $$;

-- 5. Findings and putting right -----------------------------------------------------------------------------------

create function private.finding_is_public(f public.findings) returns boolean
language sql immutable parallel safe
as $$ select f.published_at is not null and f.state <> 'withheld' $$;
comment on function private.finding_is_public(public.findings) is 'Whether everyone may read a finding. Without `set search_path`, so that it is inlined.';

create function private.open_finding_row(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', f.slug, 'number', f.number, 'project', p.slug, 'division_code', f.division_code,
    'open_day', (select o.slug from public.open_days o where o.open_day_id = f.open_day_id), 'category', f.category, 'kind', f.kind, 'visited_on', f.visited_on,
    'published_at', private.iso_time(f.published_at), 'published_as', f.published_as, 'outcome', coalesce(f.outcome, 'unverified'), 'urgent', f.urgent, 'lines', f.lines,
    'differs', f.differs, 'out_of_tolerance', f.out_of_tolerance, 'photos', f.photos, 'headline', f.headline,
    'stance', coalesce(f.stance, case when f.needs_reply and f.state not in ('submitted', 'awaiting_reply', 'duplicate', 'out_of_scope') then 'none' end),
    'reply', f.reply_text, 'reply_at', private.iso_time(f.reply_at), 'reply_late', f.reply_late, 'decided_at', private.iso_time(f.decided_at),
    'decided_by', (select o.slug from public.organizations o where o.organization_id = f.decided_by), 'rectifications', f.rect_total, 'rectifications_closed', f.rect_closed,
    'items', coalesce((select jsonb_agg(jsonb_build_object('position', x.position, 'kind', x.kind, 'item', x.item, 'disclosure', d.slug, 'version', x.version,
        'content_hash', x.content_hash, 'verdict', x.verdict, 'note', x.note, 'measured', x.measured, 'decision', x.decision, 'decision_reason', x.decision_reason) order by x.position)
      from public.finding_items x left join public.disclosures d on d.disclosure_id = x.disclosure_id where x.finding_id = f.finding_id), '[]'),
    'demo', f.demo)
  from public.projects p where p.project_id = f.project_id and private.finding_is_public(f)
$$;
comment on function private.open_finding_row(public.findings) is 'The row of a finding, or null while it is not public. It names no finder.';

create index findings_open_idx on public.findings (slug collate "C") where published_at is not null and state <> 'withheld';

create function private.open_findings(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  -- by slug: the id was made on a phone, and may tell when
  return query
  select f.slug, case when filters ? 'count' then null else private.open_finding_row(f) end from private.matching_findings(filters - 'project') f
  where (after is null or f.slug collate "C" > after) and (keys is null or f.slug collate "C" = any (keys))
    and (filters ->> 'project_id' is null or f.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'outcome' is null or coalesce(f.outcome, 'unverified') = filters ->> 'outcome')
  order by f.slug collate "C" limit n;
end $$;

create function private.open_rectification_row(r public.rectifications) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', f.slug || '.' || r.position, 'finding', f.slug, 'position', r.position, 'project', p.slug, 'division_code', f.division_code,
    'item', x.item, 'state', r.state, 'due_on', r.due_on, 'overdue', r.state <> 'closed' and coalesce(r.overdue_told = r.due_on, false),
    'opened_at', private.iso_time(r.opened_at), 'planned_at', private.iso_time(r.planned_at), 'fix_by', r.fix_by, 'plan', r.plan, 'claimed_at', private.iso_time(r.claimed_at),
    'rounds', r.rounds, 'closed_at', private.iso_time(r.closed_at), 'closed_by', r.closed_by, 'override_reason', r.override_reason)
  from public.findings f join public.projects p on p.project_id = f.project_id
  join public.finding_items x on x.finding_id = f.finding_id and x.position = r.position
  where f.finding_id = r.finding_id and private.finding_is_public(f)
$$;
comment on function private.open_rectification_row(public.rectifications) is 'The row of a rectification, or null while its finding is not public. Overdue once it was told to be.';

create function private.open_rectifications(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select f.slug || '.' || lpad(r.position::text, 3, '0'), case when filters ? 'count' then null else private.open_rectification_row(r) end
  from public.findings f join public.rectifications r on r.finding_id = f.finding_id
  where f.published_at is not null and f.state <> 'withheld'
    and (after is null or (f.slug collate "C", r.position) > (split_part(after, '.', 1) collate "C", split_part(after, '.', 2)::int))
    and (after is null or f.slug collate "C" >= split_part(after, '.', 1))
    and (keys is null or (f.slug collate "C" = any (array(select split_part(k, '.', 1) from unnest(keys) k)) and f.slug || '.' || lpad(r.position::text, 3, '0') = any (keys)))
    and (filters ->> 'project_id' is null or f.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'division' is null or f.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'finding' is null or f.slug = filters ->> 'finding')
    and (filters ->> 'item' is null or exists (select from public.finding_items x where x.finding_id = r.finding_id and x.position = r.position and x.item = filters ->> 'item'))
    and (filters ->> 'state' is null or r.state = filters ->> 'state')
    and (not coalesce((filters ->> 'overdue')::boolean, false) or (r.state <> 'closed' and r.overdue_told = r.due_on))
  order by f.slug collate "C", r.position limit n;
end $$;

-- 6. Complaints ---------------------------------------------------------------------------------------------------

create function private.open_complaint_row(c public.complaints) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  words boolean := c.visibility = 'public';
  p public.projects;
begin
  if not coalesce(private.complaint_is_public(c), false) then return null; end if;
  if not c.coarse_place then select * into p from public.projects x where x.project_id = c.project_id; end if;
  return jsonb_build_object('id', c.slug, 'number', c.number, 'project', p.slug, 'division_code', c.division_code, 'category', c.category,
    'visibility', c.visibility, 'state', c.state, 'filed_on', private.complaint_day(c, c.filed_at), 'accepted_on', private.complaint_day(c, c.accepted_at),
    'due_on', case when not c.coarse_time then c.due_on end, 'overdue', c.queue <> 'done' and coalesce(c.overdue_told = c.due_on, false),
    'extended_days', c.extended_days, 'supervised_on', private.complaint_day(c, c.supervised_at), 'replied_on', private.complaint_day(c, c.replied_at),
    -- what an earlier reply said is not how it stands
    'outcome', case when private.reply_stands(c) then c.outcome end, 'result', case when private.reply_stands(c) then c.result end,
    'fix_by', case when not c.coarse_time and private.reply_stands(c) then c.fix_by end, 'closed_on', private.complaint_day(c, c.closed_at),
    'close_reason', case when words then c.close_reason end, 'reopened', c.reopened, 'joined', private.joined_text(c.joined),
    'bureau', (select o.slug from public.organizations o where o.organization_id = c.bureau_id),
    'title', case when words then c.public_title end, 'text', case when words then c.public_text end, 'reply', case when words then c.public_reply end,
    -- as on the map: the place of the project, else what the person marked, to about a hundred metres
    'lat', case when not c.coarse_place then coalesce(p.lat, round(c.lat::numeric, 3)::float8) end,
    'lng', case when not c.coarse_place then coalesce(p.lng, round(c.lng::numeric, 3)::float8) end, 'demo', c.demo);
end $$;
comment on function private.open_complaint_row(public.complaints) is
  'The row of a complaint exactly as far as its page tells it, or null where it is not public. A stub has no words; days, project and place are as coarse as the person asked; overdue once it was told to be.';

create index complaints_open_idx on public.complaints (slug collate "C") where visibility in ('public', 'stub') and published_at is not null;

create function private.open_complaints(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  -- by slug: the id tells to the millisecond when somebody filed it
  return query
  select c.slug, case when filters ? 'count' then null else private.open_complaint_row(c) end from private.matching_complaints(filters - 'overdue') c
  where (after is null or c.slug collate "C" > after) and (keys is null or c.slug collate "C" = any (keys))
    and (filters ->> 'group' is null or private.complaint_group(c.queue) = filters ->> 'group')
    and (not coalesce((filters ->> 'overdue')::boolean, false) or (c.queue <> 'done' and c.overdue_told = c.due_on))
  order by c.slug collate "C" limit n;
end $$;
