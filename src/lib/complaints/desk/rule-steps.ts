/** Steps of complaints that have a deadline, as `private.complaint_steps` names them. */
export const ruleSteps = [
  'notice',
  'publish',
  'objection',
  'answer',
  'extension',
  'company_reply',
  'follow_up',
  'review_apply',
  'review',
  'final_apply',
  'final',
  'retention'
] as const;
