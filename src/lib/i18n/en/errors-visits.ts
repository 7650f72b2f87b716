import type { Mirror } from '../types.ts';
import type zh from '../zh/errors-visits.ts';

export default {
  visit_other_account:
    'This was written by another account. Sign in with that account to hand it in; nothing is lost.'
} satisfies Mirror<typeof zh>;
