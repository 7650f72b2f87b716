-- An expert who never answers holds nothing up: whoever was asked has a last day, is reminded of it, and can be replaced after it.
-- Late is better than never: until another is asked, the answer is still taken.

-- 1. The day ------------------------------------------------------------------------------------------------------

create or replace function private.rule_item(subject text, item text) returns table (name text, division_code text)
language sql stable security definer set search_path = ''
as $$
  select i.name, i.division_code from public.disclosure_items i where rule_item.subject = 'disclosure' and i.item = rule_item.item
  union all
  select k.name, k.division_code from public.milestone_kinds k
  where rule_item.subject in ('open_day', 'open_day_notice') and k.kind = rule_item.item
  union all
  select s.name, '420000' from (values ('triage', '分办'), ('reply', '申辩答复'), ('verify', '核实'), ('opinion', '专家意见'), ('publish', '公开'),
    ('plan', '整改计划'), ('fix', '整改'), ('reinspect', '复查')) as s (step, name)
  where rule_item.subject = 'finding' and s.step = rule_item.item
$$;
comment on column public.deadline_rules.item is
  'The item of the catalogue; for open days the kind of milestone; for findings the step: triage, reply, verify, opinion, publish, plan, fix, reinspect. What it must be depends on the subject, so that the guard looks at it and no key does.';
insert into public.deadline_rules (subject, item, days, day_kind, nature, valid_from, basis, basis_en) values
  ('finding', 'opinion', 10, 'working', 'default', '2020-04-01', '方案未规定天数。平台默认：受邀后 10 个工作日内由专家出具意见，逾期可另请专家。',
    'The plan gives no number of days. Default of this hub: the expert answers within 10 working days of being asked; after that another may be asked.');

alter table public.finding_opinions
  add column due_on date,
  add column deadline_rule_id uuid,
  add column reminded date,
  add column overdue_told date,
  add column lapsed_at timestamptz,
  drop constraint finding_opinions_state_known,
  drop constraint finding_opinions_answered_is_whole,
  add constraint finding_opinions_state_known check (state in ('asked', 'given', 'declined', 'lapsed')),
  add constraint finding_opinions_answered_is_whole check ((state in ('given', 'declined')) = (answered_at is not null)),
  add constraint finding_opinions_lapsed_is_whole check ((state = 'lapsed') = (lapsed_at is not null)),
  add constraint finding_opinions_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id);
comment on column public.finding_opinions.state is 'asked, given, declined, lapsed (not answered in time, and another was asked).';
comment on column public.finding_opinions.due_on is 'Last day to answer.';
comment on column public.finding_opinions.deadline_rule_id is 'The rule that gave it.';
comment on column public.finding_opinions.reminded is 'The due day that the expert was reminded of.';
comment on column public.finding_opinions.overdue_told is 'The due day of which it was told that it passed: it is the officer''s turn again.';
comment on column public.finding_opinions.lapsed_at is 'When another was asked in place of this one.';
create index finding_opinions_due_idx on public.finding_opinions (due_on, finding_id) where state = 'asked';

-- who was asked before has the same days as who is asked now
update public.finding_opinions o set (due_on, deadline_rule_id) = (
  select d.due_on, d.deadline_rule_id from public.findings f
  cross join lateral private.finding_due('opinion', f.division_code, private.day_of(o.asked_at)) d where f.finding_id = o.finding_id)
where o.state = 'asked';

alter table public.finding_events drop constraint finding_events_event_known, add constraint finding_events_event_known check (event in
  ('submitted', 'triaged', 'urgent', 'assigned', 'passed', 'replied', 'expert_asked', 'expert_declined', 'expert_late', 'expert_lapsed', 'opinion_given',
   'decided', 'published', 'withholding_proposed', 'withholding_refused', 'withheld', 'released', 'escalated'));

-- 2. Whose turn it is ---------------------------------------------------------------------------------------------

create or replace function private.settle_finding(id uuid) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  r record;
begin
  select * into f from public.findings x where x.finding_id = id;
  select count(*) as total, count(*) filter (where x.state = 'closed') as closed, count(*) filter (where x.state = 'claimed_fixed') as claimed,
    count(*) filter (where x.state <> 'closed' and x.overdue_told = x.due_on) as overdue,
    count(*) filter (where x.state in ('awaiting_plan', 'planned', 'reopened')) as to_fix,
    (array_agg(x.due_on order by x.due_on, x.position) filter (where x.state <> 'closed'))[1] as due_on,
    (array_agg(x.deadline_rule_id order by x.due_on, x.position) filter (where x.state <> 'closed'))[1] as rule
  into r from public.rectifications x where x.finding_id = id;
  update public.findings x set rect_total = r.total, rect_closed = r.closed, rect_claimed = r.claimed, rect_overdue = r.overdue,
    due_on = case when f.state in ('published', 'withheld') then r.due_on when f.state in ('duplicate', 'out_of_scope') then null else f.due_on end,
    deadline_rule_id = case when f.state in ('published', 'withheld') then r.rule when f.state in ('duplicate', 'out_of_scope') then null else f.deadline_rule_id end,
    queue = case
      when f.state = 'submitted' then 'triage'
      when f.state in ('duplicate', 'out_of_scope') then 'done'
      when f.state <> 'withheld' and exists (select from private.finding_withholdings w where w.finding_id = id and w.second_at is null) then 'sign'
      when f.state = 'awaiting_reply' then 'reply'
      -- an expert whose day has passed keeps nobody waiting
      when f.state = 'under_verification' then case when exists (select from public.finding_opinions o
        where o.finding_id = id and o.state = 'asked' and o.overdue_told is distinct from o.due_on) then 'opinion' else 'verify' end
      when f.state = 'decided' then 'publish'
      when r.to_fix > 0 then 'rectify'
      when r.claimed > 0 then 'reinspect'
      else 'done' end,
    edits = x.edits + 1, changed_at = private.now()
  where x.finding_id = id returning * into f;
  return f;
end $$;

-- whoever declined, or let the day pass, has nothing more to do with it
create or replace function private.finding_capacities(f public.findings) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  mine text[] := '{}';
  duties text[];
begin
  if auth.uid() is null or not private.session_stands() then return mine; end if;
  -- each question once: a list asks for twenty findings
  select array_agg(distinct coalesce(d.duty, 'none')) into duties from private.current_memberships() m
    join public.organizations o on o.organization_id = m.organization_id left join lateral unnest(m.duties) as d (duty) on true
    where m.role = 'officer' and o.kind = 'bureau' and starts_with(f.division_code, private.division_prefix(o.division_code));
  if duties is not null then
    mine := array(select c.capacity from (values (1, 'officer', true), (2, 'triager', duties && '{intake,reviewer}'),
      (3, 'assigner', duties && '{intake,handler,reviewer}'), (4, 'verifier', duties && '{handler,reviewer}'),
      (5, 'reviewer', duties && '{reviewer}')) c (n, capacity, has) where c.has order by c.n);
  end if;
  if f.state not in ('submitted', 'duplicate', 'out_of_scope') then
    select array_agg(d.duty) into duties from private.duties_on_project(f.project_id) d where d.role = 'developer';
    if duties is not null then mine := mine || 'company'::text; end if;
    if duties && '{reply,edit}' then mine := mine || 'replier'::text; end if;
    if f.published_at is not null and private.is_owner_there(f) then mine := mine || 'owner'::text; end if;
  end if;
  if private.finder_of(f) = auth.uid() then mine := mine || 'finder'::text; end if;
  if exists (select from public.finding_opinions o join public.supervisors s on s.supervisor_id = o.supervisor_id
    where o.finding_id = f.finding_id and s.user_id = auth.uid() and o.state in ('asked', 'given')) then mine := mine || 'expert'::text; end if;
  return mine;
end $$;
create or replace function private.finding_acts_now(f public.findings) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  mine text[] := private.finding_capacities(f);
  person uuid := auth.uid();
  block text;
  given boolean;
  awaited date;
  proposed uuid;
begin
  if cardinality(mine) = 0 then return mine; end if;
  if f.state = 'under_verification' then
    if 'verifier' = any (mine) then block := private.verifier_block(f); end if;
    if f.stance = 'contests' then
      select bool_or(o.state = 'given'), max(coalesce(o.due_on, 'infinity')) filter (where o.state = 'asked') into given, awaited
      from public.finding_opinions o where o.finding_id = f.finding_id;
    end if;
  end if;
  if 'reviewer' = any (mine) then
    select w.first_by into proposed from private.finding_withholdings w where w.finding_id = f.finding_id and w.second_at is null;
  end if;
  return array(select t.act from public.finding_transitions t
    where t.subject = 'finding' and t.from_state = f.state and t.capacity = any (mine)
      and case t.act
        when 'triage' then not 'finder' = any (mine)
        when 'reply' then f.stance is null and f.needs_reply and f.decided_at is null
        when 'ask_expert' then block is null and f.stance = 'contests' and not coalesce(given, false) and coalesce(awaited < private.today(), true)
        when 'give_opinion' then exists (select from public.finding_opinions o join public.supervisors s on s.supervisor_id = o.supervisor_id
          where o.finding_id = f.finding_id and o.state = 'asked' and s.user_id = person)
        when 'decide' then block is null and (f.stance is distinct from 'contests' or coalesce(given, false))
        when 'withhold' then proposed is null
        when 'sign' then proposed is not null and proposed <> person
        else true end
    group by t.act order by min(t.sort));
end $$;

-- 3. Asking, and asking another ------------------------------------------------------------------------------------

create function private.lapse_opinion(f public.findings, bureau uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  late uuid;
begin
  update public.finding_opinions o set state = 'lapsed', lapsed_at = private.now()
  where o.finding_id = f.finding_id and o.state = 'asked' and o.due_on < private.today() returning o.supervisor_id into late;
  if late is null then return; end if;
  perform private.record_finding(f, 'expert_lapsed', 'bureau', bureau);
  perform private.notify_people(array(select s.user_id from public.supervisors s where s.supervisor_id = late and s.user_id is not null), 'finding.opinion_lapsed',
    jsonb_build_object('finding', f.slug, 'number', f.number, 'project', (select p.name from public.projects p where p.project_id = f.project_id)),
    '/account/opinions', 'finding.opinion_lapsed:' || f.finding_id || ':' || late);
end $$;
comment on function private.lapse_opinion(public.findings, uuid) is 'Whoever did not answer in time is released, since another is asked; the history and the expert are told.';

create or replace function public.ask_expert(slug text, number text, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'ask_expert', expected_edits);
  bureau uuid := private.officer_bureau(f.division_code, '{handler,reviewer}');
  asked public.findings;
  s public.supervisors;
begin
  select * into s from public.supervisors x where x.number = ask_expert.number and x.category = 'expert' and x.state = 'registered'
    and private.today() between x.valid_from and x.valid_until;
  if s.supervisor_id is null then raise exception 'expert_unknown' using errcode = 'P0002'; end if;
  if private.expert_block(f, s) or s.user_id = auth.uid()
    or exists (select from public.finding_opinions o where o.finding_id = f.finding_id and o.supervisor_id = s.supervisor_id) then
    raise exception 'expert_conflict' using errcode = '42501';
  end if;
  perform private.lapse_opinion(f, bureau);
  insert into public.finding_opinions (finding_id, supervisor_id, asked_at, due_on, deadline_rule_id)
  select f.finding_id, s.supervisor_id, private.now(), d.due_on, d.deadline_rule_id
  from (select) one left join private.finding_due('opinion', f.division_code, private.today()) d on true;
  f := private.settle_finding(f.finding_id);
  -- the step that begins is the expert's, and runs beside that of the finding
  asked := f;
  select o.due_on, o.deadline_rule_id into asked.due_on, asked.deadline_rule_id from public.finding_opinions o where o.finding_id = f.finding_id and o.state = 'asked';
  perform private.record_finding(asked, 'expert_asked', 'bureau', bureau, null, true);
  perform private.tell_finding(asked, 'expert', 'finding.opinion_asked');
  if f.published_at is not null then perform private.audit('finding.opinion_asked', f.finding_id::text); end if;
  return private.moved(f);
end $$;
comment on function public.ask_expert(text, text, int) is
  'The verifying officer asks a registered expert, by number, about a contested finding; another one once the first declined, or let the last day pass, who then can no longer answer. Raises P0002 expert_unknown; 42501 expert_conflict and what stands against verifying; 55000 finding_act_refused; 40001 finding_changed_meanwhile.';

-- 4. The clock ----------------------------------------------------------------------------------------------------

create function private.remind_experts(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  due date;
  done int := 0;
begin
  for f in select x.* from public.findings x join public.finding_opinions o on o.finding_id = x.finding_id
    where o.state = 'asked' and x.state = 'under_verification' and o.reminded is distinct from o.due_on and o.due_on between private.today() and private.today() + 1
    order by o.due_on, x.finding_id limit max_rows for no key update of x skip locked loop
    update public.finding_opinions o set reminded = o.due_on where o.finding_id = f.finding_id and o.state = 'asked' returning o.due_on into due;
    f.due_on := due;
    perform private.tell_finding(f, 'expert', 'finding.opinion_due');
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.remind_experts(int) is 'The day before the last day, and on it: the expert who was asked. Once for each last day.';

create function private.tell_late_opinion() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  due date;
begin
  select x.* into f from public.findings x join public.finding_opinions o on o.finding_id = x.finding_id
  where o.state = 'asked' and o.overdue_told is distinct from o.due_on and o.due_on < private.today()
  order by o.due_on, x.finding_id limit 1 for no key update of x skip locked;
  if f.finding_id is null then return 0; end if;
  update public.finding_opinions o set overdue_told = o.due_on where o.finding_id = f.finding_id and o.state = 'asked' returning o.due_on into due;
  f := private.settle_finding(f.finding_id);
  -- withheld or decided meanwhile: nobody waits for it any more
  if f.state <> 'under_verification' then return 1; end if;
  perform private.record_finding(f, 'expert_late', 'clock');
  perform private.tell_finding(f, 'handler', 'finding.opinion_late');
  f.due_on := due;
  perform private.tell_finding(f, 'expert', 'finding.opinion_due', '{"late": true}');
  if f.published_at is not null then perform private.audit('finding.opinion_late', f.finding_id::text); end if;
  return 1;
end $$;
comment on function private.tell_late_opinion() is
  'One expert''s last day has passed: it is the officers'' turn again, who may ask another; history, officers and the expert are told. Once for each last day.';

create or replace function public.sweep_findings(max_rows int default 10) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  moved int := private.pass_triage(max_rows);
  published int := 0;
  told int := 0;
begin
  if moved = 0 then moved := private.pass_reply(max_rows); end if;
  if moved = 0 then told := private.remind_findings(max_rows) + private.remind_experts(max_rows); end if;
  if moved + told = 0 then told := private.tell_late_opinion(); end if;
  if moved + told = 0 then published := private.publish_one(); end if;
  if moved + told + published = 0 then told := private.tell_overdue_rectification(); end if;
  -- the last call of a sweep has time for it, and holds no other lock
  if moved + told + published = 0 then perform private.fold_finding_counts(); end if;
  return jsonb_build_object('moved', moved, 'published', published, 'told', told, 'more', moved + published + told > 0);
end $$;
