-- Foundations: the unexposed schema, default deny, and the small functions that every slice stands on.
-- Nothing here needs an extension beyond what PGlite, PostgreSQL 15+ and Supabase have in their core.

-- 1. Schemas and default privileges ------------------------------------------------------------------------------
-- `private` holds helpers and whatever is not for clients. No table with row level security may ever live in it:
-- the embedded engine grants everything in each schema that has one (docs/adr/0002-embedded-engine.md).

create schema private;
comment on schema private is 'Helpers and data that no client may reach. Not exposed by the API; holds no RLS table.';

revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;

alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated;
alter default privileges in schema private revoke execute on functions from public;

-- 2. Settings -----------------------------------------------------------------------------------------------------

create table private.settings (
  name text not null,
  value text not null,
  constraint settings_pkey primary key (name)
);
comment on table private.settings is 'Switches that SQL must know, written by the server at start: staff_totp_required, demo, clock.';
comment on column private.settings.name is 'Name of the switch.';
comment on column private.settings.value is 'Value as text; ''on'' and ''off'' for switches, an ISO time for clock.';

-- Small functions that every row written calls are plpgsql: it keeps its plans, where sql plans anew at each statement.
create function private.setting(name text) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select s.value from private.settings s where s.name = setting.name);
end $$;
comment on function private.setting(text) is 'Value of a switch, or null when it was never set.';

create function public.configure_hub(settings jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into private.settings (name, value)
  select key, value from jsonb_each_text(settings)
  where key in ('staff_totp_required', 'demo')
  on conflict on constraint settings_pkey do update set value = excluded.value
$$;
comment on function public.configure_hub(jsonb) is 'Writes the switches that the server takes from its environment. Only the service role may call it.';
revoke execute on function public.configure_hub(jsonb) from public, anon, authenticated;
grant execute on function public.configure_hub(jsonb) to service_role;

-- 3. Time ---------------------------------------------------------------------------------------------------------

create function private.now() returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce(private.setting('clock')::timestamptz, now());
end $$;
comment on function private.now() is
  'The time that rules and the journal use. It is now(), unless the loader of demonstration data has set the clock inside its own transaction.';

create function private.today() returns date
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (private.now() at time zone 'Asia/Shanghai')::date;
end $$;
comment on function private.today() is 'The calendar day in Asia/Shanghai, the day that every deadline counts in.';

-- 4. Names and text -----------------------------------------------------------------------------------------------

create function private.uuid_v7() returns uuid
language plpgsql volatile set search_path = ''
as $$
begin
  return encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid;
end $$;
comment on function private.uuid_v7() is 'A UUID version 7 (RFC 9562): sorted by time of creation, so that indexes stay compact.';
grant execute on function private.uuid_v7() to anon, authenticated, service_role;

create function private.short_code(length int default 10) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  bytes bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  code text := '';
  i int := 0;
begin
  while length(code) < short_code.length loop
    -- bytes 6 and 8 of a version 4 UUID carry its version and variant, not chance
    if i not in (6, 8, 22, 24) then
      code := code || substr('23456789abcdefghjkmnpqrstuvwxyz', 1 + (get_byte(bytes, i) % 31), 1);
    end if;
    i := i + 1;
  end loop;
  return code;
end $$;
comment on function private.short_code(int) is
  'A random code of letters and digits that cannot be misread (no 0 1 i l o), used in public addresses. Ten characters carry about 49 bits. Length at most 28.';
grant execute on function private.short_code(int) to anon, authenticated, service_role;

create function private.bigrams(input text) returns text[]
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  before text;
  letter text;
  found text[] := '{}';
begin
  -- a loop, not a query: an import calls it for each row, and a query would be planned anew each time
  foreach letter in array coalesce(string_to_array(regexp_replace(lower(input), '\s+', ' ', 'g'), null), '{}') loop
    if before <> ' ' and letter <> ' ' then found := found || (before || letter); end if;
    before := letter;
  end loop;
  return found;
end $$;
comment on function private.bigrams(text) is
  'Each pair of neighbouring characters: a search index that fits Chinese, which has no spaces between words, and needs no extension.';
grant execute on function private.bigrams(text) to anon, authenticated, service_role;

create function private.canonical_json(value jsonb) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  kind text := jsonb_typeof(value);
begin
  if kind = 'object' then
    return '{' || coalesce((
      select string_agg(to_json(e.key)::text || ':' ||
        case when jsonb_typeof(e.value) in ('object', 'array', 'number')
          then private.canonical_json(e.value) else e.value::text end,
        ',' order by e.key collate "C")
      from jsonb_each(value) e), '') || '}';
  elsif kind = 'array' then
    return '[' || coalesce((
      select string_agg(private.canonical_json(e.value), ',' order by e.position)
      from jsonb_array_elements(value) with ordinality as e (value, position)), '') || ']';
  elsif kind = 'number' then
    return trim_scale(value::text::numeric)::text;
  end if;
  return value::text;
end $$;
comment on function private.canonical_json(jsonb) is
  'RFC 8785 canonical form for what the journal holds: ASCII keys, strings, booleans, null and plain decimal numbers between 1e-6 and 1e21.';
grant execute on function private.canonical_json(jsonb) to anon, authenticated, service_role;

-- 5. Canary -------------------------------------------------------------------------------------------------------

create table public.canaries (
  canary_id int not null,
  song text not null,
  constraint canaries_pkey primary key (canary_id)
);
comment on table public.canaries is 'One row that nobody may read. At each start the server asks for it as anon, and refuses to serve if it gets it.';
comment on column public.canaries.canary_id is 'Always 1.';
comment on column public.canaries.song is 'What a reader would hear if row level security were off.';
alter table public.canaries enable row level security;
insert into public.canaries values (1, 'row level security is off');
grant select on public.canaries to anon, authenticated;
