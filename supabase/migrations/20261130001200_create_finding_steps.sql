-- What every verb on findings stands on: deadlines, whose turn it is, who may, who is told, what the journal says.
-- One lock order: the finding first, what belongs to it, how disclosures stand, messages, and the journal last.

-- 1. Deadlines ----------------------------------------------------------------------------------------------------

create function private.finding_due(step text, division_code text, day date) returns table (due_on date, deadline_rule_id uuid)
language sql stable security definer set search_path = ''
as $$
  select private.add_days(finding_due.day, r.days, r.day_kind), r.deadline_rule_id
  from private.deadline_rules_for('finding', step, finding_due.division_code, finding_due.day) r
$$;
comment on function private.finding_due(text, text, date) is 'Last day of a step that begins on a day, with the rule; no row where none is in force.';

create function private.settle_finding(id uuid) returns public.findings
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
      when f.state = 'under_verification' then case when exists (
        select from public.finding_opinions o where o.finding_id = id and o.state = 'asked') then 'opinion' else 'verify' end
      when f.state = 'decided' then 'publish'
      when r.to_fix > 0 then 'rectify'
      when r.claimed > 0 then 'reinspect'
      else 'done' end,
    edits = x.edits + 1, changed_at = private.now()
  where x.finding_id = id returning * into f;
  return f;
end $$;
comment on function private.settle_finding(uuid) is 'Says whose turn it is and until when, after any step: the only writer of queue and of the counts of rectifications.';

create function private.begin_step(f public.findings, to_state text, step text) returns public.findings
language plpgsql security definer set search_path = ''
as $$
begin
  update public.findings x set state = to_state, overdue_told = null,
    (due_on, deadline_rule_id) = (select d.due_on, d.deadline_rule_id from private.finding_due(step, f.division_code, private.today()) d)
  where x.finding_id = f.finding_id;
  return private.settle_finding(f.finding_id);
end $$;
comment on function private.begin_step(public.findings, text, text) is 'A finding comes to a state whose step has its own deadline, counted from today.';

create function private.record_finding(f public.findings, event text, by text, organization uuid default null, reason text default null, starts boolean default false)
returns void
language sql security definer set search_path = ''
as $$
  insert into public.finding_events (finding_id, event, state, by, organization_id, reason, due_on, deadline_rule_id, at)
  values (f.finding_id, record_finding.event, f.state, record_finding.by, organization, reason, case when starts then f.due_on end,
    case when starts then f.deadline_rule_id end, private.now());
  insert into private.finding_acts (finding_id, act, user_id, organization_id, at)
  values (f.finding_id, record_finding.event, case when record_finding.by <> 'clock' then auth.uid() end, organization, private.now())
$$;
comment on function private.record_finding(public.findings, text, text, uuid, text, boolean) is
  'Writes a step into the history, and beside it the person; starts: it begins the step that is due next.';

-- 2. Who may ------------------------------------------------------------------------------------------------------

create function private.officer_bureau(division_code text, duties text[]) returns uuid
language sql stable security definer set search_path = ''
as $$
  select o.organization_id from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
  where m.role = 'officer' and o.kind = 'bureau' and (officer_bureau.duties is null or m.duties && officer_bureau.duties)
    and starts_with(officer_bureau.division_code, private.division_prefix(o.division_code))
  order by length(private.division_prefix(o.division_code)) desc, o.organization_id limit 1
$$;
comment on function private.officer_bureau(text, text[]) is 'The nearest bureau over a division for which the caller has one of the duties (or, asked with null, whatever duty); null for others.';

create function private.finder_of(f public.findings) returns uuid
language sql stable security definer set search_path = ''
as $$ select v.user_id from public.visits v where v.visit_id = f.visit_id $$;
comment on function private.finder_of(public.findings) is 'The person who reported.';

create function private.is_owner_there(f public.findings) returns boolean
language sql stable security definer set search_path = ''
as $$
  select private.session_stands() and not exists (select from public.memberships m join public.project_parties pp on pp.organization_id = m.organization_id
      where m.user_id = auth.uid() and pp.project_id = f.project_id) and exists (select from public.supervisors s
    where s.user_id = auth.uid() and s.category = 'resident' and s.state = 'registered' and private.today() between s.valid_from and s.valid_until
      and (exists (select from public.visits v where v.supervisor_id = s.supervisor_id and v.project_id = f.project_id and v.void_reason is null)
        or exists (select from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id and a.project_id = f.project_id and a.state = 'accepted')))
$$;
comment on function private.is_owner_there(public.findings) is
  'Whether the caller is a registered resident representative who visited the project or was appointed for it.';

create function private.finding_capacities(f public.findings) returns text[]
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
    where o.finding_id = f.finding_id and s.user_id = auth.uid()) then mine := mine || 'expert'::text; end if;
  return mine;
end $$;
comment on function private.finding_capacities(public.findings) is
  'In which capacities the caller has to do with a finding: officer, triager, assigner, verifier, reviewer; company, replier; finder, owner, expert. A developer learns of it once it was sorted.';

create function private.verifier_block(f public.findings) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if exists (select from private.finding_acts a where a.finding_id = f.finding_id and a.act in ('triaged', 'urgent') and a.user_id = auth.uid()) then
    return 'verifier_must_differ';
  end if;
  if exists (select from private.site_officers s where s.project_id = f.project_id and s.user_id = auth.uid()
    and s.from_day <= private.today() and coalesce(s.until_day, 'infinity') >= f.visited_on) then
    return 'site_officer_may_not';
  end if;
  if private.finder_of(f) = auth.uid() or exists (select from public.memberships m join public.project_parties pp on pp.organization_id = m.organization_id
      where m.user_id = auth.uid() and m.role = 'company_member' and pp.project_id = f.project_id)
    or exists (select from public.finding_opinions o join public.supervisors s on s.supervisor_id = o.supervisor_id
      where o.finding_id = f.finding_id and s.user_id = auth.uid()) then
    return 'verifier_conflict';
  end if;
  return null;
end $$;
comment on function private.verifier_block(public.findings) is
  'Why the caller may not verify a finding, or null: sorted it, supervises the site from day to day, or found it, works or worked for a party, was its expert.';

create function private.expert_block(f public.findings, s public.supervisors) returns boolean
language sql stable security definer set search_path = ''
as $$
  select s.user_id is null or s.user_id = coalesce(private.finder_of(f), s.user_id)
    or exists (select from private.supervisor_conflicts c where c.supervisor_id = s.supervisor_id and (c.project_id = f.project_id
      or exists (select from public.project_parties pp where pp.project_id = f.project_id and pp.organization_id = c.organization_id)))
    or exists (select from public.memberships m join public.project_parties pp on pp.organization_id = m.organization_id
      where m.user_id = s.user_id and pp.project_id = f.project_id)
    or exists (select from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id and a.project_id = f.project_id and a.state = 'accepted')
    or exists (select from public.visits v where v.user_id = s.user_id and v.open_day_id = f.open_day_id)
    or exists (select from private.finding_acts a where a.finding_id = f.finding_id and a.user_id = s.user_id)
$$;
comment on function private.expert_block(public.findings, public.supervisors) is
  'Whether an expert has to do with a finding: found it, was there that day, declared a conflict with the project or a party, works or worked for one, was appointed by its developer, or had a part in it as an officer.';

create function private.finding_acts_now(f public.findings) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  mine text[] := private.finding_capacities(f);
  block text := case when 'verifier' = any (mine) then private.verifier_block(f) end;
  proposed uuid := (select w.first_by from private.finding_withholdings w where w.finding_id = f.finding_id and w.second_at is null);
begin
  return array(select t.act from public.finding_transitions t
    where t.subject = 'finding' and t.from_state = f.state and t.capacity = any (mine)
      and case t.act
        when 'triage' then private.finder_of(f) is distinct from auth.uid()
        when 'reply' then f.stance is null and f.needs_reply and f.decided_at is null
        when 'ask_expert' then block is null and f.stance = 'contests' and not exists (select from public.finding_opinions o
          where o.finding_id = f.finding_id and o.state in ('asked', 'given'))
        when 'give_opinion' then exists (select from public.finding_opinions o join public.supervisors s on s.supervisor_id = o.supervisor_id
          where o.finding_id = f.finding_id and o.state = 'asked' and s.user_id = auth.uid())
        when 'decide' then block is null and (f.stance is distinct from 'contests' or exists (select from public.finding_opinions o
          where o.finding_id = f.finding_id and o.state = 'given'))
        when 'withhold' then proposed is null
        when 'sign' then proposed is not null and proposed <> auth.uid()
        else true end
    group by t.act order by min(t.sort));
end $$;
comment on function private.finding_acts_now(public.findings) is 'What the caller may do with a finding now. The verbs and the desk''s buttons read the same.';

create function private.lock_finding(slug text, act text, expected_edits int default null) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  mine text[];
begin
  select * into f from public.findings x where x.slug = lock_finding.slug for no key update;
  mine := case when f.finding_id is not null then private.finding_capacities(f) else '{}' end;
  -- to whoever has nothing to do with it, it does not exist until it is public
  if cardinality(mine) = 0 and (f.finding_id is null or f.published_at is null) then raise exception 'finding_not_found' using errcode = 'P0002'; end if;
  if not act = any (private.finding_acts_now(f)) then
    if not exists (select from public.finding_transitions t where t.subject = 'finding' and t.act = lock_finding.act and t.capacity = any (mine)) then
      raise exception 'not_your_act' using errcode = '42501';
    end if;
    if act in ('decide', 'ask_expert') and f.state = 'under_verification' and private.verifier_block(f) is not null then
      raise exception '%', private.verifier_block(f) using errcode = '42501';
    end if;
    if act = 'decide' and f.state = 'under_verification' then raise exception 'opinion_required' using errcode = '55000'; end if;
    if act = 'sign' and exists (select from private.finding_withholdings w where w.finding_id = f.finding_id and w.second_at is null) then
      raise exception 'signer_must_differ' using errcode = '42501';
    end if;
    if act = 'reply' and f.stance is not null and f.state in ('awaiting_reply', 'under_verification') then raise exception 'reply_given' using errcode = '55000'; end if;
    raise exception 'finding_act_refused' using errcode = '55000', detail = f.state;
  end if;
  if expected_edits is not null and f.edits <> expected_edits then raise exception 'finding_changed_meanwhile' using errcode = '40001'; end if;
  return f;
end $$;
comment on function private.lock_finding(text, text, int) is
  'The finding, locked until commit, if the caller may do this with it now. Raises P0002 finding_not_found; 42501 not_your_act, verifier_must_differ, site_officer_may_not, verifier_conflict, signer_must_differ; 55000 opinion_required, reply_given, finding_act_refused; 40001 finding_changed_meanwhile.';
