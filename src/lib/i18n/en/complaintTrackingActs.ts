import type { Mirror } from '../types.ts';
import type zh from '../zh/complaintTrackingActs.ts';

export default {
  title: 'What you can do',
  none: 'There is nothing for you to do now.',
  optional: '(optional)',
  write: {
    title: 'Write to the bureau',
    text: 'Add facts, answer questions. The bureau alone reads it; it is not public and no company sees it.',
    label: 'Your letter',
    submit: 'Send'
  },
  add_photos: {
    title: 'Add photos',
    text: '10 at most, 30 MB together. We remove place, camera and the like and do not keep the originals. The bureau alone sees them; they may become public once an officer looked at them.',
    label: 'Choose photos',
    submit: 'Upload photos'
  },
  rate: {
    title: 'Rate the reply',
    text: 'The points, and whether it is solved, are public; what you write is read by the bureau alone. It can’t be changed afterwards.',
    rating: 'How satisfied are you',
    five: '5, very satisfied',
    four: '4, satisfied',
    three: '3, so so',
    two: '2, dissatisfied',
    one: '1, very dissatisfied',
    solved: 'Is it solved',
    yes: 'Yes',
    no: 'No',
    label: 'What you want to say',
    submit: 'Send the rating'
  },
  reopen: {
    title: 'It is not solved: deal with it again',
    text: 'It goes back to the bureau, and the time for the answer begins anew. The public sees that it was reopened; the bureau alone reads why. Three times at most.',
    label: 'What is not solved',
    submit: 'Reopen'
  },
  request_review: {
    title: 'You disagree: ask for a review',
    text: 'The bureau above decides within 30 days (Regulations on Petitions, Art 35). The public sees that you asked; the bureaus alone read why.',
    label: 'Why',
    submit: 'Ask for a review'
  },
  request_final: {
    title: 'You disagree with the review: ask for a final review',
    text: 'The next bureau above decides within 30 days (Regulations on Petitions, Art 36). This is the last instance. The bureaus alone read why.',
    label: 'Why',
    submit: 'Ask for a final review'
  },
  withdraw: {
    title: 'Withdraw the complaint',
    submit: 'Withdraw',
    text: 'The bureau stops; this can’t be undone. What is public will say that you withdrew it.',
    goesOn:
      'This is about safety, or others reported it too: the bureau goes on after you withdraw, but tells you nothing more and no longer uses your contact data.',
    label: 'Why you withdraw'
  },
  hide_name: {
    title: 'Hide your name',
    submit: 'Hide my name',
    text: 'The public page no longer shows your name; the bureau alone can read it. This can’t be undone, and what others saw or saved can’t be taken back.'
  },
  coarsen: {
    title: 'Make place and time coarse',
    submit: 'Make place and time coarse',
    text: 'The public sees district and month alone: no project, no place on the map, no days. This can’t be undone.'
  },
  take_mails: {
    title: 'Mails',
    on: 'When there is news, a mail goes to the address that you left, with the number of the complaint alone.',
    off: 'No mails are sent now.',
    start: 'Send me mails',
    stop: 'Stop the mails'
  }
} satisfies Mirror<typeof zh>;
