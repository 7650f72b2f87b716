import { z } from 'zod';
import { checkIn, type CheckIn } from '../gate-schema.ts';

/** A row of the file that was not taken, with its place in it, from 1. */
export interface BadRow {
  row: number;
  /** Whom it is about, as far as the row says. */
  who: string;
  why: 'unreadable' | 'other_day' | 'unknown';
}

export interface Read {
  rows: { row: number; checkIn: CheckIn }[];
  bad: BadRow[];
  /** The same check-in more than once in the file. */
  repeated: number;
}

const entry = z.object({ slug: z.string(), row: z.unknown() });
const about = z.object({ name: z.string().nullish(), code: z.string().nullish() });

const whoOf = (row: unknown): string => {
  const known = about.safeParse(row);
  return known.success ? (known.data.name ?? known.data.code ?? '') : '';
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a page at the gate saved as a file, read for one day; null where it is no such file. */
export function readExport(text: string, slug: string): Read | null {
  const given = z.array(z.unknown()).min(1).max(5000).safeParse(parsed(text));
  if (!given.success || !given.data.some((one) => entry.safeParse(one).success)) return null;
  const found: Read = { rows: [], bad: [], repeated: 0 };
  const seen = new Set<string>();
  for (const [n, one] of given.data.entries()) {
    const row = n + 1;
    const held = entry.safeParse(one);
    const read = checkIn.safeParse(held.data?.row);
    const who = whoOf(held.data?.row);
    if (held.success && held.data.slug !== slug) found.bad.push({ row, who, why: 'other_day' });
    else if (!read.success) found.bad.push({ row, who, why: 'unreadable' });
    else if (seen.has(read.data.check_in_id)) found.repeated += 1;
    else {
      seen.add(read.data.check_in_id);
      found.rows.push({ row, checkIn: read.data });
    }
  }
  return found;
}
