export default {
  complaint_not_found:
    'There is no such complaint. Check the tracking code or number; it may also not be yours to handle.',
  complaint_category_unknown: 'Choose what the complaint is about.',
  complaint_not_joinable: 'This complaint has ended or is not public, so it cannot be joined. File your own.',
  complaint_act_refused:
    'This cannot be done in its present state; somebody may have acted on it, or the time is over. Reload and look again.',
  complaint_changed_meanwhile: 'Somebody worked on this complaint after you opened it. Open it again first.',
  follow_up_must_differ: 'Whoever handled a complaint cannot follow it up. Pass it to a colleague.',
  review_must_differ:
    'Whoever handled or reviewed a complaint cannot review it again. Pass it to a colleague.',
  complaint_channel_missing: 'Say where the person can go instead (2 to 500 characters).',
  complaint_merge_unknown:
    'There is no such complaint to merge into: it must be with the same bureau and not ended.',
  complaint_reply_missing: 'Write the reply (10 to 4000 characters).',
  complaint_fix_by_missing: 'Say by which day it is to be put right, today at the earliest.',
  complaint_extension_wrong: 'That number of days is not possible: {{detail}} at most.',
  complaint_public_words_missing:
    'Write a title (2 to 80 characters) and a text for the public (2 to 4000 characters) first.',
  complaint_outcome_missing: 'Choose the decision of the review.',
  complaint_hearing_wrong: 'Say how many days the hearing takes (1 to 60).',
  complaint_tags_wrong: 'At most 10 tags of 1 to 20 characters.',
  complaint_rating_wrong: 'Choose how satisfied you are (1 to 5) and whether it is solved.',
  complaint_company_unknown: 'This company is not a party of the project.',
  complaint_rule_missing:
    'No rule of deadlines is in force, so the day cannot be reckoned. Tell the administrator.',
  complaint_no_contact: 'The person left no contact data.',
  complaint_limit: 'At most 100 at once. Do them in several parts.',
  bureau_unknown: 'Choose another bureau.',
  extract_not_found: 'There is no such request, or it was not sent to your company.',
  extract_closed: 'It was answered already, or the complaint has ended.',
  complaint_too_many:
    'Too many complaints came from your network. Try again in {{detail}} minutes: what you wrote is still here. In danger call 119 first.',
  complaint_photo_limit: 'Up to 10 photos at once: please leave some out and send again.',
  complaint_photos_refused: 'Some photos cannot be used. See below, replace them and send again.',
  complaint_filter_wrong: 'Give it a name of 1 to 40 characters; each person may keep 20 filters.',
  complaint_template_not_found: 'This text was not found; it may have been removed.',
  complaint_template_exists: 'There is a text of that name for this step. Choose another name.',
  complaint_template_wrong: 'A name has 2 to 60 characters and a text 2 to 4,000; a bureau may keep 200.',
  complaint_route_wrong: 'The jurisdiction of that bureau does not hold this place. Choose another bureau.',
  complaint_received_wrong: 'The day it was received is to come or more than 60 days ago. Check it.',
  complaint_route_not_found: 'This rule was not found; it may have been removed.',
  connection_limit: 'A bureau has at most 50 connections; end one that is not used.',
  connection_not_found: 'There is no such connection, or it is not kept by your bureau.',
  hotline_key_missing: 'The header Idempotency-Key is missing; make one for each work order.',
  hotline_key_used: 'This Idempotency-Key was used for a message with another body; make a new one.',
  hotline_no_json: 'The message is no JSON.',
  hotline_unsigned:
    'The signature is wrong, or the time is more than 5 minutes off. Check secret, clock and how it is signed.',
  hotline_wrong:
    'Parts of the work order are wrong, see fields; correct them and send it again with a new Idempotency-Key.',
  method_not_allowed: 'This address does not take this method.',
  webhook_url_inside: 'This address is inside a private network. Give one on the public internet.',
  webhook_url_wrong: 'Give an https address without user, password and #.'
};
