import type { Mirror } from '../types.ts';
import type zh from '../zh/imports.ts';

const en: Mirror<typeof zh> = {
  title: 'Import a list of projects',
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
    nothingWritten: 'Nothing was written. Correct the file and import it again, or skip bad rows with --skip-bad.',
    unusable: 'This file cannot be imported. Nothing was written.',
    badFile_one: 'One bad row was not written; it is in {{file}}, to be corrected and imported again.',
    badFile_other:
      '{{count, number}} bad rows were not written; they are in {{file}}, to be corrected and imported again.',
    badFileExists: '{{file}} exists already and is not overwritten, so nothing was written. Move it away first.',
    done_one: 'One project was written; {{unchanged, number}} unchanged.',
    done_other: '{{count, number}} projects were written; {{unchanged, number}} unchanged.',
    noFile: 'The file {{file}} cannot be read.'
  }
};

export default en;
