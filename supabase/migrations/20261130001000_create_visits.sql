-- Visits 核查: who looked at a site on an open day, and the checklist that was frozen when the person was checked in.

-- 1. What to look at ----------------------------------------------------------------------------------------------

alter table public.disclosure_items add column look_at text, add column look_at_en text,
  add constraint disclosure_items_look_at_length check (length(look_at) between 2 and 1000 and length(look_at_en) between 2 and 2000);
comment on column public.disclosure_items.look_at is 'What a visitor can look at on site to see whether the disclosure is true, in plain words.';
comment on column public.disclosure_items.look_at_en is 'The same in English.';

create table public.tolerance_rules (
  tolerance_rule_id uuid not null default private.uuid_v7(),
  code text not null,
  items text[] not null default '{}',
  sort int not null,
  quantity text not null,
  quantity_en text not null,
  unit text not null,
  mode text not null,
  lower numeric,
  upper numeric,
  basis text not null,
  basis_en text,
  nature text not null,
  valid_from date not null,
  valid_until date,
  constraint tolerance_rules_pkey primary key (tolerance_rule_id),
  constraint tolerance_rules_once_key unique (code, valid_from),
  constraint tolerance_rules_code_form check (code ~ '^[a-z][a-z0-9_]{1,40}$'),
  constraint tolerance_rules_mode_known check (mode in ('deviation', 'absolute', 'range')),
  constraint tolerance_rules_bounded check (lower is not null or upper is not null),
  constraint tolerance_rules_order check (lower <= upper),
  constraint tolerance_rules_nature_known check (nature in ('standard', 'default')),
  constraint tolerance_rules_period check (valid_until is null or valid_until >= valid_from)
);
comment on table public.tolerance_rules is
  'What a measured value may be, with the source and the days it holds. What is measured on a visit is judged by the rule in force on that day. Rows are ended or added, never changed otherwise.';
comment on column public.tolerance_rules.tolerance_rule_id is 'UUIDv7.';
comment on column public.tolerance_rules.code is 'Name of the quantity, the same in each period.';
comment on column public.tolerance_rules.items is 'Items of the catalogue whose checklist asks for it; empty: of no item in particular.';
comment on column public.tolerance_rules.sort is 'Order.';
comment on column public.tolerance_rules.quantity is 'What is measured.';
comment on column public.tolerance_rules.quantity_en is 'The same in English.';
comment on column public.tolerance_rules.unit is 'Unit of values and bounds.';
comment on column public.tolerance_rules.mode is
  'deviation: each value less the design value lies between the bounds; absolute: each value does; range: the largest less the smallest does.';
comment on column public.tolerance_rules.lower is 'Lower bound, itself allowed.';
comment on column public.tolerance_rules.upper is 'Upper bound, itself allowed.';
comment on column public.tolerance_rules.basis is 'What it rests on.';
comment on column public.tolerance_rules.basis_en is 'The same in English.';
comment on column public.tolerance_rules.nature is 'standard: a national standard; default: general practice, proposed by the hub.';
comment on column public.tolerance_rules.valid_from is 'First day in force.';
comment on column public.tolerance_rules.valid_until is 'Last day in force; null while open.';
create function private.keep_tolerance_rule() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'valid_until' <> to_jsonb(old) - 'valid_until' then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return new;
end $$;
comment on function private.keep_tolerance_rule() is 'Trigger: what findings were judged by stays; only the end of a rule may change.';
create trigger tolerance_rules_keep before update or delete on public.tolerance_rules
  for each row execute function private.keep_tolerance_rule();
alter table public.tolerance_rules enable row level security;
create policy "Everyone can read what measured values may be" on public.tolerance_rules for select to anon, authenticated using (true);
grant select on public.tolerance_rules to anon, authenticated;

create function private.tolerance_card(r public.tolerance_rules) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('code', r.code, 'quantity', r.quantity, 'quantity_en', r.quantity_en, 'unit', r.unit, 'mode', r.mode,
    'lower', r.lower, 'upper', r.upper, 'basis', r.basis, 'basis_en', r.basis_en)
$$;
comment on function private.tolerance_card(public.tolerance_rules) is 'A tolerance as the checklist shows it.';

create function private.tolerances(item text, day date) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.tolerance_card(r) order by r.sort, r.code), '[]') from public.tolerance_rules r
  where day between r.valid_from and coalesce(r.valid_until, 'infinity')
    and case when tolerances.item is null then r.items = '{}' else r.items @> array[tolerances.item] end
$$;
comment on function private.tolerances(text, date) is 'The tolerances of an item on a day; without an item those that belong to none.';

-- 2. Visits -------------------------------------------------------------------------------------------------------

create table public.visits (
  visit_id uuid not null default private.uuid_v7(),
  code text not null default private.short_code(),
  open_day_id uuid not null,
  project_id uuid not null,
  division_code text not null,
  demo boolean not null default false,
  user_id uuid,
  supervisor_id uuid,
  category text not null,
  kind text not null,
  check_in_id uuid,
  checked_in_at timestamptz,
  void_reason text,
  created_at timestamptz not null default private.now(),
  constraint visits_pkey primary key (visit_id),
  constraint visits_code_key unique (code),
  constraint visits_once_key unique (open_day_id, user_id),
  constraint visits_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint visits_kind_known check (kind in ('checked_in', 'turned_away')),
  constraint visits_checked_in_is_whole check (kind <> 'checked_in' or num_nulls(check_in_id, checked_in_at, supervisor_id) = 0),
  constraint visits_void_reason_known check (void_reason in ('conflict')),
  constraint visits_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id),
  constraint visits_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint visits_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint visits_user_fkey foreign key (user_id) references auth.users (id) on delete set null,
  constraint visits_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id)
);
comment on table public.visits is
  'Who may report on an open day: each registered supervisor who was checked in without a conflict, and whoever had booked, was not let in and says so. Read by the person alone.';
comment on column public.visits.visit_id is 'UUIDv7.';
comment on column public.visits.code is 'Short code of the visit.';
comment on column public.visits.open_day_id is 'The day.';
comment on column public.visits.project_id is 'Its project.';
comment on column public.visits.division_code is 'Division of the project.';
comment on column public.visits.demo is 'Demonstration data.';
comment on column public.visits.user_id is 'The person; null when that account is gone.';
comment on column public.visits.supervisor_id is 'The registration under which the person came; null for whoever was turned away.';
comment on column public.visits.category is 'Category of the booking. All that others learn of the person.';
comment on column public.visits.kind is 'checked_in, or turned_away: may only report that the host was absent or access was refused.';
comment on column public.visits.check_in_id is 'The check-in that made it.';
comment on column public.visits.checked_in_at is 'When the person was checked in, by the device at the gate.';
comment on column public.visits.void_reason is 'conflict: declared at the gate after all, so that nothing more can be reported.';
comment on column public.visits.created_at is 'When the row was written.';
create index visits_user_idx on public.visits (user_id, created_at desc);
create index visits_supervisor_idx on public.visits (supervisor_id);
create index visits_project_idx on public.visits (project_id);
alter table public.visits enable row level security;
create policy "People can read their own visits" on public.visits for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.visits to authenticated;

create table public.visit_items (
  visit_id uuid not null,
  position int not null,
  item text not null,
  disclosure_id uuid not null,
  version int not null,
  content_hash text not null,
  constraint visit_items_pkey primary key (visit_id, position),
  constraint visit_items_once_key unique (visit_id, item),
  constraint visit_items_visit_fkey foreign key (visit_id) references public.visits (visit_id) on delete cascade,
  constraint visit_items_item_fkey foreign key (item) references public.disclosure_items (item),
  constraint visit_items_version_fkey foreign key (disclosure_id, version) references public.disclosure_versions (disclosure_id, version)
);
comment on table public.visit_items is 'The checklist of a visit as it was frozen: what was public when the person was checked in. Never changed; read through functions.';
comment on column public.visit_items.visit_id is 'The visit.';
comment on column public.visit_items.position is 'Order, from 1.';
comment on column public.visit_items.item is 'Item of the catalogue.';
comment on column public.visit_items.disclosure_id is 'The disclosure.';
comment on column public.visit_items.version is 'Its version that was public then.';
comment on column public.visit_items.content_hash is 'The hash of that version.';
create index visit_items_disclosure_idx on public.visit_items (disclosure_id, version);
create trigger visit_items_are_append_only before update on public.visit_items
  for each row execute function private.refuse_change();
alter table public.visit_items enable row level security;

-- 3. Frozen at check-in -------------------------------------------------------------------------------------------

create function private.disclosed_at(project uuid, at timestamptz)
returns table ("position" int, item text, disclosure_id uuid, version int, content_hash text)
language sql stable security definer set search_path = ''
as $$
  select row_number() over (order by i.sort, i.item)::int, d.item, d.disclosure_id, v.version, v.content_hash
  from public.disclosures d join public.disclosure_items i on i.item = d.item
  join public.disclosure_versions v on v.disclosure_id = d.disclosure_id
  where d.project_id = project and v.state in ('published', 'superseded')
    and v.published_at <= disclosed_at.at and (v.superseded_at is null or v.superseded_at > disclosed_at.at)
$$;
comment on function private.disclosed_at(uuid, timestamptz) is 'What a project had disclosed at a time, in the order of the catalogue: each item with the version that was public then.';

create function private.open_visit(c private.check_ins) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  b public.bookings;
  s public.supervisors;
  -- a device's clock may be wrong; nobody was checked in before the day or after it was sent
  came timestamptz;
  visit uuid;
begin
  select * into b from public.bookings x where x.booking_id = c.booking_id;
  select * into o from public.open_days x where x.open_day_id = c.open_day_id;
  came := greatest(least(c.at, private.now()), o.starts_at - interval '1 day');
  if c.conflict then
    update public.visits v set void_reason = 'conflict' where v.open_day_id = c.open_day_id and v.user_id = b.user_id and v.kind = 'checked_in';
    return;
  end if;
  if c.duplicate_of is not null or b.state not in ('confirmed', 'offered', 'attended', 'no_show') then return; end if;
  select * into s from public.supervisors x where x.user_id = b.user_id and x.category = b.category and x.state = 'registered'
    and private.day_of(came) between x.valid_from and x.valid_until limit 1;
  if s.supervisor_id is null then return; end if;
  insert into public.visits as v (open_day_id, project_id, division_code, demo, user_id, supervisor_id, category, kind, check_in_id, checked_in_at)
  values (o.open_day_id, o.project_id, o.division_code, o.demo, b.user_id, s.supervisor_id, b.category, 'checked_in', c.check_in_id, came)
  -- whoever reported from outside was let in after all
  on conflict on constraint visits_once_key do update set kind = 'checked_in', supervisor_id = excluded.supervisor_id,
    check_in_id = excluded.check_in_id, checked_in_at = excluded.checked_in_at where v.kind = 'turned_away'
  returning v.visit_id into visit;
  if visit is null then return; end if;
  insert into public.visit_items (visit_id, position, item, disclosure_id, version, content_hash)
  select visit, x.position, x.item, x.disclosure_id, x.version, x.content_hash from private.disclosed_at(o.project_id, came) x;
end $$;
comment on function private.open_visit(private.check_ins) is
  'A check-in of a registered supervisor opens the visit and freezes its checklist; one that declares a conflict ends it.';

create function private.visit_from_check_in() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.open_visit(new);
  return null;
end $$;
comment on function private.visit_from_check_in() is 'Trigger: whichever way a check-in arrives, it opens the visit.';
create trigger check_ins_open_visits after insert on private.check_ins
  for each row when (new.booking_id is not null) execute function private.visit_from_check_in();
