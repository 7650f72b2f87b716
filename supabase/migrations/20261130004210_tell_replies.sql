-- The reply: photos that come with it, to the person always and to the public where the officer says so; and one that no longer
-- stands, which is told as an earlier one.

create or replace function private.reply_complaint(c public.complaints, bureau uuid, facts jsonb) returns public.complaints
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

create function private.reply_stands(c public.complaints) returns boolean
language sql immutable parallel safe
as $$ select c.replied_at is not null and c.state not in ('registered', 'transferred', 'objected', 'accepted', 'investigating', 'rectification') $$;
comment on function private.reply_stands(public.complaints) is
  'Whether the reply that is there is how the complaint stands; one that is dealt with again waits for another, and what is there is an earlier one. Without `set search_path`, so that it is inlined.';

create or replace function private.public_complaint_card(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'category_name', k.name, 'category_name_en', k.name_en,
    'state', c.state, 'group', case c.queue when 'done' then 'ended' when 'follow_up' then 'answered' else 'open' end, 'as', c.visibility,
    'title', case when c.visibility = 'public' then c.public_title end, 'urgent', c.urgent, 'demo', c.demo,
    'overdue', c.queue <> 'done' and coalesce(c.due_on < private.today(), false), 'supervised', c.supervised_at is not null,
    'clock', case when not c.coarse_time then c.clock end, 'due_on', case when not c.coarse_time then c.due_on end,
    -- what an earlier reply said is not how it stands
    'outcome', case when private.reply_stands(c) then c.outcome end, 'result', case when private.reply_stands(c) then c.result end,
    'fix_by', case when not c.coarse_time and private.reply_stands(c) then c.fix_by end, 'solved', c.solved,
    'reopened', c.reopened, 'joined', private.joined_text(c.joined), 'ex_officio', c.ex_officio,
    'filed', private.complaint_day(c, c.filed_at), 'published', private.complaint_day(c, c.published_at), 'changed', private.complaint_day(c, c.changed_at),
    'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time, 'place', private.division_place(c.division_code),
    'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id and not c.coarse_place),
    'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id))
  from public.complaint_categories k where k.category = c.category
$$;
comment on function private.public_complaint_card(public.complaints) is
  'A public complaint as lists show it: kind, place, state, result. A stub has no words; the project is not named where the person asked for a coarse place, and no day where for coarse times.';

create or replace function private.matching_complaints(filters jsonb) returns setof public.complaints
language sql stable
as $$
  select c.* from public.complaints c
  where c.visibility in ('public', 'stub') and c.published_at is not null
    and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'city' is null or c.division_code like private.division_prefix(filters ->> 'city') || '%')
    and (filters ->> 'district' is null or c.division_code like private.division_prefix(filters ->> 'district') || '%')
    -- which project it is about is not told where the person asked for a coarse place
    and (filters ->> 'project' is null or (not c.coarse_place and c.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project')))
    and (filters ->> 'organization' is null or (not c.coarse_place and exists (select from public.project_parties x join public.organizations o on o.organization_id = x.organization_id
      where x.project_id = c.project_id and o.slug = filters ->> 'organization')))
    and (filters ->> 'bureau' is null or c.bureau_id = (select o.organization_id from public.organizations o where o.slug = filters ->> 'bureau'))
    and (filters ->> 'category' is null or c.category = filters ->> 'category')
    and (filters ->> 'outcome' is null or c.outcome = filters ->> 'outcome' and private.reply_stands(c))
    and (not coalesce((filters ->> 'overdue')::boolean, false) or (c.queue <> 'done' and c.due_on < private.today()))
    and (not coalesce((filters ->> 'supervised')::boolean, false) or c.supervised_at is not null)
    and (filters ->> 'q' is null or c.number = upper(filters ->> 'q')
      or (c.visibility = 'public' and strpos(lower(c.public_title), lower(filters ->> 'q')) > 0)
      or (not c.coarse_place and c.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p)))
$$;
comment on function private.matching_complaints(jsonb) is
  'Public complaints that pass every filter but the group: division, city, district (codes), project, organization, bureau (slugs), category, outcome, overdue, supervised, q (number, title, project). Without `set search_path`, or it could not be inlined; every name in it is qualified.';

create or replace function public.complaint_page(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  c public.complaints;
  words boolean;
begin
  select * into c from public.complaints x where x.slug = complaint_page.slug;
  if c.complaint_id is null or c.published_at is null then return null; end if;
  if not private.complaint_is_public(c) then
    return jsonb_build_object('slug', c.slug, 'number', c.number, 'withheld', true, 'demo', c.demo, 'category', c.category,
      'category_name', (select k.name from public.complaint_categories k where k.category = c.category),
      'category_name_en', (select k.name_en from public.complaint_categories k where k.category = c.category), 'place', private.division_place(c.division_code));
  end if;
  words := c.visibility = 'public';
  return private.public_complaint_card(c) || jsonb_build_object('withheld', false,
    'text', case when words then c.public_text end, 'shown_name', case when words and c.naming = 'named' then c.shown_name end,
    'steps', private.public_complaint_steps(c), 'clocks', private.public_complaint_clocks(c), 'extended_days', c.extended_days,
    'accepted', private.complaint_day(c, c.accepted_at), 'replied', private.complaint_day(c, c.replied_at),
    'reply', case when words then c.public_reply end,
    'earlier', case when c.replied_at is not null and not private.reply_stands(c) then jsonb_build_object('outcome', c.outcome, 'result', c.result) end,
    'close_reason', case when words then c.close_reason end,
    'not_accepted_reason', case when words then c.not_accepted_reason end, 'channel', case when words then c.channel end,
    'review', (select jsonb_build_object('outcome', c.review_outcome, 'text', case when words then c.review_text end, 'by', o.name)
      from (select) one left join public.organizations o on o.organization_id = c.review_by where c.review_outcome is not null),
    'final', case when c.final_outcome is not null then jsonb_build_object('outcome', c.final_outcome, 'text', case when words then c.final_text end) end,
    'supervised_by', (select o.name from public.organizations o where o.organization_id = c.supervised_by),
    'merged_into', (select jsonb_build_object('slug', x.slug, 'number', x.number) from public.complaints x
      where x.complaint_id = c.merged_into and private.complaint_is_public(x) and not (c.coarse_place and not x.coarse_place)),
    'finding', (select jsonb_build_object('slug', f.slug, 'number', f.number) from public.findings f
      where f.finding_id = c.finding_id and f.published_at is not null and f.state <> 'withheld' and not c.coarse_place),
    'photos', case when words then (select coalesce(jsonb_agg(jsonb_build_object('sha256', p.sha256, 'width', p.width, 'height', p.height, 'by', p.by,
        'with_reply', p.by = 'bureau' and coalesce(p.at = c.replied_at, false)) order by p.sort), '[]')
      from private.complaint_photos p where p.complaint_id = c.complaint_id and p.shown) else '[]' end);
end $$;
comment on function public.complaint_page(text) is
  'A public complaint with its public steps, deadlines, reply, its photos (with_reply), what came of it, and of a reply that no longer stands what it said (earlier); a stub without words; of one that was public and is kept private now, that alone {withheld: true}; null for any other.';

create or replace function private.open311_card(c public.complaints, extended boolean, english boolean) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'service_request_id', c.number,
    'status', case when c.queue = 'done' then 'closed' else 'open' end,
    'status_notes', case when c.visibility = 'public' then case c.state when 'not_accepted' then c.not_accepted_reason when 'final' then c.final_text
      when 'review_decided' then c.review_text when 'closed' then coalesce(c.public_reply, c.close_reason) when 'replied' then c.public_reply end end,
    'service_name', case when english then k.name_en else k.name end,
    'service_code', c.category,
    'description', case when c.visibility = 'public' then c.public_text end,
    'agency_responsible', b.name,
    'service_notice', case when r.deadline_rule_id is not null and not c.coarse_time then case when english then coalesce(r.basis_en, r.basis) else r.basis end end,
    'requested_datetime', private.open311_stamp(private.open311_time(c.filed_at, c.coarse_time)),
    'updated_datetime', private.open311_stamp(private.open311_time(coalesce((select e.at from public.complaint_events e where e.complaint_id = c.complaint_id
      and private.event_audience(e.event) = 'public' order by e.event_id desc limit 1), c.filed_at), c.coarse_time)),
    -- a due day tells the day of filing
    'expected_datetime', case when c.due_on is not null and c.queue <> 'done' and not c.coarse_time then to_char(c.due_on, 'YYYY-MM-DD') || 'T23:59:59+08:00' end,
    'address', case when p.project_id is not null then concat_ws(' ', d.name, p.address, p.name) else d.name end,
    'address_id', coalesce(p.slug, c.division_code),
    -- the place of the project is public; one that the person marked is told where there is no project alone
    'lat', case when not c.coarse_place then coalesce(p.lat, c.lat) end,
    'long', case when not c.coarse_place then case when p.lat is not null then p.lng else c.lng end end,
    'photo', case when c.visibility = 'public' then (select f.sha256 from private.complaint_photos f where f.complaint_id = c.complaint_id and f.shown order by f.sort limit 1) end)
    || case when not extended then '{}'::jsonb else jsonb_build_object(
      'notes', private.open311_notes(c),
      'extended_attributes', jsonb_build_object('slug', c.slug, 'title', case when c.visibility = 'public' then c.public_title end, 'state', c.state, 'as', c.visibility,
        'category_kind', k.kind, 'urgent', c.urgent, 'project', p.slug, 'permit_no', p.permit_no, 'division_code', c.division_code,
        'outcome', case when private.reply_stands(c) then c.outcome end, 'result', case when private.reply_stands(c) then c.result end,
        'fix_by', case when not c.coarse_time and private.reply_stands(c) then c.fix_by end, 'clock', case when not c.coarse_time then c.clock end,
        'overdue', c.ever_overdue, 'supervised', c.supervised_at is not null, 'joined', c.joined, 'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time,
        'demo', c.demo)) end
  from public.complaint_categories k
  join public.divisions d on d.division_code = c.division_code
  left join public.projects p on p.project_id = c.project_id and not c.coarse_place
  left join public.organizations b on b.organization_id = c.bureau_id
  left join public.deadline_rules r on r.deadline_rule_id = c.deadline_rule_id
  where k.category = c.category
$$;
comment on function private.open311_card(public.complaints, boolean, boolean) is
  'A public complaint as service request of Open311, as coarse as the person asked; without words where it is public as a stub.';

create or replace function private.webhook_facts(e public.complaint_events, c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('event', 'complaint.' || e.event,
    'occurred_at', case when c.coarse_time then to_char(private.shanghai_day(e.at), 'YYYY-MM') else private.iso_time(e.at) end,
    'reason', case when c.visibility = 'public' and e.by <> 'person' then e.reason end,
    'complaint', private.complaint_facts(c) || private.complaint_due_facts(c) || jsonb_build_object('outcome', case when private.reply_stands(c) then c.outcome end,
      'result', case when private.reply_stands(c) then c.result end)))
$$;
comment on function private.webhook_facts(public.complaint_events, public.complaints) is 'What a receiver is told of a step: what the journal would say, and nothing of the person.';
