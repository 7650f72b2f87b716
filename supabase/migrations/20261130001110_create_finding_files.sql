-- The photos and documents of findings, and what keeps a finding as it was reported.

create table public.finding_photos (
  photo_id uuid not null default private.uuid_v7(),
  open_day_id uuid not null,
  user_id uuid,
  original_sha256 text not null,
  sha256 text not null,
  media_type text not null,
  bytes int not null,
  original_bytes int not null,
  width int not null,
  height int not null,
  kept_at timestamptz not null default private.now(),
  constraint finding_photos_pkey primary key (photo_id),
  constraint finding_photos_once_key unique (open_day_id, original_sha256),
  constraint finding_photos_sha256_form check (sha256 ~ '^[0-9a-f]{64}$' and original_sha256 ~ '^[0-9a-f]{64}$'),
  constraint finding_photos_media_type_known check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  constraint finding_photos_bytes_range check (bytes between 1 and 33554432 and original_bytes between 1 and 33554432),
  constraint finding_photos_size_range check (width between 1 and 20000 and height between 1 and 20000),
  constraint finding_photos_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id),
  constraint finding_photos_user_fkey foreign key (user_id) references auth.users (id) on delete set null
);
comment on table public.finding_photos is
  'Photos of visits that reached the hub, by the hash that the device made. The original stays private, the copy that is shown was encoded anew without metadata. A line names its photos by hash, whichever comes first.';
comment on column public.finding_photos.photo_id is 'UUIDv7.';
comment on column public.finding_photos.open_day_id is 'The day it was taken on.';
comment on column public.finding_photos.user_id is 'Who took it; null when that account is gone.';
comment on column public.finding_photos.original_sha256 is 'SHA-256 (hex) of the file as the device hashed and sent it.';
comment on column public.finding_photos.sha256 is 'SHA-256 (hex) of the copy without metadata.';
comment on column public.finding_photos.media_type is 'Of the copy.';
comment on column public.finding_photos.bytes is 'Size of the copy.';
comment on column public.finding_photos.original_bytes is 'Size of the original.';
comment on column public.finding_photos.width is 'Pixels.';
comment on column public.finding_photos.height is 'Pixels.';
comment on column public.finding_photos.kept_at is 'When it came.';
create index finding_photos_sha256_idx on public.finding_photos (sha256);
create index finding_photos_user_idx on public.finding_photos (user_id);

create table public.finding_documents (
  finding_id uuid not null,
  position int not null,
  use text not null,
  round int not null default 0,
  sort int not null,
  document_id uuid not null,
  caption text,
  constraint finding_documents_pkey primary key (finding_id, position, use, round, sort),
  constraint finding_documents_use_known check (use in ('reply', 'plan', 'before', 'after')),
  constraint finding_documents_position_fits check ((use = 'reply') = (position = 0)),
  constraint finding_documents_caption_length check (length(caption) <= 300),
  constraint finding_documents_finding_fkey foreign key (finding_id) references public.findings (finding_id),
  constraint finding_documents_document_fkey foreign key (document_id) references public.documents (document_id)
);
comment on table public.finding_documents is 'Documents of the developer: evidence of a reply, of a plan, photos before and after putting it right.';
comment on column public.finding_documents.finding_id is 'The finding.';
comment on column public.finding_documents.position is 'The line; 0 of a reply.';
comment on column public.finding_documents.use is 'reply, plan, before, after.';
comment on column public.finding_documents.round is 'Which attempt at putting it right; 0 of a reply.';
comment on column public.finding_documents.sort is 'Order, from 1.';
comment on column public.finding_documents.document_id is 'The document.';
comment on column public.finding_documents.caption is 'Text alternative.';
create index finding_documents_document_idx on public.finding_documents (document_id);

-- What was reported stays ---------------------------------------------------------------------------------------------

create function private.keep_finding() returns trigger
language plpgsql set search_path = ''
as $$
declare
  reported text[] := array['finding_id', 'slug', 'number', 'visit_id', 'open_day_id', 'project_id', 'division_code', 'category', 'visited_on',
    'began_at', 'submitted_at', 'manifest', 'manifest_hash', 'facts_hash', 'headline', 'lines', 'differs', 'out_of_tolerance', 'photos', 'needs_reply'];
  before jsonb;
  after jsonb;
  name text;
begin
  if tg_op = 'DELETE' then raise exception 'append_only' using errcode = '42501', detail = tg_table_name; end if;
  before := to_jsonb(old);
  after := to_jsonb(new);
  foreach name in array reported loop
    if before -> name <> after -> name then raise exception 'append_only' using errcode = '42501', detail = tg_table_name; end if;
  end loop;
  -- a reply is given once, and what was published stays published
  if (old.reply_at is not null and (old.reply_text, old.stance, old.reply_at) is distinct from (new.reply_text, new.stance, new.reply_at))
    or (old.published_at is not null and new.published_at is null)
    or (old.decided_at is not null and (old.outcome, old.decided_at) is distinct from (new.outcome, new.decided_at)) then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return new;
end $$;
comment on function private.keep_finding() is 'Trigger: what was reported, replied, decided and published stays, for the service role too.';
create trigger findings_keep before update or delete on public.findings for each row execute function private.keep_finding();
create trigger findings_are_never_emptied before truncate on public.findings
  for each statement execute function private.refuse_change();

create function private.keep_finding_item() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or old.decision is not null
    or to_jsonb(new) - array['decision', 'decision_reason', 'decided_at'] <> to_jsonb(old) - array['decision', 'decision_reason', 'decided_at'] then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return new;
end $$;
comment on function private.keep_finding_item() is 'Trigger: a line stays as it was reported, and is decided once.';
create trigger finding_items_keep before update or delete on public.finding_items for each row execute function private.keep_finding_item();
create trigger finding_items_are_never_emptied before truncate on public.finding_items
  for each statement execute function private.refuse_change();

create function private.keep_finding_photo() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'user_id' <> to_jsonb(old) - 'user_id'
    or (new.user_id is not null and new.user_id is distinct from old.user_id) then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return new;
end $$;
comment on function private.keep_finding_photo() is 'Trigger: a photo that came stays; only its person goes, with the account.';
create trigger finding_photos_keep before update or delete on public.finding_photos for each row execute function private.keep_finding_photo();
create trigger finding_documents_are_append_only before update or delete on public.finding_documents
  for each row execute function private.refuse_change();
create trigger finding_documents_are_never_emptied before truncate on public.finding_documents
  for each statement execute function private.refuse_change();

alter table public.findings enable row level security;
alter table public.finding_items enable row level security;
alter table public.finding_photos enable row level security;
alter table public.finding_documents enable row level security;
