-- What people do with their bookings; see the steps before for what holds.

create function public.book_open_day(
  slug text, category text, party_size int, party jsonb, declaration jsonb, key text, delegation text default null
) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  person uuid := auth.uid();
  o public.open_days;
  b public.bookings;
  guests jsonb;
  declared jsonb := private.check_declaration(declaration);
  waits int;
  block text;
begin
  if person is null or not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into o from public.open_days x where x.slug = book_open_day.slug and x.announced_at is not null;
  if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  -- an answer that was lost on the way, asked for again
  select * into b from public.bookings x where x.user_id = person and x.idempotency_key = key;
  if b.booking_id is not null then
    if b.open_day_id <> o.open_day_id then perform private.refuse('key_used'); end if;
    return private.booked(b.booking_id);
  end if;
  guests := private.check_party(o, party, party_size);
  block := private.booking_block(o, person, category, party_size, declared);
  if block is not null and block <> 'already_booked' then perform private.refuse(block); end if;

  if private.is_supervisor_category(category) then
    -- two bookings of one person on two days must not both find the last visit under the cap
    perform pg_advisory_xact_lock(4207, hashtext(person::text));
  end if;
  o := private.lock_open_day(o.open_day_id);
  select * into b from public.bookings x where x.user_id = person and x.idempotency_key = key;
  if b.booking_id is not null then return private.booked(b.booking_id); end if;
  block := private.booking_block(o, person, category, party_size, declared);
  if block is not null then perform private.refuse(block); end if;

  select s.waiting into waits from public.open_day_seats s where s.open_day_id = o.open_day_id and s.category = book_open_day.category;
  b.state := 'waiting';
  if waits = 0 then
    update public.open_day_seats s set taken = s.taken + book_open_day.party_size
    where s.open_day_id = o.open_day_id and s.category = book_open_day.category and s.taken + book_open_day.party_size <= s.capacity;
    if found then b.state := 'confirmed'; end if;
  end if;
  if b.state = 'waiting' then
    update public.open_day_seats s set waiting = s.waiting + book_open_day.party_size
    where s.open_day_id = o.open_day_id and s.category = book_open_day.category;
  end if;
  update public.open_days x set queue_head = x.queue_head + 1,
    taken = x.taken + case when b.state = 'confirmed' then book_open_day.party_size else 0 end,
    status = case when x.status = 'announced' and b.state = 'confirmed' and x.taken + book_open_day.party_size >= x.capacity then 'full' else x.status end
  where x.open_day_id = o.open_day_id returning x.queue_head into b.queue_no;
  insert into public.bookings (open_day_id, user_id, category, party_size, party, state, queue_no, declaration, delegation, idempotency_key)
  values (o.open_day_id, person, category, party_size, guests, b.state, b.queue_no, declared, nullif(trim(delegation), ''), key)
  returning * into b;
  perform private.tell_guest(b, b.state);
  return private.booked(b.booking_id);
end $$;
comment on function public.book_open_day(text, text, int, jsonb, jsonb, text, text) is
  'Books seats of a category, or a place on its waitlist: {code, slug, state confirmed|waiting, party_size, queue_no, place_in_line}. The same key again answers with the same booking. Raises 42501 sign_in_required, registration_required; P0002 open_day_not_found; 55000 open_day_not_open, booking_closed; 23505 already_booked; 23514 category_not_offered, party_too_large, party_wrong, guest_too_young, conflict_of_interest, open_day_cap_reached, waitlist_full, key_used; 55P03 when the day is too busy.';

create function public.cancel_booking(code text, reason text default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings := private.own_booking(code);
begin
  if b.state in ('confirmed', 'waiting', 'offered') then
    if private.now() >= (select o.starts_at from public.open_days o where o.open_day_id = b.open_day_id) then perform private.refuse('open_day_begun'); end if;
    b := private.leave_booking(b, 'cancelled', nullif(left(trim(reason), 300), ''));
    perform private.tell_guest(b, 'given_up');
  elsif b.state <> 'cancelled' then
    perform private.refuse('booking_over');
  end if;
  return private.booked(b.booking_id);
end $$;
comment on function public.cancel_booking(text, text) is
  'Gives up a booking, an offer or a place in line; twice is the same as once. Raises P0002 booking_not_found, 55000 open_day_begun, 23514 booking_over.';

create function public.change_booking(code text, party_size int, party jsonb) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings := private.own_booking(code);
  o public.open_days;
  guests jsonb;
  more int := party_size - b.party_size;
begin
  select * into o from public.open_days x where x.open_day_id = b.open_day_id;
  if b.state not in ('confirmed', 'waiting', 'offered') then perform private.refuse('booking_over'); end if;
  if private.now() >= o.starts_at then perform private.refuse('open_day_begun'); end if;
  guests := private.check_party(o, party, party_size);
  if more > 0 then
    if private.now() >= o.booking_closes_at then perform private.refuse('booking_closed'); end if;
    -- to grow in line, or past those who wait, would be to jump it
    if b.state <> 'confirmed' or exists (select from public.open_day_seats s where s.open_day_id = b.open_day_id and s.category = b.category and s.waiting > 0) then
      perform private.refuse('party_cannot_grow');
    end if;
    update public.open_day_seats s set taken = s.taken + more
    where s.open_day_id = b.open_day_id and s.category = b.category and s.taken + more <= s.capacity;
    if not found then perform private.refuse('party_cannot_grow'); end if;
  elsif more < 0 then
    update public.open_day_seats s set taken = s.taken + case when b.state = 'waiting' then 0 else more end,
      waiting = s.waiting + case when b.state = 'waiting' then more else 0 end
    where s.open_day_id = b.open_day_id and s.category = b.category;
  end if;
  update public.bookings x set party_size = change_booking.party_size, party = guests, changes = x.changes + 1, changed_at = private.now()
  where x.booking_id = b.booking_id;
  if more < 0 then perform private.promote(b.open_day_id, b.category); end if;
  perform private.count_open_day(b.open_day_id);
  return private.booked(b.booking_id);
end $$;
comment on function public.change_booking(text, int, jsonb) is
  'Changes the party of a booking. Smaller always, and what is freed is offered on; larger only of a confirmed one, while seats are free and nobody waits. Raises P0002 booking_not_found, 55000 booking_closed, open_day_begun; 23514 booking_over, party_cannot_grow, party_too_large, party_wrong, guest_too_young.';

create function public.confirm_offer(code text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings := private.own_booking(code);
begin
  if b.state = 'offered' and b.offer_expires_at <= private.now() then
    -- too late, though no sweep came by yet; told by the state, for an error would undo it
    b := private.leave_booking(b, 'expired');
    perform private.tell_guest(b, 'expired');
  elsif b.state = 'offered' then
    update public.bookings x set state = 'confirmed', offer_token_hash = null, changes = x.changes + 1, changed_at = private.now()
    where x.booking_id = b.booking_id returning * into b;
    perform private.tell_guest(b, 'confirmed');
  elsif b.state not in ('confirmed', 'expired') then
    perform private.refuse('offer_gone');
  end if;
  return private.booked(b.booking_id);
end $$;
comment on function public.confirm_offer(text) is
  'Takes an offered seat; twice is the same as once. The state says expired when it came too late. Raises P0002 booking_not_found, 55000 offer_gone.';

create function public.refuse_offer(code text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings := private.own_booking(code);
begin
  if b.state = 'offered' then b := private.leave_booking(b, 'refused');
  elsif b.state <> 'refused' then perform private.refuse('offer_gone'); end if;
  return private.booked(b.booking_id);
end $$;
comment on function public.refuse_offer(text) is
  'Lets an offered seat go to the next; twice is the same as once. Raises P0002 booking_not_found, 55000 offer_gone.';

create function public.refuse_offer_by_link(token_hash text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings;
begin
  select * into b from public.bookings x where x.offer_token_hash = refuse_offer_by_link.token_hash;
  if b.booking_id is null then return null; end if;
  perform private.lock_open_day(b.open_day_id);
  select * into b from public.bookings x where x.offer_token_hash = refuse_offer_by_link.token_hash;
  if b.state is distinct from 'offered' then return null; end if;
  b := private.leave_booking(b, 'refused');
  return private.booked(b.booking_id);
end $$;
comment on function public.refuse_offer_by_link(text) is
  'The same with the link of the mail (SHA-256, hex, of its token), without signing in; null when the offer is gone. Service role only.';

create function public.transfer_booking(code text, to_email text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings;
  o public.open_days;
  heir uuid;
  before uuid := auth.uid();
begin
  select u.id into heir from auth.users u where lower(u.email) = lower(trim(to_email)) and u.id <> before;
  -- as in booking: the person before the day
  if heir is not null then perform pg_advisory_xact_lock(4207, hashtext(heir::text)); end if;
  b := private.own_booking(code);
  select * into o from public.open_days x where x.open_day_id = b.open_day_id;
  if b.state not in ('confirmed', 'waiting', 'offered') then perform private.refuse('booking_over'); end if;
  if b.delegation is null then perform private.refuse('no_delegation'); end if;
  if private.now() >= o.starts_at then perform private.refuse('open_day_begun'); end if;
  -- one answer for all reasons: who has an account is nobody's business
  if heir is null or exists (select from public.bookings x where x.open_day_id = b.open_day_id and x.user_id = heir and x.state in ('confirmed', 'waiting', 'offered'))
    or private.supervisor_block(o, heir, b.category, '{}') is not null then
    perform private.refuse('transfer_impossible');
  end if;
  perform private.tell_guest(b, 'handed_on', jsonb_build_object('state', b.state));
  update public.bookings x set user_id = heir, declaration = '{}', idempotency_key = 'transfer:' || gen_random_uuid(), offer_token_hash = null,
    changes = x.changes + 1, changed_at = private.now()
  where x.booking_id = b.booking_id returning * into b;
  perform private.tell_guest(b, 'transferred', jsonb_build_object('state', b.state, 'until', private.iso_time(b.offer_expires_at)));
  return private.booked(b.booking_id);
end $$;
comment on function public.transfer_booking(text, text) is
  'Hands a booking with its seats or its place in line to another of the delegation, who must be registered where the category asks for it and declares anew; both are told. Raises P0002 booking_not_found; 23514 no_delegation, transfer_impossible, booking_over; 55000 open_day_begun.';

revoke execute on function public.book_open_day(text, text, int, jsonb, jsonb, text, text), public.cancel_booking(text, text),
  public.change_booking(text, int, jsonb), public.confirm_offer(text), public.refuse_offer(text), public.transfer_booking(text, text),
  public.refuse_offer_by_link(text) from public, anon, authenticated;
grant execute on function public.book_open_day(text, text, int, jsonb, jsonb, text, text), public.cancel_booking(text, text),
  public.change_booking(text, int, jsonb), public.confirm_offer(text), public.refuse_offer(text), public.transfer_booking(text, text) to authenticated;
grant execute on function public.refuse_offer_by_link(text) to service_role;

create function public.booking_choices(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('category', s.category, 'free', s.capacity - s.taken, 'waiting', s.waiting,
      'blocked', case when auth.uid() is null then 'sign_in_required' else private.booking_block(o, auth.uid(), s.category, 1, '{}') end)
    order by array_position(array['deputy', 'expert', 'media', 'resident', 'public'], s.category)), '[]')
  from public.open_days o join public.open_day_seats s on s.open_day_id = o.open_day_id
  where o.slug = booking_choices.slug and o.announced_at is not null and s.capacity > 0
$$;
comment on function public.booking_choices(text) is
  'What the caller may book on a day: [{category, free, waiting, blocked (name of an error, or null)}].';
revoke execute on function public.booking_choices(text) from public;
grant execute on function public.booking_choices(text) to anon, authenticated, service_role;
