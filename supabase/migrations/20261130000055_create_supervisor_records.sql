-- What stands beside a registration: the person behind it, evidence, conflicts, decisions, and appointments for projects.

-- 1. Persons, in the schema that no client reaches ----------------------------------------------------------------

create table private.supervisor_persons (
  supervisor_id uuid not null,
  real_name text not null,
  phone text not null,
  work_unit text,
  statement text not null,
  declared_at timestamptz not null default private.now(),
  constraint supervisor_persons_pkey primary key (supervisor_id),
  constraint supervisor_persons_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id) on delete cascade,
  constraint supervisor_persons_real_name_length check (length(real_name) between 2 and 60),
  constraint supervisor_persons_phone_form check (phone ~ '^[0-9+() -]{5,30}$'),
  constraint supervisor_persons_work_unit_length check (length(work_unit) <= 120),
  constraint supervisor_persons_statement_length check (length(statement) between 5 and 1000)
);
comment on table private.supervisor_persons is 'Real name and contact of supervisors, for the person and the officers who decide. Deleted when the account goes, or kept_days after an application or registration ended.';
comment on column private.supervisor_persons.supervisor_id is 'The application or registration.';
comment on column private.supervisor_persons.real_name is 'Real name.';
comment on column private.supervisor_persons.phone is 'Telephone number.';
comment on column private.supervisor_persons.work_unit is 'Where the person works, if anywhere.';
comment on column private.supervisor_persons.statement is 'What makes the person one of the category, in the person''s words.';
comment on column private.supervisor_persons.declared_at is 'When the person declared all this to be true, and to have no record of serious dishonesty.';

create table private.supervisor_evidence (
  evidence_id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  supervisor_id uuid,
  sha256 text not null,
  media_type text not null,
  bytes int not null,
  file_name text not null,
  kept_at timestamptz not null default now(),
  constraint supervisor_evidence_pkey primary key (evidence_id),
  constraint supervisor_evidence_user_fkey foreign key (user_id) references auth.users (id) on delete cascade,
  constraint supervisor_evidence_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id) on delete cascade,
  constraint supervisor_evidence_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint supervisor_evidence_media_type_known check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  constraint supervisor_evidence_bytes_range check (bytes between 1 and 20971520),
  constraint supervisor_evidence_file_name_length check (length(file_name) between 1 and 120)
);
comment on table private.supervisor_evidence is 'Files by which applicants prove their category. Served to the person and the officers who decide, never public.';
comment on column private.supervisor_evidence.evidence_id is 'UUIDv7.';
comment on column private.supervisor_evidence.user_id is 'Who sent it.';
comment on column private.supervisor_evidence.supervisor_id is 'The application it belongs to; null until that is sent.';
comment on column private.supervisor_evidence.sha256 is 'Hash of the file as it is kept; its name in the area evidence of the file store.';
comment on column private.supervisor_evidence.media_type is 'Found by the server from its bytes.';
comment on column private.supervisor_evidence.bytes is 'Size.';
comment on column private.supervisor_evidence.file_name is 'Its name, cleaned.';
comment on column private.supervisor_evidence.kept_at is 'When it was sent.';
create index supervisor_evidence_supervisor_idx on private.supervisor_evidence (supervisor_id);
create index supervisor_evidence_user_idx on private.supervisor_evidence (user_id);
create index supervisor_evidence_sha256_idx on private.supervisor_evidence (sha256);

create table private.evidence_leftovers (
  sha256 text not null,
  constraint evidence_leftovers_pkey primary key (sha256)
);
comment on table private.evidence_leftovers is 'Files whose row is gone, to be taken out of the file store by the sweep.';
comment on column private.evidence_leftovers.sha256 is 'The file.';

create function private.leave_evidence() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.evidence_leftovers (sha256) values (old.sha256) on conflict do nothing;
  return old;
end $$;
comment on function private.leave_evidence() is 'Trigger: a row that goes, also with its account, leaves its file to the sweep.';
create trigger supervisor_evidence_leaves_its_file after delete on private.supervisor_evidence
  for each row execute function private.leave_evidence();

create table private.supervisor_conflicts (
  conflict_id uuid not null default private.uuid_v7(),
  supervisor_id uuid not null,
  relation text not null,
  name text not null,
  organization_id uuid,
  project_id uuid,
  note text,
  declared_at timestamptz not null default private.now(),
  constraint supervisor_conflicts_pkey primary key (conflict_id),
  constraint supervisor_conflicts_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id) on delete cascade,
  constraint supervisor_conflicts_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint supervisor_conflicts_project_fkey foreign key (project_id) references public.projects (project_id),
  constraint supervisor_conflicts_relation_known check (relation in ('employer', 'supplier', 'kin', 'purchase', 'other')),
  constraint supervisor_conflicts_name_length check (length(name) between 2 and 120),
  constraint supervisor_conflicts_note_length check (length(note) <= 300)
);
comment on table private.supervisor_conflicts is 'Conflicts of interest that a supervisor declared. Seen by the person and the officers who decide; others learn only that there is one.';
comment on column private.supervisor_conflicts.conflict_id is 'UUIDv7.';
comment on column private.supervisor_conflicts.supervisor_id is 'The application or registration.';
comment on column private.supervisor_conflicts.relation is 'employer, supplier, kin, purchase (bought or means to buy there), other.';
comment on column private.supervisor_conflicts.name is 'The company or the estate as the person named it.';
comment on column private.supervisor_conflicts.organization_id is 'The organization of exactly that name, where there is one.';
comment on column private.supervisor_conflicts.project_id is 'The project of exactly that name, where there is one.';
comment on column private.supervisor_conflicts.note is 'More about it.';
comment on column private.supervisor_conflicts.declared_at is 'When it was declared.';
create index supervisor_conflicts_supervisor_idx on private.supervisor_conflicts (supervisor_id);

create table private.supervisor_decisions (
  decision_id bigint generated always as identity,
  supervisor_id uuid not null,
  act text not null,
  user_id uuid,
  organization_id uuid,
  valid_until date,
  reason text,
  at timestamptz not null default private.now(),
  constraint supervisor_decisions_pkey primary key (decision_id),
  constraint supervisor_decisions_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id),
  constraint supervisor_decisions_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint supervisor_decisions_act_known check (act in ('apply', 'withdraw', 'register', 'refuse', 'ask_renewal', 'renew',
    'refuse_renewal', 'suspend', 'resume', 'dismiss', 'expire', 'leave'))
);
comment on table private.supervisor_decisions is 'Every step of every application and registration, with the person who took it. Append-only.';
comment on column private.supervisor_decisions.decision_id is 'Order of entry.';
comment on column private.supervisor_decisions.supervisor_id is 'The application or registration.';
comment on column private.supervisor_decisions.act is 'What was done.';
comment on column private.supervisor_decisions.user_id is 'Who did it; null for the hub itself. A bare number: it outlives the account.';
comment on column private.supervisor_decisions.organization_id is 'The bureau it was done for, if any.';
comment on column private.supervisor_decisions.valid_until is 'The last day of the term that was given.';
comment on column private.supervisor_decisions.reason is 'The reason that was given.';
comment on column private.supervisor_decisions.at is 'When.';
create index supervisor_decisions_supervisor_idx on private.supervisor_decisions (supervisor_id, decision_id);
create trigger supervisor_decisions_are_append_only before update or delete on private.supervisor_decisions
  for each row execute function private.refuse_change();
create trigger supervisor_decisions_are_never_emptied before truncate on private.supervisor_decisions
  for each statement execute function private.refuse_change();

create table private.supervisor_reads (
  read_id bigint generated always as identity,
  supervisor_id uuid not null,
  user_id uuid not null,
  what text not null,
  at timestamptz not null default now(),
  constraint supervisor_reads_pkey primary key (read_id),
  constraint supervisor_reads_what_known check (what in ('case', 'evidence'))
);
comment on table private.supervisor_reads is 'Which officer read the personal data of which supervisor, and when. Append-only.';
comment on column private.supervisor_reads.read_id is 'Order of entry.';
comment on column private.supervisor_reads.supervisor_id is 'Whose data.';
comment on column private.supervisor_reads.user_id is 'Who read. A bare number: it outlives the account.';
comment on column private.supervisor_reads.what is 'case: name, contact and conflicts. evidence: a file.';
comment on column private.supervisor_reads.at is 'When.';
create index supervisor_reads_supervisor_idx on private.supervisor_reads (supervisor_id, at);
create trigger supervisor_reads_are_append_only before update or delete on private.supervisor_reads
  for each row execute function private.refuse_change();

create table private.supervisor_numbers (
  series text not null,
  last int not null,
  constraint supervisor_numbers_pkey primary key (series)
);
comment on table private.supervisor_numbers is 'The last running number of each series.';
comment on column private.supervisor_numbers.series is 'Division of the bureau and year: 420100-2026.';
comment on column private.supervisor_numbers.last is 'The number given last.';

-- 2. Registrations are never deleted ------------------------------------------------------------------------------

create trigger supervisors_are_never_deleted before delete on public.supervisors
  for each row execute function private.refuse_change();
create trigger supervisors_are_never_emptied before truncate on public.supervisors
  for each statement execute function private.refuse_change();

-- 3. Appointments -------------------------------------------------------------------------------------------------

create table public.supervisor_appointments (
  appointment_id uuid not null default private.uuid_v7(),
  supervisor_id uuid not null,
  project_id uuid not null,
  organization_id uuid not null,
  state text not null default 'offered',
  note text,
  offered_at timestamptz not null default private.now(),
  answered_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  demo boolean not null default false,
  constraint supervisor_appointments_pkey primary key (appointment_id),
  constraint supervisor_appointments_supervisor_fkey foreign key (supervisor_id) references public.supervisors (supervisor_id),
  constraint supervisor_appointments_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint supervisor_appointments_organization_fkey foreign key (organization_id) references public.organizations (organization_id),
  constraint supervisor_appointments_state_known check (state in ('offered', 'accepted', 'declined', 'ended')),
  constraint supervisor_appointments_ended_is_whole check ((state = 'ended') = (ended_at is not null)),
  constraint supervisor_appointments_note_length check (length(note) <= 300),
  constraint supervisor_appointments_end_reason_length check (length(end_reason) <= 300)
);
comment on table public.supervisor_appointments is 'Supervisors whom developers appointed for projects. What is public of it, accepted ones, is told by functions.';
comment on column public.supervisor_appointments.appointment_id is 'UUIDv7.';
comment on column public.supervisor_appointments.supervisor_id is 'The registration.';
comment on column public.supervisor_appointments.project_id is 'The project.';
comment on column public.supervisor_appointments.organization_id is 'The developer who appoints.';
comment on column public.supervisor_appointments.state is 'offered, accepted or declined by the supervisor, ended.';
comment on column public.supervisor_appointments.note is 'What the developer writes to the supervisor.';
comment on column public.supervisor_appointments.offered_at is 'When it was offered.';
comment on column public.supervisor_appointments.answered_at is 'When the supervisor answered.';
comment on column public.supervisor_appointments.ended_at is 'When it ended.';
comment on column public.supervisor_appointments.end_reason is 'Why the developer ended it; public. Null where the supervisor laid it down or the registration ended.';
comment on column public.supervisor_appointments.demo is 'Demonstration data.';
create unique index supervisor_appointments_one_standing_key on public.supervisor_appointments (supervisor_id, project_id)
  where state in ('offered', 'accepted');
create index supervisor_appointments_project_idx on public.supervisor_appointments (project_id, state);

alter table public.supervisor_appointments enable row level security;
grant select on public.supervisor_appointments to authenticated;
