-- What milestones owe: the days that are proposed, by when, and what became overdue.

create function private.open_day_status(o public.open_days, at timestamptz, today date) returns text
language sql immutable parallel safe
as $$
  select case
    when o.state not in ('proposed', 'announced') then o.state
    -- a planned day may still slip: only what was reached can be late
    when o.state = 'proposed' then case
      when o.milestone_reached and least(o.announce_by, o.due_on) < today then 'overdue'
      when o.announce_by is null or (not o.milestone_reached and o.announce_by > today + 30) then 'ahead'
      else 'owed' end
    when private.day_of(o.starts_at) = today then 'today'
    when o.booking_closes_at <= at then 'closed'
    when o.taken >= o.capacity then 'full'
    else 'announced' end
$$;
comment on function private.open_day_status(public.open_days, timestamptz, date) is
  'How a day stands at a time. Without `set search_path`, so that it is inlined.';

create function private.reckon_open_days(projects uuid[])
returns table (project_id uuid, milestone_kind text, milestone_on date, milestone_reached boolean, due_on date, announce_by date,
  deadline_rule_id uuid, notice_rule_id uuid, notice_days int, minimum jsonb, seats jsonb, notify text[])
language sql stable
as $$
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
  where p.project_id = any (projects)
    -- what was accepted before the project was registered here cannot be shown any more
    and t.day >= private.day_of(p.registered_at)
$$;
comment on function private.reckon_open_days(uuid[]) is
  'The open days that projects owe by their milestones and the rules in force: the only place that reckons their days. Changes nothing. Without `set search_path`; its callers have the owner''s rights.';

create function private.open_day_facts(o public.open_days) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng,
      'demo', case when p.demo then true end, 'open_day', o.slug, 'title', o.title, 'milestone_kind', o.milestone_kind,
      'milestone_name', k.name, 'milestone_name_en', k.name_en, 'due_on', o.due_on,
      'starts_at', case when o.announced_at is not null then private.iso_time(o.starts_at) end,
      'ends_at', case when o.announced_at is not null then private.iso_time(o.ends_at) end)
    from public.projects p left join public.milestone_kinds k on k.kind = o.milestone_kind where p.project_id = o.project_id);
end $$;
comment on function private.open_day_facts(public.open_days) is 'What every journal entry about an open day says of its project and itself. No persons.';

create function private.append_open_day(o public.open_days, event text, facts jsonb default '{}', supersedes bigint default null) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  return private.append_journal('open_day.' || event, 'open_day', o.open_day_id::text, private.open_day_facts(o) || facts,
    o.project_id, private.parties_of(o.project_id), o.division_code, o.sequence + 1, null, supersedes);
end $$;
comment on function private.append_open_day(public.open_days, text, jsonb, bigint) is 'Appends one entry open_day.<event>; returns its seq.';

create function private.refresh_open_days(projects uuid[]) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  today date := private.today();
  at timestamptz := private.now();
  written int;
begin
  with added as (
  insert into public.open_days (project_id, division_code, demo, milestone_kind, origin, milestone_on, milestone_reached, due_on, announce_by,
    deadline_rule_id, notice_rule_id, notice_days, minimum, notify, title, lat, lng, capacity, changed_at)
  select r.project_id, p.division_code, p.demo, r.milestone_kind, 'milestone', r.milestone_on, r.milestone_reached, r.due_on, r.announce_by,
    r.deadline_rule_id, r.notice_rule_id, r.notice_days, r.minimum, r.notify, k.name || '工地开放日', p.lat, p.lng,
    (select coalesce(sum(e.value::text::int), 0) from jsonb_each(r.seats) e), at
  from private.reckon_open_days(projects) r
  join public.projects p on p.project_id = r.project_id join public.milestone_kinds k on k.kind = r.milestone_kind
  where not exists (select from public.open_days x where x.project_id = r.project_id and x.milestone_kind = r.milestone_kind
    and x.origin = 'milestone' and x.state in ('proposed', 'announced', 'held'))
  order by r.project_id, r.milestone_kind
  on conflict do nothing
  returning open_day_id, project_id, milestone_kind)
  insert into public.open_day_seats (open_day_id, category, capacity)
  -- what the rule proposes, for the developer to change
  select a.open_day_id, e.key, e.value::text::int from added a
  join private.reckon_open_days(projects) r on r.project_id = a.project_id and r.milestone_kind = a.milestone_kind
  cross join lateral jsonb_each(r.seats) e;
  get diagnostics written = row_count;

  update public.open_days o set division_code = p.division_code, milestone_on = r.milestone_on, milestone_reached = r.milestone_reached,
    due_on = r.due_on, announce_by = r.announce_by, deadline_rule_id = r.deadline_rule_id, notice_rule_id = r.notice_rule_id,
    notice_days = r.notice_days, minimum = r.minimum, notify = r.notify
  from private.reckon_open_days(projects) r join public.projects p on p.project_id = r.project_id
  where o.project_id = r.project_id and o.milestone_kind = r.milestone_kind and o.origin = 'milestone' and o.state in ('proposed', 'announced')
    and (o.division_code, o.milestone_on, o.milestone_reached, o.due_on, o.announce_by, o.deadline_rule_id, o.notice_rule_id, o.notice_days,
      o.minimum, o.notify) is distinct from (p.division_code, r.milestone_on, r.milestone_reached, r.due_on, r.announce_by, r.deadline_rule_id,
      r.notice_rule_id, r.notice_days, r.minimum, r.notify);

  -- the milestone is gone, or its day moved to before the project was registered: nothing is owed any more
  delete from public.open_days o where o.project_id = any (projects) and o.origin = 'milestone' and o.state = 'proposed'
    and o.overdue_seq is null and o.edits = 1
    and not exists (select from private.reckon_open_days(projects) r where r.project_id = o.project_id and r.milestone_kind = o.milestone_kind);

  update public.open_days o set status = private.open_day_status(o, at, today)
  where o.project_id = any (projects) and o.state in ('proposed', 'announced') and o.status <> private.open_day_status(o, at, today);
  return written;
end $$;
comment on function private.refresh_open_days(uuid[]) is
  'Proposes what milestones of projects ask for, and writes what differs. The same twice changes nothing. Returns 0 when nothing was proposed. Appends nothing to the journal, so that it never waits for its lock.';

-- No key but its own: whoever writes a milestone never waits for the sweep, which may be waiting for a day.
create table private.open_day_queue (
  queued bigint generated always as identity,
  project_id uuid not null,
  constraint open_day_queue_pkey primary key (queued)
);
comment on table private.open_day_queue is 'Projects whose milestones, division or rules changed since their open days were last reckoned. Emptied by sweep_open_days.';
comment on column private.open_day_queue.queued is 'Order.';
comment on column private.open_day_queue.project_id is 'The project; it may stand here more than once.';

create function private.queue_open_days() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    insert into private.open_day_queue (project_id) select distinct x.project_id from gone x
      where x.kind in (select k.milestone_kind from public.open_day_kinds k);
  else
    insert into private.open_day_queue (project_id) select distinct x.project_id from come x
      where x.kind in (select k.milestone_kind from public.open_day_kinds k);
  end if;
  return null;
end $$;
comment on function private.queue_open_days() is 'Trigger of milestones: those that ask for an open day.';
create trigger milestones_queue_insert after insert on public.milestones
  referencing new table as come for each statement execute function private.queue_open_days();
create trigger milestones_queue_update after update on public.milestones
  referencing new table as come for each statement execute function private.queue_open_days();
create trigger milestones_queue_delete after delete on public.milestones
  referencing old table as gone for each statement execute function private.queue_open_days();

create function private.queue_open_days_of(division_code text, kind text default null) returns void
language sql security definer set search_path = ''
as $$
  insert into private.open_day_queue (project_id)
  select distinct m.project_id from public.milestones m join public.projects p on p.project_id = m.project_id
  where p.division_code like private.division_prefix(queue_open_days_of.division_code) || '%'
    and m.kind in (select k.milestone_kind from public.open_day_kinds k where queue_open_days_of.kind is null or k.milestone_kind = queue_open_days_of.kind)
$$;
comment on function private.queue_open_days_of(text, text) is 'All projects of a division with such a milestone are to be reckoned anew.';

create function private.queue_open_day_rules() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.queue_open_days_of(
    case when tg_table_name = 'calendar_days' then '420000' else to_jsonb(new) ->> 'division_code' end,
    case tg_table_name when 'open_day_kinds' then to_jsonb(new) ->> 'milestone_kind' when 'deadline_rules' then to_jsonb(new) ->> 'item' end);
  return null;
end $$;
comment on function private.queue_open_day_rules() is 'Trigger of the rules, the kinds and the calendar.';
create trigger open_day_kinds_queue after insert or update on public.open_day_kinds
  for each row execute function private.queue_open_day_rules();
create trigger deadline_rules_queue_open_days after insert or update on public.deadline_rules
  for each row when (new.subject <> 'disclosure') execute function private.queue_open_day_rules();
create trigger calendar_days_queue_open_days after insert or update or delete on public.calendar_days
  for each statement execute function private.queue_open_day_rules();

-- rules of open days are no reason to reckon disclosures anew
drop trigger deadline_rules_queue on public.deadline_rules;
create trigger deadline_rules_queue after insert or update on public.deadline_rules
  for each row when (new.subject = 'disclosure') execute function private.queue_catalogue();

-- a project that moves to another division follows other rules
create function private.queue_moved_projects() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.open_day_queue (project_id) values (new.project_id);
  return null;
end $$;
comment on function private.queue_moved_projects() is 'Trigger of projects that move to another division.';
create trigger projects_queue_moved after update of division_code on public.projects
  for each row when (old.division_code <> new.division_code) execute function private.queue_moved_projects();
