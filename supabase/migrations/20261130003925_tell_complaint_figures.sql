-- Figures of complaints are told to fives. Exact ones could be set against the list: what the figures have more is private, and in a small
-- district that may be one person. Each row is rounded up or down by a shift of its own that nobody outside knows and that stays: it favours
-- neither way, and whoever watches a figure change does not learn the number. Sums are told so that they narrow down no part of theirs.

insert into private.settings (name, value) values ('figures_salt', gen_random_uuid()::text);

create function private.figure_shift(key text) returns int
language sql stable security definer set search_path = ''
as $$ select get_byte(sha256(convert_to(private.setting('figures_salt') || '/' || key, 'UTF8')), 0) % 5 $$;
comment on function private.figure_shift(text) is 'From 0 to 4, always the same for a row of figures of this hub: what is added before a count is cut down to fives.';
revoke execute on function private.figure_shift(text) from public;

create function private.hide_small(counts int[], above boolean[] default null) returns boolean[]
language plpgsql immutable set search_path = ''
as $$
declare
  rows int := array_length(counts, 1);
  hidden boolean[];
  k record;
  i int;
  chosen int;
  many int;
  sum_in int;
  sum_out int;
begin
  if rows is null then return null; end if;
  hidden := array_fill(false, array[rows, 11]);
  -- parts come after their whole
  for k in select * from private.complaint_columns() c order by c.n loop
    for i in 1..rows loop
      hidden[i][k.n] := counts[i][k.n] between 1 and 4
        -- what is left of the whole is a count too
        or (k.part_of > 0 and case when hidden[i][k.part_of] then counts[i][k.n] > 0 else counts[i][k.part_of] - counts[i][k.n] between 1 and 4 end)
        or (k.n = 5 and counts[i][5] > 0 and (hidden[i][4] or counts[i][3] - counts[i][4] - counts[i][5] between 1 and 4))
        -- what is not told above is not told in parts either
        or (coalesce(above[k.n], false) and counts[i][k.n] > 0);
    end loop;
    if coalesce(above[k.n], false) then hidden[1][k.n] := true; end if;
    -- a sum tells the one that is missing: others are hidden along
    while not hidden[1][k.n] loop
      select count(*), coalesce(sum(counts[r][k.n]), 0), coalesce(sum(counts[r][k.part_of] - counts[r][k.n]), 0) into many, sum_in, sum_out
      from generate_series(2, rows) r where hidden[r][k.n];
      exit when many = 0 or (many > 1 and sum_in not between 1 and 4 and (k.part_of = 0 or sum_out not between 1 and 4));
      select r into chosen from generate_series(2, rows) r
      where not hidden[r][k.n] and (counts[r][k.n] > 0 or (k.part_of > 0 and counts[r][k.part_of] > 0)) order by counts[r][k.n] = 0, counts[r][k.n], r limit 1;
      exit when not found;
      hidden[chosen][k.n] := true;
    end loop;
  end loop;
  return hidden;
end $$;
comment on function private.hide_small(int[], boolean[]) is
  'Which counts of a table are not told. First row: the sum of the others. Hidden is a count from 1 to 4, one that leaves 1 to 4 of its whole, a part of what is hidden, and as many more of its column as keep the sum from telling it. above: what is hidden of the sum elsewhere.';

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

create function public.complaint_figures(scope jsonb default '{}') returns jsonb
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
revoke execute on function public.complaint_figures(jsonb) from public;
grant execute on function public.complaint_figures(jsonb) to anon, authenticated, service_role;
