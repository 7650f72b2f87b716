import type { Mirror } from '../types.ts';
import type zh from '../zh/findings-desk-acts.ts';

/** Steps of the desk of findings: what each asks for, and who will see what. */
export default {
  act: {
    title: 'What to do',
    triage: 'Triage',
    assign: 'Assign an officer',
    expert: 'Ask an expert for an opinion',
    decide: 'Decide',
    withhold: 'Withhold',
    sign: 'Sign',
    release: 'Stop withholding',
    reply: 'Reply',
    plan: 'Give a plan',
    claim: 'Report it fixed',
    override: 'Settle it as the bureau'
  },
  triage: {
    outcome: 'How is it triaged?',
    hint: {
      accept:
        'Finder: sees that it was accepted. Developer: gets the content (not who found it), and the time to reply begins. Public: sees nothing yet; it is published after the decision.',
      urgent:
        'As accepted, and marked urgent and put first; the developer is told at once. Say what the danger is.',
      duplicate:
        'Finder: sees which finding it repeats, and why. Developer and public: do not see this one. It ends here.',
      out_of_scope:
        'Finder: sees the reason and can turn it into a complaint. Developer and public: do not see this one. It ends here.'
    },
    duplicateOf: 'Which finding does it repeat?',
    similar: '{{number}} · {{state}} · {{headline}}',
    noSimilar: 'There is no other finding of the same open day.',
    reason: 'Reason',
    reasonHint: 'Needed unless accepted, at least 5 characters. The finder will read it.',
    submit: 'Triage'
  },
  assign: {
    officer: 'Officer',
    nobody: 'Nobody in particular',
    option_one: '{{name}} ({{count}} open)',
    option_other: '{{name}} ({{count}} open)',
    consequence: 'The officer is told. Finder, developer and public do not see who handles it.',
    submit: 'Assign'
  },
  expert: {
    number: 'Expert',
    option: '{{name}} ({{number}})',
    none: 'There is no expert without a conflict of interest to ask.',
    consequence:
      'The expert is told and gets everything but who found it. Finder and developer: see that an expert was asked. Public: reads the opinion when it is published, without a name.',
    late: 'The expert who was asked has not answered in time. Once you ask another, that one can no longer answer.',
    submit: 'Ask this expert'
  },
  decide: {
    decision: 'Decision',
    reason: 'Reason',
    reasonHint: 'At least 5 characters. Developer, finder and public will read it.',
    consequence:
      'Finder and developer: see each decision and its reason at once. Public: sees everything with the reply and the decision once published; the clock publishes it. Where something wrong is substantiated, in part too, the time to fix it begins. A decision cannot be changed.',
    submit: 'Submit the decision',
    intro: 'Choose a decision under each line and give a reason, then submit all at once.',
    notNeeded: 'What was not seen needs no decision.'
  },
  withhold: {
    ground: 'Ground in law',
    reason: 'Reason',
    reasonHint: 'The public will read it. At least 5 characters, no personal data.',
    until: 'Withheld until',
    untilHint: 'At most a year; the day after, it is released by itself.',
    consequence:
      'It takes effect once another reviewer has signed. Then the public sees only the number, the ground, the bureau and the last day; the finder is told.',
    submit: 'Sign and pass on to the second'
  },
  sign: {
    agree: 'Withhold it',
    disagree: 'Do not withhold it',
    choice: 'Your decision',
    reason: 'Reason',
    reasonHint: 'Needed if you do not agree, at least 5 characters.',
    mine: 'You signed; another reviewer has to sign as well.',
    consequence:
      'If you agree: the public sees only the number, the ground, the bureau and the last day, and the finder is told. If not: the proposal is dropped and the finding goes on.',
    submit: 'Sign'
  },
  release: {
    reason: 'Reason',
    consequence:
      'It goes back to the step it was at, and the deadlines count on. The public reads the reason; the finder is told.'
  },
  reply: {
    stance: 'Your position',
    accepts: 'We accept it',
    contests: 'We contest it',
    acceptsHint: 'The bureau still verifies and decides.',
    contestsHint:
      'Say what is not so, and attach evidence. The bureau will ask an expert without a conflict of interest.',
    text: 'Reply',
    tooShort: 'Please write a reply; one that contests needs at least 10 characters.',
    textHint:
      'The public will read it in full, and it cannot be changed. At least 10 characters if you contest. No personal data, and no guesses at who found it.',
    files: 'Evidence',
    consequence:
      'You can reply once. Bureau and finder: see it at once. Public: reads the reply and its evidence when the finding is published; without one it says “no reply received”.',
    submit: 'Send the reply'
  },
  plan: {
    text: 'Plan',
    tooShort: 'A plan needs at least 10 characters.',
    textHint: 'How it will be fixed and by which organization (no names of persons), at least 10 characters.',
    fixBy: 'Fixed by',
    files: 'Attachments',
    consequence:
      'Bureau, finder and public see the plan and its day; if it is not fixed by then, that it is overdue is published.',
    submit: 'Submit the plan'
  },
  claim: {
    note: 'What was done',
    noteHint: 'At least 5 characters.',
    before: 'Photos from before',
    after: 'Photos from after',
    needBefore: 'Add at least one photo from before.',
    needAfter: 'Add at least one photo from after.',
    consequence:
      'The finder and the residents’ representatives are asked to re-inspect. The public sees your words and the photos. If it does not pass, it is reopened.',
    submit: 'Report it fixed'
  },
  override: {
    outcome: 'Decision',
    closed: 'Fixed: close it',
    reopened: 'Not fixed: reopen it',
    reason: 'Reason',
    reasonHint: 'The public will read it. At least 5 characters.',
    consequence:
      'This takes the place of the finder’s re-inspection. The public sees that the bureau settled it, and why; developer and finder are told.',
    submit: 'Settle it'
  },
  done: {
    triage: 'Triaged. The finder is told.',
    assign: 'The officer was changed.',
    expert: 'The expert was asked.',
    decide: 'Decided. The clock publishes it.',
    withhold: 'You signed. A second reviewer has to sign.',
    sign: 'Signed.',
    release: 'Released.',
    reply: 'Sent. Bureau and finder can read your reply now.',
    plan: 'The plan was submitted.',
    claim: 'Reported as fixed. It waits for re-inspection.',
    override: 'Settled. The public can read the reason.',
    site: 'Saved.'
  }
} satisfies Mirror<typeof zh>;
