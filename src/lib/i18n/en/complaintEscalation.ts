import type { Mirror } from '../types.ts';
import type zh from '../zh/complaintEscalation.ts';

export default {
  title: 'Make it a complaint',
  titleFinding: 'Make finding {{number}} a complaint',
  titleVisit: 'Complain about this visit',
  link: 'Make it a complaint',
  linkVisit: 'Refused access, harassed, retaliated against? File a complaint',
  why: 'If you disagree with how it was handled, or it was not put right, you can make it a complaint. A complaint has statutory days for acceptance and answer, and a review.',
  lead: 'What follows was carried over from the report of your visit, and can be changed. Complaint and finding are linked; the bureau sees both.',
  leadVisit:
    'Which visit and project it is stands there already; write what happened. The bureau sees which visit it was.',
  who: 'The bureau sees that it comes from your visit, and so which supervisor filed it. The company learns nothing of you, and reads an extract by an officer.',
  category: 'Category',
  description: 'What you complain about',
  descriptionHint: '4,000 characters at most.',
  photos: 'Photos to send along',
  photosHint: 'Taken on the visit; place and the like were removed. 10 at most.',
  photo: 'Photo {{n}} of point {{position}}',
  public: 'Public',
  publicYes: 'It may be public',
  publicYesHint: 'In words of an officer, without who you are.',
  publicNo: 'Not public',
  publicNoHint: 'The bureau alone sees it.',
  submit: 'File the complaint',
  visitPrefill: '{{day}}, “{{title}}”, project: {{project}}.',
  what: '{{name}} ({{verdict}})',
  line: 'Point {{position}}, {{what}}: {{note}}',
  lineOnly: 'Point {{position}}, {{what}}',
  verdict: {
    matched: 'as disclosed',
    differs: 'differs from what was disclosed',
    not_accessible: 'could not be looked at',
    not_seen: 'not looked at'
  },
  kind: {
    item: 'disclosed item',
    free: 'something else',
    access_refused: 'refused access',
    host_absent: 'host absent'
  },
  missing: 'Please write what you complain about.',
  choose: 'Please choose a category.',
  tooManyPhotos: 'Choose 10 photos at most.',
  already: 'You filed from this finding already:',
  again: 'For the same matter, write in that complaint or have it dealt with again.',
  receipt: {
    title: 'The complaint was filed',
    number: 'Number',
    code: 'Tracking code',
    codeHint: 'Shown this once. While signed in you also find it in “My complaints”.',
    next: 'What comes next',
    due: 'The bureau tells you by {{day}} whether it is accepted.',
    bureau: '{{bureau}} deals with it.',
    open: 'Open this complaint'
  },
  grown_one: '{{count}} complaint grew from this finding.',
  grown_other: '{{count}} complaints grew from this finding.'
} satisfies Mirror<typeof zh>;
