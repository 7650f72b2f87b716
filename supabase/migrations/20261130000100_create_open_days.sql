-- Open days 工地开放日: what milestones ask for, the days themselves, seats, bookings and who came. Persons stand in rows that
-- they alone can read, or in `private`; the journal names none.

-- 1. One engine of deadlines --------------------------------------------------------------------------------------
-- Rules of open days are rules like those of disclosures: by division and period, never changed, only ended or added. Their
-- item is a kind of milestone, so that what an item must be depends on the subject and is looked at by the guard.

alter table public.deadline_rules drop constraint deadline_rules_item_fkey;
alter table public.deadline_rules drop constraint deadline_rules_subject_known;
alter table public.deadline_rules add constraint deadline_rules_subject_known
  check (subject in ('disclosure', 'open_day', 'open_day_notice'));
comment on column public.deadline_rules.subject is
  'What the deadline is of: disclosure (published by), open_day (held by), open_day_notice (announced by).';
comment on column public.deadline_rules.item is 'The item of the catalogue; for open days the kind of milestone.';

create function private.rule_item(subject text, item text) returns table (name text, division_code text)
language sql stable security definer set search_path = ''
as $$
  select i.name, i.division_code from public.disclosure_items i where rule_item.subject = 'disclosure' and i.item = rule_item.item
  union all
  select k.name, k.division_code from public.milestone_kinds k where rule_item.subject <> 'disclosure' and k.kind = rule_item.item
$$;
comment on function private.rule_item(text, text) is 'What a rule is about: name and division of the item, or of the milestone; no row for an unknown one.';

create or replace function private.guard_deadline_rule() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - 'valid_until' <> to_jsonb(old) - 'valid_until' then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  -- two officers at once must not each find the period free
  perform pg_advisory_xact_lock(4206, 4);
  if not exists (select from private.rule_item(new.subject, new.item) i
    where starts_with(new.division_code, private.division_prefix(i.division_code))) then
    raise exception 'deadline_rule_outside_item' using errcode = '23514';
  end if;
  if new.valid_until is distinct from new.valid_from - 1 and exists (
    select from public.deadline_rules r
    where r.subject = new.subject and r.item = new.item and r.division_code = new.division_code
      and r.deadline_rule_id <> new.deadline_rule_id
      and r.valid_from <= coalesce(new.valid_until, 'infinity')
      and new.valid_from <= coalesce(r.valid_until, 'infinity')
      and r.valid_until is distinct from r.valid_from - 1) then
    raise exception 'deadline_rules_overlap' using errcode = '23514';
  end if;
  return new;
end $$;

create or replace function public.add_deadline_rule(facts jsonb) returns uuid
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

create or replace function public.end_deadline_rule(rule uuid, on_day date) returns void
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

-- an item and a milestone may bear the same name in code
create or replace function public.disclosure_item_page(item text) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select private.item_card(i) || jsonb_build_object(
    'rules', coalesce((select jsonb_agg(private.rule_card(r)
        order by length(private.division_prefix(r.division_code)), r.division_code, r.valid_from desc)
      from public.deadline_rules r where r.item = i.item and r.subject = 'disclosure'), '[]'),
    'revisions', (select jsonb_agg(jsonb_build_object('version', v.version, 'facts', v.facts, 'changed_at', private.iso_time(v.changed_at))
        order by v.version desc)
      from public.disclosure_item_revisions v where v.item = i.item))
  from public.disclosure_items i where i.item = disclosure_item_page.item
$$;

-- 2. What a milestone asks for ------------------------------------------------------------------------------------

create table public.open_day_kinds (
  open_day_kind_id uuid not null default private.uuid_v7(),
  milestone_kind text not null,
  division_code text not null default '420000',
  notice_days int not null,
  window_days int not null,
  minimum jsonb not null default '{}',
  seats jsonb not null default '{}',
  notify text[] not null default '{}',
  basis text not null,
  basis_en text,
  nature text not null,
  valid_from date not null,
  valid_until date,
  created_at timestamptz not null default private.now(),
  constraint open_day_kinds_pkey primary key (open_day_kind_id),
  constraint open_day_kinds_notice_days_range check (notice_days between 0 and 60),
  constraint open_day_kinds_window_days_range check (window_days between 0 and 180),
  constraint open_day_kinds_minimum_object check (jsonb_typeof(minimum) = 'object' and jsonb_typeof(seats) = 'object'),
  constraint open_day_kinds_notify_known check (notify <@ array['deputy', 'expert', 'media', 'resident', 'public', 'bureau']),
  constraint open_day_kinds_basis_length check (length(basis) between 2 and 400 and length(basis_en) between 2 and 800),
  constraint open_day_kinds_nature_known check (nature in ('statutory', 'policy', 'default')),
  constraint open_day_kinds_period check (valid_until is null or valid_until >= valid_from - 1),
  constraint open_day_kinds_milestone_kind_fkey foreign key (milestone_kind) references public.milestone_kinds (kind),
  constraint open_day_kinds_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.open_day_kinds is
  'Which milestones ask for an open day, by division and period; the most specific division wins. When it is to be held and announced by stands in deadline_rules.';
comment on column public.open_day_kinds.open_day_kind_id is 'UUIDv7.';
comment on column public.open_day_kinds.milestone_kind is 'The milestone.';
comment on column public.open_day_kinds.division_code is 'Where it holds, with all inside.';
comment on column public.open_day_kinds.notice_days is 'Days between the announcement and the day, at the least.';
comment on column public.open_day_kinds.window_days is 'Days around the milestone in which the day makes sense.';
comment on column public.open_day_kinds.minimum is 'How many of each category should take part at the least: {category: number}.';
comment on column public.open_day_kinds.seats is 'Seats that the hub proposes: {category: number}.';
comment on column public.open_day_kinds.notify is 'Who is told of the announcement: categories, and bureau.';
comment on column public.open_day_kinds.basis is 'What it rests on.';
comment on column public.open_day_kinds.basis_en is 'The same in English, where written.';
comment on column public.open_day_kinds.nature is 'statutory 法定, policy 政策, default (of this hub, where neither says a number).';
comment on column public.open_day_kinds.valid_from is 'First day in force.';
comment on column public.open_day_kinds.valid_until is 'Last day in force; null while open. The day before valid_from: never in force.';
comment on column public.open_day_kinds.created_at is 'When it was entered.';
create index open_day_kinds_milestone_kind_idx on public.open_day_kinds (milestone_kind, division_code, valid_from);

alter table public.open_day_kinds enable row level security;
create policy "Everyone can read what milestones ask for" on public.open_day_kinds for select to anon, authenticated using (true);
grant select on public.open_day_kinds to anon, authenticated;

insert into public.open_day_kinds (milestone_kind, notice_days, window_days, minimum, seats, notify, nature, valid_from, basis, basis_en) values
  ('structure_acceptance', 7, 20, '{"deputy": 2, "expert": 1, "media": 1, "resident": 3}',
    '{"deputy": 4, "expert": 3, "media": 3, "resident": 10, "public": 10}', '{deputy,expert,media,resident,bureau}', 'default', '2020-04-01',
    '《住宅工程质量信息公示试点工作方案》三（四）要求在主体结构验收等重要节点组织工地开放日，未规定天数和人数。平台默认：提前 7 日公告，各类代表均有名额。',
    'The plan asks for open days at key milestones such as main-structure acceptance and gives no numbers. Default of this hub: announced 7 days before, with seats for each category.'),
  ('concealed_acceptance', 7, 10, '{"deputy": 1, "expert": 1, "resident": 3}',
    '{"deputy": 3, "expert": 3, "media": 2, "resident": 10, "public": 6}', '{deputy,expert,media,resident,bureau}', 'default', '2020-04-01',
    '《住宅工程质量信息公示试点工作方案》三（四）要求在装修关键工序隐蔽验收等重要节点组织工地开放日，未规定天数和人数。平台默认：提前 7 日公告，各类代表均有名额。',
    'The plan asks for open days at the concealed acceptance of key fit-out processes and gives no numbers. Default of this hub: announced 7 days before, with seats for each category.');

insert into public.deadline_rules (subject, item, days, day_kind, nature, valid_from, basis, basis_en) values
  ('open_day', 'structure_acceptance', 15, 'working', 'default', '2020-04-01',
    '方案未规定天数。平台默认：主体结构分部验收后 15 个工作日内举办。',
    'The plan gives no number of days. Default of this hub: held within 15 working days after main-structure acceptance.'),
  ('open_day_notice', 'structure_acceptance', 5, 'working', 'default', '2020-04-01',
    '方案未规定天数。平台默认：主体结构分部验收后 5 个工作日内公告。',
    'The plan gives no number of days. Default of this hub: announced within 5 working days after main-structure acceptance.'),
  ('open_day', 'concealed_acceptance', 5, 'working', 'default', '2020-04-01',
    '方案未规定天数。平台默认：装修隐蔽验收后 5 个工作日内、封闭前举办。',
    'The plan gives no number of days. Default of this hub: held within 5 working days after the concealed acceptance, before the work is closed.'),
  ('open_day_notice', 'concealed_acceptance', -7, 'natural', 'default', '2020-04-01',
    '方案未规定天数。平台默认：装修隐蔽验收 7 日前公告。',
    'The plan gives no number of days. Default of this hub: announced 7 days before the concealed acceptance.');

-- 3. Open days ----------------------------------------------------------------------------------------------------

create table public.open_day_series (
  series_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  frequency text not null,
  until date not null,
  facts jsonb not null,
  created_at timestamptz not null default private.now(),
  constraint open_day_series_pkey primary key (series_id),
  constraint open_day_series_frequency_known check (frequency in ('weekly', 'monthly')),
  constraint open_day_series_facts_object check (jsonb_typeof(facts) = 'object' and length(facts::text) <= 20000),
  constraint open_day_series_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade
);
comment on table public.open_day_series is 'Days that come again each week or month. Each day is a row of open_days of its own.';
comment on column public.open_day_series.series_id is 'UUIDv7.';
comment on column public.open_day_series.project_id is 'The project.';
comment on column public.open_day_series.frequency is 'weekly or monthly.';
comment on column public.open_day_series.until is 'Last day of the series.';
comment on column public.open_day_series.facts is 'What each day says, as save_open_day takes it.';
comment on column public.open_day_series.created_at is 'When it was made.';
create index open_day_series_project_idx on public.open_day_series (project_id);
alter table public.open_day_series enable row level security;
create policy "Those who take part can read series" on public.open_day_series for select to authenticated
  using (private.takes_part(project_id));
grant select on public.open_day_series to authenticated;

create table public.open_days (
  open_day_id uuid not null default private.uuid_v7(),
  slug text not null default private.short_code(),
  project_id uuid not null,
  division_code text not null,
  demo boolean not null default false,
  milestone_kind text,
  origin text not null,
  state text not null default 'proposed',
  status text not null default 'ahead',
  milestone_on date,
  milestone_reached boolean not null default false,
  due_on date,
  announce_by date,
  deadline_rule_id uuid,
  notice_rule_id uuid,
  overdue_seq bigint,
  reminded int,
  notice_days int not null default 0,
  minimum jsonb not null default '{}',
  notify text[] not null default '{}',
  series_id uuid,
  title text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  meeting_point text,
  lat double precision,
  lng double precision,
  route text,
  shown text,
  items text[] not null default '{}',
  capacity int not null default 0,
  taken int not null default 0,
  queue_head int not null default 0,
  booking_closes_at timestamptz,
  min_age int,
  safety jsonb not null default '{}',
  max_party int not null default 5,
  offer_hours int not null default 24,
  sequence int not null default 0,
  edits int not null default 1,
  announced_at timestamptz,
  change_reason text,
  cancelled_reason text,
  cancelled_note text,
  rescheduled_from timestamptz,
  held_at timestamptz,
  attended jsonb not null default '{}',
  changed_at timestamptz not null default private.now(),
  constraint open_days_pkey primary key (open_day_id),
  constraint open_days_slug_key unique (slug),
  constraint open_days_origin_known check (origin in ('milestone', 'voluntary', 'series', 'request')),
  constraint open_days_milestone_when_owed check (origin <> 'milestone' or milestone_kind is not null),
  constraint open_days_state_known check (state in ('proposed', 'announced', 'held', 'cancelled', 'not_held')),
  constraint open_days_status_known check (status in
    ('ahead', 'owed', 'overdue', 'announced', 'full', 'closed', 'today', 'held', 'cancelled', 'not_held')),
  constraint open_days_title_length check (length(title) between 2 and 100),
  constraint open_days_meeting_point_length check (length(meeting_point) between 2 and 200),
  constraint open_days_route_length check (length(route) <= 2000),
  constraint open_days_shown_length check (length(shown) <= 2000),
  constraint open_days_place_is_a_pair check ((lat is null) = (lng is null)),
  constraint open_days_place_range check (lat between -90 and 90 and lng between -180 and 180),
  constraint open_days_hours check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  constraint open_days_booking_closes_before check (booking_closes_at <= starts_at),
  constraint open_days_items_number check (cardinality(items) <= 60),
  constraint open_days_taken_range check (taken between 0 and capacity),
  constraint open_days_capacity_range check (capacity between 0 and 5000),
  constraint open_days_min_age_range check (min_age between 0 and 99),
  constraint open_days_safety_object check (jsonb_typeof(safety) = 'object' and length(safety::text) <= 6000),
  constraint open_days_max_party_range check (max_party between 1 and 50),
  constraint open_days_offer_hours_range check (offer_hours between 1 and 168),
  constraint open_days_announced_is_whole check (state = 'proposed' or state = 'cancelled' or (capacity > 0
    and num_nulls(starts_at, ends_at, meeting_point, booking_closes_at, announced_at) = 0)),
  constraint open_days_change_reason_length check (length(change_reason) between 2 and 500),
  constraint open_days_cancelled_says_why check (state <> 'cancelled' or cancelled_reason is not null),
  constraint open_days_cancelled_reason_known check (cancelled_reason in ('weather', 'safety', 'other')),
  constraint open_days_cancelled_note_length check (length(cancelled_note) between 2 and 500),
  constraint open_days_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint open_days_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint open_days_milestone_kind_fkey foreign key (milestone_kind) references public.milestone_kinds (kind),
  constraint open_days_deadline_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id),
  constraint open_days_notice_rule_fkey foreign key (notice_rule_id) references public.deadline_rules (deadline_rule_id),
  constraint open_days_series_fkey foreign key (series_id) references public.open_day_series (series_id)
) with (fillfactor = 80);
comment on table public.open_days is
  'One row a day: proposed from a milestone or by the developer, announced, held, cancelled or not held. Every verb on a day locks this row first. Public from the announcement; before it only that it is owed.';
comment on column public.open_days.open_day_id is 'UUIDv7.';
comment on column public.open_days.slug is 'Short code of the permanent page /open-days/<slug>, never reused.';
comment on column public.open_days.project_id is 'The project.';
comment on column public.open_days.division_code is 'Division of the project, kept here so that lists need no join.';
comment on column public.open_days.demo is 'Demonstration data.';
comment on column public.open_days.milestone_kind is 'The milestone it belongs to, if any.';
comment on column public.open_days.origin is 'milestone (owed by rule), voluntary, series, request (asked for).';
comment on column public.open_days.state is 'proposed → announced → held or not_held; cancelled.';
comment on column public.open_days.status is
  'How it stands, as lists filter by: ahead, owed, overdue (not announced or not held in time); announced, full, closed (booking is over), today; held, cancelled, not_held. Kept by verbs and the sweep.';
comment on column public.open_days.milestone_on is 'Day its milestone was reached, or is planned.';
comment on column public.open_days.milestone_reached is 'Whether its milestone was reached.';
comment on column public.open_days.due_on is 'Last day on which it is held in time.';
comment on column public.open_days.announce_by is 'Last day on which it is announced in time.';
comment on column public.open_days.deadline_rule_id is 'The rule that gave due_on.';
comment on column public.open_days.notice_rule_id is 'The rule that gave announce_by.';
comment on column public.open_days.overdue_seq is 'The journal entry that told it was overdue; null when it never was, or the telling was taken back.';
comment on column public.open_days.reminded is 'Days before of the last reminder; of a proposed day 0 when its developer was told that it is owed.';
comment on column public.open_days.notice_days is 'Days between announcement and day, at the least.';
comment on column public.open_days.minimum is 'Least number of each category by the rule.';
comment on column public.open_days.notify is 'Who is told of the announcement.';
comment on column public.open_days.series_id is 'The series it came from.';
comment on column public.open_days.title is 'Title.';
comment on column public.open_days.starts_at is 'When it begins.';
comment on column public.open_days.ends_at is 'When it ends.';
comment on column public.open_days.meeting_point is 'Where guests meet.';
comment on column public.open_days.lat is 'WGS84 latitude of the meeting point.';
comment on column public.open_days.lng is 'WGS84 longitude.';
comment on column public.open_days.route is 'Way through the site.';
comment on column public.open_days.shown is 'What is shown.';
comment on column public.open_days.items is 'Items of the catalogue that guests can check on site.';
comment on column public.open_days.capacity is 'Sum of the seats of all categories.';
comment on column public.open_days.taken is 'Seats taken or held by an offer: the sum of the seats'' taken.';
comment on column public.open_days.queue_head is 'Highest queue number given so far.';
comment on column public.open_days.booking_closes_at is 'Cut-off: after it nobody books, and no offer is made.';
comment on column public.open_days.min_age is 'Least age of guests.';
comment on column public.open_days.safety is '{helmet, shoes, clothing, briefing, accessibility}.';
comment on column public.open_days.max_party is 'Most people of one booking.';
comment on column public.open_days.offer_hours is 'How long an offer from the waitlist holds.';
comment on column public.open_days.sequence is 'RFC 5545 SEQUENCE: raised by each change that calendars must take over.';
comment on column public.open_days.edits is 'Counts the changes; a form must send the number it was made from.';
comment on column public.open_days.announced_at is 'When it was announced.';
comment on column public.open_days.change_reason is 'Why it was last changed after the announcement.';
comment on column public.open_days.cancelled_reason is 'weather, safety, other.';
comment on column public.open_days.cancelled_note is 'The reason in words.';
comment on column public.open_days.rescheduled_from is 'When it was to begin before it was last moved.';
comment on column public.open_days.held_at is 'When it was closed as held.';
comment on column public.open_days.attended is 'People who came, by category; counts only.';
comment on column public.open_days.changed_at is 'When it last changed for the public.';
create unique index open_days_once_per_milestone_key on public.open_days (project_id, milestone_kind)
  where origin = 'milestone' and state in ('proposed', 'announced', 'held');
create index open_days_project_idx on public.open_days (project_id);
create index open_days_starts_at_idx on public.open_days (starts_at, open_day_id) where state in ('announced', 'held', 'cancelled');
create index open_days_running_idx on public.open_days (starts_at) where state = 'announced';
create index open_days_status_idx on public.open_days (status, starts_at);
-- what the sweep looks for: about to be owed, late and not told, told, not reminded
create index open_days_ahead_idx on public.open_days (announce_by) where state = 'proposed' and status = 'ahead';
create index open_days_late_idx on public.open_days (least(announce_by, due_on)) where state = 'proposed' and milestone_reached and overdue_seq is null;
create index open_days_overdue_idx on public.open_days (open_day_id) where state = 'proposed' and overdue_seq is not null;
create index open_days_unreminded_idx on public.open_days (open_day_id) where state = 'proposed' and status = 'owed' and reminded is null;
create index open_days_division_idx on public.open_days (division_code text_pattern_ops, state);
create index open_days_changed_at_idx on public.open_days (changed_at desc, open_day_id);
create index open_days_place_idx on public.open_days (lat, lng) where state = 'announced';

alter table public.open_days enable row level security;
create policy "Everyone can read announced open days" on public.open_days for select to anon, authenticated
  using (announced_at is not null);
create policy "Those who take part can read proposed ones too" on public.open_days for select to authenticated
  using (private.takes_part(project_id));
grant select on public.open_days to anon, authenticated;

create table public.open_day_seats (
  open_day_id uuid not null,
  category text not null,
  capacity int not null,
  taken int not null default 0,
  waiting int not null default 0,
  notified int not null default 0,
  constraint open_day_seats_pkey primary key (open_day_id, category),
  constraint open_day_seats_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint open_day_seats_capacity_range check (capacity between 0 and 2000),
  constraint open_day_seats_taken_range check (taken between 0 and capacity),
  constraint open_day_seats_waiting_range check (waiting >= 0),
  constraint open_day_seats_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade
) with (fillfactor = 80);
comment on table public.open_day_seats is 'Seats kept for each category. Counters are changed by the verbs alone, under the lock of the day.';
comment on column public.open_day_seats.open_day_id is 'The day.';
comment on column public.open_day_seats.category is 'deputy 两代表一委员, expert 专家, media 媒体, resident 住户代表或业主, public 公众.';
comment on column public.open_day_seats.capacity is 'Seats.';
comment on column public.open_day_seats.taken is 'People of bookings that are confirmed, offered or attended.';
comment on column public.open_day_seats.waiting is 'People on the waitlist; those with an offer are not among them.';
comment on column public.open_day_seats.notified is 'Persons told of the announcement in this category.';
alter table public.open_day_seats enable row level security;
create policy "Everyone can read the seats of days they can read" on public.open_day_seats for select to anon, authenticated
  using (exists (select from public.open_days o where o.open_day_id = open_day_seats.open_day_id));
grant select on public.open_day_seats to anon, authenticated;

-- 4. Bookings -----------------------------------------------------------------------------------------------------

create table public.bookings (
  booking_id uuid not null default private.uuid_v7(),
  code text not null default private.short_code(8),
  open_day_id uuid not null,
  user_id uuid not null,
  category text not null,
  party_size int not null,
  party jsonb not null default '[]',
  state text not null,
  queue_no int not null,
  offer_expires_at timestamptz,
  offer_token_hash text,
  declaration jsonb not null default '{}',
  delegation text,
  idempotency_key text not null,
  cancelled_reason text,
  changes int not null default 0,
  created_at timestamptz not null default private.now(),
  changed_at timestamptz not null default private.now(),
  constraint bookings_pkey primary key (booking_id),
  constraint bookings_code_key unique (code),
  constraint bookings_idempotency_key unique (user_id, idempotency_key),
  constraint bookings_queue_no_key unique (open_day_id, queue_no),
  constraint bookings_state_known check (state in
    ('confirmed', 'waiting', 'offered', 'cancelled', 'refused', 'expired', 'lapsed', 'attended', 'no_show')),
  constraint bookings_party_size_range check (party_size between 1 and 50),
  constraint bookings_party_array check (jsonb_typeof(party) = 'array' and length(party::text) <= 8000),
  constraint bookings_offer_is_whole check (state <> 'offered' or offer_expires_at is not null),
  constraint bookings_key_length check (length(idempotency_key) between 8 and 80),
  constraint bookings_declaration_object check (jsonb_typeof(declaration) = 'object' and length(declaration::text) <= 3000),
  constraint bookings_delegation_length check (length(delegation) between 1 and 100),
  constraint bookings_cancelled_reason_length check (length(cancelled_reason) <= 300),
  constraint bookings_seats_fkey foreign key (open_day_id, category) references public.open_day_seats (open_day_id, category),
  constraint bookings_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade,
  constraint bookings_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.bookings is
  'Who booked, waits, was offered a seat, came or did not. Each row is seen by its person; hosts see it through functions. Written by the verbs alone.';
comment on column public.bookings.booking_id is 'UUIDv7.';
comment on column public.bookings.code is 'Short code that the guest shows.';
comment on column public.bookings.open_day_id is 'The day.';
comment on column public.bookings.user_id is 'The person.';
comment on column public.bookings.category is 'Whose seats it takes.';
comment on column public.bookings.party_size is 'People who come.';
comment on column public.bookings.party is 'Sizes and age bands of the guests: [{shoe_size, helmet_size, age_band}]; no names.';
comment on column public.bookings.state is
  'confirmed; waiting → offered → confirmed, refused or expired; lapsed (waited in vain); cancelled; attended; no_show.';
comment on column public.bookings.queue_no is 'Order of coming on this day, over all categories; never given twice.';
comment on column public.bookings.offer_expires_at is 'Until when the offer holds.';
comment on column public.bookings.offer_token_hash is 'SHA-256 (hex) of the token of the link that refuses the offer.';
comment on column public.bookings.declaration is 'Conflicts of interest as declared: {employer, supplier, kin, purchase, note}.';
comment on column public.bookings.delegation is 'Delegation the person comes with; a booking may be handed on within it.';
comment on column public.bookings.idempotency_key is 'Made once a form: the same key twice is one booking.';
comment on column public.bookings.cancelled_reason is 'What the person said on cancelling.';
comment on column public.bookings.changes is 'Counts the changes, so that each is told once.';
comment on column public.bookings.created_at is 'When it was made.';
comment on column public.bookings.changed_at is 'When it last changed.';
create unique index bookings_one_active_key on public.bookings (open_day_id, user_id) where state in ('confirmed', 'waiting', 'offered');
create unique index bookings_offer_token_key on public.bookings (offer_token_hash) where offer_token_hash is not null;
create index bookings_line_idx on public.bookings (open_day_id, category, queue_no) where state = 'waiting';
create index bookings_offers_idx on public.bookings (offer_expires_at) where state = 'offered';
create index bookings_user_idx on public.bookings (user_id, created_at desc);

alter table public.bookings enable row level security;
create policy "People can read their own bookings" on public.bookings for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.bookings to authenticated;

-- 5. Templates, requests, reports ---------------------------------------------------------------------------------

create function private.works_for(organization uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from private.current_memberships() m where m.role = 'company_member' and m.organization_id = works_for.organization)
$$;
comment on function private.works_for(uuid) is 'Whether the caller is a member of the company today.';
grant execute on function private.works_for(uuid) to authenticated;

create table public.open_day_templates (
  template_id uuid not null default private.uuid_v7(),
  organization_id uuid not null,
  name text not null,
  facts jsonb not null,
  changed_at timestamptz not null default private.now(),
  constraint open_day_templates_pkey primary key (template_id),
  constraint open_day_templates_name_key unique (organization_id, name),
  constraint open_day_templates_name_length check (length(name) between 2 and 60),
  constraint open_day_templates_facts_object check (jsonb_typeof(facts) = 'object' and length(facts::text) <= 20000),
  constraint open_day_templates_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.open_day_templates is 'What a developer says on each of its open days, to begin a new one from.';
comment on column public.open_day_templates.template_id is 'UUIDv7.';
comment on column public.open_day_templates.organization_id is 'The developer.';
comment on column public.open_day_templates.name is 'Name.';
comment on column public.open_day_templates.facts is 'As save_open_day takes them, without hours.';
comment on column public.open_day_templates.changed_at is 'When it last changed.';
alter table public.open_day_templates enable row level security;
create policy "Members can read the templates of their company" on public.open_day_templates for select to authenticated
  using (private.works_for(organization_id));
grant select on public.open_day_templates to authenticated;

create table public.open_day_requests (
  request_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  user_id uuid not null,
  category text not null,
  wish text not null,
  wished_on date,
  state text not null default 'open',
  answer text,
  open_day_id uuid,
  created_at timestamptz not null default private.now(),
  answered_at timestamptz,
  constraint open_day_requests_pkey primary key (request_id),
  constraint open_day_requests_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint open_day_requests_wish_length check (length(wish) between 5 and 500),
  constraint open_day_requests_answer_length check (length(answer) between 2 and 500),
  constraint open_day_requests_state_known check (state in ('open', 'accepted', 'declined')),
  constraint open_day_requests_answered check (state = 'open' or (answer is not null and answered_at is not null)),
  constraint open_day_requests_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint open_day_requests_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete set null,
  constraint open_day_requests_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.open_day_requests is 'Supervisors and residents ask for an open day. Seen by who asked; developer and bureau read it without the person.';
comment on column public.open_day_requests.request_id is 'UUIDv7.';
comment on column public.open_day_requests.project_id is 'The project.';
comment on column public.open_day_requests.user_id is 'Who asks.';
comment on column public.open_day_requests.category is 'As what they ask.';
comment on column public.open_day_requests.wish is 'What they want to see, and why.';
comment on column public.open_day_requests.wished_on is 'Day they would like.';
comment on column public.open_day_requests.state is 'open, accepted, declined.';
comment on column public.open_day_requests.answer is 'What the developer answered.';
comment on column public.open_day_requests.open_day_id is 'The day that came of it.';
comment on column public.open_day_requests.created_at is 'When it was asked.';
comment on column public.open_day_requests.answered_at is 'When it was answered.';
create index open_day_requests_project_idx on public.open_day_requests (project_id, state);
create unique index open_day_requests_one_open_key on public.open_day_requests (project_id, user_id) where state = 'open';
alter table public.open_day_requests enable row level security;
create policy "People can read their own requests" on public.open_day_requests for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.open_day_requests to authenticated;

create table public.open_day_reports (
  report_id uuid not null default private.uuid_v7(),
  open_day_id uuid not null,
  user_id uuid not null,
  kind text not null,
  note text not null,
  reported_at timestamptz not null default private.now(),
  constraint open_day_reports_pkey primary key (report_id),
  constraint open_day_reports_once_key unique (open_day_id, user_id, kind),
  constraint open_day_reports_kind_known check (kind in ('host_absent', 'access_refused')),
  constraint open_day_reports_note_length check (length(note) between 5 and 500),
  constraint open_day_reports_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade,
  constraint open_day_reports_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.open_day_reports is 'Those who booked say that the host was absent or that access was refused. The public sees counts; the words go to the bureau.';
comment on column public.open_day_reports.report_id is 'UUIDv7.';
comment on column public.open_day_reports.open_day_id is 'The day.';
comment on column public.open_day_reports.user_id is 'Who reports.';
comment on column public.open_day_reports.kind is 'host_absent 接待方缺席, access_refused 拒绝进入.';
comment on column public.open_day_reports.note is 'What happened.';
comment on column public.open_day_reports.reported_at is 'When.';
create index open_day_reports_open_day_idx on public.open_day_reports (open_day_id, kind);
alter table public.open_day_reports enable row level security;
create policy "People can read their own reports" on public.open_day_reports for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.open_day_reports to authenticated;

-- 6. At the gate --------------------------------------------------------------------------------------------------

create table private.check_ins (
  check_in_id uuid not null,
  open_day_id uuid not null,
  booking_id uuid,
  name text,
  category text not null,
  party_size int not null,
  at timestamptz not null,
  device text not null,
  kind text not null,
  duplicate_of uuid,
  declaration jsonb,
  conflict boolean not null default false,
  briefed boolean not null default false,
  signature text,
  recorded_by uuid,
  recorded_at timestamptz not null default private.now(),
  purged_at timestamptz,
  constraint check_ins_pkey primary key (check_in_id),
  constraint check_ins_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint check_ins_kind_known check (kind in ('booked', 'walk_in')),
  constraint check_ins_party_size_range check (party_size between 1 and 50),
  constraint check_ins_name_length check (length(name) <= 100),
  constraint check_ins_device_length check (length(device) <= 80),
  constraint check_ins_signature_length check (length(signature) <= 8192),
  constraint check_ins_purged_is_bare check (purged_at is null or num_nonnulls(name, signature, declaration) = 0),
  constraint check_ins_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade,
  constraint check_ins_booking_fkey foreign key (booking_id) references public.bookings (booking_id) on delete set null,
  constraint check_ins_duplicate_of_fkey foreign key (duplicate_of) references private.check_ins (check_in_id)
);
comment on table private.check_ins is
  'Who came, as devices at the gate recorded it. Append-only: a second check-in of a booking is kept as a duplicate, never dropped. Personal data go after a set time, counts stay.';
comment on column private.check_ins.check_in_id is 'UUID made on the device, so that sending twice is harmless.';
comment on column private.check_ins.open_day_id is 'The day.';
comment on column private.check_ins.booking_id is 'The booking; null of a walk-in.';
comment on column private.check_ins.name is 'Name as given at the gate; null after the purge.';
comment on column private.check_ins.category is 'Category.';
comment on column private.check_ins.party_size is 'People.';
comment on column private.check_ins.at is 'When, by the device.';
comment on column private.check_ins.device is 'Which device.';
comment on column private.check_ins.kind is 'booked or walk_in.';
comment on column private.check_ins.duplicate_of is 'The first check-in of the same booking.';
comment on column private.check_ins.declaration is 'Conflicts as declared at the gate; null after the purge.';
comment on column private.check_ins.conflict is 'Whether a declared conflict stands against the category.';
comment on column private.check_ins.briefed is 'Whether the safety briefing was given.';
comment on column private.check_ins.signature is 'Signature as an SVG path; null after the purge.';
comment on column private.check_ins.recorded_by is 'The member who sent it. A bare number: it outlives the account.';
comment on column private.check_ins.recorded_at is 'When it reached the hub.';
comment on column private.check_ins.purged_at is 'When personal data were deleted.';
create index check_ins_open_day_idx on private.check_ins (open_day_id, at);
create index check_ins_booking_idx on private.check_ins (booking_id);
create index check_ins_unpurged_idx on private.check_ins (recorded_at) where purged_at is null;

create function private.keep_check_in() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- the purge, and an account that goes with its bookings, take away; nothing else changes
  if tg_op = 'DELETE' and exists (select from public.open_days o where o.open_day_id = old.open_day_id)
    or tg_op = 'UPDATE' and (
      to_jsonb(new) - array['name', 'signature', 'declaration', 'purged_at', 'booking_id']
        <> to_jsonb(old) - array['name', 'signature', 'declaration', 'purged_at', 'booking_id']
      or new.name is not null and new.name is distinct from old.name
      or new.signature is not null and new.signature is distinct from old.signature
      or new.booking_id is not null and new.booking_id is distinct from old.booking_id) then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
comment on function private.keep_check_in() is 'Trigger: check-ins are append-only but for what the purge takes away.';
create trigger check_ins_keep before update or delete on private.check_ins for each row execute function private.keep_check_in();

create table private.calendar_tokens (
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  constraint calendar_tokens_pkey primary key (user_id),
  constraint calendar_tokens_token_hash_key unique (token_hash),
  constraint calendar_tokens_token_hash_form check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint calendar_tokens_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table private.calendar_tokens is 'Secret links of personal calendars, by hash.';
comment on column private.calendar_tokens.user_id is 'The person.';
comment on column private.calendar_tokens.token_hash is 'SHA-256 (hex) of the token in the link.';
comment on column private.calendar_tokens.created_at is 'When the link was made.';

-- 7. What is owed -------------------------------------------------------------------------------------------------

create function private.open_day_status(o public.open_days, at timestamptz, today date) returns text
language sql immutable parallel safe
as $$
  select case
    when o.state not in ('proposed', 'announced') then o.state
    -- a planned day may still slip: only what was reached can be late
    when o.state = 'proposed' then case
      when o.milestone_reached and least(o.announce_by, o.due_on) < today then 'overdue'
      when o.announce_by is null or (not o.milestone_reached and o.announce_by > today + 30) then 'ahead'
      else 'owed' end
    when private.day_of(o.starts_at) = today then 'today'
    when o.booking_closes_at <= at then 'closed'
    when o.taken >= o.capacity then 'full'
    else 'announced' end
$$;
comment on function private.open_day_status(public.open_days, timestamptz, date) is
  'How a day stands at a time. Without `set search_path`, so that it is inlined.';

create function private.reckon_open_days(projects uuid[])
returns table (project_id uuid, milestone_kind text, milestone_on date, milestone_reached boolean, due_on date, announce_by date,
  deadline_rule_id uuid, notice_rule_id uuid, notice_days int, minimum jsonb, seats jsonb, notify text[])
language sql stable
as $$
  select p.project_id, m.kind, t.day, m.reached_on is not null, d.day, n.day, r.deadline_rule_id, s.deadline_rule_id,
    k.notice_days, k.minimum, k.seats, k.notify
  from public.projects p
  join public.milestones m on m.project_id = p.project_id
  cross join lateral (select coalesce(m.reached_on, m.planned_on) as day offset 0) t
  cross join lateral (
    select x.* from public.open_day_kinds x
    where x.milestone_kind = m.kind and starts_with(p.division_code, private.division_prefix(x.division_code))
      and t.day between x.valid_from and coalesce(x.valid_until, 'infinity')
    order by length(private.division_prefix(x.division_code)) desc, x.valid_from desc limit 1) k
  left join lateral private.deadline_rules_for('open_day', m.kind, p.division_code, t.day) r on true
  left join lateral private.days_after(t.day, r.days, r.day_kind) d on r.deadline_rule_id is not null
  left join lateral private.deadline_rules_for('open_day_notice', m.kind, p.division_code, t.day) s on true
  left join lateral private.days_after(t.day, s.days, s.day_kind) n on s.deadline_rule_id is not null
  where p.project_id = any (projects)
    -- what was accepted before the project was registered here cannot be shown any more
    and t.day >= private.day_of(p.registered_at)
$$;
comment on function private.reckon_open_days(uuid[]) is
  'The open days that projects owe by their milestones and the rules in force: the only place that reckons their days. Changes nothing. Without `set search_path`; its callers have the owner''s rights.';

create function private.open_day_facts(o public.open_days) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng,
      'demo', case when p.demo then true end, 'open_day', o.slug, 'title', o.title, 'milestone_kind', o.milestone_kind,
      'milestone_name', k.name, 'milestone_name_en', k.name_en, 'due_on', o.due_on,
      'starts_at', case when o.announced_at is not null then private.iso_time(o.starts_at) end,
      'ends_at', case when o.announced_at is not null then private.iso_time(o.ends_at) end)
    from public.projects p left join public.milestone_kinds k on k.kind = o.milestone_kind where p.project_id = o.project_id);
end $$;
comment on function private.open_day_facts(public.open_days) is 'What every journal entry about an open day says of its project and itself. No persons.';

create function private.append_open_day(o public.open_days, event text, facts jsonb default '{}', supersedes bigint default null) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  return private.append_journal('open_day.' || event, 'open_day', o.open_day_id::text, private.open_day_facts(o) || facts,
    o.project_id, private.parties_of(o.project_id), o.division_code, o.sequence + 1, null, supersedes);
end $$;
comment on function private.append_open_day(public.open_days, text, jsonb, bigint) is 'Appends one entry open_day.<event>; returns its seq.';

create function private.refresh_open_days(projects uuid[]) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  today date := private.today();
  at timestamptz := private.now();
  written int;
begin
  with added as (
  insert into public.open_days (project_id, division_code, demo, milestone_kind, origin, milestone_on, milestone_reached, due_on, announce_by,
    deadline_rule_id, notice_rule_id, notice_days, minimum, notify, title, lat, lng, capacity, changed_at)
  select r.project_id, p.division_code, p.demo, r.milestone_kind, 'milestone', r.milestone_on, r.milestone_reached, r.due_on, r.announce_by,
    r.deadline_rule_id, r.notice_rule_id, r.notice_days, r.minimum, r.notify, k.name || '工地开放日', p.lat, p.lng,
    (select coalesce(sum(e.value::text::int), 0) from jsonb_each(r.seats) e), at
  from private.reckon_open_days(projects) r
  join public.projects p on p.project_id = r.project_id join public.milestone_kinds k on k.kind = r.milestone_kind
  where not exists (select from public.open_days x where x.project_id = r.project_id and x.milestone_kind = r.milestone_kind
    and x.origin = 'milestone' and x.state in ('proposed', 'announced', 'held'))
  order by r.project_id, r.milestone_kind
  on conflict do nothing
  returning open_day_id, project_id, milestone_kind)
  insert into public.open_day_seats (open_day_id, category, capacity)
  -- what the rule proposes, for the developer to change
  select a.open_day_id, e.key, e.value::text::int from added a
  join private.reckon_open_days(projects) r on r.project_id = a.project_id and r.milestone_kind = a.milestone_kind
  cross join lateral jsonb_each(r.seats) e;
  get diagnostics written = row_count;

  update public.open_days o set division_code = p.division_code, milestone_on = r.milestone_on, milestone_reached = r.milestone_reached,
    due_on = r.due_on, announce_by = r.announce_by, deadline_rule_id = r.deadline_rule_id, notice_rule_id = r.notice_rule_id,
    notice_days = r.notice_days, minimum = r.minimum, notify = r.notify
  from private.reckon_open_days(projects) r join public.projects p on p.project_id = r.project_id
  where o.project_id = r.project_id and o.milestone_kind = r.milestone_kind and o.origin = 'milestone' and o.state in ('proposed', 'announced')
    and (o.division_code, o.milestone_on, o.milestone_reached, o.due_on, o.announce_by, o.deadline_rule_id, o.notice_rule_id, o.notice_days,
      o.minimum, o.notify) is distinct from (p.division_code, r.milestone_on, r.milestone_reached, r.due_on, r.announce_by, r.deadline_rule_id,
      r.notice_rule_id, r.notice_days, r.minimum, r.notify);

  -- the milestone is gone, or its day moved to before the project was registered: nothing is owed any more
  delete from public.open_days o where o.project_id = any (projects) and o.origin = 'milestone' and o.state = 'proposed'
    and o.overdue_seq is null and o.edits = 1
    and not exists (select from private.reckon_open_days(projects) r where r.project_id = o.project_id and r.milestone_kind = o.milestone_kind);

  update public.open_days o set status = private.open_day_status(o, at, today)
  where o.project_id = any (projects) and o.state in ('proposed', 'announced') and o.status <> private.open_day_status(o, at, today);
  return written;
end $$;
comment on function private.refresh_open_days(uuid[]) is
  'Proposes what milestones of projects ask for, and writes what differs. The same twice changes nothing. Returns 0 when nothing was proposed. Appends nothing to the journal, so that it never waits for its lock.';

-- No key but its own: whoever writes a milestone never waits for the sweep, which may be waiting for a day.
create table private.open_day_queue (
  queued bigint generated always as identity,
  project_id uuid not null,
  constraint open_day_queue_pkey primary key (queued)
);
comment on table private.open_day_queue is 'Projects whose milestones, division or rules changed since their open days were last reckoned. Emptied by sweep_open_days.';
comment on column private.open_day_queue.queued is 'Order.';
comment on column private.open_day_queue.project_id is 'The project; it may stand here more than once.';

create function private.queue_open_days() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    insert into private.open_day_queue (project_id) select distinct x.project_id from gone x
      where x.kind in (select k.milestone_kind from public.open_day_kinds k);
  else
    insert into private.open_day_queue (project_id) select distinct x.project_id from come x
      where x.kind in (select k.milestone_kind from public.open_day_kinds k);
  end if;
  return null;
end $$;
comment on function private.queue_open_days() is 'Trigger of milestones: those that ask for an open day.';
create trigger milestones_queue_insert after insert on public.milestones
  referencing new table as come for each statement execute function private.queue_open_days();
create trigger milestones_queue_update after update on public.milestones
  referencing new table as come for each statement execute function private.queue_open_days();
create trigger milestones_queue_delete after delete on public.milestones
  referencing old table as gone for each statement execute function private.queue_open_days();

create function private.queue_open_days_of(division_code text, kind text default null) returns void
language sql security definer set search_path = ''
as $$
  insert into private.open_day_queue (project_id)
  select distinct m.project_id from public.milestones m join public.projects p on p.project_id = m.project_id
  where p.division_code like private.division_prefix(queue_open_days_of.division_code) || '%'
    and m.kind in (select k.milestone_kind from public.open_day_kinds k where queue_open_days_of.kind is null or k.milestone_kind = queue_open_days_of.kind)
$$;
comment on function private.queue_open_days_of(text, text) is 'All projects of a division with such a milestone are to be reckoned anew.';

create function private.queue_open_day_rules() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.queue_open_days_of(
    case when tg_table_name = 'calendar_days' then '420000' else to_jsonb(new) ->> 'division_code' end,
    case tg_table_name when 'open_day_kinds' then to_jsonb(new) ->> 'milestone_kind' when 'deadline_rules' then to_jsonb(new) ->> 'item' end);
  return null;
end $$;
comment on function private.queue_open_day_rules() is 'Trigger of the rules, the kinds and the calendar.';
create trigger open_day_kinds_queue after insert or update on public.open_day_kinds
  for each row execute function private.queue_open_day_rules();
create trigger deadline_rules_queue_open_days after insert or update on public.deadline_rules
  for each row when (new.subject <> 'disclosure') execute function private.queue_open_day_rules();
create trigger calendar_days_queue_open_days after insert or update or delete on public.calendar_days
  for each statement execute function private.queue_open_day_rules();

-- rules of open days are no reason to reckon disclosures anew
drop trigger deadline_rules_queue on public.deadline_rules;
create trigger deadline_rules_queue after insert or update on public.deadline_rules
  for each row when (new.subject = 'disclosure') execute function private.queue_catalogue();

-- a project that moves to another division follows other rules
create function private.queue_moved_projects() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.open_day_queue (project_id) values (new.project_id);
  return null;
end $$;
comment on function private.queue_moved_projects() is 'Trigger of projects that move to another division.';
create trigger projects_queue_moved after update of division_code on public.projects
  for each row when (old.division_code <> new.division_code) execute function private.queue_moved_projects();
