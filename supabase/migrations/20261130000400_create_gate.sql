-- At the gate: who is expected, who came, the list that is printed.

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
  if o.state = 'not_held' then perform private.prove_held(o); end if;
  return results;
end $$;
comment on function public.record_check_ins(text, jsonb) is
  'Check-ins from a device, at most 200: [{check_in_id, kind, code, name, category, party_size, at, device, briefed, signature, declaration}] → [{check_in_id, outcome recorded|duplicate|unknown, booking_code, conflict}] in order. Sending twice is harmless; a second check-in of a booking is kept as a duplicate. A day that counted as not held is held once somebody was there. For members of the host and the contractor. Raises P0002 open_day_not_found, 42501 host_required, 23514 check_ins_wrong.';

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
