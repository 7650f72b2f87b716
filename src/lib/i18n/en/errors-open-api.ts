import type { Mirror } from '../types.ts';
import type zh from '../zh/errors-open-api.ts';

export default {
  unknown_dataset: 'There is no such data set. All of them are listed at /open/api/v1/.',
  open_parameter_unknown:
    'There is no parameter "{{detail}}". Those that there are stand at /en/open/api/v1/reference.',
  open_parameter_wrong:
    'The value of the parameter "{{detail}}" is wrong: not in its form, out of range, or against another parameter. What it takes stands at /en/open/api/v1/reference.',
  open_cursor_damaged:
    'This cursor is not whole, or was not given by this hub. Begin again without a cursor.',
  open_cursor_elsewhere:
    'This cursor belongs to another data set or to other filters. Use the parameters of the page before, or begin again without a cursor.',
  open_at_unknown:
    'Of this data set no past states are kept, so it cannot be asked with "at". Projects and disclosures can.',
  past_not_kept: 'No state as old as this is kept. The earliest number for "at" is {{detail}}.',
  filter_not_of_past:
    'A past state cannot be narrowed by "organization" or "q". Leave them out, or leave out "at".',
  dataset_keeps_no_past: 'Of this data set no past states are kept. Leave out "at".',
  past_is_ahead: 'The journal has not come to this number yet; it stands at {{detail}}.',
  open_after_ahead:
    'The journal has not come to this number yet; it stands at {{detail}}. If the hub was restored from a backup, begin again with after=0.',
  open_record_unknown: 'There is no record of this id.',
  open_record_gone: 'This record was public once and is no longer (entry {{detail}} of the journal).',
  open_waiting_full: 'Too many wait for changes. Come back in half a minute, or ask without "wait".',
  open_waiting_too_many:
    'Too many requests from this address wait for changes. End some of them, or ask without "wait".'
} satisfies Mirror<typeof zh>;
