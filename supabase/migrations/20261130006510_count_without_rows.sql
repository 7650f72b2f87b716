-- How many rows pass some filters is counted where they come from: without filters by open_groups, else by keys alone.
-- Of a deadline, what filters look at is its step, its day and how it stands, which is made instead of the whole row.

create function private.open_deadline_mark(step text, due date, status text) returns jsonb
language sql stable
as $$ select jsonb_build_object('step', step, 'due_on', due, 'status', status) $$;
comment on function private.open_deadline_mark(text, date, text) is
  'What filters look at in a row of deadlines, for whoever only counts. Without `set search_path`, so that it is inlined.';

create or replace function private.open_open_days(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function private.open_visits(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function private.open_rectifications(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function private.open_complaint_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function private.open_disclosure_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function private.open_open_day_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function private.open_rectification_deadlines(filters jsonb, after text, n int, keys text[]) returns table (key text, "row" jsonb)
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

create or replace function public.open_count(dataset text, filters jsonb default '{}') returns bigint
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
