import type { Mirror } from '../types.ts';
import type zh from '../zh/desk.ts';

export default {
  title: 'Desk',
  nav: 'Parts of the desk',
  lead: 'The work of your office. What is saved here and is public can be seen by everyone at once, and is entered in the journal.',
  memberships: 'My memberships',
  duties: 'Duties: {{list}}',
  comma: ', ',
  until: 'Valid until {{day}}',
  open: 'Valid until further notice',
  work: 'What I can do',
  publicPage: 'See the public page',
  projects: {
    title: 'Projects in my jurisdiction',
    text: 'Look up, register and change residential works in your jurisdiction.',
    add: 'Register a project',
    whole: 'All of my jurisdiction',
    emptyHint: 'Import a list of projects, or register them one by one.'
  },
  project: {
    crs: 'Coordinate system',
    part: { name: 'name', uscc: 'credit code', leader: 'project leader' },
    partyField: '{{role}}: {{part}}',
    building: {
      name: 'name or number',
      floors_above: 'floors above ground',
      floors_below: 'floors below ground',
      unit_count: 'units'
    },
    buildingField: 'Building {{row}}: {{part}}',
    basics: 'Overview',
    numberHint: '18 digits. Without a permit, give the project code.',
    codeHint: '24 characters, such as 2020-420102-47-03-012345.',
    zoneHint: 'A functional zone without a division code, such as the East Lake High-tech Zone.',
    areaHint: 'In square metres.',
    place: 'Place',
    placeHint:
      'Give longitude and latitude together; they are converted to WGS84 when saved. Leave both empty if unknown: the public page will say that there is no location.',
    parties: 'Responsible parties and their leaders',
    partiesHint: 'The names of project leaders are published. Do not enter telephone or identity numbers.',
    milestones: 'Milestones',
    milestonesHint: 'Planned and reached dates may stay empty. A reached date cannot be later than today.',
    buildings: 'Buildings',
    buildingsHint: 'One building a row; leave rows empty that you do not need.',
    moreRows: 'Add 5 more rows',
    consequence:
      'Saved changes are public at once and entered in the journal; what it said before can be looked up.',
    consequenceNew:
      'A registered project is public at once and entered in the journal; those who follow the area are told.',
    save: 'Save and publish',
    register: 'Register and publish',
    registered: 'The project is registered; everyone can see it now.',
    savedNow: 'Saved; everyone can see it now.',
    meanwhile: 'Somebody else changed this project while you were writing',
    meanwhileText:
      'Everything you wrote is still here. Compare below and decide which should count; saving once more replaces what is stored with what you wrote.',
    differences: 'Where what you wrote differs from what is stored now',
    field: 'Field',
    storedNow: 'Stored now',
    typed: 'What you wrote',
    judge: 'Check the place (now: {{quality}})',
    quality: 'State of the location',
    judgeConsequence: 'Shown on the project’s page at once, and entered in the journal.'
  },
  kinds: {
    title: 'Kinds of milestones',
    text: 'The eight kinds of the whole province and those that cities added for their own projects.',
    name: 'Chinese name',
    nameEn: 'English name',
    division: 'Where it applies',
    divisionHint: 'Within your jurisdiction.',
    sort: 'Order',
    sortHint:
      'A whole number from 1 to 999, along the life of a project: the permit is 10, the completion filing 80.',
    code: 'Code',
    codeHint:
      'Lower-case letters, digits and underscores, beginning with a letter; never changed later. Such as wuhan_roof_acceptance.',
    add: 'Add a kind',
    consequence: 'Projects of the area can have this milestone from now on; a kind cannot be removed.'
  },
  organizations: {
    title: 'Organizations',
    text: 'Names, credit codes, jurisdictions and contacts of bureaus and companies.',
    add: 'Add an organization',
    kindHint: 'Cannot be changed later.',
    bureauHint: 'A housing authority, with a jurisdiction.',
    companyHint:
      'Developers, contractors, supervising engineers, survey and design units, testing bodies. Imports of projects add them by themselves.',
    nameHint: 'The full registered name.',
    usccHint: '18 characters, the last of which is a check character. Leave empty if there is none.',
    division: 'Jurisdiction or seat',
    divisionHint:
      'For a bureau: the area it oversees, with all districts inside. For a company: its seat, if known.',
    contact: 'Public contact',
    contactHint: 'Published. Give the telephone or address of the office, not of a person.',
    consequence: 'Saved changes are public at once.',
    uscc: {
      empty: 'Enter the credit code.',
      scientific: 'A spreadsheet turned this code into a number; enter it again.',
      length: 'A unified social credit code has 18 characters.',
      character: 'A credit code has digits and capital letters without I, O, S, V and Z.',
      division: 'Characters 3–8 of a credit code are digits.',
      check: 'The check character of the credit code does not fit; please check.'
    }
  },
  people: {
    title: 'People and memberships',
    text: 'Look up accounts, grant and end memberships.',
    q: 'Name or e-mail',
    grant: 'Grant a membership',
    grantTo: 'Grant a membership to {{name}}',
    factorOn: 'Second factor on',
    factorOff: 'No second factor',
    at: '{{where}} · {{role}}',
    ended: 'Ended on {{day}}',
    end: 'End this membership',
    endConsequence:
      '{{name}} loses all rights at {{where}} at once and can no longer save work under way. The record of past work stays.',
    endedNow: 'The membership has ended.',
    emailHint: 'The person must have signed up with this address.',
    roleHint: {
      officer: 'Works on the projects in the jurisdiction of a bureau.',
      company_member: 'Files on behalf of a company.',
      administrator:
        'Administers organizations, people and settings of the whole hub; belongs to no organization.'
    },
    organizationHint: 'Its full name or credit code. Leave empty for an administrator.',
    bureaus: 'See the full names of all bureaus',
    officerDuties: 'Duties of an officer',
    companyDuties: 'Duties of a company member',
    untilHint: 'The last day; empty for until further notice.',
    grantConsequence:
      'The person has the rights at once. If the person has the same role there already, its duties and last day become those given here.'
  },
  audit: {
    title: 'Audit trail',
    text: 'Who did what and when. Entries are only ever added.',
    at: 'Time',
    actor: 'By',
    nobody: 'The system, or an account since deleted',
    what: 'What was done',
    about: 'About',
    action: {
      project: { saved: 'Project saved', place_judged: 'Place of a project checked' },
      import: { committed: 'List of projects imported' },
      organization: { saved: 'Organization saved' },
      membership: { granted: 'Membership granted', ended: 'Membership ended' },
      administrator: { granted: 'Administrator appointed' },
      milestone_kind: { added: 'Kind of milestone added' },
      account: { deleted: 'Account deleted' },
      disclosure_item: { saved: 'Saved an item of the catalogue', ended: 'Ended an item of the catalogue' },
      deadline_rule: { added: 'Added a deadline rule', ended: 'Ended a deadline rule' },
      complaint_route: {
        saved: 'A rule of who gets which complaints saved',
        removed: 'A rule of who gets which complaints removed'
      },
      complaint_template: {
        saved: 'A standard text for complaints saved',
        removed: 'A standard text for complaints removed'
      },
      calendar: { loaded: 'Updated the calendar' },
      calendar_day: { set: 'Set days of the calendar', cleared: 'Took back a day of the calendar' },
      other: 'Other'
    }
  }
} satisfies Mirror<typeof zh>;
