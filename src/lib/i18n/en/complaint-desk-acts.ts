import type { Mirror } from '../types.ts';
import type zh from '../zh/complaint-desk-acts.ts';

/** Of each step: what is to be written, and what the person and the public will see of it. */
export default {
  submit: 'Confirm: {{act}}',
  done: 'Done: {{act}}.',
  reason: 'Reason',
  field: {
    text: 'Text',
    channel: 'Where to go instead',
    bureau: 'To which bureau',
    days: 'Days',
    outcome: 'What was found',
    result: 'What came of it',
    fix_by: 'To be put right by',
    public_text: 'The reply for the public',
    organization: 'Company',
    reached: 'Was the person reached',
    into: 'Handle with',
    as: 'What becomes public',
    title: 'Title for the public',
    photos: 'Which photos become public',
    files: 'Photos',
    show_photos: 'Public page',
    asks: 'Is an answer needed',
    officer: 'Officer',
    tags: 'Tags',
    review: 'Decision'
  },
  hint: {
    accept: 'May be left empty. What you write is sent to the person.',
    text: 'The person reads all of it.',
    public_text: 'Everyone reads this: no name, no flat, no telephone of the person.',
    files: 'At most 10; kept without the place they were taken. No faces, no flat numbers, no car plates.',
    show_photos: 'The public sees these photos with the reply, too',
    days: 'At most {{count}}, and once.',
    tags: 'With commas between, at most 10, each of 20 characters at most.',
    extract:
      'In your own words; do not copy the complaint. No name, flat, telephone or number of the complaint.',
    publish: 'In your own words; do not copy the complaint. No name, flat or telephone.',
    asks: 'Wait for an answer; the deadline goes on'
  },
  reached: { yes: 'Yes', no: 'No' },
  as: { public: 'Title and summary', stub: 'Kind and progress only' },
  nobody: 'Nobody yet',
  officer: '{{name}} ({{count}} open)',
  noSimilar: 'There is no open complaint about this project with this bureau to handle it with.',
  noParties: 'No company is entered for the project.',
  noPhotos: 'There is no photo.',
  photosRefused: 'A photo could not be taken. Choose all of them anew.',
  see: {
    accept:
      'The person is told “accepted” and the last day of the answer, on their page and by mail; the public sees “accepted”.',
    not_accept: 'The person is told why and where to go; the public sees “not accepted” and why.',
    transfer: 'The person is told which bureau has it now and why; the public sees “transferred” and why.',
    object:
      'The bureau that sent it gets your reason and decides; the public sees “transfer objected to”, the person gets no notice of it.',
    take_back: 'Your bureau handles it itself; the person is told.',
    appoint:
      'The bureau you name handles it and cannot object; the person is told why, the public sees “transferred”.',
    order_acceptance: 'The bureau has to take it in again; the person is told, the public sees why.',
    investigate: 'The person is told and the public sees “being investigated”.',
    rectify: 'The person is told and the public sees “being put right” and what is asked.',
    reply:
      'The person gets the reply on their page and by mail; the public reads the public text alone. Others handled with it get the public text.',
    extend: 'The person is told how many days and why; the public sees the new last day and why. Once only.',
    extract:
      'The company gets this text, the name of the project and a last day, and nothing else of the complaint; the person sees that a company was asked.',
    close: 'The person is told it is closed and why; the public sees why. Not by whoever handled it.',
    reopen: 'The person is told; the clock of the answer begins anew; the public sees why.',
    decide_review: 'Person and public read decision and reason. Sent back, the bureau handles it again.',
    hold_hearing: 'The days of the hearing are not counted; person and public see them.',
    decide_final: 'Person and public read decision and reason; the same facts are not accepted again.',
    merge: 'The person is told and keeps clock and reply; the public sees the other one alone.',
    supervise: 'Bureau and person are told; the public sees “supervised” and why.',
    publish:
      'The public reads the title and text you write; the person is told. Their own words never become public.',
    keep_private: 'The public does not see it; the person is told why.',
    ask: 'The person reads it on their page and gets a mail where they left an address. The public does not see it.',
    note: 'This bureau and those above alone. Neither the person nor the public sees it.',
    assign: 'The officer is told. Neither the person nor the public sees it.',
    tag: 'For finding it in this bureau. Neither the person nor the public sees it.',
    mark_urgent:
      'Handled first, and on even if the person withdraws. The person sees it; the public sees “urgent” alone.',
    recuse: 'You no longer see it nor act in it; a colleague takes over. Only the head reads the reason.'
  },
  blocked: {
    follow_up_must_differ: 'You handled it; a colleague has to follow up.',
    review_must_differ: 'You handled or reviewed it; a colleague has to decide.',
    objection_passed: 'The time to object is over, or a superior appointed the bureau.',
    superior_appoints: 'After two objections the common superior appoints the bureau.',
    extended_already: 'It was extended once already.',
    others_joined: 'Others are handled with this one.',
    person_wants_private: 'The person does not want it public.',
    anonymised: 'Identity and words were erased.',
    no_project: 'There is no project, so no company to ask.',
    higher_than_review: 'The bureau above the one that reviewed it has to decide.'
  }
} satisfies Mirror<typeof zh>;
