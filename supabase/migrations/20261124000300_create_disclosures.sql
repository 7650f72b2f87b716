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

-- 4. Documents ----------------------------------------------------------------------------------------------------

create table public.documents (
  document_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  organization_id uuid,
  sha256 text not null,
  original_sha256 text not null,
  media_type text not null,
  bytes int not null,
  original_bytes int not null,
  file_name text not null,
  width int,
  height int,
  pages int,
  text text,
  created_at timestamptz not null default private.now(),
  constraint documents_pkey primary key (document_id),
  constraint documents_once_per_project_key unique (project_id, sha256),
  constraint documents_sha256_form check (sha256 ~ '^[0-9a-f]{64}$' and original_sha256 ~ '^[0-9a-f]{64}$'),
  constraint documents_media_type_known check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  constraint documents_bytes_range check (bytes between 1 and 33554432 and original_bytes between 1 and 33554432),
  constraint documents_file_name_length check (length(file_name) between 1 and 200),
  constraint documents_size_range check (width between 1 and 20000 and height between 1 and 20000),
  constraint documents_pages_range check (pages between 1 and 5000),
  constraint documents_text_length check (length(text) <= 100000),
  constraint documents_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint documents_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.documents is 'Files that were uploaded for a project, by their hash. Never changed. The bytes are in the file store.';
comment on column public.documents.document_id is 'UUIDv7.';
comment on column public.documents.project_id is 'The project it was uploaded for.';
comment on column public.documents.organization_id is 'The organization that uploaded it; null when the hub did (demonstration data).';
comment on column public.documents.sha256 is 'SHA-256 (hex) of the bytes that are served.';
comment on column public.documents.original_sha256 is 'SHA-256 (hex) of the file as it was uploaded; differs where an image was encoded anew without its metadata.';
comment on column public.documents.media_type is 'By content: application/pdf, image/jpeg, image/png, image/webp.';
comment on column public.documents.bytes is 'Size of what is served.';
comment on column public.documents.original_bytes is 'Size of what was uploaded.';
comment on column public.documents.file_name is 'Name of the file as it was uploaded.';
comment on column public.documents.width is 'Pixels, of an image.';
comment on column public.documents.height is 'Pixels, of an image.';
comment on column public.documents.pages is 'Pages of a PDF.';
comment on column public.documents.text is 'Text of a PDF, as its alternative for those who cannot see it.';
comment on column public.documents.created_at is 'When it was uploaded.';
create index documents_sha256_idx on public.documents (sha256);
create index documents_original_sha256_idx on public.documents (original_sha256);

create table private.document_uploads (
  document_id uuid not null,
  user_id uuid not null,
  warnings jsonb not null default '[]',
  constraint document_uploads_pkey primary key (document_id),
  constraint document_uploads_document_fkey foreign key (document_id) references public.documents (document_id) on delete cascade
);
comment on table private.document_uploads is 'Who uploaded a document, and what in it looks like personal data.';
comment on column private.document_uploads.document_id is 'The document.';
comment on column private.document_uploads.user_id is 'The person.';
comment on column private.document_uploads.warnings is 'What looks like an ID or phone number: [{kind, page, sample (masked)}].';

create table public.disclosure_documents (
  disclosure_id uuid not null,
  version int not null,
  document_id uuid not null,
  position int not null,
  caption text,
  constraint disclosure_documents_pkey primary key (disclosure_id, version, document_id),
  constraint disclosure_documents_position_key unique (disclosure_id, version, position),
  constraint disclosure_documents_position_range check (position between 1 and 50),
  constraint disclosure_documents_caption_length check (length(caption) <= 300),
  constraint disclosure_documents_version_fkey foreign key (disclosure_id, version)
    references public.disclosure_versions (disclosure_id, version) on delete cascade,
  constraint disclosure_documents_document_fkey foreign key (document_id) references public.documents (document_id)
);
comment on table public.disclosure_documents is 'Documents of a version, in order.';
comment on column public.disclosure_documents.disclosure_id is 'The disclosure.';
comment on column public.disclosure_documents.version is 'Its version.';
comment on column public.disclosure_documents.document_id is 'The document.';
comment on column public.disclosure_documents.position is 'Order, from 1.';
comment on column public.disclosure_documents.caption is 'Text alternative: what is to be seen in it.';
create index disclosure_documents_document_idx on public.disclosure_documents (document_id);

create function private.keep_public_documents() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  row public.disclosure_documents := case when tg_op = 'INSERT' then new else old end;
begin
  if exists (select from public.disclosure_versions v where v.disclosure_id = row.disclosure_id and v.version = row.version
    and v.state not in ('draft', 'returned')) then
    raise exception 'version_is_public' using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
comment on function private.keep_public_documents() is 'Trigger: the documents of a version change while it is a draft only, for the service role too.';
create trigger disclosure_documents_keep before insert or update or delete on public.disclosure_documents
  for each row execute function private.keep_public_documents();
create trigger documents_are_append_only before update on public.documents
  for each row execute function private.refuse_change();

alter table public.disclosure_documents enable row level security;
create policy "Everyone can read which documents a published version has" on public.disclosure_documents for select to anon, authenticated
  using (exists (select from public.disclosure_versions v
    where v.disclosure_id = disclosure_documents.disclosure_id and v.version = disclosure_documents.version));
grant select on public.disclosure_documents to anon, authenticated;

-- 5. Where else it was published ----------------------------------------------------------------------------------

create table public.disclosure_channels (
  channel_record_id uuid not null default private.uuid_v7(),
  disclosure_id uuid not null,
  version int not null,
  channel text not null,
  url text,
  document_id uuid,
  note text,
  posted_on date not null,
  organization_id uuid not null,
  recorded_at timestamptz not null default private.now(),
  constraint disclosure_channels_pkey primary key (channel_record_id),
  constraint disclosure_channels_channel_known check (channel in ('website', 'wechat', 'board', 'sales_office', 'media', 'other')),
  constraint disclosure_channels_url_form check (url ~ '^https?://[^\s]{3,}$' and length(url) <= 500),
  constraint disclosure_channels_note_length check (length(note) <= 300),
  constraint disclosure_channels_shows_it check (url is not null or document_id is not null),
  constraint disclosure_channels_version_fkey foreign key (disclosure_id, version)
    references public.disclosure_versions (disclosure_id, version),
  constraint disclosure_channels_document_fkey foreign key (document_id) references public.documents (document_id),
  constraint disclosure_channels_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.disclosure_channels is
  'Where else a published version was shown: website, WeChat account, board on site, sales office (seed, part three, 2), with a link or photo. Append-only.';
comment on column public.disclosure_channels.channel_record_id is 'UUIDv7.';
comment on column public.disclosure_channels.disclosure_id is 'The disclosure.';
comment on column public.disclosure_channels.version is 'The version that was shown.';
comment on column public.disclosure_channels.channel is 'website 企业网站, wechat 微信公众号, board 现场公示栏, sales_office 售楼处, media 媒体, other.';
comment on column public.disclosure_channels.url is 'Its address there.';
comment on column public.disclosure_channels.document_id is 'A photo of it.';
comment on column public.disclosure_channels.note is 'Remark.';
comment on column public.disclosure_channels.posted_on is 'Day it was shown there.';
comment on column public.disclosure_channels.organization_id is 'Who recorded it.';
comment on column public.disclosure_channels.recorded_at is 'When.';
create index disclosure_channels_disclosure_idx on public.disclosure_channels (disclosure_id, version);
create index disclosure_channels_document_idx on public.disclosure_channels (document_id);
create trigger disclosure_channels_are_append_only before update or delete on public.disclosure_channels
  for each row execute function private.refuse_change();
create trigger disclosure_channels_are_never_emptied before truncate on public.disclosure_channels
  for each statement execute function private.refuse_change();

alter table public.disclosure_channels enable row level security;
create policy "Everyone can read where else it was published" on public.disclosure_channels for select to anon, authenticated using (true);
grant select on public.disclosure_channels to anon, authenticated;

create function private.document_is_public(document_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.disclosure_documents dd
      join public.disclosure_versions v on v.disclosure_id = dd.disclosure_id and v.version = dd.version
      where dd.document_id = document_is_public.document_id and v.state in ('published', 'superseded'))
    or exists (select from public.disclosure_channels c where c.document_id = document_is_public.document_id)
$$;
comment on function private.document_is_public(uuid) is 'Whether a document belongs to a version that is public, or shows where else it was published.';

grant execute on function private.document_is_public(uuid) to anon, authenticated;

alter table public.documents enable row level security;
create policy "Everyone can read documents of published versions" on public.documents for select to anon, authenticated
  using (private.document_is_public(document_id));
create policy "Those who take part can read the project's documents" on public.documents for select to authenticated
  using (private.takes_part(project_id));
grant select on public.documents to anon, authenticated;

-- 6. The plan -----------------------------------------------------------------------------------------------------

create table public.disclosure_plans (
  project_id uuid not null,
  version int not null default 1,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null default private.now(),
  constraint disclosure_plans_pkey primary key (project_id),
  constraint disclosure_plans_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint disclosure_plans_confirmed_by_fkey foreign key (confirmed_by) references public.organizations (organization_id)
);
comment on table public.disclosure_plans is 'The developer''s plan of what is disclosed when, by whom and where (seed, part three, 2). Public once confirmed.';
comment on column public.disclosure_plans.project_id is 'The project.';
comment on column public.disclosure_plans.version is 'Counts the confirmations.';
comment on column public.disclosure_plans.confirmed_by is 'The developer.';
comment on column public.disclosure_plans.confirmed_at is 'When it was last confirmed.';

create table public.disclosure_plan_items (
  project_id uuid not null,
  item text not null,
  planned_on date,
  provider_role text not null,
  confirmer_role text not null,
  channels text[] not null default '{}',
  left_out_reason text,
  constraint disclosure_plan_items_pkey primary key (project_id, item),
  constraint disclosure_plan_items_channels_known check (
    channels <@ array['website', 'wechat', 'board', 'sales_office', 'media', 'other']),
  constraint disclosure_plan_items_left_out_reason_length check (length(left_out_reason) between 5 and 300),
  constraint disclosure_plan_items_plan_fkey foreign key (project_id) references public.disclosure_plans (project_id) on delete cascade,
  constraint disclosure_plan_items_item_fkey foreign key (item) references public.disclosure_items (item)
);
comment on table public.disclosure_plan_items is 'Lines of a plan.';
comment on column public.disclosure_plan_items.project_id is 'The project.';
comment on column public.disclosure_plan_items.item is 'The item.';
comment on column public.disclosure_plan_items.planned_on is 'Day it is to be published here.';
comment on column public.disclosure_plan_items.provider_role is 'Role of the party that supplies it.';
comment on column public.disclosure_plan_items.confirmer_role is 'Role of the party that confirms it.';
comment on column public.disclosure_plan_items.channels is 'Where else it is to be shown, beside this hub.';
comment on column public.disclosure_plan_items.left_out_reason is 'Why the developer leaves it out; null when it is planned.';

alter table public.disclosure_plans enable row level security;
create policy "Everyone can read confirmed plans" on public.disclosure_plans for select to anon, authenticated using (true);
grant select on public.disclosure_plans to anon, authenticated;
alter table public.disclosure_plan_items enable row level security;
create policy "Everyone can read the lines of confirmed plans" on public.disclosure_plan_items for select to anon, authenticated using (true);
grant select on public.disclosure_plan_items to anon, authenticated;
