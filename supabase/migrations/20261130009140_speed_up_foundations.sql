-- What nearly every statement calls, made cheaper; what it gives is the same.

-- Of a hundred entries of a journal most values are words and numbers: only what holds others is worth a call of its own.
create or replace function private.canonical_json(value jsonb) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  kind text := jsonb_typeof(value);
begin
  if kind = 'object' then
    return '{' || coalesce((
      select string_agg(to_json(e.key)::text || ':' || case jsonb_typeof(e.value)
          when 'object' then private.canonical_json(e.value) when 'array' then private.canonical_json(e.value)
          when 'number' then trim_scale(e.value::text::numeric)::text else e.value::text end,
        ',' order by e.key collate "C")
      from jsonb_each(value) e), '') || '}';
  elsif kind = 'array' then
    if value = '[]' then return '[]'; end if;
    return '[' || coalesce((
      select string_agg(case jsonb_typeof(e.value)
          when 'object' then private.canonical_json(e.value) when 'array' then private.canonical_json(e.value)
          when 'number' then trim_scale(e.value::text::numeric)::text else e.value::text end,
        ',' order by e.position)
      from jsonb_array_elements(value) with ordinality as e (value, position)), '') || ']';
  elsif kind = 'number' then
    return trim_scale(value::text::numeric)::text;
  end if;
  return value::text;
end $$;

-- The clock is read here and not by private.setting: each function called costs more than the row it reads.
create or replace function private.now() returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce((select s.value::timestamptz from private.settings s where s.name = 'clock'), now());
end $$;

-- The day of private.now().
create or replace function private.today() returns date
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (coalesce((select s.value::timestamptz from private.settings s where s.name = 'clock'), now()) at time zone 'Asia/Shanghai')::date;
end $$;

-- Natural days ask no calendar.
create or replace function private.add_days(start date, days int, day_kind text) returns date
language plpgsql stable security definer set search_path = ''
as $$
begin
  if day_kind not in ('natural', 'working') then raise exception 'day_kind_unknown' using errcode = '23514'; end if;
  if day_kind = 'natural' then return start + days; end if;
  return (select x.day from private.days_after(start, days, day_kind) x);
end $$;

-- plpgsql keeps its plans, where sql plans anew at each call.
create or replace function private.session_id() returns uuid
language plpgsql stable set search_path = ''
as $$
begin
  return nullif(auth.jwt() ->> 'session_id', '')::uuid;
end $$;

create or replace function public.journal_head() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('seq', 0, 'recorded_at', '1970-01-01T00:00:00.000Z', 'leaf_hash', '')
      || coalesce((
        select jsonb_build_object('seq', j.seq, 'recorded_at', private.iso_time(j.recorded_at), 'leaf_hash', encode(j.leaf_hash, 'hex'))
        from public.journal j order by j.seq desc limit 1), '{}')
      -- what the desk changes beside the journal (a bureau's contact) moves the revision too
      || jsonb_build_object('revision',
        coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0) || '.'
        || coalesce((select a.audit_entry_id from public.audit_entries a order by a.audit_entry_id desc limit 1), 0)));
end $$;

create or replace function private.oversees(division_code text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select exists (
      select from private.current_memberships() m
      join public.organizations o on o.organization_id = m.organization_id
      where m.role = 'officer' and o.kind = 'bureau'
        and starts_with(oversees.division_code, private.division_prefix(o.division_code))));
end $$;
