import type zh from '../zh/errors-log.ts';
import type { Mirror } from '../types.ts';

export default {
  log_empty: 'The log has no entries yet. It begins with the first one that is published.',
  log_number: 'Give a whole number, as in ?from=100&to=200.',
  log_range:
    'This range does not exist: from is at most to, and to at most the size of the newest checkpoint.',
  log_broken:
    'The log does not fit the checkpoints that were signed, so that no proofs are given. The operator has been told; please try again later.',
  unknown_checkpoint: 'There is no such checkpoint. Fetch the newest one from /log/checkpoint first.',
  unknown_entry: 'The newest checkpoint holds no such entry. Please check the number.',
  no_tile: 'The log is not so long, or has no such tile. Reckon with the size of the newest checkpoint.',
  note_form:
    'This is no signed checkpoint (C2SP signed note). Send it as it was, with the line of your signature at its end.',
  cosignature_wrong: 'The cosignature is wrong, or its time is out of range. Nothing was taken.',
  unknown_witness:
    'This bears no signature of a witness that this hub knows. Ask its operator to allow your key first.',
  witness_known: 'This name or this key belongs to another witness already.',
  witness_limit: 'At most 16 witnesses can be allowed.',
  no_log_key: 'The log has no key yet. Start the hub once.',
  overlap_range: 'The old key can sign beside the new one for 0 to 366 days.',
  checkpoint_size: 'The size of the checkpoint does not fit the journal.'
} satisfies Mirror<typeof zh>;
