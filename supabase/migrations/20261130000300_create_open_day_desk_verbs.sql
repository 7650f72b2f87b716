-- What developers, bureaus and guests do with a day beside booking it: fill it in, announce, change, cancel, close, repeat,
-- ask for one, report. Row of the day first, as in booking; messages before the journal, whose lock comes last.

-- 1. Who may ------------------------------------------------------------------------------------------------------

create function private.open_day_capacities(project uuid, division_code text) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return array(
    select distinct c.capacity from private.duties_on_project(project) x
    cross join lateral (values ('host', x.role = 'developer'), ('contractor', x.role = 'contractor')) as c (capacity, has)
    where x.duty = 'edit' and c.has
    union all
    select 'bureau' where private.oversees(open_day_capacities.division_code));
end $$;
comment on function private.open_day_capacities(uuid, text) is
  'In which capacities the caller has to do with the days of a project: host (duty edit at the developer), contractor (duty edit there, for the gate), bureau (an overseeing officer).';

create function private.reviews(division_code text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau' and 'reviewer' = any (m.duties)
      and starts_with(reviews.division_code, private.division_prefix(o.division_code)))
$$;
comment on function private.reviews(text) is 'Whether the caller is an overseeing officer with the duty reviewer.';

create function private.open_day_acts(o public.open_days) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  mine text[] := private.open_day_capacities(o.project_id, o.division_code);
  host boolean := 'host' = any (mine);
  begun boolean := o.starts_at <= private.now();
begin
  return array(select a.act from (values
    (1, 'save', host and o.state = 'proposed'),
    (2, 'announce', host and o.state = 'proposed'),
    (3, 'change', host and o.state = 'announced' and not begun),
    (4, 'check_in', (host or 'contractor' = any (mine)) and o.state in ('announced', 'held') and private.day_of(o.starts_at) <= private.today() + 1),
    (5, 'close', host and o.state = 'announced' and begun),
    (6, 'cancel', (host and ((o.state = 'proposed' and o.origin <> 'milestone') or (o.state = 'announced' and not begun)))
      or (o.state = 'announced' and private.now() < o.ends_at and private.reviews(o.division_code)))) as a (n, act, has)
    where a.has order by a.n);
end $$;
comment on function private.open_day_acts(public.open_days) is 'What the caller may do with a day now. The verbs and the desk''s buttons read the same.';

create function private.desk_open_day_row(slug text, act text, expected_edits int default null) returns public.open_days
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
begin
  select * into o from public.open_days x where x.slug = desk_open_day_row.slug for no key update;
  if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  if not act = any (private.open_day_acts(o)) then
    if cardinality(private.open_day_capacities(o.project_id, o.division_code)) = 0 then raise exception 'host_required' using errcode = '42501'; end if;
    raise exception 'open_day_act_refused' using errcode = '55000', detail = o.state;
  end if;
  if expected_edits is not null and o.edits <> expected_edits then raise exception 'open_day_changed_meanwhile' using errcode = '40001'; end if;
  return o;
end $$;
comment on function private.desk_open_day_row(text, text, int) is
  'The day, locked, if the caller may do this with it now. Raises P0002 open_day_not_found, 42501 host_required, 55000 open_day_act_refused, 40001 open_day_changed_meanwhile.';

create function private.hosted_project(slug text) returns public.projects
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.projects;
begin
  select * into p from public.projects x where x.slug = hosted_project.slug;
  if p.project_id is null then raise exception 'project_not_found' using errcode = 'P0002'; end if;
  if not exists (select from private.duties_on_project(p.project_id) x where x.role = 'developer' and x.duty = 'edit') then
    raise exception 'host_required' using errcode = '42501';
  end if;
  return p;
end $$;
comment on function private.hosted_project(text) is 'A project that the caller''s company develops. Raises P0002 project_not_found, 42501 host_required.';

-- 2. What a day says ----------------------------------------------------------------------------------------------

create function private.open_day_from(facts jsonb, before public.open_days) returns public.open_days
language plpgsql stable set search_path = ''
as $$
declare
  known text[] := '{title,starts_at,ends_at,booking_closes_at,meeting_point,lat,lng,route,shown,items,min_age,max_party,offer_hours}';
  o public.open_days := jsonb_populate_record(before,
    (select coalesce(jsonb_object_agg(f.key, case when jsonb_typeof(f.value) = 'string' and trim(f.value #>> '{}') = '' then 'null' else f.value end), '{}')
     from jsonb_each(facts) f where f.key = any (known)));
begin
  o.title := coalesce(o.title, before.title);
  o.items := coalesce(o.items, '{}');
  o.max_party := coalesce(o.max_party, before.max_party);
  o.offer_hours := coalesce(o.offer_hours, before.offer_hours);
  if facts ? 'safety' then
    o.safety := jsonb_strip_nulls(jsonb_build_object(
      'helmet', coalesce(facts -> 'safety' -> 'helmet' = 'true', false), 'shoes', coalesce(facts -> 'safety' -> 'shoes' = 'true', false),
      'clothing', left(facts -> 'safety' ->> 'clothing', 300), 'briefing', left(facts -> 'safety' ->> 'briefing', 1000),
      'accessibility', left(facts -> 'safety' ->> 'accessibility', 500)));
  end if;
  if exists (select from unnest(o.items) i where not exists (select from public.disclosure_items x where x.item = i)) then
    raise exception 'disclosure_item_not_found' using errcode = 'P0002';
  end if;
  return o;
end $$;
comment on function private.open_day_from(jsonb, public.open_days) is 'A day with what facts say put over what it was before. Unknown parts are left out.';

create function private.write_open_day(o public.open_days) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.open_days x set title = o.title, starts_at = o.starts_at, ends_at = o.ends_at, booking_closes_at = o.booking_closes_at,
    meeting_point = o.meeting_point, lat = o.lat, lng = o.lng, route = o.route, shown = o.shown, items = o.items, min_age = o.min_age,
    safety = o.safety, max_party = o.max_party, offer_hours = o.offer_hours, edits = x.edits + 1
  where x.open_day_id = o.open_day_id;
end $$;
comment on function private.write_open_day(public.open_days) is 'Writes what a day says, and counts the change.';

create function private.write_seats(day uuid, seats jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if seats is null then return; end if;
  if jsonb_typeof(seats) <> 'object' or exists (select from jsonb_each(seats) s
    where s.key not in ('deputy', 'expert', 'media', 'resident', 'public') or jsonb_typeof(s.value) <> 'number'
      or s.value::text !~ '^[0-9]{1,4}$') then
    raise exception 'seats_wrong' using errcode = '23514';
  end if;
  if exists (select from public.open_day_seats s where s.open_day_id = day and s.taken > coalesce((seats ->> s.category)::int, 0)) then
    raise exception 'capacity_below_taken' using errcode = '23514';
  end if;
  -- the day's capacity grows before its seats are counted and shrinks with them: both checks hold at each step
  update public.open_days o set capacity = (select coalesce(sum(s.value::text::int), 0) from jsonb_each(seats) s) where o.open_day_id = day;
  insert into public.open_day_seats as s (open_day_id, category, capacity)
  select day, e.key, e.value::text::int from jsonb_each(seats) e
  on conflict on constraint open_day_seats_pkey do update set capacity = excluded.capacity where s.capacity <> excluded.capacity;
  update public.open_day_seats s set capacity = 0 where s.open_day_id = day and not seats ? s.category and s.capacity <> 0;
end $$;
comment on function private.write_seats(uuid, jsonb) is
  'Seats of each category, {category: number}; those not named have none. Raises 23514 seats_wrong, capacity_below_taken.';

create function private.announce_problems(o public.open_days) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return array(select x.problem from (values
    (1, 'open_day_no_hours', o.starts_at is null or o.ends_at is null),
    (2, 'open_day_in_the_past', o.starts_at <= private.now()),
    (3, 'open_day_notice_too_short', o.starts_at > private.now() and private.day_of(o.starts_at) - private.today() < o.notice_days),
    (4, 'open_day_no_meeting_point', o.meeting_point is null),
    (5, 'open_day_no_seats', o.capacity = 0),
    (6, 'booking_closes_in_the_past', o.booking_closes_at <= private.now())) as x (n, problem, has)
    where x.has order by x.n);
end $$;
comment on function private.announce_problems(public.open_days) is 'What stands against announcing a day now: names of errors.';

create function public.save_open_day(slug text, facts jsonb, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days;
  p public.projects;
begin
  if slug is null then
    p := private.hosted_project(facts ->> 'project');
    insert into public.open_days (project_id, division_code, demo, origin, title, lat, lng, status, edits)
    values (p.project_id, p.division_code, p.demo, 'voluntary', '工地开放日', p.lat, p.lng, 'owed', 0) returning * into o;
  else
    o := private.desk_open_day_row(slug, 'save', expected_edits);
  end if;
  o := private.open_day_from(facts, o);
  if o.starts_at is not null and o.booking_closes_at is null then o.booking_closes_at := o.starts_at - interval '1 day'; end if;
  perform private.write_open_day(o);
  perform private.write_seats(o.open_day_id, facts -> 'seats');
  return jsonb_build_object('slug', o.slug, 'edits', o.edits + 1);
end $$;
comment on function public.save_open_day(text, jsonb, int) is
  'Fills in a proposed day, or with slug null proposes a voluntary one of facts.project. For the developer''s members with the duty edit. Only what is given is changed. Returns {slug, edits}. Raises 42501 host_required; P0002 open_day_not_found, project_not_found, disclosure_item_not_found; 55000 open_day_act_refused; 40001 open_day_changed_meanwhile; 23514 seats_wrong and the checks of open_days.';

-- 3. Announced ----------------------------------------------------------------------------------------------------

create function private.people_to_notify(o public.open_days) returns table (category text, people uuid[])
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select s.category, array_agg(distinct s.user_id) from public.supervisors s
    where s.category = any (o.notify) and s.user_id is not null and s.state = 'registered'
      and private.today() between s.valid_from and s.valid_until
      and starts_with(o.division_code, private.division_prefix(s.division_code))
    group by s.category;
end $$;
comment on function private.people_to_notify(public.open_days) is 'Registered supervisors whom the rule says to tell, by category.';

create function private.announce(o public.open_days) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  told int := 0;
  facts jsonb;
  each record;
  seats jsonb := (select jsonb_object_agg(s.category, s.capacity) from public.open_day_seats s where s.open_day_id = o.open_day_id and s.capacity > 0);
begin
  update public.open_days x set state = 'announced', announced_at = private.now(), changed_at = private.now(), edits = x.edits + 1, reminded = null
  where x.open_day_id = o.open_day_id returning * into o;
  update public.open_days x set status = private.open_day_status(o, private.now(), private.today()) where x.open_day_id = o.open_day_id;
  facts := (select jsonb_build_object('open_day', o.slug, 'title', o.title, 'project', p.name, 'starts_at', private.iso_time(o.starts_at),
      'ends_at', private.iso_time(o.ends_at), 'meeting_point', o.meeting_point, 'sequence', o.sequence)
    from public.projects p where p.project_id = o.project_id);
  for each in select * from private.people_to_notify(o) loop
    perform private.notify_people(each.people, 'open_day.announced', facts || jsonb_build_object('category', each.category),
      '/open-days/' || o.slug, 'open_day.announced:' || o.open_day_id);
    update public.open_day_seats s set notified = cardinality(each.people) where s.open_day_id = o.open_day_id and s.category = each.category;
    told := told + cardinality(each.people);
  end loop;
  if 'bureau' = any (o.notify) then
    perform private.notify_officers(o.division_code, 'reviewer', 'open_day.announced', facts, '/open-days/' || o.slug, 'open_day.announced:' || o.open_day_id);
  end if;
  perform private.append_open_day(o, 'announced', jsonb_build_object('meeting_point', o.meeting_point, 'capacity', o.capacity, 'seats', seats,
    'booking_closes_at', private.iso_time(o.booking_closes_at)), o.overdue_seq);
  return told;
end $$;
comment on function private.announce(public.open_days) is
  'Announces a day that was found complete: tells those whom the rule names, then the journal. Returns how many were told.';

create function public.announce_open_day(slug text, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days := private.desk_open_day_row(slug, 'announce', expected_edits);
  problems text[] := private.announce_problems(o);
begin
  if cardinality(problems) > 0 then
    raise exception '%', problems[1] using errcode = '23514', detail = array_to_string(problems, ',');
  end if;
  return jsonb_build_object('told', private.announce(o), 'slug', o.slug, 'edits', o.edits + 1);
end $$;
comment on function public.announce_open_day(text, int) is
  'Announces a proposed day and opens its booking. Returns {slug, edits, told}. Raises as save_open_day, and 23514 open_day_no_hours, open_day_in_the_past, open_day_notice_too_short, open_day_no_meeting_point, open_day_no_seats, booking_closes_in_the_past.';

-- 4. Changed and cancelled ----------------------------------------------------------------------------------------

create function private.tell_guests(o public.open_days, event text, more jsonb default '{}', states text[] default '{confirmed,waiting,offered}') returns int
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[] := array(select b.user_id from public.bookings b where b.open_day_id = o.open_day_id and b.state = any (states) order by b.queue_no);
begin
  perform private.notify_people(people, 'open_day.' || event,
    (select jsonb_build_object('open_day', o.slug, 'title', o.title, 'project', p.name, 'starts_at', private.iso_time(o.starts_at),
        'ends_at', private.iso_time(o.ends_at), 'meeting_point', o.meeting_point, 'sequence', o.sequence) || more
      from public.projects p where p.project_id = o.project_id),
    '/open-days/' || o.slug, 'open_day.' || event || ':' || o.open_day_id || ':' || o.sequence || coalesce(':' || (more ->> 'days'), ''));
  return cardinality(people);
end $$;
comment on function private.tell_guests(public.open_days, text, jsonb, text[]) is 'Tells all who booked a day, once for each of its changes. Returns how many.';

create function private.open_day_changes(before public.open_days, after public.open_days) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_object_agg(a.key, jsonb_build_object('from', b.value, 'to', a.value)), '{}')
  from jsonb_each(to_jsonb(after) || jsonb_build_object('starts_at', private.iso_time(after.starts_at), 'ends_at', private.iso_time(after.ends_at),
      'booking_closes_at', private.iso_time(after.booking_closes_at))) a
  join jsonb_each(to_jsonb(before) || jsonb_build_object('starts_at', private.iso_time(before.starts_at), 'ends_at', private.iso_time(before.ends_at),
      'booking_closes_at', private.iso_time(before.booking_closes_at))) b on b.key = a.key
  where a.value <> b.value and a.key in ('title', 'starts_at', 'ends_at', 'booking_closes_at', 'meeting_point', 'route', 'shown', 'items', 'min_age',
    'safety', 'max_party', 'offer_hours', 'capacity')
$$;
comment on function private.open_day_changes(public.open_days, public.open_days) is 'What differs between two states of a day: {field: {from, to}}.';

create function public.change_open_day(slug text, facts jsonb, reason text, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  before public.open_days := private.desk_open_day_row(slug, 'change', expected_edits);
  o public.open_days;
  changes jsonb;
  told int;
  each text;
begin
  if length(trim(coalesce(reason, ''))) < 2 then raise exception 'open_day_reason_missing' using errcode = '23514'; end if;
  o := private.open_day_from(facts, before);
  -- booking closes as long before the day as it did, unless told otherwise
  if o.starts_at <> before.starts_at and not facts ? 'booking_closes_at' then
    o.booking_closes_at := before.booking_closes_at + (o.starts_at - before.starts_at);
  end if;
  if o.starts_at is null or o.ends_at is null then raise exception 'open_day_no_hours' using errcode = '23514'; end if;
  if o.starts_at <= private.now() then raise exception 'open_day_in_the_past' using errcode = '23514'; end if;
  perform private.write_seats(o.open_day_id, facts -> 'seats');
  perform private.write_open_day(o);
  update public.open_days x set sequence = x.sequence + 1, change_reason = trim(reason), changed_at = private.now(),
    rescheduled_from = case when o.starts_at <> before.starts_at then before.starts_at else x.rescheduled_from end,
    reminded = case when o.starts_at = before.starts_at then x.reminded end
  where x.open_day_id = o.open_day_id returning * into o;
  changes := private.open_day_changes(before, o);
  -- an offer never outlives the booking
  update public.bookings b set offer_expires_at = least(b.offer_expires_at, o.booking_closes_at) where b.open_day_id = o.open_day_id and b.state = 'offered';
  perform private.count_open_day(o.open_day_id);
  for each in select s.category from public.open_day_seats s where s.open_day_id = o.open_day_id and s.waiting > 0 loop
    perform private.promote(o.open_day_id, each);
  end loop;
  perform private.count_open_day(o.open_day_id);
  update public.open_days x set status = private.open_day_status(x, private.now(), private.today()) where x.open_day_id = o.open_day_id;
  told := private.tell_guests(o, 'changed', jsonb_build_object('changes', changes, 'reason', trim(reason)));
  perform private.append_open_day(o, 'changed', jsonb_build_object('changes', changes, 'reason', trim(reason), 'meeting_point', o.meeting_point),
    (select max(j.seq) from public.journal j where j.project_id = o.project_id and j.subject_type = 'open_day' and j.subject_id = o.open_day_id::text));
  return jsonb_build_object('slug', o.slug, 'edits', o.edits, 'told', told);
end $$;
comment on function public.change_open_day(text, jsonb, text, int) is
  'Changes an announced day with a reason: moved, rerouted, more or fewer seats. Bookings stay; everyone is told; calendars see a higher SEQUENCE. Returns {slug, edits, told}. Raises as save_open_day, and 23514 open_day_reason_missing, open_day_in_the_past, capacity_below_taken.';

create function public.cancel_open_day(slug text, reason text, note text default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days := private.desk_open_day_row(slug, 'cancel');
  told int;
begin
  if o.state = 'proposed' then
    -- nobody was told of it
    delete from public.open_days x where x.open_day_id = o.open_day_id;
    return jsonb_build_object('slug', o.slug, 'edits', o.edits, 'told', 0);
  end if;
  if not coalesce(reason in ('weather', 'safety', 'other'), false) then raise exception 'cancel_reason_unknown' using errcode = '23514'; end if;
  if reason = 'other' and length(trim(coalesce(note, ''))) < 2 then raise exception 'open_day_reason_missing' using errcode = '23514'; end if;
  update public.open_days x set state = 'cancelled', status = 'cancelled', cancelled_reason = reason, cancelled_note = nullif(trim(note), ''),
    sequence = x.sequence + 1, edits = x.edits + 1, changed_at = private.now()
  where x.open_day_id = o.open_day_id returning * into o;
  told := private.tell_guests(o, 'cancelled', jsonb_build_object('reason', reason, 'note', o.cancelled_note));
  update public.open_day_seats s set taken = 0, waiting = 0 where s.open_day_id = o.open_day_id;
  update public.bookings b set state = 'cancelled', offer_token_hash = null, changes = b.changes + 1, changed_at = private.now()
  where b.open_day_id = o.open_day_id and b.state in ('confirmed', 'waiting', 'offered');
  perform private.count_open_day(o.open_day_id);
  -- what was owed is owed still
  if o.origin = 'milestone' then perform private.refresh_open_days(array[o.project_id]); end if;
  perform private.append_open_day(o, 'cancelled', jsonb_build_object('reason', reason, 'note', o.cancelled_note));
  return jsonb_build_object('slug', o.slug, 'edits', o.edits, 'told', told);
end $$;
comment on function public.cancel_open_day(text, text, text) is
  'Calls an announced day off (weather, safety, other with a note) and tells everyone; an owed one is proposed anew. The developer may, and a reviewing officer. A voluntary one that was not announced is removed. Raises as save_open_day, and 23514 cancel_reason_unknown, open_day_reason_missing.';

create function private.attendance_of(day uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_object_agg(x.category, x.n), '{}') from (
    select c.category, sum(c.party_size)::int as n from private.check_ins c where c.open_day_id = day and c.duplicate_of is null group by 1) x
$$;
comment on function private.attendance_of(uuid) is 'People who came, by category; duplicates count once.';

create function private.end_open_day(o public.open_days, to_state text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  came jsonb := private.attendance_of(o.open_day_id);
begin
  update public.bookings b set state = case b.state when 'confirmed' then 'no_show' else 'lapsed' end, offer_token_hash = null,
    changes = b.changes + 1, changed_at = private.now()
  where b.open_day_id = o.open_day_id and b.state in ('confirmed', 'waiting', 'offered');
  update public.open_day_seats s set waiting = 0, taken = coalesce((select sum(b.party_size) from public.bookings b
    where b.open_day_id = s.open_day_id and b.category = s.category and b.state = 'attended'), 0)
  where s.open_day_id = o.open_day_id;
  update public.open_days x set state = to_state, status = to_state, attended = came, changed_at = private.now(), edits = x.edits + 1,
    held_at = case when to_state = 'held' then private.now() end
  where x.open_day_id = o.open_day_id returning * into o;
  perform private.count_open_day(o.open_day_id);
  if to_state = 'held' then perform private.tell_guests(o, 'thanks', '{}', '{attended}'); end if;
  if to_state = 'not_held' and o.origin = 'milestone' then perform private.refresh_open_days(array[o.project_id]); end if;
  perform private.append_open_day(o, to_state, jsonb_build_object('attended', came, 'minimum', o.minimum,
    'seats', (select jsonb_object_agg(s.category, s.capacity) from public.open_day_seats s where s.open_day_id = o.open_day_id and s.capacity > 0)));
end $$;
comment on function private.end_open_day(public.open_days, text) is
  'Closes a day as held or not held: who did not come is a no-show, who came is thanked, the journal is told the counts.';

create function public.close_open_day(slug text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days := private.desk_open_day_row(slug, 'close');
begin
  perform private.end_open_day(o, 'held');
  return jsonb_build_object('slug', o.slug, 'edits', o.edits + 1);
end $$;
comment on function public.close_open_day(text) is 'The host closes a day as held. Check-ins that come later still count. Raises as save_open_day.';

-- 5. Templates and series -----------------------------------------------------------------------------------------

create function public.save_open_day_template(organization text, name text, facts jsonb, template uuid default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  org uuid := (select o.organization_id from public.organizations o where o.slug = save_open_day_template.organization);
  id uuid;
begin
  if not exists (select from private.current_memberships() m where m.role = 'company_member' and m.organization_id = org and 'edit' = any (m.duties)) then
    raise exception 'host_required' using errcode = '42501';
  end if;
  if template is null then
    insert into public.open_day_templates (organization_id, name, facts, changed_at)
    values (org, trim(save_open_day_template.name), save_open_day_template.facts - array['project', 'starts_at', 'ends_at', 'booking_closes_at'], private.now())
    returning template_id into id;
  else
    update public.open_day_templates t set name = trim(save_open_day_template.name), changed_at = private.now(),
      facts = save_open_day_template.facts - array['project', 'starts_at', 'ends_at', 'booking_closes_at']
    where t.template_id = template and t.organization_id = org returning t.template_id into id;
    if id is null then raise exception 'open_day_template_not_found' using errcode = 'P0002'; end if;
  end if;
  return id;
end $$;
comment on function public.save_open_day_template(text, text, jsonb, uuid) is
  'Keeps what a developer says on its days, without hours. Returns its id. Raises 42501 host_required, P0002 open_day_template_not_found, 23505 open_day_templates_name_key.';

create function public.remove_open_day_template(template uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.open_day_templates t where t.template_id = template and exists (select from private.current_memberships() m
    where m.role = 'company_member' and m.organization_id = t.organization_id and 'edit' = any (m.duties));
  if not found then raise exception 'open_day_template_not_found' using errcode = 'P0002'; end if;
end $$;
comment on function public.remove_open_day_template(uuid) is 'Removes a template of the caller''s company. Raises P0002 open_day_template_not_found.';

create function public.desk_open_day_templates(organization text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('template_id', t.template_id, 'name', t.name, 'facts', t.facts) order by t.name), '[]')
  from public.open_day_templates t join public.organizations o on o.organization_id = t.organization_id
  where o.slug = desk_open_day_templates.organization and private.works_for(t.organization_id)
$$;
comment on function public.desk_open_day_templates(text) is 'The templates of a company, for its members.';

create function public.add_open_day_series(project text, facts jsonb, frequency text, until date) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects := private.hosted_project(project);
  first timestamptz := (facts ->> 'starts_at')::timestamptz;
  step interval := case frequency when 'weekly' then interval '7 days' when 'monthly' then interval '1 month' end;
  series uuid;
  slugs text[] := '{}';
  o public.open_days;
  shift interval;
  n int := 0;
begin
  if step is null then raise exception 'series_wrong' using errcode = '23514'; end if;
  if first is null or facts ->> 'ends_at' is null then raise exception 'open_day_no_hours' using errcode = '23514'; end if;
  if first <= private.now() then raise exception 'open_day_in_the_past' using errcode = '23514'; end if;
  if until is null or until < private.day_of(first) or until > private.day_of(first) + 366 then raise exception 'series_wrong' using errcode = '23514'; end if;
  insert into public.open_day_series (project_id, frequency, until, facts, created_at) values (p.project_id, frequency, until, facts, private.now())
  returning series_id into series;
  loop
    -- by the calendar of the first day: the 31st of a month without one is its last
    shift := ((first at time zone 'Asia/Shanghai') + n * step) - (first at time zone 'Asia/Shanghai');
    exit when private.day_of(first + shift) > until;
    insert into public.open_days (project_id, division_code, demo, origin, title, lat, lng, status, edits, series_id)
    values (p.project_id, p.division_code, p.demo, 'series', '工地开放日', p.lat, p.lng, 'owed', 0, series) returning * into o;
    o := private.open_day_from(facts, o);
    o.starts_at := o.starts_at + shift;
    o.ends_at := o.ends_at + shift;
    o.booking_closes_at := coalesce(o.booking_closes_at + shift, o.starts_at - interval '1 day');
    perform private.write_open_day(o);
    perform private.write_seats(o.open_day_id, facts -> 'seats');
    slugs := slugs || o.slug;
    n := n + 1;
  end loop;
  return jsonb_build_object('series_id', series, 'slugs', to_jsonb(slugs));
end $$;
comment on function public.add_open_day_series(text, jsonb, text, date) is
  'Proposes a day each week or month until a day, a year at most. The sweep announces each 14 days before, if it is complete; the host may before. Returns {series_id, slugs}. Raises as save_open_day, and 23514 series_wrong, open_day_no_hours, open_day_in_the_past.';

-- 6. Asked for ----------------------------------------------------------------------------------------------------

create function public.request_open_day(project text, facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects;
  id uuid;
  dev uuid;
begin
  if auth.uid() is null or not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into p from public.projects x where x.slug = project;
  if p.project_id is null then raise exception 'project_not_found' using errcode = 'P0002'; end if;
  if private.is_supervisor_category(facts ->> 'category') and not private.registered_as(auth.uid(), facts ->> 'category') then
    raise exception 'registration_required' using errcode = '42501';
  end if;
  insert into public.open_day_requests (project_id, user_id, category, wish, wished_on, created_at)
  values (p.project_id, auth.uid(), facts ->> 'category', trim(facts ->> 'wish'), (facts ->> 'wished_on')::date, private.now())
  returning request_id into id;
  for dev in select pp.organization_id from public.project_parties pp where pp.project_id = p.project_id and pp.role = 'developer' loop
    perform private.notify_duty(dev, 'edit', 'open_day.requested', jsonb_build_object('project', p.name, 'slug', p.slug, 'category', facts ->> 'category'),
      '/desk/open-days/requests', 'open_day.requested:' || id);
  end loop;
  return id;
end $$;
comment on function public.request_open_day(text, jsonb) is
  'A supervisor or resident asks for a day: {category, wish, wished_on}. The developer is told, without the person. Returns its id. Raises 42501 sign_in_required, registration_required; P0002 project_not_found; 23505 open_day_requests_one_open_key.';

create function public.answer_open_day_request(request uuid, accept boolean, answer text, open_day text default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.open_day_requests;
  p public.projects;
  o public.open_days;
begin
  select * into r from public.open_day_requests x where x.request_id = request for update;
  if r.request_id is null then raise exception 'open_day_request_not_found' using errcode = 'P0002'; end if;
  p := private.hosted_project((select x.slug from public.projects x where x.project_id = r.project_id));
  if r.state <> 'open' then raise exception 'open_day_request_answered' using errcode = '55000'; end if;
  if accept and open_day is not null then
    select * into o from public.open_days x where x.slug = open_day and x.project_id = r.project_id;
    if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  elsif accept then
    insert into public.open_days (project_id, division_code, demo, origin, title, lat, lng, status)
    values (p.project_id, p.division_code, p.demo, 'request', '工地开放日', p.lat, p.lng, 'owed') returning * into o;
  end if;
  update public.open_day_requests x set state = case when accept then 'accepted' else 'declined' end, answer = trim(answer_open_day_request.answer),
    answered_at = private.now(), open_day_id = o.open_day_id
  where x.request_id = request;
  perform private.notify(r.user_id, 'open_day.answered', jsonb_build_object('project', p.name, 'slug', p.slug, 'accepted', accept,
    'answer', trim(answer_open_day_request.answer)), '/projects/' || p.slug, 'open_day.answered:' || request);
  return jsonb_build_object('slug', o.slug, 'state', case when accept then 'accepted' else 'declined' end);
end $$;
comment on function public.answer_open_day_request(uuid, boolean, text, text) is
  'The developer accepts, with a day of the project or a newly proposed one, or declines; who asked is told. Returns {slug, state}. Raises 42501 host_required; P0002 open_day_request_not_found, open_day_not_found; 55000 open_day_request_answered.';

-- 7. Reported -----------------------------------------------------------------------------------------------------

create function private.report_counts(day uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('host_absent', count(*) filter (where r.kind = 'host_absent'), 'access_refused', count(*) filter (where r.kind = 'access_refused'))
  from public.open_day_reports r where r.open_day_id = day
$$;
comment on function private.report_counts(uuid) is 'How many reported what of a day.';

create function public.report_open_day(slug text, kind text, note text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days;
begin
  if auth.uid() is null or not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into o from public.open_days x where x.slug = report_open_day.slug and x.announced_at is not null for no key update;
  if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  if not exists (select from public.bookings b where b.open_day_id = o.open_day_id and b.user_id = auth.uid() and b.state in ('confirmed', 'attended', 'no_show')) then
    raise exception 'booked_guests_only' using errcode = '42501';
  end if;
  if private.now() < o.starts_at then raise exception 'open_day_not_begun' using errcode = '55000'; end if;
  if private.now() > o.ends_at + interval '30 days' then raise exception 'report_too_late' using errcode = '55000'; end if;
  insert into public.open_day_reports (open_day_id, user_id, kind, note, reported_at)
  values (o.open_day_id, auth.uid(), report_open_day.kind, trim(report_open_day.note), private.now());
  perform private.notify_officers(o.division_code, 'reviewer', 'open_day.reported',
    jsonb_build_object('open_day', o.slug, 'title', o.title, 'kind', report_open_day.kind, 'project', (select p.name from public.projects p where p.project_id = o.project_id)),
    '/desk/open-days/' || o.slug, 'open_day.reported:' || o.open_day_id || ':' || auth.uid() || ':' || report_open_day.kind);
  perform private.append_open_day(o, 'reported', jsonb_build_object('kind', report_open_day.kind, 'reports', private.report_counts(o.open_day_id)));
  return private.report_counts(o.open_day_id);
end $$;
comment on function public.report_open_day(text, text, text) is
  'Who booked says that the host was absent or access was refused, once each, within 30 days. The bureau is told; the public sees counts. Raises 42501 sign_in_required, booked_guests_only; P0002 open_day_not_found; 55000 open_day_not_begun, report_too_late; 23505 open_day_reports_once_key.';

-- 8. The rules ----------------------------------------------------------------------------------------------------

create function public.save_open_day_kind(facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  k public.open_day_kinds := jsonb_populate_record(null::public.open_day_kinds, facts);
begin
  if k.open_day_kind_id is not null then
    select x.division_code into k.division_code from public.open_day_kinds x where x.open_day_kind_id = k.open_day_kind_id;
    if k.division_code is null then raise exception 'open_day_kind_not_found' using errcode = 'P0002'; end if;
  end if;
  if not private.may_write_catalogue(coalesce(k.division_code, '')) then raise exception 'outside_own_division' using errcode = '42501'; end if;
  -- two officers at once must not each find the period free
  perform pg_advisory_xact_lock(4206, 4);
  if k.open_day_kind_id is not null then
    update public.open_day_kinds x set valid_until = greatest(k.valid_until, x.valid_from - 1) where x.open_day_kind_id = k.open_day_kind_id;
  else
    if not exists (select from public.milestone_kinds m where m.kind = k.milestone_kind and starts_with(k.division_code, private.division_prefix(m.division_code))) then
      raise exception 'milestone_kind_unknown' using errcode = '23514';
    end if;
    update public.open_day_kinds x set valid_until = k.valid_from - 1
    where x.milestone_kind = k.milestone_kind and x.division_code = k.division_code and x.valid_from < k.valid_from
      and coalesce(x.valid_until, 'infinity') >= k.valid_from;
    if exists (select from public.open_day_kinds x where x.milestone_kind = k.milestone_kind and x.division_code = k.division_code
      and x.valid_from <= coalesce(k.valid_until, 'infinity') and k.valid_from <= coalesce(x.valid_until, 'infinity')
      and x.valid_until is distinct from x.valid_from - 1) then
      raise exception 'open_day_kinds_overlap' using errcode = '23514';
    end if;
    insert into public.open_day_kinds (milestone_kind, division_code, notice_days, window_days, minimum, seats, notify, basis, basis_en, nature, valid_from, valid_until)
    values (k.milestone_kind, k.division_code, k.notice_days, k.window_days, coalesce(k.minimum, '{}'), coalesce(k.seats, '{}'), coalesce(k.notify, '{}'),
      k.basis, k.basis_en, k.nature, k.valid_from, k.valid_until)
    returning open_day_kind_id into k.open_day_kind_id;
  end if;
  perform private.audit('open_day_kind.saved', k.open_day_kind_id::text, facts);
  return k.open_day_kind_id;
end $$;
comment on function public.save_open_day_kind(jsonb) is
  'Adds what a milestone asks for in a division, the rule that still runs there ending the day before; or, with open_day_kind_id, sets valid_until. For officers of the division and above. Raises 42501 outside_own_division; P0002 open_day_kind_not_found; 23514 milestone_kind_unknown, open_day_kinds_overlap.';

revoke execute on function public.save_open_day(text, jsonb, int), public.announce_open_day(text, int), public.change_open_day(text, jsonb, text, int),
  public.cancel_open_day(text, text, text), public.close_open_day(text), public.save_open_day_template(text, text, jsonb, uuid),
  public.remove_open_day_template(uuid), public.desk_open_day_templates(text), public.add_open_day_series(text, jsonb, text, date),
  public.request_open_day(text, jsonb), public.answer_open_day_request(uuid, boolean, text, text), public.report_open_day(text, text, text),
  public.save_open_day_kind(jsonb) from public, anon;
grant execute on function public.save_open_day(text, jsonb, int), public.announce_open_day(text, int), public.change_open_day(text, jsonb, text, int),
  public.cancel_open_day(text, text, text), public.close_open_day(text), public.save_open_day_template(text, text, jsonb, uuid),
  public.remove_open_day_template(uuid), public.desk_open_day_templates(text), public.add_open_day_series(text, jsonb, text, date),
  public.request_open_day(text, jsonb), public.answer_open_day_request(uuid, boolean, text, text), public.report_open_day(text, text, text),
  public.save_open_day_kind(jsonb) to authenticated;
grant execute on function public.save_open_day_kind(jsonb) to service_role;
