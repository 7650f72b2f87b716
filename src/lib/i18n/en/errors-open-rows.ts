import type { Mirror } from '../types.ts';
import type zh from '../zh/errors-open-rows.ts';

/** What the reading of open data refuses. */
export default {
  unknown_dataset: 'There is no such data set. Please look up the names in the catalogue of data.',
  unknown_filter: 'This data set cannot be filtered by {{detail}}. Its page lists the filters it has.',
  dataset_keeps_no_past:
    'Only projects and disclosures keep how they were. Please leave out “at”, or take a daily snapshot.',
  past_not_kept:
    'That number is before the first that was kept. Please use a higher one, or a daily snapshot.',
  past_is_ahead: 'That number does not exist yet. Please use one that is not above the newest.',
  filter_not_of_past:
    'The past cannot be filtered by organization or words. Please leave these out and search in what you get.'
} satisfies Mirror<typeof zh>;
