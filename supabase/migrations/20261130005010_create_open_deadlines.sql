-- Open data: deadlines of four subjects, divisions, the catalogue, and the door to all thirteen data sets.

-- 1. Deadlines ----------------------------------------------------------------------------------------------------

create function private.open_deadline(subject text, slug text, step text, round int, project text, division text, due date, status text, met date, r public.deadline_rules)
returns jsonb
language sql stable
as $$
  select jsonb_build_object('id', subject || '/' || slug || '/' || step || '/' || round, 'subject', subject, 'subject_id', slug, 'step', step, 'project', project,
    'division_code', division, 'due_on', due, 'status', status, 'met_on', met, 'days_late', case when met is not null then greatest(0, met - due) end,
    'nature', r.nature, 'basis', r.basis, 'basis_en', r.basis_en)
$$;
comment on function private.open_deadline(text, text, text, int, text, text, date, text, date, public.deadline_rules) is
  'A row of deadlines. status: running, overdue (once the journal told so), met, late; without a rule where a plan of the developer set the day. Without `set search_path`, so that it is inlined.';

create function private.open_deadline_mark(step text, due date, status text) returns jsonb
language sql stable
as $$ select jsonb_build_object('step', step, 'due_on', due, 'status', status) $$;
comment on function private.open_deadline_mark(text, date, text) is
  'What filters look at in a row of deadlines, for whoever only counts. Without `set search_path`, so that it is inlined.';

create function private.open_complaint_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select 'complaint/' || c.slug || '/' || k.clock || '/' || lpad(k.round::text, 3, '0'),
    case when filters ? 'count' then private.open_deadline_mark(k.clock, k.due_on, s.status)
      else private.open_deadline('complaint', c.slug, k.clock, k.round, case when not c.coarse_place then (select p.slug from public.projects p where p.project_id = c.project_id) end,
        c.division_code, k.due_on, s.status, k.stopped_on, r) end
  from public.complaints c join public.complaint_clocks k on k.complaint_id = c.complaint_id
  cross join lateral (select case when k.stopped_on > k.due_on then 'late' when k.stopped_on is not null then 'met'
    when c.clock = k.clock and c.due_on = k.due_on and c.overdue_told = k.due_on then 'overdue' else 'running' end as status) s
  join public.deadline_rules r on r.deadline_rule_id = k.deadline_rule_id
  where c.visibility in ('public', 'stub') and c.published_at is not null
    -- a due day tells the day of filing; terms of the person are the person's to keep
    and not c.coarse_time and k.clock in ('notice', 'objection', 'answer', 'follow_up', 'review', 'final')
    and (after is null or c.slug collate "C" >= split_part(after, '/', 1))
    and (after is null or (c.slug collate "C", k.clock collate "C", k.round) > (split_part(after, '/', 1) collate "C", split_part(after, '/', 2) collate "C", split_part(after, '/', 3)::int))
    and (keys is null or c.slug collate "C" = any (array(select split_part(x, '/', 2) from unnest(keys) x)))
    and (keys is null or 'complaint/' || c.slug || '/' || k.clock || '/' || lpad(k.round::text, 3, '0') = any (keys))
    and (filters ->> 'project_id' is null or (not c.coarse_place and c.project_id = (filters ->> 'project_id')::uuid))
    and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
  order by c.slug collate "C", k.clock collate "C", k.round limit n;
end $$;

create function private.open_disclosure_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select 'disclosure/' || d.disclosure_id || '/publish/001',
    case when filters ? 'count' then private.open_deadline_mark('publish', d.due_on, s.status)
      else private.open_deadline('disclosure', d.slug, 'publish', 1, p.slug, d.division_code, d.due_on, s.status, private.day_of(d.first_published_at), r) end
  from (select y.* from public.disclosures y
  where y.due_on is not null and (y.status in ('due', 'overdue') or (y.status in ('published', 'withdrawn') and y.first_published_at is not null))
    and (after is null or y.disclosure_id > split_part(after, '/', 1)::uuid)
    and (keys is null or y.disclosure_id = any (array(select split_part(x, '/', 2)::uuid from unnest(keys) x where split_part(x, '/', 1) = 'disclosure')))
    and (filters ->> 'project_id' is null or y.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'division' is null or y.division_code like private.division_prefix(filters ->> 'division') || '%')
    -- an open item is one that is late or runs: without looking at all that was published
    and (filters ->> 'status' is null or filters ->> 'status' in ('met', 'late') or y.status in ('due', 'overdue'))
  order by y.disclosure_id limit n) d join public.projects p on p.project_id = d.project_id left join public.deadline_rules r on r.deadline_rule_id = d.deadline_rule_id
  cross join lateral (select case when d.status = 'due' then 'running' when d.status = 'overdue' then 'overdue' when d.days_late > 0 then 'late' else 'met' end as status) s
  order by d.disclosure_id;
end $$;

create function private.open_open_day_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select 'open_day/' || o.open_day_id || '/' || s.step || '/001',
    case when filters ? 'count' then private.open_deadline_mark(s.step, s.due_on, t.status)
      else private.open_deadline('open_day', o.slug, s.step, 1, p.slug, o.division_code, s.due_on, t.status, s.met_on, r) end
  from public.open_days o join public.projects p on p.project_id = o.project_id
  cross join lateral (
    select x.step, x.due_on, x.met_on, x.rule, case when o.announce_by <= o.due_on then 'announce' else 'hold' end as late
    from (values ('announce', o.announce_by, private.day_of(o.announced_at), o.notice_rule_id),
      ('hold', o.due_on, case when o.state = 'held' then private.day_of(o.starts_at) end, o.deadline_rule_id)) x (step, due_on, met_on, rule)
    where x.due_on is not null) s
  cross join lateral (select case when s.met_on > s.due_on then 'late' when s.met_on is not null then 'met'
    when o.overdue_seq is not null and s.step = s.late then 'overdue' else 'running' end as status) t
  left join public.deadline_rules r on r.deadline_rule_id = s.rule
  where o.origin = 'milestone' and (o.state in ('announced', 'held') or (o.state = 'proposed' and o.milestone_reached and o.due_on is not null))
    and (after is null or (o.open_day_id, s.step collate "C") > (split_part(after, '/', 1)::uuid, split_part(after, '/', 2) collate "C"))
    and (keys is null or (o.open_day_id = any (array(select split_part(x, '/', 2)::uuid from unnest(keys) x where split_part(x, '/', 1) = 'open_day'))
      and 'open_day/' || o.open_day_id || '/' || s.step || '/001' = any (keys)))
    and (filters ->> 'project_id' is null or o.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'division' is null or o.division_code like private.division_prefix(filters ->> 'division') || '%')
  order by o.open_day_id, s.step collate "C" limit n;
end $$;

create function private.open_rectification_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select 'rectification/' || f.slug || '.' || lpad(r.position::text, 3, '0') || '/' || s.step || '/001',
    case when filters ? 'count' then private.open_deadline_mark(s.step, s.due_on, t.status)
      else private.open_deadline('rectification', f.slug || '.' || r.position, s.step, 1, p.slug, f.division_code, s.due_on, t.status, s.met_on, u) end
  from public.findings f join public.rectifications r on r.finding_id = f.finding_id join public.projects p on p.project_id = f.project_id
  -- the step that is on; and the day that the developer promised, once it was met
  cross join lateral (
    select case r.state when 'awaiting_plan' then 'plan' when 'reopened' then 'plan' when 'planned' then 'fix' else 'reinspect' end as step, r.due_on,
      null::date as met_on, r.deadline_rule_id as rule where r.state <> 'closed' and r.due_on is not null
    union all
    select 'fix', r.fix_by, private.day_of(r.claimed_at), null where r.fix_by is not null and r.claimed_at is not null and r.state <> 'planned') s
  cross join lateral (select case when s.met_on > s.due_on then 'late' when s.met_on is not null then 'met' when r.overdue_told = s.due_on then 'overdue' else 'running' end as status) t
  left join public.deadline_rules u on u.deadline_rule_id = s.rule
  where f.published_at is not null and f.state <> 'withheld'
    and (after is null or f.slug collate "C" >= split_part(after, '.', 1))
    and (after is null or (f.slug collate "C", r.position, s.step collate "C")
      > (split_part(after, '.', 1) collate "C", split_part(split_part(after, '/', 1), '.', 2)::int, split_part(after, '/', 2) collate "C"))
    and (keys is null or f.slug collate "C" = any (array(select split_part(split_part(x, '/', 2), '.', 1) from unnest(keys) x)))
    and (keys is null or 'rectification/' || f.slug || '.' || lpad(r.position::text, 3, '0') || '/' || s.step || '/001' = any (keys))
    and (filters ->> 'project_id' is null or f.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'division' is null or f.division_code like private.division_prefix(filters ->> 'division') || '%')
  order by f.slug collate "C", r.position, s.step collate "C" limit n;
end $$;

create function private.open_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  each text;
  got int := 0;
  more int;
  -- how a day stands is said by its row: of what an index cannot tell, more is read than handed out
  picky boolean := filters ?| array['status', 'from', 'to', 'overdue', 'step'];
begin
  foreach each in array '{complaint,disclosure,open_day,rectification}'::text[] loop
    continue when (after is not null and each < split_part(after, '/', 1)) or (filters ? 'subject' and filters ->> 'subject' <> each)
      or (keys is not null and not exists (select from unnest(keys) k where starts_with(k, each || '/')));
    return query execute format('select x.key, x."row" from private.%I($1, $2, $3, $4) x'
        || case when picky then ' where ($1 ->> ''status'' is null or x."row" ->> ''status'' = $1 ->> ''status'') and ($1 ->> ''step'' is null or x."row" ->> ''step'' = $1 ->> ''step'')'
          || ' and ($1 ->> ''from'' is null or x."row" ->> ''due_on'' >= $1 ->> ''from'') and ($1 ->> ''to'' is null or x."row" ->> ''due_on'' <= $1 ->> ''to'')'
          || ' and (not coalesce(($1 ->> ''overdue'')::boolean, false) or x."row" ->> ''status'' = ''overdue'') limit $5' else '' end, 'open_' || each || '_deadlines')
      using filters, case when each = split_part(after, '/', 1) then substr(after, length(each) + 2) end,
        case when picky then null else n - got end, keys, n - got;
    get diagnostics more = row_count;
    got := got + more;
    exit when got >= n;
  end loop;
end $$;

-- 2. Divisions and the catalogue ----------------------------------------------------------------------------------

create function private.open_divisions(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
begin
  return query
  select d.division_code, jsonb_build_object('id', d.division_code, 'name', d.name, 'name_en', d.name_en, 'level', d.level, 'parent_code', d.parent_code,
    'lat', d.lat, 'lng', d.lng, 'pilot', d.pilot)
  from public.divisions d
  where (after is null or d.division_code collate "C" > after) and (keys is null or d.division_code = any (keys))
    and (filters ->> 'division' is null or d.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'level' is null or d.level = filters ->> 'level')
    and (filters ->> 'parent' is null or d.parent_code = filters ->> 'parent')
    and (filters ->> 'pilot' is null or d.pilot = (filters ->> 'pilot' = 'yes'))
  order by d.division_code collate "C" limit n;
end $$;

create function private.open_item_row(i public.disclosure_items) returns jsonb
language sql immutable parallel safe set search_path = ''
as $$
  select jsonb_build_object('id', i.item, 'division_code', i.division_code, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'mandatory', i.mandatory,
    'provider_roles', to_jsonb(i.provider_roles), 'confirmer_roles', to_jsonb(i.confirmer_roles), 'milestone', i.milestone_kind, 'applies_when', i.applies_when,
    'basis', i.basis, 'basis_en', i.basis_en, 'what', i.what, 'what_en', i.what_en, 'valid_from', i.valid_from, 'valid_until', i.valid_until, 'fields', i.fields)
$$;
comment on function private.open_item_row(public.disclosure_items) is 'The row of an item of the catalogue.';

create function private.open_catalogue(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
begin
  return query
  select i.item, private.open_item_row(i) from public.disclosure_items i
  where (after is null or i.item collate "C" > after) and (keys is null or i.item = any (keys))
    -- what holds in a place: its own and those of all around it
    and (filters ->> 'division' is null or starts_with(filters ->> 'division', private.division_prefix(i.division_code)))
    and (filters ->> 'stage' is null or i.stage = filters ->> 'stage')
    and (filters ->> 'milestone' is null or i.milestone_kind = filters ->> 'milestone')
    and (filters ->> 'need' is null or i.mandatory = (filters ->> 'need' = 'mandatory'))
    and (filters ->> 'state' is null or filters ->> 'state' = case when i.valid_from > private.today() then 'coming'
      when i.valid_until < private.today() then 'ended' else 'in_force' end or filters ->> 'state' = 'all')
    and (filters ->> 'mandatory' is null or i.mandatory = (filters ->> 'mandatory' = 'yes'))
  order by i.item collate "C" limit n;
end $$;

-- 3. The door -----------------------------------------------------------------------------------------------------

create function private.open_datasets() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select '{projects,parties,milestones,disclosures,documents,open_days,visits,findings,rectifications,complaints,deadlines,divisions,catalogue}'::text[]
$$;
comment on function private.open_datasets() is 'Names of the data sets.';

do $$
declare
  each text;
begin
  foreach each in array private.open_datasets() || '{complaint_deadlines,disclosure_deadlines,open_day_deadlines,rectification_deadlines}'::text[] loop
    execute format('comment on function private.%I(jsonb, text, int, text[]) is %L', 'open_' || each,
      'Rows of ' || each || ' by key: those after a key, at most n (null: all), or those with these keys. filters as private.open_filters hands them out. The only place that says what a row is.');
  end loop;
end $$;

create function private.open_page(dataset text, filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if dataset is null or not dataset = any (private.open_datasets()) then raise exception 'unknown_dataset' using errcode = 'P0002'; end if;
  return query execute format('select x.key, x."row" from private.%I($1, $2, $3, $4) x', 'open_' || dataset) using filters, after, n, keys;
end $$;
comment on function private.open_page(text, jsonb, text, int, text[]) is 'Rows of a data set by its name, see private.open_projects. Raises P0002 unknown_dataset.';

create function private.open_head() returns bigint
language sql stable security definer set search_path = ''
as $$ select coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0) $$;
comment on function private.open_head() is 'Number of the newest entry of the journal; 0 while it is empty.';

-- Pages are written as the text they are sent as. jsonb_agg takes every row apart and builds it anew, once for the list and once more for the
-- object around it, only to be written out as text in the end: two thirds of what a page cost.
create function public.open_rows(dataset text, filters jsonb default '{}', after text default null, page_size int default 1000, keys text[] default null) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := case when keys is null then least(greatest(page_size, 1), 5000) end;
  found json;
  last text;
begin
  if cardinality(keys) > 5000 then raise exception 'invalid' using errcode = '22P02'; end if;
  -- head and rows are of one snapshot, because this function is stable: the rows are exactly those at head
  -- a function's rows come in their order
  select coalesce(json_agg(json_build_array(x.key, x."row")), '[]'), case when count(*) = size then (array_agg(x.key))[size] end
  into found, last
  from private.open_page(dataset, private.open_filters_of(dataset, filters), case when keys is null then after end, size, keys) x;
  return json_build_object('head', private.open_head(), 'rows', found, 'next', last);
end $$;
comment on function public.open_rows(text, jsonb, text, int, text[]) is
  'A page of a data set of open data: {head, rows: [[key, row], …], next}. head is the journal entry at which the rows are so; next the key to go on after, null at the end. At most 5000 rows; with keys exactly those that are public, without paging. Raises P0002 unknown_dataset, 22P02 invalid, 23514 unknown_filter (detail: which).';

create function public.open_count(dataset text, filters jsonb default '{}') returns bigint
language plpgsql stable security definer set search_path = ''
as $$
declare
  given jsonb := private.open_filters_of(dataset, filters);
  n bigint;
begin
  if dataset is null or not dataset = any (private.open_datasets()) then raise exception 'unknown_dataset' using errcode = 'P0002'; end if;
  if given = '{}' then
    select coalesce(sum(g.n), 0) into n from private.open_groups(dataset) g;
  else
    select count(*) into n from private.open_page(dataset, given || '{"count": true}', null, null, null);
  end if;
  return n;
end $$;
comment on function public.open_count(text, jsonb) is 'How many rows a data set has that pass the filters. Raises P0002 unknown_dataset, 22P02 invalid, 23514 unknown_filter (detail: which).';

revoke execute on function public.open_rows(text, jsonb, text, int, text[]), public.open_count(text, jsonb) from public;
grant execute on function public.open_rows(text, jsonb, text, int, text[]), public.open_count(text, jsonb) to anon, authenticated, service_role;
