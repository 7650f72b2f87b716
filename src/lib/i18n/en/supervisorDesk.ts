import type { Mirror } from '../types.ts';
import type zh from '../zh/supervisorDesk.ts';

export default {
  title: 'Registry of supervisors',
  text: 'Review applications; register, renew, suspend and dismiss.',
  lead: 'Applications and registrations of social supervisors in your jurisdiction. Officers with the duty “reviewer” decide.',
  noDuty: 'This is shown to officers with the duty “reviewer” in the jurisdiction alone.',
  list: { applied: 'To review', renewals: 'Renewal asked for', ending: 'Ending soon', all: 'All' },
  lists: 'Lists of cases',
  count_one: '{{count, number}} case',
  count_other: '{{count, number}} cases',
  empty: 'Nothing to decide',
  emptyHint: 'When someone applies or asks for a renewal it appears here, and in “My notifications”.',
  row: {
    appliedAt: 'Applied {{time}}',
    askedAt: 'Asked for renewal {{time}}',
    until: 'Term until {{until}}',
    noNumber: 'No number yet'
  },
  case: {
    logged: 'That you looked at this personal data has been recorded. Look only when you have to decide.',
    own: 'This is your own application. Another officer has to decide.',
    certificate: 'Public certificate',
    public: 'Public',
    private: 'Not public',
    erased: 'The personal data has been deleted, as the rules ask.',
    evidence: 'Evidence',
    open: 'Open {{name}}',
    conflicts: 'Declared conflicts of interest',
    conflictsNone: 'None was declared.',
    worksFor: 'Acts on this hub for',
    worksForNone: 'Nobody',
    terms: 'Terms in a row so far',
    termsCount_one: '{{count}} term',
    termsCount_other: '{{count}} terms',
    appointments: 'Appointments for projects',
    history: 'Record of the case',
    byHub: 'By the hub itself',
    bySelf: 'The person',
    byOfficer: '{{organization}} ({{person}})'
  },
  act: {
    register: 'Register',
    refuse: 'Refuse',
    renew: 'Renew',
    refuse_renewal: 'Refuse the renewal',
    suspend: 'Suspend',
    resume: 'Resume',
    dismiss: 'Dismiss'
  },
  consequence: {
    register:
      'Gives a number and a term, enters the public directory and the public news. The person is told.',
    refuse: 'The person is told, with the reason, which is not public, and can apply again.',
    renew: 'The term is prolonged to the day you give, publicly. The person is told.',
    refuse_renewal:
      'The registration ends with the term. The person is told, with the reason, which is not public.',
    suspend: 'The registration is not valid meanwhile. The reason is public, and the person is told.',
    resume: 'The registration is valid again. The reason is public, and the person is told.',
    dismiss:
      'The registration ends today and all appointments with it. The reason is public. This cannot be undone.'
  },
  done: {
    register: 'Registered.',
    refuse: 'Refused.',
    renew: 'Renewed.',
    refuse_renewal: 'The renewal was refused.',
    suspend: 'Suspended.',
    resume: 'Resumed.',
    dismiss: 'Dismissed.'
  },
  decided: {
    apply: 'Applied',
    withdraw: 'Withdrew the application',
    register: 'Registered',
    refuse: 'Refused',
    ask_renewal: 'Asked for a renewal',
    renew: 'Renewed',
    refuse_renewal: 'Renewal refused',
    suspend: 'Suspended',
    resume: 'Resumed',
    dismiss: 'Dismissed',
    expire: 'The term ended',
    leave: 'Ended by the person',
    until: 'Term until {{until}}'
  },
  until: 'Last day of the term',
  untilHint: '{{last}} at the latest (one term lasts {{months}} months at most)',
  reason: 'Reason',
  reasonPublic: 'At least 5 characters. It will be public, so write no personal data.',
  reasonPrivate: 'At least 5 characters. Only the person is told.',
  decide: 'Decide',
  nothing: 'There is nothing to decide now.',
  project: {
    title: 'Social supervisors',
    of: '{{name}}: social supervisors',
    lead: 'Appoint supervisors whose registration in your city is in force. Once they accept, their public certificate shows it.',
    readOnly: 'Only people with the duty “edit” at the developer can appoint, or end an appointment.',
    current: 'Appointed, or waiting for an answer',
    none: 'No social supervisor is appointed yet',
    noneHint:
      'The pilot plan encourages developers to appoint deputies, experts, media and resident representatives.',
    state: { offered: 'Waiting for an answer', accepted: 'Accepted', declined: 'Declined', ended: 'Ended' },
    appoint: 'Appoint',
    appointOne: 'Appoint {{name}}',
    candidates: 'Who can be appointed',
    candidatesNone: 'Nobody found',
    candidatesHint:
      'Try another name or number, or look in the public directory for other areas and appoint by number.',
    byNumber: 'Appoint by number',
    number: 'Number',
    numberHint: 'For instance 420100-2026-0001',
    note: 'Message to the supervisor',
    end: 'End the appointment',
    endOne: 'End the appointment of {{name}}',
    endText: 'The reason is public. The registration and all findings stay as they are.',
    appointed: 'The appointment was offered. The supervisor has to answer.',
    ended: 'The appointment was ended.',
    search: 'Name or number'
  }
} satisfies Mirror<typeof zh>;
