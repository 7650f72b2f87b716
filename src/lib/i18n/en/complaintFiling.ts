import type zh from '../zh/complaintFiling.ts';
import type { Mirror } from '../types.ts';

/** Words of the form by which a complaint is filed, and of its receipt. */
export default {
  title: 'File a complaint',
  lead: 'Report a problem with the quality of housing in three steps. No account needed. You may stay anonymous.',
  start: 'File a complaint',
  here: 'Report a problem here',
  hereHint:
    'Poor quality, a false disclosure, being turned away: all can be reported, anonymously and without an account.',
  notEnough: 'Is it the same for you, or not enough? File a complaint',
  step: 'Step {{n}} of 3',
  steps: { where: 'Where', what: 'What', who: 'You' },
  next: 'Next',
  back: 'Back',
  tooLong: 'Too long: {{most}} characters at most.',
  where: {
    title: 'Where is the problem?',
    q: 'Estate, project, address or permit number',
    search: 'Find the project',
    found: 'Which project is it?',
    none: 'Nothing found. Try another name, or choose the district below.',
    unsure: 'None of these, or I do not know which',
    division: 'Do not know the project? Choose the district',
    divisionHint: 'Not needed with a project. The complaint goes to the bureau in charge there.',
    noDivision: 'Please choose',
    missing: 'Choose a project, or the district.',
    finding: 'Carried over from finding {{number}}.',
    map: 'Mark the place on the map (optional)',
    mapHint:
      'Press on the map, and the projects near there are listed below. With a keyboard, use the search above.',
    mapFailed: 'The map did not open. Please search, or choose the district.',
    locate: 'Use where I am now',
    locateFailed: 'Your position is not known. Press on the map, or search.',
    point: 'Marked: {{north}} north, {{east}} east',
    clear: 'Remove the mark',
    near: 'Projects near there'
  },
  what: {
    title: 'What is the problem?',
    category: 'Kind of problem',
    categoryMissing: 'Choose the kind that fits best.',
    description: 'Tell what happened',
    descriptionHint:
      'When you noticed, which part, whom you asked, what came of it. Please no names or phone numbers here: contact details have their place in the next step.',
    descriptionMissing: 'Tell what happened (5 characters at least).',
    spot: 'Exact spot',
    spotHint:
      'Building, entrance, flat or part, such as “building 3, flat 1102, bathroom”. Only the bureau sees it.',
    urgent: 'Dangerous: people may be hurt',
    urgentHint: 'A leaning wall, falling objects. If it is happening now, call 119 or 120 first.',
    others: 'Others reported this',
    othersHint:
      'If it is the same problem, join it rather than write again: you get a tracking code of your own and your own answer.',
    mine: 'This is mine too',
    mineOf: 'This is mine too: {{title}}',
    notMine: 'None of these, mine is something else',
    joined_one: '{{count}} other joined',
    joined_other: '{{count}} others joined',
    filed: 'filed {{date}}',
    metres: 'about {{metres}} m away',
    stub: 'only kind and progress are public',
    read: 'Read {{number}} (new window)',
    joining: 'I have the same problem.',
    joinedHint: 'You are joining {{number}}: the text below is optional.'
  },
  warranty: {
    title: 'Warranty',
    in_warranty: '{{kind}}: in warranty until {{date}}. The developer must repair it.',
    expired:
      '{{kind}}: the minimum warranty ended on {{date}}. You can still complain about poor work, false disclosure and repairs put off.',
    design_life: '{{kind}}: under warranty for the whole design life. The developer must repair it.',
    unknown:
      'This hub does not know when the project was accepted, so the warranty cannot be reckoned. You can complain all the same.',
    basis:
      'Regulation on Quality Management of Construction Projects, Art 40, counted from the completion acceptance ({{date}}). Your contract may give more.',
    kind: {
      waterproofing: 'Waterproofing (5 years)',
      pipes_wiring_fit_out: 'Pipes, wiring, equipment and fit-out (2 years)',
      heating_cooling: 'Heating and cooling (2 seasons)',
      structure: 'Foundation and main structure'
    }
  },
  photos: {
    title: 'Photos',
    hint: 'Up to 10. Place and phone model are removed, and the files as sent are not kept. Please leave out faces and number plates.',
    plainHint: '30 MB together at most. If something has to be mended, they must be chosen again.',
    take: 'Take a photo',
    choose: 'Choose photos',
    remove: 'Remove photo {{n}}',
    alt: 'Photo {{n}}',
    adding: 'Preparing the photos …',
    full: 'Up to 10: the others were not added.',
    broken: '{{name}}: this picture cannot be opened. Please use JPEG, PNG or WebP.',
    problem: '{{name}}: {{reason}}',
    count_one: '{{count}} photo',
    count_other: '{{count}} photos'
  },
  who: {
    title: 'About you',
    naming: 'Who may know who you are?',
    anonymous: 'Nobody (anonymous)',
    anonymousHint: 'No name is kept. You follow it by the tracking code.',
    bureau_only: 'The bureau only',
    bureau_onlyHint:
      'Your name is encrypted. Officers need a reason to open it, and you see each time they did. The company is not told.',
    named: 'Everyone',
    namedHint: 'Company and public see the name you give. You can hide it later.',
    namingMissing: 'Choose who may know who you are.',
    shown_name: 'Name shown to everyone',
    shownHint: 'Such as “Ms Li”. Company and public see it.',
    shownMissing: 'Give the name to be shown, or choose another way.',
    contact: 'Contact details (all optional)',
    contactHint:
      'Encrypted. Only the bureau can open them, and has to say why. Company and public never see them.',
    name: 'Name',
    nameHint: 'Only the bureau sees it. Not kept if you stay anonymous.',
    nameMissing: 'Give your name for the bureau, or stay anonymous.',
    phone: 'Phone',
    phoneHint: 'For questions of the bureau. Never given to the company.',
    email: 'E-mail',
    emailHint: 'For the bureau and for notices. Never given to the company.',
    mailWrong: 'This is no e-mail address. It looks like name@example.com.',
    mailMissing: 'Give an e-mail address to get notices by mail.',
    address: 'Postal address',
    addressHint: 'For an answer on paper.',
    more: 'How much may be public?',
    wants_mail: 'Tell me by e-mail when something happens',
    wants_mailHint: 'Mails hold the number alone, nothing of what you wrote.',
    coarse_place: 'Blur the place',
    coarse_placeHint:
      'The public sees the district, not the project and no place on the map. A company that is asked still learns the project.',
    coarse_time: 'Blur the time',
    coarse_timeHint: 'The public sees months only.',
    unlisted: 'Do not publish this complaint',
    unlistedHint: 'It is not on the site, and dealt with all the same.',
    account: 'Put it in my account',
    accountHint: 'Signed in, you see it without the code. Otherwise it has nothing to do with your account.'
  },
  review: {
    title: 'Please check',
    change: 'Change',
    changeOf: 'Change: {{what}}',
    project: 'Where',
    point: 'On the map',
    category: 'Kind',
    join: 'Joining',
    description: 'What happened',
    spot: 'Exact spot',
    urgent: 'Danger',
    urgentYes: 'People may be hurt',
    photos: 'Photos'
  },
  send: 'Send the complaint',
  sending: 'Sending …',
  proof: {
    working: 'Your device is doing a short computation against spam. Nothing to do for you, just go on.',
    done: 'The computation against spam is done.',
    none: 'This device cannot do the computation against spam. You can send all the same; an officer may look at it first.'
  },
  draft: {
    restored: 'What you wrote before and did not send is back.',
    kept: 'What you write stays on this device until you send it, except for name and contact details.',
    remove: 'Delete the draft on this device',
    removed: 'The draft is deleted.'
  },
  failed:
    'It was not sent, and all you wrote is still here. Check the network and press “Send the complaint” again: it will not be filed twice.',
  receipt: {
    title: 'Your complaint is filed',
    again: 'This complaint was filed before and not once more. The tracking code is the same.',
    code: 'Tracking code',
    warning: 'Keep the tracking code. It is shown this once, and nobody can find it again.',
    why: 'With it you follow the progress, add to it, rate it and ask for a review. Whoever has it sees your complaint: do not pass it on.',
    copy: 'tracking code',
    save: 'Save as image',
    saveName: 'complaint-tracking-code',
    print: 'Print',
    qr: 'tracking code {{code}}',
    qrHint: 'The QR code holds the tracking code alone, no address.',
    number: 'Number',
    numberHint: 'On the phone, tell the number and never the tracking code.',
    filed: 'Filed',
    bureau: 'Bureau in charge',
    noBureau: 'No bureau of this place is on the hub yet; the province assigns one.',
    next: 'What happens next',
    clock: 'Within {{days}} days: {{what}}. Last day: {{date}}',
    clockWorking: 'Within {{days}} working days: {{what}}. Last day: {{date}}',
    joined: 'It is handled together with {{number}}. You have deadlines and notices of your own.',
    held: 'Many complaints are coming in just now, and an officer looks at this one first. Its deadlines are the same.',
    mails: 'You get a mail when something happens, with the number alone.',
    noMails: 'Look at the progress now and then with the tracking code.',
    track: 'Follow the progress',
    another: 'File another',
    cleared: 'The draft on this device is deleted.'
  }
} satisfies Mirror<typeof zh>;
