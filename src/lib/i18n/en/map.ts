import type { Mirror } from '../types.ts';
import type zh from '../zh/map.ts';

export default {
  title: 'Map of projects',
  about:
    'The map is for looking around. The same projects are in the list, for keyboards and screen readers.',
  static: 'Main rivers and lakes of Hubei, with the number of projects in each city or prefecture',
  label: '{{name}}: {{count, number}} projects',
  pill: '{{name}}, {{places}} places: {{number}}',
  count_one: '{{count, number}} project matches.',
  count_other: '{{count, number}} projects match.',
  without_one: '{{count, number}} of them has no location.',
  without_other: '{{count, number}} of them have no location.',
  withoutLink_one: 'See the {{count, number}} project without a location',
  withoutLink_other: 'See the {{count, number}} projects without a location',
  loading: 'Reading the projects of the map…',
  failed: 'The projects of the map could not be read. What was there before is still shown.',
  tooMany: 'There are many projects here and only the first 500 are drawn: zoom in.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Whole province',
  show: 'Show on the map',
  showNamed: 'Show on the map: {{name}}',
  selected: 'Selected project',
  open: 'Open the project',
  attribution: 'Water: Natural Earth; seats: GeoNames (CC BY 4.0)',
  review: 'Map review no. {{number}}',
  near: {
    ask: 'Projects near me',
    asking: 'Finding out where you are…',
    privacy: 'Your position is used for this one question and is not kept.',
    title: 'Projects nearest to you',
    none: 'No project with a known location within 10 km.',
    close: 'Back to the list',
    denied:
      'The browser did not allow your position to be used. Allow it in its settings, or choose a district.',
    unavailable: 'Your position cannot be found now. Try again later, or choose a district.',
    timeout: 'Finding your position took too long. Try again, or choose a district.',
    unsupported: 'This browser knows no position. Choose a district instead.',
    failed: 'The projects near you could not be read. Try again later.'
  },
  grid: {
    title: 'By district',
    about:
      'Each tile is a district or county, arranged roughly as they lie; it shows no boundaries. Choose a tile to list its projects.',
    name: 'Projects in each district and county of Hubei (schematic)',
    legend: 'Projects',
    none: '0',
    range: '{{from}}–{{to}}',
    table: 'Projects in each city and prefecture',
    city: 'City or prefecture',
    projects: 'Projects',
    inCity: '{{name}}, {{city}}: {{count, number}} projects'
  }
} satisfies Mirror<typeof zh>;
