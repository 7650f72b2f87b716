import type { Mirror } from '../types.ts';
import type zh from '../zh/findingsPublic.ts';

/** Public pages of findings. */
export default {
  title: 'Findings on site',
  lead: 'Registered supervisors go to the site on open days and compare it with what was disclosed, item by item. The bureau verifies, the developer replies and puts things right, and all of it is public.',
  titleOf: '{{project}}: finding {{number}}',
  titleShort: 'Finding {{number}}',
  comma: ', ',
  step: 'Another step',
  passed: 'No reply in time, passed on to verification',
  summary: {
    matched_one: '{{day}}: {{who}} checked {{count}} point on site and found nothing that differs',
    matched_other: '{{day}}: {{who}} checked {{count}} points on site and found nothing that differs',
    differs_one: '{{day}}: {{who}} checked {{count}} point on site; not as disclosed, or wrong: {{number}}',
    differs_other:
      '{{day}}: {{who}} checked {{count}} points on site; not as disclosed, or wrong: {{number}}',
    turnedAway: '{{day}}: {{who}} came with a booking and could not enter the site'
  },
  card: {
    published: 'published {{day}}',
    photos_one: '{{count, number}} photo',
    photos_other: '{{count, number}} photos',
    outOfTolerance_one: '{{count}} measured point out of tolerance',
    outOfTolerance_other: '{{count}} measured points out of tolerance',
    site: 'Checked on site',
    state: '{{mark}}. {{summary}}',
    scan: 'Scan for photos, reply and repair'
  },
  list: {
    titleOf: 'Findings on site: {{name}}',
    all: 'All',
    outcomes: 'By outcome',
    count_one: '{{count, number}} finding',
    count_other: '{{count, number}} findings',
    everywhere: 'Findings of all projects',
    sort: { published: 'Newest', '-due': 'Repair due', changed: 'Latest change' },
    feedAll: 'Findings in the province',
    feedOf: 'Findings: {{name}}',
    nothing: 'No finding matches',
    nothingHint: 'Use fewer filters, or another place, outcome or period.',
    empty: 'No findings are public yet',
    emptyHint:
      'What supervisors hand in after an open day appears here once the bureau has verified it, or when its time is over.'
  },
  filter: {
    all: 'Any',
    q: 'Estate, project or number',
    city: 'City',
    district: 'District',
    category: 'Found by',
    item: 'Disclosure',
    rectification: 'Repair',
    fix: { open: 'Being put right', overdue: 'Overdue', closed: 'All put right' },
    urgent: 'Urgency',
    urgentOnly: 'Urgent ones only',
    from: 'Published from',
    to: 'to'
  },
  page: {
    lines: 'Point by point',
    linesNote:
      'Each point says which version of the disclosure it was compared with, what the finder concluded, what was measured and seen, and what the bureau decided and why.',
    reply: 'The developer’s reply',
    opinion: 'A second expert’s opinion',
    steps: 'How it was handled',
    proof: 'Proof',
    cite: 'Cite',
    unverifiedTitle: 'Published when its time was over, not yet verified',
    unverifiedText:
      'The bureau did not verify this in time, so it was published as the rules say. What follows is what the finder says; nobody has decided yet whether it holds. The decision will be added here.',
    visit: 'The visit',
    openDay: 'Open day',
    finder: 'Found by',
    checkedIn: 'Checked in',
    submitted: 'Handed in',
    published: 'Published',
    developer: 'Developer',
    share: 'Share',
    card: 'Picture to share',
    print: 'Print this page',
    history: 'Public record'
  },
  line: {
    number: 'Point {{number}}',
    against: 'Compared with version {{version}} of the disclosure',
    newer: '(version {{version}} is public now)',
    decision: 'The bureau decided:',
    decidedBy: '{{by}}, {{day}}'
  },
  reply: {
    none: 'No reply received',
    noneTitle: 'No reply received',
    noneText: 'The developer did not reply in time. That stops neither the verification nor the publication.',
    notNeeded: 'Nothing differs, so no reply is needed.',
    late: 'after the deadline',
    documents: 'Files sent with the reply'
  },
  opinion: {
    by: 'Given on {{day}} by another registered expert without a conflict of interest, since the developer contested the finding.',
    awaited:
      'The developer contested the finding; another registered expert without a conflict of interest was asked to answer by {{day}}.',
    late: 'The developer contested the finding; another registered expert without a conflict of interest was asked and had not answered by {{day}}. The bureau may ask somebody else.'
  },
  fix: {
    title: 'Putting it right',
    toFix_one: '{{count}} point to put right',
    toFix_other: '{{count}} points to put right',
    allClosed: 'all found to be put right',
    closed_one: '{{count}} found to be put right',
    closed_other: '{{count}} found to be put right',
    overdue_one: '{{count}} overdue',
    overdue_other: '{{count}} overdue',
    overdueIn: '{{state}}, overdue',
    due: 'Due',
    closedBy: 'Closed after a look by: {{by}}.',
    took_one: 'It took {{count}} day from publication.',
    took_other: 'It took {{count}} days from publication.',
    rounds_one: 'Round {{count}}',
    rounds_other: 'Round {{count}}',
    plan: 'Plan',
    planFiles: 'Files of the plan',
    before: 'Before',
    after: 'After',
    lookedAt: 'Photos of the second look',
    override: 'Decided by the bureau itself, because: {{reason}}'
  },
  proof: {
    text: 'When a finding is handed in, the list of its points, photo hashes and versions compared is hashed and a receipt is given; photos are hashed by the phone that took them. Public copies carry no place or device; the bureau keeps the originals.',
    receipt: 'Receipt',
    manifest: 'Hash of the list (SHA-256)',
    journal: 'Entries of the public journal',
    version: 'Hash of the version compared at point {{number}}',
    photos_one: 'Hash of the original photo ({{count}})',
    photos_other: 'Hashes of the original photos ({{count}})'
  },
  cite: {
    text: '{{project}}, finding on site {{number}}, published {{day}}, Sunlit, {{address}}, list SHA-256 {{hash}}'
  },
  withheld: {
    title: 'This finding is withheld',
    text: 'Signed by two officers, it stays closed until {{day}} and then returns by itself. Its number, project and reason are public.',
    ground: 'Ground',
    basis: 'Article',
    reason: 'Reason',
    by: 'Decided by',
    until: 'Until'
  },
  verification: {
    title: 'Checked on site',
    lead: 'Whether anybody compared the version that is public now with the site, and what came of it.',
    item: 'Disclosure',
    state: 'Checked',
    by: 'By',
    last: 'Last time',
    times_one: '{{category}}: once',
    times_other: '{{category}}: {{count}} times',
    who: 'By {{who}}.',
    lastOn: 'Last on {{day}}.',
    confirmed_one: '{{count}} confirmed it',
    confirmed_other: '{{count}} confirmed it',
    disputed_one: '{{count}} disputes it',
    disputed_other: '{{count}} dispute it',
    resolved_one: '{{count}} dispute was put right',
    resolved_other: '{{count}} disputes were put right',
    pending_one: '{{count}} is not decided',
    pending_other: '{{count}} are not decided',
    undecided: 'Not decided',
    noneHint:
      'Nobody has compared this version with the site yet. Supervisors can book an open day to do so.',
    line: '{{day}} {{number}}: {{verdict}}',
    brief: { unverified: 'Not checked', confirmed: 'Confirmed', disputed: 'Disputed' },
    count_one: '{{count}} checked on site',
    count_other: '{{count}} checked on site',
    see: 'Checked on site'
  },
  project: {
    tab: 'Findings',
    title: 'Findings: {{name}}',
    findings: 'Findings that are public',
    verified_one: '{{count}} item disclosed, {{verified}} checked on site',
    verified_other: '{{count}} items disclosed, {{verified}} checked on site',
    published_one: '{{count}} finding',
    published_other: '{{count}} findings',
    fixed_one: '{{count}} point to put right, {{closed}} found to be put right',
    fixed_other: '{{count}} points to put right, {{closed}} found to be put right',
    none: 'No findings are public yet',
    noneHint:
      'What supervisors find on open days appears here once it is verified, or when its time is over.',
    more_one: 'See all {{count}}',
    more_other: 'See all {{count}}'
  },
  openDay: { title: 'Findings of this day', none: 'No finding of this day is public yet.' },
  supervisor: {
    title: 'What was done',
    visits: 'Visits',
    findings: 'Findings published',
    substantiated: 'Substantiated, wholly or partly',
    few: 'Fewer than 5 visits, not shown',
    note: 'Of fewer than 5 visits nothing is shown, so that nothing is read into small numbers and nobody is compared by them.'
  },
  map: {
    show: 'Show findings on the map',
    hide: 'Hide findings on the map',
    count_one: '{{count, number}} finding on the map',
    count_other: '{{count, number}} findings on the map',
    none: 'No findings here',
    failed: 'The findings could not be loaded.',
    list: 'As a list',
    legend: 'Legend',
    wrong: 'Substantiated, or repair overdue',
    open: 'Not decided, or being put right',
    fine: 'Matched, or put right',
    noScript: 'The map needs scripts; findings are in a list too.'
  },
  rules: {
    link: 'How findings are handled',
    title: 'How findings are handled',
    lead: 'Who does what from the report to the repair, within how many days, by which rule; what companies may do, and how finders are protected.',
    days: 'Steps and days',
    daysNote:
      'What nobody does in time goes on by itself: what is not sorted is accepted, what is not answered is verified all the same, what is not verified is published as unverified.',
    stepName: 'Step',
    limit: 'Within',
    basis: 'Basis',
    who: 'Who may do what',
    whoNote:
      'The database keeps to this table, and the buttons on pages come from it. Whoever verifies is neither who sorted it, nor the officer of this site, nor the finder.',
    subject: 'Of',
    from: 'While',
    act: 'May',
    by: 'Who',
    to: 'Then',
    reason: 'Must say why',
    yes: 'Yes',
    capacity: {
      triager: 'Intake officer of the bureau',
      assigner: 'Assigning officer of the bureau',
      verifier: 'Verifying officer (neither who sorted it nor the officer of this site)',
      reviewer: 'Reviewing officer of the bureau',
      replier: 'Developer',
      finder: 'Finder',
      owner: 'Resident representative',
      expert: 'Registered expert without a conflict',
      clock: 'By itself when time is over'
    },
    deed: {
      triage: 'sort it',
      pass: 'pass it on to verification',
      reply: 'reply',
      ask_expert: 'ask an expert',
      give_opinion: 'give an opinion',
      decide: 'decide',
      publish: 'publish',
      assign: 'say who handles it',
      withhold: 'ask to withhold it (first signature)',
      sign: 'agree to withhold it (second signature)',
      release: 'end the withholding',
      plan: 'plan the repair',
      claim: 'report the repair (photos before and after)',
      reinspect: 'look again',
      override: 'decide at once (reason published)'
    },
    before: 'As before',
    companyTitle: 'What developers may rely on',
    company: {
      one: 'They see what was found before it is public, have a fixed time to reply, and their reply is published in full.',
      two: 'Where they contest it, another registered expert without a conflict gives an opinion before anything is decided.',
      three: 'Each point is decided with a reason, and by a bureau that is named.',
      four: 'A repair that was looked at is as public as the finding, and changes the mark of the disclosure.',
      five: 'They can neither change nor delete nor delay a finding.'
    },
    finderTitle: 'How finders are protected',
    finder: {
      one: 'Pages show the finder’s category; the registration number only where the finder chose so; never the name.',
      two: 'The developer does not see who found it.',
      three:
        'Place and device are taken out of photos before they are public; only the officers in charge see originals.',
      four: 'Of a person with fewer than 5 visits no numbers are shown; nobody is compared or ranked.',
      five: 'Being refused entry, or nobody being there to receive, is a finding in itself.'
    },
    toleranceTitle: 'What measured values may be',
    toleranceNote:
      'Values are judged by the rule in force on the day of the visit; each row says what it rests on. Deviation: value less design; value: as measured; spread: largest less smallest.',
    quantity: 'Quantity',
    mode: 'Judged by',
    allowed: 'Allowed',
    since: 'In force',
    modes: { deviation: 'Deviation', absolute: 'Value', range: 'Spread' },
    from_day: 'from {{day}}',
    span: '{{from}} to {{until}}',
    nature: { standard: 'national standard', default: 'default of this hub' }
  }
} satisfies Mirror<typeof zh>;
