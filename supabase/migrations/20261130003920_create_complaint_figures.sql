-- Figures of complaints. What is counted was looked at by an officer or ran past a deadline, once for each matter: a flood of the same,
-- or of what is held, moves nothing. How they are told is in the next one.

create function private.complaint_columns() returns table (n int, name text, part_of int)
language sql immutable set search_path = ''
as $$
  values (1, 'filed', 0), (2, 'accepted', 1), (3, 'answered', 2), (4, 'verified', 3), (5, 'could_not_verify', 3), (6, 'fixed', 4), (7, 'reopened', 2),
    (8, 'overdue', 1), (9, 'rated', 3), (10, 'solved', 9), (11, 'withdrawn', 0)
$$;
comment on function private.complaint_columns() is 'The counts of a row of figures, and which count each is a part of (0: of none). A part comes after its whole.';

create function private.counted_complaints(since date) returns table (complaint_id uuid, city text, district text, category text, month text, counts int[],
  rating int, decided_after int, replied_after int, age int, takes_part boolean, takes_reply boolean)
language sql stable set search_path = ''
as $$
  -- the history once, and not once for each: with 100,000 of them it takes a fifth of the time
  with e as materialized (
    select x.complaint_id, min(x.at) filter (where x.event in ('accepted', 'not_accepted')) as decided, min(x.at) filter (where x.event = 'replied') as replied
    from public.complaint_events x where x.event in ('accepted', 'not_accepted', 'replied') group by 1
  )
  select c.complaint_id, case when d.level = 'county' then d.parent_code else d.division_code end, c.division_code, c.category,
    to_char(private.shanghai_day(c.filed_at), 'YYYY-MM'),
    array[f.here, f.here * (c.accepted_at is not null)::int, f.here * f.stands, f.here * f.stands * coalesce(c.outcome in ('substantiated', 'partly'), false)::int,
      f.here * f.stands * coalesce(c.outcome = 'could_not_verify', false)::int, f.here * f.stands * coalesce(c.outcome in ('substantiated', 'partly') and c.result = 'fixed', false)::int,
      f.here * (c.accepted_at is not null and c.reopened > 0)::int, f.here * c.ever_overdue::int, f.here * f.stands * (c.rated_at is not null)::int,
      f.here * f.stands * coalesce(c.solved, false)::int, 1 - f.here],
    case when f.here * f.stands = 1 then c.rating end, private.shanghai_day(e.decided) - private.shanghai_day(c.filed_at),
    private.shanghai_day(e.replied) - private.shanghai_day(c.filed_at), private.today() - private.shanghai_day(c.filed_at), f.here = 1, f.here = 1 and c.state <> 'not_accepted'
  from public.complaints c join public.divisions d on d.division_code = c.division_code
  cross join lateral (select (c.state <> 'withdrawn')::int as here, private.reply_stands(c)::int as stands) f
  left join e on e.complaint_id = c.complaint_id
  where c.filed_at >= since::timestamp at time zone 'Asia/Shanghai' and c.merged_into is null and not c.held
    and (c.accepted_at is not null or c.ever_overdue or e.decided is not null
      or exists (select from public.complaint_events x where x.complaint_id = c.complaint_id and x.by in ('bureau', 'superior') and x.event not in ('joined', 'contact_read')))
$$;
comment on function private.counted_complaints(date) is
  'Each complaint that figures count, filed since a day: not those handled with another, not what is held, not what no officer has looked at unless a deadline passed over it. counts in the order of complaint_columns; days until it was decided whether it is accepted, and until the first reply; age in days. Answered is what has a reply that stands (private.reply_stands).';

create function private.medians(waits jsonb) returns table (axis text, inside text, key text, told jsonb)
language sql immutable set search_path = ''
as $$
  with x as (
    select w.axis, w.inside, w.key, w.d, sum(w.n) filter (where w.done) as ended, sum(w.n) as n
    from jsonb_to_recordset(waits) w (axis text, inside text, key text, d int, done boolean, n bigint) group by 1, 2, 3, 4
  ), risk as (
    select x.*, sum(x.n) over (partition by x.axis, x.inside, x.key order by x.d desc) as at_risk from x
  ), curve as (
    select r.*, case when bool_or(r.ended = r.at_risk) over w then 0 else exp(sum(ln(case when r.ended = r.at_risk then 1 else 1 - coalesce(r.ended, 0) / r.at_risk end)) over w) end as left_open
    from risk r window w as (partition by r.axis, r.inside, r.key order by r.d)
  )
  select c.axis, c.inside, c.key, jsonb_build_object('cases', sum(c.n), 'days', min(c.d) filter (where c.left_open <= 0.5 + 1e-9), 'longest', max(c.d)) from curve c group by 1, 2, 3
$$;
comment on function private.medians(jsonb) is
  'For each row of figures the day by which half were done (Kaplan–Meier): one that is open counts as open for at least its age. waits: [{axis, inside, key, d (days), done, n (how many)}]. told: {cases, days, longest}; days null: at no age were half done, so that the median is beyond longest.';

create function private.median_days(days int[], done boolean[]) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce((select m.told from private.medians((select jsonb_agg(to_jsonb(g)) from (select '' as axis, '' as inside, '' as key, u.d, u.done, count(*) as n
    from unnest(days, done) u (d, done) group by 4, 5) g)) m), '{"cases": 0, "days": null, "longest": null}')
$$;
comment on function private.median_days(int[], boolean[]) is
  'The day by which half were done (Kaplan–Meier): one that is open counts as open for at least its age. {cases, days, longest}; days null: at no age were half done, so that the median is beyond longest.';

create function private.figure_axis(grouped int, city text, district text, category text, month text) returns table (axis text, inside text, key text)
language sql immutable
as $$
  select x.axis, case when x.axis = 'district' then city else '420000' end, x.key
  from (values (15, 'province', '420000'), (7, 'city', city), (3, 'district', district), (13, 'category', category), (14, 'month', month)) x (g, axis, key) where x.g = grouped
$$;
comment on function private.figure_axis(int, text, text, text, text) is 'Which row of which table a group of complaint_tallies is. Without `set search_path`, so that it is inlined.';

create function private.complaint_tallies(since date) returns table (axis text, inside text, key text, counts int[], rating numeric, decided jsonb, replied jsonb)
language sql stable set search_path = ''
as $$
  -- counted by place, kind, month and days at once: what is added up afterwards is a thousandth of it
  with c as materialized (
    select x.city, x.district, x.category, x.month, x.counts, x.rating, case when x.takes_part then coalesce(x.decided_after, x.age) end as decided_d, x.decided_after is not null as decided,
      case when x.takes_reply then coalesce(x.replied_after, x.age) end as replied_d, x.replied_after is not null as replied
    from private.counted_complaints(since) x
  ),
  sums as (
    select g.axis, g.inside, g.key, x.counts, x.rating from (
      select grouping(c.city, c.district, c.category, c.month) as g, c.city, c.district, c.category, c.month,
        array[sum(c.counts[1]), sum(c.counts[2]), sum(c.counts[3]), sum(c.counts[4]), sum(c.counts[5]), sum(c.counts[6]), sum(c.counts[7]), sum(c.counts[8]), sum(c.counts[9]),
          sum(c.counts[10]), sum(c.counts[11])]::int[] as counts, round(avg(c.rating), 1) as rating
      from c group by grouping sets ((), (c.city), (c.city, c.district), (c.category), (c.month)) having count(*) > 0) x
    cross join lateral private.figure_axis(x.g, x.city, x.district, x.category, x.month) g
  ),
  decided as (
    select jsonb_agg(jsonb_build_object('axis', g.axis, 'inside', g.inside, 'key', g.key, 'd', x.d, 'done', x.done, 'n', x.n)) as waits from (
      select grouping(c.city, c.district, c.category, c.month) as g, c.city, c.district, c.category, c.month, c.decided_d as d, c.decided as done, count(*) as n from c where c.decided_d is not null
      group by c.decided_d, c.decided, grouping sets ((), (c.city), (c.city, c.district), (c.category), (c.month))) x
    cross join lateral private.figure_axis(x.g, x.city, x.district, x.category, x.month) g
  ),
  replied as (
    select jsonb_agg(jsonb_build_object('axis', g.axis, 'inside', g.inside, 'key', g.key, 'd', x.d, 'done', x.done, 'n', x.n)) as waits from (
      select grouping(c.city, c.district, c.category, c.month) as g, c.city, c.district, c.category, c.month, c.replied_d as d, c.replied as done, count(*) as n from c where c.replied_d is not null
      group by c.replied_d, c.replied, grouping sets ((), (c.city), (c.city, c.district), (c.category), (c.month))) x
    cross join lateral private.figure_axis(x.g, x.city, x.district, x.category, x.month) g
  )
  select s.axis, s.inside, s.key, s.counts, s.rating, coalesce(d.told, n.told), coalesce(r.told, n.told)
  from sums s cross join (values ('{"cases": 0, "days": null, "longest": null}'::jsonb)) n (told)
  left join (select m.* from decided x, private.medians(x.waits) m) d using (axis, inside, key)
  left join (select m.* from replied x, private.medians(x.waits) m) r using (axis, inside, key)
$$;
comment on function private.complaint_tallies(date) is 'Counts of the province, its cities, their districts, categories and months, before anything is hidden. Never told as it is.';
revoke execute on function private.counted_complaints(date), private.complaint_tallies(date) from public;
