-- What pages, calendars and the desk ask of open days. Functions run with the owner's rights and choose what they tell: of a
-- day that was not announced the public hears only that it is owed; of guests nobody hears but hosts and themselves.

-- 1. Cards --------------------------------------------------------------------------------------------------------

create function private.open_day_card(o public.open_days, whole boolean default false) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', o.slug, 'state', o.state, 'status', o.status, 'origin', o.origin,
    'title', case when v.seen or k.kind is null then o.title else k.name || '工地开放日' end,
    'milestone_kind', o.milestone_kind, 'milestone_name', k.name, 'milestone_name_en', k.name_en, 'due_on', o.due_on, 'announce_by', o.announce_by,
    'starts_at', case when v.seen then private.iso_time(o.starts_at) end, 'ends_at', case when v.seen then private.iso_time(o.ends_at) end,
    'booking_closes_at', case when v.seen then private.iso_time(o.booking_closes_at) end,
    'capacity', case when v.seen then o.capacity else 0 end, 'taken', o.taken,
    'seats', case when v.seen then coalesce((select jsonb_agg(jsonb_build_object('category', s.category, 'capacity', s.capacity, 'taken', s.taken, 'waiting', s.waiting)
      order by array_position(array['deputy', 'expert', 'media', 'resident', 'public'], s.category))
      from public.open_day_seats s where s.open_day_id = o.open_day_id and (s.capacity > 0 or s.waiting > 0)), '[]') else '[]' end,
    'lat', case when v.seen then o.lat else p.lat end, 'lng', case when v.seen then o.lng else p.lng end,
    'changed_at', private.iso_time(o.changed_at), 'demo', o.demo,
    'project', jsonb_build_object('slug', p.slug, 'name', p.name, 'division_code', p.division_code, 'division', d.name, 'division_en', d.name_en,
      'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en),
    'developer', (select jsonb_build_object('slug', g.slug, 'name', g.name) from public.project_parties pp join public.organizations g using (organization_id)
      where pp.project_id = p.project_id and pp.role = 'developer' order by pp.project_party_id limit 1))
  from public.projects p
  join public.divisions d on d.division_code = p.division_code
  left join public.divisions c on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
  left join public.milestone_kinds k on k.kind = o.milestone_kind
  cross join lateral (select whole or o.announced_at is not null as seen) v
  where p.project_id = o.project_id
$$;
comment on function private.open_day_card(public.open_days, boolean) is 'A day as lists show it; whole: also what was not announced yet.';

create function private.matching_open_days(filters jsonb) returns setof public.open_days
language sql stable
as $$
  select o.* from public.open_days o
  where (o.announced_at is not null or o.origin = 'milestone')
    and (filters ->> 'division' is null or o.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'city' is null or o.division_code like private.division_prefix(filters ->> 'city') || '%')
    and (filters ->> 'district' is null or o.division_code like private.division_prefix(filters ->> 'district') || '%')
    and (filters ->> 'project' is null or o.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project'))
    and (filters ->> 'milestone' is null or o.milestone_kind = filters ->> 'milestone')
    and (filters ->> 'month' is null or to_char(coalesce(private.day_of(case when o.announced_at is not null then o.starts_at end), o.due_on), 'YYYY-MM') = filters ->> 'month')
    and (filters ->> 'from' is null or coalesce(private.day_of(case when o.announced_at is not null then o.starts_at end), o.due_on) >= (filters ->> 'from')::date)
    and (filters ->> 'to' is null or coalesce(private.day_of(case when o.announced_at is not null then o.starts_at end), o.due_on) <= (filters ->> 'to')::date)
    and (filters ->> 'category' is null or exists (select from public.open_day_seats s where s.open_day_id = o.open_day_id and o.announced_at is not null
      and s.category = filters ->> 'category' and s.capacity > 0))
    and (not coalesce((filters ->> 'seats')::boolean, false) or (o.status in ('announced', 'today') and exists (select from public.open_day_seats s
      where s.open_day_id = o.open_day_id and s.taken < s.capacity and s.waiting = 0 and o.booking_closes_at > private.now()
        and (filters ->> 'category' is null or s.category = filters ->> 'category'))))
    and (filters ->> 'q' is null or strpos(lower(o.title), lower(filters ->> 'q')) > 0 and o.announced_at is not null
      or o.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p))
$$;
comment on function private.matching_open_days(jsonb) is
  'Days that pass every filter but the status: division, city, district (codes), project (slug), milestone, month (YYYY-MM), from, to (days), category, seats (true: free ones), q. Without `set search_path`, or it could not be inlined; every name in it is qualified.';

create function private.statuses_in(wanted text) returns text[]
language sql immutable parallel safe
as $$
  select case coalesce(wanted, 'coming')
    when 'all' then array['ahead', 'owed', 'overdue', 'announced', 'full', 'closed', 'today', 'held', 'cancelled', 'not_held']
    when 'coming' then array['announced', 'full', 'closed', 'today'] else array[wanted] end
$$;
comment on function private.statuses_in(text) is
  'The statuses that are asked for; without a wish those to come. Without `set search_path`, so that it is folded to a constant that an index serves.';

create function public.browse_open_days(filters jsonb default '{}', sort text default 'starts', page_number int default 1, page_size int default 20)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 10000) - 1) * size;
  counts jsonb;
  found uuid[];
begin
  select jsonb_build_object('total', coalesce(sum(t.n) filter (where t.status = any (private.statuses_in(filters ->> 'status'))), 0),
    'statuses', coalesce(jsonb_object_agg(t.status, t.n), '{}')) into counts
  from (select m.status, count(*) as n from private.matching_open_days(filters) m group by 1) t;
  found := array(select m.open_day_id from private.matching_open_days(filters) m
    where m.status = any (private.statuses_in(filters ->> 'status'))
    order by case when sort = 'starts' then coalesce(m.starts_at, m.due_on::timestamptz) end nulls last,
      case when sort = '-starts' then coalesce(m.starts_at, m.due_on::timestamptz) end desc nulls last,
      case when sort = 'changed' then m.changed_at end desc, m.open_day_id limit size offset skip);
  return counts || jsonb_build_object('rows', coalesce((
    select jsonb_agg(private.open_day_card(o) order by f.position)
    from unnest(found) with ordinality as f (id, position) join public.open_days o on o.open_day_id = f.id), '[]'));
end $$;
comment on function public.browse_open_days(jsonb, text, int, int) is
  'A page of the list of open days, those to come unless a status is asked for: {total, statuses, rows}. statuses counts with every filter but the status. sort: starts, -starts, changed. At most 100 rows.';

create function private.calendar_rows(scope jsonb, from_at timestamptz, person uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  since timestamptz := coalesce(from_at, private.now() - interval '90 days');
begin
  return (select coalesce(jsonb_agg(private.open_day_card(o) || jsonb_build_object('meeting_point', o.meeting_point, 'sequence', o.sequence,
      'cancelled_reason', o.cancelled_reason,
      'booking', case when x.code is not null then jsonb_build_object('code', x.code, 'state', x.booking_state, 'party_size', x.party_size) end)
      order by o.starts_at, o.open_day_id), '[]')
    from (select y.open_day_id, b.code, b.state as booking_state, b.party_size
      from public.open_days y
      left join lateral (select z.code, z.state, z.party_size from public.bookings z where z.open_day_id = y.open_day_id and z.user_id = person
        order by z.state in ('confirmed', 'waiting', 'offered', 'attended') desc, z.queue_no desc limit 1) b on true
      where y.announced_at is not null and y.starts_at >= since
        and (person is null or (b.code is not null and (y.state = 'cancelled' or b.state in ('confirmed', 'waiting', 'offered', 'attended'))))
        and (scope ->> 'division' is null or y.division_code like private.division_prefix(scope ->> 'division') || '%')
        and (scope ->> 'project' is null or y.project_id = (select p.project_id from public.projects p where p.slug = scope ->> 'project'))
      order by y.starts_at, y.open_day_id limit 1000) x
    join public.open_days o on o.open_day_id = x.open_day_id);
end $$;
comment on function private.calendar_rows(jsonb, timestamptz, uuid) is 'Days of a calendar, of one person or of a division or project; at most 1000.';

create function public.open_days_calendar(scope jsonb default '{}', from_at timestamptz default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if scope ? 'user' and (auth.uid() is null or not private.session_stands()) then raise exception 'sign_in_required' using errcode = '42501'; end if;
  return private.calendar_rows(scope, from_at, case when scope ? 'user' then auth.uid() end);
end $$;
comment on function public.open_days_calendar(jsonb, timestamptz) is
  'Days for a calendar, cancelled ones too, from a time on (90 days ago unless given), at most 1000: scope {division (code) | project (slug) | user: true, the caller''s own}. Raises 42501 sign_in_required.';

create function public.calendar_by_link(token_hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.calendar_rows('{}', null, t.user_id) from private.calendar_tokens t where t.token_hash = calendar_by_link.token_hash
$$;
comment on function public.calendar_by_link(text) is
  'The calendar behind a secret link, by SHA-256 (hex) of its token; null for an unknown one. Service role only.';

create function public.calendar_link() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('created_at', private.iso_time(t.created_at)) from private.calendar_tokens t
  where t.user_id = auth.uid() and private.session_stands()
$$;
comment on function public.calendar_link() is 'When the caller made the secret link of the own calendar: {created_at}; null without one.';

create function public.make_calendar_link(token_hash text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if auth.uid() is null or not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  insert into private.calendar_tokens as t (user_id, token_hash) values (auth.uid(), make_calendar_link.token_hash)
  on conflict on constraint calendar_tokens_pkey do update set token_hash = excluded.token_hash, created_at = now();
end $$;
comment on function public.make_calendar_link(text) is
  'A secret link for the caller''s calendar, by SHA-256 (hex) of its token; the one before stops working. Raises 42501 sign_in_required.';

create function public.end_calendar_link() returns void
language sql security definer set search_path = ''
as $$ delete from private.calendar_tokens t where t.user_id = auth.uid() and private.session_stands() $$;
comment on function public.end_calendar_link() is 'Ends the secret link of the caller''s calendar.';

create function public.map_open_days(filters jsonb default '{}', box float8[] default null) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', m.slug, 'title', m.title, 'lat', m.lat, 'lng', m.lng, 'starts_at', private.iso_time(m.starts_at),
    'status', m.status, 'project', (select p.name from public.projects p where p.project_id = m.project_id)) order by m.starts_at, m.open_day_id), '[]')
  from (select x.* from private.matching_open_days(filters) x
    where x.announced_at is not null and x.lat is not null and x.status = any (private.statuses_in(filters ->> 'status'))
      and (box is null or (x.lng >= box[1] and x.lat >= box[2] and x.lng < box[3] and x.lat < box[4]))
    order by x.starts_at limit 2000) m
$$;
comment on function public.map_open_days(jsonb, float8[]) is
  'Announced days with a place, those to come unless a status is asked for, within a box [west, south, east, north] in WGS84 degrees; at most 2000.';

-- 2. The page of a day --------------------------------------------------------------------------------------------

create function private.rule_of(rule uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('days', r.days, 'day_kind', r.day_kind, 'basis', r.basis, 'basis_en', r.basis_en, 'nature', r.nature)
  from public.deadline_rules r where r.deadline_rule_id = rule
$$;
comment on function private.rule_of(uuid) is 'A rule of deadlines as pages show it.';

create function private.open_day_whole(o public.open_days, whole boolean) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  seen boolean := whole or o.announced_at is not null;
begin
  return private.open_day_card(o, whole) || jsonb_build_object(
    'meeting_point', case when seen then o.meeting_point end, 'route', case when seen then o.route end, 'shown', case when seen then o.shown end,
    'items', case when seen then coalesce((select jsonb_agg(jsonb_build_object('item', i.item, 'name', i.name, 'name_en', i.name_en,
        'disclosure', case when d.slug is not null then jsonb_build_object('slug', d.slug, 'status', d.status, 'version', d.version) end) order by i.sort, i.item)
      from public.disclosure_items i left join public.disclosures d on d.project_id = o.project_id and d.item = i.item where i.item = any (o.items)), '[]') else '[]' end,
    'min_age', case when seen then o.min_age end, 'safety', case when seen then o.safety else '{}' end, 'max_party', o.max_party, 'offer_hours', o.offer_hours,
    'minimum', o.minimum, 'notify', to_jsonb(o.notify), 'notice_days', o.notice_days,
    'rule', private.rule_of(o.deadline_rule_id), 'announce_rule', private.rule_of(o.notice_rule_id), 'sequence', o.sequence,
    'announced_at', private.iso_time(o.announced_at), 'held_at', private.iso_time(o.held_at), 'change_reason', o.change_reason,
    'cancelled_reason', o.cancelled_reason, 'cancelled_note', o.cancelled_note, 'rescheduled_from', private.iso_time(o.rescheduled_from),
    'rescheduled_to', case when o.state in ('cancelled', 'not_held') then (
      select jsonb_build_object('slug', x.slug, 'starts_at', private.iso_time(x.starts_at)) from public.open_days x
      where x.project_id = o.project_id and x.announced_at > o.announced_at and (x.replaces = o.open_day_id or x.milestone_kind = o.milestone_kind)
      order by (x.replaces = o.open_day_id) is true desc, x.announced_at desc limit 1) end,
    'replaces', case when seen then (select jsonb_build_object('slug', x.slug, 'starts_at', private.iso_time(x.starts_at))
      from public.open_days x where x.open_day_id = o.replaces) end,
    'priority_until', private.iso_time(o.priority_until),
    'history', coalesce((select jsonb_agg(jsonb_build_object('seq', j.seq, 'kind', j.kind, 'at', private.iso_time(j.recorded_at), 'facts', j.facts) order by j.seq desc)
      from public.journal j where j.project_id = o.project_id and j.subject_type = 'open_day' and j.subject_id = o.open_day_id::text), '[]'),
    'reports', private.report_counts(o.open_day_id), 'attended', o.attended);
end $$;
comment on function private.open_day_whole(public.open_days, boolean) is 'A day as its page shows it.';

create function public.open_day_page(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.open_day_whole(o, false) from public.open_days o
  where o.slug = open_day_page.slug and (o.announced_at is not null or o.origin = 'milestone')
$$;
comment on function public.open_day_page(text) is 'The page of a day, null for an unknown one; of one not announced only what it owes.';

-- 3. Own bookings -------------------------------------------------------------------------------------------------

create function private.own_booking_card(b public.bookings, o public.open_days) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  active boolean := b.state in ('confirmed', 'waiting', 'offered') and o.state = 'announced' and private.now() < o.starts_at;
begin
  return private.booked(b.booking_id) || jsonb_build_object('category', b.category, 'party', b.party, 'declaration', b.declaration, 'delegation', b.delegation,
    'created_at', private.iso_time(b.created_at), 'changed_at', private.iso_time(b.changed_at),
    'may', to_jsonb(array(select m.act from (values
      (1, 'confirm', active and b.state = 'offered'), (2, 'refuse', active and b.state = 'offered'), (3, 'change', active), (4, 'cancel', active),
      (5, 'transfer', active and b.delegation is not null),
      (6, 'declare', active),
      (7, 'report', b.state in ('confirmed', 'attended', 'no_show') and o.starts_at <= private.now() and private.now() < o.ends_at + interval '30 days')) as m (n, act, has)
      where m.has order by m.n)),
    'reported', coalesce((select jsonb_agg(r.kind order by r.kind) from public.open_day_reports r where r.open_day_id = o.open_day_id and r.user_id = b.user_id), '[]'));
end $$;
comment on function private.own_booking_card(public.bookings, public.open_days) is 'A booking as its person sees it.';

create function public.my_booking(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  o public.open_days;
  b public.bookings;
begin
  if not private.session_stands() then return null; end if;
  select * into o from public.open_days x where x.slug = my_booking.slug;
  select * into b from public.bookings x where x.open_day_id = o.open_day_id and x.user_id = auth.uid()
  order by x.state in ('confirmed', 'waiting', 'offered', 'attended', 'no_show') desc, x.queue_no desc limit 1;
  if b.booking_id is null then return null; end if;
  return private.own_booking_card(b, o) || jsonb_build_object(
    'open_day', private.open_day_card(o) || jsonb_build_object('meeting_point', o.meeting_point, 'safety', o.safety, 'sequence', o.sequence),
    'ticket', case when b.state in ('confirmed', 'attended', 'no_show') and o.state = 'announced' then jsonb_build_object('booking_id', b.booking_id, 'open_day', o.slug,
      'code', b.code, 'category', b.category, 'party_size', b.party_size, 'starts_at', private.iso_time(o.starts_at), 'ends_at', private.iso_time(o.ends_at)) end);
end $$;
comment on function public.my_booking(text) is 'The caller''s booking on a day, an active one before the latest, with what its ticket says; null without one.';

create function public.browse_my_bookings(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 10000) - 1) * size;
begin
  if not private.session_stands() then return jsonb_build_object('total', 0, 'rows', '[]'::jsonb); end if;
  return (with mine as (
      select b.booking_id, o.open_day_id, o.starts_at, (o.ends_at >= private.now() and b.state in ('confirmed', 'waiting', 'offered')) as coming
      from public.bookings b join public.open_days o on o.open_day_id = b.open_day_id where b.user_id = auth.uid()
    ), wanted as (
      select * from mine m where case coalesce(filters ->> 'when', 'all') when 'coming' then m.coming when 'past' then not m.coming else true end)
    select jsonb_build_object('total', (select count(*) from wanted), 'rows', coalesce((
      select jsonb_agg(private.own_booking_card(b, o) || jsonb_build_object('open_day', private.open_day_card(o) || jsonb_build_object('meeting_point', o.meeting_point)) order by x.n)
      from (select w.*, row_number() over (order by w.coming desc, case when w.coming then w.starts_at end, w.starts_at desc, w.booking_id) as n from wanted w
        order by n limit size offset skip) x
      join public.bookings b on b.booking_id = x.booking_id join public.open_days o on o.open_day_id = x.open_day_id), '[]')));
end $$;
comment on function public.browse_my_bookings(jsonb, int, int) is 'The caller''s bookings, those to come first: {total, rows}. filters: when (coming, past).';
