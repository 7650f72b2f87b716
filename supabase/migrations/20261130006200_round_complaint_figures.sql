-- Figures of complaints are told to fives. Exact ones could be set against the list: what the figures have more is private, and in a small
-- district that may be one person. Each row is rounded up or down by a shift of its own that nobody outside knows and that stays: it favours
-- neither way, and whoever watches a figure change does not learn the number. Sums are told so that they narrow down no part of theirs.

insert into private.settings (name, value) values ('figures_salt', gen_random_uuid()::text);

create function private.figure_shift(key text) returns int
language sql stable security definer set search_path = ''
as $$ select get_byte(sha256(convert_to(private.setting('figures_salt') || '/' || key, 'UTF8')), 0) % 5 $$;
comment on function private.figure_shift(text) is 'From 0 to 4, always the same for a row of figures of this hub: what is added before a count is cut down to fives.';
revoke execute on function private.figure_shift(text) from public;

create or replace function private.complaint_columns() returns table (n int, name text, part_of int)
language sql immutable set search_path = ''
as $$
  values (1, 'filed', 0), (2, 'accepted', 1), (3, 'answered', 2), (4, 'verified', 3), (5, 'could_not_verify', 3), (6, 'fixed', 4), (7, 'reopened', 2),
    (8, 'overdue', 1), (9, 'rated', 3), (10, 'solved', 9), (11, 'withdrawn', 0)
$$;

create or replace function private.counted_complaints(since date) returns table (complaint_id uuid, city text, district text, category text, month text, counts int[],
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

create or replace function private.median_days(days int[], done boolean[]) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce((select m.told from private.medians((select jsonb_agg(to_jsonb(g)) from (select '' as axis, '' as inside, '' as key, u.d, u.done, count(*) as n
    from unnest(days, done) u (d, done) group by 4, 5) g)) m), '{"cases": 0, "days": null, "longest": null}')
$$;

create function private.figure_axis(grouped int, city text, district text, category text, month text) returns table (axis text, inside text, key text)
language sql immutable
as $$
  select x.axis, case when x.axis = 'district' then city else '420000' end, x.key
  from (values (15, 'province', '420000'), (7, 'city', city), (3, 'district', district), (13, 'category', category), (14, 'month', month)) x (g, axis, key) where x.g = grouped
$$;
comment on function private.figure_axis(int, text, text, text, text) is 'Which row of which table a group of complaint_tallies is. Without `set search_path`, so that it is inlined.';

create or replace function private.complaint_tallies(since date) returns table (axis text, inside text, key text, counts int[], rating numeric, decided jsonb, replied jsonb)
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

create function private.told_counts(key text, counts int[], hidden boolean[]) returns int[]
language sql stable set search_path = ''
as $$
  with r as (
    select array_agg(case when hidden[i] then null else (counts[i] + s.shift) / 5 * 5 end order by i) as told
    from (select private.figure_shift(key) as shift) s, generate_series(1, array_length(counts, 1)) i where counts is not null
  )
  -- two parts of one whole that seem more than it would tell that both are small
  select case when told[4] + told[5] > told[3] then told[:4] || null::int || told[6:] else told end from r
$$;
comment on function private.told_counts(text, int[], boolean[]) is 'Counts of a row in fives, null what is hidden. All with one shift, so that no part seems more than its whole; 0 stays 0.';

create function private.told_range(told int) returns int[]
language sql immutable set search_path = ''
as $$ select case when told is null then array[0, null] when told = 0 then array[0, 0] when told = 5 then array[5, 9] else array[told - 4, told + 4] end $$;
comment on function private.told_range(int) is
  'What a reader can say of a count that is told so, {least, most}: 5 stands for 5 to 9, since less is hidden; what is hidden may be anything.';

create function private.told_sum(own int[], tables jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  k record;
  f record;
  most int;
  tried int;
  told int[] := array_fill(null::int, array[11]);
  low int[] := array_fill(0, array[11]);
  high int[] := array_fill(null::int, array[11]);
begin
  for k in select * from private.complaint_columns() c order by c.n loop
    continue when own[k.n] is null;
    most := case when k.n = 5 then told[3] - coalesce(told[4], 0) when k.part_of > 0 then told[k.part_of] end;
    -- of each table: the least and the most that its parts may be together, and the widest of them
    select array_agg(t.low) as lows, array_agg(t.high) as highs, array_agg(t.wide) as wides, max(t.low) as low, min(t.high) as high, max(t.wide) as wide into f
    from (select coalesce(sum((r -> 'low' ->> (k.n - 1))::int), 0) as low, case when bool_and(r -> 'high' ->> (k.n - 1) is not null) then sum((r -> 'high' ->> (k.n - 1))::int) end as high,
        coalesce(max(coalesce((r -> 'high' ->> (k.n - 1))::int, 4) - (r -> 'low' ->> (k.n - 1))::int), 0) as wide
      from jsonb_array_elements(tables) with ordinality x (t, n) left join lateral jsonb_array_elements(x.t) r on true group by x.n) t;
    -- the multiple of five next to the right one that fits them all: own, 5 less, 5 more, 10 less …
    for step in 0..300 loop
      tried := own[k.n] + (case when step % 2 = 1 then -5 else 5 end) * ((step + 1) / 2);
      continue when tried < 0 or tried > most;
      low[k.n] := greatest((private.told_range(tried))[1], f.low);
      high[k.n] := least((private.told_range(tried))[2], f.high);
      -- each part may still be the least or the most of what it was, whatever the others are; and the sum may be five things
      if high[k.n] - low[k.n] >= least(4, f.wide) and not exists (select from unnest(f.lows, f.highs, f.wides) t (a, z, w)
        where high[k.n] - t.a < t.w or t.z - low[k.n] < t.w) then
        told[k.n] := tried;
        exit;
      end if;
    end loop;
    if told[k.n] is null then low[k.n] := f.low; high[k.n] := f.high; end if;
  end loop;
  return jsonb_build_object('told', to_jsonb(told), 'low', to_jsonb(low), 'high', to_jsonb(high));
end $$;
comment on function private.told_sum(int[], jsonb) is
  'Sums {told, low, high} as they are told, out of them in fives (null: hidden) and the tables [[{low, high}, …], …] whose sum they are; told is null where no multiple of five leaves all parts as much open as they are alone. low, high: what a reader can say of it.';

drop function private.tally_table(jsonb, text, text, boolean[]);
drop function private.figure_table(text[], int[], numeric[], jsonb[], jsonb[], boolean[]);
drop function private.figure_row(int[], boolean[], numeric, jsonb, jsonb);

create function private.figure_row(told int[], rating numeric, decided jsonb, replied jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select jsonb_object_agg(c.name, told[c.n])
    || jsonb_build_object('rating', case when told[9] >= 5 then rating end,
      'to_decision', case when told[1] is not null and (decided ->> 'cases')::int >= 5 then decided - 'cases' end,
      'to_reply', case when told[1] is not null and (replied ->> 'cases')::int >= 5 then replied - 'cases' end)
  from private.complaint_columns() c
$$;
comment on function private.figure_row(int[], numeric, jsonb, jsonb) is 'A row of figures: null is what is not told. No mean and no median of fewer than five.';

create function private.int_list(list jsonb) returns int[]
language sql immutable set search_path = ''
as $$ select array(select (x #>> '{}')::int from jsonb_array_elements(list) with ordinality e (x, n) order by n) $$;
comment on function private.int_list(jsonb) is 'A list of numbers and nulls.';

create function private.figure_rows(table_ jsonb) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('key', r ->> 'key')
    || private.figure_row(private.int_list(r -> 'told'), (r ->> 'rating')::numeric,
      r -> 'decided', r -> 'replied') order by n), '[]')
  from jsonb_array_elements(table_) with ordinality t (r, n)
$$;
comment on function private.figure_rows(jsonb) is 'Rows of a table (private.tally_table) as they are told.';

create function private.tally_table(tallies jsonb, axis text, inside text, above boolean[] default null) returns jsonb
language sql stable set search_path = ''
as $$
  with t as materialized (
    select row_number() over (order by x.is_sum desc, x.key)::int as i, x.* from (
      -- the sum of a city's districts is the city
      select y.axis = case when tally_table.axis = 'district' then 'city' else 'province' end and y.key = tally_table.inside as is_sum, y.*
      from jsonb_to_recordset(tallies) y (axis text, inside text, key text, counts int[], rating numeric, decided jsonb, replied jsonb)) x
    where x.is_sum or (x.axis = tally_table.axis and x.inside = tally_table.inside)
  ), h as materialized (select private.hide_small(array_agg(t.counts order by t.i), above) as hidden from t),
  r as (
    select t.i, t.key, x.hidden, t.rating, t.decided, t.replied, private.told_counts(t.key, t.counts, x.hidden) as told
    from t, h, lateral (select array(select h.hidden[t.i][j] from generate_series(1, 11) j order by j) as hidden) x
  )
  select coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'hidden', to_jsonb(r.hidden), 'told', to_jsonb(r.told),
    'low', (select jsonb_agg((private.told_range(x))[1] order by n) from unnest(r.told) with ordinality e (x, n)),
    'high', (select jsonb_agg((private.told_range(x))[2] order by n) from unnest(r.told) with ordinality e (x, n)),
    'rating', r.rating, 'decided', r.decided, 'replied', r.replied) order by r.i), '[]') from r
$$;
comment on function private.tally_table(jsonb, text, text, boolean[]) is
  'One table of figures out of the tallies, its sum first: [{key, hidden, told, low, high, rating, decided, replied}]. told: in fives, null what is hidden. The sum is not fitted to its parts yet.';

create function private.fit_city(tallies jsonb, city jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  -- what is hidden of a city in the province's table is hidden of its districts
  districts jsonb := private.tally_table(tallies, 'district', city ->> 'key',
    array(select (x #>> '{}')::boolean from jsonb_array_elements(city -> 'hidden') with ordinality e (x, n) order by n)) - 0;
begin
  return city || jsonb_build_object('districts', districts) || private.told_sum(private.int_list(city -> 'told'), jsonb_build_array(districts));
end $$;
comment on function private.fit_city(jsonb, jsonb) is 'A city of the table of cities with its districts, and told so that it narrows down none of them.';

create function private.hide_column(table_ jsonb, n int) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_agg(case when r #>> array['told', (n - 1)::text] = '0' then r
    else jsonb_set(jsonb_set(jsonb_set(r, array['told', (n - 1)::text], 'null'), array['low', (n - 1)::text], '0'), array['high', (n - 1)::text], 'null') end order by i), '[]')
  from jsonb_array_elements(table_) with ordinality t (r, i)
$$;
comment on function private.hide_column(jsonb, int) is 'A table of figures without one column; 0 stays.';

create function private.fit_province(sum jsonb, cities jsonb, categories jsonb, months jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  own int[] := private.int_list(sum -> 'told');
  fitted jsonb;
  k record;
begin
  -- three tables have one sum: where no number fits them all, the finer ones say less
  for turn in 1..3 loop
    fitted := private.told_sum(own, jsonb_build_array(cities, categories, months));
    for k in select * from private.complaint_columns() c where own[c.n] is not null and fitted -> 'told' ->> (c.n - 1) is null loop
      if turn = 1 then months := private.hide_column(months, k.n); elsif turn = 2 then categories := private.hide_column(categories, k.n); end if;
    end loop;
  end loop;
  return jsonb_build_object('mine', sum || fitted, 'places', cities, 'categories', categories, 'months', months);
end $$;
comment on function private.fit_province(jsonb, jsonb, jsonb, jsonb) is 'The sum of the province as it is told, and the tables that it is the sum of.';

create function private.told_figures(tallies jsonb, code text, level text, parent text) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  cities jsonb := private.tally_table(tallies, 'city', '420000');
  city jsonb;
begin
  if level = 'province' then
    return private.fit_province(cities -> 0,
      (select coalesce(jsonb_agg(private.fit_city(tallies, x) - 'districts' order by n), '[]') from jsonb_array_elements(cities - 0) with ordinality e (x, n)),
      private.tally_table(tallies, 'category', '420000') - 0, private.tally_table(tallies, 'month', '420000') - 0);
  end if;
  select private.fit_city(tallies, x) into city from jsonb_array_elements(cities - 0) x where x ->> 'key' = case when level = 'county' then parent else code end;
  if level = 'county' then return jsonb_build_object('mine', (select x from jsonb_array_elements(city -> 'districts') x where x ->> 'key' = code), 'places', '[]'::jsonb); end if;
  return jsonb_build_object('mine', city, 'places', coalesce(city -> 'districts', '[]'));
end $$;
comment on function private.told_figures(jsonb, text, text, text) is 'Tallies as they may be told of a division: {mine, places, categories, months}, each row with told.';

create or replace function public.complaint_figures(scope jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  since date := (date_trunc('month', private.today()) - interval '12 months')::date;
  code text := coalesce(scope ->> 'division', '420000');
  d public.divisions;
  told jsonb;
begin
  select * into d from public.divisions x where x.division_code = code;
  if d.division_code is null then return null; end if;
  told := private.told_figures((select coalesce(jsonb_agg(to_jsonb(t)), '[]') from private.complaint_tallies(since) t), code, d.level, d.parent_code);
  return jsonb_build_object('from', since, 'to', private.today(), 'division_code', code, 'level', d.level,
    'total', case when told -> 'mine' ->> 'key' is null then private.figure_row(array_fill(0, array[11]), null, null, null)
      else (private.figure_rows(jsonb_build_array(told -> 'mine')) -> 0) - 'key' end,
    'by_place', (select coalesce(jsonb_agg(x || jsonb_build_object('name', p.name, 'name_en', p.name_en) order by x ->> 'key'), '[]')
      from jsonb_array_elements(private.figure_rows(told -> 'places')) x join public.divisions p on p.division_code = x ->> 'key'),
    -- finer than the whole province these would tell of single complaints
    'by_category', (select coalesce(jsonb_agg(x || jsonb_build_object('name', k.name, 'name_en', k.name_en) order by k.sort), '[]')
      from jsonb_array_elements(private.figure_rows(told -> 'categories')) x join public.complaint_categories k on k.category = x ->> 'key'),
    'by_month', private.figure_rows(told -> 'months'));
end $$;
comment on function public.complaint_figures(jsonb) is
  'Figures of complaints filed in this month and the twelve before, of a division {division}: {from, to, total, by_place, by_category, by_month}; null for an unknown one. A row: filed, accepted, answered (by a reply that stands), verified (found substantiated, wholly or partly), could_not_verify, fixed, reopened, overdue, rated, solved, withdrawn (apart from filed), rating, to_decision and to_reply {days, longest}. Counts are in fives, rounded up or down, sums so that they narrow down no part. null: below five, or it would reveal one that is. Counted is each matter once, if an officer looked at it or a deadline passed.';
