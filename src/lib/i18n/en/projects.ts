import type { Mirror } from '../types.ts';
import type zh from '../zh/projects.ts';

export default {
  title: 'Residential projects',
  one: 'Project',
  name: 'Project name',
  permit: 'Construction permit no.',
  code: 'Project code',
  address: 'Address',
  floorArea: 'Floor area',
  stage: 'Stage',
  pilot: 'Pilot project',
  empty: 'No projects yet',
  emptyHint: 'Projects appear here once a bureau imports its list.',
  filter: {
    q: 'Estate, project, permit no.',
    city: 'City or prefecture',
    district: 'District or county',
    type: 'Type of housing',
    stage: 'Stage',
    pilot: 'Pilot',
    place: 'Location',
    all: 'All',
    pilotYes: 'Pilot projects',
    pilotNo: 'Not in the pilot',
    placeAny: 'With a location',
    placeNone: 'Without a location',
    withCount: '{{name}} ({{count, number}})',
    more: 'More filters'
  },
  type: {
    commodity: 'Commodity housing',
    public_rental: 'Public rental',
    policy_rental: 'Policy rental',
    redevelopment: 'Redevelopment housing',
    affordable_other: 'Other affordable housing'
  },
  sort: { updated: 'Last updated', name: 'Name', area: 'Floor area' },
  pilotBadge: 'Pilot',
  demoBadge: 'Demonstration',
  noPlace: 'No location',
  count_one: '{{count, number}} project',
  count_other: '{{count, number}} projects',
  nothing: 'No project matches',
  nothingHint: 'Use fewer filters or another word.',
  pilots_one: '{{count, number}} of them is in the pilot',
  pilots_other: '{{count, number}} of them are in the pilot',
  updated: 'Updated',
  lead: 'Residential works in Hubei, under way and complete. Narrow them by place, type and stage, or find one by name, address or permit number.',
  feedAll: 'Changes in the whole province',
  feedOf: 'Changes in {{name}}'
} satisfies Mirror<typeof zh>;
