-- What is done with complaints: which step may follow which state and who takes it, history, clocks, extracts for companies.

-- 1. Steps --------------------------------------------------------------------------------------------------------

create table public.complaint_transitions (
  from_state text not null,
  act text not null,
  capacity text not null,
  to_state text not null,
  needs_reason boolean not null default false,
  basis text,
  sort int not null,
  constraint complaint_transitions_pkey primary key (from_state, act, capacity)
);
comment on table public.complaint_transitions is 'Which step may follow which state, and who may take it. Verbs and buttons read the same rows. Acts that move no state: to_state same.';
comment on column public.complaint_transitions.from_state is 'State before.';
comment on column public.complaint_transitions.act is 'The step.';
comment on column public.complaint_transitions.capacity is
  'Who: intake, handler, leader, follower, moderator, officer (of the bureau in charge, by duty), sender (the bureau that transferred it), superior (a reviewer above), company, person, clock.';
comment on column public.complaint_transitions.to_state is 'State after; same: stays.';
comment on column public.complaint_transitions.needs_reason is 'Whether a reason must be given.';
comment on column public.complaint_transitions.basis is 'Article of the Regulations on Petitions 信访工作条例 (2022) that it rests on.';
comment on column public.complaint_transitions.sort is 'Order of buttons.';
alter table public.complaint_transitions enable row level security;
create policy "Everyone can read which steps complaints have" on public.complaint_transitions for select to anon, authenticated using (true);
grant select on public.complaint_transitions to anon, authenticated;

insert into public.complaint_transitions (sort, act, capacity, to_state, needs_reason, basis, from_state)
select x.sort, x.act, x.capacity, x.to_state, x.reason, x.basis, s.state
from (values
  (10, 'accept', 'intake', 'accepted', false, 'Art 23', '{registered,transferred}'),
  (11, 'not_accept', 'intake', 'not_accepted', true, 'Art 23', '{registered,transferred}'),
  (12, 'transfer', 'intake', 'transferred', true, 'Art 23', '{registered}'),
  (13, 'object', 'intake', 'objected', true, 'Art 23', '{transferred}'),
  (14, 'transfer', 'sender', 'transferred', true, 'Art 23', '{objected}'),
  (15, 'take_back', 'sender', 'registered', false, 'Art 23', '{objected}'),
  (16, 'appoint', 'superior', 'transferred', true, 'Art 24', '{registered,transferred,objected}'),
  (17, 'order_acceptance', 'superior', 'registered', true, 'Art 24', '{not_accepted}'),
  (20, 'investigate', 'handler', 'investigating', false, null, '{accepted}'),
  (21, 'rectify', 'handler', 'rectification', true, null, '{accepted,investigating}'),
  (22, 'reply', 'handler', 'replied', false, 'Art 34', '{accepted,investigating,rectification}'),
  (23, 'extend', 'leader', 'same', true, 'Art 34', '{accepted,investigating,rectification}'),
  (24, 'extract', 'handler', 'same', false, 'Art 30', '{accepted,investigating,rectification,replied}'),
  (25, 'answer_extract', 'company', 'same', false, null, '{accepted,investigating,rectification,replied,closed,review_requested,final_requested}'),
  (30, 'close', 'follower', 'closed', true, 'Art 21', '{replied}'),
  (31, 'reopen', 'follower', 'investigating', true, 'Art 21', '{replied}'),
  (32, 'reopen', 'person', 'investigating', true, null, '{replied,closed,merged}'),
  (33, 'rate', 'person', 'same', false, 'Art 21', '{replied,closed,review_decided,final,merged}'),
  (40, 'request_review', 'person', 'review_requested', true, 'Art 35', '{replied,closed,merged}'),
  (41, 'decide_review', 'superior', 'review_decided', true, 'Art 35', '{review_requested}'),
  (42, 'request_final', 'person', 'final_requested', true, 'Art 36', '{review_decided}'),
  (43, 'hold_hearing', 'superior', 'same', true, 'Art 36', '{final_requested}'),
  (44, 'decide_final', 'superior', 'final', true, 'Art 36', '{final_requested}'),
  (50, 'merge', 'handler', 'merged', true, null, '{registered,accepted,investigating,rectification}'),
  (50, 'merge', 'intake', 'merged', true, null, '{registered,accepted,investigating,rectification}'),
  (51, 'withdraw', 'person', 'withdrawn', false, null, '{registered,transferred,objected,accepted,investigating,rectification,replied,merged}'),
  (60, 'supervise', 'superior', 'same', true, 'Art 39', '{registered,transferred,objected,accepted,investigating,rectification}'),
  (61, 'supervise', 'clock', 'same', false, 'Art 39', '{registered,transferred,objected,accepted,investigating,rectification}'),
  (70, 'publish', 'moderator', 'same', false, null, '{registered,transferred,objected,accepted,not_accepted,investigating,rectification,replied,closed,review_requested,review_decided,final_requested,final,withdrawn}'),
  (71, 'keep_private', 'moderator', 'same', true, null, '{registered,transferred,objected,accepted,not_accepted,investigating,rectification,replied,closed,review_requested,review_decided,final_requested,final,withdrawn}'),
  (80, 'ask', 'officer', 'same', true, null, '{registered,transferred,accepted,investigating,rectification,replied,merged,review_requested,final_requested}'),
  (80, 'ask', 'superior', 'same', true, null, '{review_requested,final_requested}'),
  (81, 'write', 'person', 'same', true, null, '{registered,transferred,objected,accepted,investigating,rectification,replied,merged,review_requested,final_requested}'),
  (82, 'note', 'officer', 'same', true, null, '{registered,transferred,objected,accepted,not_accepted,investigating,rectification,replied,closed,merged,withdrawn,review_requested,review_decided,final_requested,final}'),
  (82, 'note', 'superior', 'same', true, null, '{registered,transferred,objected,accepted,not_accepted,investigating,rectification,replied,closed,review_requested,review_decided,final_requested,final}'),
  (83, 'assign', 'officer', 'same', false, null, '{registered,transferred,accepted,investigating,rectification,replied,merged}'),
  (84, 'tag', 'officer', 'same', false, null, '{registered,transferred,objected,accepted,not_accepted,investigating,rectification,replied,closed,merged,withdrawn,review_requested,review_decided,final_requested,final}'),
  (85, 'mark_urgent', 'officer', 'same', true, null, '{registered,transferred,objected,accepted,investigating,rectification}'),
  (86, 'recuse', 'officer', 'same', true, 'Art 28', '{registered,transferred,objected,accepted,investigating,rectification,replied,merged,review_requested,final_requested}')
) as x (sort, act, capacity, to_state, reason, basis, states) cross join lateral unnest(x.states::text[]) s (state);

-- 2. History ------------------------------------------------------------------------------------------------------

create table public.complaint_events (
  event_id bigint generated always as identity,
  complaint_id uuid not null,
  event text not null,
  state text not null,
  by text not null,
  organization_id uuid,
  reason text,
  facts jsonb not null default '{}',
  starts text[] not null default '{}',
  stops text[] not null default '{}',
  extra_days int,
  division_code text not null,
  at timestamptz not null default private.now(),
  constraint complaint_events_pkey primary key (event_id),
  constraint complaint_events_event_known check (event in ('submitted', 'registered', 'routed', 'held', 'published', 'kept_private', 'accepted', 'not_accepted',
    'transferred', 'objected', 'taken_back', 'appointed', 'acceptance_ordered', 'investigating', 'rectification', 'extended', 'asked', 'written', 'noted',
    'extract_sent', 'extract_answered', 'replied', 'closed', 'reopened', 'rated', 'review_requested', 'review_decided', 'final_requested', 'hearing_held',
    'final_decided', 'withdrawn', 'merged', 'joined', 'supervised', 'overdue', 'assigned', 'tagged', 'marked_urgent', 'recused', 'name_hidden', 'coarsened',
    'photo_added', 'contact_read', 'anonymised')),
  constraint complaint_events_by_known check (by in ('person', 'bureau', 'superior', 'company', 'clock')),
  constraint complaint_events_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id),
  constraint complaint_events_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.complaint_events is
  'What became of a complaint, without persons, append-only. Which clocks a step starts, stops or moves stands with it, so that each due date can be reckoned again from here, the rules and the calendar.';
comment on column public.complaint_events.event_id is 'Order of entry.';
comment on column public.complaint_events.complaint_id is 'The complaint.';
comment on column public.complaint_events.event is 'What happened.';
comment on column public.complaint_events.state is 'State after it.';
comment on column public.complaint_events.by is 'person, bureau (in charge), superior, company, clock.';
comment on column public.complaint_events.organization_id is 'The bureau or company.';
comment on column public.complaint_events.reason is 'The reason that was given; who may read it depends on the event, see private.event_audience.';
comment on column public.complaint_events.facts is 'What else belongs to it; no personal data.';
comment on column public.complaint_events.starts is 'Clocks that begin on its day.';
comment on column public.complaint_events.stops is 'Clocks that end with it.';
comment on column public.complaint_events.extra_days is 'Natural days by which the clocks in facts.moves move.';
comment on column public.complaint_events.division_code is 'Whose rules held: the division of the bureau in charge then.';
comment on column public.complaint_events.at is 'When.';
create index complaint_events_complaint_idx on public.complaint_events (complaint_id, event_id);
create trigger complaint_events_are_append_only before update or delete on public.complaint_events for each row execute function private.refuse_change();
create trigger complaint_events_are_never_emptied before truncate on public.complaint_events for each statement execute function private.refuse_change();
alter table public.complaint_events enable row level security;

create function private.event_audience(event text) returns text
language sql immutable parallel safe set search_path = ''
as $$
  select case
    when event in ('accepted', 'not_accepted', 'transferred', 'objected', 'taken_back', 'appointed', 'acceptance_ordered', 'investigating', 'rectification', 'extended',
      'replied', 'closed', 'reopened', 'review_requested', 'review_decided', 'final_requested', 'hearing_held', 'final_decided', 'withdrawn', 'supervised',
      'overdue', 'published', 'rated', 'registered', 'joined') then 'public'
    when event in ('submitted', 'routed', 'held', 'kept_private', 'asked', 'written', 'merged', 'extract_sent', 'extract_answered', 'marked_urgent', 'name_hidden', 'coarsened',
      'photo_added', 'contact_read', 'anonymised') then 'person'
    else 'desk' end
$$;
comment on function private.event_audience(text) is
  'Who learns that a step was taken: public (everyone), person (the person and the bureau), desk (the bureau alone). Reasons that the person gave are for person and bureau always.';

-- 3. Clocks -------------------------------------------------------------------------------------------------------

create table public.complaint_clocks (
  complaint_id uuid not null,
  clock text not null,
  round int not null,
  started_on date not null,
  due_on date not null,
  extra_days int not null default 0,
  deadline_rule_id uuid not null,
  stopped_on date,
  constraint complaint_clocks_pkey primary key (complaint_id, clock, round),
  constraint complaint_clocks_clock_known check (clock in
    ('notice', 'publish', 'objection', 'answer', 'follow_up', 'review_apply', 'review', 'final_apply', 'final')),
  constraint complaint_clocks_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id),
  constraint complaint_clocks_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id)
);
comment on table public.complaint_clocks is 'Deadlines of complaints: derived from complaint_events, the rules and the calendar by private.reckon_clocks, kept for queues.';
comment on column public.complaint_clocks.complaint_id is 'The complaint.';
comment on column public.complaint_clocks.clock is 'The step: item of deadline_rules with the subject complaint.';
comment on column public.complaint_clocks.round is 'Which time it runs, from 1.';
comment on column public.complaint_clocks.started_on is 'The day it began; not counted (Civil Code Art 201).';
comment on column public.complaint_clocks.due_on is 'The last day.';
comment on column public.complaint_clocks.extra_days is 'Natural days added by extension or hearing, within due_on.';
comment on column public.complaint_clocks.deadline_rule_id is 'The rule in force when it began.';
comment on column public.complaint_clocks.stopped_on is 'The day it was met or fell away; null while it runs.';
-- of clocks that run only those of publication are looked for by their day
create index complaint_clocks_publish_idx on public.complaint_clocks (due_on, complaint_id) where clock = 'publish' and stopped_on is null;
alter table public.complaint_clocks enable row level security;

-- 4. What companies get -------------------------------------------------------------------------------------------

create table public.complaint_extracts (
  extract_id uuid not null default private.uuid_v7(),
  complaint_id uuid not null,
  organization_id uuid not null,
  slug text not null default private.short_code(),
  text text not null,
  due_on date not null,
  deadline_rule_id uuid not null,
  sent_at timestamptz not null default private.now(),
  reply text,
  replied_at timestamptz,
  overdue_told boolean not null default false,
  constraint complaint_extracts_pkey primary key (extract_id),
  constraint complaint_extracts_slug_key unique (slug),
  constraint complaint_extracts_text_length check (length(text) between 10 and 4000),
  constraint complaint_extracts_reply_length check (length(reply) between 2 and 4000),
  constraint complaint_extracts_reply_is_whole check ((reply is null) = (replied_at is null)),
  constraint complaint_extracts_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id),
  constraint complaint_extracts_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint complaint_extracts_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id)
);
comment on table public.complaint_extracts is
  'What a bureau tells a company of a complaint, in words of its own, and what the company explains. All that a company ever gets (Art 30, 46(5)). Read by functions alone.';
comment on column public.complaint_extracts.extract_id is 'UUIDv7.';
comment on column public.complaint_extracts.complaint_id is 'The complaint. The company does not learn it.';
comment on column public.complaint_extracts.organization_id is 'The company, a party of the project.';
comment on column public.complaint_extracts.slug is 'Code of the page where the company answers; it leads to no other.';
comment on column public.complaint_extracts.text is 'The extract.';
comment on column public.complaint_extracts.due_on is 'Last day of the answer.';
comment on column public.complaint_extracts.deadline_rule_id is 'The rule that gave it.';
comment on column public.complaint_extracts.sent_at is 'When it was sent.';
comment on column public.complaint_extracts.reply is 'What the company says.';
comment on column public.complaint_extracts.replied_at is 'When it said so.';
comment on column public.complaint_extracts.overdue_told is 'Whether it was told that its day passed.';
create index complaint_extracts_complaint_idx on public.complaint_extracts (complaint_id);
create index complaint_extracts_organization_idx on public.complaint_extracts (organization_id, replied_at, due_on);
create index complaint_extracts_due_idx on public.complaint_extracts (due_on) where replied_at is null and not overdue_told;
alter table public.complaint_extracts enable row level security;

create table public.complaint_templates (
  template_id uuid not null default private.uuid_v7(),
  organization_id uuid not null,
  act text not null,
  category text,
  title text not null,
  text text not null,
  constraint complaint_templates_pkey primary key (template_id),
  constraint complaint_templates_title_key unique (organization_id, act, title),
  constraint complaint_templates_act_known check (act in ('accept', 'not_accept', 'transfer', 'extend', 'ask', 'extract', 'reply', 'close')),
  constraint complaint_templates_title_length check (length(title) between 2 and 60),
  constraint complaint_templates_text_length check (length(text) between 2 and 4000),
  constraint complaint_templates_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint complaint_templates_category_fkey foreign key (category) references public.complaint_categories (category)
);
comment on table public.complaint_templates is 'Words that a bureau keeps for its steps. Its officers and those of bureaus inside its division use them.';
comment on column public.complaint_templates.template_id is 'UUIDv7.';
comment on column public.complaint_templates.organization_id is 'The bureau.';
comment on column public.complaint_templates.act is 'The step.';
comment on column public.complaint_templates.category is 'What it is about; null: whatever.';
comment on column public.complaint_templates.title is 'Name in the list.';
comment on column public.complaint_templates.text is 'The words.';
alter table public.complaint_templates enable row level security;

create table private.complaint_filters (
  filter_id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  name text not null,
  query text not null,
  constraint complaint_filters_pkey primary key (filter_id),
  constraint complaint_filters_name_key unique (user_id, name),
  constraint complaint_filters_name_length check (length(name) between 1 and 40),
  constraint complaint_filters_query_form check (length(query) <= 500 and query !~ '[#\s]'),
  constraint complaint_filters_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table private.complaint_filters is 'Filters of the desk''s list that an officer saved.';
comment on column private.complaint_filters.filter_id is 'UUIDv7.';
comment on column private.complaint_filters.user_id is 'The officer.';
comment on column private.complaint_filters.name is 'Name.';
comment on column private.complaint_filters.query is 'The query of the list''s address.';

-- 5. Where complaints go ------------------------------------------------------------------------------------------

create table public.complaint_routes (
  route_id uuid not null default private.uuid_v7(),
  division_code text not null,
  category text,
  organization_id uuid not null,
  constraint complaint_routes_pkey primary key (route_id),
  constraint complaint_routes_place_key unique nulls not distinct (division_code, category),
  constraint complaint_routes_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint complaint_routes_category_fkey foreign key (category) references public.complaint_categories (category),
  constraint complaint_routes_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.complaint_routes is 'Which bureau complaints of a place and kind go to, where it is not simply the nearest one.';
comment on column public.complaint_routes.route_id is 'UUIDv7.';
comment on column public.complaint_routes.division_code is 'The place, with all inside; the most specific wins.';
comment on column public.complaint_routes.category is 'The kind; null: all kinds. A row with a kind wins over one without, in the same place.';
comment on column public.complaint_routes.organization_id is 'The bureau.';
alter table public.complaint_routes enable row level security;
create policy "Everyone can read where complaints go" on public.complaint_routes for select to anon, authenticated using (true);
grant select on public.complaint_routes to anon, authenticated;
