-- Four times the same reckoning stood in refresh_open_days. To plan it takes longer than to run it, and a database that
-- has just been opened plans it before its first day: it is reckoned once, and what it gave serves all three statements.
create or replace function private.refresh_open_days(projects uuid[]) returns int
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
declare
  today date := private.today();
  at timestamptz := private.now();
  written int;
begin
  with reckoned as materialized (
    select r.*, p.division_code, p.demo, p.lat, p.lng from private.reckon_open_days(projects) r join public.projects p on p.project_id = r.project_id
  ), added as (
  insert into public.open_days (project_id, division_code, demo, milestone_kind, origin, milestone_on, milestone_reached, due_on, announce_by,
    deadline_rule_id, notice_rule_id, notice_days, minimum, notify, title, lat, lng, capacity, changed_at)
  select r.project_id, r.division_code, r.demo, r.milestone_kind, 'milestone', r.milestone_on, r.milestone_reached, r.due_on, r.announce_by,
    r.deadline_rule_id, r.notice_rule_id, r.notice_days, r.minimum, r.notify, k.name || '工地开放日', r.lat, r.lng,
    (select coalesce(sum(e.value::text::int), 0) from jsonb_each(r.seats) e), at
  from reckoned r join public.milestone_kinds k on k.kind = r.milestone_kind
  where not exists (select from public.open_days x where x.project_id = r.project_id and x.milestone_kind = r.milestone_kind
    and x.origin = 'milestone' and x.state in ('proposed', 'announced', 'held'))
  order by r.project_id, r.milestone_kind
  on conflict do nothing
  returning open_day_id, project_id, milestone_kind
  ), changed as (
  -- what was added just now is not seen here, and is as reckoned
  update public.open_days o set division_code = r.division_code, milestone_on = r.milestone_on, milestone_reached = r.milestone_reached,
    due_on = r.due_on, announce_by = r.announce_by, deadline_rule_id = r.deadline_rule_id, notice_rule_id = r.notice_rule_id,
    notice_days = r.notice_days, minimum = r.minimum, notify = r.notify
  from reckoned r
  where o.project_id = r.project_id and o.milestone_kind = r.milestone_kind and o.origin = 'milestone' and o.state in ('proposed', 'announced')
    and (o.division_code, o.milestone_on, o.milestone_reached, o.due_on, o.announce_by, o.deadline_rule_id, o.notice_rule_id, o.notice_days,
      o.minimum, o.notify) is distinct from (r.division_code, r.milestone_on, r.milestone_reached, r.due_on, r.announce_by, r.deadline_rule_id,
      r.notice_rule_id, r.notice_days, r.minimum, r.notify)
  ), gone as (
  -- the milestone is gone, or its day moved to before the project was registered: nothing is owed any more
  delete from public.open_days o where o.project_id = any (projects) and o.origin = 'milestone' and o.state = 'proposed'
    and o.overdue_seq is null and o.edits = 1
    and not exists (select from reckoned r where r.project_id = o.project_id and r.milestone_kind = o.milestone_kind)
  )
  insert into public.open_day_seats (open_day_id, category, capacity)
  -- what the rule proposes, for the developer to change
  select a.open_day_id, e.key, e.value::text::int from added a
  join reckoned r on r.project_id = a.project_id and r.milestone_kind = a.milestone_kind
  cross join lateral jsonb_each(r.seats) e;
  get diagnostics written = row_count;

  update public.open_days o set status = private.open_day_status(o, at, today)
  where o.project_id = any (projects) and o.state in ('proposed', 'announced') and o.status <> private.open_day_status(o, at, today);
  return written;
end $$;

-- As of open days: its plan takes a hundred times as long as its run, was made anew for the first five calls of each session,
-- and is the same for any projects.
alter function private.refresh_disclosures(uuid[]) set plan_cache_mode = 'force_generic_plan';
