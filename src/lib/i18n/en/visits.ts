import type { Mirror } from '../types.ts';
import type zh from '../zh/visits.ts';

export default {
  title: 'My visits',
  lead: 'Open days that you attend as a social supervisor. Once you are checked in, check the disclosures item by item on your phone. It works without a network and uploads when there is one.',
  none: 'No visits yet',
  noneHint:
    'After you book an open day, its checklist appears here. It opens from the day before, and works on site without a network.',
  find: 'See open days',
  open: 'Open the checklist',
  openOf: 'Open the checklist: {{title}}',
  until: 'Hand in before {{when}}',
  checkedIn: 'Checked in {{when}}',
  missing_one: '{{count}} photo has not been uploaded: open the checklist on the phone that took it',
  missing_other: '{{count}} photos have not been uploaded: open the checklist on the phone that took them',
  todo: 'Please look at the rectification again',
  todoBy: 'Please look at the rectification again by {{day}}',
  keptList: 'This page is kept on this device and opens without a network',
  unsent_one: '{{count}} finding on this device has not been uploaded',
  unsent_other: '{{count}} findings on this device have not been uploaded',
  mode: { preview: 'Coming up', visit: 'Checked in', turned_away: 'Not checked in', void: 'Ended' },
  page: {
    title: 'Checklist',
    titleOf: 'Checklist · {{title}}',
    back: 'My visits',
    meeting: 'Meeting point: {{place}}',
    safety: 'Safety',
    preview: 'You have not been checked in yet',
    previewText:
      'You can read the list now. Once you are checked in it is frozen as disclosed at that time. What you write now is kept on this device and can be handed in after check-in.',
    turnedAway: 'There is no check-in of yours',
    turnedAwayText:
      'If you were refused access or met no host, report it under “Not let in”. If you were checked in, the phone at the gate may not be online yet: fill in the list and hand it in as usual; it is uploaded once the check-in has arrived.',
    void: 'This visit has ended',
    voidText:
      'A conflict of interest was declared at check-in, so no finding can be handed in. What you wrote is still on this device and can be exported.',
    frozen: 'The list was frozen on {{when}} with {{count}} items.',
    empty: 'This project has disclosed nothing yet. You can write down other observations.'
  },
  bar: {
    label: 'Saving and uploading',
    saved: 'Saved on this device',
    saving: 'Saving…',
    photos_one: '{{count}} photo to upload',
    photos_other: '{{count}} photos to upload',
    reports_one: '{{count}} report to upload',
    reports_other: '{{count}} reports to upload',
    allSent: 'All uploaded',
    sending: 'Uploading…',
    offline: 'No connection to the server; it will try again by itself'
  },
  alarm: {
    failed: 'Not saved',
    failedText:
      'The browser cannot save on this device (a private window, perhaps). Do not close this page and hand in soon, or use a normal window.',
    full: 'No storage left',
    fullText:
      'What you just added was not saved. Free some space on the phone, or hand in what is written, then go on. Do not close this page.',
    notKept: 'This page may not open without a network',
    notKeptText: 'Keep it open, or reload it once with a network. What you wrote is kept on this device.',
    held: 'The checklist is being filled in on another page',
    heldText: 'One page at a time can write, so that neither overwrites the other.',
    take: 'Go on here instead',
    clock: 'The clock of this phone is wrong',
    clockText:
      'It differs from the server by {{minutes, number}} minutes. You can go on and hand in; the server’s time counts.',
    signIn: 'Your session has ended, or another account signed in',
    signInText:
      'What you wrote and the photos are on this device. Sign in again with the same account and the upload goes on.',
    signInLink: 'Sign in again',
    elsewhere_one: '{{count}} finding of another open day has not been uploaded',
    elsewhere_other: '{{count}} findings of other open days have not been uploaded'
  },
  steps: {
    label: 'Progress of the checklist',
    item: 'Item {{n}}: {{name}}',
    free: 'Other observations',
    gate: 'Not let in',
    finish: 'Review and hand in',
    previous: 'Previous',
    next: 'Next',
    at: 'Step {{n}} of {{total}}',
    done: 'filled in',
    flaw: 'needs more',
    open: 'empty'
  },
  item: {
    disclosed: 'What was disclosed',
    lookAt: 'What to look at',
    noLookAt: 'Compare what was disclosed with what you see on site.',
    version: 'Version {{version}}, published {{when}}',
    hash: 'Content hash {{start}}…',
    newer:
      'You looked at version {{version}}; the list was frozen with version {{now}}. Both count. If you checked against the newer one, press the button.',
    useNewer: 'Change to version {{now}}',
    documents: 'Disclosed documents (opening them needs a network)',
    verdict: 'Verdict',
    note: 'Note',
    noteNeeded: 'Say where and what is different. At least 5 characters.',
    noteFree: 'Optional.'
  },
  verdict: {
    matched: 'Matched',
    differs: 'Differs',
    not_accessible: 'Not accessible',
    not_seen: 'Not seen'
  },
  measure: {
    title: 'Measured values',
    hint: 'One number for each point, separated by spaces or commas, 20 at most. Leave empty what you did not measure.',
    values: 'Measured ({{unit}})',
    deviationValues: 'Measured, or deviation ({{unit}})',
    design: 'Design value ({{unit}})',
    designHint: 'With a design value, write what you measured; without one, write deviations.',
    place: 'Where',
    rule: '{{what}}: {{bounds}}',
    between: '{{lower}} to {{upper}} {{unit}} allowed',
    atMost: 'at most {{upper}} {{unit}}',
    atLeast: 'at least {{lower}} {{unit}}',
    deviation: 'Deviation',
    range: 'Largest less smallest',
    absolute: 'Measured value',
    within_one: 'The value is within tolerance',
    within_other: 'All {{count}} values are within tolerance',
    withinRange: 'Range {{value}} {{unit}}, within tolerance',
    out_one: '{{count}} of {{points}} values is out of tolerance',
    out_other: '{{count}} of {{points}} values are out of tolerance',
    outRange: 'Range {{value}} {{unit}}, out of tolerance',
    unreadable: 'Some of it is no number. Write numbers only.'
  },
  photo: {
    title: 'Photos',
    take: 'Take a photo',
    choose: 'Choose from album',
    caption: 'Caption',
    captionOf: 'Caption of photo {{n}}',
    alt: 'Photo {{n}}',
    remove: 'Remove',
    removeOf: 'Remove photo {{n}}',
    hint: 'The original is sent encrypted and kept private; what becomes public is a copy without place and device. Please avoid faces and number plates.',
    adding: 'Saving photos…',
    lost: 'This photo is not on this device any more',
    problem: '{{name}}: {{reason}}',
    empty: 'The file is empty.',
    tooLarge: 'It is larger than {{max}}. Use the normal quality of the camera.',
    heic: 'HEIC cannot be handed in. Choose “Most Compatible” (JPEG) in the camera settings and take it again.',
    type: 'This is no photo. Use JPEG, PNG or WebP.',
    unreadable: 'The picture cannot be opened; it may be damaged. Please take it again.',
    noHash:
      'Without https the browser cannot compute hashes, so no photo can be added. Open this site by https.',
    same: 'This entry has this photo already.',
    many: 'There are enough photos; no more can be added.',
    disk: 'It could not be saved; there may be no storage left. The photo was not added.'
  },
  free: {
    title: 'Observations outside the list',
    hint: 'What the list does not ask for and should be known. One entry for each place.',
    one: 'Entry {{n}}',
    what: 'What you saw',
    whatHint: 'Where, and what. At least 5 characters.',
    add: 'Add an entry',
    remove: 'Remove this entry',
    removeOf: 'Remove entry {{n}}'
  },
  gate: {
    hint: 'Leave empty if it did not happen.',
    access_refused: 'Access refused',
    access_refusedHint: 'You came and were not let in, or not shown what was to be seen.',
    host_absent: 'Host absent',
    host_absentHint: 'You came at the time agreed and nobody received you.',
    note: 'What happened',
    noteHint: 'When, where, who, in which words. At least 5 characters.'
  },
  finish: {
    title: 'Review and hand in',
    counts:
      'Matched {{matched}}, differs {{differs}}, not accessible {{not_accessible}}, not seen {{not_seen}}, other {{other}}',
    photos_one: '{{count}} photo',
    photos_other: '{{count}} photos',
    untouched_one: '{{count}} item of the list is empty and will not be handed in.',
    untouched_other: '{{count}} items of the list are empty and will not be handed in.',
    flaws: 'Still needed',
    urgent: 'Urgent danger',
    urgentHint:
      'For example collapse, fall, electric shock. The bureau handles it first. If life is in danger, leave and call 119 or 120.',
    showNumber: 'Show my supervisor number in public',
    showNumberHint: 'If not ticked, the public sees your category only.',
    text: 'Once handed in it cannot be changed. The bureau takes it first, the developer may reply, and after verification it is published, with reasons, whatever the outcome.',
    submit: 'Hand in the finding',
    handedIn:
      'Handed in, saved on this device, and on its way. No photo is deleted here until the server has confirmed all of them.'
  },
  problem: {
    nothing: 'Nothing is filled in yet.',
    verdict: 'Choose a verdict.',
    note: 'Say what you saw, at least 5 characters.',
    measured: 'The measured values cannot be read: numbers only, and one design value.',
    too_many_values: 'At most 20 values in one measurement.',
    too_many_lines: 'There are too many entries. Hand them in as two reports.',
    too_many_photos: 'There are too many photos. Remove some, or hand in two reports.',
    gone: 'This item was no longer disclosed when you were checked in and cannot be handed in. Write it under other observations and clear this item.',
    photo_lost:
      'A photo is not on this device any more (the browser may have cleared it). The upload has stopped; everything else is here. Choose the same photo again, or bring it back with an exported file.',
    clear: 'Clear this item'
  },
  outbox: {
    title: 'Findings handed in',
    none: 'None handed in yet.',
    waiting: 'Waiting to be uploaded',
    unfinished: 'Another report was begun on {{when}} and not handed in',
    goOn: 'Go on with this one',
    photos_one: 'The text has arrived, {{count}} photo to upload',
    photos_other: 'The text has arrived, {{count}} photos to upload',
    done: 'The server has all of it',
    refused: 'The server did not take it',
    now: 'Upload now',
    again: 'Try again',
    reopen: 'Change it and hand in again',
    replace: 'Choose this photo again',
    notSame: 'This is another photo (its hash differs). Choose the one from then.',
    giveUp: 'Give up photos not uploaded',
    giveUpText:
      'The text and the photos that arrived stay. Photos not uploaded are deleted from this device and cannot be brought back.',
    discard: 'Delete from this device',
    discardText:
      'The text and its photos are deleted from this device and cannot be brought back. Export them first.',
    cancel: 'Back',
    late: 'The time for handing in is over. Export it as a file and turn to the bureau.',
    receipt: 'Receipt',
    number: 'Number',
    receiptNo: 'Receipt no.',
    received: 'Received',
    manifest: 'Hash of the manifest (SHA-256)',
    photosKept: 'Photos',
    photosOf: '{{kept}} of {{total}} confirmed',
    see: 'See this finding',
    print: 'Print the receipt',
    saveReceipt: 'Save the receipt',
    export: 'Export all as a file',
    exportHint:
      'For when uploading does not work at all. The file holds all texts and photos and can be handed in on this page later, on any device.',
    import: 'Hand in an exported file',
    imported: 'The file was read.',
    file: {
      unreadable: 'This is no file exported by this page, or it is not complete.',
      other_day: 'This file belongs to another open day. Hand it in on the checklist of that day.',
      other_account: 'This file was exported by another account. Sign in with that account.',
      damaged: 'A photo in the file does not have the hash that was recorded. Nothing was read.'
    }
  },
  plain: {
    text: 'Filled in and handed in at once; needs a network. Photos of 30 MB in all at most.',
    photos: 'Photos (several at once)',
    caption: 'Caption of the photos',
    kept_one: '{{count}} photo received',
    kept_other: '{{count}} photos received',
    someRefused:
      'Some photos were not taken; everything else is still here. Choose others and hand in again.',
    happened: 'It happened'
  },
  leaving: {
    title: 'There are findings on this device that have not been uploaded',
    text: 'They stay on this device when you sign out, and no other account sees them. Sign in with this account again to go on. Clearing the browser’s data would lose them.',
    go: 'Upload them first'
  }
} satisfies Mirror<typeof zh>;
