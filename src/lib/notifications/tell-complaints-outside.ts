import { z } from 'zod';
import type { Tell } from './describe.ts';

// One fact of another shape must not hide the rest.
const known = z.object({ name: z.string().catch(''), error: z.string().catch('') });

/** What connections of complaints tell reviewers. */
export const complaintsOutside: Record<string, Tell> = {
  'complaint.webhook_paused': (facts, t) => {
    const { name, error } = known.parse(facts);
    return {
      title: t('complaintOutside.told.paused', { name }),
      lines: [t('complaintOutside.told.pausedLine', { error })]
    };
  }
};
