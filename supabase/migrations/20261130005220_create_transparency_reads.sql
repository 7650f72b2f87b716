-- What anybody may read of the log, and what the operator's check reads of the whole database.

create function private.told_checkpoint(c public.log_checkpoints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('size', c.size, 'root', encode(c.root, 'hex'), 'note', c.note, 'signed_at', private.iso_time(c.signed_at),
    'cosignatures', coalesce((select jsonb_agg(jsonb_build_object('witness', w.name, 'verifier', s.verifier, 'line', s.line,
        'cosigned_at', private.iso_time(s.cosigned_at)) order by s.received_at, s.verifier)
      from public.log_cosignatures s join public.log_witnesses w using (verifier) where s.size = c.size), '[]'))
$$;
comment on function private.told_checkpoint(public.log_checkpoints) is 'A checkpoint with its cosignatures.';

create function public.log_state(at bigint default null) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'head', coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0),
    'size', coalesce((select max(c.size) from public.log_checkpoints c), 0),
    'checkpoint', (select private.told_checkpoint(c) from public.log_checkpoints c
      where at is null or c.size = at order by c.size desc limit 1),
    'cosigned', (select max(s.size) from public.log_cosignatures s))
$$;
comment on function public.log_state(bigint) is
  'How the log stands: {head of the journal, size of the newest checkpoint, checkpoint {size, root, note, signed_at, cosignatures} (of the size `at`, or the newest; null if none), cosigned: size of the newest that a witness signed}.';
revoke execute on function public.log_state(bigint) from public;
grant execute on function public.log_state(bigint) to anon, authenticated, service_role;

create function public.log_key_ring() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'keys', coalesce((select jsonb_agg(jsonb_build_object('number', k.key_number, 'name', k.name, 'public_key', encode(k.public_key, 'hex'),
      'verifier', k.verifier, 'since', private.iso_time(k.since), 'replaced_at', private.iso_time(k.replaced_at),
      'signs_until', private.iso_time(k.signs_until)) order by k.key_number desc) from public.log_keys k), '[]'),
    'witnesses', coalesce((select jsonb_agg(jsonb_build_object('name', w.name, 'public_key', encode(w.public_key, 'hex'), 'verifier', w.verifier,
      'allowed_at', private.iso_time(w.allowed_at), 'removed_at', private.iso_time(w.removed_at),
      'newest', (select max(s.size) from public.log_cosignatures s where s.verifier = w.verifier)) order by w.name, w.allowed_at)
      from public.log_witnesses w), '[]'))
$$;
comment on function public.log_key_ring() is
  'Public keys of the log, the one in force first, and of the witnesses: {keys [{number, name, public_key, verifier, since, replaced_at, signs_until}], witnesses [{name, public_key, verifier, allowed_at, removed_at, newest}]}.';
revoke execute on function public.log_key_ring() from public;
grant execute on function public.log_key_ring() to anon, authenticated, service_role;

create function public.log_leaves(after bigint, size bigint default null) returns text
language sql stable security definer set search_path = ''
as $$
  -- of checkpoints, as they were signed; with a size of the journal, as it stands
  select replace(encode(coalesce(case when size is null then (
      select string_agg(c.leaves, ''::bytea order by c.size) from public.log_checkpoints c
      where c.previous >= after and (c.size <= after + 65536 or c.previous = after))
    else (
      select string_agg(j.leaf_hash, ''::bytea order by j.seq) from public.journal j
      where j.seq > after and j.seq <= least(log_leaves.size, after + 65536)) end, ''::bytea), 'base64'), E'\n', '')
$$;
comment on function public.log_leaves(bigint, bigint) is
  'Leaf hashes behind entry `after` (the size of a checkpoint, or 0), in base64, some 65,536 at most: without a size those of the checkpoints, with one those of the journal up to it.';
revoke execute on function public.log_leaves(bigint, bigint) from public;
grant execute on function public.log_leaves(bigint, bigint) to service_role;

create function public.log_entries(after bigint, page_size int default 256) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('seq', j.seq, 'leaf_hash', encode(j.leaf_hash, 'hex'),
    'form', case when private.told_facts(j) = j.facts and not private.hides_place(j) then private.journal_form(j) end) order by j.seq), '[]')
  from (select * from public.journal x where x.seq > after order by x.seq limit least(greatest(page_size, 1), 1000)) j
$$;
comment on function public.log_entries(bigint, int) is
  'Entries behind `after` as the log tells them: [{seq, leaf_hash, form}]. form is the RFC 8785 text whose hash is the leaf; null where something of it is no longer told.';
revoke execute on function public.log_entries(bigint, int) from public;
grant execute on function public.log_entries(bigint, int) to anon, authenticated, service_role;

-- The operator's check: rows as they stand, so that they can be reckoned anew by a program that is not the database -------

create function public.audit_journal(after bigint, page_size int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('leaf_hash', encode(j.leaf_hash, 'hex'), 'entry', jsonb_build_object(
    'seq', j.seq, 'occurred_at', private.iso_time(j.occurred_at), 'recorded_at', private.iso_time(j.recorded_at), 'kind', j.kind,
    'project_id', j.project_id, 'organization_ids', to_jsonb(j.organization_ids), 'division_code', j.division_code,
    'subject_type', j.subject_type, 'subject_id', j.subject_id, 'version', j.version, 'facts', j.facts, 'supersedes', j.supersedes))
    order by j.seq), '[]')
  from (select * from public.journal x where x.seq > after order by x.seq limit least(greatest(page_size, 1), 1000)) j
$$;
comment on function public.audit_journal(bigint, int) is 'Entries as they stand, with what is no longer told, for the operator''s check: [{leaf_hash, entry}].';
revoke execute on function public.audit_journal(bigint, int) from public;
grant execute on function public.audit_journal(bigint, int) to service_role;

create function public.audit_versions(after bigint, page_size int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('seq', j.seq, 'disclosure', j.facts ->> 'disclosure', 'version', j.version,
    'facts', j.facts -> 'facts', 'note', j.facts ->> 'note', 'content_hash', j.facts ->> 'content_hash',
    'documents', coalesce((select jsonb_agg(f ->> 'sha256') from jsonb_array_elements(j.facts -> 'documents') f), '[]'),
    'row', (select jsonb_build_object('slug', d.slug, 'item', d.item, 'version', v.version, 'state', v.state, 'facts', jsonb_strip_nulls(v.facts),
        'whole_facts', v.facts, 'note', v.note, 'content_hash', v.content_hash, 'journal_seq', v.journal_seq, 'documents',
        coalesce((select jsonb_agg(f ->> 'sha256') from jsonb_array_elements(private.document_facts(v.disclosure_id, v.version)) f), '[]'))
      from public.disclosure_versions v join public.disclosures d using (disclosure_id)
      where v.disclosure_id::text = j.subject_id and v.version = j.version)) order by j.seq), '[]')
  from (select * from public.journal x where x.seq > after and x.kind in ('disclosure.published', 'disclosure.corrected')
    order by x.seq limit least(greatest(page_size, 1), 1000)) j
$$;
comment on function public.audit_versions(bigint, int) is
  'Each entry that published a version beside the row of that version (null if it is gone), for the operator''s check.';
revoke execute on function public.audit_versions(bigint, int) from public;
grant execute on function public.audit_versions(bigint, int) to service_role;

create function public.audit_strays(max_rows int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x.slug, x.version), '[]') from (
    -- versions that the journal doesn't know
    select d.slug, v.version, 'version_without_entry' as problem
    from public.disclosure_versions v join public.disclosures d using (disclosure_id)
    where v.state in ('published', 'superseded', 'withdrawn') and not exists (select from public.journal j where j.seq = v.journal_seq
      and j.subject_id = v.disclosure_id::text and j.version = v.version and j.kind in ('disclosure.published', 'disclosure.corrected'))
    union all
    -- the version that a disclosure shows isn't the newest that the journal published
    select d.slug, d.version, 'other_version_shown' from public.disclosures d
    where d.status = 'published' and d.version is distinct from (select max(j.version) from public.journal j
      where j.subject_id = d.disclosure_id::text and j.kind in ('disclosure.published', 'disclosure.corrected'))
    limit least(greatest(max_rows, 1), 1000)) x
$$;
comment on function public.audit_strays(int) is 'Public versions that no entry of the journal published, and disclosures that show another than the newest: [{slug, version, problem}].';
revoke execute on function public.audit_strays(int) from public;
grant execute on function public.audit_strays(int) to service_role;

create function public.audit_checkpoints(after bigint, page_size int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('size', c.size, 'previous', c.previous, 'root', encode(c.root, 'hex'), 'note', c.note,
    'leaves', replace(encode(c.leaves, 'base64'), E'\n', '')) order by c.size), '[]')
  from (select * from public.log_checkpoints x where x.size > after order by x.size limit least(greatest(page_size, 1), 500)) c
  where c.size <= after + 65536 or c.size = (select min(m.size) from public.log_checkpoints m where m.size > after)
$$;
comment on function public.audit_checkpoints(bigint, int) is 'Checkpoints behind a size with the leaf hashes they were signed over, for the operator''s check.';
revoke execute on function public.audit_checkpoints(bigint, int) from public;
grant execute on function public.audit_checkpoints(bigint, int) to service_role;
