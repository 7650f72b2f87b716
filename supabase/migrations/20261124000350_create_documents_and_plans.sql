-- The files of disclosures, where else they were shown, and what a developer plans to disclose.

-- 1. Documents ----------------------------------------------------------------------------------------------------

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

-- 2. Where else it was published ----------------------------------------------------------------------------------

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
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from public.disclosure_documents dd
      join public.disclosure_versions v on v.disclosure_id = dd.disclosure_id and v.version = dd.version
      where dd.document_id = document_is_public.document_id and v.state in ('published', 'superseded'))
    or exists (select from public.disclosure_channels c where c.document_id = document_is_public.document_id)
    or exists (select from public.finding_documents fd join public.findings f on f.finding_id = fd.finding_id
      where fd.document_id = document_is_public.document_id and f.published_at is not null and f.state <> 'withheld');
end $$;
comment on function private.document_is_public(uuid) is 'Whether a document belongs to a version that is public, shows where else it was published, or belongs to a reply or rectification of a finding that is public.';

grant execute on function private.document_is_public(uuid) to anon, authenticated;

alter table public.documents enable row level security;
create policy "Everyone can read documents of published versions" on public.documents for select to anon, authenticated
  using (private.document_is_public(document_id));
create policy "Those who take part can read the project's documents" on public.documents for select to authenticated
  using (private.takes_part(project_id));
grant select on public.documents to anon, authenticated;

-- 3. The plan -----------------------------------------------------------------------------------------------------

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
