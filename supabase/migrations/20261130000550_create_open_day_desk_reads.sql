-- What the desk asks of open days, and their figures.

-- 1. The desk -----------------------------------------------------------------------------------------------------

create function public.desk_open_day(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  o public.open_days;
  mine text[];
begin
  select * into o from public.open_days x where x.slug = desk_open_day.slug;
  if o.open_day_id is null then return null; end if;
  mine := private.open_day_capacities(o.project_id, o.division_code);
  if cardinality(mine) = 0 then return null; end if;
  return private.open_day_whole(o, true) || jsonb_build_object('edits', o.edits, 'capacities', to_jsonb(mine), 'acts', to_jsonb(private.open_day_acts(o)),
    'replaced_by', (select x.slug from public.open_days x where x.replaces = o.open_day_id and x.state <> 'cancelled'),
    'missing', case when o.state = 'proposed' then to_jsonb(private.announce_problems(o)) else '[]' end,
    'bookings', coalesce((select jsonb_agg(jsonb_build_object('code', b.code, 'category', b.category, 'party_size', b.party_size, 'state', b.state,
        'queue_no', b.queue_no, 'conflict', private.declares_conflict(b.declaration)) order by b.queue_no)
      from public.bookings b where b.open_day_id = o.open_day_id), '[]'),
    'sizes', jsonb_build_object(
      'helmets', coalesce((select jsonb_object_agg(x.size, x.n) from (select g ->> 'helmet_size' as size, count(*) as n from public.bookings b, jsonb_array_elements(b.party) g
        where b.open_day_id = o.open_day_id and b.state in ('confirmed', 'attended') and g ->> 'helmet_size' is not null group by 1) x), '{}'),
      'shoes', coalesce((select jsonb_object_agg(x.size, x.n) from (select g ->> 'shoe_size' as size, count(*) as n from public.bookings b, jsonb_array_elements(b.party) g
        where b.open_day_id = o.open_day_id and b.state in ('confirmed', 'attended') and g ->> 'shoe_size' is not null group by 1) x), '{}')));
end $$;
comment on function public.desk_open_day(text) is
  'A day for those who take part: what its page shows, also before the announcement, with acts, capacities, what is missing, bookings without names, sizes of the gear. Null for others.';

create function public.browse_desk_open_days(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
  with mine as materialized (
    select distinct pp.project_id, pp.role from private.current_memberships() m
    join public.project_parties pp on pp.organization_id = m.organization_id
    where m.role = 'company_member' and 'edit' = any (m.duties) and pp.role in ('developer', 'contractor')
  ), bureaus as materialized (
    select private.division_prefix(g.division_code) as prefix from private.current_memberships() m
    join public.organizations g on g.organization_id = m.organization_id where m.role = 'officer' and g.kind = 'bureau'
  ), seen as (
    select o.open_day_id, o.state, o.status, o.starts_at, o.announce_by, o.due_on, o.changed_at,
      case when not exists (select from mine x where x.project_id = o.project_id and x.role = 'developer') then null
        when o.state = 'proposed' and o.status <> 'ahead' then 'announce'
        when o.state = 'announced' and o.ends_at <= private.now() then 'close'
        when o.state = 'announced' and o.status = 'today' then 'host' end as todo
    from public.open_days o
    where (o.project_id in (select x.project_id from mine x) or exists (select from bureaus b where o.division_code like b.prefix || '%'))
      and (filters ->> 'project' is null or o.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project'))
      and (filters ->> 'status' is null or o.status = any (private.statuses_in(filters ->> 'status')))
      and (filters ->> 'q' is null or strpos(lower(o.title), lower(filters ->> 'q')) > 0
        or o.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p))
  ), wanted as (
    select * from seen s where filters ->> 'todo' is null or filters ->> 'todo' = 'all' or (filters ->> 'todo' = 'mine' and s.todo is not null) or s.todo = filters ->> 'todo'
  )
  select jsonb_build_object('total', (select count(*) from wanted),
    'todos', coalesce((select jsonb_object_agg(t.todo, t.n) from (select s.todo, count(*) as n from seen s where s.todo is not null group by 1) t), '{}'),
    'rows', coalesce((select jsonb_agg(private.open_day_card(o, true) || jsonb_build_object('edits', o.edits, 'todo', x.todo,
        'bookings', (select count(*) from public.bookings b where b.open_day_id = o.open_day_id and b.state in ('confirmed', 'waiting', 'offered', 'attended', 'no_show'))) order by x.n)
      from (select w.*, row_number() over (order by w.todo is null,
          array_position(array['today', 'overdue', 'owed', 'announced', 'full', 'closed', 'ahead', 'held', 'not_held', 'cancelled'], w.status),
          case when w.state in ('held', 'not_held', 'cancelled') then null else coalesce(w.starts_at, w.announce_by::timestamptz, w.due_on::timestamptz) end nulls last,
          w.starts_at desc, w.open_day_id) as n
        from wanted w order by n limit least(greatest(page_size, 1), 100)
        offset (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)) x
      join public.open_days o on o.open_day_id = x.open_day_id), '[]'))
$$;
comment on function public.browse_desk_open_days(jsonb, int, int) is
  'The days of those who take part: {total, todos {announce, host, close}, rows}, what is to be done first. filters: todo (mine, one of the three, all), status, project (slug), q.';

create function public.browse_open_day_requests(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
  with hosted as materialized (
    select distinct pp.project_id from private.current_memberships() m join public.project_parties pp on pp.organization_id = m.organization_id
    where m.role = 'company_member' and 'edit' = any (m.duties) and pp.role = 'developer'
  ), bureaus as materialized (
    select private.division_prefix(g.division_code) as prefix from private.current_memberships() m
    join public.organizations g on g.organization_id = m.organization_id where m.role = 'officer' and g.kind = 'bureau'
  ), seen as (
    select r.*, p.slug, p.name from public.open_day_requests r join public.projects p on p.project_id = r.project_id
    where ((r.user_id = auth.uid() and private.session_stands()) or r.project_id in (select h.project_id from hosted h)
        or exists (select from bureaus b where p.division_code like b.prefix || '%'))
      and (filters ->> 'project' is null or p.slug = filters ->> 'project') and (filters ->> 'state' is null or r.state = filters ->> 'state')
  )
  select jsonb_build_object('total', (select count(*) from seen), 'rows', coalesce((
    select jsonb_agg(jsonb_build_object('request_id', s.request_id, 'project', jsonb_build_object('slug', s.slug, 'name', s.name), 'category', s.category,
      'wish', s.wish, 'wished_on', s.wished_on, 'state', s.state, 'answer', s.answer,
      'open_day', (select o.slug from public.open_days o where o.open_day_id = s.open_day_id
        -- before it is announced only those who take part have a page of it
        and (o.announced_at is not null or o.origin = 'milestone' or private.takes_part(o.project_id))), 'mine', s.user_id = auth.uid(),
      'days', case when s.state = 'open' and s.project_id in (select h.project_id from hosted h) then coalesce((
        select jsonb_agg(jsonb_build_object('slug', d.slug, 'title', d.title, 'state', d.state, 'starts_at', private.iso_time(d.starts_at))
          order by d.starts_at, d.open_day_id)
        from public.open_days d where d.project_id = s.project_id
          and (d.state = 'proposed' or (d.state = 'announced' and d.starts_at > private.now()))), '[]') else '[]' end,
      'created_at', private.iso_time(s.created_at), 'answered_at', private.iso_time(s.answered_at)) order by s.n)
    from (select x.*, row_number() over (order by x.state = 'open' desc, x.created_at desc, x.request_id) as n from seen x
      order by n limit least(greatest(page_size, 1), 100) offset (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)) s), '[]'))
$$;
comment on function public.browse_open_day_requests(jsonb, int, int) is
  'Requests for open days: of the caller, for the developer of the project, and for the bureau; without who asked. days: those of the project that the developer may answer with. filters: project (slug), state.';

create function public.open_day_kinds(division text default null, on_day date default null) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('open_day_kind_id', k.open_day_kind_id, 'milestone_kind', k.milestone_kind, 'name', m.name, 'name_en', m.name_en,
    'division_code', k.division_code, 'division', d.name, 'division_en', d.name_en, 'notice_days', k.notice_days, 'window_days', k.window_days,
    'minimum', k.minimum, 'seats', k.seats, 'notify', to_jsonb(k.notify), 'basis', k.basis, 'basis_en', k.basis_en, 'nature', k.nature,
    'valid_from', k.valid_from, 'valid_until', k.valid_until) order by m.sort, length(private.division_prefix(k.division_code)), k.division_code, k.valid_from desc), '[]')
  from public.open_day_kinds k join public.milestone_kinds m on m.kind = k.milestone_kind join public.divisions d on d.division_code = k.division_code
  where (division is null or starts_with(division, private.division_prefix(k.division_code)) or starts_with(k.division_code, private.division_prefix(division)))
    and (on_day is null or on_day between k.valid_from and coalesce(k.valid_until, 'infinity'))
$$;
comment on function public.open_day_kinds(text, date) is 'What milestones ask for, in a division and on a day if given, else all.';

-- 2. Figures ------------------------------------------------------------------------------------------------------

create function public.open_day_figures(scope jsonb default '{}', from_day date default null, to_day date default null) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
  with days as (
    select o.open_day_id, o.division_code, o.attended, o.minimum,
      coalesce(private.day_of(case when o.announced_at is not null then o.starts_at end), o.due_on, o.milestone_on) as day,
      o.origin = 'milestone' and o.state <> 'cancelled' and o.status <> 'ahead' as is_owed, o.announced_at is not null as is_announced,
      o.state = 'held' as is_held, o.state = 'cancelled' as is_cancelled, o.status = 'overdue' as is_overdue
    from public.open_days o
    -- what only lies ahead is neither owed nor announced
    where (o.announced_at is not null or (o.origin = 'milestone' and o.status <> 'ahead'))
      and (scope ->> 'division' is null or o.division_code like private.division_prefix(scope ->> 'division') || '%')
      and (scope ->> 'project' is null or o.project_id = (select p.project_id from public.projects p where p.slug = scope ->> 'project'))
  ), chosen as materialized (
    select * from days x where (from_day is null or x.day >= from_day) and (to_day is null or x.day <= to_day)
  ), booked as (
    select b.category, sum(b.party_size) filter (where b.state in ('confirmed', 'offered', 'attended', 'no_show')) as booked,
      sum(b.party_size) filter (where b.state = 'no_show') as no_show
    from chosen c join public.bookings b on b.open_day_id = c.open_day_id group by 1
  ), seats as (
    select s.category, sum(s.capacity) as seats, sum(s.notified) as notified
    from chosen c join public.open_day_seats s on s.open_day_id = c.open_day_id where c.is_announced group by 1
  ), people as (
    select k.category, sum((c.attended ->> k.category)::int) as attended, sum((c.minimum ->> k.category)::int) filter (where c.is_held) as minimum
    from chosen c cross join unnest(array['deputy', 'expert', 'media', 'resident', 'public']) k (category) where c.is_announced group by 1
  ), totals as (
    select grouping(x.month, x.city) as level, x.month, x.city, count(*) filter (where x.is_owed) as owed, count(*) filter (where x.is_announced) as announced,
      count(*) filter (where x.is_held) as held, count(*) filter (where x.is_cancelled) as cancelled, count(*) filter (where x.is_overdue) as overdue
    from (select c.*, to_char(c.day, 'YYYY-MM') as month, case when d.level = 'county' then d.parent_code else d.division_code end as city
      from chosen c join public.divisions d on d.division_code = c.division_code) x
    group by grouping sets ((), (x.month), (x.city))
  )
  select (select jsonb_build_object('owed', t.owed, 'announced', t.announced, 'held', t.held, 'cancelled', t.cancelled, 'overdue', t.overdue) from totals t where t.level = 3)
    || jsonb_build_object(
    'by_category', (select jsonb_agg(jsonb_build_object('category', k.category, 'notified', coalesce(s.notified, 0), 'seats', coalesce(s.seats, 0),
        'booked', coalesce(b.booked, 0), 'attended', coalesce(p.attended, 0), 'minimum', coalesce(p.minimum, 0), 'no_show', coalesce(b.no_show, 0)) order by k.n)
      from unnest(array['deputy', 'expert', 'media', 'resident', 'public']) with ordinality k (category, n)
      left join seats s on s.category = k.category left join booked b on b.category = k.category left join people p on p.category = k.category),
    'by_city', coalesce((select jsonb_agg(jsonb_build_object('division_code', d.division_code, 'name', d.name, 'name_en', d.name_en, 'owed', t.owed,
        'announced', t.announced, 'held', t.held, 'cancelled', t.cancelled, 'overdue', t.overdue) order by d.division_code)
      from totals t join public.divisions d on d.division_code = t.city where t.level = 2), '[]'),
    'by_month', coalesce((select jsonb_agg(jsonb_build_object('month', t.month, 'owed', t.owed, 'announced', t.announced, 'held', t.held,
        'cancelled', t.cancelled, 'overdue', t.overdue) order by t.month) from totals t where t.level = 1 and t.month is not null), '[]'))
$$;
comment on function public.open_day_figures(jsonb, date, date) is
  'Owed, announced, held, cancelled, overdue days of a division or project between two days, and by category notified, seats, booked, attended, the minimum of the rules for days that were held, and no-shows; by city and by month. Counts only.';

revoke execute on function public.browse_open_days(jsonb, text, int, int), public.open_days_calendar(jsonb, timestamptz), public.map_open_days(jsonb, float8[]),
  public.open_day_page(text), public.my_booking(text), public.browse_my_bookings(jsonb, int, int), public.desk_open_day(text),
  public.browse_desk_open_days(jsonb, int, int), public.browse_open_day_requests(jsonb, int, int), public.open_day_kinds(text, date),
  public.open_day_figures(jsonb, date, date) from public, anon;
grant execute on function public.browse_open_days(jsonb, text, int, int), public.open_days_calendar(jsonb, timestamptz), public.map_open_days(jsonb, float8[]),
  public.open_day_page(text), public.open_day_kinds(text, date), public.open_day_figures(jsonb, date, date) to anon, authenticated, service_role;
grant execute on function public.my_booking(text), public.browse_my_bookings(jsonb, int, int), public.desk_open_day(text),
  public.browse_desk_open_days(jsonb, int, int), public.browse_open_day_requests(jsonb, int, int) to authenticated;
revoke execute on function public.calendar_by_link(text), public.calendar_link(), public.make_calendar_link(text), public.end_calendar_link()
  from public, anon, authenticated;
grant execute on function public.calendar_link(), public.make_calendar_link(text), public.end_calendar_link() to authenticated;
grant execute on function public.calendar_by_link(text) to service_role;
