import type { Mirror } from '../types.ts';
import type zh from '../zh/divisions.ts';

export default {
  title: 'Districts',
  one: 'District',
  province: 'Hubei',
  city: 'City',
  district: 'District or county',
  index: {
    summary:
      'Residential works in each city, prefecture and directly administered unit of Hubei, pilot cities first.',
    table: 'Residential works by area',
    unit: 'Area',
    works: 'Works',
    pilots: 'Pilot works',
    city: 'Pilot city',
    whole: 'Whole province'
  },
  page: {
    description: '{{total}} residential works in {{name}}, {{pilots}} of them in the pilot.',
    works: 'Works',
    pilots: 'Pilot works',
    area: 'Floor area',
    units: 'Units',
    withoutPlace: 'Without coordinates',
    see: 'See the list of works',
    participation: 'Participation in the pilot',
    participationText:
      '{{pilots}} of {{under}} residential works under construction take part in the pilot: {{percent}}.',
    participationNone: 'No residential work is under construction, so there is no ratio.',
    target: 'Target: at least {{percent}}',
    noTarget: 'The pilot plan sets no ratio here.',
    met: 'Target met',
    missed: 'Target not met',
    byStage: 'By stage',
    byType: 'By type of housing',
    stage: 'Stage',
    type: 'Type of housing',
    count: 'Works',
    share: 'Share of all {{total}} works',
    asTable: 'As a table',
    inside: 'Areas inside',
    bureaus: 'Bureaus',
    noBureaus: 'No bureau of this area is on record yet.',
    participationLabel: 'Pilot',
    ofTotal: '{{part}} of {{whole}}'
  }
} satisfies Mirror<typeof zh>;
