-- What snapshots of everything public there are. Their files are in a folder of the hub; that a snapshot was made, and the hash of its
-- manifest, is an entry of the journal, so that the log proves it.

create table public.snapshots (
  day date not null,
  edition int not null default 1,
  seq bigint not null,
  manifest_sha256 text not null,
  row_count bigint not null,
  bytes bigint not null,
  files jsonb not null,
  left_out jsonb not null default '[]',
  state text not null default 'kept',
  made_at timestamptz not null default private.now(),
  ended_at timestamptz,
  checked_seq bigint not null,
  journal_seq bigint not null,
  constraint snapshots_pkey primary key (day, edition),
  constraint snapshots_edition_positive check (edition > 0),
  constraint snapshots_state_known check (state in ('kept', 'replaced', 'thinned')),
  constraint snapshots_end_is_whole check ((state = 'kept') = (ended_at is null)),
  constraint snapshots_manifest_form check (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  constraint snapshots_told_after check (journal_seq > seq and seq > 0),
  constraint snapshots_checked_after check (checked_seq >= seq),
  constraint snapshots_files_is_array check (jsonb_typeof(files) = 'array' and jsonb_typeof(left_out) = 'array')
);
comment on table public.snapshots is
  'Snapshots of everything public, one a day, and what was issued anew because something of it was taken back. The files are in a folder.';
comment on column public.snapshots.day is 'The day in Asia/Shanghai that it was made.';
comment on column public.snapshots.edition is '1; a higher number takes the place of the one before, without what was taken back since.';
comment on column public.snapshots.seq is 'The journal entry as of which all its rows are.';
comment on column public.snapshots.manifest_sha256 is 'SHA-256 (hex) of its manifest.json, which names every file with its hash.';
comment on column public.snapshots.row_count is 'Rows of all data sets together.';
comment on column public.snapshots.bytes is 'Size of all files together.';
comment on column public.snapshots.files is 'The files as in the manifest: [{name, dataset, format, rows, bytes, sha256, media_type}].';
comment on column public.snapshots.left_out is 'What an edition leaves out, and which journal entry took it back: [{seq, kind, subject, id, rows}].';
comment on column public.snapshots.state is 'kept; replaced (by the next edition) or thinned (by the operator''s setting): then the manifest alone is left.';
comment on column public.snapshots.made_at is 'When it was made.';
comment on column public.snapshots.ended_at is 'When its files were removed.';
comment on column public.snapshots.checked_seq is 'Journal entries up to this one were looked at for what has to be taken out of it.';
comment on column public.snapshots.journal_seq is 'The entry snapshot.published or snapshot.reissued about it.';
create index snapshots_kept_idx on public.snapshots (checked_seq) where state = 'kept';
create unique index snapshots_one_kept_a_day_key on public.snapshots (day) where state = 'kept';

alter table public.snapshots enable row level security;
create policy "Everyone can read snapshots" on public.snapshots for select to anon, authenticated using (true);
grant select on public.snapshots to anon, authenticated;
grant all on public.snapshots to service_role;

create function private.snapshot_name(day date, edition int) returns text
language sql immutable parallel safe set search_path = ''
as $$
  select to_char(day, 'YYYY-MM-DD') || case when edition > 1 then '.' || edition else '' end
$$;
comment on function private.snapshot_name(date, int) is 'How the folder of a snapshot is called: 2026-11-30, its second edition 2026-11-30.2.';

create function public.record_snapshot(snapshot jsonb) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  given record;
  before public.snapshots;
  told bigint;
begin
  select s.day, s.edition, s.seq, s.manifest_sha256, s.row_count, s.bytes, s.files, coalesce(s.left_out, '[]') as left_out, s.checked_seq into given
  from jsonb_to_record(snapshot) as s (day date, edition int, seq bigint, manifest_sha256 text, row_count bigint, bytes bigint, files jsonb, left_out jsonb, checked_seq bigint);
  -- of two nodes that made one, the first to get here is told of
  perform pg_advisory_xact_lock(4206, 22);
  if exists (select from public.snapshots s where s.day = given.day and s.edition >= given.edition) then return null; end if;
  if given.edition > 1 then
    update public.snapshots s set state = 'replaced', ended_at = private.now()
    where s.day = given.day and s.state = 'kept' and s.edition = given.edition - 1 and s.seq = given.seq returning * into before;
    if not found then raise exception 'snapshot_not_found' using errcode = 'P0002'; end if;
  end if;
  told := private.append_journal(case when given.edition > 1 then 'snapshot.reissued' else 'snapshot.published' end, 'snapshot',
    private.snapshot_name(given.day, given.edition), jsonb_build_object('snapshot', private.snapshot_name(given.day, given.edition),
      'day', given.day, 'edition', given.edition, 'seq', given.seq, 'manifest_sha256', given.manifest_sha256, 'rows', given.row_count,
      'bytes', given.bytes, 'replaces', before.manifest_sha256, 'left_out', nullif(jsonb_array_length(given.left_out), 0)),
    version => given.edition, supersedes => before.journal_seq);
  insert into public.snapshots (day, edition, seq, manifest_sha256, row_count, bytes, files, left_out, checked_seq, journal_seq)
  values (given.day, given.edition, given.seq, given.manifest_sha256, given.row_count, given.bytes, given.files, given.left_out,
    greatest(given.seq, given.checked_seq), told);
  return told;
end $$;
comment on function public.record_snapshot(jsonb) is
  'Records a snapshot whose folder is whole, and tells it in the journal: {day, edition, seq, manifest_sha256, row_count, bytes, files, left_out?, checked_seq?}. Returns the seq of the entry, null where there is one already. Raises P0002 snapshot_not_found for an edition of one that is not kept. Service role only.';
revoke execute on function public.record_snapshot(jsonb) from public, anon, authenticated;
grant execute on function public.record_snapshot(jsonb) to service_role;

create function private.taken_back(made bigint, after bigint, through bigint) returns jsonb
language sql stable security definer set search_path = ''
as $$
  -- an entry that may take something back, and the entries of the same thing that were in the snapshot and are told less today
  select coalesce(jsonb_agg(jsonb_build_object('seq', j.seq, 'kind', j.kind, 'subject', j.subject_type,
    'id', coalesce(j.facts ->> 'complaint', j.facts ->> 'finding', j.facts ->> 'disclosure'),
    'version', case when j.subject_type = 'disclosure' then j.version end, 'entries', e.seqs) order by j.seq), '[]')
  from public.journal j
  cross join lateral (
    select jsonb_agg(e.seq order by e.seq) as seqs from public.journal e
    where e.seq <= made and (private.told_facts(e) <> e.facts or private.hides_place(e)) and case j.subject_type
      when 'complaint' then e.subject_type = 'complaint' and e.subject_id = j.subject_id
      when 'disclosure' then e.project_id = j.project_id and e.subject_type = 'disclosure' and e.subject_id = j.subject_id and e.version = j.version
      else e.project_id = j.project_id and e.subject_type in ('finding', 'rectification') and split_part(e.subject_id, '/', 1) = j.subject_id end) e
  where j.kind = any ('{complaint.published,complaint.revised,complaint.withheld,finding.withheld,disclosure.withdrawn}')
    and j.seq > greatest(made, after) and j.seq <= through and e.seqs is not null
$$;
comment on function private.taken_back(bigint, bigint, bigint) is
  'What entries of (after, through] took back of a snapshot made at an entry: [{seq, kind, subject, id, version, entries}]; entries are those of the snapshot that are told less now.';

create function public.read_taken_back() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  head bigint := coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0);
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('day', s.day, 'edition', s.edition, 'seq', s.seq, 'through', head,
      'items', private.taken_back(s.seq, s.checked_seq, head)) order by s.day)
    from public.snapshots s where s.state = 'kept' and s.checked_seq < head
      and exists (select from public.journal j where j.seq > s.checked_seq
        and j.kind = any ('{complaint.published,complaint.revised,complaint.withheld,finding.withheld,disclosure.withdrawn}'))), '[]');
end $$;
comment on function public.read_taken_back() is
  'Kept snapshots with what was taken back of them since they were last looked at: [{day, edition, seq, through, items}]; items may be empty. Service role only.';
revoke execute on function public.read_taken_back() from public, anon, authenticated;
grant execute on function public.read_taken_back() to service_role;

create function public.settle_snapshot(day date, edition int, checked bigint default null, thinned boolean default false) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.snapshots s set checked_seq = greatest(s.checked_seq, coalesce(checked, 0)),
    state = case when thinned then 'thinned' else s.state end, ended_at = case when thinned then private.now() else s.ended_at end
  where s.day = settle_snapshot.day and s.edition = settle_snapshot.edition and s.state = 'kept';
  return found;
end $$;
comment on function public.settle_snapshot(date, int, bigint, boolean) is
  'Notes up to which entry a kept snapshot was looked at, or that its files are removed to save space. False where it is not kept. Service role only.';
revoke execute on function public.settle_snapshot(date, int, bigint, boolean) from public, anon, authenticated;
grant execute on function public.settle_snapshot(date, int, bigint, boolean) to service_role;
