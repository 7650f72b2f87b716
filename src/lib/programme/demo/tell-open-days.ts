/** What the jobs of the hub would have done to open days by the time of an event. */
export const nextDay = `least(
        ((1 + (select min(least(x.announce_by, x.due_on)) from public.open_days x
          where x.state = 'proposed' and x.milestone_reached and x.overdue_seq is null)) + time '00:20') at time zone 'Asia/Shanghai',
        (select min(x.ends_at) + interval '2 days' from public.open_days x where x.state = 'announced'))`;

export const sweepDays = `
      loop
        result := public.sweep_open_days(1000);
        exit when not (result ->> 'more')::boolean;
      end loop;`;

/** The day of a work that an event is about, by its title. */
const theDay = `
      select x.* into day from public.open_days x where x.project_id = work.project_id and x.title = e ->> 'day' and x.announced_at is not null
      order by x.open_day_id desc limit 1;`;

export const openDayDeeds = `
    when 'open_day' then
      select x.* into day from public.open_days x where x.project_id = work.project_id and x.milestone_kind = e ->> 'milestone' and x.state = 'proposed';
      result := public.save_open_day(day.slug, case when day.slug is null then jsonb_build_object('project', work.slug) else '{}' end || (e -> 'facts'));
      perform public.announce_open_day(result ->> 'slug');
    when 'book' then ${theDay}
      -- what a rule refuses is not asked for
      if private.booking_block(day, person, e ->> 'category', (e ->> 'party_size')::int, '{}') is null then
        perform public.book_open_day(day.slug, e ->> 'category', (e ->> 'party_size')::int, '[]', '{}', 'demo ' || day.slug);
      end if;
    when 'check_in' then ${theDay}
      -- now and then somebody stays away, and somebody comes by
      perform public.record_check_ins(day.slug, (select jsonb_agg(jsonb_build_object('check_in_id', gen_random_uuid(), 'kind', 'booked', 'code', b.code,
          'party_size', b.party_size, 'at', private.iso_time(private.now()), 'device', '岗亭手机', 'briefed', true))
        || case when e ? 'only' then '[]' else jsonb_build_array(jsonb_build_object('check_in_id', gen_random_uuid(), 'kind', 'walk_in', 'name', '示范访客', 'category', 'public',
          'party_size', 2, 'at', private.iso_time(private.now()), 'device', '岗亭手机', 'briefed', true)) end
        from public.bookings b where b.open_day_id = day.open_day_id and b.state = 'confirmed'
          and case when e ? 'only' then (select u.email from auth.users u where u.id = b.user_id) in (select jsonb_array_elements_text(e -> 'only'))
            else b.queue_no % 5 <> 0 end));
    when 'close_day' then ${theDay}
      perform public.close_open_day(day.slug);
    when 'ask_day' then
      perform public.request_open_day(work.slug, e);
    when 'replace_day' then ${theDay}
      result := public.replace_open_day(day.slug);
      perform public.save_open_day(result ->> 'slug', e -> 'facts');
      perform public.announce_open_day(result ->> 'slug');
    when 'cancel_day' then ${theDay}
      perform public.cancel_open_day(day.slug, e ->> 'reason', e ->> 'note');`;
