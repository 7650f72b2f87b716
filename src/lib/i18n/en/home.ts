import type { Mirror } from '../types.ts';
import type zh from '../zh/home.ts';

export default {
  title: 'Residential construction, in plain sight',
  lead1: 'Sunlit discloses the quality of residential works in Hubei.',
  lead2: 'Find your estate on the map: who builds it, how far it is, who answers for it.',
  lead3: 'All public data can be downloaded and followed.',
  find: 'Find a project',
  cities: 'By city or prefecture',
  allCities: 'Whole province',
  list: 'List of projects',
  view: { label: 'Show as', map: 'Map', list: 'List', grid: 'Districts' },
  more_one: 'Full list ({{count, number}} project)',
  more_other: 'Full list ({{count, number}} projects)'
} satisfies Mirror<typeof zh>;
