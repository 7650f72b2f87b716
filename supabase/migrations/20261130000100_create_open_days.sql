-- Open days 工地开放日: what milestones ask for, the days themselves and their seats. Deadlines of both are rules
-- like those of disclosures.

-- 1. What a milestone asks for ------------------------------------------------------------------------------------

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

-- 2. Open days ----------------------------------------------------------------------------------------------------

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
  replaces uuid,
  priority_until timestamptz,
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
  constraint open_days_series_fkey foreign key (series_id) references public.open_day_series (series_id),
  constraint open_days_replaces_fkey foreign key (replaces) references public.open_days (open_day_id) on delete set null
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
comment on column public.open_days.replaces is 'The cancelled day that it is held in place of.';
comment on column public.open_days.priority_until is 'Until when seats are kept for those who had booked the day that it replaces.';
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
-- a cancelled day is made up for once
create unique index open_days_replaces_key on public.open_days (replaces) where state <> 'cancelled';
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
