import type { Mirror } from '../types.ts';
import type zh from '../zh/supervisors.ts';

export default {
  title: 'Social supervisors',
  lead: 'Deputies, experts, journalists and residents’ representatives, appointed by developers and registered by the bureau. They inspect sites, check what was disclosed item by item, and report problems to the bureau.',
  category: {
    deputy: 'Deputies and committee members',
    expert: 'Experts',
    media: 'Media (incl. self-media)',
    resident: 'Resident representatives'
  },
  kind: {
    party_deputy: 'Party deputy',
    peoples_deputy: 'People’s deputy',
    cppcc_member: 'CPPCC member',
    expert: 'Expert',
    press: 'Press',
    self_media: 'Self-media',
    resident_representative: 'Resident representative'
  },
  field: {
    structure: 'Structure',
    decoration: 'Fit-out',
    waterproofing: 'Waterproofing',
    energy: 'Energy saving',
    installation: 'Building services',
    testing: 'Testing',
    fire_safety: 'Fire safety',
    indoor_environment: 'Indoor environment'
  },
  state: {
    applied: 'Under review',
    registered: 'Registered',
    suspended: 'Suspended',
    expired: 'Ended',
    dismissed: 'Dismissed',
    refused: 'Not registered',
    withdrawn: 'Application withdrawn'
  },
  relation: {
    employer: 'Employed there, now or before',
    supplier: 'Does business with it',
    kin: 'A relative works there',
    purchase: 'Bought or means to buy there',
    other: 'Other'
  },
  links: {
    rights: 'Rights and duties',
    apply: 'Apply for registration',
    mine: 'My application and registration',
    directory: 'Directory of social supervisors'
  },
  list: {
    city: 'City',
    category: 'Category',
    state: 'State',
    current: 'Registered or suspended',
    all: 'All',
    q: 'Name or number',
    count_one: '{{count, number}} social supervisor',
    count_other: '{{count, number}} social supervisors',
    number: 'Number',
    name: 'Name',
    place: 'Area',
    term: 'Term',
    span: '{{from}} to {{until}}',
    note: 'Listed by number, not ranked. Visits and what was substantiated will be shown once those records are public.',
    empty: 'No social supervisor matches',
    emptyHint: 'Try fewer filters. Supervisors appear here once a bureau has registered them.'
  },
  page: {
    title: 'Certificate of a social supervisor',
    number: 'Number',
    category: 'Category',
    capacity: 'Capacity',
    fields: 'Fields of expertise',
    place: 'Area',
    term: 'Term',
    terms: 'Terms in a row',
    termsCount_one: 'Term {{count}}',
    termsCount_other: 'Term {{count}}',
    bureau: 'Registered by',
    registered: 'First registered',
    valid: 'Valid today',
    validText: 'Today, {{day}}, {{name}} is a registered social supervisor. The term runs until {{until}}.',
    invalid: 'Not valid today',
    suspended:
      'Today, {{day}}, this registration is suspended. It gives no right to enter a site as a supervisor.',
    expired: 'This registration ended on {{until}}. It gives no right to enter a site as a supervisor.',
    dismissed:
      'The bureau dismissed this supervisor on {{until}}. The registration gives no right to enter a site.',
    reason: 'Public reason: {{reason}}',
    scan: 'Scan to check whether it is valid today',
    check:
      'What this page shows today counts; a print or a screenshot may be out of date. Check the person’s identity document as well.',
    print: 'Print the certificate',
    appointments: 'Appointed for',
    appointmentsNone:
      'Not appointed for a project at present. Registered supervisors may book open days to visit a site.',
    since: 'by {{developer}}, since {{day}}',
    ended: '{{developer}} ended the appointment on {{day}}. Reason: {{reason}}',
    history: 'Record of the registration',
    demo: 'Demonstration data, not a real person'
  },
  rights: {
    title: 'Rights and duties of social supervisors',
    lead: 'For people who think of becoming a supervisor, for supervisors, and for those who receive them on site. Each line says where it comes from: the pilot plan, practice elsewhere, or a rule this hub has set for fairness.',
    source: { plan: 'Pilot plan', practice: 'Practice elsewhere', hub: 'Rule of this hub' },
    sources: 'What the sources are',
    planText:
      'Pilot plan for the disclosure of residential quality information, section 3 (5), “explore social supervision”.',
    practiceText:
      'Published rules of other places on social supervisors and owners’ open days. For reference; they are not rules of Hubei.',
    hubText: 'Where the plan is silent the hub has set a rule, which the bureau may change. It is not law.',
    whoTitle: 'Who can be one',
    who: {
      one: 'Deputies and committee members (party deputies, people’s deputies, CPPCC members), experts, media including self-media, and resident representatives.',
      two: 'Developers are encouraged to appoint them.',
      three:
        'They have no record of serious dishonesty. Before they can be appointed the bureau checks the evidence and registers them with a number and a term.'
    },
    mayTitle: 'You may',
    may: {
      visit:
        'Inspect a site on its open days: at main-structure acceptance, concealed acceptance of key fit-out works, and the like.',
      verify: 'Check, item by item, whether disclosed quality information matches the site.',
      report: 'Report problems and complain to the bureau.',
      read: 'Read files on what was disclosed, and make proposals.',
      kept: 'Developers can neither delete nor alter what you found.',
      several: 'Serve several projects at a time.'
    },
    mustTitle: 'You must',
    must: {
      conflict:
        'Declare any interest in a company on the project (employment, business, relatives, a home bought), and stay away from projects where you have one.',
      truth: 'Record only what you saw yourself, say what it rests on, neither exaggerate nor conceal.',
      safety:
        'Keep to the rules of the site: sign in, hear the safety briefing, wear a helmet, bring no children.',
      privacy:
        'Never publish names, flat numbers or other personal data of households, nor business secrets.',
      gain: 'Draw no gain from supervising, and take no gifts.'
    },
    termTitle: 'Term and renewal',
    term: 'A term lasts {{months}} months at most, with at most {{terms}} terms in a row. Renewal can be asked for from {{days}} days before the end.',
    nature: { statutory: 'Statutory', policy: 'Policy', default: 'Rule of this hub' },
    termBasis: 'Basis: {{basis}}',
    endTitle: 'Suspension, dismissal and end',
    end: {
      suspend: 'The bureau may suspend or dismiss a supervisor, with a reason that is made public.',
      developer:
        'A developer may end an appointment for a project, with a public reason. The registration and all findings stay.',
      leave:
        'You may end your registration at any time. When a term is over and was not renewed, the registration ends by itself.'
    },
    publicTitle: 'What is public',
    public: {
      shown:
        'Public: the name you chose to be shown by, category, fields, area, number, term, state, and projects you are appointed for.',
      kept: 'Not public: real name, telephone, workplace, evidence and conflicts. You and the officers who decide can see them, and each time an officer looks is recorded.',
      erased:
        'What is not public is deleted 90 days after an application was refused or withdrawn, or a registration ended.'
    }
  },
  apply: {
    title: 'Apply to be a social supervisor',
    lead: 'Once you send this, the bureau of your area reviews it. The result reaches you in “My notifications”.',
    before: 'Before you apply, read the',
    kind: 'Your capacity',
    division: 'Area',
    divisionHint: 'The bureau of this area reviews your application.',
    divisionNone: 'Choose a city or district',
    shown: 'Name shown to the public',
    shownHint:
      'Appears in the directory, on the certificate and in public news. Once registered it cannot be taken out of records that are public. The bureau checks that it misleads nobody.',
    fields: 'Fields of expertise',
    fieldsHint: 'What you know well; choose several, or none.',
    privateTitle: 'For the reviewers only',
    privateHint:
      'None of this is public. Each time an officer looks is recorded, and it is deleted 90 days after the end.',
    realName: 'Real name',
    phone: 'Telephone',
    workUnit: 'Workplace',
    statement: 'Your capacity or expertise',
    statementHint:
      'For instance: which congress or committee, professional title and years of work, name of the outlet or account, estate and building.',
    files: 'Evidence',
    filesHint:
      'At least one file, at most 6: a credential, a letter of appointment, a professional certificate, the first page of a purchase contract. PDF or pictures of up to 20 MB each. Cover identity numbers.',
    kept: 'Files received',
    keptOne: 'Keep {{name}}',
    fileProblem: '{{name}}: {{problem}}',
    conflicts: 'Conflicts of interest',
    conflictsHint:
      'Is there a company or an estate with which you have ties of work, business, family or purchase? Leave empty if not. Write full names, so that recusal works by itself.',
    relation: 'Relation',
    relationNone: 'Choose',
    conflictName: 'Company or estate',
    conflictNote: 'Note',
    honest: 'Declaration',
    honestText:
      'What I wrote is true, I have no record of serious dishonesty, and I will keep to the rights and duties of social supervisors.',
    submit: 'Send the application',
    openTitle: 'You have an application or a registration already',
    openText: 'There can be one a person at a time. See “My application and registration”.'
  },
  mine: {
    title: 'Social supervisor',
    none: 'You have not applied to be a social supervisor',
    noneHint: 'Deputies, experts, media and resident representatives can apply.',
    applied: 'Your application is under review',
    appliedText: 'Sent {{time}}. The result reaches you in “My notifications”.',
    registered: 'You are a registered social supervisor',
    registeredText: 'Number {{number}}, term until {{until}}.',
    suspended: 'Your registration is suspended',
    ended: 'Your registration has ended',
    refused: 'Your application was not accepted',
    withdrawn: 'You withdrew your application',
    again: 'You can apply again.',
    certificate: 'See the certificate',
    submitted: 'The application was sent. It is under review now.',
    saved: 'Saved.',
    facts: 'What you applied with',
    appointments: 'Appointments for projects',
    appointmentsNone: 'No project has appointed you at present.',
    offered: '{{developer}} would like to appoint you for this project.',
    accepted: 'You accepted the appointment by {{developer}}.',
    note: 'Message: {{note}}',
    accept: 'Accept',
    decline: 'Decline',
    layDown: 'Lay down',
    renewal: 'Renewal',
    renewalFrom: 'The term runs until {{until}}. You can ask for a renewal from {{from}}.',
    renewalAsked: 'You asked for a renewal {{time}}. It is under review.',
    renewalUsed_one: 'The one term in a row is used. The registration ends with this term.',
    renewalUsed_other: 'All {{count}} terms in a row are used. The registration ends with this term.',
    renewalText: 'The bureau decides, and the result reaches you.',
    askRenewal: 'Ask for a renewal',
    conflictsTitle: 'Conflicts of interest',
    conflictsLegend: 'Declare or change',
    conflictsText:
      'Keep this up to date. Stay away from projects where you have an interest in one of the companies.',
    conflictKnown: 'Tied to a company or project on this hub',
    conflictUnknown: 'No company or project of that name on this hub; check the full name',
    withdraw: 'Withdraw the application',
    withdrawText: 'It will not be reviewed any more. You can apply again.',
    leave: 'End my registration',
    leaveText:
      'The registration ends today and all appointments with it; public news will say that it ended. This cannot be undone; you can apply again.'
  }
} satisfies Mirror<typeof zh>;
