import type { Mirror } from '../types.ts';
import type zh from '../zh/imports.ts';

export default {
  title: 'Import a list of projects',
  text: 'Upload a CSV list, check it, and write it in one go.',
  lead: 'Upload a list exported as CSV from an office system or a spreadsheet. It is checked first, and each bad cell is pointed out; nothing is written or published until you have seen the preview and confirmed.',
  recent: 'Recent imports',
  noRecent: 'No list has been imported yet.',
  file: 'File',
  rows: 'Rows',
  uploaded: 'Uploaded',
  state: {
    title: 'State',
    staged: 'waiting for confirmation',
    committing: 'being written',
    committed: 'written'
  },
  chooseFile: 'Choose a file',
  fileHint:
    'A CSV file of at most 20 MB and 50,000 rows, in UTF-8 or GB18030. Columns in any order, with Chinese or English headers.',
  noFile: 'Choose a file.',
  tooBig: 'The file is larger than 20 MB; split it.',
  crs: {
    WGS84: 'WGS84 (GPS, Tianditu)',
    GCJ02: 'GCJ-02 (Amap, Tencent Maps)',
    BD09: 'BD-09 (Baidu Maps)'
  },
  crsHint: 'Which kind of map the coordinates in the list come from. Of no matter if there are none.',
  badRows: 'Bad rows',
  skip: 'Skip bad rows',
  skipHint:
    'Otherwise nothing is written while a single row is bad. Skipped rows can be downloaded, corrected and imported.',
  check: 'Upload and check',
  uploadConsequence: 'Uploading only checks the list; nothing is published.',
  template: 'Download an empty template',
  templateName: 'project-list-template',
  badName: 'rows-to-correct',
  again: 'Upload the corrected file',
  refusedTitle: 'The file has errors; nothing was written',
  refusedFile: 'This file cannot be imported; the reasons are below.',
  refusedRows:
    '{{total, number}} projects: {{good, number}} can be imported, {{bad, number}} have errors. Correct the file and upload it again, or choose “Skip bad rows”.',
  fetchBad: 'Download the rows to correct',
  fetchBadHint:
    'Only the bad rows, with the reasons in the last two columns. Once corrected it can be uploaded as it is. Kept for half an hour.',
  kinds: 'Kinds of errors',
  kindCount: '{{reason}} ({{number}} ×)',
  problems: 'Errors',
  line: 'Line',
  wholeFile: 'Whole file',
  column: 'Column',
  value: 'Value',
  reason: 'Reason',
  leftOut_one: 'One more error is not listed; it is in the file to download.',
  leftOut_other: '{{count, number}} more errors are not listed; they are in the file to download.',
  warnings_one: 'One note (does not stop the import)',
  warnings_other: '{{count, number}} notes (they do not stop the import)',
  warning: 'Line {{line}} · {{column}}: {{reason}}',
  cell: '{{text}}',
  leftTitle_one: 'One bad row of the file was skipped',
  leftTitle_other: '{{count, number}} bad rows of the file were skipped',
  checking: 'Comparing with what is stored',
  writing: 'Writing',
  rowsLeft_one: 'one row left',
  rowsLeft_other: '{{count, number}} rows left',
  projectsLeft_one: 'one project left',
  projectsLeft_other: '{{count, number}} projects left',
  mayLeave: 'You may leave this page; what is done stays done, and coming back goes on from there.',
  goOn: 'Continue',
  interrupted: 'The connection broke. What is done is kept; press “Continue”.',
  outcome: { new: 'New', changed: 'Changed', unchanged: 'Unchanged', refused: 'Refused' },
  decide: 'Confirm',
  nothingToWrite: 'The list agrees with what is stored; there is nothing to write.',
  skipRefused_one: 'Skip the row that cannot be written',
  skipRefused_other: 'Skip the {{count, number}} rows that cannot be written',
  skipRefusedHint: 'The reasons are below. Unless they are skipped, nothing is written.',
  writeConsequence_one:
    'One project becomes public at once and is entered in the journal. This cannot be undone; mistakes can be corrected.',
  writeConsequence_other:
    '{{count, number}} projects become public at once, and each is entered in the journal. This cannot be undone; mistakes can be corrected.',
  write_one: 'Write and publish one project',
  write_other: 'Write and publish {{count, number}} projects',
  discard: 'Throw this import away',
  discardConsequence:
    'What was uploaded is deleted. Nothing was written; what the public sees does not change.',
  done_one: 'One project was written; everyone can see it now',
  done_other: '{{count, number}} projects were written; everyone can see them now',
  rowsTitle: 'Row by row',
  noRows: 'There is no such row.',
  number: 'Permit number or project code',
  changes: 'Changes',
  field: { lat: 'Latitude', lng: 'Longitude', uscc: '{{role}} credit code' },
  cli: {
    step: {
      read: 'reading {{done, number}} / {{total, number}} rows',
      stage: 'preparing {{done, number}} / {{total, number}} rows',
      check: 'comparing {{done, number}} / {{total, number}} rows',
      write: 'writing {{done, number}} / {{total, number}} projects'
    },
    found:
      'Compared with what is stored: {{new, number}} new, {{changed, number}} changed, {{unchanged, number}} unchanged, {{refused, number}} refused.',
    changes: 'Changes:',
    changedRow: 'Line {{line}} · {{name}}',
    moreChanges_one: '… and one more project that changes.',
    moreChanges_other: '… and {{count, number}} more projects that change.',
    refusedRow: 'Line {{line}} · {{name}}: {{reason}}',
    dryRun: 'This was a dry run: nothing was written.',
    nothingWritten:
      'Nothing was written. Correct the file and import it again, or skip bad rows with --skip-bad.',
    unusable: 'This file cannot be imported. Nothing was written.',
    badFile_one: 'One bad row was not written; it is in {{file}}, to be corrected and imported again.',
    badFile_other:
      '{{count, number}} bad rows were not written; they are in {{file}}, to be corrected and imported again.',
    badFileExists:
      '{{file}} exists already and is not overwritten, so nothing was written. Move it away first.',
    done_one: 'One project was written; {{unchanged, number}} unchanged.',
    done_other: '{{count, number}} projects were written; {{unchanged, number}} unchanged.',
    noFile: 'The file {{file}} cannot be read.'
  }
} satisfies Mirror<typeof zh>;
