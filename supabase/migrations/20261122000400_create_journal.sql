-- The journal: whatever becomes public is appended here in the same transaction, in commit order, hashed.
-- Every feed, calendar, changes API, dump, log and cache revision is derived from it.

create table public.journal (
  seq bigint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  kind text not null,
  project_id uuid,
  organization_ids uuid[] not null default '{}',
  division_code text,
  subject_type text not null,
  subject_id text not null,
  version int not null default 1,
  facts jsonb not null,
  supersedes bigint,
  leaf_hash bytea not null,
  constraint journal_pkey primary key (seq),
  constraint journal_kind_form check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  constraint journal_leaf_hash_length check (length(leaf_hash) = 32),
  constraint journal_supersedes_earlier check (supersedes < seq),
  constraint journal_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.journal is 'Append-only journal of everything that became public. Public facts only: no personal data beyond the names the plan requires.';
comment on column public.journal.seq is 'Number in commit order, without gaps, from 1.';
comment on column public.journal.occurred_at is 'When the fact happened (for a reached milestone: noon of that day, Asia/Shanghai).';
comment on column public.journal.recorded_at is 'When it was appended.';
comment on column public.journal.kind is '<subject>.<past participle>, e.g. project.registered, milestone.reached.';
comment on column public.journal.project_id is 'The project it concerns, if any.';
comment on column public.journal.organization_ids is 'The organizations it concerns: the parties of the project at that time.';
comment on column public.journal.division_code is 'The division it concerns.';
comment on column public.journal.subject_type is 'Kind of the thing that changed.';
comment on column public.journal.subject_id is 'Its id.';
comment on column public.journal.version is 'Its version after the change.';
comment on column public.journal.facts is 'What became public, as an outlet shows it, so that an outlet needs no other table.';
comment on column public.journal.supersedes is 'The entry that this one corrects.';
comment on column public.journal.leaf_hash is 'SHA-256 over 0x00 and the RFC 8785 form of the entry (RFC 6962 leaf).';
create index journal_project_id_idx on public.journal (project_id, seq desc);
create index journal_division_code_idx on public.journal (division_code text_pattern_ops, seq desc);
create index journal_kind_idx on public.journal (kind, seq desc);
create index journal_organization_ids_idx on public.journal using gin (organization_ids);

create trigger journal_is_append_only before update or delete on public.journal
  for each row execute function private.refuse_change();
create trigger journal_is_never_emptied before truncate on public.journal
  for each statement execute function private.refuse_change();

alter table public.journal enable row level security;
create policy "Everyone can read the journal" on public.journal for select to anon, authenticated using (true);
grant select on public.journal to anon, authenticated;

create function private.iso_time(at timestamptz) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
end $$;
comment on function private.iso_time(timestamptz) is 'UTC time as JavaScript prints it, to the millisecond.';
grant execute on function private.iso_time(timestamptz) to anon, authenticated, service_role;

create function private.journal_leaf(entry public.journal) returns bytea
language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return sha256('\x00'::bytea || convert_to(private.canonical_json(jsonb_build_object(
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
  )), 'UTF8'));
end $$;
comment on function private.journal_leaf(public.journal) is 'The RFC 6962 leaf hash of an entry: everything but the hash itself, in RFC 8785 form.';

create function private.append_journal(
  kind text,
  subject_type text,
  subject_id text,
  facts jsonb,
  project_id uuid default null,
  organization_ids uuid[] default '{}',
  division_code text default null,
  version int default 1,
  occurred_at timestamptz default null,
  supersedes bigint default null
) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  entry public.journal;
begin
  -- one writer at a time until commit, so that seq is in commit order and has no gaps
  perform pg_advisory_xact_lock(4206, 1);
  entry.seq := coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0) + 1;
  entry.recorded_at := date_trunc('milliseconds', private.now());
  entry.occurred_at := date_trunc('milliseconds', coalesce(append_journal.occurred_at, entry.recorded_at));
  entry.kind := append_journal.kind;
  entry.project_id := append_journal.project_id;
  entry.organization_ids := append_journal.organization_ids;
  entry.division_code := append_journal.division_code;
  entry.subject_type := append_journal.subject_type;
  entry.subject_id := append_journal.subject_id;
  entry.version := append_journal.version;
  entry.facts := jsonb_strip_nulls(append_journal.facts);
  entry.supersedes := append_journal.supersedes;
  entry.leaf_hash := private.journal_leaf(entry);
  insert into public.journal select entry.*;
  return entry.seq;
end $$;
comment on function private.append_journal(text, text, text, jsonb, uuid, uuid[], text, int, timestamptz, bigint) is
  'Appends one entry and returns its seq. Takes one advisory lock held until commit; null facts are left out.';

create function public.journal_head() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('seq', 0, 'recorded_at', '1970-01-01T00:00:00.000Z', 'leaf_hash', '')
    || coalesce((
      select jsonb_build_object('seq', j.seq, 'recorded_at', private.iso_time(j.recorded_at), 'leaf_hash', encode(j.leaf_hash, 'hex'))
      from public.journal j order by j.seq desc limit 1), '{}')
    -- what the desk changes beside the journal (a bureau's contact) moves the revision too
    || jsonb_build_object('revision',
      coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0) || '.'
      || coalesce((select a.audit_entry_id from public.audit_entries a order by a.audit_entry_id desc limit 1), 0))
$$;
comment on function public.journal_head() is
  'The newest entry and the revision of what is public: {seq, recorded_at, leaf_hash, revision}. seq is 0 while the journal is empty. Caches are keyed by revision.';
revoke execute on function public.journal_head() from public;
grant execute on function public.journal_head() to anon, authenticated, service_role;

create function public.read_journal(
  scope jsonb default '{}',
  before bigint default null,
  page_size int default 50
) returns jsonb
language sql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  with picked as (
    select j.* from public.journal j
    where (scope ->> 'project_id' is null or j.project_id = (scope ->> 'project_id')::uuid)
      and (scope ->> 'division_code' is null
        or j.division_code like private.division_prefix(scope ->> 'division_code') || '%')
      and (scope ->> 'organization_id' is null
        or j.organization_ids @> array[(scope ->> 'organization_id')::uuid])
      and (scope ->> 'kind' is null or j.kind = scope ->> 'kind')
      and (before is null or j.seq < before)
    order by j.seq desc
    limit least(greatest(page_size, 1), 200) + 1
  )
  select jsonb_build_object(
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', p.seq, 'kind', p.kind, 'version', p.version, 'facts', p.facts, 'supersedes', p.supersedes,
        'division_code', p.division_code, 'project_id', p.project_id,
        'subject_type', p.subject_type, 'subject_id', p.subject_id,
        'occurred_at', private.iso_time(p.occurred_at), 'recorded_at', private.iso_time(p.recorded_at)
      ) order by p.seq desc)
      from (select * from picked order by seq desc limit least(greatest(page_size, 1), 200)) p), '[]'),
    'more', (select count(*) from picked) > least(greatest(page_size, 1), 200))
$$;
comment on function public.read_journal(jsonb, bigint, int) is
  'Entries newest first, below `before` if given, at most 200: {entries, more}. scope may hold project_id, division_code (with all inside it), organization_id, kind.';
revoke execute on function public.read_journal(jsonb, bigint, int) from public;
grant execute on function public.read_journal(jsonb, bigint, int) to anon, authenticated, service_role;
