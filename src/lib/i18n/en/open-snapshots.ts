import type { Mirror } from '../types.ts';
import type zh from '../zh/open-snapshots.ts';

export default {
  open: 'Open data',
  title: 'Daily snapshots',
  lead: 'One a day, with all data sets as they were public, the journal and a checkpoint of the transparency log: to fetch whole, to cite and to check.',
  never:
    'Once made it is not changed. The hash of its manifest is an entry of the journal and so of the transparency log: a change afterwards would show.',
  none: 'No snapshot yet',
  noneHint: 'One is made each day by itself. Just after the hub was started, come back in some minutes.',
  day: 'Day',
  edition: 'edition {{edition}}',
  one: 'Snapshot of {{day}}',
  oneEdition: 'Snapshot of {{day}}, edition {{edition}}',
  oneLead: 'All data sets in it are as of entry {{seq}} of the journal, so that they agree.',
  made: 'Made',
  rows: 'Rows',
  size: 'Size',
  seq: 'As of entry',
  stateTitle: 'State',
  state: { kept: 'kept', replaced: 'replaced by a new edition', thinned: 'manifest only' },
  why: {
    replaced: 'A new edition has taken the place of this one: something in it is no longer public.',
    thinned: 'The files of this day were removed to save space; the first of each month is kept.'
  },
  manifestStays:
    'manifest.json can still be fetched, so that the hash in the transparency log can be checked.',
  toNewer: 'See edition {{edition}}',
  leftOut: 'What is left out',
  leftOutText:
    'This was public on the day, and later by law or at the wish of the person who complained is not any more, or not as far. This edition leaves it out. Its other files are the same, byte by byte.',
  what: 'What',
  whyTitle: 'Why',
  by: 'By entry',
  subject: { complaint: 'Complaint', finding: 'Finding', disclosure: 'Disclosure', other: 'Other' },
  files: 'Files',
  file: 'Name',
  check: 'How to check',
  checkText:
    'Fetch all files into one folder and run this command there. On Windows, check each by certutil -hashfile.',
  proof: 'The hash of the manifest is in entry {{seq}} of the journal, which the transparency log proves.',
  proofLink: 'Proof of entry {{seq}}',
  manifest: 'Hash of the manifest',
  machines: 'For programs',
  machinesText: 'The list of all snapshots with manifest, rows, size and hash of each:',
  package: 'Sunlit open data, snapshot of {{day}} (as of journal entry {{seq}})',
  readme: {
    title: 'Sunlit open data, snapshot {{name}}',
    what: 'Exported from {{origin}} on {{day}}. All data sets are exactly as of entry {{seq}} of the journal: one moment, so that they agree. No file changes any more; should something in it stop being public, another edition is made (the folder ends in .2, .3 …) that says what is missing.',
    filesTitle: 'Files',
    files:
      'Each data set is there as NDJSON (one record a line, with types) and CSV (UTF-8 without BOM), those with a place as GeoJSON (WGS84) too, all compressed by gzip. datapackage.json tells what each column means, in Chinese and English. entries.ndjson.gz holds all entries of the journal, which are the leaves of the transparency log; checkpoint is the signed checkpoint of the same size, log-key.json the public keys. manifest.json lists rows, size and SHA-256 of each file.',
    checkTitle: 'Checking',
    check: 'In this folder:',
    proof:
      'To check it all offline (hashes, signature, each entry and what was disclosed): npm run hub -- verify FOLDER. The SHA-256 of manifest.json is in an entry snapshot.published (or snapshot.reissued) of the journal; {{origin}}/open/snapshots/{{name}} leads to its proof.',
    privacyTitle: 'Personal data',
    privacy:
      'The data sets hold nothing of the people who complained, supervise or booked. Complaints are told as far as their pages tell them. Please do not pass on an older edition after something was taken back.',
    edition: 'This is edition {{name}}. Unlike the one before it leaves out:',
    without: '{{subject}} {{id}} (entry {{seq}}, {{kind}})',
    licenceTitle: 'Licence'
  }
} satisfies Mirror<typeof zh>;
