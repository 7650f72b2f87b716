import type zh from '../zh/open-quality.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'Data quality',
  lead: 'What is missing, late or never compared with the site, city by city. Every number has its denominator and leads to the very cases.',
  none: 'No data yet',
  noneHint: 'Once projects are registered, this says how many lack a place, are late or were never checked.',
  download: 'Download CSV',
  province: 'Hubei',
  city: 'City',
  whole: 'The province',
  wholeNote: 'A bar is as long as its count; beside it stands of how many.',
  sectionName: 'Of what',
  section: {
    places: 'Places of projects',
    numbers: 'Numbers of projects',
    disclosures: 'Disclosures',
    findings: 'Findings and putting right',
    complaints: 'Complaints'
  },
  measure: {
    no_place: 'without a place',
    doubtful_place: 'with a doubtful place',
    no_permit: 'begun without a permit number',
    no_code: 'without a project code',
    missing: 'overdue and missing',
    late: 'published late',
    unchecked: 'never compared with the site',
    unverified: 'not verified in time',
    rectifications_overdue: 'rectification overdue',
    complaints_overdue: 'were ever overdue'
  },
  note: {
    places: 'Without a place: of all projects. Doubtful: of those with a place.',
    numbers: 'Permit numbers: of projects past permitting. Project codes: of all projects.',
    disclosures:
      'Missing: of items whose day has passed or that are published. The other two: of those published.',
    findings: 'Verified: of public findings. Rectification: of what is to be put right.',
    complaints:
      'Of the complaints filed in a year. Counts below 5 are not told, so that nobody is recognised.'
  },
  cases: 'Which: {{measure}}',
  period: 'Period: {{from}} to {{to}}.',
  methodTitle: 'How it is counted',
  method: {
    place: 'Without a place: no coordinates are registered. Doubtful: a check found that they may be wrong.',
    permit:
      'Begun without a permit number: the project is in construction or completion and has no number of a construction permit.',
    missing:
      'Overdue and missing: the last day has passed, nothing was published, and nothing was lawfully withheld.',
    unchecked:
      'Never compared with the site: no visit of a social supervisor that the bureau confirmed speaks of the present version.',
    unverified: 'Not verified in time: the finding became public before the bureau had verified it.',
    complaints:
      'Complaints are counted as on their own page of figures: those that were worked on or ran past a deadline, public or not; counts below 5, and what would reveal one, are not told.'
  },
  csv: { section: 'Of what', place: 'Place', figure: 'Figure', count: 'Count', of: 'Of' }
} satisfies Mirror<typeof zh>;
