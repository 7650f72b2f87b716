import type { Mirror } from '../types.ts';
import type zh from '../zh/findings.ts';

/** Words that the desks, the finder's pages and the public pages share. */
export default {
  finding: 'Finding',
  category: {
    deputy: 'Deputies and committee members',
    expert: 'Experts',
    media: 'Media (incl. self-media)',
    resident: 'Resident representatives',
    public: 'The public'
  },
  state: {
    submitted: 'Awaiting triage',
    awaiting_reply: 'Awaiting reply',
    under_verification: 'Being verified',
    decided: 'Decided, to be published',
    published: 'Published',
    duplicate: 'Duplicate',
    out_of_scope: 'Out of scope',
    withheld: 'Withheld'
  },
  verdict: {
    matched: 'Matched',
    differs: 'Differs',
    not_accessible: 'Not accessible',
    not_seen: 'Not seen'
  },
  lineKind: {
    item: 'Disclosed item',
    free: 'Other observation',
    access_refused: 'Access to the site refused',
    host_absent: 'Host absent'
  },
  decision: {
    substantiated: 'Substantiated',
    partly: 'Partly substantiated',
    not_substantiated: 'Not substantiated',
    could_not_verify: 'Could not verify'
  },
  outcome: {
    substantiated: 'Substantiated',
    partly: 'Partly substantiated',
    not_substantiated: 'Not substantiated',
    could_not_verify: 'Could not verify',
    matched: 'All matched',
    unverified: 'Not verified in time'
  },
  rectification: {
    awaiting_plan: 'Awaiting a plan',
    planned: 'Being fixed',
    claimed_fixed: 'Claimed fixed, to be re-inspected',
    closed: 'Closed',
    reopened: 'Reopened after re-inspection'
  },
  event: {
    submitted: 'Finding submitted',
    triaged: 'Triaged',
    urgent: 'Marked urgent',
    assigned: 'Officer assigned',
    replied: 'Developer replied',
    expert_asked: 'Expert asked for an opinion',
    expert_declined: 'Expert declined',
    expert_late: 'The expert did not answer in time',
    expert_lapsed: 'This expert is no longer waited for',
    opinion_given: 'Expert gave an opinion',
    decided: 'Decided',
    published: 'Published',
    withholding_proposed: 'Withholding proposed',
    withholding_refused: 'Withholding refused',
    withheld: 'Withheld',
    passed: 'No reply came in time',
    released: 'No longer withheld',
    escalated: 'Turned into a complaint'
  },
  fixEvent: {
    opened: 'Rectification asked for',
    planned: 'Plan given',
    claimed: 'Claimed fixed',
    claimed_fixed: 'Claimed fixed',
    verified: 'Re-inspected and passed',
    closed: 'Closed',
    reopened: 'Re-inspected and not passed',
    overridden: 'Settled by the bureau',
    overdue: 'Overdue'
  },
  by: {
    finder: 'Finder',
    owner: 'Resident representative',
    bureau: 'Bureau',
    developer: 'Developer',
    expert: 'Expert',
    clock: 'Deadline passed'
  },
  step: {
    triage: 'Triage',
    reply: 'Reply',
    verify: 'Decision',
    opinion: 'Expert’s opinion',
    publish: 'Publication',
    plan: 'Plan',
    fix: 'Fix',
    reinspect: 'Re-inspection'
  },
  triage: {
    accept: 'Accepted',
    urgent: 'Accepted as urgent',
    duplicate: 'Duplicate',
    out_of_scope: 'Out of scope',
    by_clock: 'Accepted as the deadline passed'
  },
  stance: {
    accepts: 'Accepts it',
    contests: 'Contests it',
    none: 'No reply received'
  },
  ground: {
    state_secret:
      'State secrets, or disclosure would endanger national, public or economic security or social stability',
    third_party: 'Trade secrets or privacy: disclosure would harm a third party',
    internal: 'Internal or preparatory matters that the law allows not to disclose',
    investigation: 'Under formal investigation, which disclosure would hinder'
  },
  groundArticle: {
    state_secret: 'Regulations on Open Government Information, article 14',
    third_party: 'Regulations on Open Government Information, article 15',
    internal: 'Regulations on Open Government Information, article 16',
    investigation: 'Regulations on Open Government Information, article 16(2)'
  },
  verification: {
    unverified: 'Not verified on site',
    confirmed: 'Confirmed on site',
    disputed: 'Disputed on site'
  },
  urgent: 'Urgent',
  measured: {
    quantity: 'Measured',
    values: 'Values',
    deviations: 'Deviations',
    design: 'Design value',
    tolerance: 'Tolerance',
    place: 'Place',
    out_one: '{{count}} of {{points}} points out of tolerance',
    out_other: '{{count}} of {{points}} points out of tolerance',
    within: 'All {{points}} points within tolerance',
    between: '{{lower}} to {{upper}} {{unit}}',
    atMost: 'at most {{upper}} {{unit}}',
    atLeast: 'at least {{lower}} {{unit}}',
    range: 'largest less smallest: {{range}} {{unit}}',
    basis: 'Basis: {{basis}}'
  },
  rule: {
    working_one: '{{count}} working day',
    working_other: '{{count}} working days',
    natural_one: '{{count}} day',
    natural_other: '{{count}} days',
    basis: '{{days}}, {{nature}}: {{basis}}',
    nature: { statutory: 'set by law', policy: 'set by policy', default: 'default of this hub' }
  }
} satisfies Mirror<typeof zh>;
