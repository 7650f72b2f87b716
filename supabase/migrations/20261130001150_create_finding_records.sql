-- What is done with findings: steps and who may take them, history, opinions of experts, rectifications 整改, and the persons
-- behind all of it.

-- 1. Steps --------------------------------------------------------------------------------------------------------

create table public.finding_transitions (
  subject text not null,
  from_state text not null,
  act text not null,
  choice text not null default '',
  capacity text not null,
  to_state text not null,
  needs_reason boolean not null default false,
  sort int not null,
  constraint finding_transitions_pkey primary key (subject, from_state, act, choice, capacity),
  constraint finding_transitions_subject_known check (subject in ('finding', 'rectification'))
);
comment on table public.finding_transitions is 'Which step may follow which state, and who may take it. The verbs and the desk''s buttons read the same rows.';
comment on column public.finding_transitions.subject is 'finding or rectification.';
comment on column public.finding_transitions.from_state is 'State before.';
comment on column public.finding_transitions.act is 'The step.';
comment on column public.finding_transitions.choice is 'What was chosen, where a step has several outcomes; else empty.';
comment on column public.finding_transitions.capacity is 'Who may take it: triager, assigner, verifier, reviewer, replier, expert, finder, owner, clock.';
comment on column public.finding_transitions.to_state is 'State after. A finding in which all matched goes from triage to verification at once.';
comment on column public.finding_transitions.needs_reason is 'Whether a reason must be given.';
comment on column public.finding_transitions.sort is 'Order of buttons.';
alter table public.finding_transitions enable row level security;
create policy "Everyone can read which steps there are" on public.finding_transitions for select to anon, authenticated using (true);
grant select on public.finding_transitions to anon, authenticated;

insert into public.finding_transitions (subject, sort, from_state, act, choice, capacity, to_state, needs_reason) values
  ('finding', 10, 'submitted', 'triage', 'accept', 'triager', 'awaiting_reply', false),
  ('finding', 11, 'submitted', 'triage', 'urgent', 'triager', 'awaiting_reply', true),
  ('finding', 12, 'submitted', 'triage', 'duplicate', 'triager', 'duplicate', true),
  ('finding', 13, 'submitted', 'triage', 'out_of_scope', 'triager', 'out_of_scope', true),
  ('finding', 14, 'submitted', 'triage', 'by_clock', 'clock', 'awaiting_reply', false),
  ('finding', 20, 'awaiting_reply', 'reply', '', 'replier', 'under_verification', false),
  ('finding', 21, 'under_verification', 'reply', '', 'replier', 'under_verification', false),
  ('finding', 22, 'awaiting_reply', 'pass', '', 'clock', 'under_verification', false),
  ('finding', 30, 'under_verification', 'ask_expert', '', 'verifier', 'under_verification', false),
  ('finding', 31, 'under_verification', 'give_opinion', '', 'expert', 'under_verification', false),
  ('finding', 32, 'under_verification', 'decide', '', 'verifier', 'decided', true),
  ('finding', 33, 'under_verification', 'publish', '', 'clock', 'under_verification', false),
  ('finding', 34, 'decided', 'publish', '', 'clock', 'published', false),
  ('finding', 40, 'submitted', 'assign', '', 'assigner', 'submitted', false),
  ('finding', 41, 'awaiting_reply', 'assign', '', 'assigner', 'awaiting_reply', false),
  ('finding', 42, 'under_verification', 'assign', '', 'assigner', 'under_verification', false),
  ('finding', 43, 'decided', 'assign', '', 'assigner', 'decided', false),
  ('finding', 44, 'published', 'assign', '', 'assigner', 'published', false),
  ('finding', 50, 'awaiting_reply', 'withhold', '', 'reviewer', 'awaiting_reply', true),
  ('finding', 51, 'under_verification', 'withhold', '', 'reviewer', 'under_verification', true),
  ('finding', 52, 'decided', 'withhold', '', 'reviewer', 'decided', true),
  ('finding', 53, 'published', 'withhold', '', 'reviewer', 'published', true),
  ('finding', 54, 'awaiting_reply', 'sign', '', 'reviewer', 'withheld', false),
  ('finding', 55, 'under_verification', 'sign', '', 'reviewer', 'withheld', false),
  ('finding', 56, 'decided', 'sign', '', 'reviewer', 'withheld', false),
  ('finding', 57, 'published', 'sign', '', 'reviewer', 'withheld', false),
  ('finding', 58, 'withheld', 'release', '', 'reviewer', 'state_before', true),
  ('finding', 59, 'withheld', 'release', '', 'clock', 'state_before', false),
  ('rectification', 60, 'awaiting_plan', 'plan', '', 'replier', 'planned', false),
  ('rectification', 61, 'reopened', 'plan', '', 'replier', 'planned', false),
  ('rectification', 62, 'awaiting_plan', 'claim', '', 'replier', 'claimed_fixed', false),
  ('rectification', 63, 'planned', 'claim', '', 'replier', 'claimed_fixed', false),
  ('rectification', 64, 'reopened', 'claim', '', 'replier', 'claimed_fixed', false),
  ('rectification', 70, 'claimed_fixed', 'reinspect', 'fixed', 'finder', 'closed', false),
  ('rectification', 71, 'claimed_fixed', 'reinspect', 'not_fixed', 'finder', 'reopened', true),
  ('rectification', 72, 'claimed_fixed', 'reinspect', 'fixed', 'owner', 'closed', false),
  ('rectification', 73, 'claimed_fixed', 'reinspect', 'not_fixed', 'owner', 'reopened', true),
  ('rectification', 80, 'awaiting_plan', 'override', 'closed', 'reviewer', 'closed', true),
  ('rectification', 81, 'planned', 'override', 'closed', 'reviewer', 'closed', true),
  ('rectification', 82, 'claimed_fixed', 'override', 'closed', 'reviewer', 'closed', true),
  ('rectification', 83, 'reopened', 'override', 'closed', 'reviewer', 'closed', true),
  ('rectification', 84, 'claimed_fixed', 'override', 'reopened', 'reviewer', 'reopened', true),
  ('rectification', 85, 'closed', 'override', 'reopened', 'reviewer', 'reopened', true);

-- 2. History ------------------------------------------------------------------------------------------------------

create table public.finding_events (
  event_id bigint generated always as identity,
  finding_id uuid not null,
  event text not null,
  state text not null,
  by text not null,
  organization_id uuid,
  reason text,
  due_on date,
  deadline_rule_id uuid,
  at timestamptz not null default private.now(),
  constraint finding_events_pkey primary key (event_id),
  constraint finding_events_event_known check (event in ('submitted', 'triaged', 'urgent', 'assigned', 'passed', 'replied', 'expert_asked',
    'expert_declined', 'opinion_given', 'decided', 'published', 'withholding_proposed', 'withholding_refused', 'withheld', 'released', 'escalated')),
  constraint finding_events_by_known check (by in ('finder', 'owner', 'bureau', 'developer', 'expert', 'clock')),
  constraint finding_events_finding_fkey foreign key (finding_id) references public.findings (finding_id),
  constraint finding_events_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint finding_events_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id)
);
comment on table public.finding_events is
  'What became of a finding, without persons, append-only. due_on of the step that an event begins follows from its day and the rule, so that each due date can be reckoned again.';
comment on column public.finding_events.event_id is 'Order of entry.';
comment on column public.finding_events.finding_id is 'The finding.';
comment on column public.finding_events.event is 'What happened.';
comment on column public.finding_events.state is 'State after it.';
comment on column public.finding_events.by is 'finder, owner, bureau, developer, expert, clock.';
comment on column public.finding_events.organization_id is 'The bureau or developer, if any.';
comment on column public.finding_events.reason is 'The reason that was given.';
comment on column public.finding_events.due_on is 'Last day of the step that begins with it.';
comment on column public.finding_events.deadline_rule_id is 'The rule that gave it.';
comment on column public.finding_events.at is 'When.';
create index finding_events_finding_idx on public.finding_events (finding_id, event_id);
create index finding_events_late_idx on public.finding_events (at, event) where event in ('passed', 'escalated', 'triaged');

create table private.finding_acts (
  finding_id uuid not null,
  position int not null default 0,
  act text not null,
  user_id uuid,
  organization_id uuid,
  at timestamptz not null default private.now(),
  constraint finding_acts_finding_fkey foreign key (finding_id) references public.findings (finding_id)
);
comment on table private.finding_acts is 'Which person took which step. The rules that officers must differ read it. Append-only.';
comment on column private.finding_acts.finding_id is 'The finding.';
comment on column private.finding_acts.position is 'The line; 0 for the finding as a whole.';
comment on column private.finding_acts.act is 'The step.';
comment on column private.finding_acts.user_id is 'Who took it; null for the clock. A bare number: it outlives the account.';
comment on column private.finding_acts.organization_id is 'For which organization.';
comment on column private.finding_acts.at is 'When.';
create index finding_acts_finding_idx on private.finding_acts (finding_id, act);

create table public.finding_opinions (
  opinion_id uuid not null default private.uuid_v7(),
  finding_id uuid not null,
  supervisor_id uuid not null,
  state text not null default 'asked',
  note text,
  lines jsonb not null default '[]',
  asked_at timestamptz not null default private.now(),
  answered_at timestamptz,
  constraint finding_opinions_pkey primary key (opinion_id),
  constraint finding_opinions_once_key unique (finding_id, supervisor_id),
  constraint finding_opinions_state_known check (state in ('asked', 'given', 'declined')),
  constraint finding_opinions_answered_is_whole check ((state = 'asked') = (answered_at is null)),
  constraint finding_opinions_note_length check (length(note) <= 2000),
  constraint finding_opinions_lines_array check (jsonb_typeof(lines) = 'array'),
  constraint finding_opinions_finding_fkey foreign key (finding_id) references public.findings (finding_id),
  constraint finding_opinions_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id)
);
comment on table public.finding_opinions is 'Second experts who were asked about a contested finding, and what they said. The public reads the opinion, not whose it is.';
comment on column public.finding_opinions.opinion_id is 'UUIDv7.';
comment on column public.finding_opinions.finding_id is 'The finding.';
comment on column public.finding_opinions.supervisor_id is 'The expert.';
comment on column public.finding_opinions.state is 'asked, given, declined.';
comment on column public.finding_opinions.note is 'In general.';
comment on column public.finding_opinions.lines is 'Line by line: [{position, decision, reason}].';
comment on column public.finding_opinions.asked_at is 'When the bureau asked.';
comment on column public.finding_opinions.answered_at is 'When the expert answered.';
create unique index finding_opinions_one_open_key on public.finding_opinions (finding_id) where state = 'asked';
create unique index finding_opinions_one_given_key on public.finding_opinions (finding_id) where state = 'given';
create index finding_opinions_supervisor_idx on public.finding_opinions (supervisor_id, asked_at desc);

create table private.finding_withholdings (
  withholding_id uuid not null default private.uuid_v7(),
  finding_id uuid not null,
  ground text not null,
  reason text not null,
  until date not null,
  first_by uuid not null,
  first_for uuid not null,
  first_at timestamptz not null default private.now(),
  second_by uuid,
  second_for uuid,
  second_at timestamptz,
  agreed boolean,
  constraint finding_withholdings_pkey primary key (withholding_id),
  constraint finding_withholdings_two_people check (second_by <> first_by),
  constraint finding_withholdings_signed_is_whole check (num_nulls(second_by, second_at, agreed) in (0, 3)),
  constraint finding_withholdings_finding_fkey foreign key (finding_id) references public.findings (finding_id)
);
comment on table private.finding_withholdings is 'Proposals to withhold a finding. Two officers sign, or it is not withheld.';
comment on column private.finding_withholdings.withholding_id is 'UUIDv7.';
comment on column private.finding_withholdings.finding_id is 'The finding.';
comment on column private.finding_withholdings.ground is 'As in findings.';
comment on column private.finding_withholdings.reason is 'As the public will read it.';
comment on column private.finding_withholdings.until is 'Last day.';
comment on column private.finding_withholdings.first_by is 'Who proposed. A bare number: it outlives the account.';
comment on column private.finding_withholdings.first_for is 'The bureau of that officer.';
comment on column private.finding_withholdings.first_at is 'When.';
comment on column private.finding_withholdings.second_by is 'Who signed second or refused. A bare number.';
comment on column private.finding_withholdings.second_for is 'The bureau of that officer.';
comment on column private.finding_withholdings.second_at is 'When.';
comment on column private.finding_withholdings.agreed is 'Whether the second signed.';
create unique index finding_withholdings_one_open_key on private.finding_withholdings (finding_id) where second_at is null;
