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
  emptyHint: 'Projects appear here once a bureau imports its list.'
} satisfies Mirror<typeof zh>;
