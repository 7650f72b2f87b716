-- What became of a day that was announced, and what a host has come again.

-- 1. Changed and cancelled ----------------------------------------------------------------------------------------

create function private.tell_guests(o public.open_days, event text, more jsonb default '{}', states text[] default '{confirmed,waiting,offered}') returns int
language plpgsql security definer set search_path = ''
as $$
declare
  facts jsonb := (select jsonb_build_object('open_day', o.slug, 'title', o.title, 'project', p.name, 'starts_at', private.iso_time(o.starts_at),
      'ends_at', private.iso_time(o.ends_at), 'meeting_point', o.meeting_point, 'sequence', o.sequence) || more
    from public.projects p where p.project_id = o.project_id);
  each text;
  people uuid[];
  told int := 0;
begin
  foreach each in array states loop
    people := array(select b.user_id from public.bookings b where b.open_day_id = o.open_day_id and b.state = each order by b.queue_no);
    perform private.notify_people(people, 'open_day.' || event, facts || jsonb_build_object('state', each),
      '/open-days/' || o.slug, 'open_day.' || event || ':' || o.open_day_id || ':' || o.sequence || coalesce(':' || (more ->> 'days'), ''));
    told := told + cardinality(people);
  end loop;
  return told;
end $$;
comment on function private.tell_guests(public.open_days, text, jsonb, text[]) is
  'Tells all who booked a day how it changed and how their own booking stands, once for each of its changes. Returns how many.';

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
  update public.bookings b set state = 'cancelled', called_off_from = b.state, offer_token_hash = null, changes = b.changes + 1, changed_at = private.now()
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

-- 2. Templates and series -----------------------------------------------------------------------------------------

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
