import type zh from '../zh/verify.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'Check a file',
  lead: 'Do you hold a test report, an acceptance record or a photo? Find out here whether it is the very file that was disclosed on this site, unchanged to the last byte.',
  private: 'The hash is computed on your own device. The file is not uploaded and not kept.',
  drop: 'Drop a file here, or choose one',
  choose: 'Choose a file to check',
  chooseHint: 'A PDF or an image, one at a time.',
  computing: 'Computing the hash of {{name}}…',
  computed: 'Computed: {{name}} ({{size}})',
  tooLarge: '{{name}} is larger than 20 MB. No file disclosed on this site is, so it cannot be one of them.',
  empty: '{{name}} is empty. Please choose another file.',
  failed: '{{name}} could not be read. Please choose it again.',
  or: 'Or enter the hash',
  hash: 'SHA-256 hash',
  hashHint: '64 characters, digits and letters a–f. Capitals and spaces do not matter.',
  submit: 'Look up',
  how: {
    title: 'How to compute the hash yourself',
    text: 'Run the command on your own computer and paste the 64 characters that it prints into the field above.',
    windows: 'Windows (command prompt)',
    mac: 'macOS (Terminal)',
    linux: 'Linux (terminal)',
    sample: 'file.pdf'
  },
  result: 'Result',
  answer: {
    published: 'The same file, current',
    superseded: 'The same file, but corrected since',
    withdrawn: 'The same file, but withdrawn',
    none: 'No disclosure holds this file'
  },
  held: {
    published:
      'Version {{version}} of the disclosure “{{item}}” of “{{project}}” holds this file. It was published on {{published}} and is the current version.',
    superseded:
      'Version {{version}} of the disclosure “{{item}}” of “{{project}}” holds this file. It was published on {{published}} and superseded by version {{current}} on {{until}}.',
    supersededOnly:
      'Version {{version}} of the disclosure “{{item}}” of “{{project}}” holds this file. It was published on {{published}}, corrected on {{until}}, and is no longer the current version.',
    withdrawn:
      'Version {{version}} of the disclosure “{{item}}” of “{{project}}” held this file. It was published on {{published}} and withdrawn by the bureau on {{until}}.',
    withdrawnEarlier:
      'Version {{version}} of the disclosure “{{item}}” of “{{project}}” held this file. It was published on {{published}} and withdrawn later.'
  },
  reason: 'Reason for the withdrawal: {{reason}}',
  original:
    'Your file is the original photo as it was uploaded. The disclosure shows a copy without the data of the camera; both come from the same upload and show the same picture.',
  holders_one: '{{count, number}} disclosed version holds this file',
  holders_other: '{{count, number}} disclosed versions hold this file',
  open: 'Open this disclosure',
  journal: 'Entry {{seq, number}} of the journal',
  none: {
    text: 'No disclosure holds exactly this file.',
    meaning: 'That does not mean the file is false. Possible reasons:',
    byte: 'The file was changed. One other letter, a note, or saving it again makes an entirely different hash.',
    chat: 'Chat apps compress photos when they send them, which makes another file. Compare with one downloaded from the disclosure.',
    never: 'This file was never disclosed on this site.'
  },
  next: 'You can download the disclosed files from the page of the project and compare what they say.',
  projects: 'Find a project',
  invalid: 'This is not a SHA-256 hash. Please check it and try again.'
} satisfies Mirror<typeof zh>;
