-- At the gate, and what happens by the clock.

-- 1. The gate -----------------------------------------------------------------------------------------------------

create function private.expected_guest(b public.bookings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('code', b.code, 'booking_id', b.booking_id,
    'name', coalesce((select p.display_name from public.profiles p where p.user_id = b.user_id), ''), 'category', b.category,
    'party_size', b.party_size, 'state', b.state, 'party', b.party,
    'checked_in', exists (select from private.check_ins c where c.booking_id = b.booking_id))
$$;
comment on function private.expected_guest(public.bookings) is 'A guest as hosts see them at the gate.';

create function public.gate_list(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  o public.open_days;
begin
  select * into o from public.open_days x where x.slug = gate_list.slug;
  if o.open_day_id is null or not 'check_in' = any (private.open_day_acts(o)) then return null; end if;
  return jsonb_build_object(
    'open_day', private.open_day_card(o) || jsonb_build_object('meeting_point', o.meeting_point, 'safety', o.safety, 'min_age', o.min_age, 'max_party', o.max_party),
    'guests', coalesce((select jsonb_agg(private.expected_guest(b) order by b.queue_no) from public.bookings b
      where b.open_day_id = o.open_day_id and b.state in ('confirmed', 'attended', 'no_show')), '[]'));
end $$;
comment on function public.gate_list(text) is
  'Who is expected, for members of the host and the contractor from the day before: {open_day, guests}; null for others.';

create function private.record_check_in(o public.open_days, given jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  c private.check_ins;
  b public.bookings;
  first uuid;
begin
  select * into c from private.check_ins x where x.check_in_id = (given ->> 'check_in_id')::uuid;
  if c.check_in_id is null then
    if given ->> 'kind' = 'booked' then
      select * into b from public.bookings x where x.open_day_id = o.open_day_id and x.code = lower(trim(given ->> 'code'));
      if b.booking_id is null then
        return jsonb_build_object('check_in_id', given ->> 'check_in_id', 'outcome', 'unknown', 'booking_code', null, 'conflict', false);
      end if;
      select x.check_in_id into first from private.check_ins x where x.booking_id = b.booking_id and x.duplicate_of is null;
    end if;
    insert into private.check_ins (check_in_id, open_day_id, booking_id, name, category, party_size, at, device, kind, duplicate_of, declaration,
      conflict, briefed, signature, recorded_by)
    values ((given ->> 'check_in_id')::uuid, o.open_day_id, b.booking_id, nullif(trim(given ->> 'name'), ''), coalesce(b.category, given ->> 'category', 'public'),
      coalesce((given ->> 'party_size')::int, b.party_size, 1), (given ->> 'at')::timestamptz, coalesce(given ->> 'device', ''), given ->> 'kind', first,
      case when jsonb_typeof(given -> 'declaration') = 'object' then private.check_declaration(given -> 'declaration') end,
      private.is_supervisor_category(coalesce(b.category, given ->> 'category', 'public'))
        and (private.declares_conflict(coalesce(nullif(given -> 'declaration', 'null'), '{}')) or private.declares_conflict(coalesce(b.declaration, '{}'))),
      coalesce((given ->> 'briefed')::boolean, false), given ->> 'signature', auth.uid())
    returning * into c;
    if first is null and b.state in ('confirmed', 'offered', 'no_show') then
      -- the seat of a no-show was released, and is taken again
      if b.state = 'no_show' then
        update public.open_day_seats s set taken = s.taken + b.party_size where s.open_day_id = o.open_day_id and s.category = b.category;
      end if;
      update public.bookings x set state = 'attended', offer_token_hash = null, changes = x.changes + 1, changed_at = private.now() where x.booking_id = b.booking_id;
    end if;
  elsif c.open_day_id <> o.open_day_id then
    return jsonb_build_object('check_in_id', given ->> 'check_in_id', 'outcome', 'unknown', 'booking_code', null, 'conflict', false);
  else
    select * into b from public.bookings x where x.booking_id = c.booking_id;
  end if;
  return jsonb_build_object('check_in_id', c.check_in_id, 'outcome', case when c.duplicate_of is null then 'recorded' else 'duplicate' end,
    'booking_code', b.code, 'conflict', c.conflict);
end $$;
comment on function private.record_check_in(public.open_days, jsonb) is 'One check-in as a device sent it; the same again changes nothing.';

create function public.record_check_ins(slug text, rows jsonb) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days;
  results jsonb := '[]';
  each jsonb;
begin
  select * into o from public.open_days x where x.slug = record_check_ins.slug for no key update;
  if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  -- what was recorded without a network may come days later
  if not private.open_day_capacities(o.project_id, o.division_code) && array['host', 'contractor']
    or o.state not in ('announced', 'held', 'not_held') or private.day_of(o.starts_at) > private.today() + 1 then
    raise exception 'host_required' using errcode = '42501';
  end if;
  if jsonb_typeof(rows) <> 'array' or jsonb_array_length(rows) > 200 then raise exception 'check_ins_wrong' using errcode = '23514'; end if;
  for each in select e.value from jsonb_array_elements(rows) with ordinality e (value, n) order by e.n loop
    results := results || jsonb_build_array(private.record_check_in(o, each));
  end loop;
  perform private.count_open_day(o.open_day_id);
  if o.state in ('held', 'not_held') then
    update public.open_days x set attended = private.attendance_of(o.open_day_id) where x.open_day_id = o.open_day_id;
  end if;
  return results;
end $$;
comment on function public.record_check_ins(text, jsonb) is
  'Check-ins from a device, at most 200: [{check_in_id, kind, code, name, category, party_size, at, device, briefed, signature, declaration}] → [{check_in_id, outcome recorded|duplicate|unknown, booking_code, conflict}] in order. Sending twice is harmless; a second check-in of a booking is kept as a duplicate. For members of the host and the contractor. Raises P0002 open_day_not_found, 42501 host_required, 23514 check_ins_wrong.';

create function public.attendance_list(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  o public.open_days;
begin
  select * into o from public.open_days x where x.slug = attendance_list.slug;
  if o.open_day_id is null or o.announced_at is null or cardinality(private.open_day_capacities(o.project_id, o.division_code)) = 0 then return null; end if;
  return jsonb_build_object('open_day', private.open_day_card(o),
    'purge_on', private.day_of(o.ends_at) + private.limit_of('open_day_purge_days', 30),
    'purged', exists (select from private.check_ins c where c.open_day_id = o.open_day_id and c.purged_at is not null),
    'rows', coalesce((select jsonb_agg(jsonb_build_object('check_in_id', c.check_in_id, 'kind', c.kind,
        'name', case when c.purged_at is null then coalesce(c.name, (select p.display_name from public.bookings b join public.profiles p on p.user_id = b.user_id
          where b.booking_id = c.booking_id)) end,
        'category', c.category, 'party_size', c.party_size, 'at', private.iso_time(c.at), 'device', c.device,
        'booking_code', (select b.code from public.bookings b where b.booking_id = c.booking_id), 'duplicate', c.duplicate_of is not null,
        'conflict', c.conflict, 'briefed', c.briefed, 'signature', c.signature) order by c.at, c.check_in_id)
      from private.check_ins c where c.open_day_id = o.open_day_id), '[]'));
end $$;
comment on function public.attendance_list(text) is 'Who came, for the host, the contractor and the bureau; without names once they were deleted. Null for others.';

-- 2. The clock ----------------------------------------------------------------------------------------------------
-- One transaction never waits for a day while it holds the journal's lock: days are taken with `skip locked`, whatever needs
-- no journal comes first, and of what ends or is announced one day a call.

create function private.expire_offers(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  b public.bookings;
  done int := 0;
begin
  for b in select x.* from public.bookings x where x.state = 'offered' and x.offer_expires_at <= private.now()
    order by x.offer_expires_at, x.booking_id limit max_rows loop
    perform from public.open_days o where o.open_day_id = b.open_day_id for no key update skip locked;
    continue when not found;
    select * into b from public.bookings x where x.booking_id = b.booking_id;
    continue when b.state <> 'offered' or b.offer_expires_at > private.now();
    b := private.leave_booking(b, 'expired');
    perform private.tell_guest(b, 'expired');
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.expire_offers(int) is 'Offers that ran out go to the next in line.';

create function private.close_bookings(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  b public.bookings;
  done int := 0;
begin
  for o in select x.* from public.open_days x where x.state = 'announced' and x.booking_closes_at <= private.now()
      and exists (select from public.bookings y where y.open_day_id = x.open_day_id and y.state in ('waiting', 'offered'))
    order by x.open_day_id limit max_rows for no key update skip locked loop
    for b in select x.* from public.bookings x where x.open_day_id = o.open_day_id and x.state in ('waiting', 'offered') order by x.queue_no loop
      b := private.leave_booking(b, case b.state when 'waiting' then 'lapsed' else 'expired' end);
      perform private.tell_guest(b, b.state);
    end loop;
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.close_bookings(int) is 'After the cut-off nobody waits any more, and no offer stands.';

create function private.release_no_shows(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  done int := 0;
begin
  for o in select x.* from public.open_days x where x.state = 'announced'
      and x.starts_at <= private.now() - make_interval(mins => private.limit_of('open_day_no_show_minutes', 30))
      and exists (select from public.bookings y where y.open_day_id = x.open_day_id and y.state = 'confirmed')
    order by x.open_day_id limit max_rows for no key update skip locked loop
    update public.bookings b set state = 'no_show', changes = b.changes + 1, changed_at = private.now()
    where b.open_day_id = o.open_day_id and b.state = 'confirmed';
    update public.open_day_seats s set taken = coalesce((select sum(b.party_size) from public.bookings b
      where b.open_day_id = s.open_day_id and b.category = s.category and b.state in ('confirmed', 'offered', 'attended')), 0)
    where s.open_day_id = o.open_day_id;
    perform private.count_open_day(o.open_day_id);
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.release_no_shows(int) is
  'Some minutes after the beginning the seats of those who are not there are free for walk-ins. Who comes later is checked in all the same.';

create function private.move_statuses(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  done int;
begin
  with moving as (
    select x.open_day_id from public.open_days x
    -- only the clock moves a day on; whatever else does writes the status itself
    where (x.state = 'announced' or (x.state = 'proposed' and x.status = 'ahead' and x.announce_by <= private.today() + 30))
      and x.status <> private.open_day_status(x, private.now(), private.today())
      -- what turns overdue is told with it
      and private.open_day_status(x, private.now(), private.today()) <> 'overdue'
    order by x.open_day_id limit max_rows for no key update skip locked)
  update public.open_days o set status = private.open_day_status(o, private.now(), private.today())
  from moving m where o.open_day_id = m.open_day_id;
  get diagnostics done = row_count;
  return done;
end $$;
comment on function private.move_statuses(int) is 'How days stand moves on with the clock.';

create function private.remind_guests(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  dev uuid;
  days int;
  done int := 0;
begin
  for o in select x.* from public.open_days x
    where (x.state = 'announced' and x.starts_at > private.now() and x.starts_at <= private.now() + interval '7 days'
        and coalesce(x.reminded, 99) > case when x.starts_at <= private.now() + interval '1 day' then 1 else 7 end)
      or (x.state = 'proposed' and x.status = 'owed' and x.origin = 'milestone' and x.reminded is null)
    order by x.open_day_id limit max_rows for no key update skip locked loop
    if o.state = 'proposed' then
      days := 0;
      for dev in select pp.organization_id from public.project_parties pp where pp.project_id = o.project_id and pp.role = 'developer' loop
        perform private.notify_duty(dev, 'edit', 'open_day.owed', jsonb_build_object('open_day', o.slug, 'title', o.title,
            'project', (select p.name from public.projects p where p.project_id = o.project_id), 'announce_by', o.announce_by, 'due_on', o.due_on),
          '/desk/open-days/' || o.slug, 'open_day.owed:' || o.open_day_id);
      end loop;
    else
      days := case when o.starts_at <= private.now() + interval '1 day' then 1 else 7 end;
      perform private.tell_guests(o, 'reminder', jsonb_build_object('days', days, 'safety', o.safety), '{confirmed}');
    end if;
    update public.open_days x set reminded = days where x.open_day_id = o.open_day_id;
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.remind_guests(int) is 'Seven days and one day before; and developers of what they owe, once.';

create function private.purge_guests(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  before timestamptz := private.now() - make_interval(days => private.limit_of('open_day_purge_days', 30));
  gone int;
  done int := 0;
begin
  update private.check_ins c set name = null, signature = null, declaration = null, purged_at = private.now()
  where c.check_in_id in (select x.check_in_id from private.check_ins x join public.open_days o on o.open_day_id = x.open_day_id
    where x.purged_at is null and o.ends_at < before order by x.recorded_at limit max_rows for update of x skip locked);
  get diagnostics gone = row_count;
  done := gone;
  update public.bookings b set party = '[]', declaration = b.declaration - 'note', delegation = null
  where b.booking_id in (select x.booking_id from public.bookings x join public.open_days o on o.open_day_id = x.open_day_id
    where o.state <> 'announced' and o.ends_at < before and (x.party <> '[]' or x.declaration ? 'note' or x.delegation is not null)
    order by x.booking_id limit max_rows for update of x skip locked);
  get diagnostics gone = row_count;
  return done + gone;
end $$;
comment on function private.purge_guests(int) is 'Names, signatures, sizes and remarks go some days after the day (open_day_purge_days); counts stay.';

create function private.tell_overdue_days(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  today date := private.today();
  late uuid[];
  o public.open_days;
  dev uuid;
  facts jsonb;
begin
  late := array(select x.open_day_id from public.open_days x where x.state = 'proposed' and x.origin = 'milestone' and (
        (x.milestone_reached and x.overdue_seq is null and least(x.announce_by, x.due_on) < today)
        or (x.overdue_seq is not null and private.open_day_status(x, private.now(), today) <> 'overdue'))
      -- all rows first, then the journal
    order by x.open_day_id limit max_rows for no key update skip locked);
  for o in select x.* from public.open_days x where x.open_day_id = any (late) order by x.announce_by, x.milestone_kind, x.open_day_id loop
    update public.open_days x set status = private.open_day_status(x, private.now(), today), changed_at = private.now()
    where x.open_day_id = o.open_day_id returning * into o;
    if o.status = 'overdue' then
      facts := jsonb_build_object('open_day', o.slug, 'title', o.title, 'announce_by', o.announce_by, 'due_on', o.due_on,
        'project', (select p.name from public.projects p where p.project_id = o.project_id));
      for dev in select pp.organization_id from public.project_parties pp where pp.project_id = o.project_id and pp.role = 'developer' loop
        perform private.notify_duty(dev, 'edit', 'open_day.overdue', facts, '/desk/open-days/' || o.slug, 'open_day.overdue:' || o.open_day_id);
      end loop;
      perform private.notify_officers(o.division_code, 'reviewer', 'open_day.overdue', facts, '/desk/open-days/' || o.slug, 'open_day.overdue:' || o.open_day_id);
      update public.open_days x set overdue_seq = private.append_open_day(o, 'overdue', jsonb_build_object('announce_by', o.announce_by,
        'days', today - least(o.announce_by, o.due_on))) where x.open_day_id = o.open_day_id;
    else
      -- a milestone's day or a rule was corrected
      perform private.append_open_day(o, 'rescheduled', jsonb_build_object('announce_by', o.announce_by), o.overdue_seq);
      update public.open_days x set overdue_seq = null where x.open_day_id = o.open_day_id;
    end if;
  end loop;
  return cardinality(late);
end $$;
comment on function private.tell_overdue_days(int) is
  'Tells developer, bureau and journal once of a day that was not announced in time, and takes it back where that turned out otherwise.';

create function private.end_one_day() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
begin
  -- devices without a network have two days to send what they recorded
  select * into o from public.open_days x where x.state = 'announced' and x.ends_at <= private.now() - interval '2 days'
  order by x.ends_at limit 1 for no key update skip locked;
  if o.open_day_id is not null then
    perform private.end_open_day(o, case when exists (select from private.check_ins c where c.open_day_id = o.open_day_id) then 'held' else 'not_held' end);
    return 1;
  end if;
  select * into o from public.open_days x where x.state = 'proposed' and x.origin = 'series'
    and x.starts_at <= private.now() + interval '14 days' and cardinality(private.announce_problems(x)) = 0
  order by x.starts_at limit 1 for no key update skip locked;
  if o.open_day_id is null then return 0; end if;
  perform private.announce(o);
  return 1;
end $$;
comment on function private.end_one_day() is 'Closes one day that its host did not close, held if anybody was checked in; or announces the next of a series.';

create function public.sweep_open_days(max_rows int default 200) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  queued uuid[];
  done jsonb;
  told int := 0;
  total int;
begin
  with taken as (
    delete from private.open_day_queue q where q.queued in (
      select x.queued from private.open_day_queue x order by x.queued limit max_rows for update skip locked)
    returning q.project_id)
  select array_agg(distinct t.project_id) into queued from taken t;
  if queued is not null then perform private.refresh_open_days(queued); end if;
  done := jsonb_build_object('reckoned', coalesce(cardinality(queued), 0), 'expired', private.expire_offers(max_rows),
    'closed', private.close_bookings(max_rows), 'released', private.release_no_shows(max_rows), 'moved', private.move_statuses(max_rows),
    'reminded', private.remind_guests(max_rows), 'purged', private.purge_guests(max_rows));
  total := (select sum(e.value::int) from jsonb_each_text(done) e);
  if total = 0 then
    told := private.tell_overdue_days(max_rows);
    if told = 0 then told := private.end_one_day(); end if;
  end if;
  return done || jsonb_build_object('told', told, 'more', total + told > 0);
end $$;
comment on function public.sweep_open_days(int) is
  'Whatever the clock brings to open days, a bounded part of it a call: {reckoned, expired, closed, released, moved, reminded, purged, told, more}. Repeat while more. Service role only.';

revoke execute on function public.gate_list(text), public.record_check_ins(text, jsonb), public.attendance_list(text), public.sweep_open_days(int)
  from public, anon, authenticated;
grant execute on function public.gate_list(text), public.record_check_ins(text, jsonb), public.attendance_list(text) to authenticated;
grant execute on function public.sweep_open_days(int) to service_role;
