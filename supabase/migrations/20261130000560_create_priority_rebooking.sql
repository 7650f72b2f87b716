-- A day in place of a cancelled one. Who had booked gets a seat offered on it before anybody else can take one: confirmed
-- guests first, then those who waited, each in the order of the queue they stood in. They are put in line as if they had
-- booked, and the line does the rest, so that whatever holds of booking holds of them.

create function private.guests_called_off(o public.open_days) returns setof public.bookings
language sql stable security definer set search_path = ''
as $$
  with recursive before as (
    select o.replaces as open_day_id, 1 as n where o.replaces is not null
    union all
    -- the day that was to make up for another may have been called off too
    select x.replaces, c.n + 1 from before c join public.open_days x on x.open_day_id = c.open_day_id where x.replaces is not null
  ), latest as (
    -- who gave up a seat on the later day is not asked again for the earlier one
    select distinct on (b.user_id) b.booking_id, c.n from before c join public.bookings b on b.open_day_id = c.open_day_id
    order by b.user_id, c.n, b.called_off_from is null, b.queue_no desc
  )
  select b.* from latest l join public.bookings b on b.booking_id = l.booking_id where b.called_off_from is not null
  order by array_position(array['confirmed', 'offered', 'waiting'], b.called_off_from), l.n, b.queue_no
$$;
comment on function private.guests_called_off(public.open_days) is
  'Who had booked the day that this one replaces when it was called off: confirmed, offered, waiting, each in their order.';

create function private.invite_back(o public.open_days) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  b public.bookings;
  head int := o.queue_head;
  told int := 0;
begin
  if o.replaces is null then return 0; end if;
  -- as in booking, for the cap on visits; nobody else can wait for a day that was not announced yet
  perform pg_advisory_xact_lock(4207, k.key) from (select distinct hashtext(g.user_id::text) as key from private.guests_called_off(o) g
    where private.is_supervisor_category(g.category) order by 1) k;
  for b in select * from private.guests_called_off(o) loop
    told := told + 1;
    if private.booking_block(o, b.user_id, b.category, b.party_size, b.declaration) is not null
      or (o.min_age >= 18 and b.party @> '[{"age_band": "minor"}]') then
      -- no seat can be kept as it was booked; the page says what is possible
      perform private.notify_people(array[b.user_id], 'open_day.replaced', (select jsonb_build_object('open_day', o.slug, 'title', o.title,
          'project', p.name, 'starts_at', private.iso_time(o.starts_at), 'ends_at', private.iso_time(o.ends_at), 'meeting_point', o.meeting_point,
          'sequence', o.sequence) from public.projects p where p.project_id = o.project_id),
        '/open-days/' || o.slug, 'open_day.replaced:' || o.open_day_id);
      continue;
    end if;
    head := head + 1;
    update public.open_days x set queue_head = head where x.open_day_id = o.open_day_id;
    update public.open_day_seats s set waiting = s.waiting + b.party_size where s.open_day_id = o.open_day_id and s.category = b.category;
    insert into public.bookings (open_day_id, user_id, category, party_size, party, state, queue_no, declaration, delegation, idempotency_key)
    values (o.open_day_id, b.user_id, b.category, b.party_size, b.party, 'waiting', head, b.declaration, b.delegation, 'instead:' || o.open_day_id)
    returning * into b;
    if private.promote(o.open_day_id, b.category) = 0 then perform private.tell_guest(b, 'waiting'); end if;
  end loop;
  perform private.count_open_day(o.open_day_id);
  return told;
end $$;
comment on function private.invite_back(public.open_days) is
  'Offers seats of a day that was just announced to those who had booked the one that it replaces, until priority_until; who finds none left heads the line. Returns how many were told.';

create function public.replace_open_day(slug text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  before public.open_days := private.desk_open_day_row(slug, 'replace');
  o public.open_days;
begin
  -- what was owed is proposed anew already
  select * into o from public.open_days x where x.project_id = before.project_id and x.milestone_kind = before.milestone_kind
    and before.origin = 'milestone' and x.origin = 'milestone' and x.state = 'proposed' for no key update;
  if o.open_day_id is null then
    insert into public.open_days (project_id, division_code, demo, milestone_kind, origin, title, status, edits)
    values (before.project_id, before.division_code, before.demo, before.milestone_kind, 'voluntary', before.title, 'owed', 1) returning * into o;
  end if;
  update public.open_days x set replaces = before.open_day_id, edits = x.edits + 1 where x.open_day_id = o.open_day_id;
  -- begun by hand already: what was written stays
  if o.edits = 1 then
    update public.open_days x set title = before.title, meeting_point = before.meeting_point, lat = before.lat, lng = before.lng,
      route = before.route, shown = before.shown, items = before.items, min_age = before.min_age, safety = before.safety,
      max_party = before.max_party, offer_hours = before.offer_hours
    where x.open_day_id = o.open_day_id;
    perform private.write_seats(o.open_day_id,
      (select jsonb_object_agg(s.category, s.capacity) from public.open_day_seats s where s.open_day_id = before.open_day_id and s.capacity > 0));
  end if;
  return jsonb_build_object('slug', o.slug, 'edits', o.edits + 1);
end $$;
comment on function public.replace_open_day(text) is
  'Proposes a day in place of a cancelled one, with all it said but the hours; of an owed one, the day that is proposed anew. Once it is announced, those who had booked have priority. For the developer''s members with the duty edit. Returns {slug, edits}. Raises as save_open_day.';
revoke execute on function public.replace_open_day(text) from public, anon;
grant execute on function public.replace_open_day(text) to authenticated;
