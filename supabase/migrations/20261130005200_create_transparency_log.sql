-- The transparency log: the journal as an RFC 6962 tree, whose heads are signed and kept, so that nothing can be changed silently.

create table public.log_keys (
  key_number int not null,
  name text not null,
  public_key bytea not null,
  verifier text not null,
  since timestamptz not null default private.now(),
  replaced_at timestamptz,
  signs_until timestamptz,
  constraint log_keys_pkey primary key (key_number),
  constraint log_keys_number check (key_number >= 1),
  constraint log_keys_name_form check (name ~ '^[^\s+]{1,200}$'),
  constraint log_keys_public_key_length check (length(public_key) = 32),
  constraint log_keys_verifier_key unique (verifier),
  constraint log_keys_replaced_whole check ((replaced_at is null) = (signs_until is null) and signs_until >= replaced_at)
);
comment on table public.log_keys is 'Public halves of the keys that sign checkpoints, Ed25519. Old ones stay, so that old checkpoints can be checked.';
comment on column public.log_keys.key_number is 'From 1; the largest is the one in force.';
comment on column public.log_keys.name is 'Origin of the log, the first line of its checkpoints. The same for all keys of a log.';
comment on column public.log_keys.public_key is 'The 32 bytes of the public key.';
comment on column public.log_keys.verifier is 'The key as programs are given it: <name>+<key id>+<base64> (C2SP signed note).';
comment on column public.log_keys.since is 'When it began to sign.';
comment on column public.log_keys.replaced_at is 'When the next one began.';
comment on column public.log_keys.signs_until is 'Until when it signs beside the next one.';
create unique index log_keys_one_in_force_key on public.log_keys ((replaced_at is null)) where replaced_at is null;
alter table public.log_keys enable row level security;
create policy "Everyone can read the keys of the log" on public.log_keys for select to anon, authenticated using (true);
grant select on public.log_keys to anon, authenticated;

create function private.keep_log_key() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or old.replaced_at is not null
    or to_jsonb(new) - array['replaced_at', 'signs_until'] <> to_jsonb(old) - array['replaced_at', 'signs_until'] then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return new;
end $$;
comment on function private.keep_log_key() is 'Trigger: a key of the log is replaced once, and never changed otherwise.';
create trigger log_keys_keep before update or delete on public.log_keys for each row execute function private.keep_log_key();
create trigger log_keys_are_never_emptied before truncate on public.log_keys for each statement execute function private.refuse_change();

create table private.log_seeds (
  key_number int not null,
  sealed text not null,
  constraint log_seeds_pkey primary key (key_number),
  constraint log_seeds_key_fkey foreign key (key_number) references public.log_keys (key_number)
);
comment on table private.log_seeds is 'Secret halves of the keys that still sign. Sealed by the secrets of the data folder: the database alone can''t sign.';
comment on column private.log_seeds.key_number is 'The key.';
comment on column private.log_seeds.sealed is 'Its 32 bytes, sealed for this public key.';

create table public.log_checkpoints (
  size bigint not null,
  previous bigint not null,
  root bytea not null,
  leaves bytea not null,
  note text not null,
  signed_at timestamptz not null default private.now(),
  constraint log_checkpoints_pkey primary key (size),
  constraint log_checkpoints_previous_key unique (previous),
  constraint log_checkpoints_grows check (size > previous and previous >= 0),
  constraint log_checkpoints_root_length check (length(root) = 32),
  constraint log_checkpoints_leaves_length check (length(leaves) = (size - previous) * 32),
  constraint log_checkpoints_note_length check (length(note) between 40 and 4000)
);
comment on table public.log_checkpoints is
  'Signed heads of the log. One a size, and each goes on from the one before, so that the hub can never sign two trees of one size.';
comment on column public.log_checkpoints.size is 'Entries of the journal that the tree holds: 1 … size.';
comment on column public.log_checkpoints.previous is 'Size of the checkpoint before; 0 for the first.';
comment on column public.log_checkpoints.root is 'Root of the RFC 6962 tree over their leaf hashes.';
comment on column public.log_checkpoints.leaves is
  'Leaf hashes of the entries since the one before, 32 bytes each, as they were when this was signed. The log is served from these: who changes the journal later doesn''t change them.';
comment on column public.log_checkpoints.note is 'The signed note (C2SP tlog-checkpoint), without cosignatures.';
comment on column public.log_checkpoints.signed_at is 'When.';
alter table public.log_checkpoints alter column leaves set storage external;
create trigger log_checkpoints_are_append_only before update or delete on public.log_checkpoints
  for each row execute function private.refuse_change();
create trigger log_checkpoints_are_never_emptied before truncate on public.log_checkpoints
  for each statement execute function private.refuse_change();
alter table public.log_checkpoints enable row level security;
create policy "Everyone can read checkpoints" on public.log_checkpoints for select to anon, authenticated using (true);
grant select on public.log_checkpoints to anon, authenticated;

create table public.log_witnesses (
  name text not null,
  public_key bytea not null,
  verifier text not null,
  allowed_at timestamptz not null default private.now(),
  removed_at timestamptz,
  constraint log_witnesses_pkey primary key (verifier),
  constraint log_witnesses_name_form check (name ~ '^[^\s+]{1,200}$'),
  constraint log_witnesses_public_key_length check (length(public_key) = 32)
);
comment on table public.log_witnesses is 'Who may cosign checkpoints, as the operator allowed: they keep heads of the log elsewhere and see whether it only grows.';
comment on column public.log_witnesses.name is 'Name of the witness, as its signature line has it.';
comment on column public.log_witnesses.public_key is 'The 32 bytes of its Ed25519 key.';
comment on column public.log_witnesses.verifier is 'The key as it was given: <name>+<key id>+<base64>.';
comment on column public.log_witnesses.allowed_at is 'Since when its cosignatures are taken.';
comment on column public.log_witnesses.removed_at is 'Since when no longer; what it signed before stays.';
create unique index log_witnesses_name_key on public.log_witnesses (name) where removed_at is null;
alter table public.log_witnesses enable row level security;
create policy "Everyone can read the witnesses" on public.log_witnesses for select to anon, authenticated using (true);
grant select on public.log_witnesses to anon, authenticated;

create table public.log_cosignatures (
  size bigint not null,
  verifier text not null,
  line text not null,
  cosigned_at timestamptz not null,
  received_at timestamptz not null default private.now(),
  constraint log_cosignatures_pkey primary key (size, verifier),
  constraint log_cosignatures_line_length check (length(line) between 100 and 400),
  constraint log_cosignatures_checkpoint_fkey foreign key (size) references public.log_checkpoints (size),
  constraint log_cosignatures_witness_fkey foreign key (verifier) references public.log_witnesses (verifier)
);
comment on table public.log_cosignatures is 'What witnesses signed (C2SP tlog-cosignature v1): the first of each about each checkpoint.';
comment on column public.log_cosignatures.size is 'The checkpoint.';
comment on column public.log_cosignatures.verifier is 'The witness.';
comment on column public.log_cosignatures.line is 'Its signature line, as it stands beneath the checkpoint.';
comment on column public.log_cosignatures.cosigned_at is 'The time that it signed.';
comment on column public.log_cosignatures.received_at is 'When it came.';
create index log_cosignatures_verifier_idx on public.log_cosignatures (verifier, size desc);
create trigger log_cosignatures_are_append_only before update or delete on public.log_cosignatures
  for each row execute function private.refuse_change();
create trigger log_cosignatures_are_never_emptied before truncate on public.log_cosignatures
  for each statement execute function private.refuse_change();
alter table public.log_cosignatures enable row level security;
create policy "Everyone can read cosignatures" on public.log_cosignatures for select to anon, authenticated using (true);
grant select on public.log_cosignatures to anon, authenticated;

-- The text whose hash is the leaf, apart, so that it can be read -------------------------------------------------------

create function private.journal_form(entry public.journal) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return private.canonical_json(jsonb_build_object(
    'seq', entry.seq,
    'occurred_at', private.iso_time(entry.occurred_at),
    'recorded_at', private.iso_time(entry.recorded_at),
    'kind', entry.kind,
    'project_id', entry.project_id,
    'organization_ids', to_jsonb(entry.organization_ids),
    'division_code', entry.division_code,
    'subject_type', entry.subject_type,
    'subject_id', entry.subject_id,
    'version', entry.version,
    'facts', entry.facts,
    'supersedes', entry.supersedes
  ));
end $$;
comment on function private.journal_form(public.journal) is 'An entry in RFC 8785 form: everything but the hash itself.';

create or replace function private.journal_leaf(entry public.journal) returns bytea
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return sha256('\x00'::bytea || convert_to(private.journal_form(entry), 'UTF8'));
end $$;
