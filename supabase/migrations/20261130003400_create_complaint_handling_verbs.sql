-- Dealing with complaints: looked into, put right, extended, answered, followed up; and what moves no state.

create function private.reply_complaint(c public.complaints, bureau uuid, facts jsonb) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  other public.complaints;
  said text := nullif(trim(facts ->> 'text'), '');
  shown_too boolean := coalesce((facts ->> 'show_photos')::boolean, false);
  shown text := coalesce(nullif(trim(facts ->> 'public_text'), ''), said);
begin
  if coalesce(length(said), 0) not between 10 and 4000 or length(shown) not between 10 and 4000 then raise exception 'complaint_reply_missing' using errcode = '23514'; end if;
  if facts ->> 'result' = 'will_fix' and coalesce((facts ->> 'fix_by')::date, private.today() - 1) < private.today() then raise exception 'complaint_fix_by_missing' using errcode = '23514'; end if;
  update public.complaints x set state = 'replied', replied_at = private.now(), reply_text = said, public_reply = shown, outcome = facts ->> 'outcome', result = facts ->> 'result',
    fix_by = case when facts ->> 'result' = 'will_fix' then (facts ->> 'fix_by')::date end
  where x.complaint_id = c.complaint_id returning * into c;
  perform private.add_complaint_photos(c, 'bureau', facts -> 'photos');
  -- the time of the reply is that of its photos: by it they are told from those of an earlier reply
  update private.complaint_photos p set shown = shown_too where p.complaint_id = c.complaint_id and p.by = 'bureau' and p.at = c.replied_at;
  c := private.step_complaint(c.complaint_id, 'replied', 'bureau', bureau, null, jsonb_build_object('outcome', facts ->> 'outcome', 'result', facts ->> 'result'),
    '{follow_up,review_apply}', '{answer}');
  perform private.tell_person(c, 'complaint.replied', jsonb_build_object('outcome', c.outcome, 'result', c.result));
  for other in select * from private.merged_with(c) loop
    update public.complaints x set replied_at = c.replied_at, reply_text = c.public_reply, public_reply = c.public_reply, outcome = c.outcome, result = c.result, fix_by = c.fix_by
    where x.complaint_id = other.complaint_id;
    -- they read what the public reads, photos too, where theirs leave room for them
    if shown_too and (select count(*) from private.complaint_photos p where p.complaint_id = other.complaint_id) + jsonb_array_length(coalesce(facts -> 'photos', '[]')) <= 20 then
      perform private.add_complaint_photos(other, 'bureau', facts -> 'photos');
    end if;
    other := private.step_complaint(other.complaint_id, 'replied', 'bureau', bureau, null, jsonb_build_object('outcome', c.outcome, 'result', c.result),
      '{review_apply}', '{notice,answer,review_apply}');
    perform private.tell_person(other, 'complaint.replied', jsonb_build_object('outcome', c.outcome, 'result', c.result));
  end loop;
  perform private.tell_bureau(c, c.bureau_id, '{follow_up}', 'complaint.to_follow_up');
  perform private.append_complaint(c, 'answered', jsonb_build_object('outcome', c.outcome, 'result', c.result, 'reply_text', c.public_reply,
    'fix_by', case when not c.coarse_time then c.fix_by end));
  return c;
end $$;
comment on function private.reply_complaint(public.complaints, uuid, jsonb) is
  'The reply 答复 {text, public_text, outcome, result, fix_by, photos, show_photos}. With show_photos the public sees the photos with the reply. Others that are handled with it read the public text, and the photos that are shown. Raises 23514 complaint_reply_missing, complaint_fix_by_missing, photo_limit.';

create function private.extend_complaint(c public.complaints, bureau uuid, reason text, days int) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  most int := (select r.days from private.deadline_rules_for('complaint', 'extension', coalesce(c.bureau_division, c.division_code), private.today()) r);
begin
  if coalesce(days, 0) not between 1 and coalesce(most, 0) then raise exception 'complaint_extension_wrong' using errcode = '23514', detail = coalesce(most, 0)::text; end if;
  update public.complaints x set extended_days = days where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'extended', 'bureau', bureau, reason, '{"moves": "answer"}', '{}', '{}', days);
  perform private.tell_person(c, 'complaint.extended', jsonb_build_object('text', reason, 'days', days));
  perform private.append_complaint(c, 'extended', private.complaint_due_facts(c) || jsonb_build_object('reason', reason, 'days', days));
  return c;
end $$;
comment on function private.extend_complaint(public.complaints, uuid, text, int) is
  'The answer is extended 延期 once, with the reason told, by the days of the rule at most (Art 34: 30). Those handled with it keep their own day. Raises 23514 complaint_extension_wrong (detail: most days).';

create function private.send_extract(c public.complaints, bureau uuid, facts jsonb) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  company uuid := (select pp.organization_id from public.project_parties pp join public.organizations o on o.organization_id = pp.organization_id
    where pp.project_id = c.project_id and o.slug = facts ->> 'organization' limit 1);
  x public.complaint_extracts;
begin
  if company is null then raise exception 'complaint_company_unknown' using errcode = 'P0002'; end if;
  if coalesce(length(trim(facts ->> 'text')), 0) < 10 then raise exception 'reason_missing' using errcode = '23514'; end if;
  insert into public.complaint_extracts (complaint_id, organization_id, text, sent_at, due_on, deadline_rule_id)
  select c.complaint_id, company, trim(facts ->> 'text'), private.now(), private.add_days(private.today(), r.days, r.day_kind), r.deadline_rule_id
  from private.deadline_rules_for('complaint', 'company_reply', coalesce(c.bureau_division, c.division_code), private.today()) r
  returning * into x;
  if x.extract_id is null then raise exception 'complaint_rule_missing' using errcode = '55000'; end if;
  c := private.step_complaint(c.complaint_id, 'extract_sent', 'bureau', bureau, null, jsonb_build_object('to', (select o.name from public.organizations o where o.organization_id = company)));
  perform private.notify_duty(company, 'reply', 'complaint.extract', jsonb_build_object('due_on', x.due_on,
    'project', (select p.name from public.projects p where p.project_id = c.project_id)), '/desk/extracts/' || x.slug, 'complaint.extract:' || x.extract_id);
  return c;
end $$;
comment on function private.send_extract(public.complaints, uuid, jsonb) is
  'Asks a party of the project to explain {organization, text}. The officer wrote the text; nothing of the person goes along. Raises P0002 complaint_company_unknown; 23514 reason_missing; 55000 complaint_rule_missing.';

create function private.handling_act(c public.complaints, act text, facts jsonb, bureau uuid, reason text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
begin
  case act
  when 'investigate', 'rectify' then
    update public.complaints x set state = case act when 'investigate' then 'investigating' else 'rectification' end, assignee = coalesce(x.assignee, auth.uid())
    where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, case act when 'investigate' then 'investigating' else 'rectification' end, 'bureau', bureau, reason);
    perform private.tell_merged(c, 'complaint.' || c.state, jsonb_build_object('text', reason));
  when 'reply' then return private.reply_complaint(c, bureau, facts);
  when 'extend' then return private.extend_complaint(c, bureau, reason, (facts ->> 'days')::int);
  when 'extract' then return private.send_extract(c, bureau, facts);
  when 'close' then
    update public.complaints x set state = 'closed', closed_at = private.now(), close_reason = reason where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'closed', 'bureau', bureau, reason, jsonb_strip_nulls(jsonb_build_object('reached', (facts ->> 'reached')::boolean)), '{}', '{follow_up}');
    perform private.tell_merged(c, 'complaint.closed', jsonb_build_object('text', reason));
    perform private.append_complaint(c, 'closed', jsonb_build_object('reason', reason, 'outcome', c.outcome, 'result', c.result, 'solved', c.solved));
  when 'reopen' then return private.reopen_complaint(c, 'bureau', bureau, reason);
  when 'supervise' then
    update public.complaints x set supervised_at = private.now(), supervised_by = bureau where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'supervised', 'superior', bureau, reason);
    perform private.tell_merged(c, 'complaint.supervised', jsonb_build_object('text', reason));
    perform private.tell_bureau(c, c.bureau_id, '{handler,reviewer}', 'complaint.supervised', jsonb_build_object('text', reason));
    perform private.append_complaint(c, 'supervised', private.complaint_due_facts(c) || jsonb_build_object('reason', reason, 'by', 'superior',
      'superior', (select o.name from public.organizations o where o.organization_id = bureau)));
  when 'publish' then
    if facts ->> 'as' = 'stub' then c := private.complaint_publish(c, 'stub', null, null);
    else
      if coalesce(length(trim(facts ->> 'title')), 0) not between 2 and 80 or coalesce(length(trim(facts ->> 'text')), 0) not between 2 and 4000 then
        raise exception 'complaint_public_words_missing' using errcode = '23514';
      end if;
      c := private.complaint_publish(c, 'public', facts ->> 'title', facts ->> 'text');
    end if;
    update private.complaint_photos p set shown = c.visibility = 'public' and coalesce(facts -> 'photos', '[]') ? p.photo_id::text where p.complaint_id = c.complaint_id;
    update public.complaints x set held = false, look_again = false where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'published', 'bureau', bureau, null, jsonb_build_object('as', c.visibility), '{}', '{publish}');
    perform private.tell_person(c, 'complaint.published');
  when 'keep_private' then
    update public.complaints x set visibility = 'private', private_reason = reason, held = false, look_again = false where x.complaint_id = c.complaint_id returning * into c;
    perform private.append_complaint(c, 'withheld', jsonb_build_object('title', null), c.published_seq);
    c := private.step_complaint(c.complaint_id, 'kept_private', 'bureau', bureau, reason, '{}', '{}', '{publish}');
    perform private.tell_person(c, 'complaint.kept_private', jsonb_build_object('text', reason));
  end case;
  return c;
end $$;
comment on function private.handling_act(public.complaints, text, jsonb, uuid, text) is
  'investigate {reason}, rectify {reason}, reply, extend {days, reason}, extract {organization, text}, close {reason, reached}, reopen {reason}, supervise {reason}, publish {as: public or stub, title, text, photos: [photo_id]}, keep_private {reason}. Raises 23514 complaint_public_words_missing and what the others raise.';

create function private.side_act(c public.complaints, act text, facts jsonb, bureau uuid, reason text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  officer uuid := (facts ->> 'officer')::uuid;
begin
  case act
  when 'ask', 'note' then
    insert into private.complaint_messages (complaint_id, channel, by, text, organization_id, user_id, asks, at)
    values (c.complaint_id, case act when 'ask' then 'person' else 'note' end, 'bureau', reason, bureau, auth.uid(), act = 'ask' and coalesce((facts ->> 'asks')::boolean, true), private.now());
    c := private.step_complaint(c.complaint_id, case act when 'ask' then 'asked' else 'noted' end, 'bureau', bureau);
    if act = 'ask' then perform private.tell_person(c, 'complaint.asked'); end if;
  when 'assign' then
    if officer is not null and not exists (select from public.memberships m where m.user_id = officer and m.role = 'officer' and m.organization_id = c.bureau_id
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity'))
      or exists (select from private.complaint_recusals r where r.complaint_id = c.complaint_id and r.user_id = officer) then
      raise exception 'officer_unknown' using errcode = 'P0002';
    end if;
    update public.complaints x set assignee = officer where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'assigned', 'bureau', bureau);
    if officer is not null and officer <> auth.uid() then
      perform private.notify_people(array[officer], 'complaint.assigned', jsonb_build_object('number', c.number, 'category', c.category, 'due_on', c.due_on),
        '/desk/complaints/' || c.slug, 'complaint.assigned:' || c.complaint_id || ':' || c.edits);
    end if;
  when 'tag' then
    if jsonb_typeof(facts -> 'tags') is distinct from 'array' or jsonb_array_length(facts -> 'tags') > 10
      or exists (select from jsonb_array_elements_text(facts -> 'tags') t where length(trim(t)) not between 1 and 20) then
      raise exception 'complaint_tags_wrong' using errcode = '23514';
    end if;
    update public.complaints x set tags = array(select distinct trim(t) from jsonb_array_elements_text(facts -> 'tags') t order by 1) where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'tagged', 'bureau', bureau);
  when 'mark_urgent' then
    update public.complaints x set urgent = true where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'marked_urgent', 'bureau', bureau, reason);
  when 'recuse' then
    insert into private.complaint_recusals (complaint_id, user_id, reason, at) values (c.complaint_id, auth.uid(), reason, private.now()) on conflict do nothing;
    update public.complaints x set assignee = null where x.complaint_id = c.complaint_id and x.assignee = auth.uid();
    c := private.step_complaint(c.complaint_id, 'recused', 'bureau', bureau);
    perform private.tell_bureau(c, c.bureau_id, '{reviewer}', 'complaint.recused');
  end case;
  return c;
end $$;
comment on function private.side_act(public.complaints, text, jsonb, uuid, text) is
  'What moves no state: ask {text, asks}, note {text}, assign {officer}, tag {tags}, mark_urgent {reason}, recuse {reason}. Raises P0002 officer_unknown; 23514 complaint_tags_wrong.';
