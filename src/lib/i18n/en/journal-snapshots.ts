import type { Mirror } from '../types.ts';
import type zh from '../zh/journal-snapshots.ts';

/** Snapshots of open data in the journal and in feeds. */
export default {
  kind: { published: 'Snapshot of open data', reissued: 'New edition of a snapshot' },
  headline: {
    published: 'Snapshot of open data: {{day}}',
    reissued: 'Snapshot of open data: {{day}}, edition {{edition}}'
  },
  line: {
    upTo: 'As of journal entry {{seq}}',
    rows_one: '{{count}} row',
    rows_other: '{{count}} rows',
    leftOut_one: '{{count}} thing is no longer public and is left out of this edition',
    leftOut_other: '{{count}} things are no longer public and are left out of this edition',
    manifest: 'SHA-256 of the manifest: {{sum}}'
  }
} satisfies Mirror<typeof zh>;
