/** Part of the errors: what the registry of supervisors refuses. */
export default {
  supervisor_not_found: 'There is no such application or registration.',
  supervisor_own_case: 'You cannot decide on your own application or registration. Another officer has to.',
  supervisor_changed_meanwhile:
    'Somebody changed this application or registration after you opened it. Open it again before you decide.',
  supervisor_open_already:
    'You have an application under review or a registration in force, so you cannot apply again.',
  supervisors_one_open_per_person_key:
    'You have an application under review or a registration in force, so you cannot apply again.',
  supervisor_division_too_wide: 'Choose the city or district you are in, not the whole province.',
  supervisor_declaration_missing:
    'Tick the declaration that what you wrote is true and that you have no record of serious dishonesty.',
  supervisor_evidence_missing: 'Upload at least one file of evidence before you send the application.',
  supervisor_terms_used:
    'The most terms in a row are used, so no further term can be given now. You can apply again after a break of a year.',
  supervisor_term_range:
    'The last day of the term must not be before its first, and one term lasts {{detail}} months at most.',
  supervisor_term_over: 'The term is over, so this step is not possible any more.',
  supervisor_renewal_too_early: 'It is too early: a term can be renewed only when it is about to end.',
  supervisor_not_registered:
    'This supervisor’s registration is not in force today, so no appointment can be offered or accepted.',
  supervisor_number_unknown: 'There is no social supervisor with this number. Check it and try again.',
  supervisor_conflict:
    'This supervisor has a conflict of interest with the project or one of its parties. Choose someone else.',
  supervisor_appointed_already:
    'This supervisor is appointed for the project already, or is thinking about it.',
  appointment_not_found: 'There is no such appointment.',
  supervisors_shown_name_length: 'The name shown to the public must have 2 to 40 characters.',
  supervisors_kind_fits_category: 'Choose a capacity that fits the category.',
  supervisors_fields_known: 'Choose among the fields of expertise that are listed.',
  supervisors_division_fkey: 'Choose the city or district you are in.',
  supervisors_reason_length: 'A reason may have at most 500 characters.',
  supervisor_persons_real_name_length: 'Your real name must have 2 to 60 characters.',
  supervisor_persons_phone_form:
    'Write a telephone number where you can be reached: digits, spaces, plus, brackets and hyphens only.',
  supervisor_persons_work_unit_length: 'Where you work may have at most 120 characters.',
  supervisor_persons_statement_length: 'Describe your capacity or your expertise in 5 to 1000 characters.',
  supervisor_conflicts_name_length:
    'Name the company or the estate you have an interest in (2 to 120 characters).',
  supervisor_conflicts_note_length: 'A note on a conflict may have at most 300 characters.',
  supervisor_appointments_note_length: 'A message to the supervisor may have at most 300 characters.',
  supervisor_appointments_end_reason_length:
    'The reason for ending an appointment may have at most 300 characters.'
};
