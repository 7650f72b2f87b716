import type { Mirror } from '../types.ts';
import type zh from '../zh/organizations.ts';

export default {
  title: 'Organizations',
  one: 'Organization',
  uscc: 'Unified social credit code',
  demoAccount: {
    administrator: 'administrator of the hub',
    province: 'officer of the provincial department',
    wuhan: 'officer of the Wuhan bureau',
    followUp: 'Wuhan bureau, follow-up',
    xiangyang: 'officer of the Xiangyang bureau',
    company: 'member of a developer',
    supervisor: 'supervising engineer',
    contractor: 'record keeper of a contractor',
    testing: 'member of a testing body',
    deputy: 'social supervisor (people’s deputy)',
    expert: 'social supervisor (expert)',
    media: 'social supervisor (self-media)',
    representative: 'social supervisor (resident representative)',
    resident: 'resident'
  },
  index: {
    summary: 'Organizations that build residential works, and the bureaus that oversee them.',
    q: 'Name or credit code',
    kind: 'Kind',
    works: 'Works',
    name: 'Name'
  },
  kind: { bureau: 'Bureau', company: 'Company' },
  page: {
    demo: 'Demonstration data',
    companyText_one: 'Responsible in {{count}} residential work on this site.',
    companyText_other: 'Responsible in {{count}} residential works on this site.',
    bureauText: 'The bureau in charge of disclosing the quality of residential works in {{division}}.',
    jurisdiction: 'Jurisdiction',
    contact: 'Contact',
    noContact: 'not published',
    seat: 'Seat',
    roles: 'Roles',
    role: 'Role',
    count: 'Works',
    works: 'Works',
    newest: 'The {{shown}} registered last, of {{total}}.',
    project: 'Work',
    district: 'Area',
    stage: 'Stage',
    none: 'No works yet.'
  }
} satisfies Mirror<typeof zh>;
