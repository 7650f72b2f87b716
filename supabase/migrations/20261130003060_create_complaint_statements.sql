-- What belongs to the person of a complaint. None of it is in the schema that clients reach.

create table private.complaint_keys (
  complaint_id uuid not null,
  tracking_hash text,
  user_id uuid,
  locale text not null default 'zh',
  wants_mail boolean not null default false,
  seen_at timestamptz,
  constraint complaint_keys_pkey primary key (complaint_id),
  constraint complaint_keys_tracking_key unique (tracking_hash),
  constraint complaint_keys_tracking_form check (tracking_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint complaint_keys_locale_known check (locale in ('zh', 'en')),
  constraint complaint_keys_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id),
  constraint complaint_keys_user_fkey foreign key (user_id) references auth.users (id) on delete set null
);
comment on table private.complaint_keys is 'How the person of a complaint comes back to it.';
comment on column private.complaint_keys.complaint_id is 'The complaint.';
comment on column private.complaint_keys.tracking_hash is 'HMAC-SHA-256 of the tracking code, with a key outside the database: the code itself is stored nowhere. Null once erased.';
comment on column private.complaint_keys.user_id is 'The account, where the person wanted it to be found there.';
comment on column private.complaint_keys.locale is 'Language for notices.';
comment on column private.complaint_keys.wants_mail is 'Whether there is a mail address for notices in the sealed contact data.';
comment on column private.complaint_keys.seen_at is 'When the person last looked.';
create index complaint_keys_user_idx on private.complaint_keys (user_id) where user_id is not null;

create table private.complaint_contacts (
  complaint_id uuid not null,
  sealed text not null,
  has text[] not null,
  constraint complaint_contacts_pkey primary key (complaint_id),
  constraint complaint_contacts_has_known check (has <@ array['name', 'phone', 'email', 'address'] and cardinality(has) > 0),
  constraint complaint_contacts_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_contacts is 'Contact data: {name, phone, email, address}, encrypted by the server (AES-256-GCM) with a key that is not in the database and bound to the complaint.';
comment on column private.complaint_contacts.complaint_id is 'The complaint.';
comment on column private.complaint_contacts.sealed is 'The ciphertext.';
comment on column private.complaint_contacts.has is 'Which of them there are: officers see that, and open it with a reason.';

create table private.complaint_contact_reads (
  read_id uuid not null default private.uuid_v7(),
  complaint_id uuid not null,
  user_id uuid not null,
  organization_id uuid not null,
  reason text not null,
  at timestamptz not null default private.now(),
  constraint complaint_contact_reads_pkey primary key (read_id),
  constraint complaint_contact_reads_reason_length check (length(reason) between 5 and 300),
  constraint complaint_contact_reads_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id),
  constraint complaint_contact_reads_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table private.complaint_contact_reads is 'Who opened the contact data of a complaint, when and why. Append-only; the person of the complaint can read it.';
comment on column private.complaint_contact_reads.read_id is 'UUIDv7.';
comment on column private.complaint_contact_reads.complaint_id is 'The complaint.';
comment on column private.complaint_contact_reads.user_id is 'The officer. A bare number: it outlives the account.';
comment on column private.complaint_contact_reads.organization_id is 'The bureau of that officer.';
comment on column private.complaint_contact_reads.reason is 'Why.';
comment on column private.complaint_contact_reads.at is 'When.';
create index complaint_contact_reads_complaint_idx on private.complaint_contact_reads (complaint_id, at);
create trigger complaint_contact_reads_are_append_only before update or delete on private.complaint_contact_reads
  for each row execute function private.refuse_change();

create table private.complaint_statements (
  complaint_id uuid not null,
  description text not null,
  spot text,
  rating_note text,
  constraint complaint_statements_pkey primary key (complaint_id),
  constraint complaint_statements_description_length check (length(description) between 1 and 4000),
  constraint complaint_statements_spot_length check (length(spot) <= 200),
  constraint complaint_statements_rating_note_length check (length(rating_note) <= 1000),
  constraint complaint_statements_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_statements is 'What the person wrote. Read by the officers in charge and by the person; company and public get what an officer wrote from it.';
comment on column private.complaint_statements.complaint_id is 'The complaint.';
comment on column private.complaint_statements.description is 'Their words.';
comment on column private.complaint_statements.spot is 'Where exactly: building, floor, flat.';
comment on column private.complaint_statements.rating_note is 'What they said when they rated.';

create table private.complaint_photos (
  photo_id uuid not null default private.uuid_v7(),
  complaint_id uuid not null,
  sha256 text not null,
  media_type text not null,
  bytes int not null,
  width int not null,
  height int not null,
  by text not null default 'person',
  shown boolean not null default false,
  sort int not null,
  at timestamptz not null default private.now(),
  constraint complaint_photos_pkey primary key (photo_id),
  constraint complaint_photos_once_key unique (complaint_id, sha256),
  constraint complaint_photos_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint complaint_photos_media_type_known check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  constraint complaint_photos_bytes_range check (bytes between 1 and 33554432),
  constraint complaint_photos_size_range check (width between 1 and 20000 and height between 1 and 20000),
  constraint complaint_photos_by_known check (by in ('person', 'bureau')),
  constraint complaint_photos_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_photos is 'Photos of a complaint, encoded anew without metadata. The file as it was sent is not kept: it could name the phone and the place.';
comment on column private.complaint_photos.photo_id is 'UUIDv7.';
comment on column private.complaint_photos.complaint_id is 'The complaint.';
comment on column private.complaint_photos.sha256 is 'SHA-256 (hex) of the copy.';
comment on column private.complaint_photos.media_type is 'Of the copy.';
comment on column private.complaint_photos.bytes is 'Size of the copy.';
comment on column private.complaint_photos.width is 'Pixels.';
comment on column private.complaint_photos.height is 'Pixels.';
comment on column private.complaint_photos.by is 'person, or bureau: what an officer adds to a reply.';
comment on column private.complaint_photos.shown is 'Whether an officer let it be public.';
comment on column private.complaint_photos.sort is 'Order, from 1.';
comment on column private.complaint_photos.at is 'When it came.';
create index complaint_photos_sha256_idx on private.complaint_photos (sha256);

create table private.complaint_messages (
  message_id uuid not null default private.uuid_v7(),
  complaint_id uuid not null,
  channel text not null,
  by text not null,
  text text not null,
  organization_id uuid,
  user_id uuid,
  asks boolean not null default false,
  at timestamptz not null default private.now(),
  constraint complaint_messages_pkey primary key (message_id),
  constraint complaint_messages_channel_known check (channel in ('person', 'note')),
  constraint complaint_messages_by_known check (by in ('person', 'bureau')),
  constraint complaint_messages_text_length check (length(text) between 1 and 4000),
  constraint complaint_messages_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id),
  constraint complaint_messages_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table private.complaint_messages is 'What person and bureau write to each other, and the bureau''s notes to itself. What a company says stands in its extract: nobody writes to the person past the bureau.';
comment on column private.complaint_messages.message_id is 'UUIDv7.';
comment on column private.complaint_messages.complaint_id is 'The complaint.';
comment on column private.complaint_messages.channel is 'person (both read it) or note (the bureau alone).';
comment on column private.complaint_messages.by is 'person or bureau.';
comment on column private.complaint_messages.text is 'The words.';
comment on column private.complaint_messages.organization_id is 'The bureau.';
comment on column private.complaint_messages.user_id is 'The officer who wrote a note. A bare number.';
comment on column private.complaint_messages.asks is 'A question that waits for an answer. It stops no statutory clock.';
comment on column private.complaint_messages.at is 'When.';
create index complaint_messages_complaint_idx on private.complaint_messages (complaint_id, at);

create table private.complaint_notices (
  notice_id uuid not null default private.uuid_v7(),
  complaint_id uuid not null,
  event_id bigint,
  kind text not null,
  facts jsonb not null default '{}',
  at timestamptz not null default private.now(),
  constraint complaint_notices_pkey primary key (notice_id),
  constraint complaint_notices_kind_form check (kind ~ '^complaint\.[a-z_]+$'),
  constraint complaint_notices_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_notices is 'What the person of a complaint was told, on the page of the tracking code and, where wanted, by mail or in the account.';
comment on column private.complaint_notices.notice_id is 'UUIDv7.';
comment on column private.complaint_notices.complaint_id is 'The complaint.';
comment on column private.complaint_notices.event_id is 'The step it tells of.';
comment on column private.complaint_notices.kind is 'complaint.<event>.';
comment on column private.complaint_notices.facts is 'What the words need.';
comment on column private.complaint_notices.at is 'When.';
create index complaint_notices_complaint_idx on private.complaint_notices (complaint_id, at);

create table private.complaint_acts (
  complaint_id uuid not null,
  act text not null,
  user_id uuid,
  organization_id uuid,
  at timestamptz not null default private.now(),
  constraint complaint_acts_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_acts is 'Which person took which step: the rules that officers must differ read it. Append-only. Never the person of the complaint.';
comment on column private.complaint_acts.complaint_id is 'The complaint.';
comment on column private.complaint_acts.act is 'The step.';
comment on column private.complaint_acts.user_id is 'The officer or member of a company; null for the clock and for the person. A bare number: it outlives the account.';
comment on column private.complaint_acts.organization_id is 'For which organization.';
comment on column private.complaint_acts.at is 'When.';
create index complaint_acts_complaint_idx on private.complaint_acts (complaint_id, act);
create trigger complaint_acts_are_append_only before update or delete on private.complaint_acts for each row execute function private.refuse_change();

create table private.complaint_recusals (
  complaint_id uuid not null,
  user_id uuid not null,
  reason text not null,
  at timestamptz not null default private.now(),
  constraint complaint_recusals_pkey primary key (complaint_id, user_id),
  constraint complaint_recusals_reason_length check (length(reason) between 5 and 300),
  constraint complaint_recusals_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_recusals is 'Officers who recused themselves 回避 (Art 28). They neither read nor act any more.';
comment on column private.complaint_recusals.complaint_id is 'The complaint.';
comment on column private.complaint_recusals.user_id is 'The officer. A bare number.';
comment on column private.complaint_recusals.reason is 'Why.';
comment on column private.complaint_recusals.at is 'When.';

create table private.complaint_numbers (
  series text not null,
  last int not null,
  constraint complaint_numbers_pkey primary key (series)
);
comment on table private.complaint_numbers is 'The last running number of each series.';
comment on column private.complaint_numbers.series is 'Division of the city and year: 420100-2026.';
comment on column private.complaint_numbers.last is 'The number given last.';

-- mails go to the sealed address
alter table private.mails add column to_complaint uuid;
comment on column private.mails.to_complaint is 'The complaint whose person it goes to, or null. The server opens the sealed address when it sends.';
alter table private.mails add constraint mails_complaint_fkey foreign key (to_complaint) references public.complaints (complaint_id);
alter table private.mails drop constraint mails_one_recipient;
alter table private.mails add constraint mails_one_recipient check (num_nonnulls(to_user, to_subscription, to_complaint) = 1);
create index mails_to_complaint_idx on private.mails (to_complaint) where to_complaint is not null;
