import type { Mirror } from '../types.ts';
import type zh from '../zh/complaint-desk-keeping.ts';

/** What a bureau keeps for its desk, and what companies are asked. */
export default {
  templates: {
    title: 'Standard texts',
    lead: 'Texts of this bureau and those above. Insert one at a step, then fit it to the case.',
    insert: 'Insert “{{title}}”',
    use: 'Standard texts for this step',
    none: 'There is no standard text yet.',
    add: 'New text',
    edit: 'Change “{{title}}”',
    act: 'For which step',
    bureau: 'Bureau',
    category: 'What it is about',
    anyCategory: 'Anything',
    name: 'Name',
    body: 'Text',
    titleLength: 'A name has 2 to 60 characters.',
    submit: 'Save',
    saved: 'Saved.',
    remove: 'Remove',
    removed: 'Removed.',
    removeConsequence: '“{{title}}” is no longer offered. What was sent stays as it is.',
    consequence: 'Used by this bureau and those inside its division.'
  },
  routes: {
    title: 'Who gets what',
    lead: 'A complaint goes to the nearest bureau that has somebody to take it in. Here are the exceptions: which bureau gets which place and kind.',
    none: 'There is no exception; all go to the nearest bureau.',
    place: 'Place',
    category: 'What it is about',
    anyCategory: 'Anything',
    bureau: 'Bureau',
    add: 'New rule',
    submit: 'Save the rule',
    saved: 'Saved; new complaints go there.',
    remove: 'Remove the rule',
    removed: 'Removed; new complaints go to the nearest bureau.',
    removeConsequence:
      'From now on complaints from here go to the nearest bureau. Those that are somewhere already stay.',
    consequence: 'For complaints filed from now on. The jurisdiction of the bureau must hold the place.'
  },
  rules: {
    title: 'Deadlines of complaints',
    lead: 'How long each step may take, and what that rests on. A city may set its own by a published document, with first and last day; each complaint goes by the rule of the day its clock began.',
    item: 'Which step',
    began: 'it began',
    history:
      'The rule in force on the day the clock began decides; a later change does not move a deadline that already runs. A district’s rule goes before its city’s, a city’s before the province’s.',
    days: '0 to 365, counted from the day after the clock begins.',
    added:
      'Clocks of the jurisdiction that begin from its first day on follow it. A rule can be ended, never changed or deleted.',
    end: 'The rule of {{division}}: clocks that begin after this day no longer follow it. The day before its first day: it was never in force.',
    of: '{{step}}: deadline',
    step: {
      notice: 'Telling whether it is accepted',
      publish: 'Looking it over for publication',
      objection: 'Objecting to a transfer',
      answer: 'Answer',
      extension: 'Most days of an extension',
      company_reply: 'Explanation of a company',
      follow_up: 'Follow-up',
      review_apply: 'Asking for a review',
      review: 'Review',
      final_apply: 'Asking for a final review',
      final: 'Final review',
      retention: 'Keeping identities'
    }
  },
  extracts: {
    title: 'To explain',
    text: 'What bureaus ask your company to explain.',
    lead: 'What the bureau asks your company to explain. Who complained and in which words is not told; to find out or retaliate is against the law.',
    dashboard_one: '{{count}} to explain, {{overdue}} overdue',
    dashboard_other: '{{count}} to explain, {{overdue}} overdue',
    open: 'To explain',
    answered: 'Explained',
    all: 'All',
    empty: 'Nothing to explain',
    emptyHint: 'When a bureau asks your company, it stands here and you are told.',
    of: '{{project}}: please explain',
    noProject: 'Project',
    asks: '{{bureau}} asks your company',
    sent: 'sent on {{time}}',
    due: 'Please explain by {{day}}',
    reply: 'What your company says',
    answerTitle: 'Explain',
    answerText: 'Explanation',
    answerHint: 'Say what is so, what was done about it, and what shows it.',
    consequence:
      'The bureau reads it; the person does not get it directly. It is sent once and cannot be changed.',
    submit: 'Send the explanation',
    done: 'Sent; the bureau can read it now.',
    closed: 'The matter has ended; nothing is to be explained any more.',
    notYours: 'Only colleagues with the duty to reply or edit may explain.'
  }
} satisfies Mirror<typeof zh>;
