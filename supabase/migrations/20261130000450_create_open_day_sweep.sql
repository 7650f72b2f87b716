-- What the clock brings to open days.

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
