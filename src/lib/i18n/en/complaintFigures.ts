import type { Mirror } from '../types.ts';
import type zh from '../zh/complaintFigures.ts';

/** Figures of complaints. */
export default {
  link: 'Figures of complaints',
  title: 'Figures of complaints',
  titleOf: 'Figures of complaints: {{name}}',
  lead: 'How many were accepted, answered, substantiated, put right and overdue, and after how many days. Each share says what it is of.',
  period: 'Complaints filed from {{from}} to {{to}}.',
  countedAt: 'Counted at {{at}}, and again within the hour.',
  place: 'Of',
  download: 'Download CSV',
  none: 'No complaints to count here yet',
  noneHint: 'Try another place.',
  smallNote:
    'Counts are multiples of 5, some rounded up and some down: they are close, and so are shares of them; parts need not add up to the total. * Fewer than 5, or it would tell another count below 5: not shown. 0 is shown. All this protects people.',
  column: {
    filed: 'Complaints',
    accepted: 'Accepted',
    answered: 'Answered',
    verified: 'Substantiated, wholly or partly',
    could_not_verify: 'Could not be verified',
    fixed: 'Put right',
    reopened: 'Opened again',
    overdue: 'Ever overdue',
    rated: 'Rated by the person',
    solved: 'The person says solved',
    withdrawn: 'Withdrawn (apart)'
  },
  funnel: 'From complaint to repair',
  funnelNote:
    'Each is of the one before: accepted of complaints, answered of accepted, substantiated and not verifiable of answered, put right of substantiated.',
  quality: 'In time, and agreed with',
  qualityNote:
    'Overdue is of complaints, opened again of accepted, rated of answered, solved of those rated.',
  rating: 'Mean satisfaction {{rating}} (1 to 5).',
  medians: 'After how many days',
  toDecision: 'Told whether accepted',
  toReply: 'First reply',
  days_one: 'median {{count, number}} day',
  days_other: 'median {{count, number}} days',
  beyond_one: 'less than half done so far, beyond {{count, number}} day',
  beyond_other: 'less than half done so far, beyond {{count, number}} days',
  noMedian: 'fewer than 5, not reckoned',
  medianNote:
    'Open ones count: as long as they have waited so far, at least (Kaplan–Meier). Of those that are done alone the median would look too short.',
  byPlace: 'By place',
  byCategory: 'By kind',
  byMonth: 'By month',
  category: 'Kind',
  month: 'Month',
  onlyProvince:
    'Kinds and months are told of the whole province only: finer ones could tell of single complaints.',
  methodTitle: 'How it is counted',
  method: {
    counted: 'A matter counts once: what is merged, or “mine too”, is not counted again.',
    looked:
      'Counted is what an officer looked at, or what nobody looked at before its deadline passed; a flood that is held is not.',
    open: 'Private complaints count too, so figures differ from the list.',
    rounded:
      'Whether a count is rounded up or down to a multiple of 5 is decided by a fixed rule that is not public and favours neither way; it is at most 4 off, a total may be somewhat more. Otherwise these figures less the public list would tell how many private complaints a small place has.',
    standing:
      'Answered, substantiated, put right and rated look at the reply that stands: once a complaint is dealt with again, its earlier reply counts no more.',
    withdrawn: 'What the person withdrew is not among the complaints; it stands apart.',
    verified: '“Substantiated” is what the bureau found, beside the raw count.'
  },
  csv: {
    section: 'Section',
    name: 'Name',
    figure: 'Figure',
    count: 'Count',
    of: 'Of',
    total: 'Total',
    median: 'median days: {{what}}',
    rating: 'mean satisfaction'
  }
} satisfies Mirror<typeof zh>;
