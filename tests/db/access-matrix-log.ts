/** The part of the matrix about the transparency log; see access-matrix.ts. */

export const open = ['log_checkpoints', 'log_cosignatures', 'log_keys', 'log_witnesses'];

export const appendOnly = ['log_checkpoints', 'log_cosignatures'];

export const changing = {
  log_checkpoints: 'set note = note',
  log_cosignatures: 'set line = line'
};

/** Old checkpoints are checked with old keys. */
export const refused: Record<string, 'delete'[]> = { log_keys: ['delete'] };

export const verbs = {
  everyone: ['log_entries', 'log_key_ring', 'log_state'],
  people: [],
  'people and server': [],
  server: [
    'allow_log_witness',
    'audit_checkpoints',
    'audit_journal',
    'audit_strays',
    'audit_versions',
    'keep_checkpoint',
    'keep_cosignature',
    'log_leaves',
    'log_signers',
    'open_log_key',
    'remove_log_witness',
    'rotate_log_key'
  ]
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  log_entries: 'tells an entry of the journal only where pages and feeds still tell all of it, else its hash',
  log_key_ring: 'tells public keys',
  log_state: 'tells how long the log is, and a checkpoint, which anybody may have'
};

/** Two rows of each table. */
export const seeds = `
  insert into public.log_keys (key_number, name, public_key, verifier, replaced_at, signs_until)
    select n, 'example.org/log', sha256(n::text::bytea), 'key ' || n, case when n = 1 then now() end, case when n = 1 then now() end
    from generate_series(1, 2) n;
  insert into public.log_checkpoints (size, previous, root, leaves, note)
    select j.seq, j.seq - 1, j.leaf_hash, j.leaf_hash, repeat('note', 10) from public.journal j where j.seq <= 2;
  insert into public.log_witnesses (name, public_key, verifier) select 'witness/' || n, sha256(n::text::bytea), 'witness ' || n from generate_series(1, 2) n;
  insert into public.log_cosignatures (size, verifier, line, cosigned_at) select n, 'witness ' || n, repeat('line', 30), now() from generate_series(1, 2) n`;
