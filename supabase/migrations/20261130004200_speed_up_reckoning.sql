-- What is reckoned again and again, reckoned faster; nothing else about it changes.

-- Four times the same reckoning stands in refresh_open_days, and the planner made each anew at every call, which took
-- longer than to run it: one plan is kept instead (8 ms a project before, 2 ms after).
alter function private.refresh_open_days(uuid[]) set plan_cache_mode = 'force_generic_plan';

create or replace function private.count_working_days(years int[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  with days as (
    select d.day::date as day, coalesce(o.works, p.works, extract(isodow from d.day) < 6) as works
    from unnest(years) y cross join lateral
      generate_series(make_date(y, 1, 1)::timestamp, make_date(y, 12, 31)::timestamp, interval '1 day') d (day)
    left join public.calendar_days o on o.day = d.day::date and o.source = 'officer'
    left join public.calendar_days p on p.day = d.day::date and p.source = 'package'
  )
  insert into private.working_days as w (day, works, n)
  select x.day, x.works, count(*) filter (where x.works) over (partition by extract(year from x.day) order by x.day) from days x
  on conflict on constraint working_days_pkey do update set works = excluded.works, n = excluded.n
    where (w.works, w.n) is distinct from (excluded.works, excluded.n);

  -- a year's last day has counted all of it: the other 42,000 rows need not be read
  insert into private.working_years as y (year, before)
  select t.year, coalesce(sum(t.n) over (order by t.year rows between unbounded preceding and 1 preceding), 0)
  from (select s.year, (select w.n from private.working_days w where w.day = make_date(s.year, 12, 31)) as n
    from (select min(x.day) as first, max(x.day) as last from private.working_days x) r
    cross join lateral generate_series(extract(year from r.first)::int, extract(year from r.last)::int) s (year)) t
  on conflict on constraint working_years_pkey do update set before = excluded.before where y.before <> excluded.before;
end $$;
