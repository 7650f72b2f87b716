import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { version } from '#lib/server/version.ts';
import { endpointOf, endpoints } from './endpoints.ts';
import { validations, type Validation } from './validations.ts';

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

/** A tool says the same of thirteen data sets: one line, which fails if it failed on any, and names which. */
function byTool(checks: Validation[]) {
  const groups = Map.groupBy(checks, ({ tool, version: of, release }) => `${tool} ${of} ${release}`);
  return [...groups].map(([name, all]) => ({
    name,
    tool: all[0]?.tool ?? '',
    version: all[0]?.version ?? '',
    release: all[0]?.release ?? '',
    at:
      all
        .map(({ at }) => at)
        .toSorted()
        .at(-1) ?? '',
    addresses: all.length,
    ok: all.every(({ ok }) => ok),
    problems: all
      .flatMap(({ endpoint, problems }) => problems.map((problem) => `${endpoint}: ${problem}`))
      .slice(0, 5)
  }));
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
      checks: byTool(found.get(key) ?? [])
    }))
  };
}
