-- Keys, checkpoints, witnesses: what the server writes. Nobody else does.

create function private.log_signers() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', k.key_number, 'name', k.name, 'public_key', encode(k.public_key, 'hex'), 'sealed', s.sealed)
    order by k.key_number desc), '[]')
  from public.log_keys k left join private.log_seeds s using (key_number)
  where k.signs_until is null or k.signs_until > private.now()
$$;
comment on function private.log_signers() is 'The keys that sign now, the one in force first, with their sealed secret halves.';

create function public.open_log_key(name text, public_key text, verifier text, sealed text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
  -- (4206, 2) orders all writers of the log; it never waits for the journal's
  perform pg_advisory_xact_lock(4206, 2);
  if not exists (select from public.log_keys) then
    insert into public.log_keys (key_number, name, public_key, verifier)
    values (1, open_log_key.name, decode(open_log_key.public_key, 'hex'), open_log_key.verifier);
    insert into private.log_seeds (key_number, sealed) values (1, open_log_key.sealed);
  end if;
  return private.log_signers();
end $$;
comment on function public.open_log_key(text, text, text, text) is
  'The keys that sign, [{number, name, public_key, sealed}]. The key that is handed over becomes the first one, unless there is one: of several nodes that start, one wins.';
revoke execute on function public.open_log_key(text, text, text, text) from public;
grant execute on function public.open_log_key(text, text, text, text) to service_role;

create function public.log_signers() returns jsonb
language sql stable security definer set search_path = ''
as $$ select private.log_signers() $$;
comment on function public.log_signers() is 'The keys that sign now, with their sealed secret halves: [{number, name, public_key, sealed}], the one in force first. Empty before the first start.';
revoke execute on function public.log_signers() from public;
grant execute on function public.log_signers() to service_role;

create function public.rotate_log_key(public_key text, verifier text, sealed text, overlap_days int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  old public.log_keys;
begin
  perform pg_advisory_xact_lock(4206, 2);
  select * into old from public.log_keys k where k.replaced_at is null;
  if old is null then
    raise exception 'no_log_key' using errcode = 'P0002';
  elsif overlap_days is null or overlap_days not between 0 and 366 then
    raise exception 'overlap_range' using errcode = '23514';
  end if;
  update public.log_keys k set replaced_at = private.now(), signs_until = private.now() + make_interval(days => overlap_days)
  where k.key_number = old.key_number;
  insert into public.log_keys (key_number, name, public_key, verifier)
  values (old.key_number + 1, old.name, decode(rotate_log_key.public_key, 'hex'), rotate_log_key.verifier);
  insert into private.log_seeds (key_number, sealed) values (old.key_number + 1, rotate_log_key.sealed);
  delete from private.log_seeds s using public.log_keys k where k.key_number = s.key_number and k.signs_until <= private.now();
  perform private.audit('log_key.rotated', (old.key_number + 1)::text);
  return old.key_number + 1;
end $$;
comment on function public.rotate_log_key(text, text, text, int) is
  'Puts a new key in force; the old one signs beside it for some days. Returns its number. Raises P0002 no_log_key; 23514 overlap_range.';
revoke execute on function public.rotate_log_key(text, text, text, int) from public;
grant execute on function public.rotate_log_key(text, text, text, int) to service_role;

create function public.keep_checkpoint(previous bigint, size bigint, root text, note text) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  kept bytea;
begin
  perform pg_advisory_xact_lock(4206, 2);
  if previous is distinct from coalesce((select max(c.size) from public.log_checkpoints c), 0) then
    return false;
  end if;
  if size is null or size <= previous or size - previous > 65536 then
    raise exception 'checkpoint_size' using errcode = '23514';
  end if;
  select string_agg(j.leaf_hash, ''::bytea order by j.seq) into kept
  from public.journal j where j.seq > previous and j.seq <= keep_checkpoint.size;
  if length(kept) is distinct from ((size - previous) * 32)::int then
    raise exception 'checkpoint_size' using errcode = '23514';
  end if;
  insert into public.log_checkpoints (size, previous, root, leaves, note) values (size, previous, decode(root, 'hex'), kept, note);
  delete from private.log_seeds s using public.log_keys k where k.key_number = s.key_number and k.signs_until <= private.now();
  return true;
end $$;
comment on function public.keep_checkpoint(bigint, bigint, text, text) is
  'Keeps a signed head that goes on from the newest; false when another one was kept meanwhile: then what was signed must be thrown away. At most 65,536 entries a step. Raises 23514 checkpoint_size.';
revoke execute on function public.keep_checkpoint(bigint, bigint, text, text) from public;
grant execute on function public.keep_checkpoint(bigint, bigint, text, text) to service_role;

create function public.allow_log_witness(name text, public_key text, verifier text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(4206, 2);
  if exists (select from public.log_witnesses w where w.removed_at is null
      and (w.name = allow_log_witness.name or w.public_key = decode(allow_log_witness.public_key, 'hex')) and w.verifier <> allow_log_witness.verifier) then
    raise exception 'witness_known' using errcode = '23505';
  elsif (select count(*) from public.log_witnesses w where w.removed_at is null and w.verifier <> allow_log_witness.verifier) >= 16 then
    raise exception 'witness_limit' using errcode = '23514';
  end if;
  insert into public.log_witnesses (name, public_key, verifier)
  values (allow_log_witness.name, decode(allow_log_witness.public_key, 'hex'), allow_log_witness.verifier)
  on conflict on constraint log_witnesses_pkey do update set removed_at = null;
  perform private.audit('log_witness.allowed', allow_log_witness.name);
end $$;
comment on function public.allow_log_witness(text, text, text) is
  'Takes cosignatures of this key from now on. Raises 23505 witness_known (the name or the key is another witness''s), 23514 witness_limit (16).';
revoke execute on function public.allow_log_witness(text, text, text) from public;
grant execute on function public.allow_log_witness(text, text, text) to service_role;

create function public.remove_log_witness(name text) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(4206, 2);
  update public.log_witnesses w set removed_at = private.now() where w.name = remove_log_witness.name and w.removed_at is null;
  if not found then
    return false;
  end if;
  perform private.audit('log_witness.removed', remove_log_witness.name);
  return true;
end $$;
comment on function public.remove_log_witness(text) is 'Takes no more cosignatures of this witness. False when there is none of this name.';
revoke execute on function public.remove_log_witness(text) from public;
grant execute on function public.remove_log_witness(text) to service_role;

create function public.keep_cosignature(size bigint, verifier text, line text, cosigned_at timestamptz) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from public.log_witnesses w where w.verifier = keep_cosignature.verifier and w.removed_at is null) then
    raise exception 'unknown_witness' using errcode = '42501';
  end if;
  insert into public.log_cosignatures (size, verifier, line, cosigned_at)
  values (keep_cosignature.size, keep_cosignature.verifier, keep_cosignature.line, keep_cosignature.cosigned_at)
  on conflict on constraint log_cosignatures_pkey do nothing;
  return found;
end $$;
comment on function public.keep_cosignature(bigint, text, text, timestamptz) is
  'Keeps a cosignature that the server has verified; false when this witness has signed this checkpoint before. Raises 42501 unknown_witness.';
revoke execute on function public.keep_cosignature(bigint, text, text, timestamptz) from public;
grant execute on function public.keep_cosignature(bigint, text, text, timestamptz) to service_role;
