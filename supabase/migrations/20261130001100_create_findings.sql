-- Findings 核查发现: what a visitor reports of a visit, line by line, with photos. Nobody reads these tables directly: who may
-- see what differs from step to step, and is told by functions. The finder stands in `visits` alone.

-- 1. Findings -----------------------------------------------------------------------------------------------------

create table public.findings (
  finding_id uuid not null,
  slug text not null default private.short_code(),
  number text not null,
  visit_id uuid not null,
  open_day_id uuid not null,
  project_id uuid not null,
  division_code text not null,
  developer_id uuid,
  demo boolean not null default false,
  category text not null,
  kind text not null,
  shown_number text,
  urgent boolean not null default false,
  state text not null default 'submitted',
  state_before text,
  queue text not null default 'triage',
  due_on date,
  deadline_rule_id uuid,
  overdue_told date,
  reminded date,
  assignee uuid,
  visited_on date not null,
  began_at timestamptz,
  submitted_at timestamptz not null default private.now(),
  changed_at timestamptz not null default private.now(),
  manifest jsonb not null,
  manifest_hash text not null,
  facts_hash text not null,
  headline text,
  lines int not null,
  differs int not null,
  out_of_tolerance int not null,
  photos int not null,
  needs_reply boolean not null,
  triage_outcome text,
  triage_reason text,
  duplicate_of uuid,
  stance text,
  reply_text text,
  reply_at timestamptz,
  reply_late boolean not null default false,
  outcome text,
  decided_at timestamptz,
  decided_by uuid,
  published_at timestamptz,
  published_as text,
  published_seq bigint,
  withheld_ground text,
  withheld_reason text,
  withheld_until date,
  withheld_seq bigint,
  rect_total int not null default 0,
  rect_closed int not null default 0,
  rect_claimed int not null default 0,
  rect_overdue int not null default 0,
  edits int not null default 1,
  constraint findings_pkey primary key (finding_id),
  constraint findings_slug_key unique (slug),
  constraint findings_number_key unique (number),
  constraint findings_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint findings_kind_known check (kind in ('checked_in', 'turned_away')),
  constraint findings_state_known check (state in
    ('submitted', 'awaiting_reply', 'under_verification', 'decided', 'published', 'duplicate', 'out_of_scope', 'withheld')),
  constraint findings_queue_known check (queue in
    ('triage', 'reply', 'verify', 'publish', 'rectify', 'reinspect', 'opinion', 'sign', 'done')),
  constraint findings_triage_outcome_known check (triage_outcome in ('accept', 'urgent', 'duplicate', 'out_of_scope', 'by_clock')),
  constraint findings_triage_reason_where_due check (triage_outcome not in ('urgent', 'duplicate', 'out_of_scope') or length(triage_reason) >= 5),
  constraint findings_stance_known check (stance in ('accepts', 'contests')),
  constraint findings_reply_is_whole check (num_nulls(stance, reply_text, reply_at) in (0, 3)),
  constraint findings_outcome_known check (outcome in ('substantiated', 'partly', 'not_substantiated', 'could_not_verify', 'matched')),
  constraint findings_decided_is_whole check ((decided_at is null) = (outcome is null)),
  constraint findings_published_as_known check (published_as in ('decided', 'unverified')),
  constraint findings_published_is_whole check ((published_at is null) = (published_as is null) and (state <> 'published' or published_at is not null)),
  constraint findings_withheld_ground_known check (withheld_ground in ('state_secret', 'third_party', 'internal', 'investigation')),
  constraint findings_withheld_says_why check (
    state <> 'withheld' or num_nulls(state_before, withheld_ground, withheld_reason, withheld_until) = 0),
  constraint findings_headline_length check (length(headline) <= 80),
  constraint findings_visit_fkey foreign key (visit_id) references public.visits (visit_id),
  constraint findings_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id),
  constraint findings_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint findings_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint findings_developer_fkey foreign key (developer_id) references public.organizations (organization_id),
  constraint findings_decided_by_fkey foreign key (decided_by) references public.organizations (organization_id),
  constraint findings_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id),
  constraint findings_duplicate_of_fkey foreign key (duplicate_of) references public.findings (finding_id)
) with (fillfactor = 80);
comment on table public.findings is
  'One report of a visit. What was reported never changes; what the bureau, the developer and the clock did with it stands beside it. Read by functions alone.';
comment on column public.findings.finding_id is 'UUID made on the device, so that sending twice is one finding.';
comment on column public.findings.slug is 'Short code of the permanent page /findings/<slug>, never reused.';
comment on column public.findings.number is 'Number people call it by: F, division of the city, year, running number.';
comment on column public.findings.visit_id is 'The visit, which alone knows the person.';
comment on column public.findings.open_day_id is 'The day.';
comment on column public.findings.project_id is 'The project.';
comment on column public.findings.division_code is 'Division of the project, kept here so that lists need no join.';
comment on column public.findings.developer_id is 'The developer who answers.';
comment on column public.findings.demo is 'Demonstration data.';
comment on column public.findings.category is 'Category of the finder: all that developer and public learn.';
comment on column public.findings.kind is 'As in visits.';
comment on column public.findings.shown_number is 'Number of the finder''s registration, where the finder chose to show it; else null.';
comment on column public.findings.urgent is 'A danger to people, as the finder or the bureau says.';
comment on column public.findings.state is
  'submitted → awaiting_reply → under_verification → decided → published; duplicate, out_of_scope; withheld. published_at may be set while under_verification: nobody verified it in time.';
comment on column public.findings.state_before is 'Where a withheld finding goes back to.';
comment on column public.findings.queue is 'Whose turn it is: triage, reply, verify, opinion, sign, publish, rectify, reinspect, done. Kept by settle_finding.';
comment on column public.findings.due_on is 'Last day of the step that is on; of rectifications the earliest.';
comment on column public.findings.deadline_rule_id is 'The rule that gave due_on; null where a plan of the developer did.';
comment on column public.findings.overdue_told is 'The due day of which it was told that it passed.';
comment on column public.findings.reminded is 'The due day that people were reminded of.';
comment on column public.findings.assignee is 'The officer it is assigned to. A bare number: it outlives the account.';
comment on column public.findings.visited_on is 'Day of the visit.';
comment on column public.findings.began_at is 'When the finder began it, by the device.';
comment on column public.findings.submitted_at is 'When it reached the hub.';
comment on column public.findings.changed_at is 'When it last changed.';
comment on column public.findings.manifest is 'What was received: lines and hashes of photos.';
comment on column public.findings.manifest_hash is 'SHA-256 (hex) over the RFC 8785 form of the manifest: the receipt.';
comment on column public.findings.facts_hash is 'SHA-256 (hex) of what the device sent, by which a second sending is known to be the same.';
comment on column public.findings.headline is 'The first words of the first line that says something is wrong.';
comment on column public.findings.lines is 'Number of lines.';
comment on column public.findings.differs is 'Lines that say something is wrong.';
comment on column public.findings.out_of_tolerance is 'Measured points out of tolerance.';
comment on column public.findings.photos is 'Number of photos named.';
comment on column public.findings.needs_reply is 'Whether any line is for the developer to answer; a report in which all matched is not.';
comment on column public.findings.triage_outcome is 'accept, urgent, duplicate, out_of_scope; by_clock: nobody looked in time, and it went on.';
comment on column public.findings.triage_reason is 'The reason, as the finder reads it.';
comment on column public.findings.duplicate_of is 'The finding that it repeats.';
comment on column public.findings.stance is 'The developer accepts or contests; null without a reply.';
comment on column public.findings.reply_text is 'The reply.';
comment on column public.findings.reply_at is 'When it came.';
comment on column public.findings.reply_late is 'Whether it came after its last day.';
comment on column public.findings.outcome is 'The gravest decision of its lines; matched: all matched, and was confirmed.';
comment on column public.findings.decided_at is 'When an officer decided.';
comment on column public.findings.decided_by is 'The bureau of that officer.';
comment on column public.findings.published_at is 'When it became public.';
comment on column public.findings.published_as is 'decided, or unverified: nobody verified it in time.';
comment on column public.findings.published_seq is 'The journal entry that published it.';
comment on column public.findings.withheld_ground is 'state_secret, third_party, internal (政府信息公开条例 Art 14–16), investigation.';
comment on column public.findings.withheld_reason is 'The reason as the public reads it.';
comment on column public.findings.withheld_until is 'Last day on which it is withheld.';
comment on column public.findings.withheld_seq is 'The journal entry that told it.';
comment on column public.findings.rect_total is 'Lines to be put right.';
comment on column public.findings.rect_closed is 'Of these closed.';
comment on column public.findings.rect_claimed is 'Of these said to be put right, and not looked at again yet.';
comment on column public.findings.rect_overdue is 'Of these told to be overdue now.';
comment on column public.findings.edits is 'Counts the steps; a form must send the number it was made from.';
-- one row answers what a bureau, a company and the clock have to do
create index findings_queue_idx on public.findings (queue, division_code text_pattern_ops, due_on);
create index findings_order_idx on public.findings (urgent desc, due_on, finding_id) where queue <> 'done';
create index findings_order_by_queue_idx on public.findings (queue, urgent desc, due_on, finding_id) where queue <> 'done';
create index findings_due_idx on public.findings (due_on, finding_id) where queue <> 'done';
create index findings_clock_idx on public.findings (due_on, finding_id)
  where state in ('submitted', 'awaiting_reply', 'under_verification', 'decided') and overdue_told is distinct from due_on;
create index findings_reminders_idx on public.findings (due_on, finding_id) where queue <> 'done' and reminded is distinct from due_on;
create index findings_developer_idx on public.findings (developer_id, queue);
create index findings_assignee_idx on public.findings (assignee, due_on) where queue <> 'done';
create index findings_project_idx on public.findings (project_id, submitted_at desc);
create index findings_open_day_idx on public.findings (open_day_id);
create index findings_visit_idx on public.findings (visit_id);
create index findings_published_idx on public.findings (published_at desc, finding_id) where published_at is not null and state <> 'withheld';
create index findings_division_idx on public.findings (division_code text_pattern_ops, published_at desc) where published_at is not null;
create index findings_withheld_idx on public.findings (withheld_until) where state = 'withheld';

-- 2. Lines --------------------------------------------------------------------------------------------------------

create table public.finding_items (
  finding_id uuid not null,
  position int not null,
  kind text not null,
  item text,
  disclosure_id uuid,
  version int,
  content_hash text,
  verdict text,
  note text,
  measured jsonb not null default '[]',
  out_of_tolerance int not null default 0,
  photos jsonb not null default '[]',
  decision text,
  decision_reason text,
  decided_at timestamptz,
  constraint finding_items_pkey primary key (finding_id, position),
  constraint finding_items_position_range check (position between 1 and 60),
  constraint finding_items_kind_known check (kind in ('item', 'free', 'access_refused', 'host_absent')),
  constraint finding_items_verdict_known check (verdict in ('matched', 'differs', 'not_accessible', 'not_seen')),
  constraint finding_items_verdict_fits check ((kind = 'item') = (verdict is not null)
    and (kind = 'item') = (item is not null and disclosure_id is not null and version is not null and content_hash is not null)),
  constraint finding_items_says_what check ((kind = 'item' and verdict <> 'differs') or length(note) between 5 and 2000),
  constraint finding_items_note_length check (length(note) <= 2000),
  constraint finding_items_measured_array check (jsonb_typeof(measured) = 'array' and jsonb_typeof(photos) = 'array'),
  constraint finding_items_decision_known check (decision in ('substantiated', 'partly', 'not_substantiated', 'could_not_verify')),
  constraint finding_items_decision_says_why check (num_nulls(decision, decided_at) in (0, 2) and (decision is null or length(decision_reason) between 5 and 1000)),
  constraint finding_items_finding_fkey foreign key (finding_id) references public.findings (finding_id),
  constraint finding_items_item_fkey foreign key (item) references public.disclosure_items (item),
  constraint finding_items_version_fkey foreign key (disclosure_id, version) references public.disclosure_versions (disclosure_id, version)
);
comment on table public.finding_items is 'The lines of a finding: an item of the checklist with its verdict, a free observation, or that the visitor was not let in or met nobody.';
comment on column public.finding_items.finding_id is 'The finding.';
comment on column public.finding_items.position is 'Order, from 1.';
comment on column public.finding_items.kind is 'item, free, access_refused 拒绝进入, host_absent 接待方缺席.';
comment on column public.finding_items.item is 'Item of the catalogue.';
comment on column public.finding_items.disclosure_id is 'The disclosure that was compared with the site.';
comment on column public.finding_items.version is 'Its version.';
comment on column public.finding_items.content_hash is 'The hash of that version.';
comment on column public.finding_items.verdict is 'matched 相符, differs 不符, not_accessible 无法进入, not_seen 未查看.';
comment on column public.finding_items.note is 'What was seen.';
comment on column public.finding_items.measured is 'Measured values, each judged by the rule in force on the day of the visit.';
comment on column public.finding_items.out_of_tolerance is 'Points of these out of tolerance.';
comment on column public.finding_items.photos is 'Photos of the line: [{sha256 as hashed on the device, caption}].';
comment on column public.finding_items.decision is 'substantiated 属实, partly 部分属实, not_substantiated 不属实, could_not_verify 无法核实.';
comment on column public.finding_items.decision_reason is 'Why, as everyone reads it.';
comment on column public.finding_items.decided_at is 'When.';
create index finding_items_disclosure_idx on public.finding_items (disclosure_id, version) where disclosure_id is not null;
create index finding_items_item_idx on public.finding_items (item, verdict) where item is not null;
