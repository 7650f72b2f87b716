-- Disclosures 公示: what each project owes to the public, the versions of what was disclosed, their documents, and where
-- else they were shown. Persons stand in `private`: what is public names organizations only.

-- 1. What is owed, and how it stands ------------------------------------------------------------------------------

create table public.disclosures (
  disclosure_id uuid not null default private.uuid_v7(),
  slug text not null default private.short_code(),
  project_id uuid not null,
  item text not null,
  division_code text not null,
  stage text not null,
  demo boolean not null default false,
  state text not null default 'owed',
  status text not null default 'ahead',
  trigger_on date,
  due_on date,
  expected_on date,
  deadline_rule_id uuid,
  overdue_seq bigint,
  version int,
  first_published_at timestamptz,
  days_late int,
  changed_at timestamptz not null default private.now(),
  withheld_ground text,
  withheld_reason text,
  withheld_until date,
  withheld_by uuid,
  withheld_at timestamptz,
  withdrawn_version int,
  withdrawn_reason text,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  constraint disclosures_pkey primary key (disclosure_id),
  constraint disclosures_slug_key unique (slug),
  constraint disclosures_once_per_item_key unique (project_id, item),
  constraint disclosures_state_known check (state in ('owed', 'published', 'withdrawn', 'withheld')),
  constraint disclosures_status_known check (
    status in ('not_applicable', 'ahead', 'due', 'overdue', 'published', 'withdrawn', 'withheld')),
  constraint disclosures_published_has_a_version check ((state = 'published') = (version is not null)),
  constraint disclosures_withheld_says_why check (
    state <> 'withheld' or num_nulls(withheld_ground, withheld_reason, withheld_until, withheld_by, withheld_at) = 0),
  constraint disclosures_withheld_ground_known check (withheld_ground in ('state_secret', 'third_party', 'internal')),
  constraint disclosures_withdrawn_says_why check (
    state <> 'withdrawn' or num_nulls(withdrawn_version, withdrawn_reason, withdrawn_by, withdrawn_at) = 0),
  constraint disclosures_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint disclosures_item_fkey foreign key (item) references public.disclosure_items (item),
  constraint disclosures_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint disclosures_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id),
  constraint disclosures_withheld_by_fkey foreign key (withheld_by) references public.organizations (organization_id),
  constraint disclosures_withdrawn_by_fkey foreign key (withdrawn_by) references public.organizations (organization_id)
);
comment on table public.disclosures is
  'One row for each item that a project must disclose, from the day the project is registered: also what was never published is a row. Written by verbs and by refresh_disclosures. All of it is public.';
comment on column public.disclosures.disclosure_id is 'UUIDv7.';
comment on column public.disclosures.slug is 'Short code of the permanent page /disclosures/<slug>, never reused.';
comment on column public.disclosures.project_id is 'The project.';
comment on column public.disclosures.item is 'The item of the catalogue.';
comment on column public.disclosures.division_code is 'Division of the project, kept here so that lists of a million rows need no join.';
comment on column public.disclosures.stage is 'Stage of the item.';
comment on column public.disclosures.demo is 'Demonstration data.';
comment on column public.disclosures.state is 'owed; published (a version is public); withdrawn (by the bureau''s decision); withheld (on a legal ground).';
comment on column public.disclosures.status is
  'How it stands today, as lists filter by: not_applicable, ahead (its milestone is not reached), due, overdue, published, withdrawn, withheld. Kept by refresh_disclosures.';
comment on column public.disclosures.trigger_on is 'Day its milestone was reached, not before the day the project was registered here.';
comment on column public.disclosures.due_on is 'Last day on which publishing is on time; null until its milestone is reached, or where no rule is in force.';
comment on column public.disclosures.expected_on is 'The same, reckoned from the planned day while the milestone is not reached.';
comment on column public.disclosures.deadline_rule_id is 'The rule that gave due_on or expected_on.';
comment on column public.disclosures.overdue_seq is 'The journal entry that told it was overdue; null when it never was, or the telling was taken back.';
comment on column public.disclosures.version is 'The version that the public sees.';
comment on column public.disclosures.first_published_at is 'When a version first became public.';
comment on column public.disclosures.days_late is 'Days by the calendar from due_on to the first publication, 0 when on time; null while unpublished or never due.';
comment on column public.disclosures.changed_at is 'When it last changed for the public.';
comment on column public.disclosures.withheld_ground is
  'state_secret (政府信息公开条例 Art 14), third_party (Art 15: business secret, privacy), internal (Art 16).';
comment on column public.disclosures.withheld_reason is 'The reason as the public reads it.';
comment on column public.disclosures.withheld_until is 'Last day on which it is withheld; owed again after.';
comment on column public.disclosures.withheld_by is 'The bureau that decided.';
comment on column public.disclosures.withheld_at is 'When it decided.';
comment on column public.disclosures.withdrawn_version is 'The version that was withdrawn.';
comment on column public.disclosures.withdrawn_reason is 'The reason as the public reads it.';
comment on column public.disclosures.withdrawn_by is 'The bureau that decided.';
comment on column public.disclosures.withdrawn_at is 'When it decided.';
create index disclosures_changed_at_idx on public.disclosures (changed_at desc, disclosure_id)
  where status in ('published', 'withdrawn', 'withheld', 'overdue');
create index disclosures_division_idx on public.disclosures (division_code text_pattern_ops, item, status);
create index disclosures_due_idx on public.disclosures (status, due_on, disclosure_id) where status in ('due', 'overdue');
create index disclosures_item_idx on public.disclosures (item, changed_at desc);

alter table public.disclosures enable row level security;
create policy "Everyone can read what is owed and how it stands" on public.disclosures for select to anon, authenticated using (true);
grant select on public.disclosures to anon, authenticated;

-- 2. Versions -----------------------------------------------------------------------------------------------------

create table public.disclosure_versions (
  disclosure_id uuid not null,
  version int not null,
  state text not null default 'draft',
  edits int not null default 1,
  facts jsonb not null default '{}',
  note text,
  reason text,
  returned_reason text,
  supplied_by uuid not null,
  submitted_at timestamptz,
  confirmed_by uuid,
  confirmed_role text,
  confirmed_at timestamptz,
  publish_at timestamptz,
  published_by uuid,
  published_at timestamptz,
  superseded_at timestamptz,
  changes jsonb,
  content_hash text,
  journal_seq bigint,
  created_at timestamptz not null default private.now(),
  updated_at timestamptz not null default private.now(),
  constraint disclosure_versions_pkey primary key (disclosure_id, version),
  constraint disclosure_versions_number check (version >= 1),
  constraint disclosure_versions_state_known check (
    state in ('draft', 'submitted', 'returned', 'confirmed', 'published', 'superseded', 'withdrawn', 'discarded')),
  constraint disclosure_versions_facts_object check (jsonb_typeof(facts) = 'object'),
  constraint disclosure_versions_note_length check (length(note) <= 2000),
  constraint disclosure_versions_reason_length check (length(reason) between 5 and 500),
  constraint disclosure_versions_returned_reason_length check (length(returned_reason) between 2 and 500),
  constraint disclosure_versions_public_is_whole check (
    state not in ('published', 'superseded', 'withdrawn')
    or num_nulls(submitted_at, confirmed_by, confirmed_at, published_by, published_at, content_hash, journal_seq) = 0),
  constraint disclosure_versions_disclosure_fkey foreign key (disclosure_id)
    references public.disclosures (disclosure_id) on delete cascade,
  constraint disclosure_versions_supplied_by_fkey foreign key (supplied_by) references public.organizations (organization_id),
  constraint disclosure_versions_confirmed_by_fkey foreign key (confirmed_by) references public.organizations (organization_id),
  constraint disclosure_versions_published_by_fkey foreign key (published_by) references public.organizations (organization_id)
);
comment on table public.disclosure_versions is
  'Versions of a disclosure. What became public never changes again: a correction is a new version.';
comment on column public.disclosure_versions.disclosure_id is 'The disclosure.';
comment on column public.disclosure_versions.version is 'From 1, without gaps.';
comment on column public.disclosure_versions.state is
  'draft → submitted → confirmed → published; returned with a reason; discarded; superseded by the next published version; withdrawn.';
comment on column public.disclosure_versions.edits is 'Counts the changes; a form must send the number it was made from.';
comment on column public.disclosure_versions.facts is 'Structured facts by the fields of the item.';
comment on column public.disclosure_versions.note is 'Remark to the public.';
comment on column public.disclosure_versions.reason is 'Why this version corrects the one before; null where none was ever public.';
comment on column public.disclosure_versions.returned_reason is 'Why it was last returned. Not public.';
comment on column public.disclosure_versions.supplied_by is 'The organization that supplied it.';
comment on column public.disclosure_versions.submitted_at is 'When it was submitted for confirmation.';
comment on column public.disclosure_versions.confirmed_by is 'The organization that confirmed it.';
comment on column public.disclosure_versions.confirmed_role is 'Its role on the project: supervising_engineer or third_party.';
comment on column public.disclosure_versions.confirmed_at is 'When.';
comment on column public.disclosure_versions.publish_at is 'When it is to be published by itself; null: by hand.';
comment on column public.disclosure_versions.published_by is 'The developer that published it.';
comment on column public.disclosure_versions.published_at is 'When.';
comment on column public.disclosure_versions.superseded_at is 'When the next version took its place.';
comment on column public.disclosure_versions.changes is 'What differs from the version before: {field: {from, to}}, documents by added and removed hashes.';
comment on column public.disclosure_versions.content_hash is
  'SHA-256 (hex) over the RFC 8785 form of {disclosure, item, version, facts, note, documents: [sha256…]}.';
comment on column public.disclosure_versions.journal_seq is 'The journal entry that published it.';
comment on column public.disclosure_versions.created_at is 'When the row was written.';
comment on column public.disclosure_versions.updated_at is 'When it last changed.';
create unique index disclosure_versions_one_open_key on public.disclosure_versions (disclosure_id)
  where state in ('draft', 'submitted', 'returned', 'confirmed');
create unique index disclosure_versions_one_public_key on public.disclosure_versions (disclosure_id) where state = 'published';
create index disclosure_versions_publish_at_idx on public.disclosure_versions (publish_at)
  where state = 'confirmed' and publish_at is not null;

create function private.keep_public_version() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if old.state in ('published', 'superseded', 'withdrawn', 'discarded') then
    if tg_op = 'DELETE' then
      raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
    end if;
    -- only its place among the versions may still change
    if to_jsonb(new) - array['state', 'superseded_at', 'updated_at'] <> to_jsonb(old) - array['state', 'superseded_at', 'updated_at']
      or (old.state, new.state) not in (('published', 'superseded'), ('published', 'withdrawn'), ('published', 'published')) then
      raise exception 'version_is_public' using errcode = '42501';
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
comment on function private.keep_public_version() is
  'Trigger: a version that was public, or discarded, keeps its content for ever, for the service role too.';
create trigger disclosure_versions_keep before update or delete on public.disclosure_versions
  for each row execute function private.keep_public_version();
create trigger disclosure_versions_are_never_emptied before truncate on public.disclosure_versions
  for each statement execute function private.refuse_change();

-- 3. Who takes part -----------------------------------------------------------------------------------------------

create function private.duties_on_project(project_id uuid) returns table (organization_id uuid, role text, duty text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select pp.organization_id, pp.role, d.duty
    from private.current_memberships() m
    join public.project_parties pp on pp.organization_id = m.organization_id
    cross join lateral unnest(m.duties) as d (duty)
    where m.role = 'company_member' and pp.project_id = duties_on_project.project_id;
end $$;
comment on function private.duties_on_project(uuid) is
  'What the caller may do on a project as a member of its parties: organization, its role on the project, duty.';

create function private.takes_part(project_id uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from private.current_memberships() m
      join public.project_parties pp on pp.organization_id = m.organization_id
      where m.role = 'company_member' and pp.project_id = takes_part.project_id)
    or private.oversees((select p.division_code from public.projects p where p.project_id = takes_part.project_id));
end $$;
comment on function private.takes_part(uuid) is 'Whether the caller is a member of a party of the project, or an officer who oversees it.';
grant execute on function private.takes_part(uuid) to authenticated;

create function private.sees_drafts(disclosure_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select private.takes_part((select d.project_id from public.disclosures d where d.disclosure_id = sees_drafts.disclosure_id)) $$;
comment on function private.sees_drafts(uuid) is 'Whether the caller takes part in the project of a disclosure.';
grant execute on function private.sees_drafts(uuid) to authenticated;

alter table public.disclosure_versions enable row level security;
create policy "Everyone can read published versions" on public.disclosure_versions for select to anon, authenticated
  using (state in ('published', 'superseded'));
create policy "Those who take part can read all versions" on public.disclosure_versions for select to authenticated
  using (private.sees_drafts(disclosure_id));
grant select on public.disclosure_versions to anon, authenticated;

create table private.disclosure_acts (
  disclosure_id uuid not null,
  version int not null,
  act text not null,
  user_id uuid,
  organization_id uuid,
  at timestamptz not null default private.now(),
  reason text,
  constraint disclosure_acts_act_known check (act in
    ('write', 'submit', 'recall', 'return', 'confirm', 'schedule', 'unschedule', 'publish', 'correct', 'discard', 'withdraw', 'withhold', 'release')),
  constraint disclosure_acts_disclosure_fkey foreign key (disclosure_id) references public.disclosures (disclosure_id) on delete cascade,
  constraint disclosure_acts_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table private.disclosure_acts is
  'Every step of every version with the person who took it. Shown without persons to those who take part; the rule that confirmer and author differ reads it.';
comment on column private.disclosure_acts.disclosure_id is 'The disclosure.';
comment on column private.disclosure_acts.version is 'The version; 0 for what concerns the disclosure as a whole.';
comment on column private.disclosure_acts.act is 'What was done.';
comment on column private.disclosure_acts.user_id is 'Who did it; null for the hub itself (published by schedule). A bare number: it outlives the account.';
comment on column private.disclosure_acts.organization_id is 'For which organization.';
comment on column private.disclosure_acts.at is 'When.';
comment on column private.disclosure_acts.reason is 'The reason that was given.';
create index disclosure_acts_disclosure_idx on private.disclosure_acts (disclosure_id, version);
create trigger disclosure_acts_are_append_only before update on private.disclosure_acts
  for each row execute function private.refuse_change();
