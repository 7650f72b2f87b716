-- Review 复查 and final review 复核, the companies' answers, and the one verb of officers.

create function private.review_act(c public.complaints, act text, facts jsonb, bureau uuid, reason text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  days int := (facts ->> 'days')::int;
begin
  case act
  when 'decide_review' then
    if coalesce(facts ->> 'outcome', '') not in ('upheld', 'changed', 'sent_back') then raise exception 'complaint_outcome_missing' using errcode = '23514'; end if;
    if facts ->> 'outcome' = 'sent_back' then
      update public.complaints x set state = 'investigating', review_outcome = 'sent_back', review_text = reason, review_by = bureau, extended_days = null, closed_at = null, merged_into = null
      where x.complaint_id = c.complaint_id;
      c := private.step_complaint(c.complaint_id, 'review_decided', 'superior', bureau, reason, '{"outcome": "sent_back"}', '{answer}', '{review}');
      perform private.tell_bureau(c, c.bureau_id, '{handler}', 'complaint.reopened');
    else
      update public.complaints x set state = 'review_decided', review_outcome = facts ->> 'outcome', review_text = reason, review_by = bureau where x.complaint_id = c.complaint_id;
      c := private.step_complaint(c.complaint_id, 'review_decided', 'superior', bureau, reason, jsonb_build_object('outcome', facts ->> 'outcome'), '{final_apply}', '{review}');
    end if;
    perform private.tell_person(c, 'complaint.review_decided', jsonb_build_object('outcome', c.review_outcome, 'text', reason));
    perform private.append_complaint(c, 'reviewed', jsonb_build_object('outcome', c.review_outcome, 'text', reason,
      'superior', (select o.name from public.organizations o where o.organization_id = bureau)));
  when 'hold_hearing' then
    -- the time of a hearing is not counted
    if coalesce(days, 0) not between 1 and 60 then raise exception 'complaint_hearing_wrong' using errcode = '23514'; end if;
    c := private.step_complaint(c.complaint_id, 'hearing_held', 'superior', bureau, reason, '{"moves": "final"}', '{}', '{}', days);
    perform private.tell_person(c, 'complaint.hearing_held', jsonb_build_object('text', reason, 'days', days));
    perform private.append_complaint(c, 'extended', private.complaint_due_facts(c) || jsonb_build_object('reason', reason, 'days', days, 'hearing', true));
  when 'decide_final' then
    if coalesce(facts ->> 'outcome', '') not in ('upheld', 'changed') then raise exception 'complaint_outcome_missing' using errcode = '23514'; end if;
    update public.complaints x set state = 'final', final_outcome = facts ->> 'outcome', final_text = reason where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'final_decided', 'superior', bureau, reason, jsonb_build_object('outcome', facts ->> 'outcome'), '{}', '{final}');
    perform private.tell_person(c, 'complaint.final_decided', jsonb_build_object('outcome', c.final_outcome, 'text', reason));
    perform private.append_complaint(c, 'reviewed', jsonb_build_object('outcome', c.final_outcome, 'text', reason, 'final', true,
      'superior', (select o.name from public.organizations o where o.organization_id = bureau)));
  end case;
  return c;
end $$;
comment on function private.review_act(public.complaints, text, jsonb, uuid, text) is
  'decide_review {outcome: upheld, changed, sent_back; reason}, hold_hearing {days, reason}, decide_final {outcome: upheld, changed; reason}. Raises 23514 complaint_outcome_missing, complaint_hearing_wrong.';

create function private.advance_one(slug text, act text, facts jsonb, expected_edits int) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  bureau uuid;
  reason text := nullif(trim(coalesce(facts ->> 'reason', case when act in ('ask', 'note') then facts ->> 'text' end)), '');
begin
  -- what is the person's or a company's has verbs of its own
  if act in ('rate', 'request_review', 'request_final', 'withdraw', 'write', 'answer_extract') then raise exception 'not_your_act' using errcode = '42501'; end if;
  if act = 'merge' then
    -- two officers who merge two complaints into each other wait in one order
    perform from public.complaints x where x.slug in (advance_one.slug, facts ->> 'into') order by x.complaint_id for no key update;
  end if;
  c := private.lock_complaint(slug, act, expected_edits);
  if not exists (select from public.complaint_transitions t where t.act = advance_one.act and t.capacity not in ('person', 'clock') and t.capacity = any (private.complaint_capacities(c))) then
    raise exception 'not_your_act' using errcode = '42501';
  end if;
  if length(reason) > 4000 or coalesce(length(reason), 0) < 5 and exists (
    select from public.complaint_transitions t where t.act = advance_one.act and t.from_state = c.state and t.needs_reason and t.capacity <> 'person') then
    raise exception 'reason_missing' using errcode = '23514';
  end if;
  bureau := private.my_bureau_for(c);
  return case
    when act in ('accept', 'not_accept', 'transfer', 'object', 'take_back', 'appoint', 'order_acceptance', 'merge') then private.intake_act(c, act, coalesce(facts, '{}'), bureau, reason)
    when act in ('decide_review', 'hold_hearing', 'decide_final') then private.review_act(c, act, coalesce(facts, '{}'), bureau, reason)
    when act in ('ask', 'note', 'assign', 'tag', 'mark_urgent', 'recuse') then private.side_act(c, act, coalesce(facts, '{}'), bureau, reason)
    else private.handling_act(c, act, coalesce(facts, '{}'), bureau, reason) end;
end $$;
comment on function private.advance_one(text, text, jsonb, int) is 'One step of an officer. Raises what advance_complaint raises.';

create function public.advance_complaint(slug text, act text, facts jsonb default '{}', expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  c public.complaints := private.advance_one(slug, act, facts, expected_edits);
begin
  return jsonb_build_object('slug', c.slug, 'state', c.state, 'edits', c.edits);
end $$;
comment on function public.advance_complaint(text, text, jsonb, int) is
  'A step of an officer with a complaint, as complaint_transitions allows: {slug, state, edits}. facts as in private.intake_act, handling_act, side_act, review_act. Raises P0002 complaint_not_found, bureau_unknown, officer_unknown, complaint_company_unknown; 42501 not_your_act, follow_up_must_differ, review_must_differ; 55000 complaint_act_refused, complaint_rule_missing; 40001 complaint_changed_meanwhile; 23514 reason_missing, complaint_channel_missing, complaint_merge_unknown, complaint_reply_missing, complaint_fix_by_missing, complaint_extension_wrong, complaint_public_words_missing, complaint_outcome_missing, complaint_hearing_wrong, complaint_tags_wrong, photo_limit.';

create function public.advance_complaints(slugs text[], act text, facts jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  c public.complaints;
  one text;
  answers jsonb := '[]';
  problem text;
begin
  if cardinality(slugs) not between 1 and 100 then raise exception 'complaint_limit' using errcode = '23514'; end if;
  if act not in ('accept', 'assign', 'tag', 'publish', 'investigate', 'transfer') or act = 'publish' and facts ->> 'as' is distinct from 'stub' then
    raise exception 'complaint_act_refused' using errcode = '55000';
  end if;
  -- all at first and in one order: nobody waits for a complaint while holding the journal
  perform from public.complaints x where x.slug = any (slugs) or x.merged_into in (select y.complaint_id from public.complaints y where y.slug = any (slugs))
  order by x.complaint_id for no key update;
  for one in select x.slug from public.complaints x where x.slug = any (slugs) order by x.complaint_id loop
    begin
      c := private.advance_one(one, act, facts, null);
      answers := answers || jsonb_build_array(jsonb_build_object('slug', one, 'state', c.state, 'edits', c.edits, 'problem', null));
    exception when insufficient_privilege or no_data_found or object_not_in_prerequisite_state or check_violation or serialization_failure then
      get stacked diagnostics problem = message_text;
      answers := answers || jsonb_build_array(jsonb_build_object('slug', one, 'state', null, 'edits', null, 'problem', problem));
    end;
  end loop;
  return (select coalesce(jsonb_agg(coalesce(a.a, jsonb_build_object('slug', s.slug, 'state', null, 'edits', null, 'problem', 'complaint_not_found')) order by s.n), '[]')
    from unnest(slugs) with ordinality s (slug, n) left join lateral (select e as a from jsonb_array_elements(answers) e where e ->> 'slug' = s.slug limit 1) a on true);
end $$;
comment on function public.advance_complaints(text[], text, jsonb) is
  'The same step for up to 100 complaints, each on its own: accept, assign, tag, publish as stub, investigate, transfer. [{slug, state, edits, problem}] in the order asked. Raises 23514 complaint_limit, 55000 complaint_act_refused.';

create function public.answer_extract(slug text, text text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  x public.complaint_extracts;
  c public.complaints;
begin
  select * into x from public.complaint_extracts e where e.slug = answer_extract.slug;
  if x.extract_id is null or not exists (select from private.current_memberships() m where m.organization_id = x.organization_id and m.role = 'company_member') then
    raise exception 'extract_not_found' using errcode = 'P0002';
  end if;
  if not exists (select from private.current_memberships() m where m.organization_id = x.organization_id and m.role = 'company_member' and m.duties && '{reply,edit}') then
    raise exception 'not_your_act' using errcode = '42501';
  end if;
  select * into c from public.complaints y where y.complaint_id = x.complaint_id for no key update;
  select * into x from public.complaint_extracts e where e.extract_id = x.extract_id;
  if x.replied_at is not null or not exists (select from public.complaint_transitions t where t.from_state = c.state and t.act = 'answer_extract') then
    raise exception 'extract_closed' using errcode = '55000';
  end if;
  if coalesce(length(trim(answer_extract.text)), 0) not between 2 and 4000 then raise exception 'reason_missing' using errcode = '23514'; end if;
  update public.complaint_extracts e set reply = trim(answer_extract.text), replied_at = private.now() where e.extract_id = x.extract_id;
  c := private.step_complaint(c.complaint_id, 'extract_answered', 'company', x.organization_id, null,
    jsonb_build_object('from', (select o.name from public.organizations o where o.organization_id = x.organization_id)));
  perform private.tell_bureau(c, c.bureau_id, '{handler}', 'complaint.extract_answered');
  return jsonb_build_object('slug', x.slug);
end $$;
comment on function public.answer_extract(text, text) is
  'A member of the company (duty reply or edit) explains, once. Raises P0002 extract_not_found; 42501 not_your_act; 55000 extract_closed; 23514 reason_missing.';

create function public.read_contact(slug text, reason text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  c public.complaints;
  mine text[];
  x private.complaint_contacts;
begin
  select * into c from public.complaints y where y.slug = read_contact.slug for no key update;
  mine := case when c.complaint_id is not null then private.complaint_capacities(c) else '{}' end;
  if cardinality(mine) = 0 then raise exception 'complaint_not_found' using errcode = 'P0002'; end if;
  if not mine && '{intake,handler,follower,superior}' or c.ex_officio or c.state = 'withdrawn' then raise exception 'not_your_act' using errcode = '42501'; end if;
  if coalesce(length(trim(reason)), 0) not between 5 and 300 then raise exception 'reason_missing' using errcode = '23514'; end if;
  select * into x from private.complaint_contacts y where y.complaint_id = c.complaint_id;
  if x.complaint_id is null then raise exception 'complaint_no_contact' using errcode = 'P0002'; end if;
  insert into private.complaint_contact_reads (complaint_id, user_id, organization_id, reason, at)
  values (c.complaint_id, auth.uid(), private.my_bureau_for(c), trim(reason), private.now());
  c := private.step_complaint(c.complaint_id, 'contact_read', 'bureau', private.my_bureau_for(c));
  return jsonb_build_object('complaint_id', c.complaint_id, 'sealed', x.sealed, 'has', to_jsonb(x.has));
end $$;
comment on function public.read_contact(text, text) is
  'The sealed contact data of a complaint, for an officer who deals with it (duty intake, handler, follow_up, reviewer) and says why: {complaint_id, sealed, has}. The server opens it. Each reading is written down where the person sees it. Raises P0002 complaint_not_found, complaint_no_contact; 42501 not_your_act; 23514 reason_missing.';

revoke execute on function public.advance_complaint(text, text, jsonb, int), public.advance_complaints(text[], text, jsonb), public.answer_extract(text, text),
  public.read_contact(text, text) from public, anon, authenticated;
grant execute on function public.advance_complaint(text, text, jsonb, int), public.advance_complaints(text[], text, jsonb), public.answer_extract(text, text),
  public.read_contact(text, text) to authenticated;
