import { figures } from '#lib/complaints/reading/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { cities } from './schema.ts';

/** Figures of quality by city; those of complaints with what is small left out, as on their own page. */
export async function load({ db }: { db: Client }) {
  const [quality, told] = await Promise.all([
    db.rpc('data_quality', {}),
    db.rpc('complaint_figures', { scope: { division: '420000' } })
  ]);
  const { total, by_place, from, to } = unwrap(told, figures);
  return {
    cities: unwrap(quality, cities),
    complaints: {
      from,
      to,
      total: { filed: total.filed, overdue: total.overdue },
      places: by_place.map(({ key, filed, overdue }) => ({ key, filed, overdue }))
    }
  };
}
export type Quality = Awaited<ReturnType<typeof load>>;
