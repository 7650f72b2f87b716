-- Two sweeps may hold the same project while its milestone moves. As one statement, refresh_open_days saw one snapshot: the
-- later one waited for the day that the other had added, added none, and left the other's reckoning as it was. Statements
-- of their own each see what was committed before them. That the reckoning is planned once, and not four times, is now up
-- to itself: a session keeps the plan of a plpgsql function.
create or replace function private.reckon_open_days(projects uuid[])
returns table (project_id uuid, milestone_kind text, milestone_on date, milestone_reached boolean, due_on date, announce_by date,
  deadline_rule_id uuid, notice_rule_id uuid, notice_days int, minimum jsonb, seats jsonb, notify text[])
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return query
  select p.project_id, m.kind, t.day, m.reached_on is not null, d.day, n.day, r.deadline_rule_id, s.deadline_rule_id,
    k.notice_days, k.minimum, k.seats, k.notify
  from public.projects p
  join public.milestones m on m.project_id = p.project_id
  cross join lateral (select coalesce(m.reached_on, m.planned_on) as day offset 0) t
  cross join lateral (
    select x.* from public.open_day_kinds x
    where x.milestone_kind = m.kind and starts_with(p.division_code, private.division_prefix(x.division_code))
      and t.day between x.valid_from and coalesce(x.valid_until, 'infinity')
    order by length(private.division_prefix(x.division_code)) desc, x.valid_from desc limit 1) k
  left join lateral private.deadline_rules_for('open_day', m.kind, p.division_code, t.day) r on true
  left join lateral private.days_after(t.day, r.days, r.day_kind) d on r.deadline_rule_id is not null
  left join lateral private.deadline_rules_for('open_day_notice', m.kind, p.division_code, t.day) s on true
  left join lateral private.days_after(t.day, s.days, s.day_kind) n on s.deadline_rule_id is not null
  where p.project_id = any (reckon_open_days.projects)
    -- what was accepted before the project was registered here cannot be shown any more
    and t.day >= private.day_of(p.registered_at);
end $$;
comment on function private.reckon_open_days(uuid[]) is
  'The open days that projects owe by their milestones and the rules in force: the only place that reckons their days. Changes nothing.';

create or replace function private.refresh_open_days(projects uuid[]) returns int
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
declare
  today date := private.today();
  at timestamptz := private.now();
  written int;
begin
  with reckoned as materialized (
    select * from private.reckon_open_days(projects)
  ), added as (
    insert into public.open_days (project_id, division_code, demo, milestone_kind, origin, milestone_on, milestone_reached, due_on, announce_by,
      deadline_rule_id, notice_rule_id, notice_days, minimum, notify, title, lat, lng, capacity, changed_at)
    select r.project_id, p.division_code, p.demo, r.milestone_kind, 'milestone', r.milestone_on, r.milestone_reached, r.due_on, r.announce_by,
      r.deadline_rule_id, r.notice_rule_id, r.notice_days, r.minimum, r.notify, k.name || '工地开放日', p.lat, p.lng,
      (select coalesce(sum(e.value::text::int), 0) from jsonb_each(r.seats) e), at
    from reckoned r
    join public.projects p on p.project_id = r.project_id join public.milestone_kinds k on k.kind = r.milestone_kind
    where not exists (select from public.open_days x where x.project_id = r.project_id and x.milestone_kind = r.milestone_kind
      and x.origin = 'milestone' and x.state in ('proposed', 'announced', 'held'))
    order by r.project_id, r.milestone_kind
    on conflict do nothing
    returning open_day_id, project_id, milestone_kind
  )
  insert into public.open_day_seats (open_day_id, category, capacity)
  -- what the rule proposes, for the developer to change
  select a.open_day_id, e.key, e.value::text::int from added a
  join reckoned r on r.project_id = a.project_id and r.milestone_kind = a.milestone_kind
  cross join lateral jsonb_each(r.seats) e;
  get diagnostics written = row_count;

  with reckoned as materialized (
    select r.*, p.division_code from private.reckon_open_days(projects) r join public.projects p on p.project_id = r.project_id
  ), changed as (
    update public.open_days o set division_code = r.division_code, milestone_on = r.milestone_on, milestone_reached = r.milestone_reached,
      due_on = r.due_on, announce_by = r.announce_by, deadline_rule_id = r.deadline_rule_id, notice_rule_id = r.notice_rule_id,
      notice_days = r.notice_days, minimum = r.minimum, notify = r.notify
    from reckoned r
    where o.project_id = r.project_id and o.milestone_kind = r.milestone_kind and o.origin = 'milestone' and o.state in ('proposed', 'announced')
      and (o.division_code, o.milestone_on, o.milestone_reached, o.due_on, o.announce_by, o.deadline_rule_id, o.notice_rule_id, o.notice_days,
        o.minimum, o.notify) is distinct from (r.division_code, r.milestone_on, r.milestone_reached, r.due_on, r.announce_by, r.deadline_rule_id,
        r.notice_rule_id, r.notice_days, r.minimum, r.notify)
  )
  -- the milestone is gone, or its day moved to before the project was registered: nothing is owed any more
  delete from public.open_days o where o.project_id = any (projects) and o.origin = 'milestone' and o.state = 'proposed'
    and o.overdue_seq is null and o.edits = 1
    and not exists (select from reckoned r where r.project_id = o.project_id and r.milestone_kind = o.milestone_kind);

  update public.open_days o set status = private.open_day_status(o, at, today)
  where o.project_id = any (projects) and o.state in ('proposed', 'announced') and o.status <> private.open_day_status(o, at, today);
  return written;
end $$;

-- The clock is read in one place.
create or replace function private.today() returns date
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (private.now() at time zone 'Asia/Shanghai')::date;
end $$;
