import complaints from './errors-complaints.ts';
import type { Mirror } from '../types.ts';
import type zh from '../zh/errors.ts';
import findings from './errors-findings.ts';
import log from './errors-log.ts';
import openApi from './errors-open-api.ts';
import openExports from './errors-open-exports.ts';
import openDays from './errors-open-days.ts';
import openSnapshots from './errors-open-snapshots.ts';
import openRows from './errors-open-rows.ts';
import supervisors from './errors-supervisors.ts';
import visits from './errors-visits.ts';

export default {
  oc4ids_empty:
    'There is no project here. An OC4IDS package needs at least one: read again from the first page, without parameters.',
  invalid_cursor: 'This cursor is not valid. Use the link next of the page before, as it is.',
  ...complaints,
  ...findings,
  ...log,
  ...openApi,
  ...openExports,
  ...openDays,
  ...openSnapshots,
  ...openRows,
  ...supervisors,
  ...visits,
  required: 'Please fill this in.',
  invalid: 'This does not look right. Please check it.',
  tooLong: 'This is too long. Please shorten it.',
  unexpected: 'Something unexpected happened. Please try again later.',
  internal: 'Something unexpected happened. Please try again later.',
  not_found: 'There is nothing here: the address may be mistyped, or the page has moved.',
  forbidden: 'You do not have the right to do this.',
  foreign_origin:
    'This request did not come from a page of this site and was refused. Go back to the page and try there.',
  body_too_large: 'What was sent is too large. Make it smaller and send it again.',
  too_many_requests: 'Too many requests. Wait a moment and try again.',
  sign_in_required: 'Please sign in first.',
  administrator_required: 'Only an administrator of the hub can do this.',
  officer_required: 'Only an officer of a bureau can do this.',
  outside_jurisdiction: 'This work is outside the jurisdiction of your bureau.',
  append_only: 'This record can only be added to, never changed or removed.',
  project_not_found: 'There is no such work.',
  project_exists: 'A work with this permit number or project code exists already. Change that one instead.',
  project_changed_meanwhile:
    'Somebody changed this work after you opened it. Open it again and then make your change.',
  division_missing: 'Choose the county or district of the work.',
  division_unknown: 'There is no such division code, or it is not a city, county or district.',
  milestone_kind_unknown: 'There is no such milestone where the work is.',
  reached_in_future: 'A milestone cannot be reached after today.',
  permit_no_taken: 'This permit number belongs to another work.',
  import_not_found: 'There is no such import; it may have expired. Upload the file again.',
  import_not_open: 'This import has begun to be written and can no longer be changed.',
  import_not_previewed: 'This import has not been checked to the end yet. Please wait.',
  import_has_refused_rows:
    'Some rows cannot be written. Correct them and upload again, or choose to skip them.',
  last_administrator: 'This is the last administrator. Appoint another one first.',
  totp_already_enabled: 'Two-step verification is already on.',
  organization_not_found: 'There is no such organization.',
  account_not_found: 'No account uses this e-mail address. Ask the person to sign up first.',
  role_does_not_fit_organization:
    'The role does not fit the organization: officers belong to bureaus, members to companies.',
  membership_not_found: 'There is no such membership.',
  subscription_scope_unknown:
    'What you want to follow was not found. Please start again from the page of the project, division or organization.',
  sql_23505: 'The same record exists already.',
  sql_23503: 'What this points to does not exist.',
  sql_23514: 'Something does not meet the requirements. Please check.',
  sql_22p02: 'Something is not in the right form.',
  sql_22001: 'Something is too long.',
  sql_22003: 'A number is out of range.',
  sql_22008: 'A date is not valid.',
  sql_40001: 'Somebody else is changing this now. Please try again.',
  sql_40p01: 'Somebody else is changing the same. Try again.',
  sql_42501: 'You do not have the right to do this.',
  sql_55p03: 'The system is busy. Try again in a moment.',
  sql_57014: 'This took too long. Narrow it down and try again.',
  sql_p0002: 'There is no such record.',
  sql_55000: 'This cannot be done now.',
  sql_pgrst301: 'Your session has ended. Please sign in again.',
  organizations_uscc_key: 'An organization with this unified social credit code exists already.',
  organizations_uscc_form: 'The unified social credit code is not in the right form.',
  organizations_company_name_without_uscc_key: 'A company of this name without a code exists already.',
  organizations_bureau_has_division: 'A bureau needs a division as its jurisdiction.',
  organizations_name_length: 'The name of an organization has 2 to 120 characters.',
  milestone_kinds_pkey: 'A milestone with this code exists already.',
  milestone_kinds_kind_form: 'Use lower-case letters, digits and underscores only, beginning with a letter.',
  milestone_kinds_name_length: 'The name of the milestone is too short or too long.',
  memberships_period: 'The last day cannot be before the first.',
  memberships_duties_fit_role: 'The duties do not fit the role.',
  profiles_display_name_length: 'The name has 1 to 60 characters.',
  projects_name_length: 'The name of a project has 2 to 120 characters.',
  projects_place_in_range: 'The coordinates are not in Hubei.',
  projects_permit_no_key: 'This permit number belongs to another work.',
  projects_code_before_permit_key: 'A work with this project code that has no permit yet exists already.',
  buildings_name_key: 'Two buildings of the work have the same name.',
  buildings_floors_range: 'The number of storeys is out of range.',
  buildings_unit_count_range: 'The number of units is out of range.',
  disclosure_not_found: 'This disclosure was not found.',
  not_an_author:
    'Only people with the duty “edit” at the developer or at the party that supplies this item can fill it in.',
  disclosure_withheld:
    'The bureau has decided to withhold this item, so it cannot be filled in or published now.',
  facts_wrong: 'Some of what was filled in does not meet the requirements. Check the fields that are marked.',
  document_missing: 'Upload at least one document before you submit it for confirmation.',
  document_not_found: 'This document was not found, or it belongs to another project. Upload it again.',
  reason_missing: 'Write a reason (at least 5 characters).',
  disclosure_under_way:
    'This version is being confirmed or waits to be published, so it cannot be changed. Recall it first, or wait until it is returned.',
  disclosure_changed_meanwhile:
    'Somebody changed this disclosure after you opened it. Open it again before you go on.',
  not_your_step: 'This step is not yours to take.',
  step_not_possible:
    'This step is not possible in its present state. Open the page again to see how it stands.',
  persons_must_differ: 'Whoever wrote or submitted this version cannot confirm it. Another person has to.',
  organizations_must_differ:
    'The organization that supplied it cannot confirm it. The supervising engineer or a commissioned third party has to.',
  publish_at_range: 'The time of publication must lie in the future, within a year.',
  reviewer_required: 'Only officers of the bureau in charge with the duty “reviewer” can decide this.',
  withheld_until_range: 'The last day of withholding must lie in the future, within ten years.',
  not_a_party: 'Your organization is not a party of this project, or you do not have the duty for it.',
  developer_required: 'Only people with the duty “edit” at the developer can do this.',
  posted_on_range: 'The day cannot be later than today, nor more than a year before it was published here.',
  plan_changed_meanwhile: 'Somebody changed the plan after you opened it. Open it again before you confirm.',
  plan_item_missing: 'The plan lacks an item that applies. Plan each item, or say why it is left out.',
  plan_role_unknown: 'The plan names a party to supply or confirm that the catalogue does not.',
  version_is_public: 'A version that was published cannot be changed. Use “correct” to submit a new one.',
  disclosure_versions_reason_length: 'The reason should have 5 to 500 characters.',
  disclosure_versions_returned_reason_length: 'The reason for returning it should have 2 to 500 characters.',
  disclosure_versions_note_length: 'The remark can have 2,000 characters at most.',
  disclosure_documents_caption_length: 'The text for a document can have 300 characters at most.',
  disclosure_documents_pkey: 'The same document was added twice. Remove one of them.',
  disclosure_channels_url_form: 'Enter a complete address that begins with http:// or https://.',
  disclosure_channels_shows_it: 'Enter an address, or upload a photo of it.',
  disclosures_withheld_ground_known: 'Choose the legal ground for withholding.',
  disclosure_plan_items_left_out_reason_length:
    'The reason for leaving an item out should have 5 to 300 characters.',
  file_empty: 'This file is empty. Please choose another.',
  file_too_large: 'The file is larger than 20 MB. Please compress it or split it into several files.',
  file_type_not_accepted:
    'Only PDF files and JPEG, PNG or WebP images are accepted (judged by what is in them, not by their name).',
  file_is_heic:
    'This is an iPhone HEIC photo, which many devices cannot open. Please convert it to JPEG first.',
  file_is_office:
    'This is a Word, Excel or WPS file, which not everyone can open. Please export it as a PDF first.',
  pdf_disguised:
    'Something else comes before or after this PDF in its file. Please export it as a PDF again.',
  pdf_encrypted:
    'This PDF is protected by a password or restrictions, so the public could not read it. Please remove the protection first.',
  pdf_unreadable: 'This PDF is damaged or incomplete and cannot be read. Please export it again.',
  pdf_too_complex:
    'This PDF is so complex that it could not be read within the limits of time and memory. Please split it or export it again.',
  pdf_too_many_pages: 'This PDF has more than 500 pages. Please split it into several files.',
  pdf_with_script:
    'This PDF contains scripts or starts programs and cannot be published. Please create it again with “Print to PDF”.',
  pdf_with_attachment:
    'Other files are embedded in this PDF, so it cannot be published. Please upload the attachments by themselves.',
  image_too_many_pixels: 'The image has more than 50 million pixels. Please make it smaller.',
  image_animated: 'Animated images are not accepted. Please upload a still image.',
  image_unreadable: 'The image is damaged or incomplete and cannot be read. Please export it again.',
  hash_differs:
    'The file that arrived is not the one you chose; it may have been damaged on its way. Please upload it again.',
  too_many_files: 'At most 12 files fit here. The others were not uploaded.',
  hash_form: 'Please enter the SHA-256 of the file: 64 characters, digits and letters a–f.',
  facts_required: 'Please fill this in.',
  facts_unknown: 'This is not among the facts of the item.',
  facts_not_a_number: 'Please give a number, without units or words.',
  facts_not_whole: 'Please give a whole number.',
  facts_out_of_range: 'This number is outside the range; please check it.',
  facts_too_precise: 'At most 6 decimals.',
  facts_too_long: 'This is too long: at most 200 characters on one line, 2,000 on several.',
  facts_not_a_day: 'Please give a real date.',
  facts_not_a_choice: 'Please choose one of those listed.',
  facts_not_text: 'This holds characters that can’t be kept; please type it anew.',
  facts_more_than: 'This can’t be more than the total it is a part of; please check.',
  day_kind_unknown: 'Days are counted as working days or as calendar days.',
  deadline_rule_outside_item: 'The item does not apply in that division.',
  deadline_rules_overlap:
    'A rule for that division is in force in that period. End it first, or let the new one take its place.',
  deadline_rule_not_found: 'No such deadline rule.',
  deadline_rule_ended: 'This rule has ended and can’t be changed.',
  ends_before_it_begins: 'The last day can’t be earlier than the day before it begins.',
  ends_in_the_past: 'The last day can’t be earlier than today.',
  disclosure_fields_choices:
    'Give 2 to 20 choices, each with a code of its own and a Chinese and an English name.',
  disclosure_fields_form: 'The fields are not in the right form.',
  disclosure_fields_label:
    'Each field needs a Chinese and an English name; names, units and hints can’t be too long.',
  disclosure_fields_name_form:
    'A code holds lower-case letters, digits and underscores, and begins with a letter.',
  disclosure_fields_name_taken: 'Two fields have the same code.',
  disclosure_fields_range: 'Minimum, maximum and “at most” are for numbers, and must agree.',
  disclosure_fields_removed: 'Fields of an item in force can’t be removed, only added.',
  disclosure_fields_retyped:
    'Fields of an item in force can’t change their kind, unit or given choices, nor become required.',
  disclosure_item_exists: 'An item has this code already.',
  disclosure_item_not_found: 'No such item.',
  disclosure_item_changed_meanwhile:
    'Somebody changed this item after you opened it. What you wrote is kept; open it again and compare before you save.',
  disclosure_item_ended: 'This item has ended and can’t be changed.',
  disclosure_item_fixed:
    'An item in force can’t change its milestone, its scope, whether it is mandatory, or its first day. End it and add another instead.',
  outside_own_division: 'You may add and change items and rules of your own division only.',
  province_required: 'Only officers of the provincial department and administrators may change the calendar.',
  calendar_empty: 'There is no calendar to load.',
  calendar_range: 'At most 31 days in a row at a time, and the last not before the first.',
  calendar_day_not_found: 'Nobody set this day.',
  disclosure_items_pkey: 'An item has this code already.',
  disclosure_items_item_form:
    'A code holds 2 to 40 lower-case letters, digits and underscores, and begins with a letter.',
  disclosure_items_name_length: 'The name should have 2 to 60 characters.',
  disclosure_items_mandatory_for_the_province: 'Only items of the whole province can be mandatory.',
  disclosure_items_card_length: 'The text of the card is too short or too long.',
  disclosure_items_basis_length: 'The basis should have 2 to 400 characters.',
  deadline_rules_days_range: 'Days should lie between −30 and 365.',
  deadline_rules_basis_length: 'The basis should have 2 to 400 characters.',
  deadline_rules_period: 'The last day can’t be earlier than the day before it begins.',
  calendar_days_range: 'The day should lie between 1990 and 2101.',
  calendar_days_name_length: 'The name should have 1 to 60 characters.',
  calendar_days_basis_length: 'The basis should have 2 to 200 characters.',
  page: {
    title: 'This page cannot be shown now',
    notFoundTitle: 'This page was not found',
    notFound: 'The address may be mistyped, or the page has moved.',
    forbiddenTitle: 'You may not see this page',
    forbidden: 'This page is only open to people with the duty for it.',
    signInTitle: 'Please sign in first',
    signIn: 'After signing in you return to the page you wanted.',
    tooManyTitle: 'Too many requests',
    tooMany: 'Please wait a moment and try again.',
    unavailable: 'The service is recovering. Please try again in a few minutes.',
    kept: 'Whatever you already sent is safe. What you had not sent is usually still there when you go back.',
    whatHappened: 'What happened',
    whatIsKept: 'What is kept',
    whatNext: 'What to do next',
    home: 'Back to the map',
    search: 'Search the projects',
    retry: 'Open this page again',
    reference: 'When you contact us, please give this reference:'
  }
} satisfies Mirror<typeof zh>;
