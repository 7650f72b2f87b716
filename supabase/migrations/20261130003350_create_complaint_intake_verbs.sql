-- Taking complaints in: accepted or not, transferred, objected to, appointed; merged with another.

create function private.merged_with(c public.complaints) returns setof public.complaints
language sql stable security definer set search_path = ''
as $$ select x.* from public.complaints x where x.merged_into = c.complaint_id and x.state = 'merged' order by x.complaint_id $$;
comment on function private.merged_with(public.complaints) is 'Those that are handled with a complaint, in the order in which they are locked.';

create function private.move_complaint(c public.complaints, bureau uuid, sender uuid) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
begin
  update public.complaints x set bureau_id = bureau, bureau_division = o.division_code, sender_id = sender, assignee = null, state = 'transferred'
  from public.organizations o where x.complaint_id = c.complaint_id and o.organization_id = bureau returning x.* into c;
  -- those handled with it go along
  update public.complaints x set bureau_id = c.bureau_id, bureau_division = c.bureau_division where x.merged_into = c.complaint_id and x.state = 'merged';
  return c;
end $$;
comment on function private.move_complaint(public.complaints, uuid, uuid) is 'Puts a complaint, and those handled with it, into the hands of another bureau.';

create function private.named_bureau(slug text) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  found_id uuid := (select o.organization_id from public.organizations o where o.slug = named_bureau.slug and o.kind = 'bureau');
begin
  if found_id is null then raise exception 'bureau_unknown' using errcode = 'P0002'; end if;
  return found_id;
end $$;
comment on function private.named_bureau(text) is 'A bureau by its slug. Raises P0002 bureau_unknown.';

create function private.accept_complaint(c public.complaints, bureau uuid, reason text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  other public.complaints;
begin
  update public.complaints x set state = 'accepted', accepted_at = coalesce(x.accepted_at, private.now()), bureau_id = coalesce(x.bureau_id, bureau), held = false,
    bureau_division = coalesce(x.bureau_division, (select o.division_code from public.organizations o where o.organization_id = bureau))
  where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'accepted', 'bureau', bureau, reason, '{}', '{answer}', '{notice,objection}');
  perform private.tell_person(c, 'complaint.accepted', jsonb_build_object('text', reason));
  for other in select * from private.merged_with(c) loop
    update public.complaints x set accepted_at = coalesce(x.accepted_at, private.now()) where x.complaint_id = other.complaint_id;
    -- whose answer is due already keeps that day
    other := private.step_complaint(other.complaint_id, 'accepted', 'bureau', bureau, null, '{}', case when other.clock = 'answer' then '{}'::text[] else '{answer}'::text[] end, '{notice}');
    perform private.tell_person(other, 'complaint.accepted');
  end loop;
  perform private.append_complaint(c, 'accepted', private.complaint_due_facts(c));
  return c;
end $$;
comment on function private.accept_complaint(public.complaints, uuid, text) is 'Accepted 受理: the clock of the answer begins.';

create function private.refuse_complaint(c public.complaints, bureau uuid, reason text, channel text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  other public.complaints;
begin
  if coalesce(length(trim(channel)), 0) not between 2 and 500 then raise exception 'complaint_channel_missing' using errcode = '23514'; end if;
  update public.complaints x set state = 'not_accepted', not_accepted_reason = refuse_complaint.reason, channel = trim(refuse_complaint.channel)
  where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'not_accepted', 'bureau', bureau, reason, jsonb_build_object('channel', trim(channel)), '{}', '{notice,objection}');
  perform private.tell_person(c, 'complaint.not_accepted', jsonb_build_object('text', reason, 'channel', trim(channel)));
  for other in select * from private.merged_with(c) loop
    update public.complaints x set state = 'not_accepted', not_accepted_reason = c.not_accepted_reason, channel = c.channel where x.complaint_id = other.complaint_id;
    other := private.step_complaint(other.complaint_id, 'not_accepted', 'bureau', bureau, reason, jsonb_build_object('channel', c.channel), '{}', '{notice,answer}');
    perform private.tell_person(other, 'complaint.not_accepted', jsonb_build_object('text', reason, 'channel', c.channel));
  end loop;
  update public.complaints x set joined = 0 where x.complaint_id = c.complaint_id returning * into c;
  perform private.append_complaint(c, 'not_accepted', jsonb_build_object('reason', reason, 'channel', c.channel));
  return c;
end $$;
comment on function private.refuse_complaint(public.complaints, uuid, text, text) is 'Not accepted 不予受理, with the reason and where to go instead. Raises 23514 complaint_channel_missing.';

create function private.merge_complaint(c public.complaints, bureau uuid, reason text, into_slug text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  target public.complaints;
begin
  select * into target from public.complaints x where x.slug = merge_complaint.into_slug and x.complaint_id <> c.complaint_id for no key update;
  if target.complaint_id is null or target.bureau_id is distinct from c.bureau_id or target.queue not in ('intake', 'handle') then
    raise exception 'complaint_merge_unknown' using errcode = '23514';
  end if;
  update public.complaints x set state = 'merged', merged_into = target.complaint_id,
    accepted_at = case when target.accepted_at is not null then coalesce(x.accepted_at, private.now()) else x.accepted_at end
  where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'merged', 'bureau', bureau, reason, jsonb_build_object('into', target.number),
    case when c.accepted_at is null and target.accepted_at is not null then '{answer}'::text[] else '{}'::text[] end,
    case when target.accepted_at is not null then '{notice,publish,objection}'::text[] else '{publish,objection}'::text[] end);
  update public.complaints x set joined = x.joined + 1 where x.complaint_id = target.complaint_id;
  target := private.step_complaint(target.complaint_id, 'joined', 'bureau', bureau);
  perform private.tell_person(c, 'complaint.merged', jsonb_build_object('text', reason, 'into', target.number));
  if c.visibility = 'awaiting' then
    update public.complaints x set visibility = 'private', private_reason = 'merged' where x.complaint_id = c.complaint_id returning * into c;
  end if;
  perform private.append_complaint(c, 'merged', jsonb_build_object('into', case when target.visibility in ('public', 'stub') then target.slug end));
  return c;
end $$;
comment on function private.merge_complaint(public.complaints, uuid, text, text) is
  'Handled with another of the same bureau; its person keeps clock and notices. Raises 23514 complaint_merge_unknown.';

create function private.intake_act(c public.complaints, act text, facts jsonb, bureau uuid, reason text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  target uuid;
  before uuid := c.bureau_id;
begin
  case act
  when 'accept' then return private.accept_complaint(c, bureau, nullif(trim(facts ->> 'text'), ''));
  when 'not_accept' then return private.refuse_complaint(c, bureau, reason, facts ->> 'channel');
  when 'merge' then return private.merge_complaint(c, bureau, reason, facts ->> 'into');
  when 'transfer', 'appoint' then
    target := private.named_bureau(facts ->> 'bureau');
    if target = c.bureau_id and act = 'transfer' then raise exception 'bureau_unknown' using errcode = 'P0002'; end if;
    c := private.move_complaint(c, target, case act when 'transfer' then coalesce(c.bureau_id, bureau) end);
    c := private.step_complaint(c.complaint_id, case act when 'transfer' then 'transferred' else 'appointed' end, case act when 'transfer' then 'bureau' else 'superior' end,
      bureau, reason, jsonb_build_object('to', (select o.name from public.organizations o where o.organization_id = target)),
      -- whom a superior appointed cannot object again
      case act when 'transfer' then '{objection}'::text[] else '{}'::text[] end, '{objection}');
    perform private.tell_merged(c, 'complaint.transferred', jsonb_build_object('text', reason, 'bureau', (select o.name from public.organizations o where o.organization_id = target)));
    perform private.tell_bureau(c, target, '{intake}', 'complaint.arrived', jsonb_build_object('urgent', case when c.urgent then true end));
    perform private.append_complaint(c, 'transferred', private.complaint_due_facts(c) || jsonb_build_object('reason', reason,
      'from', (select o.name from public.organizations o where o.organization_id = before)));
  when 'object' then
    update public.complaints x set state = 'objected', objections = x.objections + 1 where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'objected', 'bureau', bureau, reason, '{}', '{}', '{objection}');
    perform private.tell_bureau(c, c.sender_id, '{intake}', 'complaint.objected');
    if c.objections > 1 then perform private.tell_superiors(c, 'complaint.disputed'); end if;
  when 'take_back' then
    c := private.move_complaint(c, c.sender_id, null);
    update public.complaints x set state = 'registered' where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'taken_back', 'bureau', bureau);
    perform private.tell_merged(c, 'complaint.transferred', jsonb_build_object('bureau', (select o.name from public.organizations o where o.organization_id = c.bureau_id)));
  when 'order_acceptance' then
    update public.complaints x set state = 'registered', not_accepted_reason = null, channel = null where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'acceptance_ordered', 'superior', bureau, reason, '{}', '{notice}');
    perform private.tell_person(c, 'complaint.reopened');
    perform private.tell_bureau(c, c.bureau_id, '{intake}', 'complaint.acceptance_ordered');
    perform private.append_complaint(c, 'reopened', private.complaint_due_facts(c) || jsonb_build_object('by', 'superior', 'reason', reason));
  end case;
  return c;
end $$;
comment on function private.intake_act(public.complaints, text, jsonb, uuid, text) is
  'accept {text}, not_accept {reason, channel}, transfer {bureau, reason}, object {reason}, take_back, appoint {bureau, reason}, order_acceptance {reason}, merge {into, reason}.';
