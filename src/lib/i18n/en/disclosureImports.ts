import type { Mirror } from '../types.ts';
import type zh from '../zh/disclosureImports.ts';

export default {
  title: 'Import disclosures',
  text: 'Write drafts of many disclosures at once from a list and a ZIP of files.',
  lead: 'Upload one ZIP of a CSV list and its files (PDF, photos), or choose list and files together. Each row is checked first and bad cells are pointed out; drafts are written once you have seen and confirmed the preview.',
  choose: 'Choose a ZIP, or list and files',
  fileHint:
    'One ZIP, or one CSV list with the files it names; 30 MB together at most, 300 rows, 100 new files. The list may be in UTF-8 or GB18030, its columns in any order, with Chinese or English headers.',
  options: 'Options',
  skip: 'Skip rows with errors',
  skipHint:
    'Otherwise nothing is written as soon as one row is bad. Rows that were skipped can be downloaded, corrected and imported.',
  submit: 'Submit for confirmation at once',
  submitHint:
    'Otherwise drafts are written, to be looked through and submitted one by one. When chosen, every row must be complete.',
  check: 'Upload and check',
  consequence: 'Uploading only checks: no draft is written, and nothing becomes public.',
  noFile: 'Choose a ZIP, or a list and files.',
  again: 'Upload again once corrected',
  refusedRows:
    '{{total, number}} rows: {{good, number}} can be written, {{bad, number}} have errors. Correct and upload again, or choose “Skip rows with errors”.',
  stale: 'The preview has expired; please upload again.',
  where: 'line {{line}}, {{where}}',
  preview: 'What was found',
  previewText: 'Nothing is written yet.',
  left_one: '{{count, number}} row has errors and will be skipped',
  left_other: '{{count, number}} rows have errors and will be skipped',
  outcome: { new: 'new draft', changed: 'changes a draft', unchanged: 'no change' },
  line: 'Line',
  project: 'Project',
  item: 'Item',
  documents: 'Documents',
  result: 'Result',
  nothing: 'The list says what is there already; there is nothing to write.',
  write_one: 'Write {{count, number}} draft',
  write_other: 'Write {{count, number}} drafts',
  writeSubmit_one: 'Write and submit {{count, number}} disclosure',
  writeSubmit_other: 'Write and submit {{count, number}} disclosures',
  writeConsequence:
    'Drafts are written in your name. Only the parties and the bureau see them, and they can be changed.',
  submitConsequence:
    'They are submitted at once to the supervising engineer or the commissioned third party, who are notified.',
  done: 'What was written',
  doneText:
    '{{saved, number}} drafts written, {{submitted, number}} submitted, {{unchanged, number}} without a change.',
  refused_one: '{{count, number}} was not written; see why below',
  refused_other: '{{count, number}} were not written; see why below',
  deed: { saved: 'draft written', submitted: 'submitted', unchanged: 'no change', refused: 'not written' },
  reason: 'Why',
  more: 'Import another batch',
  toQueue: 'What waits for me',
  template: {
    title: 'Download an empty template',
    text: 'A CSV template for each item: its header has every fact of the item, and there is an example row. One list may hold several items, each in its own columns.',
    item: 'Item',
    get: 'Download template',
    name: 'disclosure-list-{{item}}',
    columns:
      'Columns of every list: permit number or project code, item, remark, reason of correction (where something published is corrected), files (separated by semicolons, with folders if you like), captions (one for each file, separated by semicolons). What the list has no column for stays as it is in the draft.'
  },
  badName: 'rows-to-correct',
  example: {
    note: '[Example] this row is not imported',
    files: 'steel/report.pdf;photo1.jpg',
    captions: 'test report;samples taken at building 3'
  }
} satisfies Mirror<typeof zh>;
