import type { Mirror } from '../types.ts';
import type zh from '../zh/open-kit.ts';

export default {
  title: 'A kit that checks itself',
  text: 'All public documents and data of this project, with their proofs in the transparency log, in one ZIP. Unpack it and open verify.html: it finds without network whether anything was altered.',
  download: 'Download the kit (ZIP, about {{size}})',
  documents_one: 'with {{count}} document',
  documents_other: 'with {{count}} documents',
  noDocuments: 'no documents yet; data and proofs',
  tooLarge: 'documents beyond {{limit}} are listed by hash and address only',
  package: '{{name}}: what is public of it (as of journal entry {{seq}})',
  page: {
    title: 'Check this kit',
    language: '中文',
    lead: 'This page reckons on your device. It uses no network and sends nothing anywhere.',
    facts: '{{hub}}, as of journal entry {{seq}}, made {{made}}',
    demo: 'Demonstration data: no such work exists.',
    noSubtle:
      'This browser can’t reckon with keys in a page opened from a file. Use a current Chrome, Edge, Firefox or Safari on a computer.',
    noScript:
      'Checking needs JavaScript. You can run sha256sum -c SHA256SUMS in the unpacked folder instead.',
    working: 'Checking…',
    good: 'as it was',
    bad: 'differs',
    open: 'not checked',
    gone: 'no longer public',
    step1: '1. Log and proofs',
    step2: '2. Files',
    signature: 'Signature of the checkpoint',
    signatureGood: 'Signed with the key below, over {{size}} entries',
    signatureBad: 'Wrong: the checkpoint was not signed with this key, or was altered',
    entries: 'Proofs of entries',
    entriesGood: '{{count}} entries are in the signed log, with the words they had',
    entriesBad: 'Entry {{seqs}} does not fit the log: its words were altered, or it is not in it',
    withheld: '{{count}} of them are no longer told; that their hashes are in the log is all that is proven',
    cut: 'Only the newest {{count}} entries have their proofs here.',
    key: 'Public key',
    keyText:
      'The key comes with the kit, and a forged kit could bring another. Compare it with one from elsewhere: /log/key of the hub, a newspaper, an earlier kit.',
    keyField: 'Paste the public key that you have from elsewhere',
    keySame: 'the same as in this kit',
    keyOther: 'not the one of this kit',
    pick: 'Choose the whole unpacked folder',
    pickFiles: 'Or choose files (kit.zip itself will do)',
    pickText:
      'A page can’t read the files beside it by itself; you choose them. They are read in this page alone.',
    drop: 'You can also drop the files of the folder here',
    files: 'Hashes of files',
    filesGood: '{{count}} files are those of the manifest, byte by byte',
    filesBad: '{{count}} files differ from the manifest',
    filesMissing: '{{count}} files were not chosen',
    altered: 'altered',
    missing: 'not chosen',
    extra: 'not in the manifest',
    documents: 'Documents and the log',
    documentsGood: '{{count}} documents are named by entries of the log',
    documentsBad: '{{count}} documents are named by none of these entries',
    unnamed: 'no entry names it',
    tables: 'Data and the log',
    tablesGood: 'The data of {{count}} disclosures say what entries of the log say',
    tablesBad: 'Not what the entries of the log say: {{ids}}',
    without: 'Documents that are not in the kit',
    withoutText: 'The kit would be too large. Fetch these from the hub and check them:',
    verdictGood: 'All is as it was',
    verdictGoodText:
      'Documents, disclosures and entries agree with the signed log, the other files with the manifest.',
    verdictHalf: 'Log and proofs are right; the files were not checked yet',
    verdictHalfText: 'Choose the folder or kit.zip in step 2.',
    verdictBad: 'Something differs',
    verdictBadText: 'Below it says what. Don’t cite this kit; download it anew and check again.',
    name: 'Name',
    state: 'Result',
    proven: 'What this proves',
    provenList: {
      files:
        'Each disclosed document and each entry is, byte by byte, what the hub made public and wrote into the log; the table of disclosures says what the entries say.',
      log: 'These entries are in the signed log: the hub can’t quietly change or remove one of them without being found out.'
    },
    notProven: 'What it does not prove',
    notProvenList: {
      truth: 'That what they say is true: it is what the companies said. Findings and complaints tell more.',
      tables:
        'The other tables: they fit the manifest that was made with the kit, which is not in the log. A daily snapshot proves them: its manifest is.',
      key: 'That the key is the hub’s: compare it with one from elsewhere.',
      later: 'That nothing came after: look at the hub for later entries and corrections.',
      page: 'That this page itself was not replaced: where in doubt, check the files at /verify of the hub, or with sha256sum and any C2SP tool for the proofs in log/.'
    }
  },
  readme:
    '{{name}}\n{{url}}\nWhat was public as of journal entry {{seq}}, made {{made}}.\n\n  verify.html    open it: it checks everything without network\n  documents/     disclosed documents, named by SHA-256; their names are in data/documents.csv\n  data/          all data sets of this project (JSON, CSV); datapackage.json tells what columns mean\n  log/           checkpoint and public keys of the transparency log, and the proof of each entry\n  SHA256SUMS     sha256sum -c SHA256SUMS\n\nLicence: {{licence}}\n'
} satisfies Mirror<typeof zh>;
