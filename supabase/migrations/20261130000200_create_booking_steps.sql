-- Booking: one function a verb. Each locks the row of the day first, so that verbs on one day happen one after another and
-- those on other days do not wait; counters stand behind checks; a key makes a repeated request one booking; newcomers queue
-- behind those who wait; an offer holds its seats. Messages go to the outbox in the same transaction.
-- Order of locks: the person (only where the cap counts), the day, its seats, its bookings.

-- 1. What can be asked without a lock -----------------------------------------------------------------------------

create function private.limit_of(name text, otherwise int) returns int
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce(nullif(private.setting(name), '')::int, otherwise);
end $$;
comment on function private.limit_of(text, int) is 'A number among the settings, or what holds otherwise.';

create or replace function public.configure_hub(settings jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into private.settings (name, value)
  select key, value from jsonb_each_text(settings)
  where key in ('staff_totp_required', 'demo', 'open_day_cap', 'open_day_waitlist', 'open_day_no_show_minutes', 'open_day_purge_days',
    'open_day_priority_hours')
  on conflict on constraint settings_pkey do update set value = excluded.value
$$;
comment on table private.settings is
  'Switches that SQL must know, written by the server at start: staff_totp_required, demo, clock; and limits of open days: open_day_cap (visits of a supervisor to one developer in 365 days, 3), open_day_waitlist (people waiting in one category, 1000), open_day_no_show_minutes (30), open_day_purge_days (30), open_day_priority_hours (48).';

create function private.is_supervisor_category(category text) returns boolean
language sql immutable parallel safe
as $$ select category in ('deputy', 'expert', 'media') $$;
comment on function private.is_supervisor_category(text) is
  'Categories that need a registration, take no conflict of interest and are capped. Without `set search_path`, so that it is inlined.';

create function private.declares_conflict(declaration jsonb) returns boolean
language sql immutable parallel safe set search_path = ''
as $$
  select exists (select from unnest(array['employer', 'supplier', 'kin', 'purchase']) k where declaration -> k = 'true'::jsonb)
$$;
comment on function private.declares_conflict(jsonb) is 'Whether a declaration names a conflict of interest.';

create function private.visits_to_developer(person uuid, o public.open_days) returns int
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select count(*) from public.bookings b join public.open_days x on x.open_day_id = b.open_day_id
    where b.user_id = person and b.open_day_id <> o.open_day_id and b.category in ('deputy', 'expert', 'media')
      and b.state in ('confirmed', 'waiting', 'offered', 'attended')
      and x.state in ('announced', 'held') and x.starts_at > private.now() - interval '365 days'
      and exists (select from public.project_parties a join public.project_parties c on c.organization_id = a.organization_id and c.role = 'developer'
        where a.project_id = o.project_id and a.role = 'developer' and c.project_id = x.project_id));
end $$;
comment on function private.visits_to_developer(uuid, public.open_days) is
  'Open days of the same developer that a supervisor booked or attended in the last 365 days, this one not among them.';

create function private.supervisor_block(o public.open_days, person uuid, category text, declaration jsonb) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.is_supervisor_category(category) then return null; end if;
  if not private.registered_as(person, category) then return 'registration_required'; end if;
  if private.declares_conflict(declaration)
    or exists (select from public.memberships m join public.project_parties pp on pp.organization_id = m.organization_id
      where m.user_id = person and m.role = 'company_member' and pp.project_id = o.project_id
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')) then
    return 'conflict_of_interest';
  end if;
  if private.visits_to_developer(person, o) >= private.limit_of('open_day_cap', 3) then return 'open_day_cap_reached'; end if;
  return null;
end $$;
comment on function private.supervisor_block(public.open_days, uuid, text, jsonb) is
  'Why a person may not come as a deputy, expert or journalist, or null: not registered, a conflict declared or plain from a membership, or too many visits to one developer.';

create function private.booking_block(o public.open_days, person uuid, category text, party_size int, declaration jsonb) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  s public.open_day_seats;
begin
  if o.state <> 'announced' then return 'open_day_not_open'; end if;
  if private.now() >= o.booking_closes_at then return 'booking_closed'; end if;
  select * into s from public.open_day_seats x where x.open_day_id = o.open_day_id and x.category = booking_block.category;
  if coalesce(s.capacity, 0) = 0 then return 'category_not_offered'; end if;
  if party_size > o.max_party or party_size > s.capacity then return 'party_too_large'; end if;
  if exists (select from public.bookings b where b.open_day_id = o.open_day_id and b.user_id = person and b.state in ('confirmed', 'waiting', 'offered')) then
    return 'already_booked';
  end if;
  if (s.waiting > 0 or s.taken + party_size > s.capacity) and s.waiting + party_size > private.limit_of('open_day_waitlist', 1000) then
    return 'waitlist_full';
  end if;
  return private.supervisor_block(o, person, category, declaration);
end $$;
comment on function private.booking_block(public.open_days, uuid, text, int, jsonb) is
  'Why a person may not book, as the name of an error, or null. Asked before the lock, so that most refusals cost no waiting, and again under it.';

create function private.refuse(problem text) returns void
language plpgsql set search_path = ''
as $$
declare
  code text := case
    when problem in ('registration_required', 'not_your_booking') then '42501'
    when problem in ('open_day_not_open', 'booking_closed', 'offer_gone', 'open_day_begun') then '55000'
    when problem = 'already_booked' then '23505'
    else '23514' end;
begin
  raise exception '%', problem using errcode = code;
end $$;
comment on function private.refuse(text) is 'Raises the named error with the code that fits it.';

create function private.check_party(o public.open_days, party jsonb, party_size int) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  clean jsonb;
begin
  if party_size is null or party_size < 1 or party_size > o.max_party then perform private.refuse('party_too_large'); end if;
  if jsonb_typeof(coalesce(party, '[]')) <> 'array' or jsonb_array_length(coalesce(party, '[]')) > party_size then
    perform private.refuse('party_wrong');
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('shoe_size', g.shoe_size, 'helmet_size', g.helmet_size, 'age_band', coalesce(g.age_band, 'adult'))), '[]')
  into clean from jsonb_to_recordset(coalesce(party, '[]')) as g (shoe_size int, helmet_size text, age_band text);
  if exists (select from jsonb_array_elements(clean) e where not coalesce(e ->> 'age_band' in ('adult', 'minor', 'senior'), false)
    or not coalesce(e ->> 'helmet_size' in ('s', 'm', 'l', 'xl'), true) or not coalesce((e ->> 'shoe_size')::int between 20 and 52, true)) then
    perform private.refuse('party_wrong');
  end if;
  if coalesce(o.min_age, 0) >= 18 and clean @> '[{"age_band": "minor"}]' then perform private.refuse('guest_too_young'); end if;
  return clean;
end $$;
comment on function private.check_party(public.open_days, jsonb, int) is
  'The guests of a party with what is known of them alone. Raises 23514 party_too_large, party_wrong, guest_too_young.';

create function private.check_declaration(declaration jsonb) returns jsonb
language sql immutable parallel safe set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'employer', coalesce(declaration -> 'employer' = 'true', false), 'supplier', coalesce(declaration -> 'supplier' = 'true', false),
    'kin', coalesce(declaration -> 'kin' = 'true', false), 'purchase', coalesce(declaration -> 'purchase' = 'true', false),
    'note', nullif(left(trim(declaration ->> 'note'), 500), '')))
$$;
comment on function private.check_declaration(jsonb) is 'A declaration with its known parts alone.';

-- 2. Steps that verbs share; the caller holds the lock of the day -------------------------------------------------

create function private.lock_open_day(day uuid) returns public.open_days
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
begin
  select * into o from public.open_days x where x.open_day_id = day for no key update;
  if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  return o;
end $$;
comment on function private.lock_open_day(uuid) is 'The day, locked until commit: the first lock of every verb. Raises P0002 open_day_not_found.';

create function private.count_open_day(day uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.open_days o set taken = s.taken, status = case
      when o.status in ('announced', 'full') then case when s.taken >= o.capacity then 'full' else 'announced' end else o.status end
  from (select sum(x.taken)::int as taken from public.open_day_seats x where x.open_day_id = day) s
  where o.open_day_id = day and (o.taken <> s.taken or (o.status in ('announced', 'full') and (o.status = 'full') <> (s.taken >= o.capacity)));
end $$;
comment on function private.count_open_day(uuid) is 'Brings the day''s counter in step with those of its seats.';

create function private.place_in_line(b public.bookings) returns int
language plpgsql stable security definer set search_path = ''
as $$
begin
  if b.state <> 'waiting' then return null; end if;
  return (select count(*) from public.bookings x where x.open_day_id = b.open_day_id and x.category = b.category and x.state = 'waiting'
    and x.queue_no <= b.queue_no);
end $$;
comment on function private.place_in_line(public.bookings) is 'Place among those who wait in the category, from 1; null of one who does not wait.';

create function private.booked(booking uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('code', b.code, 'slug', o.slug, 'state', b.state, 'party_size', b.party_size, 'queue_no', b.queue_no,
      'place_in_line', private.place_in_line(b), 'offer_expires_at', private.iso_time(b.offer_expires_at))
    from public.bookings b join public.open_days o on o.open_day_id = b.open_day_id where b.booking_id = booking);
end $$;
comment on function private.booked(uuid) is 'What every verb on a booking answers.';

create function private.tell_guest(b public.bookings, event text, more jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.notify_people(array[b.user_id], 'open_day.' || event,
    (select jsonb_build_object('open_day', o.slug, 'title', o.title, 'project', p.name, 'starts_at', private.iso_time(o.starts_at),
        'ends_at', private.iso_time(o.ends_at), 'meeting_point', o.meeting_point, 'code', b.code, 'party_size', b.party_size,
        'category', b.category, 'sequence', o.sequence, 'instead_of', case when o.priority_until > private.now() then
          (select private.iso_time(r.starts_at) from public.open_days r where r.open_day_id = o.replaces) end)
      from public.open_days o join public.projects p on p.project_id = o.project_id where o.open_day_id = b.open_day_id) || more,
    '/open-days/' || (select o.slug from public.open_days o where o.open_day_id = b.open_day_id) || '/booking',
    'open_day.' || event || ':' || b.booking_id || ':' || b.changes);
end $$;
comment on function private.tell_guest(public.bookings, text, jsonb) is 'Tells the person of a booking, once for each of its changes.';

create function private.promote(day uuid, in_category text) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  b public.bookings;
  room int;
  token text;
  until timestamptz;
  made int := 0;
begin
  select * into o from public.open_days x where x.open_day_id = day;
  -- who had booked the day that this one replaces has the whole time of the priority
  until := least(greatest(private.now() + make_interval(hours => o.offer_hours), o.priority_until), o.booking_closes_at);
  if o.state <> 'announced' or private.now() >= o.booking_closes_at then return 0; end if;
  loop
    -- strictly in order: a large party at the head waits for its room, and nobody passes it
    select * into b from public.bookings x where x.open_day_id = day and x.category = in_category and x.state = 'waiting'
      order by x.queue_no limit 1;
    exit when b.booking_id is null;
    select s.capacity into room from public.open_day_seats s where s.open_day_id = day and s.category = in_category;
    if b.party_size > room then
      -- it could never come, and everybody behind it would wait for ever
      update public.bookings x set state = 'lapsed', changes = x.changes + 1, changed_at = private.now() where x.booking_id = b.booking_id returning * into b;
      update public.open_day_seats s set waiting = s.waiting - b.party_size where s.open_day_id = day and s.category = in_category;
      perform private.tell_guest(b, 'lapsed');
      continue;
    end if;
    update public.open_day_seats s set taken = s.taken + b.party_size, waiting = s.waiting - b.party_size
    where s.open_day_id = day and s.category = in_category and s.taken + b.party_size <= s.capacity;
    exit when not found;
    token := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    update public.bookings x set state = 'offered', offer_expires_at = until, offer_token_hash = encode(sha256(convert_to(token, 'UTF8')), 'hex'),
      changes = x.changes + 1, changed_at = private.now()
    where x.booking_id = b.booking_id returning * into b;
    perform private.tell_guest(b, 'offer', jsonb_build_object('until', private.iso_time(until), 'refuse_token', token));
    made := made + 1;
  end loop;
  return made;
end $$;
comment on function private.promote(uuid, text) is
  'Offers free seats of a category to those who wait, in order, while they fit and booking is open. Whatever frees seats or changes the head of the line calls it.';

create function private.leave_booking(b public.bookings, to_state text, reason text default null) returns public.bookings
language plpgsql security definer set search_path = ''
as $$
declare
  held boolean := b.state in ('confirmed', 'offered');
begin
  update public.open_day_seats s set taken = s.taken - case when held then b.party_size else 0 end,
    waiting = s.waiting - case when b.state = 'waiting' then b.party_size else 0 end
  where s.open_day_id = b.open_day_id and s.category = b.category;
  update public.bookings x set state = to_state, offer_token_hash = null, cancelled_reason = coalesce(reason, x.cancelled_reason),
    changes = x.changes + 1, changed_at = private.now()
  where x.booking_id = b.booking_id returning * into b;
  perform private.promote(b.open_day_id, b.category);
  perform private.count_open_day(b.open_day_id);
  return b;
end $$;
comment on function private.leave_booking(public.bookings, text, text) is
  'A booking gives up its seats or its place; whoever is next is offered what became free. Also when the head of the line leaves: the next may fit where it did not.';

create function private.own_booking(code text) returns public.bookings
language plpgsql security definer set search_path = ''
as $$
declare
  b public.bookings;
begin
  select * into b from public.bookings x where x.code = own_booking.code and x.user_id = auth.uid();
  if b.booking_id is null or not private.session_stands() then raise exception 'booking_not_found' using errcode = 'P0002'; end if;
  perform private.lock_open_day(b.open_day_id);
  -- as it stands now that the day is ours
  select * into b from public.bookings x where x.booking_id = b.booking_id;
  return b;
end $$;
comment on function private.own_booking(text) is 'A booking of the caller, its day locked. Raises P0002 booking_not_found.';

create function private.leave_with_account() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- a day that goes as a whole takes its counters along
  if not exists (select from public.open_days o where o.open_day_id = old.open_day_id for no key update) then return null; end if;
  update public.open_day_seats s set
    taken = s.taken - case when old.state in ('confirmed', 'offered', 'attended') then old.party_size else 0 end,
    waiting = s.waiting - case when old.state = 'waiting' then old.party_size else 0 end
  where s.open_day_id = old.open_day_id and s.category = old.category;
  perform private.promote(old.open_day_id, old.category);
  perform private.count_open_day(old.open_day_id);
  return null;
end $$;
comment on function private.leave_with_account() is 'Trigger: a person who closes the account gives up the seats.';
create trigger bookings_leave after delete on public.bookings for each row execute function private.leave_with_account();
