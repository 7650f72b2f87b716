-- Working days with 调休, and the one function that adds days to a day.

-- 1. The calendar as published ------------------------------------------------------------------------------------

create table public.calendar_days (
  day date not null,
  source text not null,
  works boolean not null,
  name text not null,
  name_en text,
  basis text not null,
  constraint calendar_days_pkey primary key (day, source),
  constraint calendar_days_source_known check (source in ('package', 'officer')),
  constraint calendar_days_range check (day between '1990-01-01' and '2101-12-31'),
  constraint calendar_days_name_length check (length(name) between 1 and 60 and length(name_en) between 1 and 100),
  constraint calendar_days_basis_length check (length(basis) between 2 and 200)
);
comment on table public.calendar_days is
  'Days that differ from Monday–Friday work: public holidays and the workdays that make up for them. What an officer enters wins over the package.';
comment on column public.calendar_days.day is 'The day.';
comment on column public.calendar_days.source is 'package (chinese-days, loaded at each start) or officer (of the province).';
comment on column public.calendar_days.works is 'Whether it is a working day.';
comment on column public.calendar_days.name is 'Why: the holiday.';
comment on column public.calendar_days.name_en is 'The same in English, where known.';
comment on column public.calendar_days.basis is 'Notice that says so.';

alter table public.calendar_days enable row level security;
create policy "Everyone can read the calendar of working days" on public.calendar_days for select to anon, authenticated using (true);
grant select on public.calendar_days to anon, authenticated;

-- 2. Counted ------------------------------------------------------------------------------------------------------
-- In two steps, days within their year and years after one another, so that a changed day writes one year anew and not
-- a century. The years cover each day that a milestone may have, and a year of working days on either side.

create table private.working_days (
  day date not null,
  works boolean not null,
  n int not null,
  constraint working_days_pkey primary key (day)
);
comment on table private.working_days is 'Each day from 1988 to 2103, and how many working days its year has had by then. Derived from calendar_days.';
comment on column private.working_days.day is 'The day.';
comment on column private.working_days.works is 'Whether it is a working day.';
comment on column private.working_days.n is 'Working days of its year up to and with it.';
create index working_days_n_idx on private.working_days (n, day);

create table private.working_years (
  year int not null,
  before int not null,
  constraint working_years_pkey primary key (year)
);
comment on table private.working_years is 'How many working days there were before each year, counted from 1988. Derived from calendar_days.';
comment on column private.working_years.year is 'The year.';
comment on column private.working_years.before is 'Working days from 1988-01-01 until the day before it.';
create index working_years_before_idx on private.working_years (before);

create function private.count_working_days(years int[]) returns void
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

  insert into private.working_years as y (year, before)
  select t.year, coalesce(sum(t.n) over (order by t.year rows between unbounded preceding and 1 preceding), 0)
  from (select extract(year from w.day)::int as year, max(w.n) as n from private.working_days w group by 1) t
  on conflict on constraint working_years_pkey do update set before = excluded.before where y.before <> excluded.before;
end $$;
comment on function private.count_working_days(int[]) is 'Counts the working days of some years anew.';

select private.count_working_days(array(select generate_series(1988, 2103)));

create function private.recount_working_days() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  years int[];
begin
  -- the count of the years before one is what another writer may be changing
  perform pg_advisory_xact_lock(4206, 3);
  if tg_op = 'INSERT' then
    years := array(select distinct extract(year from x.day)::int from come x);
  elsif tg_op = 'DELETE' then
    years := array(select distinct extract(year from x.day)::int from gone x);
  else
    years := array(select extract(year from x.day)::int from come x union select extract(year from x.day)::int from gone x);
  end if;
  if cardinality(years) > 0 then perform private.count_working_days(years); end if;
  return null;
end $$;
comment on function private.recount_working_days() is 'Keeps the counted days in step with the calendar, once a statement.';
create trigger calendar_days_recount_insert after insert on public.calendar_days
  referencing new table as come for each statement execute function private.recount_working_days();
create trigger calendar_days_recount_update after update on public.calendar_days
  referencing old table as gone new table as come for each statement execute function private.recount_working_days();
create trigger calendar_days_recount_delete after delete on public.calendar_days
  referencing old table as gone for each statement execute function private.recount_working_days();

-- 3. Adding days --------------------------------------------------------------------------------------------------

create function private.is_working_day(day date) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce((select w.works from private.working_days w where w.day = is_working_day.day),
    extract(isodow from day) < 6);
end $$;
comment on function private.is_working_day(date) is
  'Whether a day is a working day: as an officer entered it, else as the package says, else Monday to Friday.';
grant execute on function private.is_working_day(date) to anon, authenticated, service_role;

create function private.days_after(start date, days int, day_kind text) returns table (day date)
language sql stable rows 1
as $$
  select case
    when day_kind = 'natural' or days = 0 then start + days
    when day_kind = 'working' then (
      select (select e.day from private.working_days e
        where e.n = wanted.nth - of_year.before and e.day between make_date(of_year.year, 1, 1) and make_date(of_year.year, 12, 31)
        order by e.day limit 1)
      from (select d.n, d.works, extract(year from d.day)::int as year from private.working_days d where d.day = start offset 0) s
      -- forwards the days up to the start are behind us; backwards the start itself is not
      cross join lateral (select y.before + s.n + days + case when days < 0 and not s.works then 1 else 0 end as nth
        -- by order: of so small a table the planner would rather read all
        from private.working_years y where y.year <= s.year order by y.year desc limit 1) wanted
      cross join lateral (
        select x.year, x.before from private.working_years x where x.before < wanted.nth order by x.before desc limit 1) of_year)
  end
$$;
comment on function private.days_after(date, int, text) is
  'The day that add_days gives, as a row. Without `set search_path`, so that a sweep over all projects inlines it; every name in it is qualified.';

create function private.add_days(start date, days int, day_kind text) returns date
language plpgsql stable security definer set search_path = ''
as $$
begin
  if day_kind not in ('natural', 'working') then raise exception 'day_kind_unknown' using errcode = '23514'; end if;
  return (select x.day from private.days_after(start, days, day_kind) x);
end $$;
comment on function private.add_days(date, int, text) is
  'The day some days after a start. The start is not counted (Civil Code Art 201), so one working day after a Friday is the Monday, and so is one after the Saturday; working days always end on one. 0 is the start itself. Negative days count back the same way. A natural-day deadline on a holiday stays there: publishing needs no open counter, so the hub does not move it as Art 203 would. Working days are null outside 1988–2103.';
grant execute on function private.add_days(date, int, text) to anon, authenticated, service_role;
