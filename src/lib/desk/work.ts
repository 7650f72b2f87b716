import type { Key } from '#lib/i18n/types.ts';

export interface Rights {
  administrator: boolean;
  officer: boolean;
  /** A member of a company that takes part in projects. */
  company: boolean;
}

interface Work {
  path: string;
  label: Key;
  text: Key;
  for: (rights: Rights) => boolean;
}

const staff = ({ administrator, officer }: Rights) => administrator || officer;
const takesPart = ({ officer, company }: Rights) => officer || company;

/** What can be done behind the desk, in the order in which the frame shows it. */
export const works: Work[] = [
  {
    path: '/desk/disclosures',
    label: 'disclosureDesk.title',
    text: 'disclosureDesk.text',
    for: takesPart
  },
  {
    path: '/desk/plans',
    label: 'plans.title',
    text: 'plans.text',
    for: takesPart
  },
  {
    path: '/desk/open-days',
    label: 'openDayDesk.title',
    text: 'openDayDesk.text',
    for: takesPart
  },
  {
    path: '/desk/findings',
    label: 'findingsDesk.title',
    text: 'findingsDesk.text',
    for: takesPart
  },
  {
    path: '/desk/complaints',
    label: 'complaintDesk.title',
    text: 'complaintDesk.text',
    for: ({ officer }) => officer
  },
  {
    path: '/desk/extracts',
    label: 'complaintDesk.extracts.title',
    text: 'complaintDesk.extracts.text',
    for: ({ company }) => company
  },
  {
    path: '/desk/complaints/import',
    label: 'complaintOutside.imports.title',
    text: 'complaintOutside.imports.lead',
    for: ({ officer }) => officer
  },
  {
    path: '/desk/complaints/connections',
    label: 'complaintOutside.connections.title',
    text: 'complaintOutside.connections.lead',
    for: ({ officer }) => officer
  },
  {
    path: '/desk/disclosures/import',
    label: 'disclosureImports.title',
    text: 'disclosureImports.text',
    for: ({ company }) => company
  },
  {
    path: '/desk/supervisors',
    label: 'supervisorDesk.title',
    text: 'supervisorDesk.text',
    for: ({ officer }) => officer
  },
  {
    path: '/desk/projects',
    label: 'desk.projects.title',
    text: 'desk.projects.text',
    for: ({ officer }) => officer
  },
  {
    path: '/desk/projects/import',
    label: 'imports.title',
    text: 'imports.text',
    for: ({ officer }) => officer
  },
  {
    path: '/desk/milestone-kinds',
    label: 'desk.kinds.title',
    text: 'desk.kinds.text',
    for: staff
  },
  {
    path: '/desk/open-day-kinds',
    label: 'openDayDesk.kinds.title',
    text: 'openDayDesk.kinds.text',
    for: staff
  },
  {
    path: '/desk/catalogue',
    label: 'catalogue.desk.title',
    text: 'catalogue.desk.text',
    for: staff
  },
  {
    path: '/desk/calendar',
    label: 'catalogue.calendar.title',
    text: 'catalogue.calendar.text',
    for: staff
  },
  {
    path: '/desk/organizations',
    label: 'desk.organizations.title',
    text: 'desk.organizations.text',
    for: ({ administrator }) => administrator
  },
  {
    path: '/desk/people',
    label: 'desk.people.title',
    text: 'desk.people.text',
    for: ({ administrator }) => administrator
  },
  {
    path: '/desk/audit',
    label: 'desk.audit.title',
    text: 'desk.audit.text',
    for: ({ administrator }) => administrator
  }
];
