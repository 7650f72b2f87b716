import type { Mirror } from '../types.ts';
import type zh from '../zh/journal.ts';

export default {
  title: 'Latest',
  empty: 'Nothing yet',
  emptyHint: 'Registrations, changes, milestones and disclosures appear here.',
  more: 'and {{number}} more',
  kind: {
    project: { registered: 'Project registered', updated: 'Details updated' },
    milestone: { reached: 'Milestone reached' },
    plan: { confirmed: 'Disclosure plan' },
    disclosure: {
      published: 'Quality disclosure',
      corrected: 'Disclosure corrected',
      overdue: 'Disclosure overdue',
      rescheduled: 'Deadline reckoned anew',
      withdrawn: 'Disclosure withdrawn',
      withheld: 'Disclosure withheld',
      released: 'Owed again'
    },
    supervisor: {
      registered: 'Supervisor registered',
      renewed: 'Supervisor renewed',
      suspended: 'Supervisor suspended',
      resumed: 'Supervisor resumed',
      dismissed: 'Supervisor dismissed',
      expired: 'Supervisor’s registration ended'
    },
    other: 'Other public information'
  },
  headline: {
    project: { registered: '{{name}}: project registered', updated: '{{name}}: details updated' },
    milestone: { reached: '{{name}}: {{milestone}} reached' },
    plan: {
      confirmed: '{{name}}: disclosure plan confirmed',
      changed: '{{name}}: disclosure plan changed (version {{version}})'
    },
    disclosure: {
      published: '{{name}} discloses: {{item}}',
      corrected: '{{name}}: {{item}} (version {{version}})',
      overdue: '{{name}}: {{item}} is overdue',
      rescheduled: '{{name}}: {{item}} is no longer overdue',
      withdrawn: '{{name}}: {{item}} was withdrawn',
      withheld: '{{name}}: {{item}} is withheld',
      released: '{{name}}: {{item}} is owed again'
    },
    supervisor: {
      registered: 'Social supervisor registered: {{name}} ({{capacity}})',
      renewed: 'Social supervisor renewed: {{name}} ({{capacity}})',
      suspended: 'Social supervisor suspended: {{name}} ({{capacity}})',
      resumed: 'Social supervisor’s suspension ended: {{name}} ({{capacity}})',
      dismissed: 'Social supervisor dismissed: {{name}} ({{capacity}})',
      expired: 'Social supervisor’s registration ended: {{name}} ({{capacity}})'
    },
    other: '{{name}}: {{kind}}',
    correction: 'Correction: {{title}}'
  },
  line: {
    fact: '{{label}}: {{value}}',
    change: '{{label}}: {{from}} → {{to}}',
    list: ', ',
    led: '{{name}} (project leader: {{leader}})',
    dated: '{{name}} ({{day}})',
    reachedOn: 'Reached on {{day}}',
    planned: 'Planned for {{day}}',
    asPlanned: 'on the planned day',
    late_one: '{{count}} day later than planned',
    late_other: '{{count}} days later than planned',
    early_one: '{{count}} day earlier than planned',
    early_other: '{{count}} days earlier than planned',
    both: '{{first}}, {{second}}',
    demo: 'Demonstration data: no real work',
    and: '; ',
    publishedInTime: 'The last day was {{day}}: disclosed on time',
    publishedLate_one: 'The last day was {{day}}: {{count}} day late',
    publishedLate_other: 'The last day was {{day}}: {{count}} days late',
    overdue_one: 'Due by {{day}}, not disclosed: {{count}} day overdue when this was recorded',
    overdue_other: 'Due by {{day}}, not disclosed: {{count}} days overdue when this was recorded',
    rescheduled: 'The day of a milestone or a rule has changed; what was told before no longer holds',
    newDeadline: 'The last day is now {{day}}',
    noDeadline: 'There is no deadline at present',
    withdrawn: 'The bureau has taken this version back; what it held is no longer public',
    periodEnded: 'The period of withholding has ended',
    plan_one: '{{by}} will disclose {{count}} item',
    plan_other: '{{by}} will disclose {{count}} items',
    leftOut: 'Left out: {{item}} ({{reason}})'
  },
  field: {
    permit_no: 'Construction permit no.',
    project_code: 'Project code',
    name: 'Project name',
    division_code: 'District',
    zone: 'Zone',
    address: 'Address',
    housing_type: 'Type of housing',
    floor_area_m2: 'Floor area',
    unit_count: 'Units',
    building_count: 'Buildings',
    structure: 'Structure',
    fit_out: 'Fit-out',
    pilot: 'Pilot project',
    stage: 'Stage',
    place: 'Place (latitude, longitude)',
    location_quality: 'Check of the place',
    reached: 'Milestones reached',
    planned: 'Planned day of {{milestone}}',
    reachedOn: 'Day of {{milestone}}',
    supplied_by: 'Provided by',
    confirmed_by: 'confirmed by',
    published_by: 'published by',
    documents: 'Documents',
    note: 'Remark',
    reason: 'Reason',
    ground: 'Ground',
    until: 'Withheld until',
    decided_by: 'Decided by',
    number: 'Number',
    term: 'Term',
    other: 'Other details'
  },
  role: {
    developer: 'Developer',
    contractor: 'Contractor',
    supervising_engineer: 'Supervising engineer',
    surveyor: 'Survey unit',
    designer: 'Design unit',
    testing_body: 'Testing body',
    third_party: 'Third party',
    other: 'Other organization'
  },
  milestone: {
    permit: 'construction permit',
    foundation_acceptance: 'foundation acceptance',
    structure_acceptance: 'main-structure acceptance',
    concealed_acceptance: 'fit-out concealed-work acceptance',
    household_acceptance: 'household acceptance',
    fire_acceptance: 'fire acceptance',
    completion_acceptance: 'completion acceptance',
    completion_filing: 'completion filing',
    other: 'another milestone'
  },
  value: {
    none: 'not given',
    yes: 'yes',
    no: 'no',
    other: 'other',
    item: 'another item',
    division: 'division {{code}}',
    structure: {
      frame: 'frame',
      shear_wall: 'shear wall',
      frame_shear_wall: 'frame-shear wall',
      masonry: 'masonry',
      steel: 'steel',
      prefabricated: 'prefabricated',
      other: 'other'
    },
    fit_out: { fitted_out: 'fully fitted out', partly: 'partly fitted out', shell: 'shell' },
    location_quality: { reported: 'as reported', verified: 'verified', doubtful: 'doubtful' }
  }
} satisfies Mirror<typeof zh>;
