-- Sorting, handing out, replying, and what a second expert says.

-- 1. Triage -------------------------------------------------------------------------------------------------------

create function private.moved(f public.findings) returns jsonb
language sql immutable set search_path = ''
as $$ select jsonb_build_object('slug', f.slug, 'state', f.state, 'edits', f.edits) $$;
comment on function private.moved(public.findings) is 'What a verb answers.';

create function private.accept_finding(f public.findings, outcome text, by text, bureau uuid, reason text) returns public.findings
language plpgsql security definer set search_path = ''
as $$
begin
  update public.findings x set triage_outcome = accept_finding.outcome, triage_reason = accept_finding.reason,
    urgent = x.urgent or accept_finding.outcome = 'urgent'
  where x.finding_id = f.finding_id returning * into f;
  -- nobody has to answer a report in which all matched
  f := case when f.needs_reply then private.begin_step(f, 'awaiting_reply', 'reply') else private.begin_step(f, 'under_verification', 'verify') end;
  perform private.record_finding(f, case outcome when 'urgent' then 'urgent' else 'triaged' end, by, bureau, reason, true);
  perform private.tell_finding(f, 'finder', 'finding.triaged', jsonb_build_object('outcome', outcome, 'reason', reason));
  if f.needs_reply then perform private.tell_finding(f, 'developer', 'finding.to_answer', jsonb_build_object('urgent', case when f.urgent then true end));
  else perform private.tell_finding(f, 'handler', 'finding.to_verify'); end if;
  return f;
end $$;
comment on function private.accept_finding(public.findings, text, text, uuid, text) is 'A finding goes on: to the developer, or where all matched to verification.';

create function private.triage_one(slug text, outcome text, reason text, duplicate_of text, expected_edits int) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings := private.lock_finding(slug, 'triage', expected_edits);
  bureau uuid := private.officer_bureau(f.division_code, '{intake,reviewer}');
  first uuid;
begin
  if outcome is null or outcome not in ('accept', 'urgent', 'duplicate', 'out_of_scope') then
    raise exception 'triage_outcome_unknown' using errcode = '23514';
  end if;
  if outcome <> 'accept' and coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  if outcome in ('accept', 'urgent') then return private.accept_finding(f, outcome, 'bureau', bureau, nullif(trim(reason), '')); end if;
  if outcome = 'duplicate' then
    select x.finding_id into first from public.findings x where x.slug = triage_one.duplicate_of and x.project_id = f.project_id
      and x.finding_id <> f.finding_id and x.state not in ('duplicate', 'out_of_scope');
    if first is null then raise exception 'duplicate_unknown' using errcode = '23514'; end if;
  end if;
  update public.findings x set state = triage_one.outcome, triage_outcome = triage_one.outcome, triage_reason = trim(triage_one.reason), duplicate_of = first
  where x.finding_id = f.finding_id;
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, 'triaged', 'bureau', bureau, trim(reason));
  perform private.tell_finding(f, 'finder', 'finding.triaged', jsonb_build_object('outcome', outcome, 'reason', trim(reason)));
  return f;
end $$;
comment on function private.triage_one(text, text, text, text, int) is 'One finding is sorted. Raises what triage_findings answers as problem.';

create function private.each_finding(slugs text[], verb text, args jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  one text;
  answers jsonb := '[]';
  problem text;
begin
  if cardinality(slugs) not between 1 and 100 then raise exception 'finding_limit' using errcode = '23514'; end if;
  -- in one order for all; answered in the order that was asked
  for one in select distinct s from unnest(slugs) s order by 1 loop
    begin
      f := case verb when 'triage' then private.triage_one(one, args ->> 'outcome', args ->> 'reason', args ->> 'duplicate_of', (args ->> 'expected_edits')::int)
        else private.assign_one(one, (args ->> 'officer')::uuid) end;
      answers := answers || jsonb_build_array(private.moved(f) || '{"problem": null}');
    exception when insufficient_privilege or no_data_found or object_not_in_prerequisite_state or check_violation or serialization_failure then
      get stacked diagnostics problem = message_text;
      answers := answers || jsonb_build_array(jsonb_build_object('slug', one, 'state', null, 'edits', null, 'problem', problem));
    end;
  end loop;
  return (select jsonb_agg(a order by array_position(slugs, a ->> 'slug')) from jsonb_array_elements(answers) a);
end $$;
comment on function private.each_finding(text[], text, jsonb) is 'The same verb for each of up to 100 findings, each on its own: [{slug, state, edits, problem}] in the order asked. Raises 23514 finding_limit.';

create function public.triage_findings(slugs text[], outcome text, reason text default null, duplicate_of text default null, expected_edits int default null)
returns jsonb
language sql security definer set search_path = '' set lock_timeout = '3s'
as $$
  select private.each_finding(slugs, 'triage', jsonb_build_object('outcome', outcome, 'reason', reason, 'duplicate_of', duplicate_of,
    'expected_edits', case when cardinality(slugs) = 1 then expected_edits end))
$$;
comment on function public.triage_findings(text[], text, text, text, int) is
  'The bureau (duty intake or reviewer) sorts up to 100 findings: accept, urgent, duplicate (of a finding of the same project), out_of_scope; with a reason, but for accept, that the finder reads. Each on its own: [{slug, state, edits, problem}]; problem: finding_not_found, not_your_act, finding_act_refused, finding_changed_meanwhile, reason_missing, triage_outcome_unknown, duplicate_unknown. Raises 23514 finding_limit.';

create function private.assign_one(slug text, officer uuid) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings := private.lock_finding(slug, 'assign');
  bureau uuid := private.officer_bureau(f.division_code, '{intake,handler,reviewer}');
begin
  if officer is not null and not exists (select from public.memberships m join public.organizations o on o.organization_id = m.organization_id
    where m.user_id = officer and m.role = 'officer' and o.kind = 'bureau' and starts_with(f.division_code, private.division_prefix(o.division_code))
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')) then
    raise exception 'officer_unknown' using errcode = 'P0002';
  end if;
  update public.findings x set assignee = officer where x.finding_id = f.finding_id;
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, 'assigned', 'bureau', bureau);
  if officer is not null and officer <> auth.uid() then perform private.tell_finding(f, 'assignee', 'finding.assigned'); end if;
  return f;
end $$;
comment on function private.assign_one(text, uuid) is 'One finding is assigned. Raises what assign_findings answers as problem.';

create function public.assign_findings(slugs text[], officer uuid) returns jsonb
language sql security definer set search_path = '' set lock_timeout = '3s'
as $$ select private.each_finding(slugs, 'assign', jsonb_build_object('officer', officer)) $$;
comment on function public.assign_findings(text[], uuid) is
  'An officer (duty intake, handler or reviewer) hands up to 100 findings to an officer of the bureaus over them, or to nobody (null). Each on its own, as triage_findings; problem also officer_unknown.';

-- 2. The developer's reply ----------------------------------------------------------------------------------------

create function private.attach_documents(f public.findings, pos int, used text, round int, documents jsonb) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  attached int;
begin
  if documents is null or documents = 'null' then return 0; end if;
  if jsonb_typeof(documents) <> 'array' or jsonb_array_length(documents) > 20 then raise exception 'photo_limit' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(documents) d where not exists (
    select from public.documents x where x.document_id = (d ->> 'document_id')::uuid and x.project_id = f.project_id)) then
    raise exception 'document_not_found' using errcode = 'P0002';
  end if;
  insert into public.finding_documents (finding_id, position, use, round, sort, document_id, caption)
  select f.finding_id, pos, used, attach_documents.round, n, (d ->> 'document_id')::uuid, nullif(trim(d ->> 'caption'), '')
  from jsonb_array_elements(documents) with ordinality e (d, n);
  get diagnostics attached = row_count;
  return attached;
end $$;
comment on function private.attach_documents(public.findings, int, text, int, jsonb) is 'Documents of the project become part of a reply or a rectification. Raises P0002 document_not_found, 23514 photo_limit.';

create function private.developer_for(f public.findings) returns uuid
language sql stable security definer set search_path = ''
as $$
  select d.organization_id from private.duties_on_project(f.project_id) d where d.role = 'developer' and d.duty in ('reply', 'edit')
  order by d.organization_id limit 1
$$;
comment on function private.developer_for(public.findings) is 'The developer for which the caller answers.';

create function public.reply_finding(slug text, stance text, reply text, documents jsonb default '[]', expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'reply', expected_edits);
  late boolean := f.state <> 'awaiting_reply';
begin
  if reply_finding.stance is null or reply_finding.stance not in ('accepts', 'contests') then raise exception 'reason_missing' using errcode = '23514'; end if;
  if coalesce(length(trim(reply)), 0) not between (case reply_finding.stance when 'contests' then 10 else 2 end) and 4000 then
    raise exception 'reason_missing' using errcode = '23514';
  end if;
  update public.findings x set stance = reply_finding.stance, reply_text = trim(reply), reply_at = private.now(), reply_late = late
  where x.finding_id = f.finding_id returning * into f;
  perform private.attach_documents(f, 0, 'reply', 0, documents);
  -- a late reply moves no deadline
  f := case when late then private.settle_finding(f.finding_id) else private.begin_step(f, 'under_verification', 'verify') end;
  perform private.record_finding(f, 'replied', 'developer', private.developer_for(f), null, not late);
  perform private.tell_finding(f, 'finder', 'finding.answered', jsonb_build_object('stance', f.stance));
  perform private.tell_finding(f, 'handler', 'finding.to_verify', jsonb_build_object('contested', case when f.stance = 'contests' then true end));
  if f.published_at is not null then
    perform private.append_finding(f, 'answered', jsonb_build_object('stance', f.stance, 'text', f.reply_text, 'late', case when late then true end), f.published_seq);
  end if;
  return private.moved(f);
end $$;
comment on function public.reply_finding(text, text, text, jsonb, int) is
  'The developer (duty reply or edit) accepts or contests a finding, once, with documents of the project [{document_id, caption}]; late until it is decided. Raises 42501 not_your_act; 55000 reply_given, finding_act_refused; 40001 finding_changed_meanwhile; 23514 reason_missing, photo_limit; P0002 finding_not_found, document_not_found.';

-- 3. A second expert ----------------------------------------------------------------------------------------------

create function public.ask_expert(slug text, number text, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'ask_expert', expected_edits);
  s public.supervisors;
begin
  select * into s from public.supervisors x where x.number = ask_expert.number and x.category = 'expert' and x.state = 'registered'
    and private.today() between x.valid_from and x.valid_until;
  if s.supervisor_id is null then raise exception 'expert_unknown' using errcode = 'P0002'; end if;
  if private.expert_block(f, s) or s.user_id = auth.uid()
    or exists (select from public.finding_opinions o where o.finding_id = f.finding_id and o.supervisor_id = s.supervisor_id) then
    raise exception 'expert_conflict' using errcode = '42501';
  end if;
  insert into public.finding_opinions (finding_id, supervisor_id, asked_at) values (f.finding_id, s.supervisor_id, private.now());
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, 'expert_asked', 'bureau', private.officer_bureau(f.division_code, '{handler,reviewer}'));
  perform private.tell_finding(f, 'expert', 'finding.opinion_asked');
  return private.moved(f);
end $$;
comment on function public.ask_expert(text, text, int) is
  'The verifying officer asks a registered expert, by number, about a contested finding. Raises P0002 expert_unknown; 42501 expert_conflict and what stands against verifying; 55000 finding_act_refused; 40001 finding_changed_meanwhile.';

create function private.check_decisions(f public.findings, lines jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  problem int;
begin
  if jsonb_typeof(lines) is distinct from 'array' then raise exception 'decision_incomplete' using errcode = '23514'; end if;
  select x.position into problem from public.finding_items x where x.finding_id = f.finding_id and x.verdict is distinct from 'not_seen'
    and (select count(*) from jsonb_array_elements(lines) l where l ->> 'position' = x.position::text
      and l ->> 'decision' in ('substantiated', 'partly', 'not_substantiated', 'could_not_verify')
      and length(trim(l ->> 'reason')) between 5 and 1000) <> 1
  order by 1 limit 1;
  if problem is not null then raise exception 'decision_incomplete' using errcode = '23514', detail = problem::text; end if;
  return (select jsonb_agg(jsonb_build_object('position', x.position, 'decision', l ->> 'decision', 'reason', trim(l ->> 'reason')) order by x.position)
    from public.finding_items x join jsonb_array_elements(lines) l on l ->> 'position' = x.position::text
    where x.finding_id = f.finding_id and x.verdict is distinct from 'not_seen');
end $$;
comment on function private.check_decisions(public.findings, jsonb) is
  'Decisions [{position, decision, reason}] for every line but what was not seen. Raises 23514 decision_incomplete (detail: the first line that lacks one).';

create function public.give_opinion(slug text, facts jsonb) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'give_opinion');
  declined boolean := coalesce(facts -> 'declined' = 'true'::jsonb, false);
  said jsonb := case when declined then '[]' else private.check_decisions(f, facts -> 'lines') end;
  s public.supervisors;
begin
  select x.* into s from public.finding_opinions o join public.supervisors x on x.supervisor_id = o.supervisor_id
  where o.finding_id = f.finding_id and o.state = 'asked';
  -- a conflict may have come up since the question
  if not declined and (s.state <> 'registered' or private.expert_block(f, s)) then raise exception 'expert_conflict' using errcode = '42501'; end if;
  update public.finding_opinions o set state = case when declined then 'declined' else 'given' end, note = nullif(trim(facts ->> 'note'), ''), lines = said,
    answered_at = private.now()
  where o.finding_id = f.finding_id and o.state = 'asked';
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, case when declined then 'expert_declined' else 'opinion_given' end, 'expert');
  perform private.tell_finding(f, 'handler', 'finding.opinion_given', jsonb_build_object('declined', case when declined then true end));
  if f.published_at is not null then perform private.audit('finding.opinion_given', f.finding_id::text); end if;
  return private.moved(f);
end $$;
comment on function public.give_opinion(text, jsonb) is
  'The expert who was asked gives an opinion {note, lines: [{position, decision, reason}]}, or declines {declined: true, note}. Raises 42501 not_your_act, expert_conflict; 55000 finding_act_refused; 23514 decision_incomplete; P0002 finding_not_found.';

revoke execute on function public.triage_findings(text[], text, text, text, int), public.assign_findings(text[], uuid),
  public.reply_finding(text, text, text, jsonb, int), public.ask_expert(text, text, int), public.give_opinion(text, jsonb) from public, anon;
grant execute on function public.triage_findings(text[], text, text, text, int), public.assign_findings(text[], uuid),
  public.reply_finding(text, text, text, jsonb, int), public.ask_expert(text, text, int), public.give_opinion(text, jsonb) to authenticated;
