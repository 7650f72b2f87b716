-- Facts of a disclosure against the fields of its item. src/lib/catalogue/facts.ts says the same in TypeScript; one corpus
-- of examples is put through both.

create function private.is_blank(value jsonb) returns boolean
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  -- the blanks are named, since what a locale takes for one differs between engines
  return value is null or jsonb_typeof(value) = 'null'
    or (jsonb_typeof(value) = 'string' and btrim(value #>> '{}', E' \t\r\n\u00a0\u3000') = '');
end $$;
comment on function private.is_blank(jsonb) is 'Whether a field was left empty: absent, null, or a text of blanks.';

create function private.is_day(input text) returns boolean
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  if input !~ '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then return false; end if;
  return extract(month from make_date(left(input, 4)::int, substr(input, 6, 2)::int, 1) + (right(input, 2)::int - 1))
    = substr(input, 6, 2)::int;
end $$;
comment on function private.is_day(text) is 'Whether a text is a day of the calendar as YYYY-MM-DD, from 1900 to 2099.';

create function private.check_fact(field jsonb, value jsonb) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  kind text := field ->> 'kind';
  type text := jsonb_typeof(value);
  n numeric;
begin
  if kind in ('integer', 'number') then
    if type <> 'number' then return 'not_a_number'; end if;
    n := (value #>> '{}')::numeric;
    if kind = 'integer' and n <> trunc(n) then return 'not_whole'; end if;
    if abs(n) > 1e12 or n < (field ->> 'min')::numeric or n > (field ->> 'max')::numeric then return 'out_of_range'; end if;
    -- what the journal can carry in its canonical form
    if scale(trim_scale(n)) > 6 then return 'too_precise'; end if;
  elsif kind = 'yes_no' then
    if type <> 'boolean' then return 'not_a_choice'; end if;
  elsif kind = 'choice' then
    if type <> 'string' or not exists (
      select from jsonb_array_elements(field -> 'choices') c (choice) where c.choice ->> 'value' = check_fact.value #>> '{}') then
      return 'not_a_choice';
    end if;
  elsif kind = 'date' then
    if type <> 'string' or not private.is_day(value #>> '{}') then return 'not_a_day'; end if;
  else
    if type <> 'string' then return 'not_text'; end if;
    if length(value #>> '{}') > (case when kind = 'long_text' then 2000 else 200 end) then return 'too_long'; end if;
  end if;
  return null;
end $$;
comment on function private.check_fact(jsonb, jsonb) is
  'What is wrong with one value: not_a_number, not_whole, out_of_range, too_precise, not_a_choice, not_a_day, not_text, too_long; or null.';

create function private.check_facts(fields jsonb, facts jsonb, complete boolean) returns jsonb
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  field jsonb;
  value jsonb;
  problem text;
  stranger text;
begin
  if jsonb_typeof(facts) is distinct from 'object' then
    return jsonb_build_object('field', '', 'problem', 'unknown');
  end if;
  select k into stranger from jsonb_object_keys(facts) k
  where not exists (select from jsonb_array_elements(fields) f where f ->> 'name' = k) order by k collate "C" limit 1;
  if stranger is not null then
    return jsonb_build_object('field', stranger, 'problem', 'unknown');
  end if;
  for field in select f.value from jsonb_array_elements(fields) with ordinality f order by f.ordinality loop
    value := facts -> (field ->> 'name');
    if private.is_blank(value) then
      problem := case when complete and (field ->> 'required')::boolean then 'required' end;
    else
      problem := private.check_fact(field, value);
      if problem is null and jsonb_typeof(value) = 'number' and jsonb_typeof(facts -> (field ->> 'at_most')) = 'number'
        and (value #>> '{}')::numeric > (facts ->> (field ->> 'at_most'))::numeric then
        problem := 'more_than';
      end if;
    end if;
    if problem is not null then
      return jsonb_build_object('field', field ->> 'name', 'problem', problem);
    end if;
  end loop;
  return null;
end $$;
comment on function private.check_facts(jsonb, jsonb, boolean) is
  'The first thing that is wrong with facts, {field, problem}, or null. Problems: unknown (no such field), required (only when `complete`), more_than (than the field named by at_most), and those of check_fact.';
grant execute on function private.check_facts(jsonb, jsonb, boolean) to authenticated, service_role;

create function private.check_fields(fields jsonb) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  field jsonb;
  numbers text[];
  problem text;
begin
  if jsonb_typeof(fields) is distinct from 'array' or jsonb_array_length(fields) > 40 then return 'disclosure_fields_form'; end if;
  numbers := array(select f ->> 'name' from jsonb_array_elements(fields) f where f ->> 'kind' in ('integer', 'number'));
  if (select count(distinct f ->> 'name') from jsonb_array_elements(fields) f) < jsonb_array_length(fields) then
    return 'disclosure_fields_name_taken';
  end if;
  for field in select f.value from jsonb_array_elements(fields) with ordinality f order by f.ordinality loop
    problem := case
      when coalesce(field ->> 'name', '') !~ '^[a-z][a-z0-9_]{0,39}$' then 'disclosure_fields_name_form'
      when coalesce(field ->> 'kind', '') not in ('integer', 'number', 'text', 'long_text', 'date', 'choice', 'yes_no')
        or jsonb_typeof(field -> 'required') is distinct from 'boolean' then 'disclosure_fields_form'
      when coalesce(length(field ->> 'label'), 0) not between 1 and 60
        or coalesce(length(field ->> 'label_en'), 0) not between 1 and 120
        or length(field ->> 'unit') > 20 or length(field ->> 'unit_en') > 20
        or length(field ->> 'hint') > 200 or length(field ->> 'hint_en') > 400 then 'disclosure_fields_label'
      when (field ->> 'kind' = 'choice') <> (field ? 'choices') then 'disclosure_fields_choices'
      when field ->> 'kind' not in ('integer', 'number') and (field ? 'min' or field ? 'max' or field ? 'at_most')
        then 'disclosure_fields_range'
      when jsonb_typeof(field -> 'min') <> 'number' or jsonb_typeof(field -> 'max') <> 'number' then 'disclosure_fields_range'
      when (field ->> 'min')::numeric > (field ->> 'max')::numeric then 'disclosure_fields_range'
      when field ? 'at_most' and (field ->> 'at_most' = field ->> 'name' or field ->> 'at_most' <> all (numbers))
        then 'disclosure_fields_range'
    end;
    problem := coalesce(problem, private.check_choices(field -> 'choices'));
    exit when problem is not null;
  end loop;
  return problem;
end $$;
comment on function private.check_fields(jsonb) is
  'What is wrong with the fields of an item, or null: at most 40, names unique, kinds integer, number, text, long_text, date, choice, yes_no; labels in both languages; 2–20 choices for a choice alone; min, max and at_most for numbers alone.';

create function private.check_choices(choices jsonb) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  if choices is null then return null; end if;
  if jsonb_typeof(choices) <> 'array' or jsonb_array_length(choices) not between 2 and 20 then return 'disclosure_fields_choices'; end if;
  if (select count(distinct c ->> 'value') from jsonb_array_elements(choices) c) < jsonb_array_length(choices)
    or exists (select from jsonb_array_elements(choices) c
      where coalesce(c ->> 'value', '') !~ '^[a-z][a-z0-9_]{0,39}$'
        or coalesce(length(c ->> 'label'), 0) not between 1 and 60
        or coalesce(length(c ->> 'label_en'), 0) not between 1 and 120) then
    return 'disclosure_fields_choices';
  end if;
  return null;
end $$;
comment on function private.check_choices(jsonb) is 'What is wrong with the choices of a field, or null.';

create function private.check_new_fields(before jsonb, after jsonb) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  if exists (select from jsonb_array_elements(before) b
    where not exists (select from jsonb_array_elements(after) a where a ->> 'name' = b ->> 'name')) then
    return 'disclosure_fields_removed';
  end if;
  if exists (select from jsonb_array_elements(before) b join jsonb_array_elements(after) a on a ->> 'name' = b ->> 'name'
    where a ->> 'kind' <> b ->> 'kind'
      or (a ->> 'unit') is distinct from (b ->> 'unit')
      or ((a ->> 'required')::boolean and not (b ->> 'required')::boolean)
      or exists (select from jsonb_array_elements(b -> 'choices') c
        where not exists (select from jsonb_array_elements(a -> 'choices') d where d ->> 'value' = c ->> 'value'))) then
    return 'disclosure_fields_retyped';
  end if;
  return null;
end $$;
comment on function private.check_new_fields(jsonb, jsonb) is
  'Whether disclosures made with the fields before can still be read with those after: none removed, retyped, measured in another unit, made required, or robbed of a choice.';
