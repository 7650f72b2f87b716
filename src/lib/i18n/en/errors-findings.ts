import type { Mirror } from '../types.ts';
import type zh from '../zh/errors-findings.ts';

export default {
  finding_not_found: 'There is no such finding, or it is not public yet.',
  visit_not_found: 'There is no such open day, or it was cancelled.',
  visit_void:
    'A conflict of interest was declared at the gate, so nothing more can be reported of this visit. If that is a mistake, write to the bureau.',
  not_a_visitor: 'You neither booked nor attended this open day, so you cannot report on it.',
  finding_not_begun: 'The open day has not begun. Send this once it has.',
  finding_too_late:
    'The time to report is over (14 days after the open day). You can still complain to the bureau.',
  finding_differs:
    'Something else was sent under this number before. Begin a new report instead of changing one that was sent.',
  finding_limit: 'Too many: at most 10 reports a visit, and 100 findings in one step. Do them in parts.',
  finding_lines_wrong:
    'Some lines are not complete: what differs, other observations, refused access and an absent host need a note of at least 5 characters.',
  finding_kind_needs_check_in:
    'Your check-in has not arrived yet, so only refused access or an absent host can be reported. Send the rest once it has.',
  not_in_checklist:
    'This item is not on the checklist of this visit, or its version is another one. Load the list again and retry.',
  measured_wrong: 'The measured values are not right: enter numbers, 1 to 20 for each quantity.',
  photo_limit: 'Too many photos or files, or one twice: at most 20 a line and 200 a visit.',
  finding_act_refused:
    'This cannot be done as it stands now; somebody may have done it already. Load the page again.',
  not_your_act: 'This step is not yours to take.',
  finding_changed_meanwhile:
    'Somebody dealt with this finding after you opened it. Open it again and then go on.',
  triage_outcome_unknown: 'Choose what becomes of it.',
  duplicate_unknown: 'Choose another finding of the same project as the first one.',
  verifier_must_differ: 'Whoever sorted a finding cannot verify it. Hand it to a colleague.',
  site_officer_may_not:
    'Whoever supervises this site from day to day cannot verify what is found there. Hand it to a colleague.',
  verifier_conflict:
    'You have to do with this finding or with a company of the project, so you cannot verify it. Hand it to a colleague.',
  opinion_required: 'The developer contests it: a second expert has to give an opinion before it is decided.',
  expert_conflict: 'This expert has to do with the project or took part already. Ask another one.',
  expert_unknown: 'No registered expert has this number.',
  decision_incomplete:
    'Each line but what was not seen needs a decision and a reason of 5 to 1000 characters.',
  signer_must_differ: 'The second signature has to be another reviewer’s.',
  ground_unknown: 'Choose the legal ground for withholding it.',
  finding_withheld_until_range:
    'The last day should lie within a year from today, and not be over when it is signed.',
  reply_given: 'There is a reply already, and a reply cannot be changed.',
  fix_by_range: 'The day should lie between today and the longest that the rule allows.',
  photos_missing: 'At least one photo from before and one from after are needed.',
  rectification_not_found: 'Nothing is to be put right for this line.',
  officer_unknown: 'There is no such officer, or not for this division.',
  finding_items_note_length: 'The note is too long: 2000 characters at most.',
  finding_photos_size_range: 'The photo is too large.',
  tolerance_rules_order: 'The lower bound cannot be above the upper one.'
} satisfies Mirror<typeof zh>;
