-- What every verb on complaints stands on: clocks, whose turn it is, who may, what the journal says.
-- One lock order: the complaint first (of several: by id), what belongs to it, messages, and the journal last.

-- 1. Clocks -------------------------------------------------------------------------------------------------------

create function private.shanghai_day(at timestamptz) returns date
language sql immutable parallel safe
as $$ select (at at time zone 'Asia/Shanghai')::date $$;
comment on function private.shanghai_day(timestamptz) is 'The day in Asia/Shanghai. Without `set search_path`, so that it is inlined.';

create function private.reckon_clocks(complaint uuid) returns table (
  clock text, round int, started_on date, due_on date, extra_days int, deadline_rule_id uuid, stopped_on date)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  with e as (
    select x.event_id, x.starts, x.stops, x.extra_days, x.facts, x.division_code, private.shanghai_day(x.at) as day, (x.facts ->> 'received_on')::date as received
    from public.complaint_events x where x.complaint_id = reckon_clocks.complaint
  ), started as (
    select s.clock, e.event_id,
      -- what the person is owed counts from the day an organ had it; what this hub promises, from the day it came here
      case when s.clock = 'notice' then coalesce(e.received, e.day) else e.day end as day, e.division_code, row_number() over (partition by s.clock order by e.event_id)::int as round
    from e cross join lateral unnest(e.starts) s (clock)
  ), ran as (
    select s.*, stop.event_id as stop_id, stop.day as stopped_on from started s
    left join lateral (select x.event_id, x.day from e x where x.event_id > s.event_id and s.clock = any (x.stops) order by x.event_id limit 1) stop on true
  )
  select r.clock, r.round, r.day, private.add_days(r.day, rule.days, rule.day_kind) + more.days, more.days, rule.deadline_rule_id, r.stopped_on
  from ran r
  cross join lateral private.deadline_rules_for('complaint', r.clock, r.division_code, r.day) rule
  cross join lateral (select coalesce(sum(x.extra_days), 0)::int as days from e x
    where x.extra_days is not null and x.event_id > r.event_id and (r.stop_id is null or x.event_id < r.stop_id) and x.facts ->> 'moves' = r.clock) more;
end $$;
comment on function private.reckon_clocks(uuid) is
  'The deadlines of a complaint from its events (a work order of 12345: the first from the day it was received there), the rules in force on the day each began in the division of the bureau in charge then, and the calendar of working days. complaint_clocks holds the same; a test compares.';

create function private.settle_complaint(id uuid) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  main text[];
  turn text;
begin
  insert into public.complaint_clocks as t (complaint_id, clock, round, started_on, due_on, extra_days, deadline_rule_id, stopped_on)
  select id, r.clock, r.round, r.started_on, r.due_on, r.extra_days, r.deadline_rule_id, r.stopped_on from private.reckon_clocks(id) r
  on conflict on constraint complaint_clocks_pkey do update set due_on = excluded.due_on, extra_days = excluded.extra_days,
    stopped_on = excluded.stopped_on
  where (t.due_on, t.extra_days, t.stopped_on) is distinct from (excluded.due_on, excluded.extra_days, excluded.stopped_on);
  select * into c from public.complaints x where x.complaint_id = id;
  main := case when c.state in ('registered', 'transferred', 'objected') then '{notice}' when c.state in ('accepted', 'investigating', 'rectification') then '{answer}'
    when c.state = 'replied' then '{follow_up}' when c.state = 'review_requested' then '{review}' when c.state = 'final_requested' then '{final}'
    when c.state = 'merged' then '{notice,answer}' else '{}' end;
  turn := case when c.state in ('registered', 'transferred') then 'intake' when c.state = 'objected' then 'objection'
    when c.state in ('accepted', 'investigating', 'rectification') then 'handle' when c.state = 'replied' then 'follow_up'
    when c.state = 'review_requested' then 'review' when c.state = 'final_requested' then 'final'
    when c.state = 'merged' and c.replied_at is null then 'merged' else 'done' end;
  update public.complaints x set queue = turn, edits = x.edits + 1, changed_at = private.now(),
    ended_at = case when turn = 'done' then coalesce(x.ended_at, private.now()) end,
    (clock, due_on, deadline_rule_id) = (select k.clock, k.due_on, k.deadline_rule_id from public.complaint_clocks k
      where k.complaint_id = id and k.clock = any (main) and k.stopped_on is null order by k.due_on, k.round desc limit 1)
  where x.complaint_id = id returning * into c;
  return c;
end $$;
comment on function private.settle_complaint(uuid) is 'Says whose turn it is and until when, after any step: the only writer of clocks, queue and due_on.';

create function private.clock_open(c public.complaints, clock text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from public.complaint_clocks k where k.complaint_id = c.complaint_id and k.clock = clock_open.clock
    and k.stopped_on is null and k.due_on >= private.today());
end $$;
comment on function private.clock_open(public.complaints, text) is 'Whether a clock of a complaint runs and has not passed.';

create function private.step_complaint(id uuid, event text, by text, organization uuid default null, reason text default null, facts jsonb default '{}',
  starts text[] default '{}', stops text[] default '{}', extra int default null) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  select * into c from public.complaints x where x.complaint_id = id;
  insert into public.complaint_events (complaint_id, event, state, by, organization_id, reason, facts, starts, stops, extra_days, division_code, at)
  values (id, step_complaint.event, c.state, step_complaint.by, organization, nullif(trim(step_complaint.reason), ''), coalesce(step_complaint.facts, '{}'),
    step_complaint.starts, step_complaint.stops, extra, coalesce(c.bureau_division, c.division_code), private.now());
  if step_complaint.by in ('bureau', 'superior', 'company') then
    insert into private.complaint_acts (complaint_id, act, user_id, organization_id, at) values (id, step_complaint.event, auth.uid(), organization, private.now());
  end if;
  return private.settle_complaint(id);
end $$;
comment on function private.step_complaint(uuid, text, text, uuid, text, jsonb, text[], text[], int) is
  'Writes a step into the history, beside it the officer, and settles the complaint. The state was set before.';

-- 2. Who may ------------------------------------------------------------------------------------------------------

create function private.is_above(division_code text, below text) returns boolean
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return starts_with(below, private.division_prefix(division_code))
    and (length(private.division_prefix(division_code)) < length(private.division_prefix(below)) or division_code like '__0000');
end $$;
comment on function private.is_above(text, text) is 'Whether a bureau of one division is above that of another. Above the province there is the province: another person there.';

create function private.complaint_capacities(c public.complaints) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  mine text[] := '{}';
  m record;
begin
  if auth.uid() is null or not private.session_stands() then return mine; end if;
  if exists (select from private.complaint_keys k where k.complaint_id = c.complaint_id and k.user_id = auth.uid()) then return '{person}'; end if;
  -- whoever recused themselves, or works or worked for a party, has nothing to do with it as an officer (Art 28)
  if not exists (select from private.complaint_recusals r where r.complaint_id = c.complaint_id and r.user_id = auth.uid())
    and not exists (select from public.memberships x join public.project_parties pp on pp.organization_id = x.organization_id
      where x.user_id = auth.uid() and x.role = 'company_member' and pp.project_id = c.project_id) then
    for m in select x.organization_id, x.duties, o.division_code from private.current_memberships() x
      join public.organizations o on o.organization_id = x.organization_id where x.role = 'officer' and o.kind = 'bureau' loop
      if m.organization_id = c.bureau_id or (c.bureau_id is null and starts_with(c.division_code, private.division_prefix(m.division_code))) then
        mine := mine || array(select d.capacity from (values (1, 'reader', true), (2, 'officer', cardinality(m.duties) > 0), (3, 'intake', m.duties && '{intake,reviewer}'),
          (4, 'handler', m.duties && '{handler,reviewer}'), (5, 'leader', m.duties && '{reviewer}'), (6, 'follower', m.duties && '{follow_up,reviewer}'),
          (7, 'moderator', m.duties && '{publisher,intake,reviewer}')) d (n, capacity, has) where d.has order by d.n);
      end if;
      if m.organization_id = c.sender_id and c.state in ('transferred', 'objected') then
        mine := mine || 'reader'::text;
        if m.duties && '{intake,reviewer}' then mine := mine || 'sender'::text; end if;
      end if;
      if private.is_above(m.division_code, coalesce(c.bureau_division, c.division_code)) then
        mine := mine || 'reader'::text;
        if m.duties && '{reviewer}' then mine := mine || 'superior'::text; end if;
      end if;
    end loop;
  end if;
  return array(select distinct x from unnest(mine) x);
end $$;
comment on function private.complaint_capacities(public.complaints) is
  'In which capacities the caller has to do with a complaint: person; or reader, officer, intake, handler, leader, follower, moderator, sender, superior. A company has to do with its extract alone.';

create function private.handled_by_me(c public.complaints, acts text[]) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from private.complaint_acts a where a.complaint_id = c.complaint_id and a.user_id = auth.uid() and a.act = any (acts));
end $$;
comment on function private.handled_by_me(public.complaints, text[]) is 'Whether the caller took one of these steps with a complaint.';

create function private.complaint_block(c public.complaints, act text) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if act in ('close', 'follow_up_reopen') and private.handled_by_me(c, '{investigating,rectification,replied}') then return 'follow_up_must_differ'; end if;
  if act in ('decide_review', 'decide_final', 'hold_hearing')
    and private.handled_by_me(c, '{accepted,investigating,rectification,replied,extended,closed,review_decided}') then return 'review_must_differ'; end if;
  return null;
end $$;
comment on function private.complaint_block(public.complaints, text) is 'Why this officer may not take a step that another may: follow_up_must_differ, review_must_differ; or null.';

create function private.complaint_acts_now(c public.complaints, mine text[]) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return array(select t.act from public.complaint_transitions t
    where t.from_state = c.state and t.capacity = any (mine)
      and case t.act
        when 'object' then private.clock_open(c, 'objection')
        when 'transfer' then t.capacity = 'intake' or c.objections < 2
        when 'close' then private.complaint_block(c, 'close') is null
        when 'reopen' then case t.capacity when 'person' then c.reopened < 3 and c.replied_at is not null and private.clock_open(c, 'review_apply')
          else private.complaint_block(c, 'follow_up_reopen') is null end
        when 'extend' then c.extended_days is null
        when 'request_review' then c.replied_at is not null and private.clock_open(c, 'review_apply')
        when 'request_final' then private.clock_open(c, 'final_apply')
        when 'rate' then c.rated_at is null and c.replied_at is not null
        when 'decide_review' then private.complaint_block(c, 'decide_review') is null
        when 'decide_final' then private.complaint_block(c, 'decide_final') is null and exists (select from private.current_memberships() m
          join public.organizations o on o.organization_id = m.organization_id
          where m.role = 'officer' and m.duties && '{reviewer}' and private.is_above(o.division_code, (select r.division_code from public.organizations r where r.organization_id = c.review_by)))
        when 'hold_hearing' then private.complaint_block(c, 'hold_hearing') is null
        when 'merge' then c.joined = 0
        when 'withdraw' then not c.ex_officio
        when 'publish' then c.wants_public and c.anonymised_at is null
        when 'keep_private' then c.visibility <> 'private'
        when 'supervise' then c.supervised_at is null
        when 'mark_urgent' then not c.urgent
        when 'extract' then c.project_id is not null
        else true end
    group by t.act order by min(t.sort));
end $$;
comment on function private.complaint_acts_now(public.complaints, text[]) is 'What somebody with these capacities may do with a complaint now. Verbs and buttons read the same.';

create function private.lock_complaint(slug text, act text, expected_edits int default null) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  mine text[];
  block text;
begin
  select * into c from public.complaints x where x.slug = lock_complaint.slug for no key update;
  mine := case when c.complaint_id is not null then private.complaint_capacities(c) else '{}' end;
  if cardinality(mine) = 0 then raise exception 'complaint_not_found' using errcode = 'P0002'; end if;
  if not act = any (private.complaint_acts_now(c, mine)) then
    if not exists (select from public.complaint_transitions t where t.act = lock_complaint.act and t.capacity = any (mine)) then
      raise exception 'not_your_act' using errcode = '42501';
    end if;
    if exists (select from public.complaint_transitions t where t.act = lock_complaint.act and t.capacity = any (mine) and t.from_state = c.state) then
      block := private.complaint_block(c, case when act = 'reopen' and 'follower' = any (mine) then 'follow_up_reopen' else act end);
      if block is not null then raise exception '%', block using errcode = '42501'; end if;
    end if;
    raise exception 'complaint_act_refused' using errcode = '55000', detail = c.state;
  end if;
  if expected_edits is not null and c.edits <> expected_edits then raise exception 'complaint_changed_meanwhile' using errcode = '40001'; end if;
  return c;
end $$;
comment on function private.lock_complaint(text, text, int) is
  'The complaint, locked until commit, if the caller may do this with it now. Raises P0002 complaint_not_found; 42501 not_your_act, follow_up_must_differ, review_must_differ; 55000 complaint_act_refused; 40001 complaint_changed_meanwhile.';

create function private.my_bureau_for(c public.complaints) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select o.organization_id from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
  where m.role = 'officer' and o.kind = 'bureau' and (o.organization_id in (c.bureau_id, c.sender_id) or starts_with(coalesce(c.bureau_division, c.division_code), private.division_prefix(o.division_code)))
  order by o.organization_id = c.bureau_id desc nulls last, length(private.division_prefix(o.division_code)) desc, o.organization_id limit 1);
end $$;
comment on function private.my_bureau_for(public.complaints) is 'The bureau in whose name the caller acts: the one in charge where the caller is of it, else the nearest above.';

create function private.route_complaint(division_code text, category text) returns table (bureau_id uuid, bureau_division text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select o.organization_id, o.division_code from (
    select r.organization_id, length(private.division_prefix(r.division_code)) * 2 + case when r.category is null then 1 else 2 end as reach
    from public.complaint_routes r where starts_with(route_complaint.division_code, private.division_prefix(r.division_code))
      and (r.category is null or r.category = route_complaint.category)
    union all
    -- without a route, the nearest bureau that has somebody to take complaints in
    select b.organization_id, length(private.division_prefix(b.division_code)) * 2 from public.organizations b
    where b.kind = 'bureau' and starts_with(route_complaint.division_code, private.division_prefix(b.division_code))
      and exists (select from public.memberships m where m.organization_id = b.organization_id and m.role = 'officer' and m.duties && '{intake,reviewer}'
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity'))) x
  join public.organizations o on o.organization_id = x.organization_id
  order by x.reach desc, o.organization_id limit 1;
end $$;
comment on function private.route_complaint(text, text) is
  'The bureau in charge of a place and kind: by complaint_routes, else the nearest that has somebody to take complaints in; no row where none has.';
