-- Figures of complaints. What is counted was looked at by an officer or ran past a deadline, once for each matter: a flood of the same,
-- or of what is held, moves nothing. Counts below five, and what would reveal one, are not told.

create function private.complaint_columns() returns table (n int, name text, part_of int)
language sql immutable set search_path = ''
as $$
  values (1, 'filed', 0), (2, 'accepted', 1), (3, 'answered', 2), (4, 'verified', 3), (5, 'could_not_verify', 3), (6, 'fixed', 4), (7, 'reopened', 3),
    (8, 'overdue', 1), (9, 'rated', 3), (10, 'solved', 9), (11, 'withdrawn', 0)
$$;
comment on function private.complaint_columns() is 'The counts of a row of figures, and which count each is a part of (0: of none). A part comes after its whole.';

create function private.counted_complaints(since date) returns table (complaint_id uuid, city text, district text, category text, month text, counts int[],
  rating int, decided_after int, replied_after int, age int, takes_part boolean, takes_reply boolean)
language sql stable set search_path = ''
as $$
  select c.complaint_id, case when d.level = 'county' then d.parent_code else d.division_code end, c.division_code, c.category,
    to_char(private.shanghai_day(c.filed_at), 'YYYY-MM'),
    array[f.here, f.here * (c.accepted_at is not null)::int, f.here * (c.replied_at is not null)::int,
      f.here * (c.replied_at is not null and c.outcome in ('substantiated', 'partly'))::int, f.here * (c.replied_at is not null and c.outcome = 'could_not_verify')::int,
      f.here * (c.replied_at is not null and c.outcome in ('substantiated', 'partly') and c.result = 'fixed')::int,
      f.here * (c.replied_at is not null and c.reopened > 0)::int, f.here * c.ever_overdue::int,
      f.here * (c.replied_at is not null and c.rated_at is not null)::int, f.here * (c.replied_at is not null and coalesce(c.solved, false))::int, 1 - f.here],
    case when c.replied_at is not null and f.here = 1 then c.rating end, private.shanghai_day(e.decided) - private.shanghai_day(c.filed_at),
    private.shanghai_day(e.replied) - private.shanghai_day(c.filed_at), private.today() - private.shanghai_day(c.filed_at), f.here = 1, f.here = 1 and c.state <> 'not_accepted'
  from public.complaints c join public.divisions d on d.division_code = c.division_code
  cross join lateral (select (c.state <> 'withdrawn')::int as here) f
  left join lateral (select min(x.at) filter (where x.event in ('accepted', 'not_accepted')) as decided, min(x.at) filter (where x.event = 'replied') as replied
    from public.complaint_events x where x.complaint_id = c.complaint_id and x.event in ('accepted', 'not_accepted', 'replied')) e on true
  where private.shanghai_day(c.filed_at) >= since and c.merged_into is null and not c.held
    and (c.accepted_at is not null or c.ever_overdue or e.decided is not null
      or exists (select from public.complaint_events x where x.complaint_id = c.complaint_id and x.by in ('bureau', 'superior') and x.event not in ('joined', 'contact_read')))
$$;
comment on function private.counted_complaints(date) is
  'Each complaint that figures count, filed since a day: not those handled with another, not what is held, not what no officer has looked at unless a deadline passed over it. counts in the order of complaint_columns; days until it was decided whether it is accepted, and until the first reply; age in days.';

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

create function private.median_days(days int[], done boolean[]) returns jsonb
language sql immutable set search_path = ''
as $$
  with x as (
    select u.d, count(*) filter (where u.done) as ended, count(*) as n from unnest(days, done) u (d, done) group by 1
  ), risk as (
    select x.d, x.ended, sum(x.n) over (order by x.d desc) as at_risk from x
  ), curve as (
    select r.d, case when bool_or(r.ended = r.at_risk) over w then 0 else exp(sum(ln(case when r.ended = r.at_risk then 1 else 1 - r.ended / r.at_risk end)) over w) end as left_open
    from risk r window w as (order by r.d)
  )
  select jsonb_build_object('cases', coalesce(array_length(days, 1), 0), 'days', (select min(c.d) from curve c where c.left_open <= 0.5 + 1e-9), 'longest', (select max(c.d) from curve c))
$$;
comment on function private.median_days(int[], boolean[]) is
  'The day by which half were done (Kaplan–Meier): one that is open counts as open for at least its age. {cases, days, longest}; days null: at no age were half done, so that the median is beyond longest.';

create function private.figure_row(counts int[], hidden boolean[], rating numeric, decided jsonb, replied jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select jsonb_object_agg(c.name, case when not hidden[c.n] then counts[c.n] end)
    || jsonb_build_object('rating', case when not hidden[9] and counts[9] >= 5 then rating end,
      'to_decision', case when not hidden[1] and (decided ->> 'cases')::int >= 5 then decided - 'cases' end,
      'to_reply', case when not hidden[1] and (replied ->> 'cases')::int >= 5 then replied - 'cases' end)
  from private.complaint_columns() c
$$;
comment on function private.figure_row(int[], boolean[], numeric, jsonb, jsonb) is 'A row of figures: null is what is not told. No mean and no median of fewer than five.';

create function private.figure_table(keys text[], counts int[], rating numeric[], decided jsonb[], replied jsonb[], above boolean[] default null) returns jsonb
language sql stable set search_path = ''
as $$
  with h as materialized (select private.hide_small(counts, above) as hidden)
  select jsonb_agg(jsonb_build_object('key', x.key, 'hidden', to_jsonb(x.hidden)) || private.figure_row(x.counts, x.hidden, x.rating, x.decided, x.replied) order by x.i)
  from (select i, keys[i] as key, array(select counts[i][j] from generate_series(1, 11) j order by j) as counts,
      array(select h.hidden[i][j] from generate_series(1, 11) j order by j) as hidden, rating[i] as rating, decided[i] as decided, replied[i] as replied
    from h, generate_series(1, array_length(keys, 1)) i) x
$$;
comment on function private.figure_table(text[], int[], numeric[], jsonb[], jsonb[], boolean[]) is 'Rows of figures with what may be told of them; the first is the sum of the others.';

create function private.complaint_tallies(since date) returns table (axis text, inside text, key text, counts int[], rating numeric, decided jsonb, replied jsonb)
language sql stable set search_path = ''
as $$
  with c as materialized (select * from private.counted_complaints(since)),
  axes as (
    select 'province' as axis, '420000' as inside, '420000' as key, c.* from c
    union all select 'city', '420000', c.city, c.* from c
    union all select 'district', c.city, c.district, c.* from c
    union all select 'category', '420000', c.category, c.* from c
    union all select 'month', '420000', c.month, c.* from c
  )
  select a.axis, a.inside, a.key,
    array[sum(a.counts[1]), sum(a.counts[2]), sum(a.counts[3]), sum(a.counts[4]), sum(a.counts[5]), sum(a.counts[6]), sum(a.counts[7]), sum(a.counts[8]), sum(a.counts[9]),
      sum(a.counts[10]), sum(a.counts[11])]::int[],
    round(avg(a.rating), 1),
    private.median_days(array_agg(coalesce(a.decided_after, a.age) order by a.complaint_id) filter (where a.takes_part), array_agg(a.decided_after is not null order by a.complaint_id) filter (where a.takes_part)),
    private.median_days(array_agg(coalesce(a.replied_after, a.age) order by a.complaint_id) filter (where a.takes_reply), array_agg(a.replied_after is not null order by a.complaint_id) filter (where a.takes_reply))
  from axes a group by 1, 2, 3
$$;
comment on function private.complaint_tallies(date) is 'Counts of the province, its cities, their districts, categories and months, before anything is hidden. Never told as it is.';

create function private.tally_table(tallies jsonb, axis text, inside text, above boolean[] default null) returns jsonb
language sql stable set search_path = ''
as $$
  with t as (
    select x.axis = 'sum' as is_sum, x.* from (
      -- the sum of a city's districts is the city
      select case when y.axis = case when tally_table.axis = 'district' then 'city' else 'province' end and y.key = tally_table.inside then 'sum' else y.axis end as axis,
        y.inside, y.key, y.counts, y.rating, y.decided, y.replied
      from jsonb_to_recordset(tallies) y (axis text, inside text, key text, counts int[], rating numeric, decided jsonb, replied jsonb)) x
    where x.axis = 'sum' or (x.axis = tally_table.axis and x.inside = tally_table.inside)
  )
  select private.figure_table(array_agg(case when t.is_sum then '' else t.key end order by t.is_sum desc, t.key), array_agg(t.counts order by t.is_sum desc, t.key),
    array_agg(t.rating order by t.is_sum desc, t.key), array_agg(t.decided order by t.is_sum desc, t.key), array_agg(t.replied order by t.is_sum desc, t.key), above)
  from t
$$;
comment on function private.tally_table(jsonb, text, text, boolean[]) is 'One table of figures out of the tallies, its sum first (key: empty).';

create function public.complaint_figures(scope jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  since date := (date_trunc('month', private.today()) - interval '12 months')::date;
  code text := coalesce(scope ->> 'division', '420000');
  d public.divisions;
  tallies jsonb;
  cities jsonb;
  mine jsonb;
  places jsonb;
  above boolean[];
  named jsonb;
begin
  select * into d from public.divisions x where x.division_code = code;
  if d.division_code is null then return null; end if;
  select coalesce(jsonb_agg(to_jsonb(t)), '[]') into tallies from private.complaint_tallies(since) t;
  named := jsonb_build_object('from', since, 'to', private.today(), 'division_code', code, 'level', d.level);
  cities := coalesce(private.tally_table(tallies, 'city', '420000'), '[]');
  if d.level = 'province' then
    mine := cities -> 0;
    places := cities - 0;
  else
    select x into mine from jsonb_array_elements(cities) x where x ->> 'key' = case when d.level = 'county' then d.parent_code else code end;
    -- what is hidden of a city in the province's table is hidden here
    above := array(select (x #>> '{}')::boolean from jsonb_array_elements(mine -> 'hidden') with ordinality e (x, n) order by n);
    places := case when mine is null then '[]' else coalesce(private.tally_table(tallies, 'district', mine ->> 'key', above), '[]') - 0 end;
    if d.level = 'county' then
      select x into mine from jsonb_array_elements(places) x where x ->> 'key' = code;
      places := '[]';
    end if;
  end if;
  mine := coalesce(mine, private.figure_row(array_fill(0, array[11]), array_fill(false, array[11]), null, null, null));
  return named || jsonb_build_object('total', mine - '{key,hidden}'::text[],
    'by_place', (select coalesce(jsonb_agg((x - 'hidden') || jsonb_build_object('name', p.name, 'name_en', p.name_en) order by x ->> 'key'), '[]')
      from jsonb_array_elements(places) x join public.divisions p on p.division_code = x ->> 'key'),
    -- finer than the whole province these would tell of single complaints
    'by_category', case when d.level = 'province' then (select coalesce(jsonb_agg((x - 'hidden') || jsonb_build_object('name', k.name, 'name_en', k.name_en) order by k.sort), '[]')
      from jsonb_array_elements(coalesce(private.tally_table(tallies, 'category', '420000'), '[]') - 0) x join public.complaint_categories k on k.category = x ->> 'key') else '[]' end,
    'by_month', case when d.level = 'province' then (select coalesce(jsonb_agg(x - 'hidden' order by x ->> 'key'), '[]')
      from jsonb_array_elements(coalesce(private.tally_table(tallies, 'month', '420000'), '[]') - 0) x) else '[]' end);
end $$;
comment on function public.complaint_figures(jsonb) is
  'Figures of complaints filed in this month and the twelve before, of a division {division}: {from, to, total, by_place, by_category, by_month}; null for an unknown one. A row: filed, accepted, answered, verified (found substantiated, wholly or partly), could_not_verify, fixed, reopened, overdue, rated, solved, withdrawn (apart from filed), rating, to_decision and to_reply {days, longest}. null: below five, or it would reveal one that is. Counted is each matter once, if an officer looked at it or a deadline passed.';
revoke execute on function public.complaint_figures(jsonb) from public;
grant execute on function public.complaint_figures(jsonb) to anon, authenticated, service_role;
revoke execute on function private.counted_complaints(date), private.complaint_tallies(date) from public;
