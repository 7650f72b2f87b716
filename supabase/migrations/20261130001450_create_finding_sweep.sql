-- What the clock brings to findings: silence holds nothing up. One transaction never waits for a finding while it holds the
-- journal's lock: whatever needs no journal comes first, and of what the journal tells one a call.

create function private.pass_triage(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  done int := 0;
begin
  for f in select x.* from public.findings x where x.state = 'submitted' and x.overdue_told is distinct from x.due_on and x.due_on < private.today()
    order by x.due_on, x.finding_id limit max_rows for no key update skip locked loop
    perform private.tell_finding(f, 'reviewer', 'finding.overdue', '{"step": "triage"}');
    perform private.accept_finding(f, 'by_clock', 'clock', null, null);
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.pass_triage(int) is 'What nobody sorted in time goes on to the developer, as if it had been accepted; reviewers are told.';

create function private.pass_reply(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  done int := 0;
begin
  for f in select x.* from public.findings x where x.state = 'awaiting_reply' and x.overdue_told is distinct from x.due_on and x.due_on < private.today()
    order by x.due_on, x.finding_id limit max_rows for no key update skip locked loop
    f := private.begin_step(f, 'under_verification', 'verify');
    perform private.record_finding(f, 'passed', 'clock', null, null, true);
    perform private.tell_finding(f, 'developer', 'finding.overdue', '{"step": "reply"}');
    perform private.tell_finding(f, 'handler', 'finding.to_verify');
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.pass_reply(int) is 'What the developer did not answer in time goes on without a reply.';

create function private.remind_findings(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  done int := 0;
begin
  for f in select x.* from public.findings x where x.queue <> 'done' and x.reminded is distinct from x.due_on
      and x.due_on between private.today() and private.today() + 1 and x.queue in ('reply', 'rectify', 'triage', 'verify')
    order by x.due_on, x.finding_id limit max_rows for no key update skip locked loop
    update public.findings x set reminded = x.due_on where x.finding_id = f.finding_id;
    if f.queue in ('reply', 'rectify') then perform private.tell_finding(f, 'developer', 'finding.due_soon', jsonb_build_object('step', f.queue));
    elsif f.assignee is not null then perform private.tell_finding(f, 'assignee', 'finding.due_soon', jsonb_build_object('step', f.queue)); end if;
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.remind_findings(int) is 'The day before a last day, and on it: the developer, or the officer it is assigned to. Once for each last day.';

create function private.publish_one() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
begin
  select x.* into f from public.findings x where x.state = 'withheld' and x.withheld_until < private.today()
  order by x.withheld_until, x.finding_id limit 1 for no key update skip locked;
  if f.finding_id is not null then
    perform private.release_withheld(f, 'clock', null, null);
    return 1;
  end if;
  select x.* into f from public.findings x where x.state = 'decided' and x.overdue_told is distinct from x.due_on and x.due_on <= private.today()
  order by x.due_on, x.finding_id limit 1 for no key update skip locked;
  if f.finding_id is not null then
    perform private.publish_finding(f);
    return 1;
  end if;
  select x.* into f from public.findings x where x.state = 'under_verification' and x.overdue_told is distinct from x.due_on and x.due_on < private.today()
  order by x.due_on, x.finding_id limit 1 for no key update skip locked;
  if f.finding_id is null then return 0; end if;
  update public.findings x set overdue_told = x.due_on where x.finding_id = f.finding_id returning * into f;
  perform private.record_finding(f, 'escalated', 'clock');
  perform private.tell_finding(f, 'reviewer', 'finding.overdue', '{"step": "verify"}');
  -- a withholding that ended left it public already
  if f.published_at is null then perform private.publish_finding(f); end if;
  return 1;
end $$;
comment on function private.publish_one() is
  'One finding becomes public: its withholding ended, it was decided, or nobody verified it in time.';

create function private.tell_overdue_rectification() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  r public.rectifications;
  f public.findings;
  step text;
begin
  select x.* into r from public.rectifications x join public.findings y on y.finding_id = x.finding_id
  where x.state <> 'closed' and x.overdue_told is distinct from x.due_on and x.due_on < private.today()
  order by x.due_on, x.finding_id, x.position limit 1 for no key update of y skip locked;
  if r.finding_id is null then return 0; end if;
  step := case r.state when 'claimed_fixed' then 'reinspect' when 'planned' then 'fix' else 'plan' end;
  update public.rectifications x set overdue_told = x.due_on where x.finding_id = r.finding_id and x.position = r.position;
  insert into public.rectification_events (finding_id, position, event, by, round, note, at)
  values (r.finding_id, r.position, 'overdue', 'clock', r.rounds, step, private.now());
  f := private.settle_finding(r.finding_id);
  if step <> 'reinspect' then
    perform private.tell_finding(f, 'developer', 'rectification.overdue', jsonb_build_object('position', r.position, 'step', step));
  end if;
  perform private.tell_finding(f, 'reviewer', 'rectification.overdue', jsonb_build_object('position', r.position, 'step', step));
  perform private.append_rectification(f, r, 'overdue', jsonb_build_object('step', step, 'due_on', r.due_on));
  return 1;
end $$;
comment on function private.tell_overdue_rectification() is 'Tells of one rectification whose last day passed: developer, reviewers, journal. Once for each last day.';

create function public.sweep_findings(max_rows int default 10) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  moved int := private.pass_triage(max_rows);
  published int := 0;
  told int := 0;
begin
  if moved = 0 then moved := private.pass_reply(max_rows); end if;
  if moved = 0 then told := private.remind_findings(max_rows); end if;
  if moved + told = 0 then published := private.publish_one(); end if;
  if moved + told + published = 0 then told := private.tell_overdue_rectification(); end if;
  return jsonb_build_object('moved', moved, 'published', published, 'told', told, 'more', moved + published + told > 0);
end $$;
comment on function public.sweep_findings(int) is
  'Whatever the clock brings to findings, a bounded part of it a call: {moved, published, told, more}. Repeat while more. Service role only.';
revoke execute on function public.sweep_findings(int) from public, anon, authenticated;
grant execute on function public.sweep_findings(int) to service_role;
