import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { card, readName, snapshot, type Snapshot, type SnapshotCard } from './schema.ts';

const cardColumns =
  'day, edition, seq, manifest_sha256, row_count, bytes, state, made_at, ended_at, journal_seq';
const columns = `${cardColumns}, files, left_out`;

/** Snapshots, the newest first; a day's editions one after the other. */
export async function list(
  db: Client,
  page: number,
  size: number
): Promise<{ total: number; rows: SnapshotCard[] }> {
  const from = (page - 1) * size;
  const answer = await db
    .from('snapshots')
    .select(cardColumns, { count: 'exact' })
    .order('day', { ascending: false })
    .order('edition', { ascending: false })
    .range(from, from + size - 1);
  // a page behind the last is empty, and no error
  if (answer.error?.code === 'PGRST103') return { total: await count(db), rows: [] };
  return { rows: unwrap(answer, z.array(card)), total: answer.count ?? 0 };
}

async function count(db: Client): Promise<number> {
  const answer = await db.from('snapshots').select('day', { count: 'exact', head: true });
  return answer.count ?? 0;
}

/** All, for programs: a decade is 4,000 of them. */
export async function all(db: Client): Promise<SnapshotCard[]> {
  const rows: SnapshotCard[] = [];
  for (;;) {
    const from = rows.length;
    const answer = db.from('snapshots').select(cardColumns).order('day').order('edition');
    const page = unwrap(await answer.range(from, from + 999), z.array(card));
    rows.push(...page);
    if (page.length < 1000) return rows;
  }
}

/** A snapshot by the name of its folder, with the other editions of its day; null where there is none. */
export async function read(
  db: Client,
  name: string
): Promise<{ one: Snapshot; editions: SnapshotCard[] } | null> {
  const wanted = readName(name);
  if (!wanted) return null;
  const answer = await db.from('snapshots').select(columns).eq('day', wanted.day).order('edition');
  const editions = unwrap(answer, z.array(snapshot));
  const one = editions.find(({ edition }) => edition === wanted.edition);
  return one ? { one, editions } : null;
}

/** The newest snapshot that is kept, for pages that offer whole downloads. */
export async function latest({ visitor }: Pick<Hub, 'visitor'>) {
  const answer = visitor.from('snapshots').select(columns).eq('state', 'kept');
  const [one] = unwrap(await answer.order('day', { ascending: false }).limit(1), z.array(snapshot));
  if (!one) return null;
  const files = one.files.flatMap(({ name, dataset, format, bytes, rows, sha256 }) =>
    dataset && format ? [{ name, dataset, format, bytes, rows: rows ?? 0, sha256 }] : []
  );
  return { day: one.day, edition: one.edition, seq: one.seq, at: one.made_at, files };
}
