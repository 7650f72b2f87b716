-- From the phone to the hub: what is measured is judged, what is said is checked, the same sent twice is one finding.

create function private.judge_measured(given jsonb, day date) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  one jsonb;
  r public.tolerance_rules;
  numbers numeric[];
  design numeric;
  off numeric[];
  judged jsonb := '[]';
begin
  if given is null or given = 'null' then return judged; end if;
  if jsonb_typeof(given) <> 'array' or jsonb_array_length(given) > 20 then raise exception 'measured_wrong' using errcode = '23514'; end if;
  for one in select e from jsonb_array_elements(given) e loop
    select * into r from public.tolerance_rules x where x.code = one ->> 'code' and judge_measured.day between x.valid_from and coalesce(x.valid_until, 'infinity');
    if r.code is null or jsonb_typeof(one -> 'values') is distinct from 'array' or jsonb_array_length(one -> 'values') not between 1 and 20
      or exists (select from jsonb_array_elements(one -> 'values') v where jsonb_typeof(v) <> 'number')
      or jsonb_typeof(coalesce(one -> 'design', 'null')) not in ('number', 'null') or length(one ->> 'place') > 100 then
      raise exception 'measured_wrong' using errcode = '23514', detail = coalesce(one ->> 'code', '');
    end if;
    numbers := array(select trim_scale(round(v::numeric, 4)) from jsonb_array_elements_text(one -> 'values') with ordinality e (v, n) order by n);
    design := trim_scale(round((one ->> 'design')::numeric, 4));
    if exists (select from unnest(numbers || design) n where abs(n) > 1000000) then
      raise exception 'measured_wrong' using errcode = '23514', detail = one ->> 'code';
    end if;
    off := case r.mode when 'deviation' then array(select n - coalesce(design, 0) from unnest(numbers) with ordinality u (n, i) order by i)
      when 'range' then array[(select max(n) - min(n) from unnest(numbers) n)] else numbers end;
    judged := judged || jsonb_build_array(jsonb_build_object('code', r.code, 'quantity', r.quantity, 'quantity_en', r.quantity_en, 'unit', r.unit,
      'mode', r.mode, 'lower', r.lower, 'upper', r.upper, 'design', design, 'place', nullif(trim(one ->> 'place'), ''), 'values', to_jsonb(numbers),
      'deviations', case when r.mode <> 'absolute' then to_jsonb(off) end, 'points', cardinality(off),
      'out', (select count(*) from unnest(off) n where n < r.lower or n > r.upper),
      'basis', r.basis, 'basis_en', r.basis_en, 'tolerance_rule_id', r.tolerance_rule_id));
  end loop;
  return judged;
end $$;
comment on function private.judge_measured(jsonb, date) is
  'Measurements [{code, values, design, place}], each with the tolerance in force on the day and the number of points out of it. Raises 23514 measured_wrong.';

create function private.named_photos(given jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  if given is null or given = 'null' then return '[]'; end if;
  if jsonb_typeof(given) <> 'array' or jsonb_array_length(given) > 20
    or exists (select from jsonb_array_elements(given) p where coalesce(p ->> 'sha256', '') !~ '^[0-9a-f]{64}$' or length(p ->> 'caption') > 300)
    or (select count(distinct p ->> 'sha256') <> count(*) from jsonb_array_elements(given) p) then
    raise exception 'photo_limit' using errcode = '23514';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('sha256', p ->> 'sha256', 'caption', nullif(trim(p ->> 'caption'), '')) order by n), '[]')
    from jsonb_array_elements(given) with ordinality e (p, n));
end $$;
comment on function private.named_photos(jsonb) is 'Photos of a line, at most 20: [{sha256, caption}]. Raises 23514 photo_limit.';

create function private.finding_line(v public.visits, given jsonb, n int, day date) returns public.finding_items
language plpgsql stable security definer set search_path = ''
as $$
declare
  line public.finding_items;
  problem text;
begin
  line.position := n;
  line.kind := coalesce(given ->> 'kind', 'item');
  line.note := nullif(trim(given ->> 'note'), '');
  if line.kind not in ('item', 'free', 'access_refused', 'host_absent') then problem := 'kind_unknown';
  elsif length(line.note) > 2000 then problem := 'note_too_long';
  elsif line.kind = 'item' and coalesce(given ->> 'verdict', '') not in ('matched', 'differs', 'not_accessible', 'not_seen') then problem := 'verdict_missing';
  elsif (line.kind <> 'item' or given ->> 'verdict' = 'differs') and coalesce(length(line.note), 0) < 5 then problem := 'note_missing';
  end if;
  if problem is not null then
    raise exception 'finding_lines_wrong' using errcode = '23514', detail = jsonb_build_object('line', n, 'problem', problem)::text;
  end if;
  if v.kind = 'turned_away' and line.kind not in ('access_refused', 'host_absent') then
    raise exception 'finding_kind_needs_check_in' using errcode = '42501';
  end if;
  if line.kind = 'item' then
    line.verdict := given ->> 'verdict';
    -- the version that was frozen, or an earlier or later one that was public and is named
    select i.item, i.disclosure_id, x.version, x.content_hash into line.item, line.disclosure_id, line.version, line.content_hash
    from public.visit_items i join public.disclosure_versions x on x.disclosure_id = i.disclosure_id
    where i.visit_id = v.visit_id and i.item = given ->> 'item' and x.version = coalesce((given ->> 'version')::int, i.version)
      and x.state in ('published', 'superseded', 'withdrawn') and (given ->> 'content_hash' is null or x.content_hash = given ->> 'content_hash');
    if line.item is null then raise exception 'not_in_checklist' using errcode = '23514', detail = coalesce(given ->> 'item', ''); end if;
  end if;
  line.measured := private.judge_measured(given -> 'measured', day);
  line.out_of_tolerance := coalesce((select sum((m ->> 'out')::int) from jsonb_array_elements(line.measured) m), 0);
  line.photos := private.named_photos(given -> 'photos');
  return line;
end $$;
comment on function private.finding_line(public.visits, jsonb, int, date) is
  'One line as it was sent, checked. Raises 23514 finding_lines_wrong (detail {line, problem}), not_in_checklist, measured_wrong, photo_limit; 42501 finding_kind_needs_check_in.';

create function private.visit_window(o public.open_days) returns timestamptz
language sql stable security definer set search_path = ''
as $$ select o.ends_at + make_interval(days => private.limit_of('finding_days', 14)) $$;
comment on function private.visit_window(public.open_days) is 'Until when findings of a day are taken: phones may have been without a network for long.';

create function private.visit_for(o public.open_days) returns public.visits
language plpgsql security definer set search_path = ''
as $$
declare
  v public.visits;
  b public.bookings;
begin
  select * into v from public.visits x where x.open_day_id = o.open_day_id and x.user_id = auth.uid();
  if v.visit_id is not null then return v; end if;
  select * into b from public.bookings x where x.open_day_id = o.open_day_id and x.user_id = auth.uid() and x.state in ('confirmed', 'no_show') limit 1;
  if b.booking_id is null then return null; end if;
  v.open_day_id := o.open_day_id;
  v.project_id := o.project_id;
  v.division_code := o.division_code;
  v.demo := o.demo;
  v.user_id := b.user_id;
  v.category := b.category;
  v.kind := 'turned_away';
  return v;
end $$;
comment on function private.visit_for(public.open_days) is
  'The caller''s visit of a day; of whoever booked and was not checked in, one not written yet (no visit_id); null for everyone else.';

create function private.finding_number(division_code text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  called text := (select case when d.level = 'county' then d.parent_code else d.division_code end
    from public.divisions d where d.division_code = finding_number.division_code) || '-' || extract(year from private.today());
  given int;
begin
  insert into private.finding_numbers as n (series, last) values (called, 1)
  on conflict on constraint finding_numbers_pkey do update set last = n.last + 1 returning n.last into given;
  return 'F' || called || '-' || lpad(given::text, greatest(5, length(given::text)), '0');
end $$;
comment on function private.finding_number(text) is 'The next number of a finding in the city of a division.';
