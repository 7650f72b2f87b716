-- What pages of the catalogue ask, each in one round trip, as the caller.

grant execute on function private.today() to anon, authenticated, service_role;

create function private.rule_card(r public.deadline_rules) returns jsonb
language sql stable set search_path = ''
as $$
  select to_jsonb(r) || jsonb_build_object('division', d.name, 'division_en', d.name_en,
    'created_at', private.iso_time(r.created_at))
  from public.divisions d where d.division_code = r.division_code
$$;
comment on function private.rule_card(public.deadline_rules) is 'A rule as pages show it.';
grant execute on function private.rule_card(public.deadline_rules) to anon, authenticated, service_role;

create function private.item_card(i public.disclosure_items) returns jsonb
language sql stable set search_path = ''
as $$
  select to_jsonb(i) || jsonb_build_object('division', d.name, 'division_en', d.name_en,
    'milestone', k.name, 'milestone_en', k.name_en)
  from public.divisions d, public.milestone_kinds k where d.division_code = i.division_code and k.kind = i.milestone_kind
$$;
comment on function private.item_card(public.disclosure_items) is 'An item as pages show it.';
grant execute on function private.item_card(public.disclosure_items) to anon, authenticated, service_role;

create function private.matching_items(filters jsonb) returns setof public.disclosure_items
language sql stable set search_path = ''
as $$
  select i.* from public.disclosure_items i
  where (filters ->> 'division' is null
      -- what holds in the division, and what its own divisions add
      or starts_with(filters ->> 'division', private.division_prefix(i.division_code))
      or starts_with(i.division_code, private.division_prefix(filters ->> 'division')))
    and (filters ->> 'stage' is null or i.stage = filters ->> 'stage')
    and (filters ->> 'need' is null or i.mandatory = (filters ->> 'need' = 'mandatory'))
    and case coalesce(filters ->> 'state', 'in_force')
      when 'in_force' then private.today() between i.valid_from and coalesce(i.valid_until, 'infinity')
      when 'coming' then i.valid_from > private.today() and coalesce(i.valid_until, 'infinity') >= i.valid_from
      when 'ended' then i.valid_until < greatest(private.today(), i.valid_from)
      else true
    end
$$;
comment on function private.matching_items(jsonb) is
  'Items that pass the filters: division (those that hold there and those added inside), stage, need (mandatory|optional), state (in_force, the default; coming; ended; all).';
grant execute on function private.matching_items(jsonb) to anon, authenticated, service_role;

create function public.browse_disclosure_items(filters jsonb default '{}', page_number int default 1, page_size int default 20)
returns jsonb
language sql stable security invoker set search_path = ''
as $$
  with found as (
    select i.*, row_number() over (
      order by array_position(array['permitting', 'construction', 'completion'], i.stage), i.sort, i.item) as position
    from private.matching_items(filters) i
  ), page as (
    select f.item, f.position from found f
    where f.position > (greatest(page_number, 1) - 1) * least(greatest(page_size, 1), 100)
    order by f.position limit least(greatest(page_size, 1), 100)
  )
  select jsonb_build_object(
    'total', (select count(*) from found), 'mandatory', (select count(*) from found f where f.mandatory),
    'rows', coalesce((select jsonb_agg(private.item_card(i) || jsonb_build_object('rules', coalesce((
        select jsonb_agg(private.rule_card(r) order by length(private.division_prefix(r.division_code)), r.division_code, r.valid_from)
        from public.deadline_rules r where r.item = i.item and r.subject = 'disclosure'
          and private.today() between r.valid_from and coalesce(r.valid_until, 'infinity')
          and (filters ->> 'division' is null
            or starts_with(filters ->> 'division', private.division_prefix(r.division_code))
            or starts_with(r.division_code, private.division_prefix(filters ->> 'division')))), '[]')) order by p.position)
      from page p join public.disclosure_items i on i.item = p.item), '[]'))
$$;
comment on function public.browse_disclosure_items(jsonb, int, int) is
  'A page of the catalogue along the life of a project: {total, mandatory, rows with their rules of today}. At most 100 rows.';
revoke execute on function public.browse_disclosure_items(jsonb, int, int) from public;
grant execute on function public.browse_disclosure_items(jsonb, int, int) to anon, authenticated, service_role;

create function public.disclosure_item_page(item text) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select private.item_card(i) || jsonb_build_object(
    'rules', coalesce((select jsonb_agg(private.rule_card(r)
        order by length(private.division_prefix(r.division_code)), r.division_code, r.valid_from desc)
      from public.deadline_rules r where r.subject = 'disclosure' and r.item = i.item), '[]'),
    'revisions', (select jsonb_agg(jsonb_build_object('version', v.version, 'facts', v.facts, 'changed_at', private.iso_time(v.changed_at))
        order by v.version desc)
      from public.disclosure_item_revisions v where v.item = i.item))
  from public.disclosure_items i where i.item = disclosure_item_page.item
$$;
comment on function public.disclosure_item_page(text) is 'An item with all its rules and all its versions, newest first; null for an unknown one.';
revoke execute on function public.disclosure_item_page(text) from public;
grant execute on function public.disclosure_item_page(text) to anon, authenticated, service_role;

create function public.preview_deadlines(division text, on_day date, only_item text default null) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'item', i.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'mandatory', i.mandatory,
      'applies_when', i.applies_when, 'milestone', k.name, 'milestone_en', k.name_en,
      'rule', case when r.deadline_rule_id is not null then private.rule_card(r) end,
      'due_on', private.add_days(on_day, r.days, r.day_kind))
    order by array_position(array['permitting', 'construction', 'completion'], i.stage), i.sort, i.item), '[]')
  from public.disclosure_items i
  join public.milestone_kinds k on k.kind = i.milestone_kind
  left join lateral private.deadline_rule_for('disclosure', i.item, division, on_day) r on r.deadline_rule_id is not null
  where starts_with(division, private.division_prefix(i.division_code))
    and on_day between i.valid_from and coalesce(i.valid_until, 'infinity')
    and (only_item is null or i.item = only_item)
$$;
comment on function public.preview_deadlines(text, date, text) is
  'What would be due when, had each milestone been reached on that day in that division: [{item, name, milestone, rule, due_on}]. rule and due_on are null where no rule was in force.';
revoke execute on function public.preview_deadlines(text, date, text) from public;
grant execute on function public.preview_deadlines(text, date, text) to anon, authenticated, service_role;

create function private.working_days_of(year int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(m.n order by m.month), '[]') from (
    select extract(month from w.day) as month, count(*) filter (where w.works) as n from private.working_days w
    where w.day between make_date(working_days_of.year, 1, 1) and make_date(working_days_of.year, 12, 31) group by 1) m
$$;
comment on function private.working_days_of(int) is 'Working days of each month of a year.';
grant execute on function private.working_days_of(int) to anon, authenticated, service_role;

create function public.calendar_year(year int) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'months', private.working_days_of(calendar_year.year),
    'known_until', (select max(y.year) from (select extract(year from c.day)::int as year from public.calendar_days c
      where not c.works group by 1 having count(*) > 6) y),
    'days', coalesce((select jsonb_agg(to_jsonb(c) order by c.day, c.source desc) from public.calendar_days c
      where c.day between make_date(calendar_year.year, 1, 1) and make_date(calendar_year.year, 12, 31)), '[]'))
$$;
comment on function public.calendar_year(int) is
  'A year of the calendar: {months: working days of each, known_until: last year with more than a few holidays entered, days: what differs from Monday–Friday}.';
revoke execute on function public.calendar_year(int) from public;
grant execute on function public.calendar_year(int) to anon, authenticated, service_role;
