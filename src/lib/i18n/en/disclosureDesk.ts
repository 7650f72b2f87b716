import type zh from '../zh/disclosureDesk.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'Disclosures',
  text: 'Fill in, confirm and publish disclosures; see what is due soon and what is overdue.',
  lead: 'What waits for you comes first, and of that what is overdue or due soon.',
  leadOfficer: 'How the disclosures of your jurisdiction stand: overdue first, then due soon.',
  count_one: '{{count, number}} item',
  count_other: '{{count, number}} items',
  empty: 'Nothing waits for you',
  emptyHint:
    'Items to be filled in, confirmed or published appear here, and you are notified. Choose “All” to see every item.',
  emptyAll: 'No item fits',
  emptyAllHint: 'Use fewer filters. What is to be disclosed appears here once a project is registered.',
  onlyProject: 'Only “{{name}}”',
  allProjects: 'Show all projects',
  plan: 'Disclosure plan of this project',
  filter: {
    todo: 'To do',
    q: 'Name, address or permit number of the project',
    item: 'Item',
    status: 'Disclosure',
    open: 'Progress'
  },
  todo: {
    mine: 'All to do',
    confirm: 'To confirm',
    publish: 'To publish',
    finish: 'To finish',
    begin: 'To begin',
    all: 'All'
  },
  state: {
    draft: 'draft',
    submitted: 'to be confirmed',
    returned: 'returned',
    confirmed: 'to be published',
    published: 'published',
    superseded: 'corrected since',
    withdrawn: 'withdrawn',
    discarded: 'discarded'
  },
  next: {
    confirm: 'Please confirm or return it',
    publish: 'Please publish it, now or at a set time',
    finish: 'Please complete and submit it',
    finishReturned: 'Returned: please change and submit it again',
    begin: 'Please fill it in',
    beginAgain: 'Withdrawn: please fill it in anew',
    draft: 'being written',
    submitted: 'waits for the supervising engineer or a third party',
    returned: 'returned, waits for changes',
    confirmed: 'confirmed, waits for the developer to publish',
    scheduled: 'to be published on {{time}}',
    missing: 'not begun',
    ahead: 'the deadline counts from its milestone',
    published: 'version {{version}} is public',
    correcting: 'correction: {{step}}',
    withdrawn: 'waits to be filled in anew',
    withheld: 'owed again after that'
  },
  open: 'Work on “{{item}}” ({{project}})',
  case: {
    due: 'Deadline',
    dueOn: 'To be published by {{day}}',
    expectedOn: 'Expected to be due on {{day}} (from the planned day)',
    reached: '{{milestone}}: reached on {{day}}',
    notReached: '{{milestone}}: not reached yet',
    basis: 'Basis: {{basis}}',
    planned: 'Planned for {{day}}',
    card: 'What this item is and how to read it',
    publicPage: 'Public page',
    published: 'Version {{version}}, public now',
    publishedAt: 'published on {{day}}',
    nothing: 'Nothing has been filled in yet.',
    version: 'Version {{version}} · {{state}}',
    correction: 'Version {{version}} (correction) · {{state}}',
    suppliedBy: 'supplied by {{name}}',
    submittedAt: 'submitted {{time}}',
    confirmedBy: 'confirmed by {{name}}',
    scheduled: 'to be published by itself on {{time}}',
    reason: 'Why it is corrected',
    returned: 'Why it was returned',
    facts: 'Facts',
    documents: 'Documents',
    noDocuments: 'No documents.',
    note: 'Remark',
    withheld: 'Withheld until {{day}}',
    withheldBy: 'Decided by {{by}}: {{reason}}',
    withdrawn: 'Version {{version}} was withdrawn',
    readOnly: 'No step is yours to take now.',
    differences: 'What differs from version {{version}}, which is public',
    toActs: 'Go to what can be done'
  },
  draft: {
    title: 'Fill in the facts',
    correctTitle: 'Correct what was published',
    note: 'Remark',
    noteHint: 'For the public; may be left empty. Please give no names, telephone or identity numbers.',
    reason: 'Why it is corrected',
    reasonHint: 'The public reads this along with every difference. 5 to 500 characters.',
    files: 'Documents',
    filesHint: 'At least one, such as a scan of the test report or acceptance record, or a photo.',
    save: 'Save draft',
    saveHint: 'Only the parties and the bureau see a draft. It can be changed at any time.',
    submit: 'Save and submit for confirmation',
    correct: 'Begin a correction',
    correctHint:
      'The published version stays as it is, for everyone to see. A correction is confirmed and published in the same way, and says why.',
    closed:
      'This version was submitted and can no longer be saved. What you typed is still below, to be copied.',
    meanwhile: 'Somebody else changed this version while you were writing',
    meanwhileText:
      'All that you typed is kept. Below, “was” is what is stored now and “now” is what you typed; saving again replaces it by yours.'
  },
  redaction: {
    title: 'There may be personal data: please check first',
    text: 'Once published, anyone can see and download it, and a withdrawal does not bring back what has spread. These look like identity or telephone numbers:',
    checked:
      'I have checked: there are no identity numbers, telephone numbers or other personal data in it, or they are covered',
    missing: 'Please check the list and tick the box before you go on.',
    changed: 'More was found that may be personal data. Please check again before you go on.',
    at: '{{where}}: {{finding}}',
    more_one: '{{count, number}} more place',
    more_other: '{{count, number}} more places'
  },
  act: {
    submit: 'Submit for confirmation',
    recall: 'Take back to change',
    confirm: 'Confirm',
    return: 'Return for changes',
    publish: 'Publish',
    schedule: 'Publish at a set time',
    unschedule: 'Call off the set time',
    discard: 'Discard this version',
    write: 'Save draft',
    correct: 'Begin a correction',
    withdraw: 'Withdraw',
    withhold: 'Withhold',
    release: 'Owe it again',
    title: 'What can be done',
    consequence: {
      submit:
        'It can no longer be changed, and goes to the supervising engineer or the commissioned third party, who are notified.',
      recall:
        'It becomes a draft again, to be changed and submitted anew; it leaves the list of those who confirm.',
      confirm:
        'You state that facts and documents agree. Your organization answers for that and is named with the time. The developer publishes it then; nothing can be changed any more.',
      return: 'The supplier changes and submits it again. Only the parties and the bureau read the reason.',
      publish:
        'Everyone sees it at once, and it can no longer be changed; a mistake needs a corrected version. Subscribers are told.',
      schedule:
        'It is published by itself at that time, and can no longer be changed then. It can be called off before.',
      unschedule: 'It is not published by itself; publish it or set another time.',
      discard: 'It cannot be restored and has to be written anew. What is published stays as it is.'
    },
    reason: 'Reason',
    returnReason: 'Why it is returned',
    returnHint: 'Say what is wrong and how to mend it, in 2 to 500 characters.',
    day: 'Day',
    time: 'Time (Beijing)',
    own: 'You wrote or submitted this version, so another person has to confirm it.',
    done: {
      save: 'The draft is saved.',
      submit: 'Submitted; it waits for confirmation.',
      recall: 'Taken back; it can be changed.',
      confirm: 'Confirmed; it waits for the developer to publish it.',
      return: 'Returned; the supplier is notified.',
      publish: 'Published; everyone can see it now.',
      schedule: 'Set; it will be published by itself.',
      unschedule: 'The set time is called off.',
      discard: 'This version is discarded.',
      withdraw: 'Withdrawn; the public sees why.',
      withhold: 'Withheld; the public sees the ground and the reason.',
      release: 'It is owed again, by its old deadline.',
      channel: 'Recorded; everyone can see it.'
    }
  },
  bureau: {
    title: 'Decisions of the bureau',
    reason: 'Reason',
    reasonHint: 'The public reads it. At least 5 characters, no personal data.',
    ground: 'Legal ground',
    until: 'Withheld until',
    untilHint: 'After this day it is owed again by itself. Ten years at most.',
    grounds: {
      state_secret:
        'State secrets, or disclosure would endanger national, public or economic security or social stability',
      third_party: 'Business secrets or privacy: disclosure would harm the rights of a third party',
      internal: 'Internal affairs or information of a process, which the law allows not to be disclosed'
    },
    articles: {
      state_secret: 'Article 14, Regulation on the Disclosure of Government Information',
      third_party: 'Article 15, Regulation on the Disclosure of Government Information',
      internal: 'Article 16, Regulation on the Disclosure of Government Information'
    },
    withdraw:
      'The public no longer sees facts and documents, but for ever that it was published, who withdrew it when and why; the item is owed again. This cannot be undone.',
    withhold:
      'The public sees that the item is withheld, the legal ground, who decided and until when. Until then it can be neither filled in nor published, and is not overdue. The parties are notified.',
    release:
      'The item is owed at once, by its old deadline, and may show as overdue right away. The public sees the reason.'
  },
  channels: {
    add: 'Record a place',
    channel: 'Channel',
    url: 'Address',
    urlHint: 'The whole address of the article or page. Where there is none, add a photo.',
    photo: 'Photo or screenshot',
    postedOn: 'Day it was shown',
    note: 'Remark',
    noteHint: 'Such as where the board stands. No personal data, please.',
    consequence: 'The record is public at once and can be neither changed nor deleted.',
    save: 'Record and publish'
  },
  history: {
    title: 'What was done',
    text: 'Only the parties and the bureau see this.',
    line: '{{act}} · {{organization}}',
    byHub: 'the hub',
    mine: '(me)',
    version: 'version {{version}}',
    reason: 'Reason: {{reason}}'
  },
  keys: {
    title: 'Keyboard shortcuts',
    hint: 'Press ? for shortcuts',
    a: 'Go to “Confirm”',
    r: 'Go to “Return for changes”',
    j: 'Next item',
    k: 'Previous item',
    help: 'Open or close this list',
    off: 'Turn single-key shortcuts off',
    on: 'Turn single-key shortcuts on',
    isOff: 'Single-key shortcuts are off.',
    typing:
      'They do nothing while you type in a field. A shortcut only moves to the button; it never acts by itself.'
  }
} satisfies Mirror<typeof zh>;
