-- What developers and bureaus do with a day until it is announced; changes and requests follow. Row of the day first, as in booking; messages before the journal, whose lock comes last.

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
    (6, 'replace', host and o.state = 'cancelled' and not exists (select from public.open_days x where x.replaces = o.open_day_id and x.state <> 'cancelled')),
    (7, 'cancel', (host and ((o.state = 'proposed' and o.origin <> 'milestone') or (o.state = 'announced' and not begun)))
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
  update public.open_days x set state = 'announced', announced_at = private.now(), changed_at = private.now(), edits = x.edits + 1, reminded = null,
    priority_until = case when x.replaces is not null then
      least(private.now() + make_interval(hours => private.limit_of('open_day_priority_hours', 48)), x.booking_closes_at) end
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
  -- whoever asked for it
  perform private.notify_people(array(select r.user_id from public.open_day_requests r where r.open_day_id = o.open_day_id and r.state = 'accepted'),
    'open_day.announced', facts, '/open-days/' || o.slug, 'open_day.announced:' || o.open_day_id);
  if 'bureau' = any (o.notify) then
    perform private.notify_officers(o.division_code, 'reviewer', 'open_day.announced', facts, '/open-days/' || o.slug, 'open_day.announced:' || o.open_day_id);
  end if;
  told := told + private.invite_back(o);
  perform private.append_open_day(o, 'announced', jsonb_build_object('instead_of',
    (select private.iso_time(r.starts_at) from public.open_days r where r.open_day_id = o.replaces), 'meeting_point', o.meeting_point, 'capacity', o.capacity, 'seats', seats,
    'booking_closes_at', private.iso_time(o.booking_closes_at)), o.overdue_seq);
  return told;
end $$;
comment on function private.announce(public.open_days) is
  'Announces a day that was found complete: tells those whom the rule names, keeps seats for those who had booked the day that it replaces, then tells the journal. Returns how many were told.';

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
