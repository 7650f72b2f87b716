-- How the catalogue, the rules of deadlines and the calendar change. What changes is public at once and told by the audit
-- trail, which moves the caches on; it is no news of the journal.

create function private.may_write_catalogue(division_code text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return auth.role() = 'service_role' or private.is_administrator() or private.oversees(division_code);
end $$;
comment on function private.may_write_catalogue(text) is
  'Whether the caller may add and change items and rules of a division: its officers, those above it, administrators.';

-- 1. Items --------------------------------------------------------------------------------------------------------

create function private.item_from(facts jsonb, before public.disclosure_items) returns public.disclosure_items
language plpgsql stable set search_path = ''
as $$
declare
  known text[] := '{name,name_en,stage,sort,mandatory,provider_roles,confirmer_roles,milestone_kind,applies_when,fields,what,what_en,why,why_en,how,how_en,basis,basis_en,valid_from}';
begin
  return jsonb_populate_record(before,
    (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(facts) f where f.key = any (known)));
end $$;
comment on function private.item_from(jsonb, public.disclosure_items) is 'A row of the catalogue with what facts say put over what it was before.';

create function private.item_problem(before public.disclosure_items, after public.disclosure_items) returns text
language plpgsql stable set search_path = ''
as $$
declare
  problem text;
begin
  problem := case
    when not exists (select from public.milestone_kinds k where k.kind = after.milestone_kind
      and starts_with(after.division_code, private.division_prefix(k.division_code))) then 'milestone_kind_unknown'
    -- what is in force already decided deadlines, which may not move with hindsight: end it and add another
    when before.item is not null and before.valid_from <= private.today()
      and (before.milestone_kind, before.applies_when, before.valid_from, before.mandatory)
        <> (after.milestone_kind, after.applies_when, after.valid_from, after.mandatory) then 'disclosure_item_fixed'
    when before.item is not null and before.valid_until < private.today() then 'disclosure_item_ended'
  end;
  problem := coalesce(problem, private.check_fields(after.fields));
  if problem is null and before.item is not null and before.valid_from <= private.today() then
    problem := private.check_new_fields(before.fields, after.fields);
  end if;
  return problem;
end $$;
comment on function private.item_problem(public.disclosure_items, public.disclosure_items) is
  'Why an item may not become what it would, or null: milestone_kind_unknown, disclosure_item_fixed, disclosure_item_ended, disclosure_fields_….';

create function public.save_disclosure_item(facts jsonb, expected_version int default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  before public.disclosure_items;
  after public.disclosure_items;
  problem text;
begin
  select * into before from public.disclosure_items i where i.item = facts ->> 'item' for update;
  if not private.may_write_catalogue(
    coalesce(case when expected_version is null then facts ->> 'division_code' else before.division_code end, '')) then
    raise exception 'outside_own_division' using errcode = '42501';
  end if;
  if before.item is not null and expected_version is null then
    raise exception 'disclosure_item_exists' using errcode = '23505';
  end if;
  if before.version is distinct from expected_version then
    raise exception 'disclosure_item_changed_meanwhile' using errcode = '40001';
  end if;
  if before.item is null then
    after.item := facts ->> 'item';
    after.division_code := facts ->> 'division_code';
    after.mandatory := false;
    after.confirmer_roles := '{supervising_engineer,third_party}';
    after.applies_when := 'always';
    after.fields := '[]';
    after.version := 1;
    after.demo := auth.role() = 'service_role' and coalesce((facts ->> 'demo')::boolean, false);
  else
    after := before;
  end if;
  after := private.item_from(facts, after);
  problem := private.item_problem(before, after);
  if problem is not null then
    raise exception '%', problem using errcode = '23514';
  end if;
  if before.item is null then
    insert into public.disclosure_items select after.*;
  elsif to_jsonb(before) <> to_jsonb(after) then
    after.version := before.version + 1;
    update public.disclosure_items i set
      name = after.name, name_en = after.name_en, stage = after.stage, sort = after.sort, mandatory = after.mandatory,
      provider_roles = after.provider_roles, confirmer_roles = after.confirmer_roles, milestone_kind = after.milestone_kind,
      applies_when = after.applies_when, fields = after.fields, what = after.what, what_en = after.what_en,
      why = after.why, why_en = after.why_en, how = after.how, how_en = after.how_en,
      basis = after.basis, basis_en = after.basis_en, valid_from = after.valid_from, version = after.version
    where i.item = after.item;
  end if;
  perform private.audit('disclosure_item.saved', after.item, jsonb_build_object('name', after.name, 'version', after.version));
  return jsonb_build_object('item', after.item, 'version', after.version);
end $$;
comment on function public.save_disclosure_item(jsonb, int) is
  'Adds an item of the catalogue, or changes the version that was read. For officers of its division and above. Returns {item, version}. Raises 42501 outside_own_division, 23505 disclosure_item_exists, 40001 disclosure_item_changed_meanwhile, 23514 with a reason.';
revoke execute on function public.save_disclosure_item(jsonb, int) from public, anon;
grant execute on function public.save_disclosure_item(jsonb, int) to authenticated, service_role;

create function public.end_disclosure_item(item text, on_day date) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  i public.disclosure_items;
begin
  select * into i from public.disclosure_items x where x.item = end_disclosure_item.item for update;
  if i.item is null then raise exception 'disclosure_item_not_found' using errcode = 'P0002'; end if;
  if not private.may_write_catalogue(i.division_code) then
    raise exception 'outside_own_division' using errcode = '42501';
  end if;
  if i.valid_until < private.today() then raise exception 'disclosure_item_ended' using errcode = '55000'; end if;
  if on_day is null or on_day < private.today() then
    raise exception 'ends_in_the_past' using errcode = '23514';
  end if;
  -- the day before its first one says that it never begins
  update public.disclosure_items x set valid_until = greatest(on_day, i.valid_from - 1), version = i.version + 1 where x.item = i.item;
  perform private.audit('disclosure_item.ended', i.item, jsonb_build_object('name', i.name, 'on', on_day));
  return i.version + 1;
end $$;
comment on function public.end_disclosure_item(text, date) is
  'The last day of an item, today or later. Returns its version. Raises 42501 outside_own_division, P0002 disclosure_item_not_found, 55000 disclosure_item_ended, 23514 ends_in_the_past.';
revoke execute on function public.end_disclosure_item(text, date) from public, anon;
grant execute on function public.end_disclosure_item(text, date) to authenticated, service_role;

-- 2. Rules --------------------------------------------------------------------------------------------------------

create function public.add_deadline_rule(facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  r public.deadline_rules := jsonb_populate_record(null::public.deadline_rules, facts);
  called text;
begin
  if not private.may_write_catalogue(coalesce(r.division_code, '')) then
    raise exception 'outside_own_division' using errcode = '42501';
  end if;
  r.subject := coalesce(r.subject, 'disclosure');
  select i.name into called from private.rule_item(r.subject, r.item) i;
  if called is null then
    raise exception 'disclosure_item_not_found' using errcode = 'P0002';
  end if;
  -- one that still runs there gives way the day before
  if coalesce((facts ->> 'replaces')::boolean, false) then
    update public.deadline_rules x set valid_until = r.valid_from - 1
    where x.subject = r.subject and x.item = r.item and x.division_code = r.division_code
      and x.valid_from < r.valid_from and coalesce(x.valid_until, 'infinity') >= r.valid_from;
  end if;
  insert into public.deadline_rules (subject, item, division_code, days, day_kind, basis, basis_en, nature, valid_from, valid_until)
  values (r.subject, r.item, r.division_code, r.days, r.day_kind, r.basis, r.basis_en, r.nature, r.valid_from, r.valid_until)
  returning deadline_rule_id into r.deadline_rule_id;
  perform private.audit('deadline_rule.added', r.deadline_rule_id::text, facts || jsonb_build_object('name', called));
  return r.deadline_rule_id;
end $$;
comment on function public.add_deadline_rule(jsonb) is
  'Adds a rule: {subject (disclosure unless given), item (for open days a kind of milestone), division_code, days, day_kind, nature, basis, basis_en, valid_from, valid_until, replaces}. With replaces, the rule that still runs in the same division ends the day before. Raises 42501 outside_own_division, P0002 disclosure_item_not_found, 23514 deadline_rules_overlap, deadline_rule_outside_item.';
revoke execute on function public.add_deadline_rule(jsonb) from public, anon;
grant execute on function public.add_deadline_rule(jsonb) to authenticated, service_role;

create function public.end_deadline_rule(rule uuid, on_day date) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  r public.deadline_rules;
begin
  select * into r from public.deadline_rules x where x.deadline_rule_id = rule for update;
  if r.deadline_rule_id is null then raise exception 'deadline_rule_not_found' using errcode = 'P0002'; end if;
  if not private.may_write_catalogue(r.division_code) then
    raise exception 'outside_own_division' using errcode = '42501';
  end if;
  if r.valid_until < private.today() then raise exception 'deadline_rule_ended' using errcode = '55000'; end if;
  if on_day is null or on_day < r.valid_from - 1 then raise exception 'ends_before_it_begins' using errcode = '23514'; end if;
  update public.deadline_rules x set valid_until = on_day where x.deadline_rule_id = rule;
  perform private.audit('deadline_rule.ended', rule::text, jsonb_build_object('item', r.item, 'on', on_day,
    'name', (select i.name from private.rule_item(r.subject, r.item) i)));
end $$;
comment on function public.end_deadline_rule(uuid, date) is
  'The last day of a rule that still runs; the day before its first: never in force. Raises 42501 outside_own_division, P0002 deadline_rule_not_found, 55000 deadline_rule_ended, 23514 ends_before_it_begins, deadline_rules_overlap.';
revoke execute on function public.end_deadline_rule(uuid, date) from public, anon;
grant execute on function public.end_deadline_rule(uuid, date) to authenticated, service_role;

-- 3. Calendar -----------------------------------------------------------------------------------------------------

create function public.load_calendar(days jsonb) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  removed int := 0;
  written int := 0;
begin
  if jsonb_typeof(days) is distinct from 'array' or jsonb_array_length(days) = 0 then
    raise exception 'calendar_empty' using errcode = '23514';
  end if;
  -- Asked first and written only then: a statement that changes no row would still set off the reckoning of each deadline.
  if exists (select from public.calendar_days c where c.source = 'package'
    and not exists (select from jsonb_array_elements(days) d where (d ->> 'day')::date = c.day)) then
    delete from public.calendar_days c where c.source = 'package'
      and not exists (select from jsonb_array_elements(days) d where (d ->> 'day')::date = c.day);
    get diagnostics removed = row_count;
  end if;
  if exists (
    select d.day, d.works, d.name, d.name_en, d.basis
    from jsonb_to_recordset(days) d (day date, works boolean, name text, name_en text, basis text)
    except select c.day, c.works, c.name, c.name_en, c.basis from public.calendar_days c where c.source = 'package') then
    insert into public.calendar_days as c (day, source, works, name, name_en, basis)
    select d.day, 'package', d.works, d.name, d.name_en, d.basis
    from jsonb_to_recordset(days) d (day date, works boolean, name text, name_en text, basis text)
    on conflict on constraint calendar_days_pkey do update
      set works = excluded.works, name = excluded.name, name_en = excluded.name_en, basis = excluded.basis
      where (c.works, c.name, c.name_en, c.basis) is distinct from (excluded.works, excluded.name, excluded.name_en, excluded.basis);
    get diagnostics written = row_count;
  end if;
  if removed + written > 0 then
    perform private.audit('calendar.loaded', null, jsonb_build_object('removed', removed, 'written', written));
  end if;
  return removed + written;
end $$;
comment on function public.load_calendar(jsonb) is
  'Makes the package''s part of the calendar what it is given, [{day, works, name, name_en, basis}], writing differences only. Returns how many. Only the service role may call it.';
revoke execute on function public.load_calendar(jsonb) from public, anon, authenticated;
grant execute on function public.load_calendar(jsonb) to service_role;

create function private.require_calendar_officer() returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.may_write_catalogue('420000') then
    raise exception 'province_required' using errcode = '42501';
  end if;
end $$;
comment on function private.require_calendar_officer() is 'Raises 42501 province_required unless the caller is an officer of the province or an administrator.';

create function public.set_calendar_day(
  day date, works boolean, name text, basis text, last date default null, name_en text default null
) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  written int;
begin
  perform private.require_calendar_officer();
  if coalesce(set_calendar_day.last, set_calendar_day.day) not between set_calendar_day.day and set_calendar_day.day + 30 then
    raise exception 'calendar_range' using errcode = '23514';
  end if;
  insert into public.calendar_days as c (day, source, works, name, name_en, basis)
  select d::date, 'officer', set_calendar_day.works, set_calendar_day.name, set_calendar_day.name_en, set_calendar_day.basis
  from generate_series(set_calendar_day.day::timestamp, coalesce(set_calendar_day.last, set_calendar_day.day)::timestamp, interval '1 day') d
  on conflict on constraint calendar_days_pkey do update
    set works = excluded.works, name = excluded.name, name_en = excluded.name_en, basis = excluded.basis;
  get diagnostics written = row_count;
  perform private.audit('calendar_day.set', set_calendar_day.day::text,
    jsonb_build_object('name', set_calendar_day.name, 'works', set_calendar_day.works, 'last', set_calendar_day.last));
  return written;
end $$;
comment on function public.set_calendar_day(date, boolean, text, text, date, text) is
  'Says for a day, or for all until `last` (at most 31), whether it is a working day, over what the package says. Returns the number of days. Officers of the province and administrators. Raises 42501 province_required, 23514 calendar_range.';
revoke execute on function public.set_calendar_day(date, boolean, text, text, date, text) from public, anon;
grant execute on function public.set_calendar_day(date, boolean, text, text, date, text) to authenticated, service_role;

create function public.clear_calendar_day(day date) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_calendar_officer();
  delete from public.calendar_days c where c.day = clear_calendar_day.day and c.source = 'officer';
  if not found then raise exception 'calendar_day_not_found' using errcode = 'P0002'; end if;
  perform private.audit('calendar_day.cleared', clear_calendar_day.day::text);
end $$;
comment on function public.clear_calendar_day(date) is
  'Takes back what an officer entered for a day. Raises 42501 province_required, P0002 calendar_day_not_found.';
revoke execute on function public.clear_calendar_day(date) from public, anon;
grant execute on function public.clear_calendar_day(date) to authenticated, service_role;
