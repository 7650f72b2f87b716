/** The part of the matrix about open days; see access-matrix.ts. */

export const openDayVerbs = {
  everyone: [
    'booking_choices',
    'browse_open_days',
    'map_open_days',
    'open_day_figures',
    'open_day_kinds',
    'open_day_page',
    'open_days_calendar'
  ],
  people: [
    'add_open_day_series',
    'announce_open_day',
    'answer_open_day_request',
    'attendance_list',
    'book_open_day',
    'browse_desk_open_days',
    'browse_my_bookings',
    'browse_open_day_requests',
    'calendar_link',
    'cancel_booking',
    'cancel_open_day',
    'change_booking',
    'change_open_day',
    'close_open_day',
    'confirm_offer',
    'desk_open_day',
    'desk_open_day_templates',
    'end_calendar_link',
    'gate_list',
    'make_calendar_link',
    'my_booking',
    'record_check_ins',
    'refuse_offer',
    'remove_open_day_template',
    'report_open_day',
    'request_open_day',
    'save_open_day',
    'save_open_day_template',
    'transfer_booking'
  ],
  'people and server': ['save_open_day_kind'],
  server: ['calendar_by_link', 'refuse_offer_by_link', 'sweep_open_days']
};

/** What is public of tables that hold days before they are announced. */
export const openDayRows = {
  open_day_seats: `exists (select from public.open_days o where o.open_day_id = t.open_day_id and o.announced_at is not null)`,
  open_days: 't.announced_at is not null'
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const openDayUnguarded = {
  booking_choices: 'counts seats of announced days, and says of the caller alone what stands against booking',
  browse_open_days: 'tells of announced days, and of others only that a milestone owes them',
  map_open_days: 'tells of announced days only',
  open_day_figures: 'counts days and people; no row of a person leaves it',
  open_day_kinds: 'tells the rules, which are public',
  open_day_page: 'as browse_open_days, with counts of reports'
};

/** Two rows of each table; of those that belong to people, one of each person's. */
export const openDaySeed = `
  insert into public.open_days (project_id, division_code, origin, state, status, title, starts_at, ends_at, meeting_point, booking_closes_at,
      capacity, announced_at)
    select p.project_id, p.division_code, 'voluntary', s.state, s.status, '测试开放日', now() + interval '9 days', now() + interval '10 days', '南门',
      now() + interval '8 days', 100, case when s.state = 'announced' then now() end
    from public.projects p cross join (values ('proposed', 'owed'), ('announced', 'announced')) s (state, status);
  insert into public.open_day_seats (open_day_id, category, capacity) select o.open_day_id, 'public', 100 from public.open_days o;
  insert into public.open_day_series (project_id, frequency, until, facts) select p.project_id, 'weekly', '2027-01-01', '{}' from public.projects p;
  insert into public.open_day_templates (organization_id, name, facts)
    select o.organization_id, n, '{}' from public.organizations o, unnest(array['模板一', '模板二']) n where o.name = '已离职公司';
  insert into public.bookings (open_day_id, user_id, category, party_size, state, queue_no, idempotency_key)
    select o.open_day_id, p.user_id, 'public', 1, 'cancelled', row_number() over (partition by o.open_day_id order by p.user_id), 'matrix ' || o.slug
    from public.open_days o cross join public.profiles p where o.announced_at is not null;
  insert into public.open_day_requests (project_id, user_id, category, wish, state, answer, answered_at)
    select r.project_id, p.user_id, 'public', '想看防水施工', 'declined', '暂不安排', now() from public.projects r cross join public.profiles p;
  insert into public.open_day_reports (open_day_id, user_id, kind, note)
    select o.open_day_id, p.user_id, 'host_absent', '到场后无人接待' from public.open_days o cross join public.profiles p where o.announced_at is not null`;
