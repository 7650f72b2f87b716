import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { version } from '#lib/server/version.ts';
import { endpointOf, endpoints } from './endpoints.ts';
import { validations } from './validations.ts';

const head = z.object({ seq: z.number(), recorded_at: z.string() });
const news = z.object({
  entries: z.array(z.object({ seq: z.number(), recorded_at: z.string(), facts: z.looseObject({}) }))
});
const snapshotFacts = z.looseObject({ day: z.string() });

type Fetch = typeof globalThis.fetch;

/** The newest entry of the journal in a scope, at or below a number. */
async function newest(db: Client, scope: Record<string, string>, upto?: number) {
  const asked = { scope, before: upto === undefined ? null : upto + 1, page_size: 1 };
  return unwrap(await db.rpc('read_journal', asked), news).entries[0];
}

/** The last daily snapshot, as the journal tells it; null before the first. */
async function snapshot(db: Client) {
  const entry = await newest(db, { kind: 'snapshot.published' });
  const facts = snapshotFacts.safeParse(entry?.facts);
  return entry && facts.success ? { day: facts.data.day, seq: entry.seq, at: entry.recorded_at } : null;
}

/** The signed checkpoint, read as everyone reads it: its second line is how many entries it covers. */
async function checkpoint(db: Client, fetch: Fetch) {
  const answer = await fetch('/log/checkpoint');
  if (!answer.ok) return null;
  const size = Number((await answer.text()).split('\n')[1]);
  if (!Number.isSafeInteger(size) || size < 1) return null;
  const entry = await newest(db, {}, size);
  return { size, at: entry?.recorded_at ?? null };
}

/** What the page of the endpoints' health shows. */
export async function load({ db }: { db: Client }, fetch: Fetch) {
  const [now, ofSnapshot, ofCheckpoint] = await Promise.all([
    db.rpc('journal_head', {}).then((answer) => unwrap(answer, head)),
    snapshot(db),
    checkpoint(db, fetch)
  ]);
  const found = Map.groupBy(validations, ({ endpoint }) => endpointOf(endpoint));
  return {
    version,
    head: { seq: now.seq, at: now.recorded_at },
    snapshot: ofSnapshot,
    checkpoint: ofCheckpoint && { ...ofCheckpoint, behind: Math.max(0, now.seq - ofCheckpoint.size) },
    endpoints: endpoints.map(({ key, path, example }) => ({
      key,
      path,
      example,
      checks: (found.get(key) ?? []).map(({ tool, version: of, at, ok, problems, release, endpoint }) => ({
        ...{ tool, version: of, at, ok, problems: problems.slice(0, 5), release, endpoint }
      }))
    }))
  };
}
