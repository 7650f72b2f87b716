-- The person asked for a coarser place and time after words and photos were public: an officer looks at them again. Publishing
-- anew (with the same words or others), or keeping it private, is that look.

alter table public.complaints add column look_again boolean not null default false;
comment on column public.complaints.look_again is
  'The person asked for a coarser place and time since an officer last read what is public of it; cleared by publishing or keeping private.';

create or replace function private.person_act(c public.complaints, act text, facts jsonb) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  said text := nullif(trim(facts ->> 'text'), '');
  parent public.complaints;
begin
  if not act = any (private.complaint_acts_now(c, '{person}') || '{hide_name,coarsen,add_photos,take_mails}'::text[]) then
    raise exception 'complaint_act_refused' using errcode = '55000', detail = c.state;
  end if;
  if said is null and act in ('reopen', 'request_review', 'request_final', 'write') or length(said) > 4000 then
    raise exception 'reason_missing' using errcode = '23514';
  end if;
  -- what is the person's own words stands among the messages, not in the history
  if said is not null then
    insert into private.complaint_messages (complaint_id, channel, by, text, at) values (c.complaint_id, 'person', 'person', said, private.now());
  end if;
  case act
  when 'write' then
    c := private.step_complaint(c.complaint_id, 'written', 'person');
    perform private.tell_bureau(c, c.bureau_id, '{handler}', 'complaint.written');
  when 'withdraw' then
    -- a danger, and what others reported too, goes on without the person
    if (c.urgent or c.joined > 0) and c.state <> 'merged' then
      update public.complaints x set ex_officio = true where x.complaint_id = c.complaint_id returning * into c;
    else
      update public.complaints x set state = 'withdrawn' where x.complaint_id = c.complaint_id returning * into c;
    end if;
    c := private.step_complaint(c.complaint_id, 'withdrawn', 'person', null, null, jsonb_build_object('ex_officio', c.ex_officio), '{}', case when c.ex_officio then '{}'::text[]
      else '{notice,publish,objection,answer,follow_up,review_apply}'::text[] end);
    if c.merged_into is not null then update public.complaints x set joined = x.joined - 1 where x.complaint_id = c.merged_into; end if;
    perform private.tell_bureau(c, c.bureau_id, '{handler,intake}', 'complaint.withdrawn');
    perform private.append_complaint(c, 'withdrawn', jsonb_build_object('ex_officio', c.ex_officio));
  when 'reopen' then
    if c.state = 'merged' then
      -- what is handled with another is opened again with it
      select * into parent from public.complaints x where x.complaint_id = c.merged_into for no key update;
      update public.complaints x set reopened = x.reopened + 1, replied_at = null, reply_text = null, public_reply = null, outcome = null, result = null, rating = null, solved = null, rated_at = null
      where x.complaint_id = c.complaint_id;
      if parent.state in ('replied', 'closed') then perform private.reopen_complaint(parent, 'person', null, null); end if;
      c := private.step_complaint(c.complaint_id, 'reopened', 'person', null, null, '{}', '{answer}', '{review_apply}');
      perform private.tell_person(c, 'complaint.reopened');
    else
      c := private.reopen_complaint(c, 'person', null, null);
    end if;
  when 'rate' then
    if coalesce((facts ->> 'rating')::int, 0) not between 1 and 5 or facts ->> 'solved' is null then raise exception 'complaint_rating_wrong' using errcode = '23514'; end if;
    update public.complaints x set rating = (facts ->> 'rating')::int, solved = (facts ->> 'solved')::boolean, rated_at = private.now() where x.complaint_id = c.complaint_id;
    update private.complaint_statements s set rating_note = said where s.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'rated', 'person', null, null, jsonb_build_object('rating', (facts ->> 'rating')::int, 'solved', (facts ->> 'solved')::boolean));
  when 'request_review' then
    -- one handled with another goes its own way from here
    update public.complaints x set state = 'review_requested' where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'review_requested', 'person', null, null, '{}', '{review}', '{review_apply,follow_up}');
    perform private.tell_person(c, 'complaint.review_requested');
    perform private.tell_superiors(c, 'complaint.to_review');
    perform private.append_complaint(c, 'review_requested', private.complaint_due_facts(c));
  when 'request_final' then
    update public.complaints x set state = 'final_requested' where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'final_requested', 'person', null, null, '{}', '{final}', '{final_apply}');
    perform private.tell_person(c, 'complaint.final_requested');
    perform private.tell_superiors(c, 'complaint.to_review');
    perform private.append_complaint(c, 'final_requested', private.complaint_due_facts(c));
  when 'hide_name' then
    update public.complaints x set naming = 'bureau_only', shown_name = null where x.complaint_id = c.complaint_id and x.naming = 'named';
    c := private.step_complaint(c.complaint_id, 'name_hidden', 'person');
    -- pages that showed it are made anew
    perform private.audit('complaint.name_hidden', c.slug);
  when 'coarsen' then
    -- words and photos that everyone reads may still name the place or the day: somebody has to read them
    update public.complaints x set coarse_place = true, coarse_time = true, look_again = x.visibility = 'public' where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'coarsened', 'person');
    if c.look_again then perform private.tell_bureau(c, c.bureau_id, '{publisher,intake,reviewer}', 'complaint.look_again'); end if;
    if c.visibility in ('public', 'stub') then perform private.complaint_publish(c, c.visibility, null, null); end if;
  when 'add_photos' then
    if c.queue = 'done' then raise exception 'complaint_act_refused' using errcode = '55000', detail = c.state; end if;
    perform private.add_complaint_photos(c, 'person', facts -> 'photos');
    c := private.step_complaint(c.complaint_id, 'photo_added', 'person');
  when 'take_mails' then
    update private.complaint_keys k set wants_mail = coalesce((facts ->> 'on')::boolean, false)
      and exists (select from private.complaint_contacts x where x.complaint_id = c.complaint_id and 'email' = any (x.has))
    where k.complaint_id = c.complaint_id;
  end case;
  return c;
end $$;
comment on function private.person_act(public.complaints, text, jsonb) is
  'A step of the person: write {text}, withdraw, reopen {text}, rate {rating, solved, text}, request_review {text}, request_final {text}, hide_name, coarsen, add_photos {photos}, take_mails {on}. Raises 55000 complaint_act_refused; 23514 reason_missing, complaint_rating_wrong, photo_limit.';

create or replace function private.handling_act(c public.complaints, act text, facts jsonb, bureau uuid, reason text) returns public.complaints
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

create or replace function private.desk_complaint_row(c public.complaints, today date) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'state', c.state, 'queue', c.queue, 'clock', c.clock, 'due_on', c.due_on,
    'days_left', c.due_on - desk_complaint_row.today, 'overdue', c.queue <> 'done' and coalesce(c.due_on < desk_complaint_row.today, false),
    'filed_at', private.iso_time(c.filed_at), 'changed_at', private.iso_time(c.changed_at), 'source', c.source, 'urgent', c.urgent, 'held', c.held, 'look_again', c.look_again,
    'supervised', c.supervised_at is not null, 'visibility', c.visibility, 'joined', c.joined, 'reopened', c.reopened, 'extended_days', c.extended_days, 'tags', to_jsonb(c.tags),
    'outcome', c.outcome, 'result', c.result, 'edits', c.edits,
    'assignee', (select jsonb_build_object('user_id', p.user_id, 'name', p.display_name) from public.profiles p where p.user_id = c.assignee),
    'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id),
    'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id),
    'division_code', c.division_code, 'division', d.name, 'division_en', d.name_en, 'city_code', up.division_code, 'city', up.name, 'city_en', up.name_en)
  from public.divisions d left join public.divisions up on up.division_code = d.parent_code and up.level = 'prefecture' where d.division_code = c.division_code
$$;
comment on function private.desk_complaint_row(public.complaints, date) is 'A complaint as lists of the desk show it: nothing of its person, neither words nor names.';
