-- Rectifications 整改: what is put right after a finding, line by line; whose site it is; and how disclosures stand.

create table public.rectifications (
  finding_id uuid not null,
  position int not null,
  state text not null default 'awaiting_plan',
  due_on date,
  deadline_rule_id uuid,
  overdue_told date,
  plan text,
  planned_at timestamptz,
  fix_by date,
  rounds int not null default 0,
  opened_at timestamptz not null default private.now(),
  claimed_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  override_reason text,
  constraint rectifications_pkey primary key (finding_id, position),
  constraint rectifications_state_known check (state in ('awaiting_plan', 'planned', 'claimed_fixed', 'closed', 'reopened')),
  constraint rectifications_plan_length check (length(plan) between 5 and 2000),
  constraint rectifications_closed_by_known check (closed_by in ('finder', 'owner', 'bureau')),
  constraint rectifications_closed_is_whole check ((state = 'closed') = (closed_at is not null) and (closed_at is null) = (closed_by is null)),
  constraint rectifications_override_says_why check (closed_by <> 'bureau' or length(override_reason) >= 5),
  constraint rectifications_line_fkey foreign key (finding_id, position) references public.finding_items (finding_id, position),
  constraint rectifications_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id)
);
comment on table public.rectifications is 'One row for each line that was substantiated, at least partly, and says something is wrong.';
comment on column public.rectifications.finding_id is 'The finding.';
comment on column public.rectifications.position is 'Its line.';
comment on column public.rectifications.state is 'awaiting_plan → planned → claimed_fixed → closed, or reopened and claimed again.';
comment on column public.rectifications.due_on is 'Last day of the step that is on; null once closed.';
comment on column public.rectifications.deadline_rule_id is 'The rule that gave it; null where the plan did.';
comment on column public.rectifications.overdue_told is 'The due day of which it was told that it passed.';
comment on column public.rectifications.plan is 'How the developer means to put it right.';
comment on column public.rectifications.planned_at is 'When the developer said so.';
comment on column public.rectifications.fix_by is 'Day by which, as the developer planned.';
comment on column public.rectifications.rounds is 'How often it was said to be put right.';
comment on column public.rectifications.opened_at is 'When it began: the line was decided and public.';
comment on column public.rectifications.claimed_at is 'When it was first said to be put right.';
comment on column public.rectifications.closed_at is 'When it was closed.';
comment on column public.rectifications.closed_by is 'finder or owner, who looked again; bureau: closed with a public reason.';
comment on column public.rectifications.override_reason is 'The bureau''s reason.';
create index rectifications_due_idx on public.rectifications (due_on) where state <> 'closed' and overdue_told is distinct from due_on;

create table public.rectification_events (
  event_id bigint generated always as identity,
  finding_id uuid not null,
  position int not null,
  event text not null,
  by text not null,
  round int not null,
  note text,
  photos jsonb not null default '[]',
  due_on date,
  deadline_rule_id uuid,
  at timestamptz not null default private.now(),
  constraint rectification_events_pkey primary key (event_id),
  constraint rectification_events_event_known check (event in ('opened', 'planned', 'claimed', 'verified', 'reopened', 'overridden', 'overdue')),
  constraint rectification_events_by_known check (by in ('finder', 'owner', 'bureau', 'developer', 'clock')),
  constraint rectification_events_note_length check (length(note) <= 2000),
  constraint rectification_events_line_fkey foreign key (finding_id, position) references public.rectifications (finding_id, position),
  constraint rectification_events_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id)
);
comment on table public.rectification_events is 'What became of a rectification, without persons, append-only.';
comment on column public.rectification_events.event_id is 'Order of entry.';
comment on column public.rectification_events.finding_id is 'The finding.';
comment on column public.rectification_events.position is 'Its line.';
comment on column public.rectification_events.event is 'opened, planned, claimed, verified, reopened, overridden, overdue.';
comment on column public.rectification_events.by is 'finder, owner, bureau, developer, clock.';
comment on column public.rectification_events.round is 'Which attempt.';
comment on column public.rectification_events.note is 'What was said.';
comment on column public.rectification_events.photos is 'Photos of a re-inspection: [{sha256, caption}].';
comment on column public.rectification_events.due_on is 'Last day of the step that begins with it.';
comment on column public.rectification_events.deadline_rule_id is 'The rule that gave it.';
comment on column public.rectification_events.at is 'When.';
create index rectification_events_line_idx on public.rectification_events (finding_id, position, event_id);

create function private.keep_finding_opinion() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or old.state <> 'asked' then raise exception 'append_only' using errcode = '42501', detail = tg_table_name; end if;
  return new;
end $$;
comment on function private.keep_finding_opinion() is 'Trigger: what an expert answered stays.';
create trigger finding_opinions_keep before update or delete on public.finding_opinions
  for each row execute function private.keep_finding_opinion();
create trigger finding_events_are_append_only before update or delete on public.finding_events
  for each row execute function private.refuse_change();
create trigger finding_events_are_never_emptied before truncate on public.finding_events
  for each statement execute function private.refuse_change();
create trigger finding_acts_are_append_only before update or delete on private.finding_acts
  for each row execute function private.refuse_change();
create trigger rectification_events_are_append_only before update or delete on public.rectification_events
  for each row execute function private.refuse_change();
create trigger rectification_events_are_never_emptied before truncate on public.rectification_events
  for each statement execute function private.refuse_change();
create trigger rectifications_are_never_deleted before delete on public.rectifications
  for each row execute function private.refuse_change();

alter table public.finding_events enable row level security;
alter table public.finding_opinions enable row level security;
alter table public.rectifications enable row level security;
alter table public.rectification_events enable row level security;

-- Whose site it is --------------------------------------------------------------------------------------------------

create table private.site_officers (
  project_id uuid not null,
  user_id uuid not null,
  from_day date not null,
  until_day date,
  set_by uuid,
  constraint site_officers_pkey primary key (project_id, user_id, from_day),
  constraint site_officers_period check (until_day >= from_day),
  constraint site_officers_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint site_officers_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table private.site_officers is 'Officers who supervise a site from day to day. They never verify what was found there.';
comment on column private.site_officers.project_id is 'The project.';
comment on column private.site_officers.user_id is 'The officer.';
comment on column private.site_officers.from_day is 'From.';
comment on column private.site_officers.until_day is 'Until; null while open.';
comment on column private.site_officers.set_by is 'Who entered it. A bare number: it outlives the account.';

create table private.finding_numbers (
  series text not null,
  last int not null,
  constraint finding_numbers_pkey primary key (series)
);
comment on table private.finding_numbers is 'The last running number of each series.';
comment on column private.finding_numbers.series is 'Division of the city and year: 420100-2026.';
comment on column private.finding_numbers.last is 'The number given last.';

-- How disclosures stand ---------------------------------------------------------------------------------------------

create table public.disclosure_verifications (
  disclosure_id uuid not null,
  version int not null,
  status text not null,
  confirmed int not null,
  disputed int not null,
  resolved int not null,
  pending int not null,
  categories jsonb not null,
  last_at timestamptz not null,
  constraint disclosure_verifications_pkey primary key (disclosure_id, version),
  constraint disclosure_verifications_status_known check (status in ('unverified', 'confirmed', 'disputed')),
  constraint disclosure_verifications_version_fkey foreign key (disclosure_id, version)
    references public.disclosure_versions (disclosure_id, version)
);
comment on table public.disclosure_verifications is
  'How a version of a disclosure stands after what visitors found, kept whenever a finding about it is published, decided, withheld or put right. No row: nobody looked.';
comment on column public.disclosure_verifications.disclosure_id is 'The disclosure.';
comment on column public.disclosure_verifications.version is 'The version that was compared with the site.';
comment on column public.disclosure_verifications.status is 'disputed while a difference that was substantiated is not put right; else confirmed where a visit confirmed it, or it was put right; else unverified.';
comment on column public.disclosure_verifications.confirmed is 'Findings by which it matched, as the bureau confirmed.';
comment on column public.disclosure_verifications.disputed is 'Findings by which it differs, substantiated and not put right.';
comment on column public.disclosure_verifications.resolved is 'Findings by which it differed, put right since.';
comment on column public.disclosure_verifications.pending is 'Findings that are public but were not verified in time.';
comment on column public.disclosure_verifications.categories is 'Of those confirmed, disputed and resolved, how many by each category of finder.';
comment on column public.disclosure_verifications.last_at is 'When the last of these became public.';
alter table public.disclosure_verifications enable row level security;
create policy "Everyone can read how disclosures stand" on public.disclosure_verifications for select to anon, authenticated using (true);
grant select on public.disclosure_verifications to anon, authenticated;
