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
  entry: 'Or enter the number of an entry of the journal',
  entrySubmit: 'Show the proof',
  entryHint:
    'Everything that becomes public has a number in the journal, such as 128. It stands under “Proof” on the page of a disclosure.',
  invalidEntry: 'This is no number of an entry. Enter a whole number such as 128.',
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
  proof: {
    title: 'Entry {{seq, number}} of the journal',
    none: 'The log has no entry {{seq}}. Its newest checkpoint holds {{size, number}}.',
    empty: 'The log has no signed checkpoint yet. Please try again later.',
    unavailable:
      'No proof can be given just now. Please try again later; what was found about files is not affected.',
    good: 'This entry is in the log and was not changed',
    bad: 'The proof does not hold: this entry does not fit the signed log',
    stated: 'The server of this site reckoned this. Your browser, if it can, does so again below.',
    again: 'Your browser has just reckoned it again:',
    unable:
      'This browser or connection cannot reckon it again (it takes https). You can check it yourself with the addresses below.',
    leaf: {
      yes: 'The text gives the hash that is in the log',
      no: 'The text does not give the hash that is in the log',
      withheld: 'Not all of the text is told any more, so that only its hash was checked'
    },
    path: {
      yes: 'The path leads, step by step, to the root of the checkpoint',
      no: 'The path does not lead to the root of the checkpoint'
    },
    signature: {
      yes: 'The checkpoint is signed by the key of this site',
      no: 'The signature of the checkpoint is wrong'
    },
    text: 'Text (these very bytes are hashed)',
    withheld:
      'Not all of this entry is told any more (it was withdrawn, or a person asked to hide the place), so that only its hash stands here. Its place in the log is unchanged.',
    leafHash: 'Hash of this entry',
    drawn:
      'From this entry to the root: each step joins the hash beside it, and after {{steps, number}} steps gives the one root of {{size, number}} entries.',
    hashes: 'All hashes of the path',
    left: 'left',
    right: 'right',
    root: 'Root',
    own: 'Entry {{seq, number}}',
    checkpoint: 'Signed checkpoint',
    signedAt: 'Signed {{at}} over {{size, number}} entries',
    key: 'Public key that signed (compare it with one that you noted elsewhere)',
    witnesses: 'Witnesses',
    witness: '{{name}}, {{at}}',
    noWitness: 'No witness has signed this checkpoint yet.',
    cosigned: 'The newest checkpoint that a witness signed holds {{size, number}} entries: look at it',
    download: 'Proof (JSON)',
    consistency: 'Proof that the log only grew',
    note: 'Text of the checkpoint'
  },
  next: 'You can download the disclosed files from the page of the project and compare what they say.',
  projects: 'Find a project',
  invalid: 'This is not a SHA-256 hash. Please check it and try again.'
} satisfies Mirror<typeof zh>;
