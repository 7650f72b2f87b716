import * as limits from '#lib/accounts/limits.server.ts';
import { hub } from '#lib/server/hub.ts';

export interface Filer {
  /** Where it comes from; stored nowhere. */
  address: string;
  /** Slug of the project, or code of the division. */
  place: string;
  /** Came with a proof of work. */
  proved: boolean;
}

/**
 * Counts one complaint that is about to be filed. Who sends far more than people do has to wait (`wait`, in seconds);
 * what is past the other limits is taken and held, so that a flood shuts nobody out. Proved ones have counters of their
 * own, which a flood without proof does not reach.
 */
export async function count({ address, place, proved }: Filer): Promise<{ wait: number; held: boolean }> {
  if (hub().config.bench) return { wait: 0, held: false };
  const from = limits.network(address);
  const wait = await limits.use('complaint_address', from);
  if (wait > 0) return { wait, held: false };
  const more = proved ? 0 : await limits.use('complaint_address_unproved', from);
  if (more > 0) return { wait: more, held: false };
  const past = proved
    ? [
        await limits.use('complaint_open', from),
        await limits.use('complaint_place', place),
        await limits.use('complaint_all', 'all')
      ]
    : [
        await limits.use('complaint_open_unproved', from),
        await limits.use('complaint_place_unproved', place),
        await limits.use('complaint_all_unproved', 'all')
      ];
  return { wait: 0, held: past.some((seconds) => seconds > 0) };
}
