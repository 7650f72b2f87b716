import { z } from 'zod';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { manifestName } from './names.ts';
import * as folders from './folder.server.ts';
import { nameOf } from './schema.ts';

const rows = z.array(z.object({ day: z.iso.date(), edition: z.number() }));
type Named = z.infer<typeof rows>[number];

/** Days that may go: older than so many days, and not the first of their month that is kept. `kept` is in order. */
export function surplus(kept: readonly Named[], oldest: string): Named[] {
  const months = new Set<string>();
  return kept.filter(({ day }) => {
    const month = day.slice(0, 7);
    const first = !months.has(month);
    months.add(month);
    return !first && day < oldest;
  });
}

const dayBefore = (days: number): string => calendarDay(new Date(Date.now() - days * 86_400_000));

/** By the operator's setting: of days longer ago one a month is kept, of the others the manifest. */
export async function thin({ config, service }: Hub, signal: AbortSignal): Promise<number> {
  const days = config.HUB_SNAPSHOTS_KEEP_DAYS;
  if (days === undefined) return 0;
  const kept = service
    .from('snapshots')
    .select('day, edition')
    .eq('state', 'kept')
    .lt('day', dayBefore(days));
  let thinned = 0;
  for (const one of surplus(unwrap(await kept.order('day'), rows), dayBefore(days))) {
    if (signal.aborted) break;
    // first nobody is sent there, then the files go
    if (unwrap(await service.rpc('settle_snapshot', { ...one, thinned: true }), z.boolean())) thinned += 1;
    await folders.empty(config.snapshotsDir, nameOf(one), [manifestName]);
  }
  return thinned;
}

/** Files of snapshots that are no longer kept: a node was killed before it had removed them. */
export async function tidy({ config, service }: Hub): Promise<void> {
  const lately = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const ended = service.from('snapshots').select('day, edition').neq('state', 'kept').gt('ended_at', lately);
  for (const one of unwrap(await ended, rows))
    await folders.empty(config.snapshotsDir, nameOf(one), [manifestName]);
}
