import type { Mirror } from '../types.ts';
import type zh from '../zh/errors-open-snapshots.ts';

export default {
  snapshot_not_found: 'There is no such snapshot, or it is no longer kept.',
  snapshot_replaced:
    'A new edition has taken the place of this one, because something in it is no longer public. Fetch it at /open/snapshots; the manifest.json of this one is still there.',
  snapshot_thinned:
    'To save space only the manifest.json of this day is kept. Please take another day at /open/snapshots.',
  snapshot_elsewhere: 'The files of this snapshot are not on this server. Try again later, or tell the hub.',
  kit_busy: 'Too many project kits are being made. Please try again in a minute.'
} satisfies Mirror<typeof zh>;
