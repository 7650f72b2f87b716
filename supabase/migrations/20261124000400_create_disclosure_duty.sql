-- What a project owes and how it stands: one function reckons it, whoever asks — a form, an import, the daily sweep.

-- 1. Facts that every entry of the journal about a disclosure carries -----------------------------------------------

create function private.parties_of(project_id uuid) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select coalesce(array_agg(distinct pp.organization_id), '{}')
    from public.project_parties pp where pp.project_id = parties_of.project_id);
end $$;
comment on function private.parties_of(uuid) is 'The organizations that a project concerns.';

create function private.disclosure_facts(d public.disclosures) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng,
      'demo', case when p.demo then true end, 'disclosure', d.slug, 'item', i.item, 'item_name', i.name, 'item_name_en', i.name_en,
      'item_stage', i.stage, 'due_on', d.due_on)
    from public.projects p, public.disclosure_items i where p.project_id = d.project_id and i.item = d.item);
end $$;
comment on function private.disclosure_facts(public.disclosures) is 'What every journal entry about a disclosure says of its project and item.';

create function private.append_disclosure(d public.disclosures, event text, facts jsonb, version int, supersedes bigint default null)
returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  return private.append_journal('disclosure.' || event, 'disclosure', d.disclosure_id::text,
    private.disclosure_facts(d) || facts, d.project_id, private.parties_of(d.project_id), d.division_code,
    version, null, supersedes);
end $$;
comment on function private.append_disclosure(public.disclosures, text, jsonb, int, bigint) is 'Appends one entry disclosure.<event>; returns its seq.';

-- 2. Counts, kept as those of projects are ------------------------------------------------------------------------

create table private.disclosure_counts (
  division_code text not null,
  item text not null,
  status text not null,
  late boolean not null,
  n int not null,
  constraint disclosure_counts_pkey primary key (division_code, item, status, late)
);
comment on table private.disclosure_counts is 'How many disclosures there are of each combination that lists and the heat map show. Kept by triggers.';
comment on column private.disclosure_counts.division_code is 'County or district.';
comment on column private.disclosure_counts.item is 'The item.';
comment on column private.disclosure_counts.status is 'As in disclosures.';
comment on column private.disclosure_counts.late is 'Of those published: whether after the last day.';
comment on column private.disclosure_counts.n is 'Number of disclosures; 0 where there were some once.';
grant select on private.disclosure_counts to anon, authenticated, service_role;

create function private.count_disclosures() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- as with the counts of projects: writers are one at a time anyway
  perform pg_advisory_xact_lock(4206, 1);
  if tg_op = 'INSERT' then
    insert into private.disclosure_counts as c (division_code, item, status, late, n)
    select y.division_code, y.item, y.status, coalesce(y.days_late > 0, false), count(*) from come y group by 1, 2, 3, 4
    on conflict on constraint disclosure_counts_pkey do update set n = c.n + excluded.n;
  elsif tg_op = 'DELETE' then
    insert into private.disclosure_counts as c (division_code, item, status, late, n)
    select x.division_code, x.item, x.status, coalesce(x.days_late > 0, false), -count(*) from gone x group by 1, 2, 3, 4
    on conflict on constraint disclosure_counts_pkey do update set n = c.n + excluded.n;
  else
    insert into private.disclosure_counts as c (division_code, item, status, late, n)
    select t.division_code, t.item, t.status, t.late, sum(t.change)
    from (
      select y.division_code, y.item, y.status, coalesce(y.days_late > 0, false) as late, 1 as change from come y
      union all
      select x.division_code, x.item, x.status, coalesce(x.days_late > 0, false), -1 from gone x
    ) t group by 1, 2, 3, 4 having sum(t.change) <> 0
    on conflict on constraint disclosure_counts_pkey do update set n = c.n + excluded.n;
  end if;
  return null;
end $$;
comment on function private.count_disclosures() is 'Keeps disclosure_counts in step, once a statement.';
create trigger disclosures_count_insert after insert on public.disclosures
  referencing new table as come for each statement execute function private.count_disclosures();
create trigger disclosures_count_update after update on public.disclosures
  referencing old table as gone new table as come for each statement execute function private.count_disclosures();
create trigger disclosures_count_delete after delete on public.disclosures
  referencing old table as gone for each statement execute function private.count_disclosures();

-- 3. The reckoning ------------------------------------------------------------------------------------------------

create function private.day_of(at timestamptz) returns date
language sql immutable parallel safe
as $$ select (at at time zone 'Asia/Shanghai')::date $$;
comment on function private.day_of(timestamptz) is
  'The calendar day in Asia/Shanghai. Without `set search_path`, so that it is inlined.';

create function private.reckon_disclosures(projects uuid[])
returns table (project_id uuid, item text, applies boolean, trigger_on date, due_on date, expected_on date, deadline_rule_id uuid)
language sql stable
as $$
  select p.project_id, i.item, private.item_applies(i, p, t.day), t.reached,
    case when t.reached is not null then x.day end, case when t.reached is null then x.day end, r.deadline_rule_id
  from public.projects p
  join public.disclosure_items i on starts_with(p.division_code, private.division_prefix(i.division_code))
  left join public.milestones m on m.project_id = p.project_id and m.kind = i.milestone_kind
  -- nobody could disclose here before the project was registered here
  cross join lateral (select case when m.reached_on is not null then greatest(m.reached_on, private.day_of(p.registered_at)) end as day) reached
  -- offset 0: reckoned once a row, not wherever it is used
  cross join lateral (select reached.day as reached, coalesce(reached.day, m.planned_on) as start,
    coalesce(reached.day, m.planned_on, private.today()) as day offset 0) t
  left join lateral private.deadline_rules_for('disclosure', i.item, p.division_code, t.day) r on t.start is not null
  left join lateral private.days_after(t.start, r.days, r.day_kind) x on r.deadline_rule_id is not null
  where p.project_id = any (projects)
$$;
comment on function private.reckon_disclosures(uuid[]) is
  'What projects owe by the catalogue, their milestones and the rules in force on the day that each milestone was reached (or is planned): the only place that reckons a due date. Changes nothing. Without `set search_path`, so that its callers, which have the owner''s rights, inline it; every name in it is qualified.';

create function private.status_of(state text, applies boolean, due_on date, today date) returns text
language sql immutable parallel safe
as $$
  select case
    when state <> 'owed' then state
    when not applies then 'not_applicable'
    when due_on is null then 'ahead'
    when due_on < today then 'overdue'
    else 'due' end
$$;
comment on function private.status_of(text, boolean, date, date) is
  'How a disclosure stands on a day. Without `set search_path`, so that it is inlined.';

create function private.tell_overdue(disclosures uuid[]) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  today date := private.today();
  at timestamptz := date_trunc('milliseconds', private.now());
  head bigint;
  told int;
begin
  -- what append_journal does, for many at once: the lock first, then the numbers
  perform pg_advisory_xact_lock(4206, 1);
  head := coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0);
  with news as materialized (
    select d.disclosure_id, head + row_number() over (order by d.due_on, d.project_id, d.item) as seq, d.status = 'overdue' as is_late,
      private.disclosure_facts(d) || case when d.status = 'overdue' then jsonb_build_object('days', today - d.due_on) else '{}' end as facts,
      d.project_id, private.parties_of(d.project_id) as parties, d.division_code, d.overdue_seq as supersedes
    from public.disclosures d
    where d.disclosure_id = any (disclosures) and d.state = 'owed'
      -- late and not told; or told, and it has turned out otherwise: a milestone's day or a rule was corrected
      and (d.status = 'overdue') = (d.overdue_seq is null)
  ), entries as (
    select (row(n.seq, at, at, case when n.is_late then 'disclosure.overdue' else 'disclosure.rescheduled' end, n.project_id, n.parties,
      n.division_code, 'disclosure', n.disclosure_id::text, 0, jsonb_strip_nulls(n.facts), n.supersedes, null)::public.journal) as entry
    from news n
  ), appended as (
    insert into public.journal (seq, occurred_at, recorded_at, kind, project_id, organization_ids, division_code, subject_type, subject_id,
      version, facts, supersedes, leaf_hash)
    select (e.entry).seq, (e.entry).occurred_at, (e.entry).recorded_at, (e.entry).kind, (e.entry).project_id, (e.entry).organization_ids,
      (e.entry).division_code, (e.entry).subject_type, (e.entry).subject_id, (e.entry).version, (e.entry).facts, (e.entry).supersedes,
      private.journal_leaf(e.entry)
    from entries e order by (e.entry).seq
  )
  update public.disclosures d set overdue_seq = case when n.is_late then n.seq end, changed_at = private.now()
  from news n where d.disclosure_id = n.disclosure_id;
  get diagnostics told = row_count;
  return told;
end $$;
comment on function private.tell_overdue(uuid[]) is
  'Appends disclosure.overdue for what became overdue, once, and disclosure.rescheduled where that is taken back. Returns how many.';

create function private.refresh_disclosures(projects uuid[]) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  today date := private.today();
  changed uuid[];
begin
  with reckoned as materialized (
    select r.*, p.division_code, p.demo from private.reckon_disclosures(projects) r join public.projects p on p.project_id = r.project_id
  ), added as (
    insert into public.disclosures (project_id, item, division_code, stage, demo, trigger_on, due_on, expected_on, deadline_rule_id, status, changed_at)
    select r.project_id, r.item, r.division_code, i.stage, r.demo, r.trigger_on, r.due_on, r.expected_on, r.deadline_rule_id,
      private.status_of('owed', true, r.due_on, today), private.now()
    from reckoned r join public.disclosure_items i on i.item = r.item
    where r.applies and not exists (select from public.disclosures x where x.project_id = r.project_id and x.item = r.item)
    on conflict on constraint disclosures_once_per_item_key do nothing
  )
  update public.disclosures d set
    division_code = r.division_code, trigger_on = r.trigger_on, due_on = r.due_on, expected_on = r.expected_on,
    deadline_rule_id = r.deadline_rule_id, status = private.status_of(d.state, r.applies, r.due_on, today),
    days_late = case when d.first_published_at is not null and r.due_on is not null
      then greatest(0, private.day_of(d.first_published_at) - r.due_on) end
  from reckoned r
  where d.project_id = r.project_id and d.item = r.item
    and (d.division_code, d.trigger_on, d.due_on, d.expected_on, d.deadline_rule_id, d.status)
      is distinct from (r.division_code, r.trigger_on, r.due_on, r.expected_on, r.deadline_rule_id, private.status_of(d.state, r.applies, r.due_on, today));

  select array_agg(d.disclosure_id) into changed from public.disclosures d
  where d.project_id = any (projects) and (d.status = 'overdue') = (d.overdue_seq is null) and d.state = 'owed';
  return case when changed is null then 0 else private.tell_overdue(changed) end;
end $$;
comment on function private.refresh_disclosures(uuid[]) is
  'Reckons anew what projects owe, writes what differs and tells the journal what became overdue. The same twice changes nothing. Returns how many entries it appended.';

-- 4. Whose reckoning is out of date -------------------------------------------------------------------------------

create table private.disclosure_queue (
  project_id uuid not null,
  constraint disclosure_queue_pkey primary key (project_id)
);
comment on table private.disclosure_queue is 'Projects that changed since their disclosures were last reckoned. Emptied by sweep_disclosures.';
comment on column private.disclosure_queue.project_id is 'The project.';

create function private.queue_projects() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.disclosure_queue (project_id) select y.project_id from come y on conflict do nothing;
  return null;
end $$;
comment on function private.queue_projects() is 'Trigger: every change of a project, its milestones included, goes with a new version of its row.';
create trigger projects_queue_insert after insert on public.projects
  referencing new table as come for each statement execute function private.queue_projects();
create trigger projects_queue_update after update on public.projects
  referencing new table as come for each statement execute function private.queue_projects();

create function private.queue_division(division_code text) returns void
language sql security definer set search_path = ''
as $$
  insert into private.disclosure_queue (project_id)
  select p.project_id from public.projects p
  where p.division_code like private.division_prefix(queue_division.division_code) || '%'
  on conflict do nothing
$$;
comment on function private.queue_division(text) is 'All projects of a division are to be reckoned anew: a rule, an item or the calendar changed there.';

create function private.queue_catalogue() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.queue_division(case when tg_table_name = 'calendar_days' then '420000' else to_jsonb(new) ->> 'division_code' end);
  return null;
end $$;
comment on function private.queue_catalogue() is 'Trigger of the catalogue, the rules and the calendar.';
create trigger disclosure_items_queue after insert or update on public.disclosure_items
  for each row execute function private.queue_catalogue();
create trigger deadline_rules_queue after insert or update on public.deadline_rules
  for each row execute function private.queue_catalogue();
create trigger calendar_days_queue after insert or update or delete on public.calendar_days
  for each statement execute function private.queue_catalogue();

create function public.sweep_disclosures(max_projects int default 500) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  queued uuid[];
  late uuid[];
  told int := 0;
begin
  -- the journal's lock first, as every writer: two sweeps never wait for each other crosswise
  perform pg_advisory_xact_lock(4206, 1);
  with taken as (
    delete from private.disclosure_queue q where q.project_id in (
      select x.project_id from private.disclosure_queue x limit max_projects for update skip locked)
    returning q.project_id
  )
  select array_agg(t.project_id) into queued from taken t;
  if queued is not null then told := private.refresh_disclosures(queued); end if;

  select array_agg(distinct x.project_id) into late from (
    select d.project_id from public.disclosures d where d.status = 'due' and d.due_on < private.today() limit max_projects) x;
  if late is not null then
    update public.disclosures d set status = 'overdue'
    where d.project_id = any (late) and d.status = 'due' and d.due_on < private.today();
    told := told + private.tell_overdue(array(
      select d.disclosure_id from public.disclosures d where d.project_id = any (late) and d.status = 'overdue' and d.overdue_seq is null));
  end if;
  return jsonb_build_object('reckoned', coalesce(cardinality(queued), 0), 'told', told,
    'more', coalesce(cardinality(queued), 0) = max_projects or coalesce(cardinality(late), 0) > 0
      or exists (select from private.disclosure_queue));
end $$;
comment on function public.sweep_disclosures(int) is
  'Reckons queued projects anew and tells what became overdue, at most so many projects a call: {reckoned, told, more}. Repeat while more. Only the service role may call it.';
revoke execute on function public.sweep_disclosures(int) from public, anon, authenticated;
grant execute on function public.sweep_disclosures(int) to service_role;

-- A form shows at once what follows from it; an import leaves it to the sweep.
create or replace function public.save_project(facts jsonb, expected_version int default null, buildings jsonb default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  result jsonb;
  id uuid := private.find_project(facts);
begin
  if not private.may_write_project(facts) then
    raise exception 'outside_jurisdiction' using errcode = '42501';
  end if;
  if facts ? 'project_id' and id is null then
    raise exception 'project_not_found' using errcode = 'P0002';
  end if;
  if id is not null and not facts ? 'project_id' then
    raise exception 'project_exists' using errcode = '23505',
      detail = (select p.slug from public.projects p where p.project_id = id);
  end if;
  -- the journal's lock before the row's: a sweep holds the first and may need the second
  perform pg_advisory_xact_lock(4206, 1);
  if id is not null then
    perform from public.projects p where p.project_id = id and (expected_version is null or p.version = expected_version) for update;
    if not found then raise exception 'project_changed_meanwhile' using errcode = '40001'; end if;
  end if;
  result := private.apply_project(facts, true);
  if result ->> 'outcome' = 'refused' then
    raise exception '%', result ->> 'reason' using errcode = '23514';
  end if;
  id := (result ->> 'project_id')::uuid;
  if buildings is not null then
    perform private.save_buildings(id, buildings, result ->> 'outcome' = 'new');
  end if;
  perform private.refresh_disclosures(array[id]);
  delete from private.disclosure_queue q where q.project_id = id;
  perform private.audit('project.saved', id::text, jsonb_build_object('outcome', result ->> 'outcome'));
  return result || (select jsonb_build_object('slug', p.slug, 'version', p.version) from public.projects p where p.project_id = id);
end $$;
