import { listQuery } from '#lib/ui/list-query.ts';

/** The list of snapshots: nothing to narrow, the newest first. */
export const list = listQuery({ filters: {}, sorts: ['-day'] });
