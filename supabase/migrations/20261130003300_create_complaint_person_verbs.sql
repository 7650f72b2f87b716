-- What the person of a complaint may do with it, by tracking code or in the account.

create function private.own_complaint(tracking_hash text, slug text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  if own_complaint.tracking_hash is not null then
    select x.* into c from public.complaints x join private.complaint_keys k on k.complaint_id = x.complaint_id where k.tracking_hash = own_complaint.tracking_hash;
  elsif private.session_stands() then
    select x.* into c from public.complaints x join private.complaint_keys k on k.complaint_id = x.complaint_id where k.user_id = auth.uid() and x.slug = own_complaint.slug;
  end if;
  -- what it is handled with comes first, as in the verbs of officers
  perform from public.complaints x where x.complaint_id = c.merged_into for no key update;
  select * into c from public.complaints x where x.complaint_id = c.complaint_id for no key update;
  if c.complaint_id is null then raise exception 'complaint_not_found' using errcode = 'P0002'; end if;
  return c;
end $$;
comment on function private.own_complaint(text, text) is 'The complaint of a tracking code, or of the caller''s account by its slug, locked until commit. Raises P0002 complaint_not_found.';

create function private.reopen_complaint(c public.complaints, by text, organization uuid, reason text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  other public.complaints;
begin
  update public.complaints x set state = 'investigating', reopened = x.reopened + 1, closed_at = null, close_reason = null, extended_days = null,
    rating = null, solved = null, rated_at = null, overdue_told = null
  where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'reopened', reopen_complaint.by, organization, reopen_complaint.reason, '{}', '{answer}', '{follow_up,review_apply}');
  perform private.tell_person(c, 'complaint.reopened');
  perform private.tell_bureau(c, c.bureau_id, '{handler}', 'complaint.reopened');
  perform private.append_complaint(c, 'reopened', private.complaint_due_facts(c) || jsonb_build_object('by', reopen_complaint.by, 'times', c.reopened));
  return c;
end $$;
comment on function private.reopen_complaint(public.complaints, text, uuid, text) is 'A complaint that was answered is dealt with again; the clock of the answer begins anew.';

create function private.person_act(c public.complaints, act text, facts jsonb) returns public.complaints
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

create function public.act_by_code(tracking_hash text, act text, facts jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  c public.complaints := private.person_act(private.own_complaint(coalesce(act_by_code.tracking_hash, ''), null), act, facts);
begin
  return jsonb_build_object('slug', c.slug, 'state', c.state, 'edits', c.edits);
end $$;
comment on function public.act_by_code(text, text, jsonb) is
  'A step of whoever holds the tracking code, see private.person_act: {slug, state, edits}. Service role only: the server makes the hash. Raises also P0002 complaint_not_found.';
create function public.act_as_person(slug text, act text, facts jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  c public.complaints := private.own_complaint(null, act_as_person.slug);
begin
  if act = 'add_photos' then raise exception 'complaint_act_refused' using errcode = '55000', detail = c.state; end if;
  c := private.person_act(c, act, facts);
  return jsonb_build_object('slug', c.slug, 'state', c.state, 'edits', c.edits);
end $$;
comment on function public.act_as_person(text, text, jsonb) is
  'A step of the person in whose account the complaint is, see private.person_act: {slug, state, edits}. Photos are added by code alone, since the server vouches for them. Raises also P0002 complaint_not_found.';
revoke execute on function public.act_by_code(text, text, jsonb), public.act_as_person(text, text, jsonb) from public, anon, authenticated;
grant execute on function public.act_by_code(text, text, jsonb) to service_role;
grant execute on function public.act_as_person(text, text, jsonb) to authenticated;
